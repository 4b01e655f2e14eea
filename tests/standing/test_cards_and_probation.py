"""Reminders of the activity card and of the probation."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from api.standing.clocks import DEFAULT_LIMITS, judge
from api.standing.facts import (
    AwayFacts,
    CardFacts,
    Limits,
    MembershipKind,
    ProbationFacts,
    StandingFacts,
)
from api.standing.suggestions import Suggestion, SuggestionCode, Unknown

DAY = timedelta(days=1)
CARD = CardFacts(number="云栖-007", issued_on=date(2024, 2, 29))
XIANG_MINGHUI = StandingFacts(
    away_periods=(AwayFacts(id="kunshan", departed_on=date(2024, 2, 29)),),
    cards=(CARD,),
)
"""Away since 29 February 2024 with a card of that day."""

QIN_XIAOYU = StandingFacts(
    kind=MembershipKind.PROBATIONARY, probation=ProbationFacts(decided_on=date(2025, 5, 20))
)
"""Received as a probationary member by the branch meeting of 20 May 2025."""


def find(facts: StandingFacts, on: date, prefix: str, limits: Limits = DEFAULT_LIMITS) -> list[Suggestion]:
    return [s for s in judge(facts, on, limits).suggestions if s.code.startswith(prefix)]


@pytest.mark.parametrize(
    "card",
    [
        replace(CARD, issued_on=None),
        replace(CARD, lost_on=date(2024, 8, 1)),
        replace(CARD, inspected_on=date(2024, 8, 1)),
    ],
)
def test_a_card_without_a_date_lost_or_inspected_is_not_reviewed(card: CardFacts) -> None:
    assert find(replace(XIANG_MINGHUI, cards=(card,)), date(2030, 1, 1), "card") == []


def test_a_card_whose_issue_date_is_missing_reads_unregistered() -> None:
    facts = replace(XIANG_MINGHUI, cards=(replace(CARD, issued_on=None),))
    assert Unknown.CARD_ISSUED_ON in judge(facts, date(2026, 1, 1)).unknown


def test_where_no_cards_are_issued_any_more_no_card_is_mentioned() -> None:
    assert find(XIANG_MINGHUI, date(2026, 1, 1), "card", Limits(cards_in_use=False)) == []


def test_a_card_is_reviewed_a_year_after_its_issue_or_last_review() -> None:
    assert find(XIANG_MINGHUI, date(2025, 2, 27), "card") == []
    assert [s.since for s in find(XIANG_MINGHUI, date(2025, 2, 28), "card_review")] == [date(2025, 2, 28)]
    reviewed = replace(XIANG_MINGHUI, cards=(replace(CARD, reviewed_on=date(2025, 2, 10)),))
    assert find(reviewed, date(2026, 2, 9), "card") == []
    assert len(find(reviewed, date(2026, 2, 10), "card_review")) == 1


def test_a_card_that_came_home_is_inspected_instead() -> None:
    returned = replace(XIANG_MINGHUI.away_periods[0], returned_on=date(2026, 1, 20))
    facts = replace(XIANG_MINGHUI, away_periods=(returned,))
    [inspection] = find(facts, date(2026, 1, 25), "card")
    assert (inspection.code, inspection.since) == (SuggestionCode.CARD_INSPECTION, date(2026, 1, 20))


@pytest.mark.parametrize("probation", [None, ProbationFacts(decided_on=None)])
def test_a_probation_without_its_decision_reads_unregistered_and_reminds_of_nothing(
    probation: ProbationFacts | None,
) -> None:
    standing = judge(replace(QIN_XIAOYU, probation=probation), date(2030, 1, 1))
    assert Unknown.PROBATION_DECIDED_ON in standing.unknown
    assert standing.suggestions == ()


def test_a_full_member_is_not_reminded_of_a_probation_long_over() -> None:
    facts = replace(QIN_XIAOYU, kind=MembershipKind.FULL)
    assert find(facts, date(2026, 6, 1), "probation") == []


END = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("on", "code", "since"),
    [
        (END - 61 * DAY, None, None),
        (END - 60 * DAY, SuggestionCode.PROBATION_ENDING, END - 60 * DAY),
        (END - 31 * DAY, SuggestionCode.PROBATION_ENDING, END - 60 * DAY),
        (END - 30 * DAY, SuggestionCode.PROBATION_ENDING, END - 30 * DAY),
        (END - DAY, SuggestionCode.PROBATION_ENDING, END - 30 * DAY),
        (END, SuggestionCode.PROBATION_ENDED, END),
        (END + 14 * DAY, SuggestionCode.PROBATION_ENDED, END),
        (END + 15 * DAY, SuggestionCode.PROBATION_ENDED, END + 15 * DAY),
        (END + 30 * DAY, SuggestionCode.PROBATION_ENDED, END + 30 * DAY),
        (END + 300 * DAY, SuggestionCode.PROBATION_ENDED, END + 30 * DAY),
    ],
)
def test_the_end_of_a_probation_reminds_at_its_steps(
    on: date, code: SuggestionCode | None, since: date | None
) -> None:
    found = find(QIN_XIAOYU, on, "probation_end")
    assert [(s.code, s.since, s.due) for s in found] == ([(code, since, END)] if code else [])


def test_an_extension_moves_the_end_and_a_leap_day_ends_on_the_twenty_eighth() -> None:
    extended = replace(QIN_XIAOYU, probation=ProbationFacts(date(2025, 5, 20), extended_months=6))
    assert find(extended, END, "probation_end") == []
    assert find(extended, date(2026, 11, 20), "probation_ended")[0].due == date(2026, 11, 20)
    leap = replace(QIN_XIAOYU, probation=ProbationFacts(date(2024, 2, 29)))
    assert find(leap, date(2025, 2, 28), "probation_ended")[0].due == date(2025, 2, 28)


def test_every_quarters_end_within_the_probation_asks_for_a_talk_for_two_weeks() -> None:
    assert find(QIN_XIAOYU, date(2025, 6, 29), "probation_quarter") == []
    assert find(QIN_XIAOYU, date(2025, 6, 30), "probation_quarter")[0].since == date(2025, 6, 30)
    assert len(find(QIN_XIAOYU, date(2025, 7, 14), "probation_quarter")) == 1
    assert find(QIN_XIAOYU, date(2025, 7, 15), "probation_quarter") == []
    assert find(QIN_XIAOYU, date(2026, 6, 30), "probation_quarter") == []


def test_the_first_and_the_last_day_of_a_probation_are_no_quarters_ends_within_it() -> None:
    facts = replace(QIN_XIAOYU, probation=ProbationFacts(date(2025, 6, 30)))
    assert find(facts, date(2025, 6, 30), "probation_quarter") == []
    assert len(find(facts, date(2025, 9, 30), "probation_quarter")) == 1
    assert find(facts, date(2026, 6, 30), "probation_quarter") == []


def test_after_the_meeting_only_the_approval_is_waited_for() -> None:
    meeting = date(2026, 5, 25)
    facts = replace(QIN_XIAOYU, probation=ProbationFacts(date(2025, 5, 20), meeting_on=meeting))
    assert find(facts, meeting + 74 * DAY, "") == []
    for days in (75, 90):
        [waiting] = find(facts, meeting + days * DAY, "")
        assert waiting.code is SuggestionCode.APPROVAL_WAITING
        assert (waiting.since, waiting.due) == (meeting + days * DAY, date(2026, 8, 25))
