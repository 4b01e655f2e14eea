"""What is to be copied into the national system: one item for a branch."""

from collections import Counter
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access import Actor
from api.dashboards.items import say, starts_of
from api.standing.lists import service as lists
from api.standing.words import Language

_REGISTRATION = (
    "全国系统里有 {count} 位党员的情况要登记或更新，已列成一张表。",
    "{count} members are to be entered or updated in the national system; one sheet lists them.",
)


def find(session: Session, _actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return one item for each branch that has differences since its last copy."""
    found = lists.registration_items(session, organization_id, language)
    counts = Counter(item["organization_id"] for item in found)
    started = starts_of(session, organization_id)
    since = {
        node_id: min(
            (item["since"] for item in found if item["organization_id"] == node_id and item["since"]),
            default=started[node_id],
        )
        for node_id in counts
    }
    return [
        {
            "kind": "registration_due",
            "code": None,
            "subject_id": node_id,
            "member_id": None,
            "member_name": None,
            "organization_id": node_id,
            "sentence": say(_REGISTRATION, language, count=count),
            "since": since[node_id],
            "count": count,
        }
        for node_id, count in counts.items()
    ]
