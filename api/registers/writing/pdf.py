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
_INSET = 1.7
"""Millimetres that a column's lines and the white beside them take."""
_NARROW = 0.58
"""Width of a digit, in Chinese letters."""
_LOOKED_AT = 199
"""Rows by which widths are told; of more, so many from all over the book. A prime, so that no weekday is left out."""
_ROOMS = ((10.6, 3, 5.0), (8.2, 3, 4.2), (6.5, 4, 3.2), (5.9, 4, 3.2), (4.2, 4, 3.2), (3.1, 4, 3.1))
"""Letters of a number kept on one line (an ID number, all but its end, a phone, a day …), lines of a title, letters of a text."""
_PORTRAIT_TITLE = 7.2
"""Letters of a title on one line of a page that stands."""
_MUCH_LOWER = 0.7
_WHOLE = re.compile(r"[!-~]+|^[^!-~]{1,4}$")
"""What is not to be broken: days, numbers, and what is as short as most names."""
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
_SHORTER = (12, 24, 36, 48)
"""Millimetres by which pages end earlier where a last row, itself as long as pages, left the lines to sign alone."""
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


def typeset_signed(template: str, data: dict[str, Any], *, marked: bool = True) -> bytes:
    """Return a PDF that ends with a table and lines to sign: these never stand alone on a page."""
    for shorter in (0, *_SHORTER):
        made = typeset(template, {**data, "shorter": shorter}, marked=marked)
        told = PdfReader(io.BytesIO(made)).metadata
        # The template notes it as the document's subject.
        if told is None or told.subject != "alone":
            break
    return made


@dataclass(frozen=True)
class _Look:
    """What all parts of a book share: the size of its letters and the widths of its columns."""

    size: float
    widths: list[float]


def _look(sheet: Sheet, rows: Sequence[Sequence[str]]) -> _Look:
    count = len(sheet.titles)
    size = 9.5 if sheet.portrait else 8.0 if count <= 14 else 7.0 if count <= 21 else 6.3
    return _Look(size, [] if sheet.portrait else _fit(sheet, rows, size))


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
    titles = _titles(sheet, look)
    data = {
        "title": sheet.title,
        "node": sheet.node,
        "year": sheet.year,
        "titles": titles,
        "widths": look.widths,
        "long": [False] * lead + [column.long for column in sheet.columns],
        "about": sheet.about,
        "foot": sheet.foot,
        "total": total,
        "signers": sheet.signers,
        "cover": sheet.cover and first_row == sheet.first_row,
        "first_page": first_page,
        # What has no cover says its name where it begins; what goes on from another print does not begin.
        "headed": not sheet.cover and first_row == first_page == 1,
        "size": look.size,
        # Whoever signs in a row needs room for it.
        "pad": 8 if any(column.by_hand for column in sheet.columns) else 3,
        "goes_on": goes_on,
        "empty": "本期无记录",
        "rows": _pairs(sheet, titles, rows, first_row) if sheet.portrait else _cells(look, rows, first_row),
    }
    template = "pages" if sheet.portrait else "table"
    marked = len(rows) <= MARKED_ROWS
    ends = not sheet.portrait and not goes_on
    made = typeset_signed(template, data, marked=marked) if ends else typeset(template, data, marked=marked)
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


