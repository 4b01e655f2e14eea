"""A filled township that is attacked and must not change."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from api.http.running import NAME
from tests.databases import KINDS
from tests.permissions.filled import Filled, open_copy


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Attack each kind of database."""
    if "database_kind" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--db")
        metafunc.parametrize("database_kind", KINDS if chosen == "both" else [chosen], scope="module")


@pytest.fixture(scope="module")
def built(
    request: pytest.FixtureRequest,
    database_kind: str,
    the_app: Flask,
    keys_file: Path,
) -> Iterator[Filled]:
    """Return the township of a module."""
    yield from open_copy(request, database_kind, the_app, keys_file, "attacked")


@pytest.fixture
def attacked(built: Filled) -> Iterator[Filled]:
    """Return the township under attack; whatever a test does to it, nothing may be written."""
    built.world.app.extensions[NAME] = built.running
    before = built.written()
    yield built
    assert built.written() == before, "what was refused was written all the same"


@pytest.fixture
def kept(built: Filled) -> Filled:
    """Return the township of a module that keeps what its tests write."""
    built.world.app.extensions[NAME] = built.running
    return built


@pytest.fixture
def opened(
    request: pytest.FixtureRequest, database_kind: str, the_app: Flask, keys_file: Path
) -> Iterator[Filled]:
    """Return a fresh township, for what is taken."""
    yield from open_copy(request, database_kind, the_app, keys_file, "opened")
