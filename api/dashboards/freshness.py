"""Whether a desk may look otherwise than when it was read: one look at the journals, and nothing else is worked out."""

import hashlib
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, nodes_below
from api.models import JournalHead
from api.settings.values import nodes_above
from api.standing.words import Language

_MINUTES = 5
"""What only the passing of time changes (a meeting that is over, midnight) shows within so many minutes."""


def mark_of(session: Session, actor: Actor, organization_id: UUID, language: Language) -> str:
    """Return a mark that differs wherever the desk may differ: everything on it follows from journals, reader and time."""
    nodes = [*session.scalars(nodes_below([organization_id])), *nodes_above(session, organization_id)]
    heads = session.execute(
        select(JournalHead.node_id, JournalHead.epoch, JournalHead.number)
        .where(JournalHead.node_id.in_(nodes))
        .order_by(JournalHead.node_id)
    )
    now = clock.now()
    slot = now.replace(minute=now.minute - now.minute % _MINUTES, second=0, microsecond=0)
    parts = (actor.account_id, actor.held, language, clock.today(), slot, *map(tuple, heads))
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
