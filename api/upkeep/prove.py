"""The command `journal verify`: say in two languages whether the journal is whole."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db import Database
from api.models import Organization
from api.upkeep.checkpoints import compare_checkpoint, take_checkpoint
from api.upkeep.flaws import Flaw
from api.upkeep.moments import one_moment
from api.upkeep.verify_journal import Tally, verify

Say = Callable[[str], object]

_SHOWN = 20


def prove(database: Database, say: Say, node_id: UUID | None = None, checkpoint: Path | None = None) -> bool:
    """Verify the journal, name the first flaws, and return whether there were none."""
    tally = Tally()
    found = 0
    with one_moment(database) as session:
        for flaw in _flaws(session, node_id, checkpoint, tally):
            found += 1
            if found <= _SHOWN:
                name = session.scalar(select(Organization.name).where(Organization.id == flaw.node_id))
                say(("第一处 / first: " if found == 1 else "") + flaw.sentence("zh", name))
                say("  " + flaw.sentence("en", name))
    say(
        f"查过 {tally.nodes} 本日志、{tally.entries} 条、{tally.rows} 行，其中 {tally.erased} 行已依申请删除 / "
        f"looked at {tally.nodes} journals, {tally.entries} entries, {tally.rows} rows, {tally.erased} erased on request"
    )
    say("完好 / whole" if not found else f"共 {found} 处不符 / {found} flaws")
    return not found


def _flaws(session: Session, node_id: UUID | None, checkpoint: Path | None, tally: Tally) -> Iterator[Flaw]:
    yield from verify(session, node_id, tally)
    if checkpoint:
        yield from compare_checkpoint(session, checkpoint.read_text())


def print_checkpoint(database: Database, say: Say) -> None:
    """Say the lines of a checkpoint."""
    with one_moment(database) as session:
        for line in take_checkpoint(session):
            say(line)
