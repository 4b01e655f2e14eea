"""When an absence is 短期外出, when it is 流动, and what is suggested: the days around six months."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.standing.clocks import judge
from api.standing.facts import (
    AwayFacts,
    Decision,
    HomeStay,
    Limits,
    RollStatus,
    StandingFacts,
    State,
)
from api.standing.months import Precision
from api.standing.suggestions import Standing, Suggestion, SuggestionCode, Unknown

NINGBO = AwayFacts(id="ningbo", departed_on=date(2025, 8, 31))
DAY = timedelta(days=1)


def away(**changes: object) -> StandingFacts:
    """Wang Guiying, who left for Ningbo on 31 August 2025 unless a test says otherwise."""
    return StandingFacts(away_periods=(replace(NINGBO, **changes),))  # type: ignore[arg-type]


def find(standing: Standing, code: SuggestionCode) -> Suggestion | None:
    found = [suggestion for suggestion in standing.suggestions if suggestion.code is code]
    assert len(found) <= 1
    return found[0] if found else None


def codes(standing: Standing) -> set[SuggestionCode]:
    return {suggestion.code for suggestion in standing.suggestions}


def test_nothing_is_suggested_for_an_absence_whose_beginning_nobody_knows() -> None:
    standing = judge(away(departed_on=None), date(2030, 1, 1))
    assert standing.state is State.UNREGISTERED
    assert Unknown.DEPARTED_ON in standing.unknown
    assert standing.suggestions == ()
    assert standing.away_period_id == "ningbo"


def test_a_member_of_whom_nobody_said_where_they_are_is_unregistered_and_not_away() -> None:
    standing = judge(StandingFacts(whereabouts_registered=False), date(2026, 1, 1))
    assert standing.state is State.UNREGISTERED
    assert Unknown.WHEREABOUTS in standing.unknown
    assert standing.suggestions == ()


@pytest.mark.parametrize("departed", [date(2025, 8, 31), None])
def test_who_died_or_left_is_asked_for_nothing_from_that_day_on(departed: date | None) -> None:
    left_on = date(2026, 6, 1)
    facts = replace(away(departed_on=departed), ended_on=left_on)
    assert judge(facts, left_on) == Standing(State.LEFT)
    assert judge(facts, date(2030, 1, 1)) == Standing(State.LEFT)
    assert judge(facts, left_on - DAY).state is not State.LEFT


def test_a_transferred_relation_ends_this_branchs_clocks_on_its_day() -> None:
    facts = away(relation_transferred_on=date(2026, 5, 1))
    assert SuggestionCode.SUGGEST_FLOATING in codes(judge(facts, date(2026, 4, 30)))
    assert judge(facts, date(2026, 5, 1)) == Standing(State.LEFT)


def test_before_the_membership_began_nothing_is_judged() -> None:
    facts = replace(away(), from_on=date(2026, 7, 1))
    assert judge(facts, date(2026, 6, 30)) == Standing(State.UNREGISTERED)
    assert judge(facts, date(2026, 7, 1)).state is State.FLOATING


@pytest.mark.parametrize(
    ("departed", "floating"),
    [
        (date(2025, 8, 31), date(2026, 2, 28)),
        (date(2024, 8, 29), date(2025, 2, 28)),
        (date(2024, 8, 28), date(2025, 2, 28)),
        (date(2024, 8, 27), date(2025, 2, 27)),
        (date(2023, 8, 31), date(2024, 2, 29)),
        (date(2023, 8, 29), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2024, 8, 29)),
        (date(2025, 3, 31), date(2025, 9, 30)),
        (date(2025, 10, 31), date(2026, 4, 30)),
        (date(2025, 7, 1), date(2026, 1, 1)),
        (date(2025, 12, 31), date(2026, 6, 30)),
    ],
)
def test_the_day_before_six_months_is_a_short_absence_and_the_day_itself_floating(
    departed: date, floating: date
) -> None:
    facts = away(departed_on=departed)
    before, reached = judge(facts, floating - DAY), judge(facts, floating)
    assert (before.state, before.suggestions) == (State.SHORT_ABSENCE, ())
    assert reached.state is State.FLOATING
    assert codes(reached) == {SuggestionCode.SUGGEST_FLOATING, SuggestionCode.SUGGEST_TRANSFER}
    assert {suggestion.since for suggestion in reached.suggestions} == {floating}
    assert not any(suggestion.approximate for suggestion in reached.suggestions)
    assert codes(judge(facts, floating + DAY)) == codes(reached)


def test_on_the_day_of_departure_a_member_is_away_and_on_the_day_of_return_at_home() -> None:
    facts = away(returned_on=date(2025, 10, 1))
    assert judge(facts, date(2025, 8, 30)).state is State.DEPARTURE_REPORTED
    assert judge(facts, date(2025, 8, 31)).state is State.SHORT_ABSENCE
    assert judge(facts, date(2025, 9, 30)).state is State.SHORT_ABSENCE
    assert judge(facts, date(2025, 10, 1)).state is State.AT_HOME


@pytest.mark.parametrize(
    ("precision", "departed", "discovered", "floating"),
    [
        (Precision.MONTH, date(2025, 3, 1), None, date(2025, 9, 30)),
        (Precision.MONTH, date(2025, 8, 1), None, date(2026, 2, 28)),
        (Precision.SEASON, date(2025, 1, 29), None, date(2025, 10, 28)),
        (Precision.YEAR, date(2025, 1, 1), None, date(2026, 6, 30)),
        (Precision.YEAR, date(2025, 1, 1), date(2025, 4, 5), date(2025, 10, 5)),
        (Precision.MONTH, date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 30)),
        (Precision.MONTH, date(2025, 3, 1), date(2025, 2, 20), date(2025, 9, 1)),
    ],
)
def test_an_approximate_departure_is_judged_by_its_latest_possible_day_and_says_so(
    precision: Precision, departed: date, discovered: date | None, floating: date
) -> None:
    facts = away(departed_on=departed, precision=precision, discovered_on=discovered)
    assert judge(facts, floating - DAY).suggestions == ()
    suggestion = find(judge(facts, floating), SuggestionCode.SUGGEST_FLOATING)
    assert suggestion is not None
    assert suggestion.since == floating
    assert suggestion.approximate


def test_home_for_the_spring_festival_does_not_restart_the_six_months() -> None:
    facts = replace(away(), home_stays=(HomeStay(date(2026, 2, 10), date(2026, 2, 24)),))
    assert judge(facts, date(2026, 2, 15)).state is State.SHORT_ABSENCE
    assert judge(facts, date(2026, 2, 28)).state is State.FLOATING


def test_where_the_setting_says_so_the_six_months_restart_on_leaving_again() -> None:
    facts = replace(away(), home_stays=(HomeStay(date(2026, 2, 10), date(2026, 2, 24)),))
    limits = Limits(home_stay_restarts=True)
    assert judge(facts, date(2026, 8, 23), limits).state is State.SHORT_ABSENCE
    assert judge(facts, date(2026, 8, 24), limits).state is State.FLOATING
    still_home = replace(away(), home_stays=(HomeStay(date(2026, 2, 10)),))
    assert judge(still_home, date(2027, 2, 10), limits).state is State.SHORT_ABSENCE


def test_a_real_return_restarts_the_six_months() -> None:
    first = replace(NINGBO, returned_on=date(2026, 2, 1))
    second = AwayFacts(id="foshan", departed_on=date(2026, 3, 1))
    facts = StandingFacts(away_periods=(first, second))
    assert judge(facts, date(2026, 2, 28)).state is State.DEPARTURE_REPORTED
    assert judge(facts, date(2026, 8, 31)).state is State.SHORT_ABSENCE
    assert judge(facts, date(2026, 9, 1)).state is State.FLOATING
    assert judge(facts, date(2026, 9, 1)).away_period_id == "foshan"


@pytest.mark.parametrize("reason", [{"place_unsettled": True}, {"overseas": True}])
def test_a_transfer_is_not_suggested_to_drivers_nor_abroad(reason: dict[str, bool]) -> None:
    standing = judge(away(**reason), date(2026, 3, 1))
    assert codes(standing) == {SuggestionCode.SUGGEST_FLOATING}


def test_the_place_sets_its_own_months_and_the_clocks_follow() -> None:
    limits = Limits(floating_months=3, transfer_months=9)
    assert codes(judge(away(), date(2025, 11, 29), limits)) == set()
    assert codes(judge(away(), date(2025, 11, 30), limits)) == {SuggestionCode.SUGGEST_FLOATING}
    assert SuggestionCode.SUGGEST_TRANSFER in codes(judge(away(), date(2026, 5, 31), limits))


def test_a_confirmed_floating_member_is_not_suggested_again_until_the_next_absence() -> None:
    decided = Decision(State.FLOATING, date(2026, 3, 5))
    facts = replace(away(), decisions=(decided,))
    standing = judge(facts, date(2026, 4, 1))
    assert standing.confirmed_state is State.FLOATING
    assert codes(standing) == {SuggestionCode.SUGGEST_TRANSFER}
    assert judge(facts, date(2026, 3, 4)).confirmed_state is None
    again = StandingFacts(
        away_periods=(
            replace(NINGBO, returned_on=date(2026, 5, 1)),
            AwayFacts(id="foshan", departed_on=date(2026, 5, 20)),
        ),
        decisions=(decided,),
    )
    assert judge(again, date(2026, 5, 1)).confirmed_state is None
    later = judge(again, date(2026, 11, 20))
    assert later.confirmed_state is None
    assert SuggestionCode.SUGGEST_FLOATING in codes(later)


def test_the_clocks_never_confirm_what_nobody_decided() -> None:
    assert judge(away(), date(2040, 1, 1)).confirmed_state is None


def test_a_report_on_its_way_shows_before_the_secretary_accepts_it() -> None:
    leaving = StandingFacts(reported_departure_on=date(2026, 3, 1))
    assert judge(leaving, date(2026, 2, 25)).state is State.DEPARTURE_REPORTED
    coming_home = replace(away(), reported_return_on=date(2026, 7, 1))
    standing = judge(coming_home, date(2026, 7, 1))
    assert standing.state is State.RETURN_EXPECTED
    assert standing.suggestions == ()


def test_a_return_that_was_expected_is_asked_about_on_its_day() -> None:
    facts = away(expected_return_on=date(2025, 12, 20))
    assert codes(judge(facts, date(2025, 12, 19))) == set()
    assert codes(judge(facts, date(2025, 12, 20))) == {SuggestionCode.ASK_RETURN}


def test_a_suspended_member_is_brought_up_after_two_years_and_for_nothing_else() -> None:
    facts = replace(away(), roll_status=RollStatus.SUSPENDED, suspended_on=date(2024, 2, 29))
    assert judge(facts, date(2026, 2, 27)).suggestions == ()
    assert codes(judge(facts, date(2026, 2, 28))) == {SuggestionCode.REMOVAL_TO_BE_STUDIED}
    undated = judge(replace(facts, suspended_on=None), date(2040, 1, 1))
    assert undated.suggestions == ()
    assert Unknown.SUSPENDED_ON in undated.unknown


def test_a_retained_membership_runs_no_clock() -> None:
    standing = judge(replace(away(), roll_status=RollStatus.RETAINED), date(2030, 1, 1))
    assert standing.suggestions == ()
    assert standing.unknown == frozenset()


@given(
    departed=st.dates(date(2019, 1, 1), date(2030, 12, 31)),
    precision=st.sampled_from(Precision),
    later=st.integers(0, 800),
)
def test_the_state_agrees_with_somebody_who_marks_every_day_in_a_calendar(
    departed: date, precision: Precision, later: int
) -> None:
    on = departed + timedelta(days=later)
    standing = judge(away(departed_on=departed, precision=precision), on)
    assert (standing.state is State.FLOATING) == walk_six_months(departed, precision, on)
    assert (find(standing, SuggestionCode.SUGGEST_FLOATING) is not None) == (standing.state is State.FLOATING)


def walk_six_months(departed: date, precision: Precision, on: date) -> bool:
    """Walk from the earliest day: pass the approximate span, then six months, one day at a time."""
    start = departed
    while precision is not Precision.DAY and still_possible(departed, precision, start + DAY):
        start += DAY
    day, months = start, 0
    while day < on:
        day += DAY
        months += day.day == 1
        full = day.day == start.day or (day.day < start.day and (day + DAY).day == 1)
        if months == 6 and full:
            return True
    return False


def still_possible(departed: date, precision: Precision, day: date) -> bool:
    if precision is Precision.YEAR:
        return day.year == departed.year
    if precision is Precision.MONTH:
        return (day.year, day.month) == (departed.year, departed.month)
    months = (day.year - departed.year) * 12 + day.month - departed.month
    last_of_month = (day + DAY).day == 1
    return months < 3 or (months == 3 and day.day < departed.day and not last_of_month)
