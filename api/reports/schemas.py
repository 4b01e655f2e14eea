"""Shapes of reports."""

from typing import Any

from marshmallow import fields

from api.http.fields import Count, Day, Id, Moment, Part, Shape, Text, Word, Yes
from api.http.shapes import PageQuery

KINDS = ("departure", "change", "check_in", "yearly", "home_visit", "return", "hearsay")
METHODS = ("self", "in_person", "phone", "paper")
PRECISIONS = ("day", "month", "season", "year")
REASONS = ("work", "business", "study", "family", "other")
NEED_KINDS = ("health", "hardship", "elders", "children", "work", "rights", "farm", "party", "other")
STATES = ("submitted", "accepted", "sent_back", "withdrawn")

_NONE: Any = {"load_default": None, "allow_none": True}


class ReportFields(Shape):
    """What may be told in a report; which of it is asked depends on the kind."""

    kind = Word(*KINDS, required=True)
    method = Word(*METHODS, required=True)
    reported_on = Day(required=True)
    recorded_at_device = Moment(**_NONE)
    departed_on = Day(**_NONE)
    departed_precision = Word(*PRECISIONS, load_default="day", allow_none=True)
    departed_text = Text(most=50, **_NONE)
    discovered_on = Day(**_NONE)
    expected_return_on = Day(**_NONE)
    returned_on = Day(**_NONE)
    from_on = Day(**_NONE)
    to_on = Day(**_NONE)
    reason_code = Word(*REASONS, **_NONE)
    place_code = Text(most=6, **_NONE)
    place_unsettled = Yes(**_NONE)
    employer = Text(most=200, **_NONE)
    residence = Text(most=300, **_NONE)
    phone = Text(most=30, **_NONE)
    family_contact = Text(most=100, **_NONE)
    wants_card = Yes(**_NONE)
    note = Text(most=1000, **_NONE)
    thinking = Text(most=1000, **_NONE)
    work = Text(most=1000, **_NONE)
    organization_life = Text(most=1000, **_NONE)
    dues = Text(most=500, **_NONE)


class NeedPart(Shape):
    """需要帮忙: a need told together with a report; without words of its own, the report's note says it."""

    id = Id(load_default=None)
    kind = Word(*NEED_KINDS, load_default="other")
    words = Text(most=1000, **_NONE)
    private = Yes(load_default=False)


class ReportIn(ReportFields):
    """A report to hand in; `method` is `self`, or how a member told it to whoever records it (代录)."""

    id = Id(load_default=None)
    member_id = Id(required=True)
    need = Part(NeedPart, load_default=None, allow_none=False)


class ReportShape(Shape):
    """A report with what became of it."""

    id = Id(required=True)
    member_id = Id(required=True)
    member_name = fields.String(required=True)
    organization_id = Id(required=True)
    kind = Word(*KINDS, required=True)
    method = Word(*METHODS, required=True)
    state = Word(*STATES, required=True)
    reported_on = Day(required=True)
    recorded_at = Moment(required=True)
    recorded_at_device = Moment(required=True, allow_none=True)
    submitted_by_name = fields.String(required=True)
    on_behalf = Yes(required=True)
    decided_at = Moment(required=True, allow_none=True)
    decision_reason = fields.String(required=True, allow_none=True)
    revision = Count(required=True)
    departed_on = Day(required=True, allow_none=True)
    departed_precision = Word(*PRECISIONS, required=True, allow_none=True)
    departed_text = fields.String(required=True, allow_none=True)
    discovered_on = Day(required=True, allow_none=True)
    expected_return_on = Day(required=True, allow_none=True)
    returned_on = Day(required=True, allow_none=True)
    from_on = Day(required=True, allow_none=True)
    to_on = Day(required=True, allow_none=True)
    reason_code = Word(*REASONS, required=True, allow_none=True)
    place_code = fields.String(required=True, allow_none=True)
    place_name = fields.String(required=True, allow_none=True)
    place_unsettled = Yes(required=True, allow_none=True)
    employer = fields.String(required=True, allow_none=True)
    residence = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    family_contact = fields.String(required=True, allow_none=True)
    wants_card = Yes(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    thinking = fields.String(required=True, allow_none=True)
    work = fields.String(required=True, allow_none=True)
    organization_life = fields.String(required=True, allow_none=True)
    dues = fields.String(required=True, allow_none=True)


class ReportPage(Shape):
    """One page of reports, newest first."""

    items = fields.List(fields.Nested(ReportShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class ReportQuery(PageQuery):
    """Which reports."""

    organization_id = Id(load_default=None)
    member_id = Id(load_default=None)
    state = Word(*STATES, load_default=None)
    kind = Word(*KINDS, load_default=None)


class RevealQuery(Shape):
    """Whether phones and addresses are shown in full; that leaves a trace."""

    reveal = Yes(load_default=False)


class ReportAcceptanceIn(Shape):
    """What the secretary adds when accepting."""

    card_number = Text(most=60, **_NONE)
    card_issued_on = Day(**_NONE)
    card_inspected = Yes(load_default=False)
    departed_on = Day(**_NONE)
    departed_precision = Word(*PRECISIONS, **_NONE)
    returned_on = Day(**_NONE)


class SendingBackIn(Shape):
    """What is still needed, in words the member understands."""

    reason = Text(most=500, least=1, required=True)
