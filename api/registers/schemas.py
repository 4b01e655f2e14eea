"""Shapes of books, prints, packs and blank sheets."""

from typing import Any

from marshmallow import fields

from api.http.fields import Count, Day, Id, Moment, Shape, Text, Word, Yes
from api.http.shapes import PageQuery

BOOKS = ("screenings", "reports", "contacts", "trainings", "visits", "ledger", "collection")
FORMS = ("pdf", "xlsx", "csv")
PLAIN = ("phones", "id_numbers", "words")
STATES = ("same", "corrected", "differs_by_erasure", "differs")

_NONE: Any = {"load_default": None, "allow_none": True}


class ChoiceShape(Shape):
    """A filter of a book; the first is what is meant without a choice."""

    name = fields.String(required=True)
    choices = fields.List(fields.String(), required=True)


class BookShape(Shape):
    """A book that can be read and printed."""

    key = Word(*BOOKS, required=True)
    title = fields.String(required=True)
    columns = fields.List(fields.String(), required=True)
    choices = fields.List(fields.Nested(ChoiceShape), required=True)
    grows = Yes(required=True)
    """续打 is possible."""


class BookList(Shape):
    """The books in the order of the binder."""

    items = fields.List(fields.Nested(BookShape), required=True)


class NodeQuery(Shape):
    """Of which node."""

    organization_id = Id(required=True)


class RowsQuery(NodeQuery):
    """Which rows: of a period, as known at the present or at an earlier instant."""

    from_on = Day(required=True)
    to_on = Day(required=True)
    known_at = Moment(load_default=None)
    filter_ = Text(
        most=20,
        load_default=None,
        data_key="filter",
        metadata={"description": "One of the book's choices; without it the first."},
    )
    reveal = Yes(load_default=False)
    offset = Count(least=0, most=1_000_000, load_default=0)
    limit = Count(least=1, most=500, load_default=100)


class ColumnShape(Shape):
    """A column: its title, its share of the width, and whether it holds free text."""

    title = fields.String(required=True)
    width = fields.Float(required=True)
    long = Yes(required=True)
    covered = Yes(required=True)


class RowShape(Shape):
    """A row as it is printed."""

    key = fields.String(required=True)
    member_id = Id(required=True, allow_none=True)
    cells = fields.List(fields.String(), required=True)


class RowsPage(Shape):
    """A part of a book. `as_of` is 数据截至; ask on with it as `known_at`, so that the pages are of one cut."""

    book = Word(*BOOKS, required=True)
    title = fields.String(required=True)
    organization_name = fields.String(required=True)
    as_of = Moment(required=True, allow_none=True)
    columns = fields.List(fields.Nested(ColumnShape), required=True)
    items = fields.List(fields.Nested(RowShape), required=True)
    total = Count(required=True)
    next_offset = Count(required=True, allow_none=True)


class PrintIn(Shape):
    """An order: which book, of which period, in which form, and for what."""

    id = Id(load_default=None)
    organization_id = Id(required=True)
    book = Word(*BOOKS, required=True)
    form = Word(*FORMS, required=True)
    from_on = Day(required=True)
    to_on = Day(required=True)
    known_at = Moment(**_NONE)
    filter_ = Text(most=20, data_key="filter", **_NONE)
    purpose = Text(most=200, least=1, required=True)
    phones = Yes(**_NONE)
    id_numbers = Yes(load_default=False)
    edition = Yes(load_default=False)
    continues_id = Id(**_NONE)


class PrintShape(Shape):
    """What was printed, when, by whom and for what."""

    id = Id(required=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    book = Word(*BOOKS, required=True)
    title = fields.String(required=True)
    form = Word(*FORMS, required=True)
    from_on = Day(required=True)
    to_on = Day(required=True)
    filter_ = fields.String(required=True, allow_none=True, data_key="filter")
    plain = fields.List(Word(*PLAIN), required=True)
    purpose = fields.String(required=True, allow_none=True)
    printed_by_name = fields.String(required=True)
    printed_at = Moment(required=True)
    as_of = Moment(required=True, allow_none=True)
    row_count = Count(required=True)
    page_count = Count(required=True)
    first_row = Count(required=True)
    first_page = Count(required=True)
    edition = Count(required=True, allow_none=True)
    continues_id = Id(required=True, allow_none=True)
    code = fields.String(required=True)


class PrintQuery(PageQuery):
    """Which prints."""

    organization_id = Id(required=True)
    book = Word(*BOOKS, load_default=None)
    editions = Yes(load_default=False)


class PrintPage(Shape):
    """Prints, newest first."""

    items = fields.List(fields.Nested(PrintShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class VerifyQuery(Shape):
    """A check code as it stands at the foot of a page."""

    code = Text(most=40, least=1, required=True)


class ErasureShape(Shape):
    """The entry by which somebody's data was erased at their request."""

    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    number = Count(required=True)
    at = Moment(required=True)


class VerificationShape(Shape):
    """How a print stands to what is recorded, with a sentence."""

    state = Word(*STATES, required=True)
    sentence = fields.String(required=True)
    corrections = Count(required=True)
    added = Count(required=True)
    erasures = fields.List(fields.Nested(ErasureShape), required=True)
    print_ = fields.Nested(PrintShape, required=True, data_key="print")


class CellChangeShape(Shape):
    """One cell: 原记载, 更正为."""

    title = fields.String(required=True)
    before = fields.String(required=True)
    after = fields.String(required=True)


class CorrectionShape(Shape):
    """One row that was corrected since."""

    row = Count(required=True)
    key = fields.String(required=True)
    removed = Yes(required=True)
    changes = fields.List(fields.Nested(CellChangeShape), required=True)
    by_name = fields.String(required=True)
    on = fields.String(required=True)
    basis = fields.String(required=True)


class CorrectionList(Shape):
    """What was corrected since a print, and how many rows came late."""

    items = fields.List(fields.Nested(CorrectionShape), required=True)
    added = Count(required=True)
