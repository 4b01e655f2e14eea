"""后台任务: a job is done once, by one worker, whatever happens to workers."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.config import Config
from api.errors import Refusal
from api.http.running import NAME
from api.jobs.lease import ATTEMPTS, LEASE, JobContext, JobStoppedError, claim
from api.jobs.pulse import ALIVE_FOR, beat, keep_pulse
from api.jobs.service import enqueue
from api.jobs.worker import Handler, run_worker, work_once
from api.journal import in_transaction
from api.models import Job, Throttle
from tests.cast import World

KIND = "counting"


def put(world: World, kind: str = KIND, node: str = "青松村") -> UUID:
    return in_transaction(
        world.database, lambda session: enqueue(session, kind, world.node(node), world.accounts["周书兰"]).id
    )


def job(world: World, job_id: UUID) -> Job:
    with world.database.reading() as session:
        return session.get_one(Job, job_id)


def config_of(world: World) -> Config:
    return world.app.extensions[NAME].config


def work(world: World, handler: Handler, owner: str = "甲") -> bool:
    return work_once(config_of(world), world.database, {KIND: handler}, owner)


def claim_as(world: World, owner: str) -> JobContext | None:
    return claim(config_of(world), world.database, [KIND], owner)


def count(context: JobContext) -> Mapping[str, Any]:
    """Do what the tests' job does: leave a mark that another doing would double."""

    def leave_mark(session: Session) -> None:
        context.hold(session)
        key = str(context.id)
        mark = session.get(Throttle, key)
        if mark is None:
            session.add(Throttle(key=key, failures=1, since=clock.now()))
        else:
            mark.failures += 1
        context.finish(session, {"counted": 1})

    in_transaction(context.database, leave_mark)
    return {}


def marks(world: World) -> dict[str, int]:
    with world.database.reading() as session:
        return {mark.key: mark.failures for mark in session.scalars(select(Throttle))}


def test_a_stranger_gets_401_and_somebody_from_outside_404(world: World) -> None:
    job_id = put(world)

    assert world.stranger.get(f"/jobs/{job_id}").status_code == 401
    for name in ("吴白鹭", "冯外"):
        assert world.as_(name).get(f"/jobs/{job_id}").status_code == 404
        assert world.as_(name).post(f"/jobs/{job_id}/cancellation").status_code == 404
    for name in ("陈远", "钱审"):
        assert world.as_(name).get(f"/jobs/{job_id}").status_code == 403
    assert world.as_("周书兰").get(f"/jobs/{uuid4()}").status_code == 404
    assert job(world, job_id).state == "waiting"


@pytest.mark.parametrize("name", ["周书兰", "何记", "孙委员", "赵管"])
def test_those_of_the_node_and_above_see_the_job(world: World, name: str) -> None:
    answer = world.as_(name).get(f"/jobs/{put(world)}")

    assert answer.status_code == 200
    assert answer.json["state"] == "waiting"
    assert answer.json["progress"] == {"done": 0, "total": 0}
    assert answer.json["problem"] is None


def test_a_job_whose_cause_is_not_committed_never_was(world: World) -> None:
    def fail(session: Session) -> None:
        enqueue(session, KIND, world.node("青松村"))
        raise LookupError

    with pytest.raises(LookupError):
        in_transaction(world.database, fail)

    assert not work(world, count)


def test_a_job_is_done_and_says_how_far_it_was(world: World) -> None:
    job_id = put(world)

    def half(context: JobContext) -> Mapping[str, Any]:
        context.progress(5, 10)
        return {"seen": 10}

    assert work(world, half)
    answer = world.as_("周书兰").get(f"/jobs/{job_id}").json
    assert (answer["state"], answer["progress"], answer["result"]) == (
        "done",
        {"done": 5, "total": 10},
        {"seen": 10},
    )
    assert not work(world, half)


def test_a_refusal_ends_the_job_with_its_sentence(world: World) -> None:
    job_id = put(world)

    def refuse(_context: JobContext) -> None:
        raise Refusal("roster_empty")

    work(world, refuse)

    answer = world.as_("周书兰").get(f"/jobs/{job_id}", headers={"Accept-Language": "zh"}).json
    assert answer["state"] == "failed"
    assert answer["problem"] == {"code": "roster_empty", "sentence": "表里没有人员。"}
    assert not work(world, refuse)


