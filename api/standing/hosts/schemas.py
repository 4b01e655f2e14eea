"""Shapes of the link with the host branch."""

from marshmallow import fields

from api.http.fields import Day, Id, Shape, Text, Word, Yes

STATES = ("not_contacted", "contacted", "registered", "no_organization", "not_suitable")


class HostLinkShape(Shape):
    """流入地衔接 of one time away; the contact's digits are masked unless revealed."""

    id = Id(required=True)
    away_period_id = Id(required=True)
    state = Word(*STATES, required=True)
    organization = fields.String(required=True, allow_none=True)
    on_date = Day(required=True, allow_none=True)
    contact = fields.String(required=True, allow_none=True)


class HostLinkList(Shape):
    """The links of a member's times away, newest first."""

    items = fields.List(fields.Nested(HostLinkShape), required=True)


class HostLinkQuery(Shape):
    """Masked or in plain."""

    reveal = Yes(load_default=False)


class HostLinkIn(Shape):
    """How the link with the host branch stands, since which day, and whom to ask there."""

    state = Word(*STATES, required=True)
    organization = Text(most=200, load_default=None, allow_none=True)
    on_date = Day(required=True)
    contact = Text(most=200, load_default=None, allow_none=True)


class IntroductionShape(Shape):
    """情况介绍: what a member carries to the host branch. No ID number, no phone of the member."""

    name = fields.String(required=True)
    sex = Word("0", "1", "2", "9", required=True)
    birth_date = fields.String(required=True, allow_none=True)
    kind = Word("full", "probationary", required=True)
    joined_on = fields.String(required=True, allow_none=True)
    confirmed_on = fields.String(required=True, allow_none=True)
    organization_name = fields.String(required=True)
    township_name = fields.String(required=True, allow_none=True)
    secretary_name = fields.String(required=True, allow_none=True)
    office_phone = fields.String(required=True, allow_none=True)
    departed_on = Day(required=True, allow_none=True)
    departed_precision = Word("day", "month", "season", "year", required=True)
    departed_text = fields.String(required=True, allow_none=True)
    place_name = fields.String(required=True, allow_none=True)
    employer = fields.String(required=True, allow_none=True)
    dues_paid_to = fields.String(required=True, allow_none=True)
    card_number = fields.String(required=True, allow_none=True)
