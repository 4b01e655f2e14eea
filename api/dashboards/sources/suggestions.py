"""What the clocks suggest about a member; a person decides."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import Actor, nodes_below
from api.dashboards.items import item
from api.models import Membership, Person
from api.standing import service as standing
from api.standing.words import Language


def find(session: Session, actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return what the clocks suggest about the members of a node and below."""
    members = session.execute(
        select(Membership.id.label("membership_id"), Membership.organization_id.label("node_id"), Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organization_id.in_(nodes_below([organization_id])), Membership.to_on.is_(None))
    ).all()
    by_id = {row.membership_id: row for row in members}
    judged = standing.standings_of(session, actor, list(by_id), language)
    return [
        item(
            "suggestion",
            answer["member_id"],
            by_id[answer["member_id"]],
            f"{by_id[answer['member_id']].name}:{suggestion['sentence']}",
            code=suggestion["code"],
            since=suggestion["since"],
        )
        for answer in judged
        for suggestion in answer["suggestions"]
    ]
