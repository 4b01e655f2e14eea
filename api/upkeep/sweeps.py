"""What the worker removes once a day because its time is over. Nothing here is history."""

from datetime import timedelta
from functools import partial

from sqlalchemy import Executable, delete, or_, update
from sqlalchemy.orm import Session

from api import clock
from api.config import Config
from api.db import Database
from api.journal import in_transaction
from api.models import (
    IdempotencyClaim,
    Job,
    RefreshFamily,
    RosterImport,
    Throttle,
    WebhookDeadLetter,
    WebhookSecret,
)

CLAIMS_KEPT = timedelta(days=400)
"""A phone that lay in a drawer for a year may still send its outbox twice."""

FAMILIES_KEPT = timedelta(days=30)
JOBS_KEPT = timedelta(days=90)
DRY_RUNS_KEPT = timedelta(days=30)
THROTTLES_KEPT = timedelta(days=1)


def sweep_expired(_config: Config, database: Database) -> None:
    """Remove what has served: claims, sign-ins, failures, jobs, secrets and dead letters of webhooks, rows of dry runs."""
    now = clock.now()
    family_over = now - FAMILIES_KEPT
    for statement in (
        delete(IdempotencyClaim).where(IdempotencyClaim.claimed_at < now - CLAIMS_KEPT),
        delete(RefreshFamily).where(
            or_(RefreshFamily.expires_at < family_over, RefreshFamily.ended_at < family_over)
        ),
        delete(Throttle).where(
            Throttle.since < now - THROTTLES_KEPT,
            or_(Throttle.locked_until.is_(None), Throttle.locked_until < now),
        ),
        delete(Job).where(Job.finished_at < now - JOBS_KEPT),
        delete(WebhookSecret).where(WebhookSecret.ends_at < now),
        delete(WebhookDeadLetter).where(WebhookDeadLetter.replayed_at < now - JOBS_KEPT),
        update(RosterImport)
        .where(RosterImport.created_at < now - DRY_RUNS_KEPT, RosterImport.rows_sealed.is_not(None))
        .values(rows_sealed=None),
    ):
        # One statement a transaction: nobody waits for the whole cleaning.
        in_transaction(database, partial(_run, statement))


def _run(statement: Executable, session: Session) -> None:
    session.execute(statement)
