"""Who sees an import, and whether what its dry run saw is still so."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, not_, or_, select
from sqlalchemy.orm import Session

from api.access import Actor, within_reach
from api.errors import Refusal
from api.models import JournalEntry, JournalHead, RosterImport

_NO_MATTER = (
    "roster.",
    "report.submitted",
    "report.withdrawn",
    "report.sent_back",
    "consent.",
    "invitation.",
    "pairing",
    "bond.",
    "contact",
    "need.",
    "handoff.",
    "register.",
    "paper.",
    "client.",
    "webhook.",
    "robot.",
    "calendar.",
)
"""Beginnings of the kinds of entry that change nothing of what a roster says."""


def visible_to(actor: Actor) -> Select[RosterImport]:
    """Select the imports of nodes at which the actor may import."""
    return select(RosterImport).where(within_reach(actor, "roster.import", RosterImport.organization_id))


def get_visible(session: Session, actor: Actor, import_id: UUID) -> RosterImport:
    """Return an import. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(visible_to(actor).where(RosterImport.id == import_id))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_still_so(session: Session, base: Mapping[str, Any]) -> None:
    """Raise `roster_stale` where a journal tells of anything new that a roster could speak of."""
    for node_id, (epoch, number) in base.items():
        head = session.get(JournalHead, UUID(node_id), populate_existing=True)
        if head is None or head.epoch != epoch:
            raise Refusal("roster_stale")
        later = select(JournalEntry.number).where(
            JournalEntry.node_id == UUID(node_id),
            JournalEntry.epoch == epoch,
            JournalEntry.number > number,
            not_(or_(*[JournalEntry.kind.startswith(kind, autoescape=True) for kind in _NO_MATTER])),
        )
        if session.scalar(later.limit(1)) is not None:
            raise Refusal("roster_stale")


def heads_of(session: Session, node_ids: list[UUID]) -> dict[str, list[int]]:
    """Return how far each node's journal is."""
    heads = session.execute(
        select(JournalHead.node_id, JournalHead.epoch, JournalHead.number).where(
            JournalHead.node_id.in_(node_ids)
        )
    )
    return {str(node_id): [epoch, number] for node_id, epoch, number in heads}
