"""支部日志: one way to record what happened, in the transaction in which it happened.

Each node (branch, township) has its own journal. Its number comes from the node's row in `journal_heads`, whose lock
puts entries in order, so numbers have no gap and `recorded_at` never runs backwards. Each entry carries an HMAC
digest of every row it wrote (the random salt lies with the row) and a hash over itself and its predecessor.

Lock order in each transaction: idempotency claim, aggregates (`lock`), heads last and in id order. Rows that other
rows refer to are locked with `FOR NO KEY UPDATE`, which no foreign key check waits for. This is what keeps two
branches that exchange a member from a deadlock.

This module is the only one that commits.
"""

import hashlib
import hmac
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid5

import orjson
from sqlalchemy import Connection, Dialect, Table, bindparam, event, insert, inspect, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from api import clock, crypto
from api.access import Actor
from api.db import Database
from api.errors import Refusal
from api.models import Fact, JournalEntry, JournalHead, JournalSubject, Master

_HISTORY = frozenset({"row_id", "recorded_at", "replaced_at", "salt", "node_id"})
_ATTEMPTS = 4
_DEADLOCK, _SERIALIZATION = "40P01", "40001"

T = TypeVar("T")
M = TypeVar("M", bound=Master)


@dataclass(frozen=True)
class Ready:
    """New rows of one node, signed before the transaction begins; they lack its time and nothing else."""

    node_id: UUID
    current: dict[Table, list[list[Any]]]
    history: dict[Table, list[list[Any]]]
    written: list[Any]


@dataclass
class Entry:
    """One entry on its way in. Epoch, number and time stand once the transaction is sealed."""

    node_id: UUID
    kind: str
    actor: Actor
    subjects: dict[str, Any]
    facts: dict[str, Any]
    writes: tuple[Fact | Master, ...]
    device_at: datetime | None
    on_behalf_of_id: UUID | None
    ready: Ready | None = None
    epoch: int = 0
    number: int = 0
    at: datetime | None = None
    written: list[Any] = field(default_factory=list)
    replaced: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """What a verb did: the thing's id, its state now, and the entry that says so.

    further: what the receipt says beside it: ids and codes, no personal data, since it is kept with the claim.
    """

    id: UUID
    state: str
    entry: Entry
    further: Mapping[str, Any] = field(default_factory=dict)

    def receipt(self) -> dict[str, Any]:
        """Return the receipt (收条) of a sealed transaction: no personal data, the same at every repeat."""
        if self.entry.at is None:
            raise RuntimeError("a receipt exists only after the transaction is sealed")
        return {
            "id": str(self.id),
            "epoch": self.entry.epoch,
            "organization_id": str(self.entry.node_id),
            "number": self.entry.number,
            "state": self.state,
            "recorded_at": self.entry.at.astimezone(clock.ZONE).isoformat(timespec="microseconds"),
            **self.further,
        }


def erase_rows(
    session: Session, table: Table, row_ids: Sequence[UUID], blanks: Mapping[str, Any]
) -> list[list[str]]:
    """Blank columns of history rows together with their salt, and return [table, row id] of each.

    This is the one exception to history that never changes (已依申请删除). The caller names the rows in the facts of a
    `member.erased` entry at the node in whose journal they stand; verifying then knows them.
    """
    if row_ids:
        session.execute(
            update(table)
            .where(table.c.row_id.in_(row_ids))
            .values(**blanks, salt=None)
            .execution_options(synchronize_session=False)
        )
    return [[table.name, str(row_id)] for row_id in row_ids]


def open_node(session: Session, node_id: UUID) -> None:
    """Give a new organization its journal."""
    session.add(JournalHead(node_id=node_id, epoch=1, number=0, hash="", at=clock.now()))


def record(
    session: Session,
    *,
    node_id: UUID,
    kind: str,
    actor: Actor,
    subjects: Mapping[str, Any],
    writes: Sequence[Fact | Master] = (),
    facts: Mapping[str, Any] | None = None,
    device_at: datetime | None = None,
    on_behalf_of_id: UUID | None = None,
    ready: Ready | None = None,
) -> Entry:
    """Record what happened at a node, with the rows that say it.

    kind: `noun.verb`, such as `report.submitted`. subjects: ids (or lists of ids) by noun. facts: small codes, no
    names and no free text. writes: new facts, corrections made by `Fact.corrected`, and masters that are new or
    changed. They are written when the transaction is sealed. ready: many new rows that were made ready before.
    """
    entry = Entry(
        node_id=node_id,
        kind=kind,
        actor=actor,
        subjects={name: _plain_id(value) for name, value in subjects.items()},
        facts=dict(facts or {}),
        writes=tuple(writes),
        device_at=device_at,
        on_behalf_of_id=on_behalf_of_id,
        ready=ready,
    )
    session.info.setdefault("entries", []).append(entry)
    for row in writes:
        if isinstance(row, Master):
            session.info.setdefault("recorded", set()).add(id(row))
            if row not in session:
                session.add(row)
            if not inspect(row).persistent:
                session.info.setdefault("newborn", set()).add(id(row))
    return entry


