"""What a request asks the database, and how the database means to find it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from api.db import Database


@dataclass(frozen=True)
class Asked:
    """One statement with its values."""

    sql: str
    values: Any

    @property
    def touches_contacts(self) -> bool:
        """Say whether it reads contacts."""
        return any(f"{word} contacts" in self.sql for word in ("FROM", "JOIN"))


@contextmanager
def watching(database: Database) -> Iterator[list[Asked]]:
    """Note every statement that is sent meanwhile."""
    asked: list[Asked] = []

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
        asked.append(Asked(sql, values))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def explain(database: Database, asked: Asked, *, without_scans: bool = False) -> list[str]:
    """Return the database's plan. without_scans: on PostgreSQL, as if the table were too large to be read whole."""
    with database.engine.connect() as connection:
        if database.engine.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.sql}", asked.values)
            return [row[3] for row in rows]
        if without_scans:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        rows = connection.exec_driver_sql(f"EXPLAIN {asked.sql}", asked.values)
        return [row[0].strip() for row in rows]


def find_scans(plan: list[str], tables: tuple[str, ...]) -> list[str]:
    """Return the lines that read one of these tables whole."""
    whole = tuple(f"{word} {table}" for table in tables for word in ("SCAN", "Seq Scan on"))
    return [line for line in plan if any(words in line for words in whole)]
