"""The steps of a probation and the order they keep: pure, so that dates can be tried against it by the thousand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.errors import Refusal
from api.standing.months import add_months


class Step(StrEnum):
    """What a meeting, the member or the committee did."""

    ACCEPTED = "accepted"
    REQUESTED = "requested"
    EXTENDED = "extended"
    PASSED = "passed"
    APPROVED = "approved"
    CANCELLED = "cancelled"


DECISIONS = frozenset({Step.ACCEPTED, Step.EXTENDED, Step.PASSED, Step.APPROVED, Step.CANCELLED})
"""What needs a basis; the member's written request is one itself."""

OF_A_MEETING = frozenset({Step.ACCEPTED, Step.EXTENDED, Step.PASSED, Step.CANCELLED})


@dataclass(frozen=True, slots=True)
class Taken:
    """One step that is on record."""

    step: Step
    on: date
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a probation lasts here."""

    months: int = 12
    extension_least: int = 6
    extension_most: int = 12
    approval_months: int = 3


def find_start(taken: Sequence[Taken], joined_on: date | None) -> date | None:
    """Find the day of the general meeting that took the member in; 入党时间 is that day where it is known to the day."""
    told = [one.on for one in taken if one.step is Step.ACCEPTED]
    return told[-1] if told else joined_on


def find_end(start: date | None, taken: Sequence[Taken], terms: Terms) -> date | None:
    """Find the day the probation is over, its extension included; None while the start is 未登记."""
    if start is None:
        return None
    further = sum(one.months or 0 for one in taken if one.step is Step.EXTENDED)
    return add_months(start, terms.months + further)


def find_day(taken: Sequence[Taken], step: Step) -> date | None:
    """Find the latest day of a step; None where it is not on record."""
    return max((one.on for one in taken if one.step is step), default=None)


def find_next(taken: Sequence[Taken], start: date | None) -> Step | None:
    """Find the step that comes next in the ordinary course; None once it is decided."""
    held = {one.step for one in taken}
    if held & {Step.APPROVED, Step.CANCELLED}:
        return None
    if start is None:
        return Step.ACCEPTED
    if Step.PASSED in held:
        return Step.APPROVED
    return Step.PASSED if Step.REQUESTED in held else Step.REQUESTED


def ensure_fits(
    new: Taken,
    full_from_on: date | None,
    taken: Sequence[Taken],
    joined_on: date | None,
    terms: Terms,
    today: date,
) -> None:
    """Raise a refusal unless the step can be taken after those on record.

    taken: the others; of a correction, without the one that is corrected.
    """
    if new.on > today:
        raise Refusal("date_in_future", errors={"on_date": ["这一天还没到。"]})
    held = {one.step for one in taken}
    if held & {Step.APPROVED, Step.CANCELLED}:
        raise Refusal("not_on_probation")
    if new.step in held and new.step is not Step.REQUESTED:
        raise Refusal("probation_step_taken")
    if new.step is Step.ACCEPTED:
        later = min((one.on for one in taken), default=None)
        if later is not None and later < new.on:
            raise Refusal("dates_in_wrong_order", errors={"on_date": ["不能晚于后面登记的步骤。"]})
        return
    start = find_start(taken, joined_on)
    if start is None:
        raise Refusal("probation_step_too_early", errors={"step": ["请先登记接收为预备党员的支部大会日期。"]})
    if new.on < start:
        raise Refusal("dates_in_wrong_order", errors={"on_date": ["早于接收为预备党员的日期。"]})
    _ensure_step_fits(new, full_from_on, taken, find_end(start, taken, terms) or start, terms)


def _ensure_step_fits(
    new: Taken, full_from_on: date | None, taken: Sequence[Taken], end: date, terms: Terms
) -> None:
    passed_on = find_day(taken, Step.PASSED)
    if new.step is Step.EXTENDED:
        if passed_on is not None:
            raise Refusal("probation_step_taken", errors={"step": ["支部大会已通过转正，不能再延长。"]})
        if new.months is None or not terms.extension_least <= new.months <= terms.extension_most:
            span = f"延长要在 {terms.extension_least} 到 {terms.extension_most} 个月之间。"
            raise Refusal("validation_failed", errors={"months": [span]})
    elif new.step is Step.PASSED:
        requested_on = find_day(taken, Step.REQUESTED)
        if requested_on is None:
            raise Refusal("probation_step_too_early", errors={"step": ["请先登记本人书面转正申请的日期。"]})
        if new.on < requested_on:
            raise Refusal("dates_in_wrong_order", errors={"on_date": ["早于本人书面申请的日期。"]})
        if new.on < end:
            raise Refusal("probation_not_over", errors={"on_date": [f"预备期到 {end} 才满。"]})
    elif new.step is Step.APPROVED:
        if passed_on is None:
            raise Refusal("probation_step_too_early", errors={"step": ["请先登记支部大会讨论转正的日期。"]})
        if new.on < passed_on:
            raise Refusal("dates_in_wrong_order", errors={"on_date": ["早于支部大会的日期。"]})
        if full_from_on is not None and not end <= full_from_on <= new.on:
            raise Refusal("dates_in_wrong_order", errors={"full_from_on": ["要在预备期满和批准之间。"]})
