"""The pulse of a worker: it says every few seconds that it lives, so that its absence is noticed."""

from datetime import timedelta
from threading import Event

import structlog
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api import clock
from api.db import Database
from api.errors import Refusal
from api.journal import in_transaction
from api.models import Worker

EVERY_SECONDS = 10
ALIVE_FOR = timedelta(seconds=60)
"""Unseen for longer, a worker counts as gone."""
_KEPT = timedelta(days=1)

log = structlog.get_logger()


def keep_pulse(database: Database, name: str, stop: Event, every_seconds: float = EVERY_SECONDS) -> None:
    """Say that the worker lives until it is told to end, and then that it is gone."""
    while not stop.is_set():
        try:
            beat(database, name)
        except (DBAPIError, Refusal):
            log.warning("worker cannot say that it lives")
        stop.wait(every_seconds)
    in_transaction(database, lambda session: _leave(session, name))


def beat(database: Database, name: str) -> None:
    """Say once that a worker lives; those unseen for a day are forgotten."""

    def write(session: Session) -> None:
        now = clock.now()
        session.execute(delete(Worker).where(Worker.seen_at < now - _KEPT))
        known = session.get(Worker, name)
        if known is None:
            session.add(Worker(name=name, started_at=now, seen_at=now))
        else:
            known.seen_at = now

    in_transaction(database, write)


def is_anybody_alive(session: Session) -> bool:
    """Say whether a worker was seen lately."""
    alive = select(Worker.name).where(Worker.seen_at > clock.now() - ALIVE_FOR).limit(1)
    return session.scalar(alive) is not None


def _leave(session: Session, name: str) -> None:
    session.execute(delete(Worker).where(Worker.name == name))
