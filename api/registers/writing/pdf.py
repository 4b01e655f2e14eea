"""Rows as PDF: A4, a cover, a repeated header, page x of y, lines to sign; set by typst in a font that is checked.

A long book is set part after part, so that its length costs time and no memory, and bound into one: the pages run
through, and where a part ends nothing is seen.
"""

import ctypes
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
import typst
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from api.registers.columns import Column
from api.registers.writing.glyphs import FOLDER, ensure_drawn

PART_ROWS = 250
"""Rows that are set at once: typesetting takes memory that grows with them."""
REMEMBERED_ROWS = 100
"""typst remembers what it set for its next ten documents; after one of more rows it is made to forget."""
MARKED_ROWS = 200
"""Up to here the PDF carries marks for screen readers; beyond it they make it twenty times as large."""

_WIDE_PAGE = 275.0
"""Millimetres across an A4 page that lies, less its margins."""
_ORDINAL, _BRANCH = 0.7, 1.8
_UNBROKEN = re.compile(r"[!-~]{5,}")
_DATE = re.compile(r"(\d{4}\.)(\d{2}(?:\.\d{2})?)")
_PHONE = re.compile(r"([\d*]{3})([\d*]{4})([\d*]{4})")
_ID_NUMBER = re.compile(r"([\d*]{6})([\d*]{8})([\d*]{3}[\dXx*])")
_HABITS = (_DATE, _PHONE, _ID_NUMBER)
"""Where people break a day, a phone number and an ID number."""
_NAMED = re.compile(rb"/([fc]\d+)")
"""Fonts and colours by the names that typst gives them."""
_STEP = 5
_GENERATIONS = 11
_PAGE_HEIGHT = 165.0
_LINE = 1.45
"""Height of a line, in sizes of its letters."""


@dataclass(frozen=True)
class Sheet:
    """Everything of a print but its rows. about: lines of the cover. foot: what stands below each page."""

    title: str
    node: str
    year: str
    titles: Sequence[str]
    columns: Sequence[Column]
    about: Sequence[tuple[str, str]]
    foot: str
    signers: Sequence[str]
    portrait: bool = False
    cover: bool = True
    first_row: int = 1
    first_page: int = 1
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """A PDF with how many pages of it carry a number."""

    content: bytes
    page_count: int


Pause = Callable[[], None]
"""Called between two parts of a long book; raises where the work is to stop."""


def write_pdf(sheet: Sheet, rows: Sequence[Sequence[str]], pause: Pause = lambda: None) -> Made:
    """Return the print. Raise `glyph_missing` before anything is set where the font lacks a character."""
    texts = [
        sheet.title,
        sheet.node,
        sheet.foot,
        *sheet.titles,
        *(text for pair in sheet.about for text in pair),
    ]
    ensure_drawn(texts)
    ensure_drawn(cell for row in rows for cell in row)
    look = _look(sheet, rows)
    if len(rows) > PART_ROWS:
        return _set_in_parts(sheet, look, rows, pause)
    content = _set(sheet, look, rows, sheet.first_row, sheet.first_page)
    return Made(content, _count_pages(content) - sheet.cover)


