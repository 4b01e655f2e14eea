"""The drill can fail: a server with a fault planted into it is found out."""

from pathlib import Path

from flask import Flask

from tests.faults.exercise import exercise
from tests.faults.plan import ONE_BRANCH
from tests.faults.server import Forge

KILLS = 2


def test_a_server_that_answers_before_it_commits_is_found_out(
    forge: Forge, the_app: Flask, data: Path, database_url: str
) -> None:
    _, findings = exercise(
        forge, the_app, data, database_url, ONE_BRANCH, kills=KILLS, limit=60, fault="answer before commit"
    )

    assert "lost" in {finding.code for finding in findings}


def test_a_server_that_checks_and_then_inserts_is_found_out(
    forge: Forge, the_app: Flask, data: Path, database_url: str
) -> None:
    _, findings = exercise(
        forge, the_app, data, database_url, ONE_BRANCH, kills=KILLS, limit=60, fault="check, then insert"
    )

    assert "doubled" in {finding.code for finding in findings}
