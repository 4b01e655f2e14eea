"""What a power cut would take: killing a process never shows a missing flush, so every connection is asked."""

from contextlib import ExitStack

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from api.db import connect

FULL, WAL = 2, "wal"
POOL = 32
"""All connections that a pool may hold, those for a rush included."""


@pytest.mark.parametrize("kind", ["reading", "writing"])
def test_every_connection_to_sqlite_flushes_each_commit_to_the_disk(sqlite_url: str, kind: str) -> None:
    database = connect(sqlite_url)
    try:
        with ExitStack() as stack:
            first = stack.enter_context(getattr(database, kind)())
            assert ask(first, "synchronous") == FULL
            # The others only read: one at a time may write.
            rest = [stack.enter_context(database.reading()) for _ in range(POOL - 1)]
            assert [ask(session, "synchronous") for session in rest] == [FULL] * (POOL - 1)
            assert {ask(session, "journal_mode") for session in (first, *rest)} == {WAL}
            assert {ask(session, "foreign_keys") for session in (first, *rest)} == {1}
            assert database.engine.pool.checkedout() == POOL  # type: ignore[attr-defined]
    finally:
        database.engine.dispose()


def ask(session: Session, pragma: str) -> object:
    return session.scalar(text(f"PRAGMA {pragma}"))
