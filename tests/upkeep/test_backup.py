"""备份与恢复: a copy counts once it was proved; a restore begins a new epoch, and phones send again what is missing."""

import hashlib
import json
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import make_url, text, update
from sqlalchemy.orm import Session

from api import clock, crypto
from api.attachments.service import load
from api.config import Config
from api.db import Database, connect
from api.http.running import NAME
from api.journal import in_transaction
from api.models import IdempotencyClaim, Job, JournalHead, Person, RosterImport, Throttle
from api.upkeep import copies
from api.upkeep.back_up import BackupFailedError, back_up
from api.upkeep.manifest import NoBackupError, read_manifest
from api.upkeep.moments import one_moment
from api.upkeep.restore import RestoreRefusedError, restore, start_epochs
from api.upkeep.sweeps import sweep_expired
from api.upkeep.verify_journal import verify
from tests.cast import World
from tests.journal.story import change_everything, tell

FILE = "花名册".encode()


def config_of(world: World) -> Config:
    return world.app.extensions[NAME].config


def send_file(world: World) -> Any:
    file_id = uuid4()
    headers = {"X-Content-SHA256": hashlib.sha256(FILE).hexdigest(), "Content-Type": "text/csv"}
    assert world.as_("周书兰").put(f"/attachments/{file_id}", data=FILE, headers=headers).status_code == 201
    return file_id


def heads(world: World, name: str) -> dict[str, dict[str, Any]]:
    answer = world.as_(name).get("/sync")
    assert answer.status_code == 200
    names = {str(node_id): node for node, node_id in world.nodes.items()}
    return {names[item.pop("organization_id")]: item for item in answer.json["items"]}


def make_backup(world: World, folder: Path) -> list[str]:
    said: list[str] = []
    assert back_up(config_of(world), world.database, folder, said.append)
    return said


@contextmanager
def empty_installation(world: World, tmp_path: Path) -> Iterator[Config]:
    """Offer an installation without data, on the same kind of database, that has the old keys."""
    config = replace(config_of(world), data=tmp_path / "anew")
    if world.database.engine.dialect.name == "sqlite":
        config = replace(config, database_url="")
    else:
        name = f"anew_{uuid4().hex[:8]}"
        with world.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        address = make_url(config.engine_url).set(database=name)
        config = replace(config, database_url=address.render_as_string(hide_password=False))
    crypto.keys().write(config.keys_file)
    yield config


@contextmanager
def opened(config: Config) -> Iterator[Database]:
    database = connect(config.engine_url)
    try:
        yield database
    finally:
        database.engine.dispose()


