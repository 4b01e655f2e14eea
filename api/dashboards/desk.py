"""The desk: one ordered list of what needs a person today. Nothing is stored for it; it is worked out when asked."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access import Actor
from api.dashboards.items import ORDER
from api.dashboards.sources import (
    cards,
    contacts,
    contributions,
    handoffs,
    host_links,
    needs,
    openings,
    pairings,
    registrations,
    reports,
    screenings,
    suggestions,
    trainings,
    transfers,
    visits,
)
from api.standing.words import Language

SOURCES = (
    reports.find,
    handoffs.find,
    needs.find,
    pairings.find,
    cards.find,
    visits.find,
    contributions.find,
    screenings.find,
    transfers.find,
    contacts.find,
    suggestions.find,
    host_links.find,
    registrations.find,
    trainings.find,
    openings.find,
)


def list_desk(
    session: Session, actor: Actor, organization_id: UUID, language: Language
) -> list[dict[str, Any]]:
    """Return what needs a person today at a node and below: first what waits longest for an answer."""
    items = [item for find in SOURCES for item in find(session, actor, organization_id, language)]
    return sorted(
        items,
        key=lambda item: (ORDER.index(item["kind"]), str(item["since"] or ""), str(item["subject_id"])),
    )
