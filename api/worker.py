"""The process that does the jobs and tells the webhooks: which kinds there are, and what is cleaned once a day."""

import multiprocessing
import signal
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from threading import Event, Thread

from api import crypto
from api.attachments.service import sweep_unreferenced
from api.config import Config
from api.db import connect
from api.integration.webhooks.dispatching import dispatch
from api.jobs.pulse import keep_pulse
from api.jobs.worker import Handler, Round, Sweep, name_worker, run_worker
from api.members.imports import check, write
from api.registers import packs
from api.registers.sweeps import sweep_erased
from api.reminders.daily import tell_everybody
from api.reminders.sending import send_waiting
from api.reminders.sweeps import sweep_reminders
from api.upkeep.sweeps import sweep_expired

HANDLERS: Mapping[str, Handler] = {
    check.KIND: check.check_roster,
    write.KIND: write.write_roster,
    packs.KIND: packs.make_pack,
}
SWEEPS: tuple[Sweep, ...] = (sweep_erased, sweep_unreferenced, sweep_expired, sweep_reminders)


def make_rounds() -> tuple[Round, ...]:
    """Return what one worker looks after: whose hour has come, and, often, what waits to be sent: a trial is watched."""
    return (
        Round(tell_everybody, timedelta(seconds=5)),
        Round(partial(send_waiting, owner=name_worker()), timedelta(seconds=2)),
    )


def work(config: Config) -> None:
    """Do jobs and tell webhooks until the process is told to end.

    The job and the event under way are finished first, or taken up again by the next worker.

    A child of the server leaves Ctrl-C, which a terminal sends to all of them, to its parent.
    """
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(
        signal.SIGINT, signal.SIG_IGN if multiprocessing.parent_process() else lambda *_: stop.set()
    )
    crypto.use(crypto.Keys.read(config.keys_file))
    database = connect(config.engine_url)
    name = name_worker()
    beside = [
        Thread(target=keep_pulse, args=(database, name, stop), name="pulse"),
        Thread(target=dispatch, args=(config, database, name, stop), name="webhooks"),
    ]
    for thread in beside:
        thread.start()
    try:
        run_worker(config, database, HANDLERS, stop, SWEEPS, rounds=make_rounds(), name=name)
    finally:
        stop.set()
        for thread in beside:
            thread.join()
        database.engine.dispose()