def test_a_fault_is_tried_again_later_and_later_until_the_attempts_are_used_up(world: World) -> None:
    job_id = put(world)
    now = clock.now()
    pauses = []

    def stumble(_context: JobContext) -> None:
        raise ZeroDivisionError

    for _ in range(ATTEMPTS):
        with clock.at(now):
            assert work(world, stumble)
            assert not work(world, stumble)
        again = job(world, job_id).run_after
        pauses.append(again - now)
        now = again

    assert pauses[:-1] == sorted(pauses[:-1])
    assert pauses[0] > timedelta()
    assert (job(world, job_id).state, job(world, job_id).problem_code) == ("failed", "internal_error")


def test_a_job_whose_worker_is_gone_is_taken_after_its_lease_and_not_before(world: World) -> None:
    job_id = put(world)
    now = clock.now()
    with clock.at(now):
        assert claim_as(world, "甲")
        assert claim_as(world, "乙") is None
    with clock.at(now + LEASE):
        assert claim_as(world, "乙") is None
    with clock.at(now + LEASE + timedelta(seconds=1)):
        assert work(world, count, "乙")

    assert job(world, job_id).state == "done"
    assert job(world, job_id).attempts == 2


def test_progress_renews_the_lease(world: World) -> None:
    put(world)
    now = clock.now()
    with clock.at(now):
        held = claim_as(world, "甲")
        assert held
    with clock.at(now + LEASE):
        held.progress(1, 2)
    with clock.at(now + LEASE + timedelta(seconds=1)):
        assert claim_as(world, "乙") is None


def test_a_worker_that_slept_too_long_writes_nothing_any_more(world: World) -> None:
    job_id = put(world)
    now = clock.now()
    with clock.at(now):
        sleeper = claim_as(world, "甲")
        assert sleeper
    with clock.at(now + 2 * LEASE):
        assert work(world, count, "乙")
        with pytest.raises(JobStoppedError):
            count(sleeper)
        with pytest.raises(JobStoppedError):
            sleeper.progress(1, 1)

    assert marks(world) == {str(job_id): 1}


def test_a_job_that_takes_its_worker_down_each_time_is_given_up(world: World) -> None:
    job_id = put(world)
    now = clock.now()
    for attempt in range(ATTEMPTS):
        with clock.at(now + attempt * 2 * LEASE):
            assert claim_as(world, f"worker {attempt}")
    with clock.at(now + ATTEMPTS * 2 * LEASE):
        assert work(world, count)

    assert job(world, job_id).state == "failed"
    assert marks(world) == {}


def test_a_job_that_waits_is_cancelled_and_never_begins(world: World) -> None:
    job_id = put(world)

    answers = [world.as_("周书兰").post(f"/jobs/{job_id}/cancellation") for _ in range(2)]

    assert [(answer.status_code, answer.json["state"]) for answer in answers] == [(200, "cancelled")] * 2
    assert not work(world, count)


def test_a_running_job_that_is_cancelled_stops_and_leaves_nothing(world: World) -> None:
    job_id = put(world)

    def cancelled_meanwhile(context: JobContext) -> Mapping[str, Any]:
        assert world.as_("周书兰").post(f"/jobs/{job_id}/cancellation").status_code == 200
        return count(context)

    assert work(world, cancelled_meanwhile)
    assert job(world, job_id).state == "cancelled"
    assert marks(world) == {}


def test_a_job_that_ended_cannot_be_cancelled(world: World) -> None:
    job_id = put(world)
    work(world, count)

    answer = world.as_("周书兰").post(f"/jobs/{job_id}/cancellation")

    assert (answer.status_code, answer.json["code"]) == (409, "job_finished")


def test_a_job_that_failed_by_a_fault_begins_anew_and_one_that_was_refused_does_not(world: World) -> None:
    faulty, refused = put(world), put(world)
    now = clock.now()

    def stumble(context: JobContext) -> None:
        if context.id == refused:
            raise Refusal("roster_empty")
        raise ZeroDivisionError

    for attempt in range(ATTEMPTS):
        with clock.at(now + timedelta(hours=attempt)):
            while work(world, stumble):
                pass
    secretary = world.as_("周书兰")
    assert world.as_("冯外").post(f"/jobs/{faulty}/retry").status_code == 404
    again = [secretary.post(f"/jobs/{faulty}/retry") for _ in range(2)]
    other = secretary.post(f"/jobs/{refused}/retry")

    assert [(answer.status_code, answer.json["state"]) for answer in again] == [(200, "waiting")] * 2
    assert (other.status_code, other.json["code"]) == (409, "job_not_retryable")
    assert work(world, count)
    assert secretary.get(f"/jobs/{faulty}").json["state"] == "done"
    assert secretary.post(f"/jobs/{faulty}/retry").status_code == 409


