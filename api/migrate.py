"""Bring a database to the newest shape."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig

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
