"""What can be done with jobs."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api import clock
from api.db import new_id
from api.errors import Refusal
from api.models import Job

OPEN = ("waiting", "running")
FAULT = "internal_error"
"""What a job failed by that may succeed another time; a refusal would be the same again."""


def enqueue(
    session: Session,
    kind: str,
    organization_id: UUID,
    account_id: UUID | None = None,
    subject_id: UUID | None = None,
) -> Job:
    """Write a job in the transaction of its cause; it waits once that is committed, and not otherwise."""
    now = clock.now()
    job = Job(
        id=new_id(),
        kind=kind,
        organization_id=organization_id,
        account_id=account_id,
        subject_id=subject_id,
        run_after=now,
        created_at=now,
    )
    session.add(job)
    return job


def cancel(session: Session, job_id: UUID) -> Job:
    """Let a job not begin, or stop at its next sign of progress. Raise `job_finished` where it is too late."""
    session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state.in_(OPEN))
        .values(state="cancelled", finished_at=clock.now(), lease_owner=None, lease_until=None)
        .execution_options(synchronize_session=False)
    )
    job = session.scalars(select(Job).where(Job.id == job_id).execution_options(populate_existing=True)).one()
    if job.state != "cancelled":
        raise Refusal("job_finished")
    return job


def retry(session: Session, job_id: UUID) -> Job:
    """Let a job that failed by a fault begin anew. Raise `job_not_retryable` where it did not, or would fail again."""
    session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == "failed", Job.problem_code == FAULT)
        .values(
            state="waiting",
            attempts=0,
            done=0,
            total=0,
            run_after=clock.now(),
            finished_at=None,
            problem_code=None,
        )
        .execution_options(synchronize_session=False)
    )
    job = session.scalars(select(Job).where(Job.id == job_id).execution_options(populate_existing=True)).one()
    if job.state != "waiting":
        raise Refusal("job_not_retryable")
    return job
