"""The drill can fail: a server with a fault planted into it is found out."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.exercise import exercise
from tests.faults.plan import ONE_BRANCH
from tests.faults.server import Forge

# Each request comes twice at once, and no id of the client's own stands in the way of a double.
HASTE = replace(ONE_BRANCH, haste=1.0, own_ids=0.0)


def find_late_commit(forge: Forge, app: Flask, data: Path, url: str, kills: int) -> set[str]:
    fault = "answer before commit"
    _, findings = exercise(forge, app, data, url, ONE_BRANCH, kills=kills, pace=8, limit=120, fault=fault)
    return {finding.code for finding in findings}


def find_unheard_constraint(forge: Forge, app: Flask, data: Path, url: str) -> set[str]:
    fault = "check, then insert"
    _, findings = exercise(forge, app, data, url, HASTE, kills=1, pace=12, limit=120, fault=fault)
    return {finding.code for finding in findings}


def test_a_server_that_answers_before_it_commits_is_found_out(
    forge: Forge, the_app: Flask, data: Path, sqlite_url: str
) -> None:
    assert "lost" in find_late_commit(forge, the_app, data, sqlite_url, kills=3)


def test_a_server_that_checks_and_then_inserts_is_found_out(
    forge: Forge, the_app: Flask, data: Path, postgresql_url: str
) -> None:
    assert "doubled" in find_unheard_constraint(forge, the_app, data, postgresql_url)


@pytest.mark.long
def test_an_answer_before_the_commit_is_found_out_on_both_databases(
    forge: Forge, the_app: Flask, data: Path, database_url: str
) -> None:
    assert "lost" in find_late_commit(forge, the_app, data, database_url, kills=6)


@pytest.mark.long
def test_a_check_before_the_insert_is_found_out_on_both_databases(
    forge: Forge, the_app: Flask, data: Path, database_url: str
) -> None:
    assert "doubled" in find_unheard_constraint(forge, the_app, data, database_url)
