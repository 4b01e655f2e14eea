"""How fast a liaison and a branch see who is due, while a county's contacts grow from 10,000 to 1,000,000."""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Table, insert, text

from api import clock, crypto
from api.app import create_app
from api.config import Config
from api.db import Database, connect, new_id
from api.http.guard import make_access_token
from api.migrate import upgrade
from api.models import (
    Account,
    AwayPeriod,
    Contact,
    Grant,
    Membership,
    Organization,
    Pairing,
    Person,
    RefreshFamily,
)
from tests.contacts.plans import Asked, explain, find_scans, watching
from tests.databases import running_cluster

TOWNSHIPS, BRANCHES, MEMBERS = 28, 700, 20_000
SIZES = (10_000, 100_000, 1_000_000)
YEARS = 3
REQUESTS = 40
LIMITS = {"liaison": 50, "branch": 100}
"""Milliseconds at the server."""

_HOT = ("contacts", "memberships", "persons", "away_periods", "pairings", "accounts")
_PIECE = 20_000


@dataclass
class County:
    """Who asks, and whom contacts are with."""

    away: list[tuple[UUID, UUID, UUID, UUID]] = field(default_factory=list)
    """Membership, branch, liaison, the liaison's account."""
    liaisons: dict[UUID, UUID] = field(default_factory=dict)
    secretaries: dict[UUID, UUID] = field(default_factory=dict)
    families: dict[UUID, UUID] = field(default_factory=dict)
    rows: dict[Table, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, model: Any, **values: Any) -> UUID:
        """Note a row; return its id."""
        values.setdefault("id", new_id())
        self.rows.setdefault(model.__table__, []).append(values)
        made: UUID = values["id"]
        return made


def measure() -> Iterator[str]:
    """Ask for the work lists of liaisons and branches through the application, on both databases."""
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
    kind, county = database.engine.dialect.name, found_county(clock.today())
    for table, rows in county.rows.items():
        load(database, table, rows)
    dice, loaded = throw_dice(), 0
    for size in SIZES:
        began = time.perf_counter()
        load(database, Contact.__table__, make_contacts(county, size - loaded, dice))  # type: ignore[arg-type]
        loaded = size
        refresh_statistics(database)
        times = {who: _ask(app, county, who, dice) for who in LIMITS}
        told = "; ".join(
            f"{who} {statistics.median(wall):.1f} ms (limit {LIMITS[who]}), {statistics.median(busy):.1f} of them "
            f"on the processor, at best {min(wall):.1f}"
            for who, (wall, busy) in times.items()
        )
        yield f"{kind}: {size:>9,} contacts: {told} [loaded in {time.perf_counter() - began:.0f} s]"
        yield from (
            f"{kind}: {who} is ABOVE the limit"
            for who, (wall, _) in times.items()
            if statistics.median(wall) > LIMITS[who]
        )
    yield from _check_plans(app, database, county)
    database.engine.dispose()


def throw_dice() -> random.Random:
    """Return the dice that draw the county, the same each time."""
    return random.Random(20261125)  # noqa: S311  it draws a county, no secret


