"""Shapes of jobs."""

from marshmallow import fields

from api.http.fields import Count, Id, Moment, Shape, Word

STATES = ("waiting", "running", "done", "failed", "cancelled")


class JobProgressShape(Shape):
    """How far a job is; `total` is 0 while nobody knows."""

    done = Count(required=True)
    total = Count(required=True)


class JobProblemShape(Shape):
    """Why a job failed, by a code of the catalogue and in the reader's language."""

    code = fields.String(required=True)
    sentence = fields.String(required=True)


class JobShape(Shape):
    """A job as the actor sees it."""

    id = Id(required=True)
    kind = fields.String(required=True)
    state = Word(*STATES, required=True)
    organization_id = Id(required=True)
    subject_id = Id(required=True, allow_none=True)
    progress = fields.Nested(JobProgressShape, required=True)
    problem = fields.Nested(JobProblemShape, required=True, allow_none=True)
    result = fields.Dict(keys=fields.String(), required=True)
    created_at = Moment(required=True)
    finished_at = Moment(required=True, allow_none=True)
