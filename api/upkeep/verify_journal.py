"""Prove that the journal and every row it speaks of are as they were written.

The walk goes node by node: numbers, links and hashes of the chain, then the rows that each entry wrote and closed.
Afterwards each history table is read once for rows that no entry wrote, and each table of current rows is compared
with its newest versions. Somebody who can rewrite the whole database can rewrite the whole chain: against that
stands a checkpoint that is kept elsewhere.

Memory: the ids of the rows that were seen, about 150 bytes for each.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select, tuple_
from sqlalchemy.orm import Session

from api import crypto
from api.journal import digest_of, hash_of
from api.models import Base, JournalEntry, JournalHead, Master
from api.upkeep.flaws import Flaw

_ENTRIES = 200
_ROWS = 500

_entries = JournalEntry.__table__
_Line = Mapping[str, Any]


@dataclass
class Tally:
    """What a verification has looked at."""

    nodes: int = 0
    entries: int = 0
    rows: int = 0
    erased: int = 0
    """Rows blanked on somebody's request (已依申请删除), as an entry says."""


def verify(session: Session, node_id: UUID | None = None, tally: Tally | None = None) -> Iterator[Flaw]:
    """Yield every flaw of one node's journal or of all, the first in the chain first; nothing means it is whole.

    The session must see one moment (`moments.one_moment`). tally: counts what was looked at.
    """
    walk = _Walk(session, node_id, tally or Tally())
    for node in [node_id] if node_id else _nodes(session):
        yield from walk.check_node(node)
    yield from walk.check_history()
    yield from walk.check_current()


def history_tables() -> list[Table]:
    """Return every table whose rows are history: facts and versions of masters."""
    return [table for table in Base.metadata.sorted_tables if "salt" in table.c and "replaced_at" in table.c]


def masters() -> list[type[Master]]:
    """Return every kind of master."""
    return [
        mapper.class_
        for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__)
        if issubclass(mapper.class_, Master)
    ]


def _nodes(session: Session) -> list[UUID]:
    with_head = set(session.scalars(select(JournalHead.node_id)))
    return sorted(with_head | set(session.scalars(select(JournalEntry.node_id).distinct())))


