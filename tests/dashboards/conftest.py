"""The demo township, told once for a whole run, for the tests of this folder that look at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import KINDS
from tests.demo.telling import Told, open_told


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask each test that looks at the township once for each kind of database."""
    if "told" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--db")
        metafunc.parametrize("told", KINDS if chosen == "both" else [chosen], indirect=True)


@pytest.fixture
def told(request: pytest.FixtureRequest, pytestconfig: pytest.Config, keys_file: Path) -> Iterator[Told]:
    """Return the demo township as told once for all tests; they only look."""
    yield from open_told(request, request.param, pytestconfig, keys_file)
