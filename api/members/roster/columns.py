"""Find the header of a roster and what each of its columns means, in any order and under the usual titles."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from api.members.roster.cells import text_of
from api.members.roster.fields import BY_KEY, FIELDS
from api.members.roster.read_workbook import Sheet

_SEARCHED_ROWS = 30
_SERIAL_TITLES = {"序号", "编号", "序", "号", "NO"}
_OTHER_PERSON = re.compile(r"家属|配偶|子女|父母|父亲|母亲|介绍人|联络员|联系人|书记|帮扶")
_REMARK = re.compile(r"[(\[【{][^)\]】}]*[)\]】}]?")
_GROUP_WORDS = re.compile(r"(?:情况|信息|资料)$")


@dataclass(frozen=True)
class Column:
    """A column of the sheet. index counts from 0; field is a key of the catalogue."""

    letter: str
    index: int
    title: str
    field: str


@dataclass(frozen=True)
class IgnoredColumn:
    """A column whose title means nothing to the roster, such as 联络员及电话."""

    letter: str
    title: str


@dataclass(frozen=True)
class Header:
    """Where the header is and what its columns are. row: of its last line, from 1.

    twice: columns that claim the same field; none of them is among `columns`, so that nothing is guessed.
    """

    row: int
    columns: tuple[Column, ...]
    ignored: tuple[IgnoredColumn, ...]
    twice: tuple[Column, ...]

    @cached_property
    def indexes(self) -> dict[str, list[int]]:
        """Return the columns of each field, counted from 0; several where they make up one value."""
        indexes: dict[str, list[int]] = {}
        for column in self.columns:
            indexes.setdefault(column.field, []).append(column.index)
        return indexes

    def letter_of(self, field: str) -> str:
        """Return the first column's letter of a field, or that of the name where the sheet has no such column."""
        for column in (*self.columns, *self.twice):
            if column.field == field:
                return column.letter
        return self.letter_of("name")


def find_header(sheet: Sheet) -> Header | None:
    """Return the header among the first thirty rows, or None: it has the name and at least one other column.

    A second header line (外出情况 over 时间, 地点, 原因) is taken where it explains more columns than one line alone.
    """
    best: Header | None = None
    for row in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        single = _header(sheet, None, row)
        pairs = [_header(sheet, row - 1, row)] if row else []
        for header in (single, *pairs):
            if header and (best is None or _strength(header) > _strength(best)):
                best = header
    return best


def is_title_of_name(text: str) -> bool:
    """Tell whether a cell of the name's column repeats its title, as on a printed second page."""
    return _titled(text) == ["name"]


def letter(index: int) -> str:
    """Return the letters of a column that counts from 0: A, Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _strength(header: Header) -> int:
    return len(header.columns) + len(header.twice)


def _header(sheet: Sheet, upper: int | None, lower: int) -> Header | None:
    width = max(len(sheet.rows[line]) for line in (lower, lower if upper is None else upper))
    children = _texts(sheet, lower, width)
    own = [""] * width if upper is None else _texts(sheet, upper, width)
    parents = _drawn_out(sheet, own, upper)
    found: list[tuple[int, str, list[str]]] = []
    ignored: list[IgnoredColumn] = []
    for index, (parent, child) in enumerate(zip(parents, children, strict=True)):
        title = f"{parent} {child}".strip() if child else own[index]
        if not title or _key(title) in _SERIAL_TITLES:
            continue
        if fields := _fields_of(parent, child) if child else _titled(own[index]):
            found.append((index, title, fields))
        else:
            ignored.append(IgnoredColumn(letter(index), title))
    columns, twice = _assign(found)
    names = [column for column in (*columns, *twice) if column.field == "name"]
    if not names or len(columns) + len(twice) < 2:
        return None
    return Header(lower + 1, tuple(columns), tuple(ignored), tuple(twice))


def _texts(sheet: Sheet, line: int, width: int) -> list[str]:
    texts = [text_of(cell) for cell in sheet.rows[line]]
    return texts + [""] * (width - len(texts))


def _drawn_out(sheet: Sheet, own: list[str], line: int | None) -> list[str]:
    """Return the upper line's title over each column, drawn out over its merged range.

    A CSV has no merged ranges: there a title reaches to the next one. A title over more than half of the columns that
    names no field is the sheet's heading, not a group.
    """
    width = len(own)
    spans = {m.left: m.right for m in sheet.merges if line is not None and m.top <= line <= m.bottom}
    parents = [""] * width
    for index, title in enumerate(own):
        if not title:
            continue
        right = spans.get(index, index)
        if not sheet.merges:
            while right + 1 < width and not own[right + 1]:
                right += 1
        if right - index + 1 <= max(width // 2, 1) or _titled(title):
            for covered in range(index, min(right, width - 1) + 1):
                parents[covered] = title
    return parents


def _fields_of(parent: str, child: str) -> list[str]:
    """Return the fields that a title may mean under a group's title: together, alone, or as a part of the group."""
    if not parent:
        return _titled(child)
    if joined := _titled(_GROUP_WORDS.sub("", _key(parent)) + child):
        return joined
    if _OTHER_PERSON.search(parent):
        return []
    return _titled(child) or [field for field in _titled(parent) if BY_KEY[field].joins]


def _titled(title: str) -> list[str]:
    """Return the fields that a title may mean: with its bracketed remark, then without it."""
    if fields := _TITLES.get(_key(title)):
        return fields
    flat = unicodedata.normalize("NFKC", title)
    if _OTHER_PERSON.search("".join(_REMARK.findall(flat))):
        return []
    return _TITLES.get(_key(_REMARK.sub("", flat)), [])


def _key(title: str) -> str:
    """Return a title without blanks, brackets, stars, leading numbers and 必填."""
    flat = unicodedata.normalize("NFKC", title).upper()
    bare = "".join(char for char in flat if char.isalnum())
    return re.sub(r"^\d+|必填$|必填项$|选填$|^必填", "", bare)


def _assign(found: list[tuple[int, str, list[str]]]) -> tuple[list[Column], list[Column]]:
    """Give each column its field: first those that can mean only one, then the others what is left."""
    taken: dict[str, list[tuple[int, str]]] = {}
    for index, title, fields in sorted(found, key=lambda one: len(one[2])):
        free = [field for field in fields if field not in taken]
        taken.setdefault(free[0] if free else fields[0], []).append((index, title))
    columns: list[Column] = []
    twice: list[Column] = []
    for field, places in taken.items():
        same_titles = max(Counter(_key(title) for _, title in places).values()) > 1
        clash = len(places) > 1 and (same_titles or not BY_KEY[field].joins)
        for index, title in places:
            (twice if clash else columns).append(Column(letter(index), index, title, field))
    return sorted(columns, key=lambda c: c.index), sorted(twice, key=lambda c: c.index)


def _collect_titles() -> dict[str, list[str]]:
    titles: dict[str, list[str]] = {}
    for field in FIELDS:
        for title in dict.fromkeys(map(_key, field.titles)):
            titles.setdefault(title, []).append(field.key)
    return titles


_TITLES = _collect_titles()
