"""A checkpoint: the newest hash of each journal on a few lines, to be kept where nobody of this server can write."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.models import JournalEntry, JournalHead
from api.upkeep.flaws import Flaw


class CheckpointUnreadableError(Exception):
    """A line of the file is no line of a checkpoint."""


def take_checkpoint(session: Session) -> Iterator[str]:
    """Yield one line `node epoch number hash` for each journal that has entries."""
    heads = select(JournalHead).where(JournalHead.number > 0).order_by(JournalHead.node_id)
    for head in session.scalars(heads):
        yield f"{head.node_id} {head.epoch} {head.number} {head.hash}"


def compare_checkpoint(session: Session, text: str) -> Iterator[Flaw]:
    """Yield a flaw for each line that the journal no longer bears out. Raise CheckpointUnreadableError."""
    for line in text.splitlines():
        if not line.strip():
            continue
        try:
            node, epoch, number, kept = line.split()
            place = (UUID(node), int(epoch), int(number))
        except ValueError as broken:
            raise CheckpointUnreadableError(line) from broken
        entry = session.get(JournalEntry, place)
        if entry is None:
            yield Flaw("checkpoint_missing", *place)
        elif entry.hash != kept:
            yield Flaw("checkpoint_differs", *place, kind=entry.kind)
