"""Count calendar months and read approximate days the way the rules do."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

SEASON_MONTHS = 3


class Precision(StrEnum):
    """How exactly somebody knows the day of a departure."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, such as the last one that dues were paid for (党费交至年月)."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Name the month that a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `YYYY-MM`; raise ValueError for anything else."""
        year, dash, month = text.partition("-")
        if not (dash and len(year) == 4 and len(month) == 2 and text.isascii()):
            raise ValueError(text)
        return cls.of(date(int(year), int(month), 1))

    @property
    def first_day(self) -> date:
        """Give the first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """Give the last day of the month."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def following(self) -> "Month":
        """Give the month after this one."""
        return Month.of(add_months(self.first_day, 1))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def add_months(day: date, months: int) -> date:
    """Move a day by calendar months; where the month is shorter, take its last day.

    31 August and six months give 28 February, in a leap year 29 February.
    Raises ValueError outside the years 1 to 9999.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"{day} moved by {months} months leaves the calendar")
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def latest_day(earliest: date, precision: Precision) -> date:
    """Give the last day that an approximate date may mean.

    `earliest` is the first such day: "2025年3月" is 1 March and precision month, "春节后" the day of
    the festival and precision season (three months from there), "2025年" is 1 January and precision year.
    """
    match precision:
        case Precision.DAY:
            return earliest
        case Precision.MONTH:
            return Month.of(earliest).last_day
        case Precision.SEASON:
            return add_months(earliest, SEASON_MONTHS) - timedelta(days=1)
        case Precision.YEAR:
            return date(earliest.year, 12, 31)


def last_quarter_end(on: date) -> date:
    """Give the latest 31 March, 30 June, 30 September or 31 December that is not after `on`."""
    months_into_quarter = (on.month - 1) % 3
    next_quarter = add_months(Month.of(on).first_day, 3 - months_into_quarter)
    end = next_quarter - timedelta(days=1)
    return end if end <= on else add_months(next_quarter, -3) - timedelta(days=1)
