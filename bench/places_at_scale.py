"""How fast a county, a township and a branch see where their people are: 20,000 members, 6,000 of them away."""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from api import clock, crypto
from api.app import create_app
from api.codes import places
from api.config import Config
from api.db import connect
from api.migrate import upgrade
from api.models import Account, AwayPeriod, Grant, Organization, Person, RefreshFamily
from bench import contacts_at_scale as contacts
from tests.databases import running_cluster

LIMIT = 200
"""Milliseconds at the server."""
REQUESTS = 20

_PROVINCES = ("33", "44", "32", "35", "42", "50", "31", "11")
"""Where most go; some go anywhere."""
_TRADES = (
    "电子厂",
    "五金厂",
    "制衣厂",
    "建筑劳务队",
    "物流公司",
    "餐饮店",
    "家政公司",
    "装饰公司",
    "科技公司",
)


def measure() -> Iterator[str]:
    """Ask for the picture, the cities of its largest province and the longest list, on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        keys = crypto.Keys.fresh()
        keys.write(Path(folder) / "keys.json")
        crypto.use(keys)
        yield from _measure(Config(data=Path(folder)))
        with running_cluster(fsync=True) as cluster:
            yield from _measure(Config(data=Path(folder), database_url=cluster.create("bench")))


def _measure(config: Config) -> Iterator[str]:
    upgrade(config.engine_url)
    database = connect(config.engine_url)
    app = create_app(config, database)
    kind, today = database.engine.dialect.name, clock.today()
    county = contacts.found_county(today)
    _scatter(county)
    nodes = _nodes(county)
    account = _officer(county, nodes["county"], today)
    for table, rows in county.rows.items():
        contacts.load(database, table, rows)
    contacts.refresh_statistics(database)
    client, headers = (
        app.test_client(),
        {"Authorization": f"Bearer {contacts.token_of(app, county, account)}"},
    )
    for level, node in nodes.items():
        at = f"/api/v1/whereabouts?organization_id={node}"
        behind = f"/api/v1/whereabouts/members?organization_id={node}"
        for name, path in (
            ("picture", at),
            ("cities", f"{at}&province=330000"),
            ("list", f"{behind}&province=330000"),
            ("list of an industry", f"{behind}&industry=making"),
        ):
            wall, busy, size = _ask(client, path, headers)
            over = "" if statistics.median(wall) <= LIMIT else " ABOVE the limit"
            yield (
                f"{kind}: {level}, {name}: {statistics.median(wall):.1f} ms (limit {LIMIT}), "
                f"{statistics.median(busy):.1f} of them on the processor, at best {min(wall):.1f}, {size:,} bytes{over}"
            )
    database.engine.dispose()


def _scatter(county: contacts.County) -> None:
    """Send those away to real places and to employers of which a few are large and most are somebody's own."""
    dice = random.Random(20261126)  # noqa: S311  it draws a county, no secret
    usual = [code for code in places.names() if code[:2] in _PROVINCES and not code.endswith("00")]
    anywhere = [code for code in places.names() if not code.endswith("00")]
    for row in county.rows[AwayPeriod.__table__]:  # type: ignore[index]
        row["place_code"] = dice.choice(usual if dice.random() < 0.85 else anywhere)
        row["place_unsettled"] = dice.random() < 0.05
        row["employer"] = f"第{int(dice.paretovariate(0.5)) % 4000}{dice.choice(_TRADES)}"
        if dice.random() < 0.03:
            row["place_code"] = dice.choice((None, places.OVERSEAS))


def _nodes(county: contacts.County) -> dict[str, UUID]:
    found: dict[str, UUID] = {}
    for row in county.rows[Organization.__table__]:  # type: ignore[index]
        found.setdefault(row["kind"], row["id"])
    return found


def _officer(county: contacts.County, node: UUID, today: date) -> UUID:
    person = county.add(Person, name="组织委员", pinyin="zuzhi", sex="1", erased=False, version=1)
    account = county.add(Account, person_id=person, closed=False, grants_version=1, version=1)
    county.add(Grant, account_id=account, role="officer", organization_id=node, from_on=today, version=1)
    now = clock.now()
    county.families[account] = county.add(
        RefreshFamily,
        account_id=account,
        created_at=now,
        used_at=now,
        expires_at=now.replace(year=now.year + 1),
    )
    return account


def _ask(client: Any, path: str, headers: dict[str, str]) -> tuple[list[float], list[float], int]:
    """Return the milliseconds of each request, those on the processor, and the answer's size; the first warm up."""
    wall, busy, size = [], [], 0
    for number in range(REQUESTS + 3):
        began, on_processor = time.perf_counter(), time.process_time()
        answer = client.get(path, headers=headers)
        took = (time.perf_counter() - began) * 1000, (time.process_time() - on_processor) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code} {answer.text[:200]}")
        size = len(answer.data)
        if number >= 3:
            wall.append(took[0])
            busy.append(took[1])
    return wall, busy, size
