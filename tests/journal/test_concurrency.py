"""Many at once: no gap in the numbers, no deadlock that escapes, and a chain that verifies."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import THE_PRODUCT
from api.journal import in_transaction, lock, record
from api.models import JournalEntry, JournalHead, Person
from api.upkeep.moments import one_moment
from api.upkeep.verify_journal import verify
from tests.cast import World

THREADS, EACH = 8, 20


def run_at_once(work: Callable[[int], None]) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(work, thread) for thread in range(THREADS)]:
            done.result()


def numbers_of(world: World, node_id: UUID) -> list[int]:
    with world.database.reading() as session:
        chosen = select(JournalEntry.number).where(JournalEntry.node_id == node_id)
        return list(session.scalars(chosen.order_by(JournalEntry.number)))


def ensure_whole(world: World) -> None:
    with one_moment(world.database) as session:
        assert list(verify(session)) == []


def test_eight_writers_in_one_branch_leave_no_gap(world: World) -> None:
    node = world.node("青松村")
    before = len(numbers_of(world, node))

    def write(thread: int) -> None:
        for turn in range(EACH):

            def change(session: Session, turn: int = turn) -> None:
                person = lock(session, Person, world.person("陈远"))
                assert person is not None
                person.note = f"{thread}-{turn}"
                record(
                    session,
                    node_id=node,
                    kind="member.changed",
                    actor=THE_PRODUCT,
                    subjects={"person": person.id},
                    writes=[person],
                )

            in_transaction(world.database, change)

    run_at_once(write)

    assert numbers_of(world, node) == list(range(1, before + THREADS * EACH + 1))
    with world.database.reading() as session:
        assert session.get_one(Person, world.person("陈远")).version == 1 + THREADS * EACH
    ensure_whole(world)


def test_eight_writers_over_four_nodes_that_exchange_end_in_no_deadlock(world: World) -> None:
    nodes = [world.node(name) for name in ("青松村", "白鹭村", "竹溪村", "云栖镇")]
    before = sum(len(numbers_of(world, node)) for node in nodes)

    def exchange(thread: int) -> None:
        dice = random.Random(thread)
        for _ in range(EACH):
            pair = dice.sample(nodes, 2)

            def move(session: Session, pair: list[UUID] = pair) -> None:
                for node in pair:
                    record(
                        session,
                        node_id=node,
                        kind="member.moved",
                        actor=THE_PRODUCT,
                        subjects={"person": world.person("郑飞")},
                    )

            in_transaction(world.database, move)

    run_at_once(exchange)

    counted = [numbers_of(world, node) for node in nodes]
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in counted)
    assert sum(map(len, counted)) == before + 2 * THREADS * EACH
    with world.database.reading() as session:
        heads = {head.node_id: head.number for head in session.scalars(select(JournalHead))}
    assert [heads[node] for node in nodes] == [len(numbers) for numbers in counted]
    ensure_whole(world)


def test_a_writer_that_fails_leaves_no_number_behind(world: World) -> None:
    node = world.node("青松村")
    before = numbers_of(world, node)

    def fail(session: Session) -> None:
        record(session, node_id=node, kind="member.changed", actor=THE_PRODUCT, subjects={})
        raise LookupError

    with pytest.raises(LookupError):
        in_transaction(world.database, fail)
    assert numbers_of(world, node) == before
