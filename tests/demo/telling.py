"""The demo township told once for a whole run; tests of several folders look at the same one, on each kind of database."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from uuid import UUID

import orjson
import pytest

from api import clock, crypto
from api.auth import passwords
from api.db import Database, connect
from api.demo.acts import Ids
from api.demo.load import load_township
from api.demo.township import build_township
from api.migrate import upgrade
from tests.databases import KINDS, Cluster, once_for_all_workers, run_folder

WORDS = {"xiang-guoliang": "Feng-yun-qiao-2048", "tian-xiaoqin": "Lan-he-jiang-4096"}


@dataclass(frozen=True)
class Told:
    """A database with the township in it, and the ids that the story's keys got."""

    database: Database
    ids: Ids


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that looks at the township once on each kind of database."""
    if "told_on" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--db")
        metafunc.parametrize("told_on", KINDS if chosen == "both" else [chosen])


@pytest.fixture
def told(
    request: pytest.FixtureRequest, told_on: str, pytestconfig: pytest.Config, keys_file: Path
) -> Iterator[Told]:
    """Return the township as told once for all tests; they only look."""
    kind, folder = told_on, run_folder(pytestconfig)
    crypto.use(crypto.Keys.read(keys_file))
    passwords.use("light")
    url = f"sqlite:///{folder / 'told.db'}"
    if kind == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.url("told")
    note = folder / f"told-{kind}.json"

    def tell() -> None:
        if kind == "postgresql":
            cluster.create("told")
        upgrade(url)
        database = connect(url)
        ids = load_township(database, build_township(clock.today()), WORDS, folder / f"told-{kind}-files")
        note.write_bytes(orjson.dumps(ids))
        database.engine.dispose()

    once_for_all_workers(folder, f"told-{kind}", tell)
    kept: dict[str, dict[str, str]] = orjson.loads(note.read_bytes())
    ids = Ids(**{one.name: {key: UUID(id_) for key, id_ in kept[one.name].items()} for one in fields(Ids)})
    database = connect(url)
    yield Told(database, ids)
    database.engine.dispose()
