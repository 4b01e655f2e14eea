"""The worker: takes jobs one after another, and does the daily cleaning."""

import os
import secrets
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError

from api import clock
from api.config import Config
from api.db import Database
from api.errors import Refusal
from api.jobs.lease import ATTEMPTS, JobContext, JobStoppedError, claim
from api.journal import in_transaction

Handler = Callable[[JobContext], Mapping[str, Any] | None]
Sweep = Callable[[Config, Database], object]


@dataclass(frozen=True)
class Round:
    """What is looked after again and again, so often."""

    go: Sweep
    every: timedelta


_DAY = timedelta(days=1)
_PASSING = frozenset({"busy", "conflict"})
"""Refusals that another attempt may not meet again."""

log = structlog.get_logger()


def run_worker(
    config: Config,
    database: Database,
    handlers: Mapping[str, Handler],
    stop: Event,
    sweeps: Sequence[Sweep] = (),
    poll_seconds: float = 0.5,
    *,
    rounds: Sequence[Round] = (),
    name: str = "",
) -> None:
    """Do jobs until `stop` is set; a sweep runs at the start and then once a day, a round as often as it says.

    handlers: what does each kind; kinds that are not named are left to other workers. name: under which it holds leases.
    """
    owner = name or name_worker()
    swept: datetime | None = None
    gone: dict[Round, datetime] = {}
    while not stop.is_set():
        try:
            if swept is None or clock.now() - swept >= _DAY:
                swept = clock.now()
                sweep_all(config, database, sweeps)
            for one in rounds:
                if one not in gone or clock.now() - gone[one] >= one.every:
                    gone[one] = clock.now()
                    sweep_all(config, database, [one.go])
            busy = work_once(config, database, handlers, owner)
        except (DBAPIError, Refusal):
            # The database is away or overloaded; the jobs in it wait.
            log.exception("worker waits for the database")
            busy = False
        if not busy:
            stop.wait(poll_seconds)


def name_worker() -> str:
    """Return a name that no other worker has, not even this process's number used again."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"


def work_once(config: Config, database: Database, handlers: Mapping[str, Handler], owner: str) -> bool:
    """Take one job and do it; return whether there was one."""
    context = claim(config, database, list(handlers), owner)
    if context is None:
        return False
    try:
        if context.attempt > ATTEMPTS:
            # Each attempt took its worker down: somebody has to look.
            in_transaction(database, lambda session: context.fail(session, "internal_error"))
        else:
            _do(context, handlers[context.kind])
    except JobStoppedError:
        log.info("job stopped", job=str(context.id), kind=context.kind)
    return True


def _do(context: JobContext, handle: Handler) -> None:
    try:
        result = handle(context)
    except JobStoppedError:
        raise
    except Exception as failure:
        code = failure.code if isinstance(failure, Refusal) else None
        if code and code not in _PASSING:
            in_transaction(context.database, lambda session: context.fail(session, code))
            return
        log.exception("job attempt failed", job=str(context.id), kind=context.kind, attempt=context.attempt)
        in_transaction(context.database, context.put_off)
    else:
        if context.is_open():
            in_transaction(context.database, lambda session: context.finish(session, result))


def sweep_all(config: Config, database: Database, sweeps: Sequence[Sweep]) -> None:
    """Clean up; one sweep that fails does not keep the next from running."""
    for sweep in sweeps:
        try:
            sweep(config, database)
        except Exception:
            log.exception("sweep failed", sweep=getattr(sweep, "__name__", str(sweep)))
