"""依据 of a correction: who wrote it, when, and on what basis, in the words that were recorded with the act."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from api import crypto
from api.members.words import sentence_of
from api.models import Base, JournalEntry, JournalSubject
from api.registers.lines import Line

_WORDS = ("basis", "reason", "leaving_basis", "roll_status_basis")
"""Columns in which an act says what it rests on, sealed or plain."""
_BEHIND = frozenset(
    {
        "away_periods",
        "contact_merges",
        "households_versions",
        "memberships_versions",
        "organization_names",
        "pairings_versions",
        "persons_versions",
    }
)
"""What a row shows beside its own facts: a name, a time away, who the liaison is."""
_LOOKED_AT = 50


def find_change(session: Session, line: Line, after: datetime) -> Row[Any] | None:
    """Return the last entry after an instant that changed what stands behind a row, or None."""
    own = session.execute(_entries(line, line.subjects, after).limit(1)).first()
    if own is not None:
        return own
    people = [*line.person_ids, *([line.membership_id] if line.membership_id else [])]
    for entry in session.execute(_entries(line, people, after).limit(_LOOKED_AT)):
        if any(table in _BEHIND for table, *_ in entry.written):
            return entry
    return None


def say_basis(session: Session, entry: Row[Any], line: Line, *, in_words: bool) -> str:
    """Write what a change rests on: the recorded basis and the act; only the act where words stay covered."""
    act = sentence_of(entry.kind, entry.facts, "zh").rstrip("。")
    told = _recorded(session, entry.written, line) if in_words else ""
    return f"{told}（{act}）" if told else act


def _entries(line: Line, subjects: Iterable[UUID], after: datetime) -> Select[Any]:
    return (
        select(
            JournalEntry.kind,
            JournalEntry.facts,
            JournalEntry.at,
            JournalEntry.actor_id,
            JournalEntry.written,
        )
        .join(
            JournalSubject,
            (JournalSubject.node_id == JournalEntry.node_id)
            & (JournalSubject.epoch == JournalEntry.epoch)
            & (JournalSubject.number == JournalEntry.number),
        )
        .where(
            JournalSubject.subject_id.in_(list(subjects)),
            JournalEntry.node_id == line.branch_id,
            JournalEntry.at > after,
        )
        .order_by(JournalEntry.at.desc())
    )


def _recorded(session: Session, written: list[Any], line: Line) -> str:
    """Return the basis that the entry's own rows carry; of several rows those that this line stands for."""
    own = {*line.subjects, *line.person_ids, line.membership_id}
    for name, row_id, *_ in written:
        table = Base.metadata.tables.get(name)
        if table is None:
            continue
        columns = [column for column in table.columns if (column.info.get("sealed") or column.name) in _WORDS]
        if not columns:
            continue
        row = session.execute(select(table).where(table.c.row_id == UUID(row_id))).mappings().first()
        if row is None or (len(written) > 1 and not own & {row["id"], row.get("membership_id")}):
            continue
        for column in columns:
            value, field = row[column.name], column.info.get("sealed")
            if value:
                return str(crypto.keys().open(value, row["id"], field) if field else value)
    return ""
