"""Shapes of a probation."""

from marshmallow import fields

from api.http.fields import Count, Day, Id, Shape, Text, Word, Yes
from api.standing.probation.steps import Step


class ProbationStepShape(Shape):
    """One step that is on record."""

    id = Id(required=True)
    step = Word(*Step, required=True)
    on_date = Day(required=True)
    months = Count(required=True, allow_none=True)
    full_from_on = Day(required=True, allow_none=True)
    meeting = fields.String(required=True, allow_none=True)
    basis = fields.String(required=True, allow_none=True)


class ProbationShape(Shape):
    """A member's probation, from the meeting that took them in to the committee's approval."""

    member_id = Id(required=True)
    on_probation = Yes(required=True)
    started_on = Day(required=True, allow_none=True)
    start_from_joining = Yes(
        required=True, metadata={"description": "The start is 入党时间; no meeting is on record."}
    )
    ends_on = Day(required=True, allow_none=True)
    approval_due_on = Day(required=True, allow_none=True)
    next_step = Word(*Step, required=True, allow_none=True)
    steps = fields.List(fields.Nested(ProbationStepShape), required=True)


class ProbationStepIn(Shape):
    """A step, with its day; a decision names its meeting and its basis."""

    step = Word(*Step, required=True)
    on_date = Day(required=True)
    months = Count(least=1, most=24, load_default=None, allow_none=True)
    full_from_on = Day(load_default=None, allow_none=True)
    meeting = Text(most=200, load_default=None, allow_none=True)
    basis = Text(most=500, load_default=None, allow_none=True)


class ProbationCorrectionIn(Shape):
    """What was entered wrongly; withdrawn takes the step back. The basis is kept with it."""

    on_date = Day()
    months = Count(least=1, most=24)
    meeting = Text(most=200, allow_none=True)
    withdrawn = Yes()
    basis = Text(most=500, required=True)
