"""What can be done with the tree."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.errors import Refusal
from api.journal import Outcome, lock, open_node, record
from api.models import Organization, OrganizationName, current


def create(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Create a node below another, with its journal and its first name."""
    organization = Organization(**data)
    open_node(session, organization.id)
    name = OrganizationName(
        organization_id=organization.id,
        name=organization.name,
        from_on=data.get("started_on") or clock.today(),
    )
    entry = record(
        session,
        node_id=organization.id,
        kind="organization.created",
        actor=actor,
        subjects={"organization": organization.id},
        writes=[organization, name],
    )
    return Outcome(organization.id, "created", entry)


def change(
    session: Session, actor: Actor, organization_id: UUID, wanted_version: int, changes: dict[str, Any]
) -> Outcome:
    """Change what a node carries beside its name. Raise `stale_version` where somebody was faster."""
    organization = lock(session, Organization, organization_id)
    if organization is None:
        raise Refusal("not_found")
    if organization.version != wanted_version:
        raise Refusal("stale_version")
    for field, value in changes.items():
        setattr(organization, field, value)
    entry = record(
        session,
        node_id=organization_id,
        kind="organization.changed",
        actor=actor,
        subjects={"organization": organization_id},
        facts={"fields": sorted(changes)},
        writes=[organization],
    )
    return Outcome(organization_id, "changed", entry)


def rename(session: Session, actor: Actor, organization_id: UUID, name: str, from_on: date) -> Outcome:
    """Give a node a name from a day on; books of earlier days keep the old one."""
    organization = lock(session, Organization, organization_id)
    if organization is None:
        raise Refusal("not_found")
    writes: list[Any] = [OrganizationName(organization_id=organization_id, name=name, from_on=from_on)]
    if from_on <= clock.today() and from_on >= _newest_name_day(session, organization_id):
        organization.name = name
        writes.append(organization)
    entry = record(
        session,
        node_id=organization_id,
        kind="organization.renamed",
        actor=actor,
        subjects={"organization": organization_id},
        writes=writes,
    )
    return Outcome(organization_id, "renamed", entry)


def names_of(session: Session, organization_id: UUID) -> list[OrganizationName]:
    """Return all names of a node, oldest first."""
    statement = current(OrganizationName).where(OrganizationName.organization_id == organization_id)
    return list(session.scalars(statement.order_by(OrganizationName.from_on, OrganizationName.recorded_at)))


def _newest_name_day(session: Session, organization_id: UUID) -> date:
    today = clock.today()
    statement = (
        select(OrganizationName.from_on)
        .where(OrganizationName.organization_id == organization_id, OrganizationName.replaced_at.is_(None))
        .where(OrganizationName.from_on <= today)
        .order_by(OrganizationName.from_on.desc())
        .limit(1)
    )
    return session.scalar(statement) or date.min
