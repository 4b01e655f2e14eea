"""What can be done about a need: raise it, name who handles it, take steps, close it, tell the member."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.errors import Refusal
from api.models import Fact, Membership, Need

SOURCES = ("member", "check_in", "contact", "visit", "screening", "told")
KINDS = ("health", "hardship", "elders", "children", "work", "rights", "farm", "party", "other")
TELLERS = ("member", "family", "other")


def raise_need(
    session: Session,
    membership: Membership,
    told: dict[str, Any],
    *,
    source: str,
    source_id: UUID | None,
    raised_on: date,
    raised_by_id: UUID | None,
) -> list[Fact]:
    """Return the facts of a need that came up in the caller's act; the caller records them in its own entry.

    told: `kind` and `words`, and where known `id`, `private`, `told_by`, `recorded_at_device`. source: check_in,
    contact, visit, screening, member or told; source_id: the report, contact, visit or finding. The caller has
    locked the member. Raise `id_taken`.
    """
    if told.get("id") is not None and session.scalar(
        select(Need.row_id).where(Need.id == told["id"]).limit(1)
    ):
        raise Refusal("id_taken")
    return [
        Need(
            id=told.get("id"),
            membership_id=membership.id,
            kind=told["kind"],
            words=told.get("words") or None,
            private=bool(told.get("private")),
            told_by=told.get("told_by") or "member",
            recorded_at_device=told.get("recorded_at_device"),
            source=source,
            source_id=source_id,
            raised_on=raised_on,
            raised_by_id=raised_by_id,
        )
    ]
