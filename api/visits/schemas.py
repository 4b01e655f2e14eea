"""Shapes of plans, arrivals and visits."""

from typing import Any

from marshmallow import fields

from api.http.fields import Count, Day, Id, Many, Moment, Part, Shape, Text, WindowKey, Word, Yes
from api.http.shapes import PageQuery
from api.seasons import KINDS
from api.visits.words import MET, MONEY_SOURCES, OUTCOMES, SIGNERS, TELLERS, WAYS

_NONE: Any = {"load_default": None, "allow_none": True}
MOST_PEOPLE = 20
MOST_MONEY = 100_000_000
NEED_KINDS = ("health", "hardship", "elders", "children", "work", "rights", "farm", "party", "other")
ARRIVAL_SOURCES = ("told", "home_stay", "expected_return", "returned")


class VisitWindowShape(Shape):
    """A feast or season with the days on which its window opens and closes."""

    key = fields.String(required=True)
    kind = Word(*KINDS, required=True)
    name = fields.String(required=True)
    feast_on = Day(required=True)
    last_on = Day(required=True)
    opens_on = Day(required=True)
    closes_on = Day(required=True)
    is_open = Yes(required=True)
    asks_arrival = Yes(required=True)


class VisitPersonShape(Shape):
    """A member by name."""

    member_id = Id(required=True)
    name = fields.String(required=True)
    away = Yes(required=True)


class ArrivalShape(Shape):
    """What is known of somebody's coming home, and from where."""

    coming = Yes(required=True)
    arrives_on = Day(required=True, allow_none=True)
    leaves_on = Day(required=True, allow_none=True)
    source = Word(*ARRIVAL_SOURCES, required=True)


class VisitPlannedMemberShape(Shape):
    """One member of a planned call, with what is known of the arrival and of the visit that was made."""

    member_id = Id(required=True)
    name = fields.String(required=True)
    place_name = fields.String(required=True, allow_none=True)
    arrival = fields.Nested(ArrivalShape, required=True, allow_none=True)
    visit_id = Id(required=True, allow_none=True)
    visited_on = Day(required=True, allow_none=True)
    outcome = Word(*OUTCOMES, required=True, allow_none=True)


class VisitCallShape(Shape):
    """One home to call on: who, how, when and who goes, as proposed or as a person decided."""

    call_id = Id(required=True, allow_none=True)
    organization_id = Id(required=True)
    members = fields.List(fields.Nested(VisitPlannedMemberShape), required=True)
    who_stays = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    all_away = Yes(required=True)
    way = Word(*WAYS, required=True)
    on_date = Day(required=True, allow_none=True)
    goers = fields.List(fields.Nested(VisitPersonShape), required=True)
    others = fields.String(required=True, allow_none=True)
    decided = Yes(required=True)
    left_out = Yes(required=True)
    reason = fields.String(required=True, allow_none=True)
    done = Yes(required=True)


class VisitBranchShape(Shape):
    """How far one branch is."""

    organization_id = Id(required=True)
    name = fields.String(required=True)
    calls = Count(required=True)
    decided = Count(required=True)
    done = Count(required=True)
    left_out = Count(required=True)
    arrivals_missing = Count(required=True)


class VisitPlanShape(Shape):
    """The plan of a window at a node, as of today; calls are listed for a branch."""

    window = fields.Nested(VisitWindowShape, required=True)
    windows = fields.List(fields.Nested(VisitWindowShape), required=True)
    may_plan = Yes(required=True)
    branches = fields.List(fields.Nested(VisitBranchShape), required=True)
    calls = fields.List(fields.Nested(VisitCallShape), required=True)


class PlanQuery(Shape):
    """Of which node, and which window: the one that is open or comes next, unless another is named."""

    organization_id = Id(required=True)
    window_key = WindowKey(load_default=None)


class VisitCallIn(Shape):
    """What a person decided of one planned call; `replaces` names the decision that was read, null for the proposal."""

    organization_id = Id(required=True)
    window_key = WindowKey(required=True)
    member_ids = Many(Id(), most=MOST_PEOPLE, least=1, required=True)
    replaces = Id(**_NONE)
    on_date = Day(**_NONE)
    way = Word(*WAYS, load_default="home")
    goer_ids = Many(Id(), most=MOST_PEOPLE, load_default=list)
    others = Text(most=200, **_NONE)
    left_out = Yes(load_default=False)
    reason = Text(most=300, **_NONE)


class ArrivalIn(Shape):
    """哪天到家: who said it, and whether, when and until when somebody comes home."""

    window_key = WindowKey(required=True)
    coming = Yes(required=True)
    arrives_on = Day(**_NONE)
    leaves_on = Day(**_NONE)
    told_by = Word(*TELLERS, load_default="member")


