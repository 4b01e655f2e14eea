"""How long the suggestion, the board and the desk's look at liaisons take for a village and for 2,900 members."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock, crypto
from api.access import THE_PRODUCT
from api.config import Config
from api.db import Database, connect
from api.journal import in_transaction, open_node, record
from api.migrate import upgrade
from api.models import AwayPeriod, Bond, Group, Membership, Organization, Pairing, Person
from api.pairings.board import list_uncovered, read_board, suggest
from tests.databases import running_cluster

SIZES = ((20, 9), (2000, 900))
"""At home and away."""

_GROUPS = 40
_PAIRED_ALREADY = 3
"""Of so many away, one has a liaison already."""
_TIMES = 3


def measure() -> Iterator[str]:
    """Suggest liaisons for 20 at home and 9 away, and for 2,000 and 900, on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        keys = crypto.Keys.fresh()
        keys.write(data / "keys.json")
        crypto.use(keys)
        yield from _measure(Config(data=data))
        with running_cluster(fsync=True) as cluster:
            yield from _measure(Config(data=data, database_url=cluster.create("bench")))


def _measure(config: Config) -> Iterator[str]:
    upgrade(config.engine_url)
    database = connect(config.engine_url)
    kind = database.engine.dialect.name
    for home, away in SIZES:
        branch = in_transaction(database, lambda session, home=home, away=away: _plant(session, home, away))
        first, proposed = _time(database, lambda session, branch=branch: suggest(session, branch, "zh"), 1)
        again, _ = _time(database, lambda session, branch=branch: suggest(session, branch, "zh"), _TIMES)
        board, _ = _time(
            database, lambda session, branch=branch: read_board(session, branch, with_notes=True), _TIMES
        )
        desk, _ = _time(database, lambda session, branch=branch: list_uncovered(session, branch), _TIMES)
        yield (
            f"{kind}, {home} at home and {away} away: {len(proposed['proposals'])} proposed in {again:.0f} ms "
            f"(the first time {first:.0f} ms, with the solver loaded), the board {board:.0f} ms, who is uncovered {desk:.0f} ms"
        )
    database.engine.dispose()


def _time(database: Database, work: Callable[[Session], Any], times: int) -> tuple[float, Any]:
    """Return the shortest of some runs in milliseconds, and what it gave."""
    best, made = float("inf"), None
    for _ in range(times):
        with database.reading() as session:
            began = time.perf_counter()
            made = work(session)
            best = min(best, (time.perf_counter() - began) * 1000)
    return best, made


def _plant(session: Session, home: int, away: int) -> UUID:
    """Put a branch with party groups, some bonds and some pairings into the database."""
    chance = random.Random(7)  # noqa: S311  the same branch every time
    node = Organization(kind="branch", name=f"{home} 人的支部", short_name=str(home))
    open_node(session, node.id)
    groups = [
        Group(organization_id=node.id, name=f"第 {at} 组") for at in range(1, min(_GROUPS, home // 5) + 1)
    ]
    writes: list[Any] = [node, *groups]
    members = []
    for at in range(home + away):
        person = Person(name=f"党员{at}", pinyin=f"dangyuan{at:05}")
        member = Membership(
            person_id=person.id,
            organization_id=node.id,
            kind="full",
            from_on=clock.today(),
            group_id=chance.choice(groups).id,
            exempt=chance.random() < 0.1,
        )
        members.append(member)
        writes += [person, member]
    at_home, gone = members[:home], members[home:]
    free = [member for member in at_home if not member.exempt]
    for at, member in enumerate(gone):
        writes.append(AwayPeriod(membership_id=member.id, departed_on=clock.today(), place_code="330212"))
        if at % _PAIRED_ALREADY == 0:
            writes.append(
                Pairing(
                    organization_id=node.id,
                    member_id=member.id,
                    liaison_id=chance.choice(free).id,
                    lead=True,
                    from_on=clock.today(),
                )
            )
        elif chance.random() < 0.3:
            writes.append(Bond(membership_id=member.id, other_id=chance.choice(at_home).id, kind="kin"))
    record(
        session,
        node_id=node.id,
        kind="organization.created",
        actor=THE_PRODUCT,
        subjects={"organization": node.id},
        writes=writes,
    )
    return node.id
