"""However writes and polls fall together, each entry is read exactly once, and in order within its node."""

import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from api.access import Actor
from api.integration.feed import service
from api.models import JournalEntry
from tests.cast import World
from tests.clients.systems import system
from tests.feed.journals import Name, Reader, begin_epoch, move, name_of, write

BRANCHES = ("青松村", "白鹭村")
ROOT, ELSEWHERE = "云栖镇", "石桥镇"
WRITERS, EACH = 4, 12


class Follower:
    """A reader without HTTP, from wherever the journals are when it begins."""

    def __init__(self, world: World, actor: Actor) -> None:
        self.world, self.actor, self.root = world, actor, world.node(ROOT)
        self.read: dict[str, list[Name]] = defaultdict(list)
        self.cursor: str | None = None
        self.poll(1, from_newest=True)

    def poll(self, limit: int, *, from_newest: bool = False) -> dict[str, Any]:
        """Ask once."""
        with self.world.database.reading() as session:
            page = service.follow(
                session, self.actor, self.root, self.cursor, from_newest=from_newest, limit=limit
            )
        self.cursor = page["cursor"]
        assert len(page["items"]) <= limit
        for item in page["items"]:
            self.read[item["organization_id"]].append(name_of(item))
        return page


def in_order(world: World, node_id: UUID) -> list[Name]:
    """Return every entry of a node, in order: the slow oracle asks the table itself."""
    with world.database.reading() as session:
        rows = session.execute(
            select(JournalEntry.epoch, JournalEntry.number)
            .where(JournalEntry.node_id == node_id)
            .order_by(JournalEntry.epoch, JournalEntry.number)
        )
        return [(str(node_id), epoch, number) for epoch, number in rows]


places = st.sampled_from(BRANCHES)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.lists(places, min_size=1, max_size=2, unique=True)),
        st.tuples(st.just("write"), st.lists(places, min_size=1, max_size=2, unique=True)),
        st.tuples(st.just("poll"), st.integers(1, 4)),
        st.tuples(st.just("poll"), st.integers(1, 4)),
        st.tuples(st.just("epoch"), places),
        st.tuples(st.just("move"), places),
    ),
    max_size=14,
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=steps)
def test_any_interleaving_gives_each_entry_once_and_in_order(world: World, acts: list[Any]) -> None:
    for branch in BRANCHES:
        move(world, world.node(branch), world.node(ROOT))
    follower = Follower(world, world.actor("孙委员"))
    begun = {branch: len(in_order(world, world.node(branch))) for branch in BRANCHES}
    away: set[str] = set()
    for act, what in acts:
        if act == "write":
            write(world.database, *(world.node(branch) for branch in what))
        elif act == "poll":
            follower.poll(what)
        elif act == "epoch":
            begin_epoch(world.database, world.node(what))
        else:
            # Moving writes an entry of the node itself, too.
            move(world, world.node(what), world.node(ROOT if what in away else ELSEWHERE))
            away ^= {what}
        for branch in BRANCHES:
            node = world.node(branch)
            read = follower.read[str(node)]
            assert read == in_order(world, node)[begun[branch] :][: len(read)]
    while follower.poll(3)["more"]:
        pass
    for branch in set(BRANCHES) - away:
        node = world.node(branch)
        assert follower.read[str(node)] == in_order(world, node)[begun[branch] :]


def test_beside_many_writers_nothing_is_missed_and_nothing_comes_twice(world: World) -> None:
    nodes = [world.node(name) for name in (ROOT, *BRANCHES)]
    follower = Reader(system(world, "feed:read", "settings:read"), world.node(ROOT))
    done = threading.Event()

    def write_on(turn: int) -> None:
        for number in range(EACH):
            write(world.database, nodes[turn % 3], nodes[(turn + number) % 3])

    def read_on() -> None:
        while not done.is_set():
            follower.poll(limit=5)
        follower.catch_up(limit=5)

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reading = pool.submit(read_on)
        for writing in [pool.submit(write_on, turn) for turn in range(WRITERS)]:
            writing.result()
        done.set()
        reading.result()
    for node in nodes:
        assert [name for name in follower.read if name[0] == str(node)] == in_order(world, node)
