"""The engine and its two kinds of session: one that only reads, one that may write.

SQLite runs with WAL, `synchronous=FULL` and `BEGIN IMMEDIATE` for each transaction that may write: without it a
read-then-write meets "database is locked", and with `NORMAL` a power cut loses acknowledged commits.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
import uuid_utils.compat
from sqlalchemy import DateTime, Engine, String, TypeDecorator, create_engine, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

_WAIT_MS = 10_000
_CACHE_KIB = 64 * 1024
"""Room for the indexes of a county; the default of 2 MiB makes a bulk import read and write its pages again and again."""

FOUND = "found"
"""Under this name a session that only looks keeps what is dear to find and asked for by several; one that writes has none."""


def new_id() -> UUID:
    """Mint an id: a UUID of version 7, which sorts by time."""
    return uuid_utils.compat.uuid7()


class Instant(TypeDecorator[datetime]):
    """An aware instant to the microsecond, kept as UTC on every database."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """Return what Python sees."""
        return datetime

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Keep the zone where the database knows one."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into UTC."""
        if value is None:
            return None
        aware = value.astimezone(UTC)
        return aware if dialect.name == "postgresql" else aware.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant aware, in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class PartialDate(TypeDecorator[str]):
    """A date known to the year, the month or the day: `1986`, `1986-07` or `1986-07-12`."""

    impl = String(10)
    cache_ok = True


@dataclass(frozen=True)
class Database:
    """One engine with its two kinds of session."""

    engine: Engine

    def reading(self) -> Session:
        """Open a session that only looks. What it found once it may keep in `info[FOUND]`, until it is closed."""
        return Session(self.engine, autoflush=False, expire_on_commit=False, info={FOUND: {}})

    def writing(self) -> Session:
        """Open a session that may write. Only `journal.in_transaction` commits one."""
        return Session(self.engine.execution_options(may_write=True), autoflush=False, expire_on_commit=False)


def connect(url: str) -> Database:
    """Connect to a database by its SQLAlchemy address."""
    options: dict[str, Any] = {
        # A failure is logged; the values of people's rows are not.
        "hide_parameters": True,
        "json_serializer": lambda value: orjson.dumps(value).decode(),
        "json_deserializer": orjson.loads,
    }
    if url.startswith("sqlite"):
        engine = create_engine(
            url,
            connect_args={"timeout": _WAIT_MS / 1000, "check_same_thread": False},
            pool_size=8,
            max_overflow=24,
            **options,
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(url, pool_size=8, max_overflow=24, pool_pre_ping=True, **options)
        event.listen(engine, "connect", _prepare_postgresql)
    return Database(engine)


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling would begin late and deferred.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={_WAIT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        f"cache_size=-{_CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_postgresql(connection: Any, _entry: ConnectionPoolEntry) -> None:
    # Compiling a statement takes longer than any of ours runs: a branch's figures took 300 ms of it, for 9 ms of work.
    connection.autocommit = True
    connection.execute("SET jit = off")
    connection.autocommit = False


def _begin_sqlite(connection: Connection) -> None:
    may_write = connection.get_execution_options().get("may_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if may_write else "BEGIN")