def lock(session: Session, model: type[M], row_id: UUID) -> M | None:
    """Read a master's row and keep others from changing it until this transaction ends."""
    return session.scalar(
        select(model)
        .where(model.id == row_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )


def in_transaction(database: Database, work: Callable[[Session], T]) -> T:
    """Do the work, seal its entries and commit; nothing is kept where the work raises.

    The work is done again where PostgreSQL found a deadlock. Raise `busy` where the database stays locked.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        with database.writing() as session:
            try:
                done = work(session)
                seal(session)
                session.commit()
            except IntegrityError as failure:
                session.rollback()
                # Two at once: the constraint let one through, and this is the other.
                raise Refusal("conflict") from failure
            except DBAPIError as failure:
                session.rollback()
                if not _may_try_again(failure):
                    raise
                if attempt == _ATTEMPTS:
                    raise Refusal("busy", headers={"Retry-After": "2"}) from failure
            else:
                return done
    raise AssertionError("unreachable")


def _may_try_again(failure: DBAPIError) -> bool:
    state = getattr(failure.orig, "sqlstate", None)
    if state in {_DEADLOCK, _SERIALIZATION}:
        return True
    return isinstance(failure, OperationalError) and "database is locked" in str(failure.orig)


def make_ready(database: Database, node_id: UUID, rows: Iterable[Master | Fact]) -> Ready:
    """Sign and bind new rows ahead, so that a bulk act holds its lock for little more than the inserts."""
    ready = Ready(node_id, defaultdict(list), defaultdict(list), [])
    binders: dict[Table, Callable[[Mapping[str, Any]], list[Any]]] = {}

    def bind(table: Table, values: Mapping[str, Any]) -> list[Any]:
        if table not in binders:
            binders[table] = _binder(database.engine.dialect, table)
        return binders[table](values)

    for row in rows:
        if isinstance(row, Master):
            table, raw = type(row).versions, _raw(row)
            current: Table = type(row).__table__  # type: ignore[assignment]
            ready.current[current].append(bind(current, raw))
            values = {**raw, "row_id": version_row_id(row.id, row.version), "node_id": node_id}
        else:
            row.node_id = node_id
            table, values = type(row).__table__, _raw(row)  # type: ignore[assignment]
        values["salt"], digest = _sign(table, values)
        ready.history[table].append(bind(table, values))
        ready.written.append([table.name, str(values["row_id"]), digest])
    return ready


def _binder(dialect: Dialect, table: Table) -> Callable[[Mapping[str, Any]], list[Any]]:
    """Return what turns values by name into a row for `_insert_many`, in the order of the table's columns."""
    names = [column.name for column in table.columns]
    if dialect.name != "sqlite":
        return lambda values: [values.get(name) for name in names]
    turn = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.columns]
    return lambda values: [
        value if process is None else process(value)
        for process, value in zip(turn, map(values.get, names), strict=True)
    ]


