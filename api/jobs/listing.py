"""Jobs and workers, for those who look after them."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.http.paging import page
from api.jobs import rules
from api.jobs.pulse import ALIVE_FOR
from api.models import Job, Organization, Worker


def list_jobs(session: Session, actor: Actor, query: dict[str, Any]) -> tuple[list[Any], str | None]:
    """Return a page of (job, its organization's name), the newest first."""
    visible = rules.visible_to(actor).with_only_columns(Job.id)
    statement = (
        select(Job, Organization.short_name)
        .join(Organization, Organization.id == Job.organization_id)
        .where(Job.id.in_(visible))
    )
    if query["organization_id"]:
        statement = statement.where(Job.organization_id == query["organization_id"])
    if query["state"]:
        statement = statement.where(Job.state == query["state"])
    order = [(Job.created_at, True), (Job.id, True)]
    return page(session, statement, order, query["limit"], query["cursor"])


def name_of_node(session: Session, organization_id: UUID) -> str:
    """Return the short name of a job's organization."""
    return session.scalars(select(Organization.short_name).where(Organization.id == organization_id)).one()


def list_workers(session: Session) -> list[dict[str, Any]]:
    """Return the workers of the last day: whether each lives, and the job it does."""
    now = clock.now()
    doing = (Job.lease_owner == Worker.name) & (Job.state == "running")
    rows = session.execute(
        select(Worker.name, Worker.started_at, Worker.seen_at, Job.kind)
        .outerjoin(Job, doing)
        .order_by(Worker.seen_at.desc(), Worker.name)
    )
    return [
        {
            "name": row.name,
            "alive": row.seen_at > now - ALIVE_FOR,
            "started_at": row.started_at,
            "seen_at": row.seen_at,
            "job_kind": row.kind,
        }
        for row in rows
    ]
