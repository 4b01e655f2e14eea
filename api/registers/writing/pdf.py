"""Rows as PDF: A4, a cover, a repeated header, page x of y, lines to sign; set by typst in a font that is checked."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
import typst
from pypdf import PdfReader, PdfWriter

from api.registers.columns import Column
from api.registers.writing.glyphs import FOLDER, ensure_drawn

VOLUME_ROWS = 400
"""Rows of one volume 册: typesetting more at once takes memory that grows with them."""
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


def write_pdf(sheet: Sheet, rows: Sequence[Sequence[str]]) -> Made:
    """Return the print; more rows than a volume holds make several, bound together, each with its own page x of y.

    Raise `glyph_missing` before anything is set where the font lacks a character.
    """
    texts = [
        sheet.title,
        sheet.node,
        sheet.foot,
        *sheet.titles,
        *(text for pair in sheet.about for text in pair),
    ]
    ensure_drawn(texts)
    ensure_drawn(cell for row in rows for cell in row)
    parts = [rows[at : at + VOLUME_ROWS] for at in range(0, len(rows), VOLUME_ROWS)] or [rows]
    made = []
    for number, part in enumerate(parts):
        volume = f"第{number + 1}册　共{len(parts)}册" if len(parts) > 1 else ""
        made.append(
            _set(sheet, part, sheet.first_row + number * VOLUME_ROWS, volume, last=number == len(parts) - 1)
        )
    pages = sum(_count_pages(part) for part in made)
    covers = len(made) if sheet.cover else 0
    return Made(made[0] if len(made) == 1 else _bind(made), pages - covers)


def typeset(template: str, data: dict[str, Any], *, marked: bool = True) -> bytes:
    """Return a PDF of one of the templates."""
    made: object = typst.compile(  # type: ignore[misc]  # its stubs cannot tell bytes from a path
        _template(template),
        font_paths=[str(FOLDER)],
        ignore_system_fonts=True,
        sys_inputs={"data": orjson.dumps(data).decode()},
        pdf_tags=marked,
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


def _set(sheet: Sheet, rows: Sequence[Sequence[str]], first_row: int, volume: str, *, last: bool) -> bytes:
    lead = [_ORDINAL, *[_BRANCH] * (len(sheet.titles) - len(sheet.columns) - 1)]
    count = len(lead) + len(sheet.columns)
    size = 9.5 if sheet.portrait else 8.0 if count <= 14 else 7.0 if count <= 21 else 6.3
    widths = [*lead, *_fit(sheet.columns, [row[len(lead) - 1 :] for row in rows], size)]
    data = {
        "title": sheet.title,
        "node": sheet.node,
        "year": sheet.year,
        "volume": volume,
        "titles": list(sheet.titles),
        "widths": widths,
        "long": [False] * len(lead) + [column.long for column in sheet.columns],
        "about": sheet.about,
        "foot": sheet.foot,
        "signers": sheet.signers,
        "cover": sheet.cover,
        "first_page": sheet.first_page,
        "size": size,
        # Whoever signs in a row needs room for it.
        "pad": 8 if any(column.by_hand for column in sheet.columns) else 3,
        "last": last,
        "empty": "本期无记录",
        "rows": _pairs(sheet, rows, first_row) if sheet.portrait else _cells(widths, size, rows, first_row),
    }
    template = "pages" if sheet.portrait else "table"
    made = typeset(template, data, marked=len(rows) <= MARKED_ROWS)
    if len(rows) > REMEMBERED_ROWS:
        _forget()
    return made


def _forget() -> None:
    """Set ten documents of nothing, so that what typst remembers of a large one is let go."""
    blank = typst.Compiler(b"", ignore_system_fonts=True)
    for _ in range(_GENERATIONS):
        blank.compile(b"")


def _fit(columns: Sequence[Column], rows: Sequence[Sequence[str]], size: float) -> list[float]:
    """Return the columns' widths: long notes get more of the page, and what stands empty throughout gets less."""
    shares = sum(column.width for column in columns)
    fitted = []
    for at, column in enumerate(columns):
        longest = max((len(row[at]) for row in rows), default=0)
        if rows and not longest and not column.by_hand:
            fitted.append(column.width * 0.75)
            continue
        lines = longest * size * 0.3528 / (column.width / shares * _WIDE_PAGE)
        fitted.append(column.width * (min(3.0, max(1.0, (lines / 8) ** 0.5)) if column.long else 1.0))
    return fitted


def _cells(widths: list[float], size: float, rows: Sequence[Sequence[str]], first_row: int) -> list[Any]:
    """Return each row's cells, with places to break in what would run out of its column, and whether it is tall.

    A row that would take most of a page may go on on the next one; every other row stays whole.
    """
    letter = size * 0.3528
    across = [width / sum(widths) * _WIDE_PAGE - 1.2 for width in widths]
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


def _bind(parts: Sequence[bytes]) -> bytes:
    bound = PdfWriter()
    for part in parts:
        bound.append(io.BytesIO(part))
    out = io.BytesIO()
    bound.write(out)
    return out.getvalue()


@cache
def _template(name: str) -> bytes:
    folder = files("api.registers.writing") / "typst"
    return (folder / "prelude.typ").read_bytes() + (folder / f"{name}.typ").read_bytes()