def seal(session: Session) -> None:
    """Write every recorded entry and its rows: heads locked last and in id order, then stamped, hashed, inserted."""
    entries: list[Entry] = session.info.pop("entries", [])
    _count_versions(entries, session.info.pop("newborn", set()))
    session.flush()
    unrecorded = session.info.pop("touched", set()) - session.info.pop("recorded", set())
    if unrecorded:
        raise RuntimeError(f"{len(unrecorded)} master rows were changed without a journal entry")
    if not entries:
        return
    by_node: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_node[entry.node_id].append(entry)
    heads = {node_id: _advance(session, node_id, len(by_node[node_id])) for node_id in sorted(by_node)}
    dialect = session.connection().dialect
    rows = _Rows(dialect)
    lines: list[dict[str, Any]] = []
    for node_id, (epoch, last, previous_hash, previous_at) in heads.items():
        count = len(by_node[node_id])
        for number, entry in enumerate(by_node[node_id], start=last - count + 1):
            entry.epoch, entry.number = epoch, number
            entry.at = max(clock.now(), previous_at + timedelta(microseconds=1))
            rows.stamp(entry)
            line = _line(entry, previous_hash)
            lines.append(line)
            previous_hash, previous_at = line["hash"], entry.at
        session.execute(
            update(JournalHead)
            .where(JournalHead.node_id == node_id)
            .values(hash=previous_hash, at=previous_at)
            .execution_options(synchronize_session=False)
        )
    rows.write(session)
    session.execute(insert(JournalEntry), lines)
    about = [
        {"subject_id": subject, "node_id": line["node_id"], "epoch": line["epoch"], "number": line["number"]}
        for line in lines
        for subject in sorted(_subject_ids(line["subjects"]))
    ]
    if about:
        subjects: Table = JournalSubject.__table__  # type: ignore[assignment]
        bind = _binder(dialect, subjects)
        _insert_many(session.connection(), subjects, [bind(line) for line in about])


class _Rows:
    """The history rows of one transaction, gathered to be written table by table."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self.closed: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self.versions: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self.inserted: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self.ready: dict[Table, list[list[Any]]] = defaultdict(list)
        self._seen: set[int] = set()

    def stamp(self, entry: Entry) -> None:
        """Give each row of the entry its time, salt and digest."""
        for row in entry.writes:
            if id(row) in self._seen:
                continue
            self._seen.add(id(row))
            if isinstance(row, Master):
                self._stamp_master(entry, row)
            else:
                self._stamp_fact(entry, row)
        if entry.ready is not None:
            self._stamp_ready(entry, entry.ready)

    def _stamp_ready(self, entry: Entry, ready: Ready) -> None:
        if ready.node_id != entry.node_id:
            raise RuntimeError("rows were made ready for another node")
        for table, rows in ready.current.items():
            self.ready[table] += rows
        for table, rows in ready.history.items():
            # One time for all: bind it once.
            at = list(table.columns).index(table.c.recorded_at)
            bound = _binder(self._dialect, table)({"recorded_at": entry.at})[at]
            for row in rows:
                row[at] = bound
            self.ready[table] += rows
        entry.written += ready.written

    def _stamp_master(self, entry: Entry, row: Master) -> None:
        table = type(row).versions
        raw = _raw(row)
        salt, digest = _sign(table, raw)
        # One version of one master is one row: its id follows from both, so that closing needs no look-up.
        row_id = version_row_id(row.id, row.version)
        self.versions[table].append(
            {**raw, "row_id": row_id, "node_id": entry.node_id, "recorded_at": entry.at, "salt": salt}
        )
        entry.written.append([table.name, str(row_id), digest])
        if row.version > 1:
            old = version_row_id(row.id, row.version - 1)
            self.closed[table].append({"old_row_id": old, "closing": entry.at})
            entry.replaced.append([table.name, str(old)])

    def _stamp_fact(self, entry: Entry, row: Fact) -> None:
        table = type(row).__table__
        row.node_id = entry.node_id
        row.recorded_at = entry.at  # type: ignore[assignment]
        raw = _raw(row)
        row.salt, digest = _sign(table, raw)  # type: ignore[arg-type]
        self.inserted[table].append({**_raw(row)})  # type: ignore[index]
        entry.written.append([table.name, str(row.row_id), digest])  # type: ignore[attr-defined]
        if row.replaces is not None:
            row.replaces.replaced_at = entry.at
            self.closed[table].append({"old_row_id": row.replaces.row_id, "closing": entry.at})  # type: ignore[index]
            entry.replaced.append([table.name, str(row.replaces.row_id)])  # type: ignore[attr-defined]

    def write(self, session: Session) -> None:
        """Close what is replaced, then insert; the other order would break the one-current-row rule."""
        connection = session.connection()
        for table, closings in self.closed.items():
            statement = (
                update(table)
                .where(table.c.row_id == bindparam("old_row_id"), table.c.replaced_at.is_(None))
                .values(replaced_at=bindparam("closing"))
            )
            for closing in closings:
                if connection.execute(statement, closing).rowcount != 1:
                    raise Refusal("stale_version")
        for table, values in (*self.versions.items(), *self.inserted.items()):
            connection.execute(insert(table), values)
        for table, rows in self.ready.items():
            _insert_many(connection, table, rows)


def _insert_many(connection: Connection, table: Table, rows: list[list[Any]]) -> None:
    """Insert bound rows past the statement machinery, which costs more than the database does for ten thousand."""
    if connection.dialect.name == "sqlite":
        # The driver tells rows of values from one row of parameters by their being tuples.
        statement = str(insert(table).compile(dialect=connection.dialect))
        connection.exec_driver_sql(statement, [tuple(row) for row in rows])
        return
    names = [column.name for column in table.columns]
    connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


def version_row_id(master_id: UUID, version: int) -> UUID:
    """Return the row id of one version of a master."""
    return uuid5(master_id, str(version))


def _count_versions(entries: list[Entry], newborn: set[int]) -> None:
    # A row that is new stays in its first version, even where it was flushed early.
    counted = set(newborn)
    for entry in entries:
        for row in entry.writes:
            if isinstance(row, Master) and id(row) not in counted:
                row.version += 1
                counted.add(id(row))


def _advance(session: Session, node_id: UUID, count: int) -> tuple[int, int, str, datetime]:
    head = session.execute(
        update(JournalHead)
        .where(JournalHead.node_id == node_id)
        .values(number=JournalHead.number + count)
        .returning(JournalHead.epoch, JournalHead.number, JournalHead.hash, JournalHead.at)
        .execution_options(synchronize_session=False)
    ).one()
    return head.epoch, head.number, head.hash, head.at


def _line(entry: Entry, previous_hash: str) -> dict[str, Any]:
    line = {
        "node_id": entry.node_id,
        "epoch": entry.epoch,
        "number": entry.number,
        "kind": entry.kind,
        "at": entry.at,
        "device_at": entry.device_at,
        "actor_id": entry.actor.account_id,
        "client_id": entry.actor.client_id,
        "on_behalf_of_id": entry.on_behalf_of_id,
        "subjects": entry.subjects,
        "facts": entry.facts,
        "written": entry.written,
        "replaced": entry.replaced,
        "previous_hash": previous_hash,
    }
    return {**line, "hash": hash_of(line)}


def hash_of(line: Mapping[str, Any]) -> str:
    """Return the hash of an entry's line, its own hash left out."""
    return hashlib.sha256(
        canonical({name: value for name, value in line.items() if name != "hash"})
    ).hexdigest()


