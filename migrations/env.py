"""Run migrations on one database, SQLite or PostgreSQL.

On SQLite a table is altered by copying it; with foreign keys on, that would delete the rows that refer to it. They are
switched off before the transaction begins and every reference is checked before it is committed.
"""

from alembic import context
from sqlalchemy import text

from api.db import connect
from api.models import Base


def run() -> None:
    database = connect(context.config.attributes["database_url"])
    is_sqlite = database.engine.dialect.name == "sqlite"
    with database.engine.execution_options(may_write=True).connect() as connection:
        if is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite and connection.execute(text("PRAGMA foreign_key_check")).first():
                raise RuntimeError("a migration would leave rows that refer to nothing")
        connection.commit()
    database.engine.dispose()


run()
