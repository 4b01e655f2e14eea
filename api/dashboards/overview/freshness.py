"""Whether anything changed since somebody last looked: told by the journals, without reading what they are about."""

import hashlib
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from api.access import Actor
from api.dashboards.overview import people
from api.models import JournalHead
from api.settings.values import nodes_above


def version_of(session: Session, actor: Actor, node_id: UUID, today: date, language: str) -> str:
    """Return what changes whenever a figure of this node may change for this reader.

    Every change is an entry in the journal of a node: of one below, or, for a setting, of one above. Clocks move with
    the day, and what is seen follows from the reader's duties.
    """
    heads = session.execute(
        select(func.count(), func.sum(JournalHead.epoch), func.sum(JournalHead.number)).where(
            or_(
                JournalHead.node_id.in_(people.nodes()),
                JournalHead.node_id.in_(nodes_above(session, node_id)),
            )
        ),
        {"node": node_id},
    ).one()
    held = sorted((held.role, str(held.organization_id)) for held in actor.held)
    told = repr((node_id, tuple(heads), today, language, str(actor.account_id), held))
    return hashlib.sha256(told.encode()).hexdigest()[:32]
