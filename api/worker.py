"""The process that does the jobs: which kinds there are, and what is cleaned once a day."""

import signal
from collections.abc import Mapping
from threading import Event

from api import crypto
from api.attachments.service import sweep_unreferenced
from api.config import Config
from api.db import connect
from api.jobs.worker import Handler, Sweep, run_worker
from api.members.imports import check, write
from api.upkeep.sweeps import sweep_expired

HANDLERS: Mapping[str, Handler] = {check.KIND: check.check_roster, write.KIND: write.write_roster}
SWEEPS: tuple[Sweep, ...] = (sweep_unreferenced, sweep_expired)


def work(config: Config) -> None:
    """Do jobs until the process is told to end (SIGTERM or Ctrl-C); a job under way ends at its next sign of progress."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    crypto.use(crypto.Keys.read(config.keys_file))
    database = connect(config.engine_url)
    try:
        run_worker(config, database, HANDLERS, stop, SWEEPS)
    finally:
        database.engine.dispose()
