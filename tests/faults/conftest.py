"""What a drill needs: a forge of servers, and a township in a fresh database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from api import crypto
from api.db import Database, connect
from api.migrate import upgrade
from tests.databases import TEMPLATE, Cluster, running_cluster, worker_name
from tests.faults.server import Forge, Server, running_server
from tests.faults.township import Township, plant


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
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the address of a fresh SQLite database."""
    copy = tmp_path / "lianxinqiao.db"
    copy.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{copy}"


@pytest.fixture
def postgresql_url(cluster: Cluster) -> str:
    """Return the address of a fresh PostgreSQL database."""
    return cluster.create(f"faults_{worker_name()}", TEMPLATE)


@pytest.fixture
def database(database_url: str, data: Path) -> Iterator[Database]:
    """Return the database of the installation."""
    database = connect(database_url)
    yield database
    database.engine.dispose()


@pytest.fixture
def township(the_app: Flask, database: Database) -> Township:
    """Return the township, founded in the database."""
    return plant(the_app, database)


@pytest.fixture
def server(forge: Forge, data: Path, database_url: str, township: Township) -> Iterator[Server]:
    """Return the township's server, running."""
    with running_server(forge, data, database_url) as server:
        yield server
