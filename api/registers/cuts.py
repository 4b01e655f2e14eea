"""The cut of a print: for each branch its committed head, never the wall clock (design §4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import nodes_below
from api.models import JournalHead, Organization


@dataclass(frozen=True)
class Head:
    """Where one branch's journal stands: everything up to this instant is in, and nothing later."""

    epoch: int
    number: int
    at: datetime

    def as_json(self) -> list[Any]:
        """Return it as a print keeps it."""
        return [self.epoch, self.number, self.at.isoformat()]


Cut = dict[UUID, Head]
"""Each branch's head, in the branches' fixed order."""


def read_cut(session: Session, node_id: UUID, known_at: datetime | None = None) -> Cut:
    """Return the cut of a node's books: the committed heads of its branches, or an earlier instant.

    Numbers of an instant are those of the heads now; the instant alone decides what is read.
    """
    rows = session.execute(
        select(Organization.id, JournalHead.epoch, JournalHead.number, JournalHead.at)
        .join(JournalHead, JournalHead.node_id == Organization.id)
        .where(Organization.id.in_(nodes_below([node_id])), Organization.kind == "branch")
        .order_by(Organization.position, Organization.id)
    )
    return {
        row.id: Head(row.epoch, row.number, row.at if known_at is None else min(known_at, row.at))
        for row in rows
    }


def cut_as_json(cut: Mapping[UUID, Head]) -> dict[str, Any]:
    """Return a cut as a print keeps it."""
    return {str(branch_id): head.as_json() for branch_id, head in cut.items()}


def cut_of_json(kept: Mapping[str, Any]) -> Cut:
    """Return the cut that a print kept."""
    return {
        UUID(branch_id): Head(epoch, number, datetime.fromisoformat(at))
        for branch_id, (epoch, number, at) in kept.items()
    }


def newest(cut: Mapping[UUID, Head]) -> datetime | None:
    """Return 数据截至: the newest instant of a cut, or None of a node without branches."""
    return max((head.at for head in cut.values()), default=None)
