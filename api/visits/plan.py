"""Who is to be visited around a feast, worked out from what is known; pure.

Due is who is on the branch's roll and away: on any day from the window's opening to the end of the feast. Who came home
for good before the window opened, or leaves after the feast, is not. Whoever leaves the roll (去世 first of all) is gone
from the plan at the same moment; after the window has closed, the roll of its last day counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from api.seasons import Window

_BEFORE_THE_FEAST = timedelta(days=3)
"""With nothing known of an arrival, the family is called on shortly before the feast."""


@dataclass(frozen=True, slots=True)
class TimeAway:
    """A time away; without a day of departure it began nobody knows when, without a return it goes on."""

    departed_on: date | None
    returned_on: date | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A membership with what decides whether it is due."""

    membership_id: UUID
    from_on: date
    to_on: date | None
    away: tuple[TimeAway, ...]
    household_id: UUID | None = None


def is_due(candidate: Candidate, window: Window, today: date) -> bool:
    """Say whether this member is to be visited in a window, judged on a day."""
    judged_on = min(today, window.closes_on)
    if candidate.from_on > judged_on or (candidate.to_on is not None and candidate.to_on <= judged_on):
        return False
    return any(
        (one.departed_on is None or one.departed_on <= window.last_on)
        and (one.returned_on is None or one.returned_on > window.opens_on)
        for one in candidate.away
    )


def group_by_home(due: Iterable[Candidate]) -> list[list[UUID]]:
    """Return who is visited together: everybody of one household in one call, a couple once."""
    homes: dict[UUID, list[UUID]] = defaultdict(list)
    for candidate in due:
        homes[candidate.household_id or candidate.membership_id].append(candidate.membership_id)
    return list(homes.values())


def propose_way(*, all_away: bool, coming: bool | None) -> str:
    """Return how to call: where the whole family is away (举家外出) and nobody comes home, by video or phone."""
    return "video" if all_away and not coming else "home"


def propose_day(window: Window, arrivals: Sequence[date], today: date) -> date | None:
    """Return when to go: the day after the last one came home, else shortly before the feast; None when it is over."""
    known = [day for day in arrivals if window.opens_on <= day <= window.closes_on]
    day = max(known) + timedelta(days=1) if known else window.feast_on - _BEFORE_THE_FEAST
    day = max(day, today, window.opens_on)
    return day if day <= window.closes_on else None
