"""The world that tests act in: an application on a database of each kind, with the cast in it.

The cast is planted once for each kind of database and copied for each test.
"""

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from api import crypto
from api.app import create_app
from api.config import Config
from api.db import Database, connect
from api.http.running import NAME, Running
from api.migrate import upgrade
from tests.cast import World, plant
from tests.databases import Cluster, once_for_all_workers, run_folder, worker_name

pytest_plugins = ["tests.databases", "tests.demo.telling"]


@pytest.fixture(scope="session")
def keys_file(pytestconfig: pytest.Config) -> Path:
    """Return the keys of this run; a planted cast can be opened with no others."""
    file = run_folder(pytestconfig) / "keys.json"
    once_for_all_workers(file.parent, "keys", lambda: crypto.Keys.fresh().write(file))
    return file


@pytest.fixture(scope="session")
def the_app(keys_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return the application; each test gives it a database of its own."""
    data = tmp_path_factory.mktemp("installation")
    (data / "keys.json").write_bytes(keys_file.read_bytes())
    return create_app(Config(data=data, password_cost="light", static=data / "none"))


@pytest.fixture
def config(tmp_path: Path, database_url: str, keys_file: Path) -> Config:
    """Return the settings of an installation with an empty database."""
    (tmp_path / "keys.json").write_bytes(keys_file.read_bytes())
    crypto.use(crypto.Keys.read(keys_file))
    return Config(data=tmp_path, database_url=database_url, password_cost="light", static=tmp_path / "none")


@pytest.fixture
def planted_url(request: pytest.FixtureRequest, keys_file: Path) -> str:
    """Return the address of a database with the cast in it, the same for each test of this process."""
    folder = keys_file.parent
    crypto.use(crypto.Keys.read(keys_file))
    if request.param == "sqlite":
        template = folder / "planted.db"
        once_for_all_workers(
            folder, "planted-sqlite", lambda: _plant(f"sqlite:///{template}", folder / "sqlite.cast")
        )
        copy = folder / f"world-{worker_name()}.db"
        for beside in ("-wal", "-shm"):
            copy.with_name(copy.name + beside).unlink(missing_ok=True)
        copy.write_bytes(template.read_bytes())
        return f"sqlite:///{copy}"
    cluster: Cluster = request.getfixturevalue("cluster")
    once_for_all_workers(
        folder,
        "planted-postgresql",
        lambda: _plant(cluster.create("planted"), folder / "postgresql.cast"),
    )
    return cluster.renew(f"world_{worker_name()}", "planted")


_ENGINES: dict[str, Database] = {}
"""One engine for each address: what it compiled for one test serves the next."""


@pytest.fixture
def world(the_app: Flask, planted_url: str, tmp_path: Path, keys_file: Path) -> Iterator[World]:
    """Return the running application with its cast."""
    (tmp_path / "keys.json").write_bytes(keys_file.read_bytes())
    config = Config(data=tmp_path, database_url=planted_url, password_cost="light", static=tmp_path / "none")
    database = _ENGINES.setdefault(planted_url, connect(config.engine_url))
    the_app.extensions[NAME] = Running(config, database)
    world = World(the_app, database)
    kind = database.engine.dialect.name
    for name, ids in pickle.loads((keys_file.parent / f"{kind}.cast").read_bytes()).items():
        getattr(world, name).update(ids)
    try:
        yield world
    finally:
        database.engine.dispose()


def _plant(url: str, note: Path) -> None:
    upgrade(url)
    database = connect(url)
    world = World(Flask("planting"), database)
    plant(database, world)
    database.engine.dispose()
    ids = ("nodes", "people", "memberships", "accounts", "families")
    note.write_bytes(pickle.dumps({name: getattr(world, name) for name in ids}))