@dataclass
class _Walk:
    session: Session
    only: UUID | None
    tally: Tally
    named: set[UUID] = field(default_factory=set)
    closed: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.erased = _read_erased(self.session)

    def check_node(self, node_id: UUID) -> Iterator[Flaw]:
        """Walk one chain from its first entry to its head."""
        self.tally.nodes += 1
        last: _Line | None = None
        for batch in _batches(self.session, node_id):
            self.tally.entries += len(batch)
            rows = self._load_rows(batch)
            for line in batch:
                yield from _check_link(line, last)
                yield from self._check_rows(line, rows)
                last = line
        yield from _check_head(self.session.get(JournalHead, node_id), node_id, last)

    def _load_rows(self, batch: Sequence[_Line]) -> dict[UUID, _Line]:
        wanted: dict[str, list[UUID]] = {}
        for line in batch:
            for name, row_id, *_ in (*line["written"], *line["replaced"]):
                wanted.setdefault(name, []).append(UUID(row_id))
        found: dict[UUID, _Line] = {}
        for name, row_ids in wanted.items():
            table = _history_table(name)
            if table is not None:
                for some in _chunks(row_ids):
                    rows = self.session.execute(select(table).where(table.c.row_id.in_(some))).mappings()
                    found.update((row["row_id"], dict(row)) for row in rows)
        return found

    def _check_rows(self, line: _Line, rows: Mapping[UUID, _Line]) -> Iterator[Flaw]:
        for name, written_id, digest in line["written"]:
            self.tally.rows += 1
            row_id = UUID(written_id)
            code = self._judge_row(line, _history_table(name), rows.get(row_id), digest)
            if code is None and row_id in self.named:
                code = "row_named_twice"
            self.named.add(row_id)
            if code:
                yield _at_entry(code, line, name, row_id)
        for name, closed_id in line["replaced"]:
            row_id = UUID(closed_id)
            row = rows.get(row_id)
            self.closed.add(row_id)
            if row is None or row["replaced_at"] != line["at"]:
                yield _at_entry("row_missing" if row is None else "closing_altered", line, name, row_id)

    def _judge_row(self, line: _Line, table: Table | None, row: _Line | None, digest: str) -> str | None:
        if table is None:
            return "table_unknown"
        if row is None:
            return "row_missing"
        if row["node_id"] != line["node_id"] or row["recorded_at"] != line["at"]:
            return "row_altered"
        if row["salt"] is not None:
            return None if _has_digest(table, row, digest) else "row_altered"
        if (row["node_id"], table.name, row["row_id"]) not in self.erased:
            return "erased_unfounded"
        self.tally.erased += 1
        return None

    def check_history(self) -> Iterator[Flaw]:
        """Look for rows that no entry wrote, or that are closed without an entry that closed them."""
        for table in history_tables():
            statement = select(table.c.row_id, table.c.node_id, table.c.recorded_at, table.c.replaced_at)
            if self.only:
                statement = statement.where(table.c.node_id == self.only)
            doubtful: list[tuple[UUID, UUID, datetime]] = []
            for row in self.session.execute(statement.order_by(table.c.recorded_at)):
                if row.row_id not in self.named:
                    yield self._at_time("row_planted", row.node_id, row.recorded_at, table, row.row_id)
                elif row.replaced_at is not None and row.row_id not in self.closed:
                    doubtful.append((row.row_id, row.node_id, row.replaced_at))
            for row_id, node_id, replaced_at in doubtful:
                if not self._closed_elsewhere(table, row_id, replaced_at):
                    yield self._at_time("closing_altered", node_id, replaced_at, table, row_id)

    def _closed_elsewhere(self, table: Table, row_id: UUID, replaced_at: datetime) -> bool:
        """Say whether an entry of another node closed the row, as when a member moved away."""
        if self.only is None:
            return False
        lists = self.session.scalars(select(JournalEntry.replaced).where(JournalEntry.at == replaced_at))
        return any([table.name, str(row_id)] in replaced for replaced in lists)

    def check_current(self) -> Iterator[Flaw]:
        """Compare the current row of each master with its newest version."""
        for model in masters():
            current, versions = model.__table__, model.versions
            statement = select(versions).where(versions.c.replaced_at.is_(None))
            if self.only:
                statement = statement.where(versions.c.node_id == self.only)
            newest = list(self.session.execute(statement.order_by(versions.c.recorded_at)).mappings())
            for some in _chunks(newest):
                ids = [version["id"] for version in some]
                rows = self.session.execute(select(current).where(current.c.id.in_(ids))).mappings()
                by_id = {row["id"]: row for row in rows}
                for version in some:
                    row = by_id.get(version["id"])
                    if row is None or not _same(current, row, version):  # type: ignore[arg-type]
                        code = "current_missing" if row is None else "current_altered"
                        when = version["recorded_at"]
                        yield self._at_time(code, version["node_id"], when, current, version["id"])  # type: ignore[arg-type]
            if self.only is None:
                known = select(versions.c.id).where(versions.c.replaced_at.is_(None))
                for row_id in self.session.scalars(select(current.c.id).where(current.c.id.not_in(known))):
                    yield Flaw("current_planted", None, table=current.name, row_id=row_id)  # type: ignore[attr-defined]

    def _at_time(self, code: str, node_id: UUID, at: datetime, table: Table, row_id: UUID) -> Flaw:
        """Name the entry of that time, where there is one."""
        line = self.session.execute(
            select(JournalEntry.epoch, JournalEntry.number, JournalEntry.kind).where(
                JournalEntry.node_id == node_id, JournalEntry.at == at
            )
        ).first()
        epoch, number, kind = line or (None, None, None)
        return Flaw(code, node_id, epoch, number, kind, table.name, row_id)


