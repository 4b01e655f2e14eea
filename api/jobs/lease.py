"""The lease of a job: who does it, until when, and the proof that it is still theirs.

A worker that dies leaves its job `running` with a lease that runs out; the next worker then takes it. A worker that
only slept comes back to a lease that is somebody else's: `finish` and `hold` see that inside the transaction of the
effect, so that no job takes effect twice.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, or_, select, update
from sqlalchemy.orm import Session

from api import clock
from api.config import Config
from api.db import Database
from api.journal import in_transaction
from api.models import Job

LEASE = timedelta(seconds=60)
"""How long a job may go without a sign of progress before another worker takes it."""

ATTEMPTS = 5
_FIRST_PAUSE = timedelta(seconds=5)


class JobStoppedError(Exception):
    """The job was cancelled, or its lease ran out and somebody else has it; nothing more is to be written."""


@dataclass(frozen=True)
class JobContext:
    """What the handler of a job is given."""

    config: Config
    database: Database
    owner: str
    id: UUID
    kind: str
    organization_id: UUID
    account_id: UUID | None
    """Who caused it."""
    subject_id: UUID | None
    attempt: int

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is and renew the lease. Raise JobStoppedError where it is no longer ours."""
        in_transaction(self.database, lambda session: self._update(session, {"done": done, "total": total}))

    def hold(self, session: Session) -> None:
        """Make sure, in the transaction of an effect, that the job is still ours. Raise JobStoppedError."""
        self._update(session, {})

    def finish(self, session: Session, result: Mapping[str, Any] | None = None) -> None:
        """Mark the job done in the transaction of its effect: both are kept, or neither. Raise JobStoppedError."""
        self._update(session, {"state": "done", "result": dict(result or {}), **_ended()})

    def fail(self, session: Session, code: str) -> None:
        """Mark the job failed for good, by a code of the catalogue."""
        self._update(session, {"state": "failed", "problem_code": code, **_ended()})

    def put_off(self, session: Session) -> None:
        """Let the job wait for its next attempt, longer each time; after the last it has failed."""
        if self.attempt >= ATTEMPTS:
            self.fail(session, "internal_error")
            return
        pause = _FIRST_PAUSE * 4 ** (self.attempt - 1)
        again = clock.now() + pause
        self._update(
            session, {"state": "waiting", "run_after": again, "lease_owner": None, "lease_until": None}
        )

    def is_open(self) -> bool:
        """Say whether the job is still ours to be finished."""
        with self.database.reading() as session:
            return session.scalar(select(Job.id).where(*self._mine())) is not None

    def _mine(self) -> tuple[Any, ...]:
        return Job.id == self.id, Job.state == "running", Job.lease_owner == self.owner

    def _update(self, session: Session, values: dict[str, Any]) -> None:
        lease = {"lease_until": clock.now() + LEASE}
        held = session.execute(
            update(Job)
            .where(*self._mine())
            .values({**lease, **values})
            .returning(Job.id)
            .execution_options(synchronize_session=False)
        ).first()
        if held is None:
            raise JobStoppedError(str(self.id))


def claim(config: Config, database: Database, kinds: Collection[str], owner: str) -> JobContext | None:
    """Take the next job that waits, or whose worker is gone; None where there is nothing to do.

    Asking costs one indexed read; only where something waits is a transaction begun that may write. Two workers
    that ask at once get two different jobs: PostgreSQL skips a locked row, SQLite lets one write at a time.
    """
    with database.reading() as session:
        if session.scalar(_next_of(kinds)) is None:
            return None
    job = in_transaction(database, lambda session: _take(session, kinds, owner))
    if job is None:
        return None
    return JobContext(
        config=config,
        database=database,
        owner=owner,
        id=job.id,
        kind=job.kind,
        organization_id=job.organization_id,
        account_id=job.account_id,
        subject_id=job.subject_id,
        attempt=job.attempts,
    )


def _take(session: Session, kinds: Collection[str], owner: str) -> Job | None:
    chosen = _next_of(kinds).with_for_update(skip_locked=True).scalar_subquery()
    return session.scalar(
        update(Job)
        .where(Job.id == chosen)
        .values(
            state="running", lease_owner=owner, lease_until=clock.now() + LEASE, attempts=Job.attempts + 1
        )
        .returning(Job)
        .execution_options(synchronize_session=False)
    )


def _next_of(kinds: Collection[str]) -> Select[UUID]:
    now = clock.now()
    waits = and_(Job.state == "waiting", Job.run_after <= now)
    abandoned = and_(Job.state == "running", Job.lease_until < now)
    chosen = select(Job.id).where(or_(waits, abandoned), Job.kind.in_(list(kinds)))
    return chosen.order_by(Job.run_after, Job.id).limit(1)


def _ended() -> dict[str, Any]:
    return {"finished_at": clock.now(), "lease_owner": None, "lease_until": None}
