"""An act of the story: what somebody does at a moment; and the ids that the story's keys stand for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, read_actor

Work = Callable[[Session], object]


@dataclass(frozen=True)
class Act:
    """What is done at a moment of the story, in one transaction."""

    at: datetime
    work: Work


@dataclass
class Ids:
    """The ids that the story's keys got; filled in as the story is told."""

    nodes: dict[str, UUID] = field(default_factory=dict)
    persons: dict[str, UUID] = field(default_factory=dict)
    memberships: dict[str, UUID] = field(default_factory=dict)
    accounts: dict[str, UUID] = field(default_factory=dict)
    groups: dict[str, UUID] = field(default_factory=dict)
    reports: dict[str, UUID] = field(default_factory=dict)

    def actor(self, session: Session, person_key: str) -> Actor:
        """Return somebody as the services know them on the day that is told."""
        actor = read_actor(session, self.accounts[person_key])
        if actor is None:
            raise LookupError(person_key)
        return actor


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return an instant by the village's clock."""
    return datetime.combine(day, time(hour, minute), clock.ZONE)
