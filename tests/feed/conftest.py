"""The filled township, for what an entry may tell, and keys for cursors."""

from pathlib import Path

import pytest

from api import crypto
from tests.permissions.conftest import kept_open, looked_at, pytest_generate_tests

__all__ = ["kept_open", "keys", "looked_at", "pytest_generate_tests"]


@pytest.fixture
def keys(keys_file: Path) -> None:
    """Use the keys of this run."""
    crypto.use(crypto.Keys.read(keys_file))
