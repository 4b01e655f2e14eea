"""Shapes of jobs."""

from marshmallow import fields

from api.http.fields import Count, Id, Moment, Shape, Word, Yes
from api.http.shapes import PageQuery

STATES = ("waiting", "running", "done", "failed", "cancelled")
_KIND = {"examples": ["roster.check"]}


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
    kind = fields.String(required=True, metadata=_KIND)
    state = Word(*STATES, required=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    subject_id = Id(required=True, allow_none=True)
    progress = fields.Nested(JobProgressShape, required=True)
    problem = fields.Nested(JobProblemShape, required=True, allow_none=True)
    attempts = Count(required=True)
    next_try_at = Moment(
        required=True,
        allow_none=True,
        metadata={"description": "After an attempt that failed by a fault of ours."},
    )
    result = fields.Dict(keys=fields.String(), required=True)
    created_at = Moment(required=True)
    finished_at = Moment(required=True, allow_none=True)


class JobQuery(PageQuery):
    """Which jobs."""

    organization_id = Id(load_default=None)
    state = Word(*STATES, load_default=None)


class JobPage(Shape):
    """A page of jobs, the newest first."""

    items = fields.List(fields.Nested(JobShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class WorkerShape(Shape):
    """A process that does jobs."""

    name = fields.String(required=True, metadata={"examples": ["village-office:4711:9f86d081"]})
    alive = Yes(required=True, metadata={"description": "Seen within the last minute."})
    started_at = Moment(required=True)
    seen_at = Moment(required=True)
    job_kind = fields.String(required=True, allow_none=True, metadata=_KIND)


class WorkerList(Shape):
    """The workers of the last day, those seen last first."""

    items = fields.List(fields.Nested(WorkerShape), required=True)
