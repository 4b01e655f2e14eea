"""A session that sees the database as it is at one moment, however long it looks."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from api.db import Database


@contextmanager
def one_moment(database: Database) -> Iterator[Session]:
    """Read everything as of one moment, so that work going on beside it is no flaw."""
    with database.reading() as session:
        if database.engine.dialect.name == "postgresql":
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session
