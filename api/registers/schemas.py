"""Shapes of books, prints, packs and blank sheets."""

from typing import Any, ClassVar

from marshmallow import fields

from api.http.fields import Count, Day, Id, Many, Moment, Part, Shape, Text, Word, Yes
from api.http.shapes import PageQuery
from api.registers.sheets import SHEETS
from api.registers.sheets.book import MOST_ROWS

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
        most=80,
        load_default=None,
        data_key="filter",
        metadata={
            "description": "One word of each of the book's choices, with commas between; without it the first."
        },
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
    filter_ = Text(most=80, data_key="filter", **_NONE)
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


class PrintCorrectionShape(Shape):
    """One row that was corrected since."""

    row = Count(required=True)
    key = fields.String(required=True)
    removed = Yes(required=True)
    changes = fields.List(fields.Nested(CellChangeShape), required=True)
    by_name = fields.String(required=True)
    on = fields.String(required=True)
    basis = fields.String(required=True)


class PrintCorrectionList(Shape):
    """What was corrected since a print, and how many rows came late."""

    items = fields.List(fields.Nested(PrintCorrectionShape), required=True)
    added = Count(required=True)


class SummaryQuery(NodeQuery):
    """Of which node, and of which day; without one, today."""

    on = Day(load_default=None)


class SummaryFileQuery(SummaryQuery):
    """In which form."""

    form = Word("pdf", "xlsx", load_default="pdf")


class FlowsShape(Shape):
    """The yearly statistics of a branch."""

    out = Count(required=True)
    other_province = Count(required=True)
    other_city = Count(required=True)
    same_city = Count(required=True)
    overseas = Count(required=True)
    no_place = Count(required=True)
    with_card = Count(required=True)


class SummaryLineShape(Shape):
    """One branch, or the sum."""

    organization_id = Id(required=True, allow_none=True)
    name = fields.String(required=True)
    members = Count(required=True)
    away = Count(required=True)
    floating = Count(required=True)
    short = Count(required=True)
    lost = Count(required=True)
    unregistered = Count(required=True)
    flows = fields.Nested(FlowsShape, required=True)
    screening = fields.String(required=True)
    visits = Count(required=True)
    as_of = Moment(required=True)
    ring_name = fields.String(required=True)
    ring_phone = fields.String(required=True)


class SummaryShape(Shape):
    """一页汇总, with a paragraph to copy."""

    organization_name = fields.String(required=True)
    on = Day(required=True)
    items = fields.List(fields.Nested(SummaryLineShape), required=True)
    total = fields.Nested(SummaryLineShape, required=True)
    paragraph = fields.String(required=True)


class PackIn(Shape):
    """An order for all books of a node and the branches below."""

    organization_id = Id(required=True)
    from_on = Day(required=True)
    to_on = Day(required=True)
    purpose = Text(most=200, least=1, required=True)
    phones = Yes(**_NONE)
    id_numbers = Yes(load_default=False)


class PackShape(Shape):
    """A pack and how far it is."""

    id = Id(required=True)
    organization_id = Id(required=True)
    from_on = Day(required=True)
    to_on = Day(required=True)
    plain = fields.List(Word(*PLAIN), required=True)
    state = Word("waiting", "running", "done", "failed", "cancelled", required=True)
    done = Count(required=True)
    total = Count(required=True)
    size = Count(required=True)
    created_at = Moment(required=True)


class PackList(Shape):
    """The newest packs."""

    items = fields.List(fields.Nested(PackShape), required=True)


class SheetIn(Shape):
    """A blank sheet to print: rows for those whom its book is about, and wholly blank ones."""

    organization_id = Id(required=True)
    book = Word(*SHEETS, required=True)
    rows_each = Count(
        least=0,
        most=10,
        load_default=2,
        metadata={
            "description": "How many rows for each member away; one visit and one finding have one row."
        },
    )
    blank_rows = Count(least=0, most=50, load_default=6)


class SheetLineShape(Shape):
    """A sheet in a list. `about_name` is the round or the feast that it was printed for."""

    id = Id(required=True)
    book = Word(*SHEETS, required=True)
    about_name = fields.String(required=True, allow_none=True)
    code = fields.String(required=True)
    created_at = Moment(required=True)
    row_count = Count(required=True)
    entered = Count(required=True)


class SheetList(Shape):
    """The newest sheets."""

    items = fields.List(fields.Nested(SheetLineShape), required=True)


class SheetRowShape(Shape):
    """One row of a sheet. A home of several members is one row; `beside` is what is printed beside the name."""

    number = Count(required=True)
    code = fields.String(required=True)
    member_id = Id(required=True, allow_none=True)
    member_ids = fields.List(Id(), required=True)
    member_name = fields.String(required=True, allow_none=True)
    beside = fields.String(required=True, allow_none=True)
    entered = Yes(required=True)


class SheetPersonShape(Shape):
    """Somebody who may stand on a blank row, with the first letters of the name's pinyin."""

    member_id = Id(required=True)
    name = fields.String(required=True)
    initials = fields.String(required=True)


class SheetShape(Shape):
    """A blank sheet that was printed."""

    id = Id(required=True)
    organization_id = Id(required=True)
    book = Word(*SHEETS, required=True)
    about_name = fields.String(required=True, allow_none=True)
    code = fields.String(required=True)
    created_at = Moment(required=True)
    rows = fields.List(fields.Nested(SheetRowShape), required=True)
    people = fields.List(fields.Nested(SheetPersonShape), required=True)


class SheetRowIn(Shape):
    """What somebody wrote on one row, by the fields of the sheet's book.

    For a contact `way` and so on, for a report `kind` and so on, `screening` for a finding, `visit` for a visit.
    """

    class Meta(Shape.Meta):
        """Take the fields of every book (`sheets/`)."""

        include: ClassVar = {name: field for book in SHEETS.values() for name, field in book.fields.items()}

    number = Count(least=1, most=MOST_ROWS, required=True)
    member_id = Id(**_NONE)
    on = Day(required=True)


class SheetRowsIn(Shape):
    """The rows that came back."""

    rows = Many(Part(SheetRowIn), most=200, least=1, required=True)
