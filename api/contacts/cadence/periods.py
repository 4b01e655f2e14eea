"""The calendar periods of the cadence, all in the village's days: 旬, ISO week, and blocks of months."""

from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_NAMES = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}


@dataclass(frozen=True, slots=True)
class Period:
    """From its first day to its last; both count."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Unit:
    """A kind of period. months: how many, counted from January; 0 for 旬 and week."""

    name: str
    months: int = 0

    def period(self, day: date) -> Period:
        """Return the period of this kind that a day lies in."""
        if self.name == "xun":
            return _xun(day)
        if self.name == "week":
            monday = day - timedelta(days=day.weekday())
            return Period(monday, monday + timedelta(days=6))
        start = (day.year * 12 + day.month - 1) // self.months * self.months
        return Period(_month(start), _month(start + self.months) - _DAY)

    def before(self, period: Period) -> Period:
        """Return the period before this one."""
        return self.period(period.first - _DAY)

    def after(self, period: Period) -> Period:
        """Return the period after this one."""
        return self.period(period.last + _DAY)


def months(count: int) -> Unit:
    """Return the block of so many months; those that divide a year begin with January in each."""
    return Unit(_NAMES.get(count, f"{count}_months"), count)


XUN, WEEK = Unit("xun"), Unit("week")
MONTH, QUARTER, HALF_YEAR = months(1), months(3), months(6)


def _month(count: int) -> date:
    """Return the first day of the month with this number, counted from the year 0."""
    return date(count // 12, count % 12 + 1, 1)


def _xun(day: date) -> Period:
    """Return 上旬 1–10, 中旬 11–20 or 下旬 from 21 to the month's end."""
    if day.day <= 10:
        return Period(day.replace(day=1), day.replace(day=10))
    if day.day <= 20:
        return Period(day.replace(day=11), day.replace(day=20))
    return Period(day.replace(day=21), MONTH.period(day).last)
