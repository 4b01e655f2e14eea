"""The floor of all tables: masters with versions, facts that are never changed, and what is merely operational.

*Masters* (person, membership, organization …) have a current row and a `…_versions` table with the same columns.
*Facts* (a report, a decision, an away period …) are never updated or deleted: a correction is a new row of the
same `id`, and the old row is closed. Both are written through `journal.record` only; the session refuses others.
*Operational* rows (sessions, jobs, idempotency claims …) are no history.
"""

from datetime import date, datetime
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    Uuid,
    and_,
    inspect,
    or_,
    select,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from api import crypto
from api.db import Instant, new_id


class Base(DeclarativeBase):
    """The declarative base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Uuid(),
        datetime: Instant(),
        date: Date(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
        bytes: LargeBinary(),
    }


class Sealed:
    """A personal column: plain in Python, encrypted in the database, bound to the row's `id` and the field's name.

    `id` must be set before the field is. The column is called `<field>_sealed`.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the field's name."""
        self.field = name
        self.column = f"{name}_sealed"

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        """Open the value."""
        if instance is None:
            return self
        value = getattr(instance, self.column)
        return None if value is None else crypto.keys().open(value, instance.id, self.field)

    def __set__(self, instance: Any, plain: str | None) -> None:
        """Seal the value; an unchanged one keeps its ciphertext, so that nothing counts as changed."""
        if plain == self.__get__(instance):
            return
        sealed = None if plain is None else crypto.keys().seal(plain, instance.id, self.field)
        setattr(instance, self.column, sealed)


def sealed_column(field: str) -> Any:
    """Declare the encrypted column of a `Sealed` field."""
    return mapped_column(f"{field}_sealed", Text, info={"sealed": field}, default=None)


def references(column: str, ondelete: str | None = None) -> ForeignKey:
    """Point to another table's column; checked at commit, so that no order of writing has to be kept."""
    return ForeignKey(column, ondelete=ondelete, deferrable=True, initially="DEFERRED")


class WithId:
    """A row with a UUIDv7 that exists from construction on, because sealed fields are bound to it."""

    def __init__(self, **values: Any) -> None:
        """Set the id first, then the rest."""
        self.id: Any = values.pop("id", None) or new_id()
        for column in inspect(type(self)).columns:
            # Whole from the start, so that a digest can be made before the row is written.
            if column.default is not None and column.default.is_scalar:
                setattr(self, column.name, column.default.arg)
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, value)


class Operational(Base):
    """A row that is no history: it may be updated and deleted without a journal entry."""

    __abstract__ = True


class Master(WithId, Base):
    """A thing with a current row; each change is kept as a row of the `…_versions` table."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    """Counts the changes; the ETag of the row."""

    versions: ClassVar[Table]

    def __init_subclass__(cls, **options: Any) -> None:
        """Make the table of versions beside the table of current rows."""
        super().__init_subclass__(**options)
        if "__tablename__" in vars(cls):
            cls.versions = _versions_table(cls.__table__)  # type: ignore[arg-type]


class Fact(WithId, Base):
    """One row of something that happened. `id` names the thing, `row_id` this row of it."""

    __abstract__ = True

    row_id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    id: Mapped[UUID] = mapped_column()
    node_id: Mapped[UUID] = mapped_column()
    """The organization in whose journal and books the row stands."""
    recorded_at: Mapped[datetime] = mapped_column()
    replaced_at: Mapped[datetime | None] = mapped_column(default=None)
    salt: Mapped[bytes | None] = mapped_column(default=None)

    replaces: "Fact | None" = None

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        """Give each fact one current row, and the indexes that cuts use."""
        name = cls.__tablename__
        current = Column("replaced_at", Instant()).is_(None)
        return (
            Index(f"uq_{name}_current", "id", unique=True, sqlite_where=current, postgresql_where=current),
            Index(f"ix_{name}_node_cut", "node_id", "recorded_at"),
            *cls.further_table_args(),
        )

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Return indexes and constraints of this table alone."""
        return ()

    def __init__(self, **values: Any) -> None:
        """Mint both ids."""
        super().__init__(**values)
        self.row_id = self.row_id or new_id()

    def corrected(self, **changes: Any) -> Self:
        """Return a new row of the same thing with these changes; the journal closes this one."""
        kept: dict[str, Any] = {}
        for attribute in inspect(type(self)).column_attrs:
            if attribute.key not in _HISTORY_COLUMNS:
                kept[attribute.key] = getattr(self, attribute.key)
        new = type(self)(id=self.id, **{key: value for key, value in kept.items() if key != "id"})
        for name, value in changes.items():
            setattr(new, name, value)
        new.replaces = self
        return new


F = TypeVar("F", bound=Fact)

_HISTORY_COLUMNS = frozenset({"row_id", "recorded_at", "replaced_at", "salt"})


def _versions_table(table: Table) -> Table:
    name = f"{table.name}_versions"
    # A foreign key's type is not resolved yet at this moment; every one here is a UUID.
    columns = [
        Column(column.name, Uuid() if column.foreign_keys else column.type, info=dict(column.info))
        for column in table.columns
    ]
    current = Column("replaced_at", Instant()).is_(None)
    return Table(
        name,
        table.metadata,
        Column("row_id", Uuid(), primary_key=True),
        *columns,
        Column("node_id", Uuid(), nullable=False),
        Column("recorded_at", Instant(), nullable=False),
        Column("replaced_at", Instant()),
        Column("salt", LargeBinary()),
        Index(f"uq_{name}_current", "id", unique=True, sqlite_where=current, postgresql_where=current),
        Index(f"ix_{name}_cut", "id", "recorded_at"),
    )


def history_of(model: type[Fact] | type[Master]) -> Table:
    """Return the table that keeps every row a model ever had."""
    return model.versions if issubclass(model, Master) else model.__table__  # type: ignore[return-value]


def at(model: type[Fact] | type[Master], cut: datetime) -> Select[Any]:
    """Select the rows of a model as they were known at an instant (design: a book's cut)."""
    table = history_of(model)
    known = table.c.recorded_at <= cut
    open_then = or_(table.c.replaced_at.is_(None), table.c.replaced_at > cut)
    return select(table).where(and_(known, open_then))


def current(model: type[F]) -> Select[F]:
    """Select the rows of a fact that stand today."""
    return select(model).where(model.replaced_at.is_(None))
