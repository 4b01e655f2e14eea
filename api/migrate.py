"""Bring a database to the newest shape."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from api.db import connect

_HERE = Path(__file__).resolve().parent


def alembic_config(database_url: str) -> AlembicConfig:
    """Return the configuration of the migrations for one database."""
    inside = _HERE / "migrations"
    config = AlembicConfig()
    config.set_main_option("script_location", str(inside if inside.exists() else _HERE.parent / "migrations"))
    config.attributes["database_url"] = database_url
    return config


def upgrade(database_url: str) -> None:
    """Run every migration that the database lacks."""
    command.upgrade(alembic_config(database_url), "head")


def is_newest(database_url: str) -> bool:
    """Say whether every migration has run on a database."""
    newest = ScriptDirectory.from_config(alembic_config(database_url)).get_current_head()
    database = connect(database_url)
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == newest
    finally:
        database.engine.dispose()