def _fit(sheet: Sheet, rows: Sequence[Sequence[str]], size: float) -> list[float]:
    """Return the columns' widths in millimetres.

    None is narrower than its title on a few lines, a day or a phone number, or than a hand needs; what is left goes to those
    whose texts are long. Where that makes rows much lower, numbers and titles are broken more often.
    """
    letter = size * 0.3528
    lead = len(sheet.titles) - len(sheet.columns)
    shares = [_ORDINAL, *[_BRANCH] * (lead - 1), *(column.width for column in sheet.columns)]
    shared = [share / sum(shares) * _WIDE_PAGE for share in shares]
    looked_at = (
        rows if len(rows) <= _LOOKED_AT else [rows[n * len(rows) // _LOOKED_AT] for n in range(_LOOKED_AT)]
    )
    if not looked_at:
        return shared
    last = str(sheet.first_row + len(rows))
    columns = [[last] * len(looked_at), *([row[at] for row in looked_at] for at in range(len(shares) - 1))]
    hands = [*[False] * lead, *(column.by_hand for column in sheet.columns)]
    needs = [
        _Need(_letters(title), texts, (width - _INSET) / letter if hand else 0.0)
        for title, texts, width, hand in zip(sheet.titles, columns, shared, hands, strict=True)
    ]
    most = _WIDE_PAGE / letter - len(needs) * _INSET / letter
    best, lowest = [need.least(*_ROOMS[-1]) for need in needs], float("inf")
    best = [width * most / sum(best) for width in best]
    for room in _ROOMS:
        widths = [need.least(*room) for need in needs]
        if sum(widths) > most:
            continue
        widths = _share_out(needs, widths, most - sum(widths), shares)
        lines = zip(*(need.lines(width) for need, width in zip(needs, widths, strict=True)), strict=True)
        height = sum(map(max, lines))
        if height < lowest * _MUCH_LOWER:
            best, lowest = widths, height
    return [width * letter + _INSET for width in best]


def _share_out(
    needs: "Sequence[_Need]", widths: Sequence[float], left: float, shares: Sequence[float]
) -> list[float]:
    """Give what is left of a page to the columns whose texts ask for it, and then to all."""
    made = list(widths)
    beyond = [need.beyond(width) for need, width in zip(needs, widths, strict=True)]
    wanted, most = [want for want, _ in beyond], [longest for _, longest in beyond]
    while left > 0.1 and any(wanted):
        portion = left / sum(wanted)
        for at, want in enumerate(wanted):
            more = min(want * portion, most[at])
            made[at] += more
            most[at] -= more
            left -= more
            wanted[at] = want if most[at] > 0.1 else 0.0
    return [width + max(left, 0.0) * share / sum(shares) for width, share in zip(made, shares, strict=True)]


class _Need:
    """How much room a column's texts ask for, in letters. by_hand: what a hand needs that fills the column."""

    def __init__(self, title: float, texts: Sequence[str], by_hand: float) -> None:
        self.title = title
        self.texts = list(map(_letters, texts))
        self.longest = max(self.texts)
        self.unbroken = max(_letters(part) for text in texts for part in _WHOLE.findall(text) or [""])
        self.by_hand = by_hand

    def least(self, unbroken: float, title_lines: int, text: float) -> float:
        """Return what the column needs where only so much of a number or a text is kept on one line."""
        titled = max(min(self.title, 2.1), self.title / title_lines)
        return max(titled, self.by_hand, min(self.unbroken, unbroken), min(self.longest, text))

    def beyond(self, width: float) -> tuple[float, float]:
        """Return how much texts go beyond a width: as a rule, and the longest."""
        if self.longest <= width:
            return 0.0, 0.0
        more = [max(0.0, text - width) for text in self.texts]
        return (sum(one * one for one in more) / len(more)) ** 0.5, max(more)

    def lines(self, width: float) -> list[int]:
        """Return how many lines each text takes."""
        return [int(text / width) + 1 for text in self.texts]


def _letters(text: str) -> float:
    """Return about how wide a text is, in Chinese letters."""
    wide = (len(text.encode()) - len(text)) / 2
    return wide + (len(text) - wide) * _NARROW


def _cells(look: _Look, rows: Sequence[Sequence[str]], first_row: int) -> list[Any]:
    """Return each row's cells, with places to break in what would run out of its column, and whether it is tall.

    A row that would take most of a page may go on on the next one; every other row stays whole.
    """
    letter = look.size * 0.3528
    across = [width - _INSET for width in look.widths]
    fits = [max(3, int(width / (letter * _NARROW))) for width in across]
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


def _titles(sheet: Sheet, look: _Look) -> list[str]:
    if sheet.portrait:
        return [_headed(title, _PORTRAIT_TITLE) for title in sheet.titles]
    letter = look.size * 0.3528
    rooms = [(width - _INSET) / letter for width in look.widths]
    return list(map(_headed, sheet.titles, rooms))


def _headed(title: str, room: float) -> str:
    """Return a title on lines of about the same length, what stands in brackets on lines of its own."""
    parts = title.replace("（", "\n（").split("\n")
    return "\n".join(_halved(part, room) for part in parts) if _letters(title) > room + 0.1 else title


def _halved(part: str, room: float) -> str:
    on_a_line = max(int(room + 0.1), 1)
    if len(part) <= on_a_line or not part.isalpha():
        return part
    step = -(-len(part) // -(-len(part) // on_a_line))
    return "\n".join(part[at : at + step] for at in range(0, len(part), step))


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
    sheet: Sheet, titles: Sequence[str], rows: Sequence[Sequence[str]], first_row: int
) -> list[list[tuple[str, str, bool, bool]]]:
    """Return each record as a form of titles and values; long ones go across the page."""
    lead = len(sheet.titles) - len(sheet.columns)
    wides = [False] * lead + [column.long for column in sheet.columns]
    hands = [False] * lead + [column.by_hand for column in sheet.columns]
    made = []
    for number, cells in enumerate(rows, first_row):
        pairs: list[tuple[str, str, bool, bool]] = []
        half = 0
        for title, cell, wide, hand in zip(titles, [str(number), *cells], wides, hands, strict=True):
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
