"""The filled township: one to look at for a whole module, and a fresh one for each test that changes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from api.http.running import NAME
from tests.databases import KINDS
from tests.permissions.filled import Filled, open_copy


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test of a filled township on each kind of database."""
    if "database_kind" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--db")
        metafunc.parametrize("database_kind", KINDS if chosen == "both" else [chosen], scope="module")


@pytest.fixture(scope="module")
def kept_open(
    request: pytest.FixtureRequest,
    database_kind: str,
    the_app: Flask,
    keys_file: Path,
) -> Iterator[Filled]:
    """Return the township that nobody changes."""
    yield from open_copy(request, database_kind, the_app, keys_file, "looked_at")


@pytest.fixture
def looked_at(kept_open: Filled) -> Filled:
    """Return the township that nobody changes, as the one that the application serves now."""
    kept_open.world.app.extensions[NAME] = kept_open.running
    return kept_open


@pytest.fixture
def changed(
    request: pytest.FixtureRequest, database_kind: str, the_app: Flask, keys_file: Path
) -> Iterator[Filled]:
    """Return a fresh township to change."""
    yield from open_copy(request, database_kind, the_app, keys_file, "changed")
