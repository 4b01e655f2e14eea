"""Who follows which journals."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, nodes_below
from api.models import JournalHead


def ensure_may_follow(session: Session, actor: Actor, organization_id: UUID) -> None:
    """Raise unless the actor reads the journals of this node and below."""
    ensure_reaches(session, actor, "journal.read", organization_id)


def heads_below(organization_id: UUID) -> Select[JournalHead]:
    """Select the heads of a node's journal and of those below; the longest untouched first, so that none waits for ever."""
    return (
        select(JournalHead)
        .where(JournalHead.node_id.in_(nodes_below([organization_id])))
        .order_by(JournalHead.at, JournalHead.node_id)
    )
