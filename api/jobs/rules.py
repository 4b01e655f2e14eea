"""Who sees which job."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, organizations_in_reach
from api.errors import Refusal
from api.models import Job


def visible_to(actor: Actor) -> Select[Job]:
    """Select the jobs of the nodes in the actor's reach."""
    return select(Job).where(Job.organization_id.in_(organizations_in_reach(actor, "jobs.read")))


def get_visible(session: Session, actor: Actor, job_id: UUID) -> Job:
    """Return a job. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(visible_to(actor).where(Job.id == job_id))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_cancel(session: Session, actor: Actor, job_id: UUID) -> None:
    """Raise unless the actor may stop this job."""
    job = get_visible(session, actor, job_id)
    ensure_reaches(session, actor, "jobs.cancel", job.organization_id)
