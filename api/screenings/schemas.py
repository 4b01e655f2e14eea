"""Shapes of rounds and findings."""

from typing import Any

from marshmallow import fields

from api.http.fields import Count, Day, Id, Moment, Month, Part, Shape, Text, Word, Yes
from api.http.shapes import PageQuery
from api.needs.words import KINDS as NEEDS

METHODS = ("wechat", "phone", "visit", "compare")
ASKED = ("self", "family", "neighbour", "other")
RESULTS = ("same", "differs", "lost")
SITUATIONS = ("work", "enterprise", "graduated", "changed_job", "abroad", "moved", "other")
"""失联情形: 外出务工经商, 单位改制或破产, 毕业后去向不明, 工作单位改变, 出国(境), 居住地改变, 其他."""
PRECISIONS = ("day", "month", "season", "year")
REASONS = ("work", "business", "study", "family", "other")
STATES = ("done", "missing", "left")

_NONE: Any = {"load_default": None, "allow_none": True}
_SHOWN: Any = {"required": True, "allow_none": True}


class ScreeningTold(Shape):
    """What differs from the ledger; only what was told is sent."""

    is_away = Yes(**_NONE)
    departed_on = Day(**_NONE)
    departed_precision = Word(*PRECISIONS, **_NONE)
    departed_text = Text(most=50, **_NONE)
    reason_code = Word(*REASONS, **_NONE)
    place_code = Text(most=6, **_NONE)
    place_unsettled = Yes(**_NONE)
    employer = Text(most=200, **_NONE)
    residence = Text(most=300, **_NONE)
    phone = Text(most=30, **_NONE)
    family_contact = Text(most=100, **_NONE)
    expected_return_on = Day(**_NONE)
    returned_on = Day(**_NONE)
    home_from = Day(**_NONE)
    home_to = Day(**_NONE)
    has_card = Yes(**_NONE)
    card_number = Text(most=60, **_NONE)
    dues_paid_to = Month(**_NONE)


class ScreeningNeed(Shape):
    """A need that came up."""

    id = Id(**_NONE)
    kind = Word(*NEEDS, required=True)
    words = Text(most=1000, **_NONE)
    private = Yes(load_default=False)


class ScreeningFindingFields(Shape):
    """What was found out: the way it was asked and whom always stand with it."""

    screened_on = Day(required=True)
    method = Word(*METHODS, required=True)
    asked = Word(*ASKED, required=True)
    result = Word(*RESULTS, required=True)
    recorded_at_device = Moment(**_NONE)
    ledger_version = Text(most=40, **_NONE)
    told = Part(ScreeningTold, load_default=None, allow_none=False)
    lost_since = Day(**_NONE)
    lost_situation = Word(*SITUATIONS, **_NONE)
    family = Text(most=500, **_NONE)
    conclusion = Text(most=500, **_NONE)
    screener = Text(most=100, **_NONE)
    note = Text(most=1000, **_NONE)


class ScreeningFindingIn(ScreeningFindingFields):
    """A finding of one member."""

    id = Id(load_default=None)
    member_id = Id(required=True)
    need = Part(ScreeningNeed, load_default=None, allow_none=False)


class ScreeningCorrectionIn(ScreeningFindingFields):
    """A finding as it should read; after the round was closed, with its basis."""

    basis = Text(most=500, **_NONE)


class ScreeningIn(Shape):
    """A round to open: `window_key` names an open window, or `daily`."""

    id = Id(load_default=None)
    organization_id = Id(required=True)
    window_key = Text(most=24, least=1, required=True)
    opened_on = Day(**_NONE)


class ScreeningClosingIn(Shape):
    """The end of a round; with members missing, one sentence why."""

    closed_on = Day(**_NONE)
    why_missing = Text(most=500, **_NONE)


class ScreenedMemberShape(Shape):
    """Somebody by name."""

    member_id = Id(required=True)
    name = fields.String(required=True)


class ScreenerShape(Shape):
    """Who screened how many; for seeing who went where, not for comparing."""

    name = fields.String(required=True)
    members = fields.List(fields.Nested(ScreenedMemberShape), required=True)


