"""The desk: one ordered list of what needs a person today. Nothing is stored for it; it is worked out when asked."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access import Actor
from api.dashboards.items import rank_of
from api.dashboards.once import say_once
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
    yearly_reports,
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
    yearly_reports.find,
    registrations.find,
    trainings.find,
    openings.find,
)

_SHOWN = (
    "kind",
    "code",
    "subject_id",
    "member_id",
    "member_name",
    "organization_id",
    "sentence",
    "since",
    "count",
    "handoff_id",
    "asked_by",
)


def list_desk(
    session: Session, actor: Actor, organization_id: UUID, language: Language
) -> list[dict[str, Any]]:
    """Return what needs a person today at a node and below: first what waits longest for an answer."""
    found = [item for find in SOURCES for item in find(session, actor, organization_id, language)]
    items = [
        {**{name: item.get(name) for name in _SHOWN}, "member_ids": item.get("members", [])}
        for item in say_once(found)
    ]
    return sorted(items, key=lambda item: (rank_of(item), str(item["since"]), str(item["subject_id"])))