class OwnArrivalShape(Shape):
    """The window for which the arrival is asked, and what is known; no window, no question."""

    window = fields.Nested(VisitWindowShape, required=True, allow_none=True)
    arrival = fields.Nested(ArrivalShape, required=True, allow_none=True)
    away = Yes(required=True)


class VisitedIn(Shape):
    """One member of a visit: whom they met, and how it went."""

    member_id = Id(required=True)
    outcome = Word(*OUTCOMES, required=True)
    met = Word(*MET, **_NONE)
    relation = Text(most=40, **_NONE)


class VisitNeedIn(Shape):
    """A need that came up at the door."""

    id = Id(load_default=None)
    member_id = Id(required=True)
    kind = Word(*NEED_KINDS, required=True)
    words = Text(most=1000, least=1, required=True)
    private = Yes(load_default=False)


class VisitChanges(Shape):
    """What may be put right on a visit."""

    members = Many(Part(VisitedIn), most=MOST_PEOPLE, least=1)
    window_key = WindowKey(allow_none=True)
    on_date = Day()
    way = Word(*WAYS)
    address = Text(most=300, allow_none=True)
    visitor_ids = Many(Id(), most=MOST_PEOPLE)
    other_visitors = Text(most=200, allow_none=True)
    gifts = Text(most=300, allow_none=True)
    money_cents = Count(most=MOST_MONEY, allow_none=True)
    money_source = Word(*MONEY_SOURCES, allow_none=True)
    money_approval = Text(most=300, allow_none=True)
    money_approved_on = Day(allow_none=True)
    situation = Text(most=1000, allow_none=True)
    measures = Text(most=1000, allow_none=True)
    signed_by = Word(*SIGNERS, allow_none=True)
    signer = Text(most=60, allow_none=True)
    note = Text(most=1000, allow_none=True)
    photo_ids = Many(Id(), most=9)
    photos_agreed = Yes()
    """Whether everybody visited was asked before new pictures were added, and agreed."""


class VisitIn(VisitChanges):
    """A visit that was made. Without `window_key` it belongs to the window that was open; null is 日常."""

    id = Id(load_default=None)
    members = Many(Part(VisitedIn), most=MOST_PEOPLE, least=1, required=True)
    on_date = Day(required=True)
    way = Word(*WAYS, load_default="home")
    needs = Many(Part(VisitNeedIn), most=9, load_default=list)
    recorded_at_device = Moment(**_NONE)


class VisitVoidingIn(Shape):
    """Why a visit was recorded by mistake."""

    basis = Text(most=300, least=1, required=True)


class VisitHintShape(Shape):
    """Something to look at again; it holds nothing up."""

    code = Word("visitor_away", required=True)
    member_id = Id(required=True)
    name = fields.String(required=True)


class VisitedShape(Shape):
    """One member of a visit."""

    member_id = Id(required=True)
    name = fields.String(required=True)
    outcome = Word(*OUTCOMES, required=True)
    met = Word(*MET, required=True)
    relation = fields.String(required=True, allow_none=True)


class VisitShape(Shape):
    """A visit; the gift and the money stand here once, however many of the home are members."""

    id = Id(required=True)
    organization_id = Id(required=True)
    window_key = fields.String(required=True, allow_none=True)
    window_name = fields.String(required=True, allow_none=True)
    on_date = Day(required=True)
    way = Word(*WAYS, required=True)
    members = fields.List(fields.Nested(VisitedShape), required=True)
    visitors = fields.List(fields.Nested(VisitPersonShape), required=True)
    other_visitors = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    gifts = fields.String(required=True, allow_none=True)
    money_cents = Count(required=True, allow_none=True)
    money_source = Word(*MONEY_SOURCES, required=True, allow_none=True)
    money_approval = fields.String(required=True, allow_none=True)
    money_approved_on = Day(required=True, allow_none=True)
    situation = fields.String(required=True, allow_none=True)
    measures = fields.String(required=True, allow_none=True)
    signed_by = Word(*SIGNERS, required=True, allow_none=True)
    signer = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    photo_ids = fields.List(Id(), required=True)
    recorded_by_name = fields.String(required=True, allow_none=True)
    recorded_at = Moment(required=True)
    recorded_at_device = Moment(required=True, allow_none=True)
    void = Yes(required=True)
    hints = fields.List(fields.Nested(VisitHintShape), required=True)
    revision = Count(required=True)
    may_change = Yes(required=True)


class VisitPage(Shape):
    """One page of visits, newest first."""

    items = fields.List(fields.Nested(VisitShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class VisitQuery(PageQuery):
    """Which visits."""

    organization_id = Id(load_default=None)
    member_id = Id(load_default=None)
    window_key = WindowKey(load_default=None)