def typeset(template: str, data: dict[str, Any], *, marked: bool = True) -> bytes:
    """Return a PDF of one of the templates."""
    made: object = typst.compile(
        _template(template),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": orjson.dumps(data).decode()},
        pdf_tags=marked,
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


@dataclass(frozen=True)
class _Look:
    """What all parts of a book share: the size of its letters and the widths of its columns."""

    size: float
    widths: list[float]


def _look(sheet: Sheet, rows: Sequence[Sequence[str]]) -> _Look:
    lead = [_ORDINAL, *[_BRANCH] * (len(sheet.titles) - len(sheet.columns) - 1)]
    count = len(lead) + len(sheet.columns)
    size = 9.5 if sheet.portrait else 8.0 if count <= 14 else 7.0 if count <= 21 else 6.3
    return _Look(size, [*lead, *_fit(sheet.columns, rows, len(lead) - 1, size)])


def _set(
    sheet: Sheet,
    look: _Look,
    rows: Sequence[Sequence[str]],
    first_row: int,
    first_page: int,
    *,
    total: str | None = None,
    goes_on: bool = False,
) -> bytes:
    """Set some rows. total: what stands for 共 y 页, or None for the pages of these rows alone."""
    lead = len(sheet.titles) - len(sheet.columns)
    data = {
        "title": sheet.title,
        "node": sheet.node,
        "year": sheet.year,
        "titles": list(sheet.titles),
        "widths": look.widths,
        "long": [False] * lead + [column.long for column in sheet.columns],
        "about": sheet.about,
        "foot": sheet.foot,
        "total": total,
        "signers": sheet.signers,
        "cover": sheet.cover and first_row == sheet.first_row,
        "first_page": first_page,
        "size": look.size,
        # Whoever signs in a row needs room for it.
        "pad": 8 if any(column.by_hand for column in sheet.columns) else 3,
        "goes_on": goes_on,
        "empty": "本期无记录",
        "rows": _pairs(sheet, rows, first_row) if sheet.portrait else _cells(look, rows, first_row),
    }
    template = "pages" if sheet.portrait else "table"
    made = typeset(template, data, marked=len(rows) <= MARKED_ROWS)
    if len(rows) > REMEMBERED_ROWS:
        _forget()
    return made


def _set_in_parts(sheet: Sheet, look: _Look, rows: Sequence[Sequence[str]], pause: Pause) -> Made:
    """Set a long book part after part. The last page of a part is set again with the rows that follow it."""
    bound = PdfWriter()
    at, page = 0, sheet.first_page
    while at < len(rows):
        pause()
        part = rows[at : at + PART_ROWS]
        goes_on = at + len(part) < len(rows)
        content = _set(sheet, look, part, sheet.first_row + at, page, total="", goes_on=goes_on)
        made = PdfReader(io.BytesIO(content))
        # Where the last page begins: the template notes it among the document's keywords.
        begins = int((made.metadata and made.metadata.keywords) or 0)
        pages = len(made.pages) - (begins > 0)
        bound.append(made, pages=(0, pages), import_outline=False)
        page += pages - (sheet.cover and at == 0)
        at += begins or len(part)
    count = page - sheet.first_page
    total = f"共 {page - 1} 页"
    _stamp(bound, typeset("total", {**_nothing(sheet), "total": total}, marked=False), int(sheet.cover))
    bound.add_metadata({"/Title": sheet.title, "/Author": sheet.node})
    out = io.BytesIO()
    bound.write(out)
    return Made(out.getvalue(), count)


def _nothing(sheet: Sheet) -> dict[str, Any]:
    return {"title": sheet.title, "node": sheet.node, "size": 8, "signers": [], "portrait": sheet.portrait}


def _stamp(bound: PdfWriter, content: bytes, first: int) -> None:
    """Lay one small page over every page from `first` on; its drawing and its font are kept once."""
    bound.append(io.BytesIO(content), import_outline=False)
    *pages, stamp = bound.pages
    drawing = stamp.raw_get("/Contents")
    told = drawing.get_object()
    if not isinstance(told, StreamObject):
        raise TypeError(type(told))
    told.set_data(_NAMED.sub(rb"/total-\1", told.get_data()))
    resources = {
        kind: {NameObject(f"/total-{name[1:]}"): stamp_one for name, stamp_one in _named(stamp, kind).items()}
        for kind in ("/Font", "/ColorSpace")
    }
    for page in pages[first:]:
        page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents"), drawing])
        for kind, names in resources.items():
            _named(page, kind).update(names)
    del bound.pages[len(pages)]  # type: ignore[attr-defined]  # a list, whatever its stubs say


def _named(page: PageObject, kind: str) -> DictionaryObject:
    resources = page["/Resources"].get_object()
    if not isinstance(resources, DictionaryObject):
        raise TypeError(type(resources))
    found: DictionaryObject = resources.setdefault(NameObject(kind), DictionaryObject()).get_object()
    return found


def _forget() -> None:
    """Set documents of nothing, so that what typst remembers of a large one is let go, and its memory given back."""
    for _ in range(_GENERATIONS):
        typst.compile(b"", font_paths=_no_fonts(), ignore_system_fonts=True)
    _trim()(0)


@cache
def _trim() -> Callable[[int], object]:
    """Return glibc's malloc_trim: each thread's heap would keep what is free. Another libc does without."""
    trim: Callable[[int], object] = getattr(ctypes.CDLL(None), "malloc_trim", lambda _: 0)
    return trim


def _fit(columns: Sequence[Column], rows: Sequence[Sequence[str]], lead: int, size: float) -> list[float]:
    """Return the columns' widths: long notes get more of the page, and what stands empty throughout gets less."""
    shares = sum(column.width for column in columns)
    fitted = []
    for at, column in enumerate(columns, lead):
        longest = max((len(row[at]) for row in rows), default=0)
        if rows and not longest and not column.by_hand:
            fitted.append(column.width * 0.75)
            continue
        lines = longest * size * 0.3528 / (column.width / shares * _WIDE_PAGE)
        fitted.append(column.width * (min(3.0, max(1.0, (lines / 8) ** 0.5)) if column.long else 1.0))
    return fitted


def _cells(look: _Look, rows: Sequence[Sequence[str]], first_row: int) -> list[Any]:
    """Return each row's cells, with places to break in what would run out of its column, and whether it is tall.

    A row that would take most of a page may go on on the next one; every other row stays whole.
    """
    letter = look.size * 0.3528
    across = [width / sum(look.widths) * _WIDE_PAGE - 1.2 for width in look.widths]
    fits = [max(3, int(width / (letter * 0.58))) for width in across]
    made = []
    for number, cells in enumerate(rows, first_row):
        texts = [str(number), *(breakable(cell, most) for cell, most in zip(cells, fits[1:], strict=True))]
        height = (
            max(len(text) * letter / width for text, width in zip(texts, across, strict=True))
            * letter
            * _LINE
        )
        made.append([texts, height > _PAGE_HEIGHT * 0.6])
    return made


def breakable(text: str, most: int) -> str:
    """Return the text with places to break in each unbroken run that is longer than its column."""
    if len(text) <= most and text.isascii():
        return text

    def part(run: re.Match[str]) -> str:
        word = run.group()
        if len(word) <= most:
            return word
        for habit in _HABITS:
            found = habit.fullmatch(word)
            if found is not None and max(map(len, found.groups())) <= most:
                return "\u200b".join(found.groups())
        step = max(2, min(_STEP, most // 2))
        return "\u200b".join(word[at : at + step] for at in range(0, len(word), step))

    return _UNBROKEN.sub(part, text)


def _pairs(
    sheet: Sheet, rows: Sequence[Sequence[str]], first_row: int
) -> list[list[tuple[str, str, bool, bool]]]:
    """Return each record as a form of titles and values; long ones go across the page."""
    lead = len(sheet.titles) - len(sheet.columns)
    wides = [False] * lead + [column.long for column in sheet.columns]
    hands = [False] * lead + [column.by_hand for column in sheet.columns]
    made = []
    for number, cells in enumerate(rows, first_row):
        pairs: list[tuple[str, str, bool, bool]] = []
        half = 0
        for title, cell, wide, hand in zip(sheet.titles, [str(number), *cells], wides, hands, strict=True):
            if wide and half % 2:
                pairs[-1] = (*pairs[-1][:2], True, pairs[-1][3])
                half += 1
            half += 0 if wide else 1
            pairs.append((title, breakable(cell, 60 if wide else 24), wide, hand))
        if half % 2:
            pairs[-1] = (*pairs[-1][:2], True, pairs[-1][3])
        made.append(pairs)
    return made


def _count_pages(content: bytes) -> int:
    return len(PdfReader(io.BytesIO(content)).pages)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


@cache
def _no_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)


@cache
def _template(name: str) -> bytes:
    folder = files("api.registers.writing") / "typst"
    return (folder / "prelude.typ").read_bytes() + (folder / f"{name}.typ").read_bytes()
