"""The operator's commands, as they are typed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from api import crypto
from api.cli import main
from api.config import Config
from api.http.running import NAME
from api.models import Person
from tests.cast import World

Run = Callable[..., Result]


@pytest.fixture
def run(world: World) -> Run:
    """Return a way to type a command in the world's installation."""
    config: Config = world.app.extensions[NAME].config
    environment = {"LIANXINQIAO_DATA": str(config.data), "DATABASE_URL": config.engine_url}
    return lambda *words: CliRunner().invoke(main, words, env=environment)


def alter(world: World) -> None:
    with world.database.engine.execution_options(may_write=True).begin() as connection:
        connection.execute(
            update(Person.__table__).where(Person.id == world.person("陈远")).values(name="别人")
        )


def test_verify_says_that_the_journal_is_whole(run: Run) -> None:
    done = run("journal", "verify")

    assert done.exit_code == 0, done.output
    assert "完好 / whole" in done.output


def test_verify_ends_with_1_and_names_the_altered_row_in_both_languages(world: World, run: Run) -> None:
    alter(world)

    done = run("journal", "verify")

    assert done.exit_code == 1
    first = done.output.splitlines()[0]
    assert first.startswith("第一处 / first: 青松村党支部")
    assert str(world.person("陈远")) in first
    assert "当前资料与最后一次记录不符" in first
    assert "The current row differs" in done.output


def test_verify_of_one_node_looks_at_no_other(world: World, run: Run) -> None:
    alter(world)

    assert run("journal", "verify", "--node", str(world.node("竹溪村"))).exit_code == 0
    assert run("journal", "verify", "--node", str(world.node("青松村"))).exit_code == 1


def test_a_checkpoint_that_was_kept_is_compared(world: World, run: Run, tmp_path: Path) -> None:
    printed = run("journal", "checkpoint").output
    kept = tmp_path / "checkpoint.txt"
    kept.write_text(printed)
    assert len(printed.splitlines()) == len(world.nodes)
    assert run("journal", "verify", "--checkpoint", str(kept)).exit_code == 0

    kept.write_text(printed.replace(printed.split()[3], "f" * 64))
    done = run("journal", "verify", "--checkpoint", str(kept))
    assert done.exit_code == 1
    assert "与留存的校验点不符" in done.output

    kept.write_text("nonsense")
    assert run("journal", "verify", "--checkpoint", str(kept)).exit_code == 1


def test_backup_and_restore_say_what_they_did_or_why_not(run: Run, tmp_path: Path) -> None:
    done = run("backup", str(tmp_path / "copy"))
    assert done.exit_code == 0, done.output
    assert "The backup is whole" in done.output

    again = run("backup", str(tmp_path / "copy"))
    assert again.exit_code == 1
    assert "没有备份成" in again.output

    over = run("restore", str(tmp_path / "copy"))
    assert over.exit_code == 1
    assert "没有恢复" in over.output


def test_a_new_installation_gets_keys_once_and_a_database(tmp_path: Path) -> None:
    environment = {"LIANXINQIAO_DATA": str(tmp_path / "new"), "DATABASE_URL": ""}

    def type_in(*words: str) -> Result:
        return CliRunner().invoke(main, words, env=environment)

    assert "lianxinqiao keys create" in type_in("journal", "verify").output
    assert type_in("keys", "create").exit_code == 0
    kept = (tmp_path / "new" / "keys.json").read_bytes()
    assert type_in("keys", "create").exit_code == 1
    assert (tmp_path / "new" / "keys.json").read_bytes() == kept
    assert type_in("migrate").exit_code == 0
    assert type_in("journal", "verify").exit_code == 0


def test_without_the_keys_a_backup_is_not_restored(world: World, run: Run, tmp_path: Path) -> None:
    assert run("backup", str(tmp_path / "copy")).exit_code == 0
    config = replace(world.app.extensions[NAME].config, data=tmp_path / "anew", database_url="")
    environment = {"LIANXINQIAO_DATA": str(config.data), "DATABASE_URL": ""}

    without = CliRunner().invoke(main, ["restore", str(tmp_path / "copy")], env=environment)
    assert without.exit_code == 1
    assert "没有密钥" in without.output

    mine = crypto.keys()
    crypto.Keys.fresh().write(config.keys_file)
    wrong = CliRunner().invoke(main, ["restore", str(tmp_path / "copy")], env=environment)
    crypto.use(mine)
    assert wrong.exit_code == 1
    assert "不是这份备份的密钥" in wrong.output
    assert not (config.data / "lianxinqiao.db").exists()
