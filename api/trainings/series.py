"""The days of a series: a day of each month or quarter, moved or left out where the branch says so."""

import calendar
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

MOST = 36
"""How many meetings one series plans at most."""

_MONTHS = {"month": 1, "quarter": 3}


def days_of(
    every: str, on_day: int, from_on: date, to_on: date, exceptions: Mapping[date, date | None]
) -> list[tuple[date, date]]:
    """Return (day by the rule, day that counts) of each meeting; an exception moves a day or, with None, leaves it out."""
    kept: list[tuple[date, date]] = []
    for day in _by_rule(_MONTHS[every], on_day, from_on, to_on):
        counts = exceptions.get(day, day)
        if counts is not None:
            kept.append((day, counts))
        if len(kept) == MOST:
            break
    return kept


def read_exceptions(told: list[dict[str, Any]]) -> dict[date, date | None]:
    """Return exceptions by the day they are of."""
    return {one["on"]: one.get("moved_to") for one in told}


def _by_rule(step: int, on_day: int, from_on: date, to_on: date) -> Iterator[date]:
    month = from_on.year * 12 + from_on.month - 1
    while True:
        year, index = divmod(month, 12)
        day = date(year, index + 1, min(on_day, calendar.monthrange(year, index + 1)[1]))
        if day > to_on:
            return
        if day >= from_on:
            yield day
        month += step
