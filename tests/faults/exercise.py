"""One whole exercise: a township of its own, a server, a drill, and the audit when the server is dead."""

from pathlib import Path

from flask import Flask

from api.db import connect
from tests.faults.audit import Finding, audit, check_log, read_places
from tests.faults.drill import Record, run_drill
from tests.faults.plan import Layout
from tests.faults.server import Forge, running_server
from tests.faults.township import plant


def exercise(
    forge: Forge,
    app: Flask,
    data: Path,
    url: str,
    layout: Layout,
    *,
    kills: int,
    pace: int,
    limit: float,
    fault: str | None = None,
) -> tuple[Record, list[Finding]]:
    """Run a drill on an empty database and return what the clients know, and everything that does not agree."""
    database = connect(url)
    try:
        township = plant(app, database)
        before = read_places(database)
        with running_server(forge, data, url, fault) as server:
            record = run_drill(server, township, layout, kills=kills, pace=pace, limit=limit)
            server.kill()
        assert server.deaths == kills + 1
        return record, [*audit(database, record, before), *check_log(server.log.read_text())]
    finally:
        database.engine.dispose()
