"""Bring a backup back. Every journal starts a new epoch, which tells phones to send again what may be missing."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import crypto, migrate
from api.access import THE_PRODUCT
from api.config import DEMO_MARK, Config
from api.db import connect
from api.journal import in_transaction, record
from api.models import JournalHead
from api.upkeep import copies
from api.upkeep.back_up import prove_whole
from api.upkeep.manifest import Manifest, name_keys, read_manifest
from api.upkeep.moments import one_moment

Say = Callable[[str], object]


class RestoreRefusedError(Exception):
    """There is something in the way of a restore; the message says what."""


def restore(config: Config, folder: Path, say: Say, least_epoch: int = 0) -> None:
    """Bring a backup into an empty data folder and database, and start a new epoch on every node.

    The keys must lie in the data folder already. The database takes its place only when everything is done.
    least_epoch: the new epoch is at least this one; needed where the same backup is brought back a second time.
    Raise RestoreRefusedError, NoBackupError, BackupFailedError or ToolFailedError; nothing is in place then.
    """
    manifest = read_manifest(folder)
    if manifest.keys != name_keys(crypto.keys()):
        raise RestoreRefusedError(f"{config.keys_file} 不是这份备份的密钥 / are not the keys of this backup")
    if manifest.engine == "sqlite":
        _restore_sqlite(config, folder, least_epoch)
    else:
        _restore_postgresql(config, folder, least_epoch)
    if manifest.demo:
        (config.data / DEMO_MARK).touch()
    _tell(manifest, say)


def _restore_sqlite(config: Config, folder: Path, least_epoch: int) -> None:
    wanted = connect(config.engine_url).engine.url
    if wanted.get_backend_name() != "sqlite":
        raise RestoreRefusedError("备份来自 SQLite,不能恢复到 PostgreSQL / the backup is of SQLite")
    place = copies.sqlite_file(wanted)
    if place.exists():
        raise RestoreRefusedError(f"{place} 已经存在 / exists already")
    waiting = place.with_name(f"{place.name}.restoring")
    for leftover in place.parent.glob(f"{waiting.name}*"):
        leftover.unlink()
    copies.copy_sqlite(folder / copies.SQLITE_COPY, waiting)
    _prepare(config, folder, f"sqlite:///{waiting}", least_epoch)
    waiting.replace(place)
    copies.flush(place)


def _restore_postgresql(config: Config, folder: Path, least_epoch: int) -> None:
    database = connect(config.engine_url)
    try:
        if database.engine.dialect.name != "postgresql":
            raise RestoreRefusedError("备份来自 PostgreSQL,请先设 DATABASE_URL / the backup is of PostgreSQL")
        if not copies.is_empty(database.engine):
            raise RestoreRefusedError("数据库不是空的 / the database is not empty")
        copies.load_postgresql(database.engine, folder / copies.POSTGRESQL_COPY)
    finally:
        database.engine.dispose()
    _prepare(config, folder, config.engine_url, least_epoch)


def _prepare(config: Config, folder: Path, url: str, least_epoch: int) -> None:
    """Prove what was brought back, bring its files, give it the newest shape, and start the new epochs."""
    database = connect(url)
    try:
        with one_moment(database) as session:
            prove_whole(session, folder / "files")
        copies.copy_files(folder / "files", config.files)
        migrate.upgrade(url)
        in_transaction(database, lambda session: start_epochs(session, least_epoch))
    finally:
        database.engine.dispose()


def start_epochs(session: Session, least_epoch: int = 0) -> None:
    """Begin each journal anew: numbers from 1, with a first entry that names the old head."""
    for head in session.scalars(select(JournalHead).order_by(JournalHead.node_id).with_for_update()):
        record(
            session,
            node_id=head.node_id,
            kind="epoch.started",
            actor=THE_PRODUCT,
            subjects={"organization": head.node_id},
            facts={"epoch": head.epoch, "number": head.number, "hash": head.hash},
        )
        head.epoch, head.number = max(head.epoch + 1, least_epoch), 0


def _tell(manifest: Manifest, say: Say) -> None:
    say(f"已恢复到 {manifest.made_at} 的备份，每本日志开始新的一期。手机会自动补发这以后的内容。")
    say(
        f"Restored to the backup of {manifest.made_at}; every journal has begun a new epoch. "
        "Phones send again what came after it."
    )
    if not manifest.verified:
        say("这份备份当时没能核对，刚才已经核对完好 / It was not proved when it was made; it was now.")
