"""Members who have been away for some time without word to the branch at that place (流入地衔接)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access import Actor
from api.dashboards.items import MOST
from api.standing.lists import service as lists
from api.standing.words import Language


def find(session: Session, _actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return who is not linked with a host branch at all; those contacted wait in the small list only."""
    return [
        {
            "kind": "host_link_due",
            "code": item["code"],
            "subject_id": item["subject_id"],
            "member_id": item["member_id"],
            "member_name": item["member_name"],
            "organization_id": item["organization_id"],
            "sentence": f"{item['member_name']}：{item['sentence']}",
            "since": item["since"],
            "count": None,
        }
        for item in lists.host_items(session, organization_id, language)[:MOST]
        if item["code"] == "not_contacted"
    ]
