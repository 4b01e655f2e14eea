"""Remind of the steps of a probation 预备期; the meeting and the committee decide."""

from collections.abc import Iterator
from datetime import date, timedelta

from api.standing.facts import Limits, ProbationFacts
from api.standing.months import add_months, last_quarter_end
from api.standing.suggestions import Suggestion, SuggestionCode


def find_probation_end(probation: ProbationFacts, limits: Limits) -> date | None:
    """Give the day the probation ends: a year after the decision, and its extension; None where 未登记."""
    if probation.decided_on is None:
        return None
    return add_months(probation.decided_on, limits.probation_months + probation.extended_months)


def remind_of_probation(probation: ProbationFacts, on: date, limits: Limits) -> Iterator[Suggestion]:
    """Give the reminders that hold on a day (B); once the meeting was held only the approval is left."""
    end = find_probation_end(probation, limits)
    if probation.decided_on is None or end is None:
        return
    if probation.meeting_on is not None and probation.meeting_on <= on:
        step = _find_step(probation.meeting_on, limits.approval_days, on)
        if step is not None:
            approval = add_months(probation.meeting_on, limits.approval_months)
            yield Suggestion(SuggestionCode.APPROVAL_WAITING, step, approval, "B 转正审批")
        return
    ended = _find_step(end, limits.probation_days_after, on)
    ending = _find_step(end, tuple(-days for days in limits.probation_days_before), on)
    if ended is not None:
        yield Suggestion(SuggestionCode.PROBATION_ENDED, ended, end, "B 预备期满")
    elif ending is not None:
        yield Suggestion(SuggestionCode.PROBATION_ENDING, ending, end, "B 预备期满")
    quarter = last_quarter_end(on)
    if probation.decided_on < quarter < end and on <= quarter + timedelta(days=limits.probation_quarter_days):
        yield Suggestion(SuggestionCode.PROBATION_QUARTER, quarter, None, "B 预备期考察")


def _find_step(anchor: date, days: tuple[int, ...], on: date) -> date | None:
    reached = [step for offset in days if (step := anchor + timedelta(days=offset)) <= on]
    return max(reached, default=None)