def _has_digest(table: Table, row: _Line, digest: str) -> bool:
    """Work the digest of a stored row out again, in either way of writing it. A sealed value that does not open has none."""
    try:
        return any(digest_of(table, row, row["salt"], with_blanks=way) == digest for way in (False, True))
    except (crypto.SealBrokenError, ValueError):
        return False


def _read_erased(session: Session) -> set[tuple[UUID, str, UUID]]:
    """Return (node, table, row id) of every row that an entry `member.erased` of its node names."""
    entries = select(JournalEntry.node_id, JournalEntry.facts).where(JournalEntry.kind == "member.erased")
    return {
        (node_id, name, UUID(row_id))
        for node_id, facts in session.execute(entries)
        for name, row_id in facts.get("erased", [])
    }


def _history_table(name: str) -> Table | None:
    table = Base.metadata.tables.get(name)
    return table if table is not None and "salt" in table.c else None


def _batches(session: Session, node_id: UUID) -> Iterator[list[_Line]]:
    place = (0, 0)
    following = tuple_(_entries.c.epoch, _entries.c.number)
    while True:
        statement = select(_entries).where(_entries.c.node_id == node_id, following > place)
        ordered = statement.order_by(_entries.c.epoch, _entries.c.number).limit(_ENTRIES)
        batch: list[_Line] = [dict(line) for line in session.execute(ordered).mappings()]
        if not batch:
            return
        yield batch
        place = (batch[-1]["epoch"], batch[-1]["number"])


_BEFORE_ALL: _Line = {"epoch": 1, "number": 0, "hash": ""}
"""What the first entry of a journal follows."""


def _check_link(line: _Line, before: _Line | None) -> Iterator[Flaw]:
    last = before or _BEFORE_ALL
    if hash_of(line) != line["hash"]:
        yield _at_entry("entry_altered", line)
    elif line["epoch"] != last["epoch"]:
        if line["number"] != 1:
            yield _at_entry("number_missing", line)
        elif not _names_old_head(line, last):
            yield _at_entry("epoch_unfounded", line)
    elif line["number"] != last["number"] + 1:
        yield _at_entry("number_missing", line)
    elif line["previous_hash"] != last["hash"]:
        yield _at_entry("link_broken", line)
    elif before is not None and line["at"] <= before["at"]:
        yield _at_entry("time_backwards", line)


def _names_old_head(line: _Line, last: _Line) -> bool:
    return bool(
        line["kind"] == "epoch.started"
        and line["epoch"] > last["epoch"]
        and line["previous_hash"] == last["hash"]
        and all(line["facts"].get(name) == last[name] for name in ("epoch", "number", "hash"))
    )


def _check_head(head: JournalHead | None, node_id: UUID, last: _Line | None) -> Iterator[Flaw]:
    if head is None:
        yield Flaw("head_missing", node_id)
        return
    end = (last["epoch"], last["number"], last["hash"], last["at"]) if last else (1, 0, "", head.at)
    if (head.epoch, head.number, head.hash, head.at) != end:
        yield Flaw("head_differs", node_id, head.epoch, head.number)


def _same(table: Table, row: _Line, version: _Line) -> bool:
    for column in table.columns:
        mine, kept = row[column.name], version[column.name]
        if mine == kept:
            continue
        sealed = column.info.get("sealed")
        if not sealed or mine is None or kept is None:
            return False
        try:
            opened = [crypto.keys().open(value, row["id"], sealed) for value in (mine, kept)]
        except (crypto.SealBrokenError, ValueError):
            return False
        if opened[0] != opened[1]:
            return False
    return True


def _at_entry(code: str, line: _Line, table: str | None = None, row_id: UUID | None = None) -> Flaw:
    return Flaw(code, line["node_id"], line["epoch"], line["number"], line["kind"], table, row_id)


def _chunks(items: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(items)
    while some := list(islice(rest, _ROWS)):
        yield some