def test_a_folder_with_something_in_it_takes_no_backup(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")

    with pytest.raises(BackupFailedError, match="is not empty"):
        back_up(config_of(world), world.database, folder, print)
    assert (folder / "letter.txt").read_text() == "mine"


def test_a_broken_journal_is_never_called_safe(world: World, tmp_path: Path) -> None:
    with world.database.engine.execution_options(may_write=True).begin() as connection:
        connection.execute(
            update(Person.__table__).where(Person.id == world.person("陈远")).values(name="别人")
        )

    with pytest.raises(BackupFailedError, match="current row differs"):
        back_up(config_of(world), world.database, tmp_path / "copy", print)

    assert heads(world, "周书兰")["青松村"]["safe_up_to"] is None
    with pytest.raises(NoBackupError):
        read_manifest(tmp_path / "copy")


def test_a_stored_file_that_is_broken_is_never_called_safe(world: World, tmp_path: Path) -> None:
    send_file(world)
    for path in config_of(world).files.glob("*/*"):
        path.write_bytes(b"k1.broken" * 9)

    with pytest.raises(BackupFailedError, match="stored file"):
        back_up(config_of(world), world.database, tmp_path / "copy", print)


def test_a_proved_backup_raises_what_is_safe_and_no_more(world: World, tmp_path: Path) -> None:
    tell(world)
    assert heads(world, "陈远")["青松村"]["safe_up_to"] is None

    make_backup(world, tmp_path / "copy")
    before = heads(world, "陈远")["青松村"]
    change_everything(world)
    after = heads(world, "陈远")["青松村"]

    assert before["safe_up_to"] == before["number"]
    assert after["number"] > before["number"]
    assert after["safe_up_to"] == before["number"]


def test_everybody_asks_about_the_own_branch_and_what_is_in_reach(world: World) -> None:
    assert world.stranger.get("/sync").status_code == 401
    assert set(heads(world, "陈远")) == {"青松村"}
    assert set(heads(world, "吴白鹭")) == {"白鹭村"}
    assert set(heads(world, "孙委员")) == {"云栖镇", "青松村", "白鹭村"}
    assert set(heads(world, "韩外")) == {"竹溪村"}


def test_a_backup_holds_no_key_and_nobody_else_may_look_into_it(world: World, tmp_path: Path) -> None:
    send_file(world)
    folder = tmp_path / "copy"

    said = make_backup(world, folder)

    assert any("密钥不在备份里" in line for line in said)
    assert not list(folder.rglob("keys.json"))
    secrets = [crypto.keys().index, crypto.keys().tokens, *crypto.keys().fields.values()]
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert FILE not in content
            assert not any(secret in content for secret in secrets)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_restore_brings_everything_back_in_a_new_epoch(world: World, tmp_path: Path) -> None:
    tell(world)
    file_id = send_file(world)
    make_backup(world, tmp_path / "copy")
    change_everything(world)
    old = heads(world, "周书兰")["青松村"]

    with empty_installation(world, tmp_path) as config:
        restore(config, tmp_path / "copy", print)
        with opened(config) as database, one_moment(database) as session:
            assert list(verify(session)) == []
            head = session.get_one(JournalHead, world.node("青松村"))
            assert (head.epoch, head.number) == (2, 1)
            assert head.safe_epoch != head.epoch
            assert session.get_one(Person, world.person("陈远")).name == "陈远"
            assert load(session, config.files, world.actor("周书兰"), file_id) == FILE
        assert old["number"] > 1


def test_after_a_restore_phones_are_told_that_nothing_of_the_new_epoch_is_safe_yet(
    world: World, tmp_path: Path
) -> None:
    make_backup(world, tmp_path / "copy")

    in_transaction(world.database, start_epochs)
    assert heads(world, "陈远")["青松村"] == {"epoch": 2, "number": 1, "safe_up_to": None}

    make_backup(world, tmp_path / "again")
    assert heads(world, "陈远")["青松村"] == {"epoch": 2, "number": 1, "safe_up_to": 1}


def test_an_epoch_that_does_not_name_the_old_head_is_found(world: World) -> None:
    def begin_unfounded(session: Session) -> None:
        start_epochs(session)
        for entry in session.info["entries"]:
            entry.facts["number"] -= 1

    in_transaction(world.database, begin_unfounded)

    with one_moment(world.database) as session:
        assert {flaw.code for flaw in verify(session)} == {"epoch_unfounded"}


def test_the_same_backup_brought_back_twice_can_be_given_a_later_epoch(world: World, tmp_path: Path) -> None:
    make_backup(world, tmp_path / "copy")

    with empty_installation(world, tmp_path) as config:
        restore(config, tmp_path / "copy", print, least_epoch=5)
        with opened(config) as database, one_moment(database) as session:
            assert session.get_one(JournalHead, world.node("青松村")).epoch == 5
            assert list(verify(session)) == []


def test_nothing_is_restored_over_data_that_is_there(world: World, tmp_path: Path) -> None:
    make_backup(world, tmp_path / "copy")

    with pytest.raises(RestoreRefusedError):
        restore(config_of(world), tmp_path / "copy", print)
    assert heads(world, "周书兰")["青松村"]["epoch"] == 1


def test_a_folder_that_is_no_backup_restores_nothing(world: World, tmp_path: Path) -> None:
    make_backup(world, tmp_path / "copy")
    (tmp_path / "copy" / "manifest.json").unlink()

    with empty_installation(world, tmp_path) as config, pytest.raises(NoBackupError):
        restore(config, tmp_path / "copy", print)


def test_a_backup_that_was_altered_is_not_put_in_place(world: World, tmp_path: Path) -> None:
    tell(world)
    make_backup(world, tmp_path / "copy")
    if world.database.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(tmp_path / "copy" / copies.SQLITE_COPY)) as copy:
            copy.execute("UPDATE away_periods SET employer = '别处的厂'")
            copy.commit()
        expected: type[Exception] = BackupFailedError
    else:
        dump = tmp_path / "copy" / copies.POSTGRESQL_COPY
        dump.write_bytes(dump.read_bytes()[:-2000])
        expected = copies.ToolFailedError

    with empty_installation(world, tmp_path) as config:
        with pytest.raises(expected):
            restore(config, tmp_path / "copy", print)
        if world.database.engine.dialect.name == "sqlite":
            assert not copies.sqlite_file(make_url(config.engine_url)).exists()


