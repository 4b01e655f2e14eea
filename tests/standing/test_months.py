"""Calendar months, quarters and approximate days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.standing.months import Month, Precision, add_months, last_quarter_end, latest_day

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def walk_months(start: date, months: int) -> date:
    """Walk day by day: a month is over on the same day number, or on the last day of a shorter month."""
    day, changes = start, 0
    while True:
        day += timedelta(days=1)
        if day.day == 1:
            changes += 1
        month_ends_early = (day + timedelta(days=1)).day == 1 and day.day < start.day
        if changes == months and (day.day == start.day or month_ends_early):
            return day


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "2026-1", "26-01", "2026/01", "2026", "", "2026-01-01"]
)
def test_a_month_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Month.parse(text)


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 31), -1)])
def test_months_outside_the_calendar_are_refused(day: date, months: int) -> None:
    with pytest.raises(ValueError):
        add_months(day, months)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 8, 29), 6, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2023, 8, 29), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 6, date(2024, 8, 29)),
        (date(2025, 2, 28), 6, date(2025, 8, 28)),
        (date(2025, 3, 31), 6, date(2025, 9, 30)),
        (date(2025, 7, 1), 6, date(2026, 1, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_are_calendar_months_and_stop_at_the_end_of_a_short_one(
    start: date, months: int, expected: date
) -> None:
    assert add_months(start, months) == expected


@given(start=DAYS, months=st.integers(1, 30))
def test_adding_months_agrees_with_somebody_who_walks_day_by_day(start: date, months: int) -> None:
    assert add_months(start, months) == walk_months(start, months)


@pytest.mark.parametrize(
    ("earliest", "precision", "expected"),
    [
        (date(2025, 3, 9), Precision.DAY, date(2025, 3, 9)),
        (date(2025, 3, 1), Precision.MONTH, date(2025, 3, 31)),
        (date(2024, 2, 1), Precision.MONTH, date(2024, 2, 29)),
        (date(2025, 1, 29), Precision.SEASON, date(2025, 4, 28)),
        (date(2025, 1, 1), Precision.YEAR, date(2025, 12, 31)),
    ],
)
def test_an_approximate_day_is_read_as_the_latest_it_may_be(
    earliest: date, precision: Precision, expected: date
) -> None:
    assert latest_day(earliest, precision) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 30), date(2025, 12, 31)),
        (date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 1, 1), date(2025, 12, 31)),
        (date(2026, 11, 23), date(2026, 9, 30)),
    ],
)
def test_a_quarter_ends_on_its_last_day(on: date, expected: date) -> None:
    assert last_quarter_end(on) == expected


def test_a_month_writes_itself_as_it_is_read_and_is_followed_by_january() -> None:
    december = Month.parse("2025-12")
    assert str(december) == "2025-12"
    assert str(december.following()) == "2026-01"
    assert december.first_day == date(2025, 12, 1)
    assert december.last_day == date(2025, 12, 31)
