"""What the tests of members share: days counted from today, ID numbers that hold, and a count of selects."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from api import clock
from api.codes.id_number import check_digit
from tests.cast import World


@pytest.fixture
def days() -> Callable[[int], date]:
    """Return a day so many days from today."""
    return lambda count: clock.today() + timedelta(days=count)


@pytest.fixture
def make_id_number() -> Callable[..., str]:
    """Return a maker of valid ID numbers: a man born on 1986-07-12, unless it is told otherwise."""

    def make(born: str = "19860712", order: str = "123") -> str:
        first = f"422802{born}{order}"
        return first + check_digit(first)

    return make


@pytest.fixture
def count_selects(world: World) -> Callable[[], object]:
    """Return a context that gathers the SELECTs sent to the database."""

    @contextmanager
    def gather() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            if statement.lstrip().upper().startswith(("SELECT", "WITH")):
                sent.append(statement)

        event.listen(world.database.engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(world.database.engine, "before_cursor_execute", note)

    return gather
