"""The migrations make what the models say, and change a table without losing what hangs on it."""

import shutil
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from api.db import connect
from api.migrate import alembic_config
from api.models import Base, Membership, Person
from api.upkeep.verify_journal import verify
from tests.cast import World

SCRIPTS = Path(__file__).resolve().parents[2] / "migrations"

FURTHER = '''"""A column more."""

import sqlalchemy as sa
from alembic import op

revision = "further"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("persons", recreate=anew) as batch:
        batch.add_column(sa.Column("further", sa.Integer(), nullable=True))
'''


def test_there_is_one_newest_migration(database_url: str) -> None:
    assert len(ScriptDirectory.from_config(alembic_config(database_url)).get_heads()) == 1


def test_a_migrated_database_has_the_tables_that_the_models_say(database_url: str) -> None:
    database = connect(database_url)
    with database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    database.engine.dispose()
    assert differences == []


def test_a_table_that_is_made_anew_keeps_its_rows_and_those_that_refer_to_it(
    world: World, tmp_path: Path
) -> None:
    scripts = tmp_path / "migrations"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    url = world.database.engine.url.render_as_string(hide_password=False)
    head = ScriptDirectory.from_config(alembic_config(url)).get_current_head()
    (scripts / "versions" / "further.py").write_text(FURTHER.format(head=head))
    config = alembic_config(url)
    config.set_main_option("script_location", str(scripts))
    world.database.engine.dispose()

    command.upgrade(config, "head")

    with world.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == len(world.people)
        assert session.scalar(select(func.count()).select_from(Membership)) == len(world.memberships)
        assert list(verify(session)) == []
