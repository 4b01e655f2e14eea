"""The server is killed under clients at work: nothing acknowledged is lost, nothing is doubled, no number is missing.

The short form takes each database with the layout that is harder for it: one file with one lock, and rows that can
wait for each other in a circle. The long form takes all four.
"""

from pathlib import Path

import pytest
from flask import Flask

from tests.faults.drill import CLIENTS, Record
from tests.faults.exercise import exercise
from tests.faults.plan import FOUR_BRANCHES, ONE_BRANCH, Layout
from tests.faults.server import Forge

SHORT, LONG = 4, 50
"""How often the server is killed."""

layouts = pytest.mark.parametrize("layout", [ONE_BRANCH, FOUR_BRANCHES], ids=["one branch", "four branches"])


def ensure_it_was_a_drill(record: Record, kills: int) -> None:
    """See that the kills met requests on their way, and that each kind of errand was acknowledged."""
    assert sum(delivery.lost for delivery in record.deliveries if not delivery.errand.hasty) >= kills
    acknowledged = [delivery.errand.kind for delivery in record.deliveries if delivery.acknowledged]
    assert len(acknowledged) >= CLIENTS
    assert set(acknowledged) == {
        "report",
        "acceptance",
        "contact",
        *(["move"] if record.layout.moves else []),
    }


def test_four_deaths_in_one_branch_on_sqlite_break_no_promise(
    forge: Forge, the_app: Flask, data: Path, sqlite_url: str
) -> None:
    record, findings = exercise(forge, the_app, data, sqlite_url, ONE_BRANCH, kills=SHORT, pace=16, limit=120)

    assert findings == []
    ensure_it_was_a_drill(record, SHORT)


def test_four_deaths_while_members_move_on_postgresql_break_no_promise(
    forge: Forge, the_app: Flask, data: Path, postgresql_url: str
) -> None:
    record, findings = exercise(
        forge, the_app, data, postgresql_url, FOUR_BRANCHES, kills=SHORT, pace=16, limit=120
    )

    assert findings == []
    ensure_it_was_a_drill(record, SHORT)


@pytest.mark.long
@layouts
def test_fifty_deaths_break_no_promise(
    forge: Forge, the_app: Flask, data: Path, durable_url: str, layout: Layout
) -> None:
    record, findings = exercise(forge, the_app, data, durable_url, layout, kills=LONG, pace=48, limit=1500)

    assert findings == []
    ensure_it_was_a_drill(record, LONG)
