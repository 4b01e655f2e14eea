"""A new installation: from nothing to an officer who is signed in."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from api.app import create_app
from api.cli import main
from api.config import Config
from api.db import connect

Run = Callable[..., Result]
FOUND = ("found", "--township", "云栖镇党委", "--branch", "青松村党支部", "--branch", "白鹭村党支部")
OFFICER = ("--officer", "孙委员", "--phone", "19900000007")


@pytest.fixture
def run(config: Config) -> Run:
    """Return a way to type a command in an empty installation."""
    environment = {"LIANXINQIAO_DATA": str(config.data), "DATABASE_URL": config.database_url}
    return lambda *words: CliRunner().invoke(main, words, env=environment)


def test_a_phone_number_that_is_none_founds_nothing(run: Run) -> None:
    assert run(*FOUND, "--officer", "孙委员", "--phone", "12").exit_code == 1
    assert run(*FOUND, *OFFICER).exit_code == 0


def test_an_installation_is_founded_once(run: Run) -> None:
    run(*FOUND, *OFFICER)
    again = run(*FOUND, *OFFICER)
    assert again.exit_code == 1
    assert "已经建立过了" in again.output


def test_the_printed_code_lets_the_first_officer_in_who_sees_the_branches(run: Run, config: Config) -> None:
    printed = run(*FOUND, *OFFICER).output
    code = printed.splitlines()[0].rsplit(" ", 1)[1]
    database = connect(config.engine_url)
    http = create_app(config, database).test_client()
    entered = http.post(
        "/api/v1/auth/invitation-acceptances",
        json={"code": code, "password": "Qing-song-2026", "consents": []},
    )
    assert entered.status_code == 200, entered.json
    bearer = {"Authorization": f"Bearer {entered.json['access_token']}"}
    nodes = http.get("/api/v1/organizations", headers=bearer).json["items"]
    assert {node["name"] for node in nodes} == {"云栖镇党委", "青松村党支部", "白鹭村党支部"}
    assert {held["role"] for held in entered.json["me"]["roles"]} == {"officer", "admin"}
    assert run("journal", "verify").exit_code == 0
    database.engine.dispose()
