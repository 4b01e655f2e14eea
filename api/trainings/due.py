"""Who is due (应到) at a meeting, who counts as present (实到), who votes: pure, for one day.

A member away or frail is never struck from a meeting that votes: that takes an exclusion with its basis and dates. At
the other meetings they are asked, not due; whoever of them takes part counts on both sides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self
from uuid import UUID

from api.trainings.kinds import EVERYBODY_DUE, HALL, HOST, VIDEO

SUSPENDED, EXCLUDED, AWAY, EXEMPT, OUTSIDE = "suspended", "excluded", "away", "exempt", "outside"
REASONS = (SUSPENDED, EXCLUDED, AWAY, EXEMPT)
"""Why somebody of the roll is not due, in the order in which the formula tells it."""


@dataclass(frozen=True, slots=True)
class Local:
    """What this place has settled, as it held on the day."""

    video_present: bool = True
    video_votes: bool = False
    away_due: bool = False
    """在外党员一律计入应到, at every kind of meeting."""
    election_percent: int = 80


@dataclass(frozen=True, slots=True)
class Footing:
    """How one member of the roll stands on the day of a meeting."""

    member_id: UUID
    probationary: bool = False
    suspended: bool = False
    exempt: bool = False
    away: bool = False
    at_home: bool = False
    """短暂回家 on that day."""
    excluded: str | None = None

    def kept(self) -> dict[str, Any]:
        """Write it as the closed minutes keep it: what holds, and nothing else."""
        told = {name: value for name, value in asdict(self).items() if value}
        return {**told, "member_id": str(self.member_id)}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Read what closed minutes kept."""
        return cls(**{**kept, "member_id": UUID(kept["member_id"])})


@dataclass(frozen=True, slots=True)
class Place:
    """A member's place in the count: due or why not, present or not, with a vote or not."""

    due: bool
    why: str | None
    present: bool
    observes: bool
    """列席: came without being due."""
    may_vote: bool
    """Due, and with a vote."""
    votes: bool
    """Present in a way in which this place lets people vote."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a meeting."""

    on_roll: int
    reasons: dict[str, int]
    due: int
    present: int
    may_vote: int
    votes: int
    written: int
    """Written opinions of members with a vote who are not voting in the room."""
    observers: int
    absent: int
    in_hall: int
    by_video: int
    at_host: int


def place_of(footing: Footing | None, kind: str, way: str | None, local: Local) -> Place:
    """Say where one member counts. footing: None for somebody who is not of this meeting's roll."""
    comes = way == HALL or (way == VIDEO and local.video_present)
    sits_in = way in {HALL, VIDEO}
    why = OUTSIDE if footing is None else _why_not(footing, kind, comes, local)
    if footing is None or why is not None:
        return Place(False, why, False, sits_in, False, False)
    may_vote = not footing.probationary
    votes = may_vote and (way == HALL or (way == VIDEO and local.video_votes))
    return Place(True, None, comes, sits_in and not comes, may_vote, votes)


def _why_not(footing: Footing, kind: str, comes: bool, local: Local) -> str | None:
    if footing.suspended:
        return SUSPENDED
    if footing.excluded:
        return EXCLUDED
    if kind in EVERYBODY_DUE or comes:
        return None
    if footing.away and not footing.at_home and not local.away_due:
        return AWAY
    return EXEMPT if footing.exempt else None


def count(
    footings: Iterable[Footing],
    kind: str,
    ways: Mapping[UUID, str],
    opinions: Iterable[UUID],
    local: Local,
) -> Figures:
    """Count a meeting. ways: how members took part. opinions: who handed one in before it."""
    roll = {footing.member_id: footing for footing in footings}
    written_by = set(opinions)
    places = {member: place_of(roll.get(member), kind, ways.get(member), local) for member in {*roll, *ways}}
    reasons = {
        why: sum(places[member].why == why for member in roll)
        for why in REASONS
        if any(places[member].why == why for member in roll)
    }
    due = [place for place in places.values() if place.due]
    return Figures(
        on_roll=len(roll),
        reasons=reasons,
        due=len(due),
        present=sum(place.present for place in due),
        may_vote=sum(place.may_vote for place in due),
        votes=sum(place.votes for place in due),
        written=sum(
            places[member].may_vote and not places[member].votes for member in written_by if member in places
        ),
        observers=sum(place.observes for place in places.values()),
        absent=sum(place.due and not place.present for place in places.values()),
        in_hall=sum(ways.get(member) == HALL for member in places),
        by_video=sum(ways.get(member) == VIDEO for member in places),
        at_host=sum(ways.get(member) == HOST for member in places),
    )
