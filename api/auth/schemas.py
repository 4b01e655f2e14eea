"""Shapes of signing in, invitations and roles."""

from marshmallow import fields

from api.http.fields import Count, Day, Id, Many, Moment, Part, Shape, Text, Word, Yes
from api.http.shapes import PageQuery, ReceiptShape

ROLES = ("officer", "secretary", "recorder", "auditor", "admin")
CONSENT_KINDS = ("notice", "sensitive")
_PASSWORD_MOST = 128


class SignInIn(Shape):
    """Phone and password; `person_id` where two people share both."""

    phone = Text(most=40, least=1, required=True)
    password = Text(most=_PASSWORD_MOST, least=1, required=True)
    person_id = Id(load_default=None, allow_none=True)


class RoleShape(Shape):
    """A role that somebody holds today; the member's role follows from `membership_id`."""

    role = Word(*ROLES, required=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    delegated = Yes(required=True)
    to_on = Day(required=True, allow_none=True)


class MeShape(Shape):
    """Who is signed in."""

    account_id = Id(required=True)
    person_id = Id(required=True)
    name = fields.String(required=True)
    membership_id = Id(required=True, allow_none=True)
    organization_id = Id(required=True, allow_none=True)
    organization_name = fields.String(required=True, allow_none=True)
    roles = fields.List(fields.Nested(RoleShape), required=True)
    liaison_today = Yes(required=True)
    consents_needed = fields.List(Word("notice"), required=True)
    notice_version = fields.String(required=True)


class SignedInShape(Shape):
    """A short-lived access token, kept in memory only; the refresh token is in its cookie."""

    access_token = fields.String(required=True)
    token_type = Word("Bearer", required=True)
    expires_in = Count(required=True)
    me = fields.Nested(MeShape, required=True)


class PasswordIn(Shape):
    """The present password and the wanted one."""

    current_password = Text(most=_PASSWORD_MOST, least=1, required=True)
    new_password = Text(most=_PASSWORD_MOST, least=1, required=True)


class NoticeTextShape(Shape):
    """The notice in one language."""

    title = fields.String(required=True)
    paragraphs = fields.List(fields.String(), required=True)


class NoticeShape(Shape):
    """The notice that people read before they agree or refuse."""

    version = fields.String(required=True)
    zh = fields.Nested(NoticeTextShape, required=True)
    en = fields.Nested(NoticeTextShape, required=True)


class AgreementIn(Shape):
    """The notice that somebody agrees to as they come in."""

    kind = Word(*CONSENT_KINDS, required=True)
    version = Text(most=20, least=1, required=True)


class ConsentIn(AgreementIn):
    """An answer to a notice; both are fine."""

    agreed = Yes(required=True)


class CodeIn(Shape):
    """An invitation's code as it was typed."""

    code = Text(most=40, least=1, required=True)


class InvitationHintShape(Shape):
    """Enough to see that the code is meant for oneself, and no more."""

    name_hint = fields.String(required=True)
    organization_name = fields.String(required=True)
    expires_at = Moment(required=True)


class InvitationAcceptanceIn(CodeIn):
    """The code, and the password that one chooses."""

    password = Text(most=_PASSWORD_MOST, least=1, required=True)
    consents = Many(Part(AgreementIn), most=len(CONSENT_KINDS), load_default=list)


class InvitationIn(Shape):
    """Whom to invite."""

    person_id = Id(required=True)


class NewInvitationReceiptShape(ReceiptShape):
    """The receipt of an invitation, with the code to hand over; it is shown nowhere else."""

    code = fields.String(required=True)
    link = fields.String(required=True)
    expires_at = Moment(required=True)


class InvitationShape(Shape):
    """An invitation without its code."""

    id = Id(required=True)
    person_id = Id(required=True)
    organization_id = Id(required=True)
    name = fields.String(required=True)
    created_at = Moment(required=True)
    expires_at = Moment(required=True)
    state = Word("open", "used", "expired", "revoked", required=True)


class InvitationPage(Shape):
    """One page of invitations, newest first."""

    items = fields.List(fields.Nested(InvitationShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class NodeQuery(PageQuery):
    """Of which node and all below it."""

    organization_id = Id(load_default=None)


class GrantShape(Shape):
    """A role of somebody at a node, from a day to a day."""

    id = Id(required=True)
    account_id = Id(required=True)
    person_id = Id(required=True)
    name = fields.String(required=True)
    role = Word(*ROLES, required=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    from_on = Day(required=True)
    to_on = Day(required=True, allow_none=True)
    delegated = Yes(required=True)
    delegated_by_name = fields.String(required=True, allow_none=True)


class GrantPage(Shape):
    """One page of roles, those that began last first."""

    items = fields.List(fields.Nested(GrantShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class NewcomerIn(Shape):
    """Somebody who works here and is in no branch here."""

    name = Text(most=100, least=1, required=True)
    phone = Text(most=40, least=1, required=True)


class GrantIn(Shape):
    """A role to give: to somebody who is known (`person_id`), or to a newcomer."""

    person_id = Id()
    newcomer = Part(NewcomerIn)
    role = Word(*ROLES, required=True)
    organization_id = Id(required=True)
    from_on = Day(load_default=None)
    to_on = Day(load_default=None, allow_none=True)


class DelegationIn(Shape):
    """委托代办: the secretary's acts, handed to a committee member of the branch from a day to a day."""

    person_id = Id(required=True)
    organization_id = Id(required=True)
    from_on = Day(required=True)
    to_on = Day(required=True)


class EndingIn(Shape):
    """The last day on which it holds; without one it ends at once."""

    last_on = Day(load_default=None, allow_none=True)
