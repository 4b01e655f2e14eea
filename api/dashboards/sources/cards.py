"""Activity cards that wait for their number or their inspection."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, nodes_below
from api.dashboards.items import MOST, item, say
from api.models import ActivityCard, Membership, Person
from api.standing.words import Language

_CARD = {
    "card_to_number": (
        "{name}要办活动证：发证后请填上证号。",
        "{name} asked for a card; please enter its number.",
    ),
    "card_to_inspect": ("{name}已返乡，活动证待查验。", "{name} is back; the card waits for its inspection."),
}


def find(session: Session, _actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return the cards of a node and below that wait for a person."""
    waiting = (
        select(
            ActivityCard.id,
            ActivityCard.state,
            ActivityCard.membership_id,
            ActivityCard.node_id,
            ActivityCard.recorded_at,
            Person.name,
        )
        .join(Membership, Membership.id == ActivityCard.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .where(ActivityCard.replaced_at.is_(None), ActivityCard.node_id.in_(nodes_below([organization_id])))
        .where(ActivityCard.state.in_(["to_number", "to_inspect"]), Membership.to_on.is_(None))
        .order_by(ActivityCard.recorded_at)
        .limit(MOST)
    )
    return [
        item(
            f"card_{row.state}",
            row.id,
            row,
            say(_CARD[f"card_{row.state}"], language, name=row.name),
            since=clock.day_of(row.recorded_at),
        )
        for row in session.execute(waiting)
    ]
