"""Members of whom nothing is known from before the start (补登底数): one item for a branch."""

from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from api.access import Actor, nodes_below
from api.dashboards.items import say, starts_of
from api.models import Membership, Opening, Organization
from api.standing.words import Language

_OPENING = (
    "有 {count} 位党员的党费、联系等情况还没登记，补登一次即可。",
    "Of {count} members, dues and last contact are not on record yet; one grid takes them all.",
)


def find(session: Session, _actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return one item for each branch where members lack what was known at the start."""
    opened = exists().where(Opening.membership_id == Membership.id, Opening.replaced_at.is_(None))
    missing = session.execute(
        select(Membership.organization_id)
        .join(Organization, Organization.id == Membership.organization_id)
        .where(
            Membership.organization_id.in_(nodes_below([organization_id])),
            Membership.to_on.is_(None),
            ~opened,
        )
    ).all()
    counts: dict[UUID, int] = {}
    for (node_id,) in missing:
        counts[node_id] = counts.get(node_id, 0) + 1
    started = starts_of(session, organization_id)
    return [
        {
            "kind": "opening_missing",
            "code": None,
            "subject_id": node_id,
            "member_id": None,
            "member_name": None,
            "organization_id": node_id,
            "sentence": say(_OPENING, language, count=count),
            "since": started[node_id],
            "count": count,
        }
        for node_id, count in counts.items()
    ]