def test_jobs_are_listed_the_newest_first_with_what_each_waits_for(world: World) -> None:
    now = clock.now()
    with clock.at(now):
        first = put(world)
    with clock.at(now + timedelta(seconds=1)):
        put(world)

        def stumble(_context: JobContext) -> None:
            raise ZeroDivisionError

        work(world, stumble)
        officer = world.as_("孙委员")
        newest = officer.get("/jobs?limit=1").json
        oldest = officer.get("/jobs", query_string={"limit": 1, "cursor": newest["next_cursor"]}).json[
            "items"
        ]

        assert [job["id"] for job in oldest] == [str(first)]
        assert (oldest[0]["attempts"], oldest[0]["next_try_at"] is not None) == (1, True)
        assert (newest["items"][0]["attempts"], newest["items"][0]["organization_name"]) == (0, "青松村")
        assert officer.get("/jobs?state=failed").json["items"] == []
        assert world.as_("吴白鹭").get("/jobs").json["items"] == []


def test_a_worker_is_seen_while_it_lives_and_missed_when_it_does_not(world: World) -> None:
    http, now = world.app.test_client(), clock.now()
    missing = http.get("/readyz")
    assert (missing.status_code, missing.json["worker"]) == (503, False)

    with clock.at(now):
        beat(world.database, "a worker")
        assert http.get("/readyz").json == {"status": "ok", "database": True, "worker": True}
        assert http.get("/healthz").json == {"status": "ok"}
    with clock.at(now + ALIVE_FOR):
        assert http.get("/readyz").status_code == 503
        (seen,) = world.as_("赵管").get("/workers").json["items"]
        assert (seen["name"], seen["alive"]) == ("a worker", False)
        beat(world.database, "a worker")
        assert http.get("/readyz").status_code == 200
    with clock.at(now + timedelta(days=2)):
        beat(world.database, "another")
        assert [one["name"] for one in world.as_("赵管").get("/workers").json["items"]] == ["another"]


def test_a_worker_that_ends_says_that_it_is_gone(world: World) -> None:
    stop = Event()
    stop.set()
    beat(world.database, "a worker")
    keep_pulse(world.database, "a worker", stop)

    assert world.as_("孙委员").get("/workers").json["items"] == []


def test_a_kind_that_this_worker_does_not_know_is_left_to_others(world: World) -> None:
    job_id = put(world, kind="another")

    assert not work(world, count)
    assert job(world, job_id).state == "waiting"


def test_four_workers_at_once_do_each_job_exactly_once(world: World) -> None:
    job_ids = [put(world) for _ in range(24)]

    def toil(owner: str) -> None:
        while work(world, count, owner):
            pass

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(toil, f"worker {number}") for number in range(4)]:
            done.result()

    assert marks(world) == {str(job_id): 1 for job_id in job_ids}
    assert {job(world, job_id).state for job_id in job_ids} == {"done"}
    assert {job(world, job_id).attempts for job_id in job_ids} == {1}


def test_the_worker_sweeps_once_at_the_start_and_ends_when_it_is_told_to(world: World) -> None:
    stop, swept = Event(), []
    put(world)

    def last(context: JobContext) -> Mapping[str, Any]:
        stop.set()
        return {}

    def broken(_config: Config, _database: object) -> None:
        swept.append("broken")
        raise OSError

    def good(_config: Config, _database: object) -> None:
        swept.append("good")

    run_worker(config_of(world), world.database, {KIND: last}, stop, [broken, good], poll_seconds=0)

    assert swept == ["broken", "good"]


@contextmanager
def another_process(world: World, program: str) -> Iterator[subprocess.Popen[str]]:
    config = config_of(world)
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        env={**os.environ, "LIANXINQIAO_DATA": str(config.data), "DATABASE_URL": config.engine_url},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


HOLDS_FOREVER = """
from threading import Event
from api.config import read_config
from api.db import connect
from api.jobs.worker import work_once

def hold(context):
    context.progress(1, 2)
    print("holding", flush=True)
    Event().wait()

config = read_config()
work_once(config, connect(config.engine_url), {"counting": hold}, "the one that is killed")
"""


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(world: World) -> None:
    job_id = put(world)
    with another_process(world, HOLDS_FOREVER) as process:
        assert process.stdout
        assert process.stdout.readline() == "holding\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert job(world, job_id).state == "running"

    with clock.at(clock.now() + 2 * LEASE):
        assert work(world, count)

    assert (job(world, job_id).state, job(world, job_id).attempts) == ("done", 2)
    assert marks(world) == {str(job_id): 1}
