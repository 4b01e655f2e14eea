"""The clocks of contact, organisation life and dues: none runs on missing data."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.standing.clocks import DEFAULT_LIMITS, judge
from api.standing.facts import AwayFacts, Decision, HomeStay, Limits, RollStatus, StandingFacts, State
from api.standing.months import Month
from api.standing.suggestions import Suggestion, SuggestionCode, Unknown

DAY = timedelta(days=1)
SILENCE = {SuggestionCode.SUSPECTED_OUT_OF_CONTACT, SuggestionCode.TO_BE_STUDIED}
DUES = {SuggestionCode.DUES_HINT, SuggestionCode.DUES_TASK, SuggestionCode.DUES_RED}
ACCUSING = SILENCE | DUES | {SuggestionCode.SUSPECTED_DETACHMENT}

TAN_DESHUN = StandingFacts(
    started_on=date(2025, 1, 1),
    away_periods=(AwayFacts(id="ningbo", departed_on=date(2025, 2, 10), place_unsettled=True),),
    decisions=(Decision(State.FLOATING, date(2025, 8, 15)),),
    last_contact_on=date(2025, 9, 1),
    last_organization_life_on=date(2025, 7, 1),
    dues_paid_to=Month(2025, 8),
)
"""Away since February, last heard of on 1 September 2025, dues paid to the end of August."""


def find(
    facts: StandingFacts, on: date, code: SuggestionCode, limits: Limits = DEFAULT_LIMITS
) -> Suggestion | None:
    found = [s for s in judge(facts, on, limits).suggestions if s.code is code]
    assert len(found) <= 1
    return found[0] if found else None


def codes(facts: StandingFacts, on: date, among: set[SuggestionCode]) -> set[SuggestionCode]:
    return {s.code for s in judge(facts, on).suggestions} & among


def test_a_roster_imported_without_history_accuses_nobody_ever() -> None:
    facts = replace(
        TAN_DESHUN, decisions=(), last_contact_on=None, last_organization_life_on=None, dues_paid_to=None
    )
    standing = judge(facts, date(2035, 1, 1))
    assert {s.code for s in standing.suggestions} & ACCUSING == set()
    assert standing.unknown == {
        Unknown.LAST_CONTACT_ON,
        Unknown.LAST_ORGANIZATION_LIFE_ON,
        Unknown.DUES_PAID_TO,
    }


def test_an_unregistered_value_stops_the_clock_while_the_others_are_older_than_the_start() -> None:
    old = replace(TAN_DESHUN, last_contact_on=date(2024, 12, 31), dues_paid_to=None)
    old = replace(old, last_organization_life_on=None)
    assert codes(old, date(2026, 1, 1), SILENCE) == set()
    on_the_start = replace(old, last_contact_on=date(2025, 1, 1))
    assert codes(on_the_start, date(2026, 1, 1), SILENCE) == {SuggestionCode.TO_BE_STUDIED}
    never_started = replace(on_the_start, started_on=None)
    assert codes(never_started, date(2026, 1, 1), SILENCE) == set()


def test_a_member_at_home_is_never_called_out_of_contact() -> None:
    facts = replace(TAN_DESHUN, away_periods=(), decisions=())
    assert codes(facts, date(2030, 1, 1), SILENCE) == set()
    assert (
        Unknown.LAST_CONTACT_ON not in judge(replace(facts, last_contact_on=None), date(2026, 1, 1)).unknown
    )


def test_a_death_ends_every_clock_of_silence() -> None:
    facts = replace(TAN_DESHUN, ended_on=date(2026, 1, 1))
    assert judge(facts, date(2026, 6, 1)).suggestions == ()
    assert judge(facts, date(2026, 6, 1)).unknown == frozenset()


@pytest.mark.parametrize("status", [RollStatus.SUSPENDED, RollStatus.RETAINED])
def test_who_is_suspended_or_retained_is_asked_for_no_dues_and_no_contact(status: RollStatus) -> None:
    facts = replace(TAN_DESHUN, roll_status=status)
    assert codes(facts, date(2027, 1, 1), ACCUSING) == set()


def test_silence_is_suspected_from_ninety_days_and_studied_from_six_months() -> None:
    start = date(2025, 9, 1)
    suspected, studied = start + timedelta(days=90), date(2026, 3, 1)
    assert codes(TAN_DESHUN, suspected - DAY, SILENCE) == set()
    found = find(TAN_DESHUN, suspected, SuggestionCode.SUSPECTED_OUT_OF_CONTACT)
    assert found is not None
    assert (found.since, found.due) == (suspected, studied)
    assert codes(TAN_DESHUN, studied - DAY, SILENCE) == {SuggestionCode.SUSPECTED_OUT_OF_CONTACT}
    assert codes(TAN_DESHUN, studied, SILENCE) == {SuggestionCode.TO_BE_STUDIED}


def test_the_latest_sign_of_any_kind_starts_the_silence_anew() -> None:
    on = date(2025, 11, 30)
    assert codes(TAN_DESHUN, on, SILENCE) == {SuggestionCode.SUSPECTED_OUT_OF_CONTACT}
    for sign in (
        {"last_contact_on": date(2025, 9, 2)},
        {"last_organization_life_on": date(2025, 9, 2)},
        {"dues_paid_on": date(2025, 9, 2)},
        {"dues_paid_to": Month(2025, 9)},
        {"home_stays": (HomeStay(date(2025, 8, 30), date(2025, 9, 2)),)},
        {"home_stays": (HomeStay(date(2025, 11, 1)),)},
    ):
        assert codes(replace(TAN_DESHUN, **sign), on, SILENCE) == set(), sign


def test_somebody_who_left_last_week_is_not_silent_since_the_last_call_at_home() -> None:
    facts = replace(
        TAN_DESHUN, away_periods=(AwayFacts(id="foshan", departed_on=date(2026, 2, 20)),), decisions=()
    )
    assert codes(facts, date(2026, 2, 27), SILENCE) == set()
    assert codes(facts, date(2026, 5, 21), SILENCE) == {SuggestionCode.SUSPECTED_OUT_OF_CONTACT}


def test_abroad_one_contact_in_half_a_year_is_enough() -> None:
    overseas = replace(TAN_DESHUN, away_periods=(replace(TAN_DESHUN.away_periods[0], overseas=True),))
    assert codes(overseas, date(2026, 2, 28), SILENCE) == set()
    assert codes(overseas, date(2026, 3, 1), SILENCE) == {SuggestionCode.TO_BE_STUDIED}


def test_who_was_confirmed_out_of_contact_is_not_suspected_any_more_but_studied() -> None:
    decision = Decision(State.OUT_OF_CONTACT, date(2025, 12, 10))
    facts = replace(TAN_DESHUN, decisions=(*TAN_DESHUN.decisions, decision))
    assert judge(facts, date(2025, 12, 10)).confirmed_state is State.OUT_OF_CONTACT
    assert codes(facts, date(2025, 12, 10), SILENCE) == set()
    assert codes(facts, date(2026, 3, 1), SILENCE) == {SuggestionCode.TO_BE_STUDIED}


def test_the_township_may_wait_longer_before_it_suspects_anything() -> None:
    limits = Limits(suspected_days=120)
    assert find(TAN_DESHUN, date(2025, 12, 29), SuggestionCode.SUSPECTED_OUT_OF_CONTACT, limits) is None
    assert find(TAN_DESHUN, date(2025, 12, 30), SuggestionCode.SUSPECTED_OUT_OF_CONTACT, limits)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 8, 31), None),
        (date(2025, 9, 30), None),
        (date(2025, 10, 1), SuggestionCode.DUES_HINT),
        (date(2025, 11, 30), SuggestionCode.DUES_HINT),
        (date(2025, 12, 1), SuggestionCode.DUES_TASK),
        (date(2026, 1, 31), SuggestionCode.DUES_TASK),
        (date(2026, 2, 1), SuggestionCode.DUES_RED),
        (date(2027, 2, 1), SuggestionCode.DUES_RED),
    ],
)
def test_dues_are_hinted_at_one_month_a_task_at_three_and_red_at_five(
    on: date, expected: SuggestionCode | None
) -> None:
    assert codes(TAN_DESHUN, on, DUES) == ({expected} if expected else set())
    if expected:
        found = find(TAN_DESHUN, on, expected)
        assert found is not None
        assert found.due == date(2026, 3, 1)


def test_dues_paid_ahead_ask_for_nothing() -> None:
    assert codes(replace(TAN_DESHUN, dues_paid_to=Month(2026, 12)), date(2026, 6, 1), DUES) == set()


def test_half_a_year_without_organisation_life_or_dues_is_named_with_its_grounds() -> None:
    facts = replace(TAN_DESHUN, last_contact_on=date(2026, 3, 1))
    code = SuggestionCode.SUSPECTED_DETACHMENT
    assert find(facts, date(2025, 12, 31), code) is None
    by_life = find(facts, date(2026, 1, 1), code)
    assert by_life is not None
    assert (by_life.since, by_life.basis) == (date(2026, 1, 1), "A 自行脱党：组织生活")
    by_both = find(facts, date(2026, 3, 1), code)
    assert by_both is not None
    assert (by_both.since, by_both.basis) == (date(2026, 1, 1), "A 自行脱党：组织生活、党费")


def test_who_is_old_or_ill_is_not_asked_for_organisation_life() -> None:
    facts = replace(TAN_DESHUN, exempt=True, dues_paid_to=Month(2026, 5))
    assert find(facts, date(2026, 6, 1), SuggestionCode.SUSPECTED_DETACHMENT) is None
    unknown = judge(replace(facts, last_organization_life_on=None), date(2026, 6, 1)).unknown
    assert unknown == frozenset()


maybe_day = st.none() | st.dates(date(2024, 1, 1), date(2026, 12, 31))


@given(
    contact=maybe_day, life=maybe_day, paid_on=maybe_day, on=st.dates(date(2025, 3, 1), date(2027, 12, 31))
)
def test_silence_agrees_with_somebody_who_counts_the_days_back(
    contact: date | None, life: date | None, paid_on: date | None, on: date
) -> None:
    facts = replace(
        TAN_DESHUN,
        last_contact_on=contact,
        last_organization_life_on=life,
        dues_paid_to=Month.of(paid_on) if paid_on else None,
        dues_paid_on=paid_on,
    )
    signs = [contact, life, paid_on]
    known = [sign for sign in signs if sign]
    certain = bool(known) and (None not in signs or any(sign >= date(2025, 1, 1) for sign in known))
    quiet_days, day = 0, on
    while day > date(2025, 2, 10) and day not in known and not any(sign > day for sign in known):
        quiet_days, day = quiet_days + 1, day - DAY
    found = codes(facts, on, SILENCE)
    if not certain or quiet_days < 90:
        assert found == set()
    elif quiet_days < 181:
        assert found == {SuggestionCode.SUSPECTED_OUT_OF_CONTACT}
    elif quiet_days > 184:
        assert found == {SuggestionCode.TO_BE_STUDIED}
    else:
        assert len(found) == 1


@given(
    paid_to=st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    on=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
)
def test_dues_agree_with_somebody_who_turns_the_calendar_leaf_by_leaf(paid_to: date, on: date) -> None:
    facts = replace(TAN_DESHUN, dues_paid_to=Month.of(paid_to))
    leaves, day = -1, paid_to
    while day < on:
        day += DAY
        leaves += day.day == 1
    expected = None
    for months, code in (
        (1, SuggestionCode.DUES_HINT),
        (3, SuggestionCode.DUES_TASK),
        (5, SuggestionCode.DUES_RED),
    ):
        if leaves >= months:
            expected = code
    assert codes(facts, on, DUES) == ({expected} if expected else set())
