"""Shapes of needs."""

from typing import Any

from marshmallow import fields

from api.http.fields import Count, Day, Id, Moment, Shape, Text, Word, Yes
from api.http.shapes import PageQuery
from api.needs.words import KINDS, SOURCES, STATES, TELLERS, WAYS

_NONE: Any = {"load_default": None, "allow_none": True}


class NeedIn(Shape):
    """A need that a member raises, or somebody for one; `report_id` names the 报平安 with which it was said."""

    id = Id(load_default=None)
    member_id = Id(required=True)
    kind = Word(*KINDS, required=True)
    words = Text(most=1000, least=1, required=True)
    private = Yes(load_default=False)
    told_by = Word(*TELLERS, load_default="member")
    raised_on = Day(required=True)
    report_id = Id(**_NONE)
    recorded_at_device = Moment(**_NONE)


class NeedChanges(Shape):
    """What may be put right on an open need."""

    kind = Word(*KINDS)
    words = Text(most=1000, least=1)
    private = Yes()


class NeedAssignmentIn(Shape):
    """Who sees to it, and by when; `handler_id` names a person of the branch or one with a duty there."""

    handler_id = Id(required=True)
    due_on = Day(**_NONE)


class NeedStepIn(Shape):
    """One step that was taken; the member reads it, too."""

    on_date = Day(required=True)
    words = Text(most=1000, least=1, required=True)


class NeedClosingIn(Shape):
    """What became of it: settled 已办好, or explained 办不了，已说明."""

    state = Word("settled", "explained", required=True)
    on_date = Day(required=True)
    result = Text(most=1000, least=1, required=True)
    told_way = Word(*WAYS, **_NONE)


class NeedTellingIn(Shape):
    """告知本人: when and in which way the member learned what became of it."""

    on_date = Day(required=True)
    way = Word(*WAYS, required=True)


class NeedStepShape(Shape):
    """One step."""

    id = Id(required=True)
    on_date = Day(required=True)
    words = fields.String(required=True, allow_none=True)
    taken_by_name = fields.String(required=True, allow_none=True)


class NeedShape(Shape):
    """A need with who sees to it and what became of it."""

    id = Id(required=True)
    member_id = Id(required=True)
    member_name = fields.String(required=True)
    organization_id = Id(required=True)
    kind = Word(*KINDS, required=True)
    source = Word(*SOURCES, required=True)
    source_id = Id(required=True, allow_none=True)
    told_by = Word(*TELLERS, required=True)
    private = Yes(required=True)
    raised_on = Day(required=True)
    recorded_at = Moment(required=True)
    raised_by_name = fields.String(required=True, allow_none=True)
    words = fields.String(required=True, allow_none=True)
    handler_id = Id(required=True, allow_none=True)
    handler_name = fields.String(required=True, allow_none=True)
    due_on = Day(required=True, allow_none=True)
    state = Word(*STATES, required=True)
    result = fields.String(required=True, allow_none=True)
    closed_on = Day(required=True, allow_none=True)
    told_on = Day(required=True, allow_none=True)
    told_way = Word(*WAYS, required=True, allow_none=True)
    last_step_on = Day(required=True, allow_none=True)
    revision = Count(required=True)
    may_handle = Yes(required=True)
    may_assign = Yes(required=True)


class NeedWithSteps(NeedShape):
    """One need with its steps, oldest first."""

    steps = fields.List(fields.Nested(NeedStepShape), required=True)


class NeedPage(Shape):
    """One page of needs: the open ones first, newest first."""

    items = fields.List(fields.Nested(NeedShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class NeedQuery(PageQuery):
    """Which needs."""

    organization_id = Id(load_default=None)
    member_id = Id(load_default=None)
    state = Word(*STATES, load_default=None)
    mine = Yes(load_default=False, metadata={"description": "Those that the caller handles."})
