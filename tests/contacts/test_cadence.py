"""When contact is due: held against a second opinion over ten years of days, and at every edge of the calendar."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.contacts.cadence.facts import Away, DatedRule, Log, MemberFacts, Span, State
from api.contacts.cadence.judge import judge, judge_duty
from api.contacts.cadence.periods import HALF_YEAR, MONTH, QUARTER, WEEK, XUN, Period, months
from api.contacts.cadence.presets import KEYS, Duty, make_rule
from api.settings.catalogue import CATALOGUE
from tests.contacts.oracle import Oracle

FIRST, LAST = date(2020, 1, 1), date(2029, 12, 31)
DAYS = st.dates(FIRST, LAST)
WAYS = ("phone", "wechat", "video", "in_person", "letter")
DEFAULTS = {key: CATALOGUE[key].default for key in KEYS}


def rule_of(for_the_member: bool = False, **values: Any) -> Any:
    return make_rule({**DEFAULTS, **values}, made_for_the_member=for_the_member)


def away_member(preset: str = "article", *logs: Log, **values: Any) -> MemberFacts:
    """Return a member who has been away for long, paired for long, and called as told."""
    facts = {
        "begins_on": date(2019, 1, 1),
        "rules": (DatedRule(date.min, rule_of(contact_cadence=preset)),),
        "away": (Away(date(2019, 1, 1)),),
        "logs": logs,
    }
    return MemberFacts(**{**facts, **values})


class TestEdgesOfTheCalendar:
    @pytest.mark.parametrize(
        ("unit", "day", "first", "last"),
        [
            (XUN, "2026-03-10", "2026-03-01", "2026-03-10"),
            (XUN, "2026-03-11", "2026-03-11", "2026-03-20"),
            (XUN, "2026-03-20", "2026-03-11", "2026-03-20"),
            (XUN, "2026-03-21", "2026-03-21", "2026-03-31"),
            (XUN, "2026-04-30", "2026-04-21", "2026-04-30"),
            (XUN, "2028-02-29", "2028-02-21", "2028-02-29"),
            (XUN, "2027-02-28", "2027-02-21", "2027-02-28"),
            (WEEK, "2027-01-03", "2026-12-28", "2027-01-03"),  # ISO week 53 of 2026
            (WEEK, "2027-01-04", "2027-01-04", "2027-01-10"),
            (WEEK, "2021-01-01", "2020-12-28", "2021-01-03"),  # ISO week 53 of 2020
            (MONTH, "2028-02-29", "2028-02-01", "2028-02-29"),
            (MONTH, "2026-12-31", "2026-12-01", "2026-12-31"),
            (QUARTER, "2026-03-31", "2026-01-01", "2026-03-31"),
            (QUARTER, "2026-04-01", "2026-04-01", "2026-06-30"),
            (HALF_YEAR, "2026-06-30", "2026-01-01", "2026-06-30"),
            (HALF_YEAR, "2026-07-01", "2026-07-01", "2026-12-31"),
            (months(4), "2026-08-31", "2026-05-01", "2026-08-31"),
        ],
    )
    def test_each_period_begins_and_ends_where_the_calendar_says(
        self, unit: Any, day: str, first: str, last: str
    ) -> None:
        assert unit.period(date.fromisoformat(day)) == Period(
            date.fromisoformat(first), date.fromisoformat(last)
        )

    @pytest.mark.parametrize(
        ("duty", "way", "called", "on", "state"),
        [
            (Duty.WECHAT, "wechat", "2026-03-10", "2026-03-10", State.DONE),
            (Duty.WECHAT, "wechat", "2026-03-10", "2026-03-11", State.DUE),
            (Duty.WECHAT, "wechat", "2026-03-20", "2026-03-21", State.DUE),
            (Duty.WECHAT, "wechat", "2026-03-11", "2026-03-20", State.DONE),
            (Duty.WECHAT, "wechat", "2026-03-21", "2026-03-31", State.DONE),
            (Duty.WECHAT, "wechat", "2028-02-21", "2028-02-29", State.DONE),
            (Duty.WECHAT, "wechat", "2028-02-29", "2028-03-01", State.DUE),
            (Duty.PHONE, "phone", "2026-03-31", "2026-03-31", State.DONE),
            (Duty.PHONE, "phone", "2026-03-31", "2026-04-01", State.DUE),
            (Duty.PHONE, "phone", "2028-02-29", "2028-02-29", State.DONE),
            (Duty.PHONE, "phone", "2028-02-01", "2028-02-29", State.DONE),
            (Duty.VIDEO, "video", "2026-12-28", "2027-01-03", State.DONE),
            (Duty.VIDEO, "video", "2027-01-03", "2027-01-04", State.DUE),
            (Duty.VIDEO, "video", "2020-12-28", "2021-01-03", State.DONE),
            (Duty.FAMILY, "phone", "2026-03-31", "2026-04-01", State.DUE),
        ],
    )
    def test_a_contact_serves_its_period_to_the_last_day_and_not_beyond(
        self, duty: Duty, way: str, called: str, on: str, state: State
    ) -> None:
        log = Log(date.fromisoformat(called), way, family=duty is Duty.FAMILY)
        assert judge_duty(away_member("article", log), duty, date.fromisoformat(on)) is state

    @pytest.mark.parametrize(
        ("on", "state"),
        [
            ("2026-03-31", State.OVERDUE),
            ("2026-04-01", State.GRACE),
            ("2026-04-03", State.GRACE),
            ("2026-04-04", State.OVERDUE),
        ],
    )
    def test_after_a_period_without_contact_there_are_days_of_grace(self, on: str, state: State) -> None:
        long_ago = Log(date(2026, 1, 5), "phone")
        assert judge_duty(away_member("article", long_ago), Duty.PHONE, date.fromisoformat(on)) is state


class TestWhatIsAsked:
    def test_one_contact_is_enough_after_many_periods_without(self) -> None:
        facts = away_member("monthly", Log(date(2026, 9, 12), "wechat"))
        assert judge_duty(facts, Duty.ANY, date(2026, 9, 11)) is State.OVERDUE
        assert judge_duty(facts, Duty.ANY, date(2026, 9, 12)) is State.DONE
        assert judge_duty(facts, Duty.ANY, date(2026, 10, 1)) is State.DUE

    def test_nothing_has_started_while_nobody_was_ever_paired(self) -> None:
        assert judge(away_member(begins_on=None), date(2026, 3, 1)) == []

    def test_after_an_import_without_history_nothing_is_overdue(self) -> None:
        began = date(2026, 3, 20)
        facts = away_member("article", begins_on=began, away=(Away(date.min),))
        for days in range(14):
            for judged in judge(facts, began + timedelta(days=days)):
                assert judged.state not in {State.OVERDUE, State.GRACE} or days > 7

    @pytest.mark.parametrize(
        ("left", "state"), [("2026-03-16", State.DUE), ("2026-03-17", State.NOT_STARTED)]
    )
    def test_a_month_is_asked_for_when_at_least_half_of_it_was_spent_away(
        self, left: str, state: State
    ) -> None:
        facts = away_member("monthly", away=(Away(date.fromisoformat(left)),))
        assert judge_duty(facts, Duty.ANY, date(2026, 3, 31)) is state

    def test_a_stay_at_home_rests_the_duty_and_is_no_gap_afterwards(self) -> None:
        facts = away_member("monthly", pauses=(Span(date(2026, 2, 10), date(2026, 3, 5)),))
        assert judge_duty(facts, Duty.ANY, date(2026, 3, 1)) is State.PAUSED
        facts = away_member(
            "monthly", Log(date(2026, 1, 3), "phone"), pauses=(Span(date(2026, 2, 10), date(2026, 3, 5)),)
        )
        assert judge_duty(facts, Duty.ANY, date(2026, 3, 10)) is State.DUE

    def test_a_video_serves_the_message_of_its_ten_days_unless_the_place_says_otherwise(self) -> None:
        video = Log(date(2026, 3, 12), "video")
        assert judge_duty(away_member("article", video), Duty.WECHAT, date(2026, 3, 20)) is State.DONE
        strict = (DatedRule(date.min, rule_of(contact_cadence="article", stronger_way_covers_weaker=False)),)
        facts = away_member("article", video, rules=strict)
        assert judge_duty(facts, Duty.WECHAT, date(2026, 3, 20)) is State.OVERDUE

    @pytest.mark.parametrize(
        ("communication", "duties"),
        [
            (None, {"phone", "wechat", "video", "family"}),
            ("smartphone", {"phone", "wechat", "video", "family"}),
            ("feature_phone", {"phone", "family"}),
            ("family_relay", {"phone", "family"}),
            ("none", {"family"}),
        ],
    )
    def test_ways_that_cannot_be_used_drop_out(self, communication: str | None, duties: set[str]) -> None:
        judged = judge(away_member(communication=communication), date(2026, 3, 5))
        assert {one.duty.value for one in judged} == duties

    def test_word_through_the_family_serves_somebody_who_has_no_other_way(self) -> None:
        word = Log(date(2026, 3, 5), "phone", family=True)
        facts = away_member("monthly", word, communication="family_relay")
        assert judge_duty(facts, Duty.ANY, date(2026, 3, 6)) is State.DONE
        facts = away_member("monthly", word, communication="smartphone")
        assert judge_duty(facts, Duty.ANY, date(2026, 3, 6)) is State.OVERDUE

    def test_overseas_once_in_half_a_year_is_enough_unless_the_member_was_given_a_cadence(self) -> None:
        call = Log(date(2026, 1, 20), "wechat")
        facts = away_member("article", call, away=(Away(date(2019, 1, 1), overseas=True),))
        assert judge_duty(facts, Duty.ANY, date(2026, 6, 30)) is State.DONE
        assert judge_duty(facts, Duty.VIDEO, date(2026, 6, 30)) is State.NOT_STARTED
        own = (DatedRule(date.min, rule_of(True, contact_cadence="article")),)
        facts = away_member("article", call, rules=own, away=(Away(date(2019, 1, 1), overseas=True),))
        assert judge_duty(facts, Duty.VIDEO, date(2026, 6, 25)) is State.OVERDUE

    def test_a_whole_household_away_leaves_no_family_to_be_called(self) -> None:
        facts = away_member(family_at_home=False)
        assert judge_duty(facts, Duty.FAMILY, date(2026, 3, 5)) is State.NOT_STARTED

    def test_no_contact_with_the_family_is_asked_for_where_the_place_says_none(self) -> None:
        none = (DatedRule(date.min, rule_of(contact_family_per_quarter=0)),)
        assert judge_duty(away_member(rules=none), Duty.FAMILY, date(2026, 3, 5)) is State.NOT_STARTED

    def test_a_rule_changed_within_a_period_asks_no_more_of_it_than_it_did_when_it_began(self) -> None:
        two_from_the_tenth = (
            DatedRule(date.min, rule_of(contact_cadence="custom", contact_any_per_month=1)),
            DatedRule(date(2026, 3, 10), rule_of(contact_cadence="custom", contact_any_per_month=2)),
        )
        logs = (Log(date(2026, 3, 2), "phone"), Log(date(2026, 4, 2), "phone"))
        facts = away_member("custom", *logs, rules=two_from_the_tenth)
        assert judge_duty(facts, Duty.ANY, date(2026, 3, 31)) is State.DONE
        assert judge_duty(facts, Duty.ANY, date(2026, 4, 30)) is State.DUE

    def test_a_preset_chosen_today_begins_today_and_what_it_does_not_name_is_asked_for_no_more(self) -> None:
        changed = (
            DatedRule(date.min, rule_of(contact_cadence="monthly")),
            DatedRule(date(2026, 3, 11), rule_of(contact_cadence="article")),
        )
        facts = away_member(rules=changed)
        assert {one.duty for one in judge(facts, date(2026, 3, 10))} == {Duty.ANY, Duty.FAMILY}
        states = {one.duty: one.state for one in judge(facts, date(2026, 3, 11))}
        assert states[Duty.WECHAT] is states[Duty.VIDEO] is states[Duty.PHONE] is State.DUE
        assert Duty.ANY not in states

    def test_a_contact_outside_any_time_away_serves_nothing_until_the_dates_are_mended(self) -> None:
        call, on = Log(date(2026, 3, 2), "phone"), date(2026, 3, 31)
        facts = away_member("monthly", call, away=(Away(date(2026, 3, 5)),))
        assert judge_duty(facts, Duty.ANY, on) is State.DUE
        mended = away_member("monthly", call, away=(Away(date(2026, 2, 20)),))
        assert judge_duty(mended, Duty.ANY, on) is State.DONE


def _two_or_three(count: int) -> Any:
    return rule_of(
        contact_cadence="custom",
        contact_any_per_month=count + 4,
        contact_phone_per_month=count,
        contact_wechat_per_xun=count,
        stronger_way_covers_weaker=False,
    )


@st.composite
def spans(draw: Any, most: int = 5) -> list[tuple[date, date | None]]:
    firsts = draw(st.lists(DAYS, max_size=most, unique=True))
    lengths = draw(
        st.lists(
            st.one_of(st.none(), st.integers(0, 60), st.integers(0, 900)),
            min_size=len(firsts),
            max_size=len(firsts),
        )
    )
    return [
        (first, None if length is None else first + timedelta(days=length))
        for first, length in zip(firsts, lengths, strict=True)
    ]


@st.composite
def rules(draw: Any) -> tuple[DatedRule, ...]:
    days = [date.min, *sorted(draw(st.lists(DAYS, max_size=4, unique=True)))]
    counts = st.integers(0, 3)
    return tuple(
        DatedRule(
            day,
            rule_of(
                draw(st.booleans()),
                contact_cadence=draw(st.sampled_from(["monthly", "article", "quarterly", "custom"])),
                contact_any_per_month=draw(counts),
                contact_phone_per_month=draw(counts),
                contact_wechat_per_xun=draw(counts),
                contact_video_per_week=draw(counts),
                contact_in_person_per_quarter=draw(counts),
                contact_family_per_quarter=draw(counts),
                contact_grace_days=draw(st.integers(0, 12)),
                overseas_contact_months=draw(st.sampled_from([1, 4, 5, 6, 12])),
                stronger_way_covers_weaker=draw(st.booleans()),
            ),
        )
        for day in days
    )


@st.composite
def members(draw: Any) -> MemberFacts:
    away = tuple(
        Away(
            first,
            last,
            draw(st.booleans()),
            draw(st.one_of(st.none(), st.just(first - timedelta(days=20)))),
        )
        for first, last in draw(spans())
    )
    # Contacts in bunches: spread evenly over ten years they would hardly ever meet the day that is judged.
    around = draw(st.lists(DAYS, max_size=4))
    near = st.builds(
        lambda day, shift: day + timedelta(days=shift),
        st.sampled_from(around or [FIRST]),
        st.integers(-70, 70),
    )
    logs = st.builds(Log, st.one_of(near, DAYS), st.sampled_from(WAYS), st.booleans())
    return MemberFacts(
        begins_on=draw(st.one_of(st.none(), DAYS, st.just(FIRST))),
        rules=draw(rules()),
        away=away,
        pauses=tuple(Span(*span) for span in draw(spans(3))),
        logs=tuple(draw(st.lists(logs, max_size=60))),
        ends_on=draw(st.one_of(st.none(), st.none(), DAYS)),
        communication=draw(
            st.sampled_from([None, "smartphone", "smartphone", "feature_phone", "family_relay", "none"])
        ),
        family_at_home=draw(st.booleans()),
    )


class TestAgainstASecondOpinion:
    @settings(max_examples=150, deadline=None)
    @given(facts=members(), data=st.data())
    def test_each_duty_stands_as_a_slow_day_by_day_count_says(
        self, facts: MemberFacts, data: st.DataObject
    ) -> None:
        oracle = Oracle(facts)
        edges = [point for point in facts.turning_points if FIRST <= point <= LAST] or [FIRST]
        near_an_edge = st.builds(
            lambda day, shift: min(max(day + timedelta(days=shift), FIRST), LAST),
            st.sampled_from([*edges, *(log.on for log in facts.logs)]),
            st.integers(-3, 12),
        )
        for on in data.draw(st.lists(st.one_of(DAYS, near_an_edge), min_size=6, max_size=12)):
            for duty in Duty:
                assert judge_duty(facts, duty, on) == oracle.state(duty, on), (duty, on)

    def test_ten_years_of_days_of_a_full_life_stand_as_counted_day_by_day(self) -> None:
        facts = MemberFacts(
            begins_on=date(2020, 2, 9),
            rules=(
                DatedRule(date.min, rule_of()),
                DatedRule(date(2021, 5, 14), rule_of(contact_cadence="article")),
                DatedRule(date(2022, 8, 14), _two_or_three(2)),
                DatedRule(date(2023, 1, 17), _two_or_three(3)),
                DatedRule(date(2023, 8, 26), _two_or_three(1)),
                DatedRule(date(2024, 2, 29), rule_of(contact_cadence="quarterly", contact_grace_days=10)),
                DatedRule(date(2026, 12, 30), rule_of(True, contact_cadence="article")),
            ),
            away=(
                Away(date(2020, 2, 20), date(2021, 1, 28)),
                Away(date(2021, 2, 27), date(2024, 2, 3), may_count_from=date(2021, 2, 20)),
                Away(date(2024, 2, 29), date(2026, 12, 20), overseas=True),
                Away(date(2026, 12, 28)),
            ),
            pauses=(Span(date(2022, 1, 20), date(2022, 2, 14)), Span(date(2027, 2, 1), date(2027, 5, 20))),
            logs=tuple(
                Log(FIRST + timedelta(days=day), WAYS[day % 3], family=day % 44 == 0)
                for day in range(0, 3650, 4)
                if day % 400 > 60
            ),
            ends_on=date(2029, 10, 10),
        )
        oracle = Oracle(facts)
        for day in range((LAST - FIRST).days + 1):
            on = FIRST + timedelta(days=day)
            for duty in Duty:
                assert judge_duty(facts, duty, on) == oracle.state(duty, on), (duty, on)