def test_where_the_dump_cannot_be_opened_nothing_is_called_safe(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if world.database.engine.dialect.name == "sqlite":
        pytest.skip("an SQLite copy can always be opened")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "pg_dump").symlink_to(shutil.which("pg_dump") or "")
    monkeypatch.setenv("PATH", str(tools))
    said: list[str] = []
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{tmp_path}")

    proved = back_up(config_of(world), world.database, tmp_path / "copy", said.append)

    assert not proved
    assert heads(world, "周书兰")["青松村"]["safe_up_to"] is None
    assert any("nothing is called safe" in line for line in said)
    assert json.loads((tmp_path / "copy" / "manifest.json").read_text())["verified"] is False


def test_a_backup_of_the_demo_stays_a_demo(world: World, tmp_path: Path) -> None:
    (config_of(world).data / "DEMO").touch()
    make_backup(world, tmp_path / "copy")

    with empty_installation(world, tmp_path) as config:
        restore(config, tmp_path / "copy", print)
        assert config.is_demo


def test_the_daily_sweep_removes_what_is_over_and_nothing_else(world: World) -> None:
    now = clock.now()

    def plant(session: Session) -> None:
        for days in (1, 399, 401):
            session.add(
                IdempotencyClaim(
                    principal_id=world.accounts["陈远"],
                    operation="POST /reports",
                    key=f"{days}",
                    content_hmac="0" * 64,
                    claimed_at=now - timedelta(days=days),
                )
            )
            session.add(Throttle(key=f"{days}", failures=5, since=now - timedelta(days=days, minutes=1)))
            session.add(
                Job(
                    kind=f"{days}",
                    state="done",
                    organization_id=world.node("青松村"),
                    run_after=now,
                    created_at=now,
                    finished_at=now - timedelta(days=days),
                )
            )

    in_transaction(world.database, plant)
    sweep_expired(config_of(world), world.database)

    with world.database.reading() as session:
        assert sorted(claim.key for claim in session.query(IdempotencyClaim)) == ["1", "399"]
        assert [job.kind for job in session.query(Job)] == ["1"]
        assert list(session.query(Throttle)) == []
    assert world.as_("陈远").get("/sync").status_code == 200


def test_the_rows_of_an_old_dry_run_are_forgotten(world: World) -> None:
    file_id = send_file(world)
    rosters = {days: uuid4() for days in (29, 31)}

    def plant(session: Session) -> None:
        for days, roster_id in rosters.items():
            session.add(
                RosterImport(
                    id=roster_id,
                    organization_id=world.node("青松村"),
                    attachment_id=file_id,
                    account_id=world.accounts["周书兰"],
                    state="checked",
                    rows_sealed=b"sealed",
                    created_at=clock.now() - timedelta(days=days),
                )
            )

    in_transaction(world.database, plant)
    sweep_expired(config_of(world), world.database)

    with world.database.reading() as session:
        kept = {days: session.get_one(RosterImport, each).rows_sealed for days, each in rosters.items()}
    assert kept == {29: b"sealed", 31: None}
