"""Reminders are told of one day; the cast lives on it."""

from collections.abc import Iterator

import pytest

from api import clock
from tests.reminders.days import at_hour


@pytest.fixture(autouse=True)
def the_day() -> Iterator[None]:
    """Let it be early in the morning of the day."""
    with clock.at(at_hour(6)):
        yield