class ScreeningShape(Shape):
    """A round, with who is missing right now or, once closed, who was."""

    id = Id(required=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    window_key = fields.String(required=True)
    name = fields.String(required=True)
    opened_on = Day(required=True)
    until_on = Day(**_SHOWN)
    closed_on = Day(**_SHOWN)
    covered = Count(required=True)
    done = Count(required=True)
    left = Count(required=True)
    missing = fields.List(fields.Nested(ScreenedMemberShape), required=True)
    why_missing = fields.String(**_SHOWN)


class ScreeningPage(Shape):
    """Rounds: the branches in their fixed order, the newest round first."""

    items = fields.List(fields.Nested(ScreeningShape), required=True)
    next_cursor = fields.String(**_SHOWN)


class ScreeningQuery(PageQuery):
    """Of which branch or township."""

    organization_id = Id(required=True)


class ScreeningWindowQuery(Shape):
    """Of which branch or township."""

    organization_id = Id(required=True)


class ScreeningWindowShape(Shape):
    """An open window at one branch, with its round if there is one."""

    window_key = fields.String(required=True)
    name = fields.String(required=True)
    opens_on = Day(required=True)
    closes_on = Day(required=True)
    feast_on = Day(required=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    round_id = Id(**_SHOWN)


class ScreeningComingShape(Shape):
    """The next window."""

    window_key = fields.String(required=True)
    name = fields.String(required=True)
    opens_on = Day(required=True)
    closes_on = Day(required=True)


class ScreeningWindowList(Shape):
    """The windows that propose a round today, branch by branch, and the next one."""

    open = fields.List(fields.Nested(ScreeningWindowShape), required=True)
    coming = fields.Nested(ScreeningComingShape, required=True)


class ScreeningKnownShape(Shape):
    """What the ledger says of a member; phones masked."""

    version = fields.String(required=True)
    is_away = Yes(required=True)
    departed_on = Day(**_SHOWN)
    departed_precision = Word(*PRECISIONS, **_SHOWN)
    departed_text = fields.String(**_SHOWN)
    reason_code = Word(*REASONS, **_SHOWN)
    place_code = fields.String(**_SHOWN)
    place_name = fields.String(**_SHOWN)
    place_unsettled = Yes(required=True)
    employer = fields.String(**_SHOWN)
    phone = fields.String(**_SHOWN)
    family_contact = fields.String(**_SHOWN)
    expected_return_on = Day(**_SHOWN)
    has_card = Yes(required=True)
    card_number = fields.String(**_SHOWN)
    dues_paid_to = fields.String(**_SHOWN)
    waiting_kind = fields.String(**_SHOWN)
    arrives_on = Day(**_SHOWN)
    leaves_on = Day(**_SHOWN)


class ScreeningFindingShape(Shape):
    """What was found out about one member."""

    id = Id(required=True)
    round_id = Id(required=True)
    member_id = Id(required=True)
    member_name = fields.String(required=True)
    revision = Count(required=True)
    screened_on = Day(required=True)
    method = Word(*METHODS, required=True)
    asked = Word(*ASKED, required=True)
    result = Word(*RESULTS, required=True)
    screened_by_name = fields.String(required=True)
    screener = fields.String(**_SHOWN)
    recorded_at = Moment(required=True)
    ledger_moved = Yes(required=True)
    after_closing = Yes(required=True)
    is_away = Yes(**_SHOWN)
    departed_on = Day(**_SHOWN)
    departed_precision = Word(*PRECISIONS, **_SHOWN)
    reason_code = Word(*REASONS, **_SHOWN)
    place_code = fields.String(**_SHOWN)
    place_name = fields.String(**_SHOWN)
    place_unsettled = Yes(**_SHOWN)
    employer = fields.String(**_SHOWN)
    phone = fields.String(**_SHOWN)
    has_card = Yes(**_SHOWN)
    card_number = fields.String(**_SHOWN)
    dues_paid_to = fields.String(**_SHOWN)
    lost_since = Day(**_SHOWN)
    lost_situation = Word(*SITUATIONS, **_SHOWN)
    family = fields.String(**_SHOWN)
    conclusion = fields.String(**_SHOWN)
    note = fields.String(**_SHOWN)
    basis = fields.String(**_SHOWN)
    report_id = Id(**_SHOWN)
    need_id = Id(**_SHOWN)


class ScreeningFindingHistory(ScreeningFindingShape):
    """A finding with the rows that it replaced, newest first."""

    earlier = fields.List(fields.Nested(ScreeningFindingShape), required=True)


class ScreeningLineShape(Shape):
    """One member of a round."""

    member_id = Id(required=True)
    name = fields.String(required=True)
    pinyin = fields.String(required=True)
    kind = fields.String(required=True)
    state = Word(*STATES, required=True)
    joined_on = Day(**_SHOWN)
    left_on = Day(**_SHOWN)
    leaving_reason = fields.String(**_SHOWN)
    known = fields.Nested(ScreeningKnownShape, **_SHOWN)
    finding = fields.Nested(ScreeningFindingShape, **_SHOWN)


class ScreeningLineList(Shape):
    """Everybody of a round whom the reader may see, by name."""

    round = fields.Nested(ScreeningShape, required=True)
    items = fields.List(fields.Nested(ScreeningLineShape), required=True)
    screeners = fields.List(fields.Nested(ScreenerShape), required=True)
