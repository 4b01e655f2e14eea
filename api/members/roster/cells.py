"""Read one cell of a roster into a value of the catalogue, or raise UnreadableError."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from api.codes import id_number as id_numbers
from api.codes import partial_date, phone, places
from api.codes.text import join_han, squeeze, tidy
from api.codes.unreadable import UnreadableError

Cell = str | int | float | bool | date | datetime | None

_EMPTY = {"", "/", "\\", "-", "--", "—", "——", "无", "暂无", "没有", "空", "未填", "NULL", "N/A", "#N/A"}
_LONGEST_EMPTY = 8
"""Longer text is never a sign for nothing, and most cells are longer or None: this keeps large sheets fast."""
_YES = {"是", "√", "✓", "✔", "Y", "YES", "有", "1", "已", "TRUE", "对", "已发", "已办", "持证"}
_NO = {
    "否",
    "×",
    "✗",
    "✘",
    "X",
    "N",
    "NO",
    "无",
    "0",
    "未",
    "FALSE",
    "没有",
    "不是",
    "未发",
    "未办",
    "未持证",
}
_FIRST_INEXACT = 1e15
"""A spreadsheet keeps 15 digits of a number; the rest of a longer one is lost."""

ReasonCode = Literal["work", "business", "study", "family", "other"]


@dataclass(frozen=True)
class AwayPlace:
    """Where a member is away. code: GB/T 2260 or HW0000, where recognised. text: as written, where the code says less."""

    code: str | None
    text: str | None = None
    unsettled: bool = False


@dataclass(frozen=True)
class AwayReason:
    """Why a member is away. text: as written, where the code says less."""

    code: ReasonCode
    text: str | None = None


def text_of(cell: Cell) -> str:
    """Return a cell as tidy text. A number too long for a spreadsheet reads 4.228022e+17, so that readers refuse it."""
    match cell:
        case None:
            return ""
        case bool():
            return "是" if cell else "否"
        case int() | float():
            if abs(cell) >= _FIRST_INEXACT:
                return f"{cell:e}"
            return str(int(cell)) if cell == int(cell) else repr(cell)
        case datetime() | date():
            return cell.isoformat()[:10]
        case _:
            return tidy(cell)


def is_empty(cell: Cell) -> bool:
    """Tell whether a cell says nothing: blank, or a sign such as / or 无."""
    if cell is None:
        return True
    text = text_of(cell)
    return len(text) <= _LONGEST_EMPTY and squeeze(text).upper() in _EMPTY


def read_name(cell: Cell) -> str:
    """Read a person's name; blanks between Chinese characters go."""
    name = join_han(text_of(cell))
    if re.search(r"\d", name):
        raise UnreadableError("name_digits", "姓名里有数字，请核对。", "The name contains digits.")
    if not any(char.isalnum() or "\ue000" <= char <= "\uf8ff" for char in name) or re.search(
        r"[=<>{}|@#%^&*+]", name
    ):
        raise UnreadableError("name_shape", "这不像姓名，请核对。", "This does not look like a name.")
    return _within(name, 50)


def read_text(cell: Cell) -> str:
    """Read free text."""
    return _within(text_of(cell), 1000)


def read_short_text(cell: Cell) -> str:
    """Read free text of at most 100 characters, such as a branch's name or a card's number."""
    return _within(join_han(text_of(cell)), 100)


def read_date(cell: Cell) -> str:
    """Read a partial date."""
    return partial_date.read(cell)


def read_month(cell: Cell) -> str:
    """Read a month YYYY-MM; a day in it is dropped."""
    partial = partial_date.read(cell)
    if len(partial) < 7:
        raise UnreadableError(
            "month_missing", "请写到月份，如“2026年3月”。", "Write the month too, such as 2026年3月."
        )
    return partial[:7]


def read_id_number(cell: Cell) -> str:
    """Read a citizen's ID number."""
    return id_numbers.read(text_of(cell))


def read_phone(cell: Cell) -> str:
    """Read a mobile number."""
    return phone.read(text_of(cell))


def read_landline(cell: Cell) -> str:
    """Read a landline number."""
    return phone.read_landline(text_of(cell))


def read_yes_no(cell: Cell) -> bool:
    """Read 是, 否, √, × and their like."""
    word = squeeze(text_of(cell)).upper()
    if word in _YES or word in _NO:
        return word in _YES
    raise UnreadableError("yes_no_unknown", "请填“是”或“否”。", "Write 是 (yes) or 否 (no).")


def read_place(cell: Cell) -> AwayPlace:
    """Read where somebody is away. Never fails: what is not recognised is kept as text without a code."""
    text = read_text(cell)
    if re.search(r"不固定|不定|流动作业|全国各地|各地|四处|跑车|跑运输", text):
        return AwayPlace(None, text, unsettled=True)
    place = places.find_one(text)
    if place is None:
        return AwayPlace(None, text)
    return AwayPlace(place.code, None if places.is_exact(text) else text)


def read_reason(cell: Cell) -> AwayReason:
    """Read why somebody is away. Never fails: what is not recognised is other, with its text."""
    text = read_text(cell)
    for code, pattern in _REASONS.items():
        if re.search(pattern, text):
            return AwayReason(code, None if text == REASON_NAMES[code] else text)
    return AwayReason("other", None if text == REASON_NAMES["other"] else text)


REASON_NAMES: dict[ReasonCode, str] = {
    "work": "务工",
    "business": "经商",
    "study": "求学",
    "family": "随家人",
    "other": "其他",
}
_REASONS: dict[ReasonCode, str] = {
    "work": "务工|打工|上班|就业|工作",
    "business": "经商|生意|创业|个体|开店|办厂",
    "study": "求学|上学|学习|读书|就读|考研|留学",
    "family": "家人|随迁|探亲|投靠|照顾|照看|带孩|孙|子女|养老|陪读",
}


def show_place(place: AwayPlace) -> str:
    """Return what `read_place` reads back as the same place."""
    return place.text if place.text is not None else places.name_of(place.code) if place.code else ""


def show_reason(reason: AwayReason) -> str:
    """Return what `read_reason` reads back as the same reason."""
    return reason.text if reason.text is not None else REASON_NAMES[reason.code]


def show_yes_no(value: bool) -> str:
    """Return 是 or 否."""
    return "是" if value else "否"


def choice(
    code: str, zh: str, en: str, words: dict[str, tuple[str, ...]]
) -> tuple[Callable[[Cell], str], Callable[[Any], str]]:
    """Return reader and writer of a small list of words; the first word of each value is the one written.

    code, zh and en are the fault's where a word is not in the list.
    """
    values = {word: value for value, written in words.items() for word in written}

    def read(cell: Cell) -> str:
        value = values.get(squeeze(text_of(cell)))
        if value is None:
            raise UnreadableError(code, zh, en)
        return value

    return read, lambda value: words[value][0]


def _within(text: str, longest: int) -> str:
    if len(text) > longest:
        raise UnreadableError(
            "text_too_long",
            f"这一格超过{longest}个字，请缩短。",
            f"This cell is longer than {longest} characters; please shorten it.",
        )
    return text
