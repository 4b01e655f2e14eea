"""How long a roster of 10,000 people takes to come in, and how long it holds the database's write lock."""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import event
from sqlalchemy.orm import Session

from api import clock, crypto
from api.access import THE_PRODUCT, read_actor
from api.attachments import vault
from api.auth import service as auth
from api.config import Config
from api.db import Database, connect
from api.jobs.worker import work_once
from api.journal import in_transaction, open_node, record
from api.members.imports import service as imports
from api.members.roster.export import write_xlsx
from api.migrate import upgrade
from api.models import Attachment, Organization, Person, RosterImport
from api.worker import HANDLERS
from tests.databases import running_cluster
from tests.roster.people import BRANCHES, make_people

PEOPLE = 10_000


def measure() -> Iterator[str]:
    """Import a roster of 10,000 people into an empty township, on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        keys = crypto.Keys.fresh()
        keys.write(data / "keys.json")
        crypto.use(keys)
        content = write_xlsx(make_people(PEOPLE))
        yield from _measure(Config(data=data), content)
        with running_cluster(fsync=True) as cluster:
            yield from _measure(Config(data=data, database_url=cluster.create("bench")), content)


def _measure(config: Config, content: bytes) -> Iterator[str]:
    upgrade(config.engine_url)
    database = connect(config.engine_url)
    kind = database.engine.dialect.name
    township, actor_id = in_transaction(database, _plant)
    import_id = in_transaction(database, lambda session: _begin(session, config, township, actor_id, content))
    began = time.perf_counter()
    work_once(config, database, HANDLERS, "bench")
    checked = time.perf_counter()
    with database.reading() as session:
        counts = session.get_one(RosterImport, import_id).summary.get("counts")
    in_transaction(database, lambda session: _confirm(session, import_id, actor_id))
    with _watching_writes(database) as held:
        work_once(config, database, HANDLERS, "bench")
    written = time.perf_counter()
    with database.reading() as session:
        state = session.get_one(RosterImport, import_id).state
    database.engine.dispose()
    yield (
        f"{kind}: {counts}, {state}; dry run {checked - began:.1f} s, "
        f"confirmation {written - checked:.1f} s, of which the write lock was held "
        f"{max(held)[0]:.2f} s ({max(held)[1]:.2f} s of them on the processor)"
    )


@contextmanager
def _watching_writes(database: Database) -> Iterator[list[tuple[float, float]]]:
    """Measure each transaction that may write, from its begin to its commit."""
    began: dict[int, tuple[float, float]] = {}
    held = [(0.0, 0.0)]

    def begin(connection: Any) -> None:
        if connection.get_execution_options().get("may_write"):
            began[id(connection.connection.driver_connection)] = (time.perf_counter(), time.process_time())

    def commit(connection: Any) -> None:
        start = began.pop(id(connection.connection.driver_connection), None)
        if start is not None:
            held.append((time.perf_counter() - start[0], time.process_time() - start[1]))

    event.listen(database.engine, "begin", begin)
    event.listen(database.engine, "commit", commit)
    yield held
    event.remove(database.engine, "begin", begin)
    event.remove(database.engine, "commit", commit)


def _plant(session: Session) -> tuple[Any, Any]:
    township = Organization(kind="township", name="云栖镇党委", short_name="云栖镇")
    nodes = [township] + [
        Organization(kind="branch", name=name, short_name=name, parent_id=township.id, position=at)
        for at, name in enumerate(BRANCHES)
    ]
    for node in nodes:
        open_node(session, node.id)
    officer = Person(name="孙委员")
    record(
        session,
        node_id=township.id,
        kind="organization.created",
        actor=THE_PRODUCT,
        subjects={"organization": township.id},
        writes=[*nodes, officer],
    )
    session.flush()
    account = auth.open_account(session, THE_PRODUCT, officer.id, township.id)
    session.flush()
    auth.grant_role(session, THE_PRODUCT, account.id, "officer", township.id, clock.today())
    return township.id, account.id


def _begin(session: Session, config: Config, township: Any, account_id: Any, content: bytes) -> Any:
    file = Attachment(
        id=uuid4(),
        account_id=account_id,
        sha256="0" * 64,
        size=len(content),
        media_type="x",
        created_at=clock.now(),
    )
    session.add(file)
    session.flush()
    vault.keep(config.files, file.id, file.sha256, content)
    actor = read_actor(session, account_id)
    return imports.begin(session, actor, township, file.id).id


def _confirm(session: Session, import_id: Any, account_id: Any) -> None:
    imports.confirm(session, read_actor(session, account_id), import_id)


if __name__ == "__main__":
    sys.exit("Run: python -m bench import_roster")
