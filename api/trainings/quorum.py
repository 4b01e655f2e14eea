"""Whether a meeting is valid and a resolution carried: whole numbers only, no rounding (domain §5)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from api.trainings.due import Figures, Local
from api.trainings.kinds import ADMISSION, COMMITTEE, CONFIRMATION, ELECTION, GENERAL_MEETING


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many with a vote have to come, and how many have."""

    needed: int
    there: int
    of: int

    @property
    def met(self) -> bool:
        """Say whether enough have come; of nobody, nobody is enough."""
        return self.of > 0 and self.there >= self.needed


def quorum_of(kind: str, matters: Collection[str], figures: Figures, local: Local) -> Quorum | None:
    """Return what a meeting needs to be valid; None where nothing is asked of this kind."""
    if kind not in {GENERAL_MEETING, COMMITTEE}:
        return None
    needed = more_than_half(figures.may_vote)
    if ELECTION in matters:
        needed = max(needed, at_least(local.election_percent, figures.may_vote))
    return Quorum(needed, figures.votes, figures.may_vote)


def more_than_half(of: int) -> int:
    """Return the least number that is more than half."""
    return of // 2 + 1


def at_least(percent: int, of: int) -> int:
    """Return the least number that is so many percent or more."""
    return -(-of * percent // 100)


def ballots(figures: Figures) -> int:
    """Return how many votes there can be: those in the room with a vote, and the written opinions."""
    return figures.votes + figures.written


def votes_needed(matter: str, figures: Figures) -> int:
    """Return how many in favour carry a resolution: 接收 and 转正 ask for more than half of those due with a vote."""
    of = figures.may_vote if matter in {ADMISSION, CONFIRMATION} else ballots(figures)
    return more_than_half(of)


def is_carried(resolution: Mapping[str, Any], figures: Figures) -> bool:
    """Say whether a resolution has the votes it needs."""
    return bool(resolution["for_count"] >= votes_needed(resolution["matter"], figures))
