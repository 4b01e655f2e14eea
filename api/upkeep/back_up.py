"""Back up an installation, prove the copy, and only then call what it holds safe.

The keys stay behind: whoever finds a backup cannot read it, and whoever loses the keys cannot either.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api import clock, crypto
from api.attachments import vault
from api.config import Config
from api.crypto import SealBrokenError
from api.db import Database, connect
from api.journal import in_transaction
from api.models import Attachment, JournalHead
from api.upkeep import copies
from api.upkeep.manifest import Manifest, Mark, name_keys, read_marks, write_time
from api.upkeep.moments import one_moment
from api.upkeep.verify_journal import verify

Say = Callable[[str], object]


class BackupFailedError(Exception):
    """No backup was made, or the copy is not whole; the message says why."""


class CannotProveError(Exception):
    """The copy could not be opened here, so nobody knows whether it is whole; the message says why."""


def back_up(config: Config, database: Database, folder: Path, say: Say) -> bool:
    """Copy database and files into an empty folder, prove the copy, and return whether it was proved.

    Raise BackupFailedError where the folder is not empty, a tool fails or the copy is not whole.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupFailedError(f"{folder} 里已有东西，请给一个空文件夹 / is not empty")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made_at = write_time(clock.now())
    engine = database.engine.dialect.name
    try:
        _copy_database(database, folder)
    except copies.ToolFailedError as failure:
        raise BackupFailedError(str(failure)) from failure
    # After the database: a file lies on the disk before its row does, so each row of the copy finds its file.
    count = copies.copy_files(config.files, folder / "files")
    try:
        marks, proved = _prove(database, folder), True
    except CannotProveError as reason:
        say(f"备份已做，但没能打开核对，所以不算“已安全保存”：{reason}")
        say(f"The backup was made but could not be opened and proved, so nothing is called safe: {reason}")
        marks, proved = (), False
    Manifest(made_at, engine, proved, config.is_demo, count, name_keys(crypto.keys()), marks).write(folder)
    if proved:
        _raise_safe(database, marks)
        total = sum(mark.number for mark in marks)
        say(f"备份完好：{len(marks)} 本日志，{total} 条，{count} 个文件。")
        say(f"The backup is whole: {len(marks)} journals, {total} entries, {count} files.")
    say(f"密钥不在备份里，请把 {config.keys_file} 另外保管；没有它，备份打不开。")
    say(
        f"The keys are not in the backup. Keep {config.keys_file} apart; without it the backup cannot be opened."
    )
    return proved


def _copy_database(database: Database, folder: Path) -> None:
    if database.engine.dialect.name == "sqlite":
        copies.copy_sqlite(copies.sqlite_file(database.engine.url), folder / copies.SQLITE_COPY)
    else:
        copies.dump_postgresql(database.engine, folder / copies.POSTGRESQL_COPY)


def _prove(database: Database, folder: Path) -> tuple[Mark, ...]:
    opened = (
        _open_sqlite(folder) if database.engine.dialect.name == "sqlite" else _open_dump(database, folder)
    )
    with opened as copy, one_moment(copy) as session:
        prove_whole(session, folder / "files")
        return read_marks(session)


def prove_whole(session: Session, files: Path) -> None:
    """Raise BackupFailedError unless the journal verifies and each stored file opens."""
    for flaw in verify(session):
        raise BackupFailedError(f"{flaw.sentence('zh')} / {flaw.sentence('en')}")
    for attachment_id, sha256 in session.execute(select(Attachment.id, Attachment.sha256)):
        try:
            vault.fetch(files, attachment_id, sha256)
        except (vault.FileGoneError, SealBrokenError) as broken:
            raise BackupFailedError(
                f"附件不完整 / a stored file is gone or broken: {attachment_id}"
            ) from broken


@contextmanager
def _open_sqlite(folder: Path) -> Iterator[Database]:
    # Read only: looking at a backup changes nothing in it.
    copy = connect(f"sqlite:///file:{folder / copies.SQLITE_COPY}?mode=ro&immutable=1&uri=true")
    try:
        with copy.reading() as session:
            said = session.scalar(text("PRAGMA integrity_check"))
            if said != "ok":
                raise BackupFailedError(str(said))
        yield copy
    finally:
        copy.engine.dispose()


@contextmanager
def _open_dump(database: Database, folder: Path) -> Iterator[Database]:
    """Load the dump into a database that is thrown away again. Raise CannotProveError where that is not allowed."""
    name = f"lianxinqiao_proof_{uuid4().hex[:12]}"
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as outside:
        try:
            outside.execute(text(f'CREATE DATABASE "{name}" TEMPLATE template0'))
        except DBAPIError as refused:
            raise CannotProveError(str(refused.orig).strip()) from refused
        scratch = connect(database.engine.url.set(database=name).render_as_string(hide_password=False))
        try:
            try:
                copies.load_postgresql(scratch.engine, folder / copies.POSTGRESQL_COPY)
            except copies.ToolFailedError as failure:
                raise CannotProveError(str(failure)) from failure
            yield scratch
        finally:
            scratch.engine.dispose()
            outside.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


def _raise_safe(database: Database, marks: tuple[Mark, ...]) -> None:
    """Tell the phones, through GET /sync, up to where everything lies in a proved copy."""

    def work(session: Session) -> None:
        for mark in marks:
            session.execute(
                update(JournalHead)
                .where(JournalHead.node_id == mark.node, JournalHead.epoch == mark.epoch)
                .values(safe_epoch=mark.epoch, safe_up_to=mark.number)
                .execution_options(synchronize_session=False)
            )

    in_transaction(database, work)
