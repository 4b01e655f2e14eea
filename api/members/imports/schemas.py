"""Shapes of roster imports."""

from marshmallow import fields

from api.http.fields import Count, Id, Moment, Shape, Word
from api.http.shapes import PageQuery

OUTCOMES = ("create", "change", "same", "fault")
STATES = ("checking", "checked", "confirming", "done", "failed", "stale")


class RosterImportIn(Shape):
    """A roster that has arrived as an attachment, for a branch or township."""

    organization_id = Id(required=True)
    attachment_id = Id(required=True)


class ProgressShape(Shape):
    """How far the work is."""

    done = Count(required=True)
    total = Count(required=True)


class RosterSummaryShape(Shape):
    """How many rows would be created, changed, left, or cannot go in."""

    create = Count(required=True)
    change = Count(required=True)
    same = Count(required=True)
    fault = Count(required=True)


class RosterProblemShape(Shape):
    """Why the whole file was not read, in a sentence."""

    code = fields.String(required=True)
    sentence = fields.String(required=True)


class RosterImportShape(Shape):
    """A roster on its way in."""

    id = Id(required=True)
    organization_id = Id(required=True)
    file_name = fields.String(required=True, allow_none=True)
    state = Word(*STATES, required=True)
    created_at = Moment(required=True)
    progress = fields.Nested(ProgressShape, required=True)
    summary = fields.Nested(RosterSummaryShape, required=True, allow_none=True)
    problem = fields.Nested(RosterProblemShape, required=True, allow_none=True)
    sheet = fields.String(required=True, allow_none=True)
    ignored_columns = fields.List(fields.String(), required=True)
    other_sheets = fields.List(fields.String(), required=True)


class CellFaultShape(Shape):
    """One cell that keeps its row out, or that somebody should look at."""

    cell = fields.String(required=True)
    field = fields.String(required=True)
    value = fields.String(required=True)
    sentence = fields.String(required=True)


class RowChangeShape(Shape):
    """One value that would change, masked where it is personal."""

    field = fields.String(required=True)
    label = fields.String(required=True)
    before = fields.String(required=True)
    after = fields.String(required=True)


class RosterRowShape(Shape):
    """What an import would do with one row."""

    row = Count(required=True)
    name = fields.String(required=True)
    outcome = Word(*OUTCOMES, required=True)
    changes = fields.List(fields.Nested(RowChangeShape), required=True)
    faults = fields.List(fields.Nested(CellFaultShape), required=True)
    hints = fields.List(fields.Nested(CellFaultShape), required=True)


class RosterRowPage(Shape):
    """One page of rows, in the sheet's order."""

    items = fields.List(fields.Nested(RosterRowShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class RosterRowQuery(PageQuery):
    """Which rows."""

    outcome = Word(*OUTCOMES, load_default=None)
