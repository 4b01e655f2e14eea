"""How far each journal is, and how much of it lies in a verified backup."""

from typing import Any

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import Session

from api.access import Actor, organizations_in_reach
from api.models import JournalHead


def read_heads(session: Session, actor: Actor) -> list[dict[str, Any]]:
    """Return the head of the actor's own branch and of each node in reach.

    `safe_up_to` is null until a verified backup holds something of the present epoch: what was safe before a restore
    says nothing about what came after it.
    """
    safe = case((JournalHead.safe_epoch == JournalHead.epoch, JournalHead.safe_up_to), else_=None)
    seen: ColumnElement[bool] = JournalHead.node_id.in_(organizations_in_reach(actor, "sync.read"))
    if actor.organization_id:
        seen = or_(seen, JournalHead.node_id == actor.organization_id)
    rows = session.execute(
        select(
            JournalHead.node_id.label("organization_id"),
            JournalHead.epoch,
            JournalHead.number,
            safe.label("safe_up_to"),
        )
        .where(seen)
        .order_by(JournalHead.node_id)
    )
    return [dict(row) for row in rows.mappings()]
