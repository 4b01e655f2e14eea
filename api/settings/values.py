"""Which value a setting has on a day: the nearest node wins, member before branch before township before county.

At each node the value with the latest day that is not after the day judged is in force, so a rule changed today
rewrites nothing of last year. A value of null means: as the node above says, from that day on.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, literal, or_, select
from sqlalchemy.orm import Session, aliased

from api.models import Organization, SettingValue
from api.settings.catalogue import Value, setting_of


@dataclass(frozen=True)
class Dated:
    """A value that holds from a day on; None means as the node above says."""

    from_on: date
    value: Value | None


@dataclass(frozen=True)
class InForce:
    """A value with where it comes from: a membership's or node's id, or None for the catalogue's default."""

    value: Value
    set_at: UUID | None = None
    since: date | None = None


_HIGHEST = 10
"""No tree is so high; a circle in it would end here."""

Timelines = Mapping[tuple[str, UUID], Sequence[Dated]]
"""The values of a setting at a membership or node, oldest first."""


def find_in_force(timelines: Timelines, key: str, path: Iterable[UUID], on: date) -> InForce:
    """Find the value in force on a day. path: the membership, if any, then the nodes from the nearest up."""
    for place in path:
        told = [dated for dated in timelines.get((key, place), ()) if dated.from_on <= on]
        if told and told[-1].value is not None:
            return InForce(told[-1].value, place, told[-1].from_on)
    return InForce(setting_of(key).default)


def value_on(
    session: Session,
    key: str,
    organization_id: UUID,
    on: date,
    membership_id: UUID | None = None,
    cut: datetime | None = None,
) -> Value:
    """Return the value in force on a day at a node or for one of its members. Raise `setting_unknown`.

    cut: judge by what had been recorded at that instant (a book's cut) rather than by what stands now.
    """
    path = [*([membership_id] if membership_id else []), *nodes_above(session, organization_id)]
    return find_in_force(read_timelines(session, [key], path, cut), key, path, on).value


def values_on(
    session: Session,
    keys: Sequence[str],
    branches: Mapping[UUID, UUID],
    on: date,
    cut: datetime | None = None,
) -> dict[UUID, dict[str, Value]]:
    """Return the values of several settings for many members with two queries.

    branches: the branch of each membership.
    """
    parents = _read_parents(session)
    timelines = read_timelines(session, keys, None, cut)
    found: dict[UUID, dict[str, Value]] = {}
    by_branch: dict[UUID, dict[str, Value]] = {}
    own = {place for _, place in timelines}
    for membership_id, branch_id in branches.items():
        above = list(_climb(parents, branch_id))
        if branch_id not in by_branch:
            by_branch[branch_id] = {key: find_in_force(timelines, key, above, on).value for key in keys}
        found[membership_id] = (
            {key: find_in_force(timelines, key, [membership_id, *above], on).value for key in keys}
            if membership_id in own
            else by_branch[branch_id]
        )
    return found


def read_timelines(
    session: Session, keys: Sequence[str], places: Sequence[UUID] | None, cut: datetime | None = None
) -> Timelines:
    """Read the dated values of settings at some places, or at all (None)."""
    statement = select(
        SettingValue.key,
        SettingValue.organization_id,
        SettingValue.membership_id,
        SettingValue.from_on,
        SettingValue.value,
    ).where(SettingValue.key.in_(keys), _known(cut))
    if places is not None:
        here = or_(SettingValue.organization_id.in_(places), SettingValue.membership_id.in_(places))
        statement = statement.where(here)
    timelines: dict[tuple[str, UUID], list[Dated]] = defaultdict(list)
    for key, organization_id, membership_id, from_on, value in session.execute(
        statement.order_by(SettingValue.from_on)
    ):
        timelines[key, membership_id or organization_id].append(Dated(from_on, value["value"]))
    return timelines


def nodes_above(session: Session, organization_id: UUID) -> list[UUID]:
    """Return a node and all above it, nearest first."""
    return list(session.scalars(_above(), {"node": organization_id}))


@cache
def _above() -> Select[Any]:
    """Climb from a node to its root; made once, and in the database: a county has a thousand nodes, a path has three."""
    start = select(Organization.id, Organization.parent_id, literal(0).label("height")).where(
        Organization.id == bindparam("node")
    )
    path = start.cte("path", recursive=True)
    node = aliased(Organization)
    path = path.union_all(
        select(node.id, node.parent_id, path.c.height + 1).where(
            node.id == path.c.parent_id, path.c.height < _HIGHEST
        )
    )
    return select(path.c.id).order_by(path.c.height)


def _known(cut: datetime | None) -> ColumnElement[bool]:
    still_open: ColumnElement[bool] = SettingValue.replaced_at.is_(None)
    if cut is None:
        return still_open
    return (SettingValue.recorded_at <= cut) & (still_open | (SettingValue.replaced_at > cut))


def _read_parents(session: Session) -> dict[UUID, UUID | None]:
    rows: Iterable[Any] = session.execute(select(Organization.id, Organization.parent_id))
    return {row.id: row.parent_id for row in rows}


def _climb(parents: Mapping[UUID, UUID | None], organization_id: UUID) -> Iterator[UUID]:
    place: UUID | None = organization_id
    while place is not None:
        yield place
        place = parents.get(place)
