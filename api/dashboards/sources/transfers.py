"""Transfers of the relation that need a person now: received, run out, or about to."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access import Actor
from api.dashboards.items import MOST
from api.standing.lists import service as lists
from api.standing.words import Language


def find(session: Session, _actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return the transfers of a node and below that wait for a person."""
    return [
        {
            "kind": "transfer_waiting",
            "code": item["code"],
            "subject_id": item["subject_id"],
            "member_id": item["member_id"],
            "member_name": item["member_name"],
            "organization_id": item["organization_id"],
            "sentence": f"{item['member_name']}：{item['sentence']}",
            "since": item["since"],
            "count": None,
        }
        for item in lists.transfers_that_wait(session, organization_id, language)[:MOST]
    ]
