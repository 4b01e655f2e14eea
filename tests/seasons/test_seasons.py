"""The windows of the year: the days of 2024 to 2040 are written out by hand, not worked out by a library."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import seasons
from api.seasons import Calendar, find_window, next_window, windows, windows_on

SPRING_FESTIVALS = {
    # the first day, opens fifteen days before, closes fifteen days after
    2024: ("2024-02-10", "2024-01-26", "2024-02-25"),
    2025: ("2025-01-29", "2025-01-14", "2025-02-13"),
    2026: ("2026-02-17", "2026-02-02", "2026-03-04"),
    2027: ("2027-02-06", "2027-01-22", "2027-02-21"),
    2028: ("2028-01-26", "2028-01-11", "2028-02-10"),
    2029: ("2029-02-13", "2029-01-29", "2029-02-28"),
    2030: ("2030-02-03", "2030-01-19", "2030-02-18"),
    2031: ("2031-01-23", "2031-01-08", "2031-02-07"),
    2032: ("2032-02-11", "2032-01-27", "2032-02-26"),
    2033: ("2033-01-31", "2033-01-16", "2033-02-15"),
    2034: ("2034-02-19", "2034-02-04", "2034-03-06"),
    2035: ("2035-02-08", "2035-01-24", "2035-02-23"),
    2036: ("2036-01-28", "2036-01-13", "2036-02-12"),
    2037: ("2037-02-15", "2037-01-31", "2037-03-02"),
    2038: ("2038-02-04", "2038-01-20", "2038-02-19"),
    2039: ("2039-01-24", "2039-01-09", "2039-02-08"),
    2040: ("2040-02-12", "2040-01-28", "2040-02-27"),
}

OF_EVERY_YEAR = {
    # first day, last day, opens, closes
    "spring_farming": ("03-20", "04-20", "03-05", "04-20"),
    "july_first": ("07-01", "07-01", "06-16", "07-16"),
    "autumn_harvest": ("09-10", "10-10", "08-26", "10-10"),
    "national_day": ("10-01", "10-01", "09-16", "10-16"),
}

YEARS = st.integers(2024, 2040)
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))
MONTH_DAYS = st.dates(date(2023, 1, 1), date(2023, 12, 31)).map(lambda day: (day.month, day.day))
CALENDARS = st.builds(
    Calendar,
    days_before=st.integers(0, 60),
    days_after=st.integers(0, 60),
    spring_farming=st.tuples(MONTH_DAYS, MONTH_DAYS),
    autumn_harvest=st.tuples(MONTH_DAYS, MONTH_DAYS),
)


@pytest.mark.parametrize("year", SPRING_FESTIVALS)
def test_the_spring_festival_opens_and_closes_on_the_days_of_the_table(year: int) -> None:
    window = windows(year, Calendar())[0]
    assert window.kind == "spring_festival"
    told = tuple(str(day) for day in (window.feast_on, window.opens_on, window.closes_on))
    assert told == SPRING_FESTIVALS[year]


@pytest.mark.parametrize("year", SPRING_FESTIVALS)
def test_the_other_windows_are_those_of_the_table_in_every_year(year: int) -> None:
    others = windows(year, Calendar())[1:]
    told = {
        one.kind: tuple(str(day)[5:] for day in (one.feast_on, one.last_on, one.opens_on, one.closes_on))
        for one in others
    }
    assert told == OF_EVERY_YEAR
    assert list(told) == list(OF_EVERY_YEAR)


def test_a_second_source_knows_the_same_feasts() -> None:
    known = holidays.country_holidays("CN", years=range(2024, 2041), language="en_US")
    for year, (feast, _, _) in SPRING_FESTIVALS.items():
        named = [day for day in known if day.year == year and "Spring Festival" in known[day]]
        assert date.fromisoformat(feast) in named, year
        assert date(year, 10, 1) in known


def test_each_kind_proposes_what_the_rules_say() -> None:
    proposed = {
        one.kind: (one.proposes("screening"), one.proposes("visits")) for one in windows(2026, Calendar())
    }
    assert proposed == {
        "spring_festival": (True, True),
        "spring_farming": (True, False),
        "july_first": (False, True),
        "autumn_harvest": (True, False),
        "national_day": (False, True),
    }


def test_a_day_lies_in_every_window_that_is_open_on_it() -> None:
    assert windows_on(date(2026, 2, 1), Calendar()) == ()
    assert [one.key for one in windows_on(date(2026, 2, 2), Calendar())] == ["spring_festival-2026"]
    assert [one.key for one in windows_on(date(2026, 3, 4), Calendar())] == ["spring_festival-2026"]
    assert windows_on(date(2026, 3, 5), Calendar())[0].kind == "spring_farming"
    in_autumn = [one.key for one in windows_on(date(2026, 10, 1), Calendar())]
    assert in_autumn == ["autumn_harvest-2026", "national_day-2026"]


def test_a_place_sets_its_own_days_and_a_season_may_cross_the_turn_of_the_year() -> None:
    own = Calendar(days_before=0, autumn_harvest=((12, 20), (1, 10)))
    harvest = find_window("autumn_harvest-2026", own)
    assert harvest is not None
    assert (str(harvest.opens_on), str(harvest.closes_on)) == ("2026-12-20", "2027-01-10")
    assert harvest in windows_on(date(2027, 1, 5), own)
    early = Calendar(days_before=60)
    assert "spring_festival-2023" in [one.key for one in windows_on(date(2022, 11, 30), early)]


@pytest.mark.parametrize(
    "key", ["", "spring_festival", "spring_festival-26", "easter-2026", "july_first-２０２６"]
)
def test_a_key_that_names_no_window_finds_none(key: str) -> None:
    assert find_window(key, Calendar()) is None


def test_the_next_window_is_told_apart_by_what_it_proposes() -> None:
    day = date(2026, 11, 25)
    assert next_window(day, Calendar()).key == "spring_festival-2027"
    assert next_window(date(2026, 3, 1), Calendar(), seasons.VISITS).key == "july_first-2026"


@given(day=DAYS, calendar=CALENDARS)
def test_windows_on_a_day_are_those_of_all_years_that_hold_it(day: date, calendar: Calendar) -> None:
    slow = {
        one.key
        for year in range(2022, 2043)
        for one in windows(year, calendar)
        if any(
            one.opens_on + timedelta(step) == day for step in range((one.closes_on - one.opens_on).days + 1)
        )
    }
    assert {one.key for one in windows_on(day, calendar)} == slow


@given(year=YEARS, calendar=CALENDARS)
def test_a_window_is_found_by_its_key_and_its_days_are_in_order(year: int, calendar: Calendar) -> None:
    for one in windows(year, calendar):
        assert find_window(one.key, calendar) == one
        assert one.opens_on <= one.feast_on <= one.last_on <= one.closes_on
