"""What one branch knew at its cut: every table asked the same way, names and places as they were known then."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from api import clock, crypto
from api.members.erasing import ERASED_NAME
from api.models import (
    Account,
    Fact,
    Group,
    Master,
    Membership,
    Organization,
    OrganizationName,
    Person,
    ServiceClient,
    at,
    history_of,
)


class Row:
    """One row of a table as it was known; personal columns open when they are read."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __getattr__(self, name: str) -> Any:
        """Return a column's value, a sealed one opened."""
        values = object.__getattribute__(self, "_values")
        if name in values:
            return values[name]
        sealed = values[f"{name}_sealed"]
        return None if sealed is None else crypto.keys().open(sealed, values["id"], name)


@dataclass(frozen=True)
class Member:
    """A membership with its person, both as known at the cut."""

    membership: Row
    person: Row

    @property
    def name(self) -> str:
        """Return the name, 已删除 after an erasure."""
        name: str = self.person.name
        return name

    @property
    def erased(self) -> bool:
        """Say whether the person's data was erased at their request."""
        return self.name == ERASED_NAME


@dataclass
class Known:
    """One branch in a period as known at a cut. filters: by their codes."""

    session: Session
    branch_id: UUID
    at: datetime
    from_on: date
    to_on: date
    filters: Mapping[str, str] = field(default_factory=dict)

    def rows(self, model: type[Fact] | type[Master], *where: Any, order: Iterable[Any] = ()) -> list[Row]:
        """Return the rows of a table as known at the cut."""
        statement: Select[Any] = at(model, self.at).where(*where).order_by(*order)
        return self._read(statement)

    def facts(self, model: type[Fact], *where: Any, order: Iterable[Any] = ()) -> list[Row]:
        """Return the branch's facts as known at the cut."""
        table = history_of(model)
        return self.rows(model, table.c.node_id == self.branch_id, *where, order=order)

    def history(self, model: type[Fact], *where: Any) -> list[Row]:
        """Return every row that the branch's facts had up to the cut, the replaced ones too."""
        table = history_of(model)
        statement = select(table).where(
            table.c.node_id == self.branch_id, table.c.recorded_at <= self.at, *where
        )
        return self._read(statement.order_by(table.c.recorded_at))

    def _read(self, statement: Select[Any]) -> list[Row]:
        result = self.session.execute(statement)
        # Plain dicts: a book asks a row for a value some twenty times, and a year has sixty thousand rows.
        names = list(result.keys())
        return [Row(dict(zip(names, values, strict=True))) for values in result]

    @property
    def day(self) -> date:
        """Return the day on which the period's end is judged: its last day, or that of the cut if it comes first."""
        return min(self.to_on, clock.day_of(self.at))

    @cached_property
    def members(self) -> dict[UUID, Member]:
        """Return everybody who was ever on the branch's roll, as known at the cut, in the order of the roll.

        Who left the branch stands as the branch knew them when they left: what a new branch learns is not its to print.
        """
        table = Membership.versions
        memberships = self.rows(Membership, table.c.organization_id == self.branch_id)
        left = self._when_left([row.id for row in memberships if row.to_on is not None])
        people = self._people([row.person_id for row in memberships])
        found = []
        for membership in memberships:
            known_at = left.get(membership.id, self.at)
            person = next((row for row in people[membership.person_id] if row.recorded_at <= known_at), None)
            if person is not None:
                found.append(Member(membership, person))
        found.sort(key=lambda one: (one.person.pinyin, str(one.membership.id)))
        return {member.membership.id: member for member in found}

    def _when_left(self, membership_ids: Collection[UUID]) -> dict[UUID, datetime]:
        table = Membership.versions
        ended = select(table.c.id, table.c.recorded_at).where(
            table.c.id.in_(membership_ids), table.c.to_on.is_not(None), table.c.recorded_at <= self.at
        )
        first: dict[UUID, datetime] = {}
        for row in self.session.execute(ended.order_by(table.c.recorded_at)):
            first.setdefault(row.id, row.recorded_at)
        return first

    def _people(self, person_ids: Collection[UUID]) -> dict[UUID, list[Row]]:
        """Return every version of these persons up to the cut, newest first."""
        table = Person.versions
        statement = select(table).where(table.c.id.in_(person_ids), table.c.recorded_at <= self.at)
        found: dict[UUID, list[Row]] = defaultdict(list)
        for row in self.session.execute(statement.order_by(table.c.recorded_at.desc())).mappings():
            found[row["id"]].append(Row(dict(row)))
        return found

    def member(self, membership_id: UUID | None) -> Member | None:
        """Return a member of the branch, or None."""
        return None if membership_id is None else self.members.get(membership_id)

    def name_of(self, membership_id: UUID | None) -> str:
        """Return a member's name, or nothing."""
        member = self.member(membership_id)
        return member.name if member else ""

    def names_of(self, membership_ids: Iterable[Any]) -> str:
        """Return the names of several members."""
        names = [self.name_of(UUID(str(membership_id))) for membership_id in membership_ids]
        return "、".join(name for name in names if name)

    @cached_property
    def _account_names(self) -> dict[UUID, str]:
        return {}

    def account_name(self, account_id: UUID | None) -> str:
        """Return the name of whoever an account belongs to, as known at the cut."""
        if account_id is None:
            return ""
        if account_id not in self._account_names:
            person_id = self.session.scalar(select(Account.person_id).where(Account.id == account_id))
            versions = self._people([person_id])[person_id] if person_id else self._clients(account_id)
            self._account_names[account_id] = versions[0].name if versions else ""
        return self._account_names[account_id]

    def _clients(self, account_id: UUID) -> list[Row]:
        """Return the service client of an account, as known at the cut."""
        return self.rows(ServiceClient, ServiceClient.versions.c.account_id == account_id)

    def people_named(self, person_ids: Collection[UUID]) -> dict[UUID, str]:
        """Return the names of persons who need not be members, as known at the cut."""
        return {person_id: rows[0].name for person_id, rows in self._people(person_ids).items()}

    @cached_property
    def branch_name(self) -> str:
        """Return the branch's name at the end of the period: old books print under the old name (domain §2a)."""
        table = history_of(OrganizationName)
        names = self.rows(
            OrganizationName,
            table.c.organization_id == self.branch_id,
            table.c.from_on <= self.to_on,
            order=(table.c.from_on.desc(), table.c.recorded_at.desc()),
        )
        if names:
            name: str = names[0].name
            return name
        return self.session.scalars(select(Organization.name).where(Organization.id == self.branch_id)).one()

    @cached_property
    def groups(self) -> dict[UUID, Row]:
        """Return the branch's groups."""
        return {row.id: row for row in self.rows(Group, Group.versions.c.organization_id == self.branch_id)}

    def on_the_roll(self) -> list[Member]:
        """Return who was on the roll on any day of the period."""
        return [
            member
            for member in self.members.values()
            if member.membership.from_on <= self.to_on
            and (member.membership.to_on is None or member.membership.to_on > self.from_on)
        ]


def within(column: ColumnElement[Any], known: Known) -> ColumnElement[bool]:
    """Return the condition that something happened in the period; both ends count."""
    return (column >= known.from_on) & (column <= known.to_on)


def by_member(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    """Return rows by their membership."""
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.membership_id].append(row)
    return found


def about(**values: Any) -> SimpleNamespace:
    """Return what the columns of one row read from."""
    return SimpleNamespace(**values)
