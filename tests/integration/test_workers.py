"""Workers that are killed, and two at once: no event is lost, none comes twice but under its one id, no job is done twice."""

from collections.abc import Mapping
from datetime import timedelta
from ipaddress import IPv4Network
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api import clock
from api.config import Config
from api.db import Database
from api.http.running import NAME, Running
from api.integration.outgoing import Answer
from api.integration.webhooks import dispatching
from api.integration.webhooks.dispatching import dispatch
from api.jobs.lease import JobContext
from api.jobs.service import enqueue
from api.jobs.worker import run_worker, work_once
from api.journal import in_transaction
from api.models import JournalEntry, Throttle, WebhookRun
from tests.cast import World
from tests.integration.processes import hear, receiver, worker
from tests.integration.receivers import Played, check_in, set_up

KIND = "counting"


@pytest.fixture
def config(world: World) -> Config:
    """Return the settings of an installation that lets webhooks reach this machine."""
    running: Running = world.app.extensions[NAME]
    opened = Config(
        data=running.config.data,
        database_url=running.config.database_url,
        static=running.config.static,
        outgoing_networks=(IPv4Network("127.0.0.0/8"),),
    )
    world.app.extensions[NAME] = Running(opened, running.database)
    return opened


def tell(config: Config, database: Database, name: str, stop: Event) -> None:
    dispatch(config, database, name, stop, poll_seconds=0.05)


def tell_and_toil(config: Config, database: Database, name: str, stop: Event) -> None:
    Thread(target=tell, args=(config, database, name, stop), daemon=True).start()
    run_worker(config, database, {KIND: count}, stop, poll_seconds=0.05, name=name)


def count(context: JobContext) -> Mapping[str, Any]:
    """Leave a mark that another doing would double."""

    def leave_mark(session: Session) -> None:
        context.hold(session)
        mark = session.get(Throttle, str(context.id))
        if mark is None:
            session.add(Throttle(key=str(context.id), failures=1, since=clock.now()))
        else:
            mark.failures += 1
        context.finish(session)

    in_transaction(context.database, leave_mark)
    return {}


def in_journals(world: World) -> dict[str, list[str]]:
    """Return the ids of all reports' entries by node, in their order."""
    ids: dict[str, list[str]] = {}
    with world.database.reading() as session:
        for entry in session.scalars(
            select(JournalEntry)
            .where(JournalEntry.kind == "report.submitted")
            .order_by(JournalEntry.node_id, JournalEntry.epoch, JournalEntry.number)
        ):
            node = ids.setdefault(str(entry.node_id), [])
            node.append(f"entry_{entry.node_id.hex}_{entry.epoch}_{entry.number}")
    return ids


def let_the_leases_run_out(world: World) -> None:
    def pass_time(session: Session) -> None:
        session.execute(update(WebhookRun).values(lease_until=clock.now() - timedelta(seconds=1)))

    in_transaction(world.database, pass_time)


def test_workers_killed_in_the_midst_lose_no_event_and_repeat_it_under_its_id(
    world: World, config: Config
) -> None:
    heard: list[tuple[str, str]] = []
    with receiver() as (address, hears):
        set_up(world, kinds=["report.*"], address=address)
        for _ in range(5):
            check_in(world, "陈远")
            check_in(world, "郑飞")
        expected = in_journals(world)
        for name, until in (("first", 2), ("second", 5)):
            with worker(config, name, tell) as process:
                while len(heard) < until:
                    heard.append(hear(hears))
                process.kill()
            let_the_leases_run_out(world)
        with worker(config, "third", tell):
            while {event_id for event_id, _ in heard} != {one for ids in expected.values() for one in ids}:
                heard.append(hear(hears))

    assert len(heard) <= 10 + 2
    for node, ids in expected.items():
        assert list(dict.fromkeys(event_id for event_id, of in heard if of == node)) == ids


def test_two_workers_at_once_tell_and_do_everything_exactly_once(world: World, config: Config) -> None:
    heard: list[tuple[str, str]] = []
    jobs: list[str] = []
    with receiver() as (address, hears):
        set_up(world, kinds=["report.*"], address=address)
        set_up(world, kinds=["report.*"], node="青松村", address=f"{address}?of=the-branch")
        with worker(config, "left", tell_and_toil), worker(config, "right", tell_and_toil):
            for _ in range(6):
                check_in(world, "陈远")
                check_in(world, "郑飞")
                made = in_transaction(
                    world.database, lambda session: enqueue(session, KIND, world.node("青松村"))
                )
                jobs.append(str(made.id))
            heard += [hear(hears) for _ in range(18)]
            check_in(world, "李守田")
            heard += [hear(hears) for _ in range(2)]

    expected = in_journals(world)
    branch = str(world.node("青松村"))
    assert sorted(event_id for event_id, node in heard if node == branch) == sorted(expected[branch] * 2)
    assert [event_id for event_id, node in heard if node != branch] == expected[str(world.node("白鹭村"))]
    with world.database.reading() as session:
        marks = {mark.key: mark.failures for mark in session.scalars(select(Throttle))}
    assert set(marks.values()) <= {1} and set(marks) <= set(jobs)
    run_worker_until_idle(world, config)
    with world.database.reading() as session:
        assert {mark.key: mark.failures for mark in session.scalars(select(Throttle))} == dict.fromkeys(
            jobs, 1
        )


def test_a_receiver_that_hangs_keeps_no_other_waiting(
    world: World, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(world, kinds=["report.*"], address="https://hanging.example/")
    set_up(world, kinds=["report.*"])
    let_go, told, stop = Event(), Event(), Event()
    healthy = Played()

    def send(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        if "hanging" in url:
            let_go.wait()
            return Answer(204, {}, b"")
        answer = healthy(url, body, headers)
        if len(healthy.ids) == 3:
            told.set()
        return answer

    monkeypatch.setattr(dispatching, "sender", lambda _config: send)
    for _ in range(3):
        check_in(world, "陈远")
    thread = Thread(target=tell, args=(config, world.database, "worker", stop))
    thread.start()
    try:
        assert told.wait(30), "the one that hangs kept the other waiting"
        assert not let_go.is_set()
    finally:
        let_go.set()
        stop.set()
        thread.join()

    assert healthy.ids == in_journals(world)[str(world.node("青松村"))]


def run_worker_until_idle(world: World, config: Config) -> None:
    """Do what the killed ones had not begun or not finished: their leases have run out."""
    with clock.at(clock.now() + timedelta(minutes=2)):
        while work_once(config, world.database, {KIND: count}, "later"):
            pass
