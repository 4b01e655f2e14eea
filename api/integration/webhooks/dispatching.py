"""Telling many receivers side by side, within one worker: one that is slow keeps a thread, and no other receiver waiting."""

from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import Event as Flag

import structlog
from sqlalchemy.exc import DBAPIError

from api.config import Config
from api.db import Database
from api.errors import Refusal
from api.integration.webhooks import leasing
from api.integration.webhooks.delivering import Turn, sender, serve

SIDE_BY_SIDE = 8
"""Receivers that are told at the same time."""

log = structlog.get_logger()


def dispatch(config: Config, database: Database, worker: str, stop: Flag, poll_seconds: float = 0.5) -> None:
    """Tell receivers what is due until `stop` is set."""
    send = sender(config)
    under_way: set[Future[None]] = set()
    with ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="webhooks") as pool:
        while not stop.is_set():
            under_way = {turn for turn in under_way if not turn.done()}
            if len(under_way) == SIDE_BY_SIDE:
                wait(under_way, poll_seconds, FIRST_COMPLETED)
                continue
            try:
                claimed = leasing.claim(database, worker)
            except (DBAPIError, Refusal):
                log.exception("webhooks wait for the database")
                claimed = None
            if claimed is None:
                stop.wait(poll_seconds)
            else:
                under_way.add(pool.submit(_serve, Turn(database, *claimed, send, stop)))


def _serve(turn: Turn) -> None:
    try:
        serve(turn)
    except Exception:
        # The lease runs out by itself; whatever was not noted is sent again under the same id.
        log.exception("webhook turn failed", webhook=str(turn.webhook_id))
