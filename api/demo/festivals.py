"""The Spring Festivals that the village's coming and going hangs on."""

from datetime import date, timedelta
from functools import cache

from lunar_python import Lunar  # type: ignore[import-untyped]

SETTLED_DAYS = 60
"""So long after a festival everybody has left again and every report of it is in."""


@cache
def find_spring_festival(year: int) -> date:
    """Give the first day of the lunar year that begins in a calendar year."""
    day = Lunar.fromYmd(year, 1, 1).getSolar()
    return date(day.getYear(), day.getMonth(), day.getDay())


def list_settled_festivals(today: date, count: int) -> tuple[date, ...]:
    """Give the last festivals that are two months past, the newest first."""
    newest = (
        today.year if find_spring_festival(today.year) + timedelta(SETTLED_DAYS) <= today else today.year - 1
    )
    return tuple(find_spring_festival(newest - back) for back in range(count))
