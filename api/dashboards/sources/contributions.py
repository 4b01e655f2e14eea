"""Deeds that were recorded and wait for the secretary."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import Actor, nodes_below
from api.dashboards.items import MOST, item, say
from api.models import Contribution, Membership, Person
from api.standing.words import Language

_WAITING = {
    "back": (
        "{name}回报家乡的一件事，等您确认。",
        "{name}: something given back was recorded; it waits for you.",
    ),
    "help": (
        "给{name}家帮扶的一件事，等您确认。",
        "{name}: help from home was recorded; it waits for you.",
    ),
}


def find(session: Session, _actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return the deeds of a node and below that nobody decided on yet."""
    waiting = (
        select(
            Contribution.id,
            Contribution.direction,
            Contribution.on_date,
            Contribution.membership_id,
            Contribution.node_id,
            Person.name,
        )
        .join(Membership, Membership.id == Contribution.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Contribution.replaced_at.is_(None), Contribution.node_id.in_(nodes_below([organization_id])))
        .where(Contribution.state == "submitted", Membership.to_on.is_(None))
        .order_by(Contribution.recorded_at)
        .limit(MOST)
    )
    return [
        item(
            "contribution_waiting",
            row.id,
            row,
            say(_WAITING[row.direction], language, name=row.name),
            code=row.direction,
            since=row.on_date,
        )
        for row in session.execute(waiting)
    ]
