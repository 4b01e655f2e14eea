"""The hour at which a place tells, and its quiet hours."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.reminders.hours import is_due
from api.settings.values import values_on


@dataclass(frozen=True)
class Hours:
    """The hour of a place, and its quiet ones."""

    hour: int
    quiet_from: int
    quiet_to: int

    def is_due(self, now: datetime, wanted: int | None) -> bool:
        """Say whether a day's message may go now."""
        hour = self.hour if wanted is None else wanted
        return is_due(now.astimezone(clock.ZONE).hour, hour, self.quiet_from, self.quiet_to)


_KEYS = ("reminder_hour", "quiet_from_hour", "quiet_to_hour")


def hours_of(session: Session, organization_id: UUID) -> Hours:
    """Return the hours that hold at a node today."""
    return hours_of_all(session, [organization_id])[organization_id]


def hours_of_all(session: Session, organization_ids: Collection[UUID]) -> dict[UUID, Hours]:
    """Return the hours that hold today at many nodes, with two queries."""
    found = values_on(session, _KEYS, {node: node for node in organization_ids}, clock.today())
    return {node: Hours(*(int(told[key]) for key in _KEYS)) for node, told in found.items()}
