"""Who belongs to a round, who is done, and who is missing. Pure: days and ids in, lines out."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """Where a member stands in a round."""

    DONE = "done"
    MISSING = "missing"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Stay:
    """One membership of a person in the branch, from its first day up to, not including, `to_on`.

    Records that were merged are one person's: they carry the `person_id` of the one that was kept.
    """

    person_id: UUID
    membership_id: UUID
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a round.

    joined_on: set for who came during the round. left_on: set for who died or left during it; whoever was found
    before stays done, and nobody asks for the others any more.
    """

    membership_id: UUID
    """The latest stay in the branch."""
    state: State
    joined_on: date | None = None
    left_on: date | None = None
    found_under_id: UUID | None = None
    """The membership that carries the finding."""


def cover(stays: Iterable[Stay], found: Collection[UUID], opened_on: date, as_of: date) -> list[Line]:
    """Return a line for every member on the round's first day and for those who joined up to `as_of`.

    found: the memberships of which this round has a finding.
    """
    by_person: dict[UUID, list[Stay]] = defaultdict(list)
    for stay in stays:
        if _reaches_into(stay, opened_on, as_of):
            by_person[stay.person_id].append(stay)
    return [_judge(of_one, found, opened_on, as_of) for of_one in by_person.values()]


def _reaches_into(stay: Stay, opened_on: date, as_of: date) -> bool:
    return stay.from_on <= as_of and (stay.to_on is None or stay.to_on > max(stay.from_on, opened_on))


def _judge(stays: list[Stay], found: Collection[UUID], opened_on: date, as_of: date) -> Line:
    latest = max(stays, key=lambda stay: (stay.to_on or date.max, stay.from_on))
    first = min(stay.from_on for stay in stays)
    has_left = latest.to_on is not None and latest.to_on <= as_of
    carriers = [stay.membership_id for stay in stays if stay.membership_id in found]
    # The record that was kept speaks before the one that was merged into it.
    carrier = latest.membership_id if latest.membership_id in carriers else next(iter(carriers), None)
    state = State.DONE if carriers else State.LEFT if has_left else State.MISSING
    return Line(
        membership_id=latest.membership_id,
        state=state,
        joined_on=first if first > opened_on else None,
        left_on=latest.to_on if has_left else None,
        found_under_id=carrier,
    )
