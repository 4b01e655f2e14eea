"""So many requests a minute for each system, told in the standard headers, over all processes of the server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from api import clock
from api.http import clients
from tests.cast import Caller, World
from tests.clients.systems import connect, sign_in

EARLY = datetime(2026, 3, 2, 8, 0, 20, tzinfo=UTC)


@pytest.fixture
def forgetful() -> Iterator[None]:
    """Let no lease of another test be in memory."""
    clients._leases.clear()
    yield
    clients._leases.clear()


def ask(world: World, caller: Caller, moment: datetime, times: int) -> list[int]:
    """Ask some times within a minute; return the statuses."""
    with clock.at(moment):
        return [caller.get("/members").status_code for _ in range(times)]


@pytest.mark.usefixtures("forgetful")
def test_a_system_gets_its_minutes_requests_and_then_429_until_the_next_minute(world: World) -> None:
    caller = sign_in(world, connect(world, "members:read", requests_per_minute=10))
    with clock.at(EARLY):
        first = caller.get("/members")
        assert first.headers["RateLimit-Policy"] == '"minute";q=10;w=60'
        assert first.headers["RateLimit"] == '"minute";r=9;t=40'
    assert ask(world, caller, EARLY, 9) == [200] * 9
    with clock.at(EARLY):
        refused = caller.get("/members")
        assert (refused.status_code, refused.json["code"]) == (429, "too_many_requests")
        assert refused.mimetype == "application/problem+json"
        assert refused.headers["Retry-After"] == "40"
        assert refused.headers["RateLimit"] == '"minute";r=0;t=40'
        # What the role forbids counts, too.
        assert caller.get("/reports").status_code == 429
    assert ask(world, caller, EARLY + timedelta(minutes=1), 11) == [200] * 10 + [429]


@pytest.mark.usefixtures("forgetful")
def test_several_processes_together_give_no_more_than_the_allowance(world: World) -> None:
    caller = sign_in(world, connect(world, "members:read", requests_per_minute=60))
    statuses: list[int] = []
    for _ in range(12):
        # A process that begins knows of no lease.
        clients._leases.clear()
        statuses += ask(world, caller, EARLY, 8)
    assert statuses.count(200) <= 60
    # What a process took and did not use is lost: here each lost one of its third portion of three.
    assert statuses.count(200) >= 50
    assert statuses[-1] == 429


@pytest.mark.usefixtures("forgetful")
def test_threads_side_by_side_get_exactly_the_allowance(world: World) -> None:
    caller = sign_in(world, connect(world, "members:read", requests_per_minute=20))

    def one(_number: int) -> int:
        with clock.at(EARLY):
            return Caller(world.app.test_client(), caller.token).get("/members").status_code

    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(one, range(30)))
    assert statuses.count(200) == 20
    assert set(statuses) == {200, 429}


@pytest.mark.usefixtures("forgetful")
def test_a_request_writes_nothing_but_a_portion_now_and_then(world: World) -> None:
    caller = sign_in(world, connect(world, "members:read", requests_per_minute=200))
    ask(world, caller, EARLY, 1)
    written: list[str] = []

    def note(_c: object, _cu: object, statement: str, *_rest: object) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "WITH", "PRAGMA")):
            written.append(statement)

    event.listen(world.database.engine, "before_cursor_execute", note)
    try:
        assert ask(world, caller, EARLY, 9) == [200] * 9
        assert [one for one in written if not one.startswith("BEGIN")] == []
        assert ask(world, caller, EARLY, 1) == [200]
        assert len([one for one in written if one.startswith("INSERT INTO client_allowances")]) == 1
    finally:
        event.remove(world.database.engine, "before_cursor_execute", note)


@pytest.mark.usefixtures("forgetful")
def test_one_systems_haste_does_not_slow_another(world: World) -> None:
    hasty = sign_in(world, connect(world, "members:read", requests_per_minute=10))
    calm = sign_in(world, connect(world, "members:read", requests_per_minute=10))
    assert ask(world, hasty, EARLY, 12)[-1] == 429
    assert ask(world, calm, EARLY, 1) == [200]
    assert world.as_("孙委员").get("/members").status_code == 200