def _sign(table: Table, raw: Mapping[str, Any]) -> tuple[bytes, str]:
    salt = secrets.token_bytes(16)
    return salt, digest_of(table, raw, salt)


def digest_of(table: Table, raw: Mapping[str, Any], salt: bytes, *, with_blanks: bool = False) -> str:
    """Return the digest of a row over its plain values, so that a new encryption key changes none.

    Columns without a value stay out, so that one added later changes no row's digest (docs/decisions/0016).
    with_blanks: as the first release wrote it, blanks and all.
    """
    plain: dict[str, Any] = {}
    for column in table.columns:
        if column.name in _HISTORY:
            continue
        value = raw.get(column.name)
        if value is None and not with_blanks:
            continue
        sealed_field = column.info.get("sealed")
        if sealed_field and value is not None:
            value = crypto.keys().open(value, raw["id"], sealed_field)
        plain[column.name] = value
    return hmac.new(salt, canonical(plain), hashlib.sha256).hexdigest()


def canonical(value: Any) -> bytes:
    """Return the one way to write a value as JSON: sorted keys, instants in UTC to the microsecond."""
    return orjson.dumps(_canonical(value), option=orjson.OPT_SORT_KEYS)


def _canonical(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(clock.ZONE).isoformat(timespec="microseconds")
    if isinstance(value, UUID | date):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    return value


def _raw(row: Master | Fact) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in type(row).__table__.columns}


def _plain_id(value: Any) -> Any:
    return [str(item) for item in value] if isinstance(value, list | tuple | set) else str(value)


def _subject_ids(subjects: Mapping[str, Any]) -> set[UUID]:
    found: set[UUID] = set()
    for value in subjects.values():
        found.update(UUID(item) for item in (value if isinstance(value, list) else [value]))
    return found


@event.listens_for(Session, "before_flush")
def _note_touched(session: Session, _context: Any, _instances: Any) -> None:
    for row in session.deleted:
        if isinstance(row, Master | Fact):
            raise RuntimeError(f"{type(row).__name__} is history and is never deleted")
    for row in (*session.new, *session.dirty):
        if isinstance(row, Fact) and row in session.new:
            raise RuntimeError(f"{type(row).__name__} is written through journal.record only")
        if isinstance(row, Master) and session.is_modified(row):
            session.info.setdefault("touched", set()).add(id(row))
