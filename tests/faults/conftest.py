"""What a drill needs: a forge of servers, and a township in a fresh database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from api import crypto
from api.db import connect
from api.migrate import upgrade
from tests.databases import KINDS, TEMPLATE, running_cluster, worker_name
from tests.faults.installation import Installation
from tests.faults.server import Forge, running_server
from tests.faults.township import plant


@pytest.fixture(scope="session")
def forge() -> Iterator[Forge]:
    """Return the process that forks servers."""
    forge = Forge()
    yield forge
    forge.close()


@pytest.fixture
def data(tmp_path: Path, keys_file: Path) -> Path:
    """Return the data folder of an installation with its keys."""
    (tmp_path / "keys.json").write_bytes(keys_file.read_bytes())
    crypto.use(crypto.Keys.read(keys_file))
    return tmp_path


@pytest.fixture
def durable_url(database_url: str) -> Iterator[str]:
    """Return the address of a fresh database that keeps every commit through a power cut."""
    if database_url.startswith("sqlite"):
        yield database_url
        return
    with running_cluster(fsync=True) as cluster:
        url = cluster.create("township")
        upgrade(url)
        yield url


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a fresh SQLite database."""
    return _make_database("sqlite", request, tmp_path)


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a fresh PostgreSQL database."""
    return _make_database("postgresql", request, tmp_path)


@pytest.fixture(scope="session", params=KINDS)
def installation(
    request: pytest.FixtureRequest,
    forge: Forge,
    the_app: Flask,
    keys_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Installation]:
    """Return a township with its server running; each test acts for a member of its own."""
    data = tmp_path_factory.mktemp("township")
    (data / "keys.json").write_bytes(keys_file.read_bytes())
    crypto.use(crypto.Keys.read(keys_file))
    url = _make_database(request.param, request, data)
    database = connect(url)
    township = plant(the_app, database)
    with running_server(forge, data, url) as server:
        yield Installation(server, township, database)
    database.engine.dispose()


def _make_database(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    if request.config.getoption("--db") not in {kind, "both"}:
        pytest.skip(f"--db leaves {kind} out")
    if kind == "postgresql":
        name = f"faults_{folder.name}_{worker_name()}"
        url: str = request.getfixturevalue("cluster").create(name, TEMPLATE)
        return url
    copy = folder / "lianxinqiao.db"
    copy.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
    return f"sqlite:///{copy}"
