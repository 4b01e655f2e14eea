"""How fast a county, a township and a branch see their figures, while the county's contacts grow to 1,000,000."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask

from api import clock, crypto
from api.app import create_app
from api.config import Config
from api.db import connect, new_id
from api.http.running import NAME
from api.migrate import upgrade
from api.models import (
    Account,
    Contact,
    Grant,
    JournalHead,
    Membership,
    Opening,
    Organization,
    Person,
    RefreshFamily,
    Report,
    ReportDecision,
)
from bench.contacts_at_scale import (
    SIZES,
    County,
    add_fact,
    found_county,
    load,
    make_contacts,
    refresh_statistics,
    throw_dice,
    token_of,
)
from tests.databases import running_cluster

LIMIT = 200
"""Milliseconds at the server for any roll-up."""
FRESH = 1000
"""Milliseconds from a write's answer to a roll-up that shows it."""

_TIMES = 15
_REPORTS_EACH = 4


def measure() -> Iterator[str]:
    """Ask for the figures of a county, a township and a branch through the application, on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        keys = crypto.Keys.fresh()
        keys.write(Path(folder) / "keys.json")
        crypto.use(keys)
        yield from _measure(Config(data=Path(folder)))
        with running_cluster(fsync=True) as cluster:
            yield from _measure(Config(data=Path(folder), database_url=cluster.create("bench")))


def found(config: Config) -> tuple[Flask, County, dict[str, UUID]]:
    """Make the county with an officer at each level, and what a year leaves beside contacts."""
    upgrade(config.engine_url)
    database = connect(config.engine_url)
    app, today, now = create_app(config, database), clock.today(), clock.now()
    county = found_county(today)
    nodes = county.rows[Organization.__table__]
    for node in nodes:
        county.rows.setdefault(JournalHead.__table__, []).append(
            {"node_id": node["id"], "epoch": 1, "number": 1, "hash": "", "at": now}
        )
    levels = {
        kind: next(node["id"] for node in nodes if node["kind"] == kind)
        for kind in ("county", "township", "branch")
    }
    for kind in ("county", "township"):
        person = county.add(Person, name=kind, pinyin=kind, sex="1", erased=False, version=1)
        account = county.add(Account, person_id=person, closed=False, grants_version=1, version=1)
        county.add(
            Grant,
            account_id=account,
            role="officer",
            organization_id=levels[kind],
            from_on=today - timedelta(365),
            version=1,
        )
        county.families[account] = county.add(
            RefreshFamily, account_id=account, created_at=now, used_at=now, expires_at=now + timedelta(days=1)
        )
        county.secretaries[levels[kind]] = account
    for number, (membership, branch, _, account) in enumerate(county.away):
        for back in range(_REPORTS_EACH):
            report = new_id(), new_id()
            county.add(
                Report,
                id=report[0],
                row_id=report[1],
                node_id=branch,
                recorded_at=now,
                membership_id=membership,
                revision=1,
                kind="check_in",
                method="self",
                submitted_by_id=account,
                reported_on=today - timedelta(number % 90 + 91 * back),
            )
            add_fact(
                county,
                ReportDecision,
                branch,
                report_id=report[0],
                report_row_id=report[1],
                outcome="accepted",
            )
    for number, one in enumerate(county.rows[Membership.__table__]):
        if number % 3:
            add_fact(
                county,
                Opening,
                one["organization_id"],
                membership_id=one["id"],
                last_contact_on=today - timedelta(365),
                dues_paid_to="2026-01",
            )
    for table, rows in county.rows.items():
        load(database, table, rows)
    return app, county, levels


def _measure(config: Config) -> Iterator[str]:
    app, county, levels = found(config)
    database = app.extensions[NAME].database
    kind, dice, loaded = database.engine.dialect.name, throw_dice(), 0
    for size in SIZES:
        load(database, Contact.__table__, make_contacts(county, size - loaded, dice))  # type: ignore[arg-type]
        loaded = size
        refresh_statistics(database)
        slow = []
        for what, (account, path) in _roll_ups(county, levels).items():
            wall, busy = _ask(app, county, account, path)
            yield (
                f"{kind}: {size:>9,} contacts: {what}: {statistics.median(wall):.0f} ms, at best {min(wall):.0f}, "
                f"{statistics.median(busy):.0f} of them on this process's processor"
            )
            slow += [what] if statistics.median(wall) > LIMIT else []
        yield from (f"{kind}: {what} is ABOVE the limit of {LIMIT} ms" for what in slow)
    yield _time_to_be_fresh(app, county, levels, kind)
    database.engine.dispose()


def _roll_ups(county: County, levels: dict[str, UUID]) -> dict[str, tuple[UUID, str]]:
    asked = {}
    for level, node in levels.items():
        account = county.secretaries[node]
        asked[level] = account, f"/api/v1/dashboards/overview?organization_id={node}"
    root = levels["county"]
    for figure in ("silent_30", "assist", "contact_unknown"):
        path = f"/api/v1/dashboards/people?organization_id={root}&figure={figure}"
        asked[f"the county's list of {figure}"] = county.secretaries[root], path
    branch = levels["branch"]
    rings = f"/api/v1/dashboards/rings?organization_id={branch}"
    return {**asked, "a branch's rings": (county.secretaries[branch], rings)}


def _ask(app: Flask, county: County, account: UUID, path: str) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each request, and those on this process's processor; the first few warm up."""
    client, wall, busy = app.test_client(), [], []
    for number in range(_TIMES + 3):
        headers = {"Authorization": f"Bearer {token_of(app, county, account)}"}
        began, on_processor = time.perf_counter(), time.process_time()
        answer = client.get(path, headers=headers)
        took = (time.perf_counter() - began) * 1000, (time.process_time() - on_processor) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code} {answer.text[:200]}")
        if number >= 3:
            wall.append(took[0])
            busy.append(took[1])
    return wall, busy


def _time_to_be_fresh(app: Flask, county: County, levels: dict[str, UUID], kind: str) -> str:
    """Record a contact with somebody long silent; say how long the county's figures take to show it."""
    client, root = app.test_client(), levels["county"]
    officer = {"Authorization": f"Bearer {token_of(app, county, county.secretaries[root])}"}
    overview = f"/api/v1/dashboards/overview?organization_id={root}"
    silent = client.get(
        f"/api/v1/dashboards/people?organization_id={root}&figure=silent_30", headers=officer
    ).json
    seen = client.get(overview, headers=officer)
    one = silent["items"][0]
    contact = {
        "member_ids": [one["member_id"]],
        "way": "phone",
        "with_whom": "self",
        "outcome": "reached",
        "happened_on": str(clock.today()),
    }
    began = time.perf_counter()
    written = client.post(
        "/api/v1/contacts", json=contact, headers={**officer, "Idempotency-Key": str(uuid4())}
    )
    if written.status_code != 201:
        raise SystemExit(f"the contact: {written.status_code} {written.text[:300]}")
    done = time.perf_counter()
    again = client.get(overview, headers={**officer, "If-None-Match": seen.headers["ETag"]})
    figures = {figure["key"]: figure["count"] for figure in again.json["figures"]}
    if figures["silent_30"] != silent["total"] - 1:
        raise SystemExit(f"not fresh: {figures['silent_30']} of {silent['total']}")
    took = (time.perf_counter() - done) * 1000
    return (
        f"{kind}: a contact was written in {(done - began) * 1000:.0f} ms and shown {took:.0f} ms later"
        + ("" if took <= FRESH else f", ABOVE the limit of {FRESH} ms")
    )
