"""Dates that are known to the year, the month or the day: `1986`, `1986-07`, `1986-07-12`."""

import calendar
import math
import re
from datetime import date, datetime, timedelta

from api.codes.text import squeeze
from api.codes.unreadable import UnreadableError

FIRST_YEAR, LAST_YEAR = 1900, 2100
_EXCEL_DAY_0 = date(1899, 12, 30)
_FIRST_SERIAL = 3654
"""1910-01-02. Below it a number in a date column is a year or a slip, not a day count."""
_LAST_SERIAL = (date(LAST_YEAR, 12, 31) - _EXCEL_DAY_0).days

_TIME = re.compile(r"(?<=\d)[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_PARTED = re.compile(r"^(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2}))?)?[-./年月日号]?$")
_HAN_DATE = re.compile(
    r"^([〇○零Oo0一二三四五六七八九]{4})年(?:([十一二三四五六七八九元正冬腊]{1,3})月)?"
    r"(?:([十一二三四五六七八九廿卅初]{1,3})[日号]?)?$"
)
_HAN_DIGITS = {char: digit for digit, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "O": 0,
    "o": 0,
    "0": 0,
}
_DASHES = re.compile(r"[‐‑‒–—―－~]")
_UNKNOWN = ("不详", "不祥", "未知", "不明", "不清楚", "待查", "待核实")


def read(value: object) -> str:
    """Return a partial date. Raise UnreadableError with the reason where it cannot be read without guessing.

    Takes text in the usual forms (1986.07, 1986年7月, 1986/7/1, 19860701, 一九八六年七月), date cells, and numbers as a
    spreadsheet keeps them: a year, YYYYMM, YYYYMMDD, YYYY.MM or a day count since 1899-12-30.
    """
    if isinstance(value, datetime):
        return _checked(value.year, value.month, value.day)
    if isinstance(value, date):
        return _checked(value.year, value.month, value.day)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _shape()
    return _of_text(value) if isinstance(value, str) else _of_number(value)


def earliest(partial: str) -> date:
    """Return the first day that a partial date may mean."""
    year, month, day = _parts(partial)
    return date(year, month or 1, day or 1)


def latest(partial: str) -> date:
    """Return the last day that a partial date may mean."""
    year, month, day = _parts(partial)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def compatible(one: str, other: str) -> bool:
    """Tell whether two partial dates may mean the same day: 1986-07 and 1986-07-12."""
    return one.startswith(other) or other.startswith(one)


def more_precise(one: str, other: str) -> str:
    """Return the longer of two compatible partial dates."""
    return max(one, other, key=len)


def full_years_between(start: str, end: str) -> int:
    """Return the full years from one partial date to another, at most: unknown parts are taken in their favour."""
    first, last = earliest(start), latest(end)
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def _of_number(number: float) -> str:
    if not math.isfinite(number) or number < 0:
        raise _shape()
    whole = int(number)
    if FIRST_YEAR <= whole <= LAST_YEAR:
        return _of_year_and_fraction(number) if number != whole else f"{whole:04d}"
    if _FIRST_SERIAL <= whole <= _LAST_SERIAL:
        day = _EXCEL_DAY_0 + timedelta(days=whole)
        return day.isoformat()
    if number == whole and len(str(whole)) in (6, 8):
        return _of_text(str(whole))
    raise _shape()


def _of_year_and_fraction(number: float) -> str:
    year, _, month = repr(number).partition(".")
    if month == "1":
        raise UnreadableError(
            "date_january_or_october",
            "分不清是1月还是10月：数字格会把“.10”变成“.1”，请写成如“1986年10月”。",
            "This could be January or October, because a number cell turns .10 into .1; write 1986年10月.",
        )
    if len(month) > 2:
        raise _shape()
    return _checked(int(year), int(month), None)


def _of_text(text: str) -> str:
    spaced = _DASHES.sub("-", _TIME.sub("", text.strip().lstrip("'’")))
    bare = re.sub(r"(?:出生|生|入党|转正)$", "", squeeze(spaced).replace("。", ".").replace("、", "."))
    if bare in _UNKNOWN:
        raise UnreadableError(
            "date_unknown",
            "日期写的是“不详”一类的话，不清楚请留空。",
            "The date says that it is unknown; leave the cell empty instead.",
        )
    if match := _PARTED.match(bare):
        year, month, day = match.groups()
        return _checked(int(year), *(int(part) if part else None for part in (month, day)))
    if match := _HAN_DATE.match(bare):
        year_text, month, day = match.groups()
        year = int("".join(str(_HAN_DIGITS[char]) for char in year_text))
        return _checked(year, *(_han_number(part) if part else None for part in (month, day)))
    if re.fullmatch(r"\d{8}", bare):
        return _checked(int(bare[:4]), int(bare[4:6]), int(bare[6:]))
    if re.fullmatch(r"\d{6}", bare) and bare.startswith(("19", "20")):
        return _checked(int(bare[:4]), int(bare[4:]), None)
    if re.fullmatch(r"\d{5}", bare) and not bare.startswith(("19", "20")):
        return _of_number(int(bare))
    if re.match(r"^'?\d{2}(?:[-./年]|$)", bare):
        raise UnreadableError(
            "date_two_digit_year",
            "年份只有两位，分不清是哪个世纪，请写四位，如“1986年7月”。",
            "The year has two digits only; write all four, for example 1986年7月.",
        )
    raise _shape()


def _han_number(text: str) -> int:
    plain = text.replace("初", "").replace("廿", "二十").replace("卅", "三十")
    plain = {"元": "一", "正": "一", "冬": "十一", "腊": "十二"}.get(plain, plain)
    tens, ten, ones = plain.partition("十")
    if not ten:
        return int("".join(str(_HAN_DIGITS.get(char, 99)) for char in plain))
    return 10 * (_HAN_DIGITS.get(tens, 99) if tens else 1) + (_HAN_DIGITS.get(ones, 99) if ones else 0)


def _checked(year: int, month: int | None = None, day: int | None = None) -> str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableError(
            "date_year_out_of_range",
            f"年份应在{FIRST_YEAR}至{LAST_YEAR}之间，请核对。",
            f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}.",
        )
    if month is None:
        return f"{year:04d}"
    try:
        date(year, month, day if day is not None else 1)
    except ValueError:
        raise UnreadableError(
            "date_not_in_calendar",
            "日历上没有这一天，请核对月和日。",
            "There is no such day in the calendar; check month and day.",
        ) from None
    return f"{year:04d}-{month:02d}" if day is None else f"{year:04d}-{month:02d}-{day:02d}"


def _parts(partial: str) -> tuple[int, int | None, int | None]:
    year, *rest = (int(part) for part in partial.split("-"))
    month, day, *_ = (*rest, None, None)
    return year, month, day


def _shape() -> UnreadableError:
    return UnreadableError(
        "date_shape",
        "日期没有看懂，请写成如“1986-07-01”“1986年7月”或“1986.07”。",
        "The date was not understood; write for example 1986-07-01, 1986年7月 or 1986.07.",
    )
