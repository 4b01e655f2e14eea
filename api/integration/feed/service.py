"""Read journals on from a position.

A node's numbers are handed out under its head's lock and committed before the lock is let go, so whoever sees a number
sees all before it: an entry that commits later than one that was read has a higher number or is another node's. That is
all that "exactly once, in order" rests on; nothing compares times.

A node that comes below the root is read from its beginning: whoever may follow the root may read all of it, and a reader
that copies everything misses nothing. One that left and comes back goes on where it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from api.access import Actor
from api.errors import Refusal
from api.integration.feed import cursor as cursors
from api.integration.feed import rules
from api.integration.feed.cursor import BEGINNING, Places, Position
from api.integration.feed.entries import Sight
from api.models import JournalEntry, JournalHead

COLUMNS = (
    JournalEntry.node_id,
    JournalEntry.epoch,
    JournalEntry.number,
    JournalEntry.kind,
    JournalEntry.at,
    JournalEntry.client_id,
    JournalEntry.subjects,
    JournalEntry.facts,
)
MOST_SUBJECTS = 5_000
"""Ids on one page: an import lists thousands of members in one entry. A page has one entry at least."""


@dataclass
class Room:
    """What still fits on a page."""

    entries: int
    subjects: int = 0
    """Ids that stand on the page already."""

    def takes(self, line: Row[Any]) -> bool:
        """Say whether an entry still fits, and count it; the first one always does."""
        ids = sum(1 if isinstance(some, str) else len(some) for some in line.subjects.values())
        if self.subjects and self.subjects + ids > MOST_SUBJECTS:
            self.entries = 0
        if not self.entries:
            return False
        self.entries -= 1
        self.subjects += ids
        return True


def follow_one(
    session: Session, actor: Actor, organization_id: UUID, after: Position, limit: int
) -> dict[str, Any]:
    """Return a page of one node's journal after a position. Raise `feed_position_ahead`."""
    head = session.get_one(JournalHead, organization_id)
    if after > _head(head):
        raise Refusal("feed_position_ahead")
    lines = list(_read_on(session, organization_id, after, Room(limit)))
    last = _position_of(lines[-1]) if lines else after
    return {
        "items": Sight(session, actor).show(lines),
        "epoch": last.epoch,
        "number": last.number,
        "more": last < Position(head.epoch, head.number),
    }


def follow(
    session: Session, actor: Actor, root: UUID, cursor: str | None, *, from_newest: bool, limit: int
) -> dict[str, Any]:
    """Return a page of the journals below a node after a cursor. Raise `feed_cursor_invalid`."""
    heads = list(session.scalars(rules.heads_below(root)))
    markers: list[dict[str, Any]] = []
    if cursor is None:
        places = Places({head.node_id: _head(head) if from_newest else BEGINNING for head in heads})
    else:
        places = cursors.read(root, cursor, session.scalars(select(JournalHead.node_id)))
        markers = _meet_the_tree(places, heads)
    room, lines, more = Room(limit), [], False
    for head in heads:
        if places.present[head.node_id] >= _head(head):
            continue
        if room.entries:
            some = list(_read_on(session, head.node_id, places.present[head.node_id], room))
            if some:
                places.present[head.node_id] = _position_of(some[-1])
            lines += some
        more = more or places.present[head.node_id] < _head(head)
    return {
        "items": Sight(session, actor).show(lines),
        "markers": markers,
        "cursor": cursors.write(root, places),
        "more": more,
    }


def _meet_the_tree(places: Places, heads: list[JournalHead]) -> list[dict[str, Any]]:
    """Bring a reader's places up to today's tree; return what the reader has to know of it."""
    here = {head.node_id: head for head in heads}
    markers = []
    for node_id in sorted(set(places.present) - set(here)):
        places.left[node_id] = places.present.pop(node_id)
        markers.append(_marker("left", node_id, places.left[node_id]))
    for node_id, head in sorted(here.items()):
        if node_id not in places.present:
            places.present[node_id] = places.left.pop(node_id, BEGINNING)
            markers.append(_marker("joined", node_id, places.present[node_id]))
        if places.present[node_id] > _head(head):
            places.present[node_id] = Position(head.epoch, 0)
            markers.append(_marker("rewound", node_id, places.present[node_id]))
    return markers


def _read_on(session: Session, node_id: UUID, after: Position, room: Room) -> Iterator[Row[Any]]:
    later = or_(
        JournalEntry.epoch > after.epoch,
        (JournalEntry.epoch == after.epoch) & (JournalEntry.number > after.number),
    )
    found = session.execute(
        select(*COLUMNS)
        .where(JournalEntry.node_id == node_id, later)
        .order_by(JournalEntry.epoch, JournalEntry.number)
        .limit(room.entries)
        .execution_options(yield_per=50)
    )
    for line in found:
        if not room.takes(line):
            found.close()
            return
        yield line


def _head(head: JournalHead) -> Position:
    return Position(head.epoch, head.number)


def _position_of(line: Row[Any]) -> Position:
    return Position(line.epoch, line.number)


def _marker(kind: str, node_id: UUID, position: Position) -> dict[str, Any]:
    return {"kind": kind, "organization_id": str(node_id), **position._asdict()}
