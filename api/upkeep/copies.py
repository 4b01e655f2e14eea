"""Copying a database to a file and back: SQLite by its own online backup, PostgreSQL by its own tools."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Engine, inspect

SQLITE_COPY, POSTGRESQL_COPY = "lianxinqiao.db", "lianxinqiao.dump"

_WORDS = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
}


class ToolFailedError(Exception):
    """A tool of PostgreSQL is not there, or did not do its work; the message is what it said."""


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database that is in use, as it is at one moment, and bring the copy to the disk."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        # The copy is one file: no log beside it that somebody could forget.
        copy.execute("PRAGMA journal_mode=DELETE")
    flush(target)


def dump_postgresql(engine: Engine, target: Path) -> None:
    """Dump a database that is in use, as it is at one moment, and bring the dump to the disk."""
    _run("pg_dump", ["--format=custom", "--no-owner", f"--file={target}"], _surroundings(engine))
    flush(target)


def load_postgresql(engine: Engine, dump: Path) -> None:
    """Load a dump into an empty database: all of it, or nothing."""
    surroundings = _surroundings(engine)
    words = [
        "--no-owner",
        "--single-transaction",
        "--exit-on-error",
        f"--dbname={surroundings['PGDATABASE']}",
    ]
    _run("pg_restore", [*words, str(dump)], surroundings)


def is_empty(engine: Engine) -> bool:
    """Say whether a database holds no table."""
    return not inspect(engine).get_table_names()


def sqlite_file(url: URL) -> Path:
    """Return the file of an SQLite database."""
    return Path(url.database or "")


def copy_files(source: Path, target: Path) -> int:
    """Copy the stored files, bring them to the disk, and return how many there are."""
    count = 0
    for path in sorted(source.glob("[0-9a-f][0-9a-f]/*")):
        if path.suffix != ".tmp":
            copy = target / path.parent.name / path.name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            flush(copy)
            count += 1
    return count


def flush(path: Path) -> None:
    """Bring a file and its name to the disk."""
    for place in (path, path.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _surroundings(engine: Engine) -> dict[str, str]:
    # By the environment, because everybody on the machine can read a command's words.
    _, told = engine.dialect.create_connect_args(engine.url)
    return {name: str(told[word]) for word, name in _WORDS.items() if told.get(word) is not None}


def _run(tool: str, words: list[str], surroundings: dict[str, str]) -> None:
    program = shutil.which(tool)
    if program is None:
        raise ToolFailedError(f"{tool}: not found")
    done = subprocess.run(  # noqa: S603  our own words, no shell
        [program, *words], env={**os.environ, **surroundings}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ToolFailedError(f"{tool}: {done.stderr.strip()}")
