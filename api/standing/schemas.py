"""Shapes of how a member stands."""

from marshmallow import fields

from api.http.fields import Day, Id, Shape, Text, Word, Yes
from api.http.shapes import PageQuery
from api.standing.facts import State
from api.standing.months import Precision

PRECISIONS = tuple(Precision)
REASONS = ("work", "business", "study", "family", "other")
CARD_STATES = ("to_number", "issued", "to_inspect", "inspected", "lost", "void")


class AwayPeriodShape(Shape):
    """外出期. `departed_on` is the first day of the span that is known; `departed_precision` says how long it is."""

    id = Id(required=True)
    member_id = Id(required=True)
    departed_on = Day(required=True, allow_none=True)
    departed_precision = Word(*PRECISIONS, required=True)
    departed_text = fields.String(required=True, allow_none=True)
    discovered_on = Day(required=True, allow_none=True)
    expected_return_on = Day(required=True, allow_none=True)
    returned_on = Day(required=True, allow_none=True)
    reason_code = Word(*REASONS, required=True, allow_none=True)
    place_code = fields.String(required=True, allow_none=True)
    place_name = fields.String(required=True, allow_none=True)
    place_unsettled = Yes(required=True)
    employer = fields.String(required=True, allow_none=True)
    residence = fields.String(required=True, allow_none=True)
    card_number = fields.String(required=True, allow_none=True)
    card_state = Word(*CARD_STATES, required=True, allow_none=True)
    card_id = Id(required=True, allow_none=True)


class AwayPeriodList(Shape):
    """A member's times away, newest first."""

    items = fields.List(fields.Nested(AwayPeriodShape), required=True)


class SuggestionShape(Shape):
    """What a clock suggests; nothing changes by itself."""

    code = fields.String(required=True)
    since = Day(required=True)
    due = Day(required=True, allow_none=True)
    sentence = fields.String(required=True)
    basis = fields.String(required=True, allow_none=True)
    approximate = Yes(required=True)


class StandingShape(Shape):
    """How a member stands today."""

    member_id = Id(required=True)
    state = Word(*State, required=True)
    confirmed_state = Word(*State, required=True, allow_none=True)
    suggestions = fields.List(fields.Nested(SuggestionShape), required=True)
    unregistered = fields.List(fields.String(), required=True)
    """未登记: what nobody has entered yet, so that its clock does not run."""
    away = fields.Nested(AwayPeriodShape, required=True, allow_none=True)
    at_home_until = Day(required=True, allow_none=True)


class StandingPage(Shape):
    """How the members of a branch stand today."""

    items = fields.List(fields.Nested(StandingShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class StandingQuery(PageQuery):
    """Of which branch or township."""

    organization_id = Id(required=True)


class AwayCorrectionIn(Shape):
    """What was wrong in an away period; the basis is kept with it."""

    departed_on = Day()
    departed_precision = Word(*PRECISIONS)
    departed_text = Text(most=50, allow_none=True)
    discovered_on = Day(allow_none=True)
    expected_return_on = Day(allow_none=True)
    returned_on = Day(allow_none=True)
    reason_code = Word(*REASONS, allow_none=True)
    place_code = Text(most=6, allow_none=True)
    place_unsettled = Yes()
    employer = Text(most=200, allow_none=True)
    residence = Text(most=300, allow_none=True)
    basis = Text(most=500, least=1, required=True)


class StandingDecisionIn(Shape):
    """A person's decision on how a member stands."""

    state = Word("floating", "short_absence", "at_home", "out_of_contact", required=True)
    decided_on = Day(required=True)
    meeting = Text(most=200, load_default=None, allow_none=True)
    basis = Text(most=500, least=1, required=True)


class CardNumberingIn(Shape):
    """The number on the paper card, and the day it was handed over."""

    number = Text(most=60, least=1, required=True)
    issued_on = Day(required=True)


class CardChangeIn(Shape):
    """What happened to a card."""

    state = Word("inspected", "reviewed", "lost", "issued", required=True)
    on_date = Day(required=True)