def found_county(today: date) -> County:
    """Return a county's tree, its people, who is away and with whom."""
    county = County()
    long_ago = today - timedelta(days=365 * YEARS)
    root = _node(county, "county", 0, None, long_ago)
    townships = [_node(county, "township", at, root, long_ago) for at in range(TOWNSHIPS)]
    for at in range(BRANCHES):
        branch = _node(county, "branch", at, townships[at % TOWNSHIPS], long_ago)
        size = MEMBERS // BRANCHES + (at < MEMBERS % BRANCHES)
        people = [_member(county, branch, at * 100 + number, long_ago) for number in range(size)]
        secretary, *others = people
        county.secretaries[branch] = secretary[1]
        county.add(
            Grant,
            account_id=secretary[1],
            role="secretary",
            organization_id=branch,
            from_on=long_ago,
            version=1,
        )
        away = others[: size * 9 // 29]
        at_home = others[len(away) :]
        for number, (membership, _) in enumerate(away):
            liaison = at_home[number // 3]
            county.liaisons[liaison[0]] = liaison[1]
            county.away.append((membership, branch, *liaison))
            county.add(
                Pairing,
                organization_id=branch,
                member_id=membership,
                liaison_id=liaison[0],
                kind="home",
                lead=True,
                from_on=long_ago,
                version=1,
            )
            add_fact(
                county,
                AwayPeriod,
                branch,
                membership_id=membership,
                departed_on=long_ago,
                departed_precision="day",
                place_code="330212",
                place_unsettled=False,
            )
    return county


def _node(county: County, kind: str, at: int, parent: UUID | None, since: date) -> UUID:
    return county.add(
        Organization,
        kind=kind,
        name=f"{kind} {at}",
        short_name=f"{kind} {at}",
        parent_id=parent,
        position=at,
        started_on=since,
        version=1,
    )


def _member(county: County, branch: UUID, number: int, since: date) -> tuple[UUID, UUID]:
    person = county.add(
        Person, name=f"党员{number}", pinyin=f"dangyuan{number}", sex="1", erased=False, version=1
    )
    account = county.add(Account, person_id=person, closed=False, grants_version=1, version=1)
    membership = county.add(
        Membership,
        person_id=person,
        organization_id=branch,
        kind="full",
        from_on=since,
        roll_status="normal",
        exempt=False,
        version=1,
    )
    now = clock.now()
    county.families[account] = county.add(
        RefreshFamily, account_id=account, created_at=now, used_at=now, expires_at=now + timedelta(days=1)
    )
    return membership, account


def add_fact(county: County, model: Any, node: UUID, **values: Any) -> None:
    """Note a fact of a node."""
    county.add(model, row_id=new_id(), node_id=node, recorded_at=clock.now(), **values)


def make_contacts(county: County, count: int, dice: random.Random) -> Iterator[dict[str, Any]]:
    """Make contacts of the last years: most succeed, some are with the family, some have a word or two."""
    today, now, keys = clock.today(), clock.now(), crypto.keys()
    for _ in range(count):
        membership, branch, liaison, account = dice.choice(county.away)
        id_, chance = new_id(), dice.random()
        yield {
            "id": id_,
            "row_id": new_id(),
            "node_id": branch,
            "recorded_at": now,
            "membership_id": membership,
            "revision": 1,
            "way": dice.choice(("phone", "phone", "wechat", "video")),
            "with_whom": "family" if chance < 0.15 else "self",
            "outcome": "no_answer" if 0.3 < chance < 0.45 else "reached",
            "direction": "outgoing",
            "happened_on": today - timedelta(days=dice.randrange(365 * YEARS)),
            "recorded_at_device": now,
            "clock_ahead": False,
            "by_membership_id": liaison,
            "logged_by_id": account,
            "note_sealed": keys.seal("在厂里，一切都好。", id_, "note") if chance > 0.8 else None,
        }


def load(database: Database, table: Table, rows: Any) -> None:
    """Load rows straight into a table: a bench tells no story, so there is no journal of it."""
    piece: list[dict[str, Any]] = []
    with database.engine.execution_options(may_write=True).begin() as connection:
        for row in rows:
            piece.append(row)
            if len(piece) == _PIECE:
                connection.execute(insert(table), piece)
                piece = []
        if piece:
            connection.execute(insert(table), piece)


def refresh_statistics(database: Database) -> None:
    """Do what PostgreSQL's autovacuum does by itself; SQLite is measured as it runs, without statistics."""
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))


def _requests(county: County, who: str, dice: random.Random) -> list[tuple[UUID, str]]:
    if who == "liaison":
        accounts = dice.sample(sorted(county.liaisons.values()), REQUESTS)
        return [(account, "/api/v1/contacts/today") for account in accounts]
    branches = dice.sample(sorted(county.secretaries), REQUESTS)
    return [
        (county.secretaries[branch], f"/api/v1/contacts/today?organization_id={branch}")
        for branch in branches
    ]


def _ask(app: Flask, county: County, who: str, dice: random.Random) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each request, and those on this process's processor; the first few warm up."""
    requests, client = _requests(county, who, dice), app.test_client()
    wall, busy = [], []
    for number, (account, path) in enumerate((*requests[:5], *requests)):
        headers = {"Authorization": f"Bearer {token_of(app, county, account)}"}
        began, on_processor = time.perf_counter(), time.process_time()
        answer = client.get(path, headers=headers)
        took = (time.perf_counter() - began) * 1000, (time.process_time() - on_processor) * 1000
        if answer.status_code != 200 or not answer.json["items"] + answer.json["others"]:
            raise SystemExit(f"{path}: {answer.status_code} {answer.text[:200]}")
        if number >= 5:
            wall.append(took[0])
            busy.append(took[1])
    return wall, busy


def token_of(app: Flask, county: County, account: UUID) -> str:
    """Return a token for an account."""
    with app.app_context():
        return make_access_token(Account(id=account, grants_version=1), county.families[account], [])


def _check_plans(app: Flask, database: Database, county: County) -> Iterator[str]:
    """Print how each query finds its rows, and stop where one reads a large table whole."""
    dice, client = throw_dice(), app.test_client()
    for who in LIMITS:
        account, path = _requests(county, who, dice)[0]
        headers = {"Authorization": f"Bearer {token_of(app, county, account)}"}
        with watching(database) as asked:
            client.get(path, headers=headers)
        yield f"{database.engine.dialect.name}: {who}: {len(asked)} queries"
        for one in _each_once(asked):
            plan = explain(database, one)
            scans = find_scans(plan, _HOT)
            if one.touches_contacts or scans:
                yield from (f"    {line}" for line in plan if "contacts" in line or line in scans)
            if scans:
                raise SystemExit(f"reads a table whole: {scans}\n{one.sql}")


def _each_once(asked: Sequence[Asked]) -> list[Asked]:
    return list({one.sql: one for one in asked if one.sql.lstrip().startswith(("SELECT", "WITH"))}.values())


if __name__ == "__main__":
    sys.exit("Run: python -m bench contacts_at_scale")
