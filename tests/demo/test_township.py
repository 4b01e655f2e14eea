"""The invented township: the same every time, whole, and true to the rules it demonstrates."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.codes import education, ethnic_groups, id_number, phone, places
from api.demo.festivals import list_settled_festivals
from api.demo.records import DemoTownship, Event
from api.demo.township import build_township
from api.standing.clocks import judge
from api.standing.facts import AwayFacts, Decision, MembershipKind, ProbationFacts, StandingFacts, State
from api.standing.suggestions import SuggestionCode

DAYS = [
    date(2026, 11, 24),
    date(2026, 1, 1),
    date(2026, 2, 17),
    date(2026, 4, 18),
    date(2028, 2, 29),
    date(2027, 8, 31),
    date(2030, 12, 31),
]
MAIN = "guihuaping"


@pytest.fixture(params=DAYS, ids=str)
def today(request: pytest.FixtureRequest) -> date:
    day = request.param
    assert isinstance(day, date)
    return day


@pytest.fixture
def township(today: date) -> DemoTownship:
    return build_township(today)


def list_open(township: DemoTownship) -> set[str]:
    """Replay the accepted reports and name who is away in the end; refuse what cannot have happened."""
    away: dict[str, date] = {}
    for event in township.events:
        if event.kind in ("check_in", "home_visit", "change", "yearly", "return"):
            assert event.person_key in away, event.key
        if event.kind == "departure" and event.decision == "accept":
            assert event.person_key not in away, event.key
            away[event.person_key] = event.recorded_on
        if event.kind == "return" and event.decision == "accept":
            del away[event.person_key]
    return set(away)


def standing_facts(township: DemoTownship, person_key: str) -> StandingFacts:
    [membership] = [m for m in township.memberships if m.person_key == person_key]
    [branch] = [o for o in township.organizations if o.key == membership.organization_key]
    opening = membership.opening
    probation = ProbationFacts(membership.joined_on) if membership.kind == "probationary" else None
    return StandingFacts(
        kind=MembershipKind(membership.kind),
        exempt=membership.exempt,
        started_on=branch.started_on,
        away_periods=tuple(
            AwayFacts(
                id=a.person_key,
                departed_on=a.departed_on,
                precision=a.precision,
                discovered_on=a.discovered_on,
                returned_on=a.returned_on,
                place_unsettled=a.place_unsettled,
                overseas=a.place_code == places.OVERSEAS,
            )
            for a in township.absences
            if a.person_key == person_key
        ),
        decisions=tuple(
            Decision(State(d.state), d.on) for d in township.decisions if d.person_key == person_key
        ),
        probation=probation,
        last_contact_on=opening.last_contact_on if opening else None,
        last_organization_life_on=opening.last_organization_life_on if opening else None,
        dues_paid_to=opening.dues_paid_to if opening else None,
    )


def test_the_same_day_gives_the_same_township(today: date) -> None:
    assert build_township(today) == build_township(today)


def test_there_is_one_township_with_four_branches_in_a_fixed_order(township: DemoTownship) -> None:
    assert [(o.kind, o.parent_key, o.position) for o in township.organizations] == [
        ("township", None, 0),
        ("branch", "yunqi", 1),
        ("branch", "yunqi", 2),
        ("branch", "yunqi", 3),
        ("branch", "yunqi", 4),
    ]


def test_the_main_branch_has_twenty_at_home_and_nine_away_and_one_of_these_on_probation(
    township: DemoTownship,
) -> None:
    members = {m.person_key: m for m in township.memberships if m.organization_key == MAIN}
    away = list_open(township) & set(members)
    assert (len(members) - len(away), len(away)) == (20, 9)
    assert [key for key, m in members.items() if m.kind == "probationary"] == ["yang-yuxin"]
    assert "yang-yuxin" in away


def test_the_other_branches_have_between_fourteen_and_twenty_six_members(township: DemoTownship) -> None:
    sizes = Counter(m.organization_key for m in township.memberships)
    assert sizes == {MAIN: 29, "shiqiaogou": 26, "chashanao": 18, "fengxiangling": 14}


def test_the_reports_open_exactly_the_absences_that_last(township: DemoTownship) -> None:
    lasting = [a.person_key for a in township.absences if a.returned_on is None]
    assert len(lasting) == len(set(lasting)) == 18
    assert list_open(township) == set(lasting)


def test_every_identity_is_valid_in_form_and_nobodys_twice(township: DemoTownship) -> None:
    for person in township.persons:
        assert id_number.read(person.id_number) == person.id_number
        assert id_number.birth_date_of(person.id_number) == person.birth_date.isoformat()
        assert id_number.sex_of(person.id_number) == person.sex
        assert ethnic_groups.name_of(person.ethnicity)
        assert education.name_of(person.education)
        assert person.phone is None or phone.read(person.phone) == person.phone
    for field in ("key", "name", "id_number"):
        values = [getattr(person, field) for person in township.persons]
        assert len(values) == len(set(values)), field


def test_only_the_couple_away_shares_a_phone(township: DemoTownship) -> None:
    phones = Counter(p.phone for p in township.persons if p.phone)
    [shared] = [number for number, owners in phones.items() if owners > 1]
    assert [p.key for p in township.persons if p.phone == shared] == ["huang-jianjun", "ran-chunmei"]


def test_phones_come_from_the_counted_range_and_who_has_none_has_family(township: DemoTownship) -> None:
    for person in township.persons:
        if person.phone is None:
            assert person.communication in ("family_relay", "none")
            assert person.family_contact
        else:
            assert person.phone.startswith("1990000")


def test_every_key_names_somebody(township: DemoTownship) -> None:
    persons = {p.key for p in township.persons}
    organizations = {o.key for o in township.organizations}
    members = {m.person_key for m in township.memberships}
    assert members <= persons
    assert {m.organization_key for m in township.memberships} <= organizations
    assert {m.group_key for m in township.memberships} - {None} == {g.key for g in township.groups}
    assert {g.leader_key for g in township.groups} <= members - list_open(township)
    assert {key for h in township.households for key in h.person_keys} <= members
    assert {a.person_key for a in township.absences} <= members
    assert {e.person_key for e in township.events} <= members
    assert {e.by_key for e in township.events} <= persons
    assert {e.decided_by_key for e in township.events} - {None} <= persons
    assert {g.person_key for g in township.grants} <= persons
    assert {a.person_key for a in township.accounts} <= persons


def test_couples_and_those_who_stay_are_households(township: DemoTownship) -> None:
    couples = [set(h.person_keys) for h in township.households if h.key in ("huang-ran", "long-peng")]
    assert couples == [{"huang-jianjun", "ran-chunmei"}, {"long-yunfei", "peng-qiuju"}]
    assert [h.key for h in township.households if h.all_away] == ["huang-ran"]
    assert all(h.who_stays for h in township.households)


def test_members_were_grown_up_when_they_joined_and_joined_before_they_left(township: DemoTownship) -> None:
    born = {p.key: p.birth_date for p in township.persons}
    joined = {m.person_key: m.joined_on for m in township.memberships}
    for key, day in joined.items():
        assert day.year - born[key].year >= 18, key
    for absence in township.absences:
        assert joined[absence.person_key] < absence.departed_on


def test_places_are_real_codes_and_cover_abroad_and_unsettled(township: DemoTownship) -> None:
    codes = {a.place_code for a in township.absences}
    assert all(places.name_of(code) for code in codes)
    assert {"330212", "440307", "440605", "350582", "320583", "500112", "420111", "HW0000"} <= codes
    assert [a.person_key for a in township.absences if a.place_unsettled] == ["luo-dayong"]


def test_card_numbers_are_unique(township: DemoTownship) -> None:
    numbers = [a.card_number for a in township.absences if a.card_number]
    assert len(numbers) == len(set(numbers)) >= 8


def check_order(events: tuple[Event, ...], starts: dict[str, date], today: date) -> None:
    assert [e.recorded_on for e in events] == sorted(e.recorded_on for e in events)
    assert len({e.key for e in events}) == len(events)
    for event in events:
        assert event.on <= event.recorded_on < today, event.key
        assert event.recorded_on >= starts[event.person_key], event.key
        if event.decision == "none":
            assert event.decision_on is None
        else:
            assert event.decision_on is not None
            assert event.recorded_on <= event.decision_on <= today, event.key
        assert (event.method == "self") == (event.by_key == event.person_key), event.key


def list_starts(township: DemoTownship) -> dict[str, date]:
    starts = {o.key: o.started_on for o in township.organizations}
    return {m.person_key: starts[m.organization_key] for m in township.memberships}


def test_reports_come_in_order_after_the_branch_started_and_before_today(
    township: DemoTownship, today: date
) -> None:
    check_order(township.events, list_starts(township), today)


@settings(max_examples=40, deadline=None)
@given(st.dates(date(2025, 1, 1), date(2040, 12, 31)))
def test_whatever_day_it_is_the_story_holds_together(day: date) -> None:
    township = build_township(day)
    check_order(township.events, list_starts(township), day)
    assert list_open(township) == {a.person_key for a in township.absences if a.returned_on is None}


def test_every_kind_and_every_fate_of_a_report_occurs(township: DemoTownship) -> None:
    assert {e.kind for e in township.events} == {
        "departure",
        "change",
        "check_in",
        "yearly",
        "home_visit",
        "return",
        "hearsay",
    }
    assert {e.decision for e in township.events} == {"accept", "send_back", "withdraw", "none"}
    assert {e.method for e in township.events} == {"self", "in_person", "phone", "paper"}


def test_one_report_was_sent_back_with_a_reason_and_corrected(township: DemoTownship) -> None:
    [first] = [e for e in township.events if e.decision == "send_back"]
    [corrected] = [e for e in township.events if e.corrects == first.key]
    assert first.reason
    assert corrected.decision == "accept"
    assert first.decision_on is not None
    assert corrected.recorded_on >= first.decision_on
    assert set(corrected.payload) - set(first.payload) == {"employer", "place_text"}


def test_four_reports_wait_for_the_secretary_this_morning(township: DemoTownship) -> None:
    waiting = [
        e for e in township.events if e.decision == "none" and e.kind not in ("check_in", "home_visit")
    ]
    assert [(e.person_key, e.kind) for e in waiting] == [
        ("qin-faxiang", "hearsay"),
        ("tan-zhiyuan", "change"),
        ("mu-wei", "return"),
        ("xiang-xiaoyong", "departure"),
    ]


def test_accounts_cover_every_role_and_the_members_of_the_story(township: DemoTownship) -> None:
    assert Counter(a.role for a in township.accounts) == {
        "officer": 1,
        "admin": 1,
        "auditor": 1,
        "secretary": 1,
        "recorder": 1,
        "member": 4,
    }
    granted = {(g.person_key, g.role, g.organization_key) for g in township.grants}
    for account in township.accounts:
        if account.role != "member":
            assert (account.person_key, account.role, account.organization_key) in granted


def test_each_branch_has_a_secretary_at_home_and_one_delegation_is_over(
    township: DemoTownship, today: date
) -> None:
    lasting = [g for g in township.grants if g.role == "secretary" and g.delegated_by_key is None]
    branches = {o.key for o in township.organizations if o.kind == "branch"}
    assert {g.organization_key for g in lasting} == branches
    assert not {g.person_key for g in lasting} & list_open(township)
    [delegated] = [g for g in township.grants if g.delegated_by_key]
    assert delegated.to_on is not None
    assert delegated.from_on < delegated.to_on < today


def test_decisions_confirm_what_the_clock_already_suggested(township: DemoTownship, today: date) -> None:
    assert township.decisions
    for decision in township.decisions:
        assert decision.on < today
        assert judge(standing_facts(township, decision.person_key), decision.on).state is State.FLOATING


def test_the_clocks_find_something_but_no_wall_of_red(township: DemoTownship, today: date) -> None:
    standings = {
        m.person_key: judge(standing_facts(township, m.person_key), today) for m in township.memberships
    }
    states = Counter(
        standings[m.person_key].state for m in township.memberships if m.organization_key == MAIN
    )
    assert states[State.AT_HOME] == 20
    found = {key: {s.code for s in standing.suggestions} for key, standing in standings.items()}
    assert SuggestionCode.PROBATION_ENDING in found["yang-yuxin"]
    assert SuggestionCode.DUES_TASK in found["luo-dayong"]
    assert not any(found[m.person_key] for m in township.memberships if m.organization_key == MAIN
                   and standings[m.person_key].state is State.AT_HOME)  # fmt: skip
    accusing = {SuggestionCode.SUSPECTED_DETACHMENT, SuggestionCode.TO_BE_STUDIED, SuggestionCode.DUES_RED}
    assert not any(codes & accusing for codes in found.values())


def test_the_village_that_joined_last_is_unregistered_and_accuses_nobody(
    township: DemoTownship, today: date
) -> None:
    members = [m for m in township.memberships if m.organization_key == "fengxiangling"]
    for member in members:
        standing = judge(standing_facts(township, member.person_key), today)
        assert standing.unknown
        assert {s.code for s in standing.suggestions} <= {
            SuggestionCode.SUGGEST_FLOATING,
            SuggestionCode.SUGGEST_TRANSFER,
        }


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 4, 17), date(2025, 1, 29)),
        (date(2026, 4, 18), date(2026, 2, 17)),
        (date(2026, 12, 31), date(2026, 2, 17)),
    ],
)
def test_a_festival_counts_as_settled_two_months_after_it(day: date, expected: date) -> None:
    settled = list_settled_festivals(day, 2)
    assert settled[0] == expected
    assert timedelta(days=350) < settled[0] - settled[1] < timedelta(days=390)
