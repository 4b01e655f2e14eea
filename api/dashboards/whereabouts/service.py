"""Work out where a node's members are, and the list behind each figure. Nothing is stored for either."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, nodes_below, within_reach
from api.codes import places
from api.codes.places import OVERSEAS
from api.dashboards.whereabouts import rules
from api.dashboards.whereabouts.industries import INDUSTRIES, industry_of
from api.http.paging import page
from api.members.rows import place_name
from api.models import AwayPeriod, HostLink, Membership, Organization, Pairing, Person, in_force
from api.settings.values import nodes_above, value_on

FIRST_CLUSTERS = 60
"""So many sentences come with the picture, which says how many there are; the others are had page by page."""


class _Group(NamedTuple):
    """Members of one branch with the same place and employer, as the database counts them."""

    organization_id: UUID
    province: str
    city: str
    place_code: str | None
    employer: str | None
    members: int
    registered: int


@dataclass
class _Cluster:
    """What is counted of the members who share a place or an employer."""

    spellings: Counter[str | None] = field(default_factory=Counter)
    branches: set[UUID] = field(default_factory=set)
    count: int = 0
    registered: int = 0
    liaisons: int = 0

    def take(self, group: _Group, liaisons: int) -> None:
        """Count a group of them."""
        self.spellings[group.employer] += group.members
        self.branches.add(group.organization_id)
        self.count += group.members
        self.registered += group.registered
        self.liaisons += liaisons


def read_whereabouts(
    session: Session, actor: Actor, organization_id: UUID, province: str | None
) -> dict[str, Any]:
    """Return where the members of a node and below are; province: of which the cities are told, too."""
    here = session.get_one(Organization, organization_id)
    groups = _count_groups(session, actor, organization_id)
    members = _count_members(session, actor, organization_id)
    homes = _find_homes(session, here)
    home_of = {node: home.id for home, below in homes for node in below}
    away = sum(group.members for group in groups)
    away_of = _sum((home_of[group.organization_id], group.members) for group in groups)
    by_province = _sum((group.province, group.members) for group in groups)
    at_least = int(value_on(session, "cluster_members", organization_id, clock.today()))
    employers, counties = _find_clusters(session, actor, organization_id, groups, at_least)
    return {
        "organization": _node(here),
        "above": _list_above(session, actor, organization_id),
        "members": sum(members.values()),
        "at_home": sum(members.values()) - away,
        "away": away,
        "provinces": [
            {"code": code, "name": _name_of(code), "known": True, "count": count}
            for code, count in _largest_first(by_province)
            if code not in rules.APART
        ],
        "overseas": by_province[OVERSEAS],
        "unsettled": by_province[rules.UNSETTLED],
        "unregistered": by_province[rules.UNREGISTERED],
        "cities": _list_cities(groups, province) if province else [],
        "homes": [
            {
                **_node(home),
                "members": sum(members[node] for node in below),
                "away": away_of[home.id],
            }
            for home, below in homes
        ],
        "flows": _list_flows(groups, homes, home_of),
        "cluster_members": at_least,
        "employers": employers[:FIRST_CLUSTERS],
        "employers_total": len(employers),
        "places": counties[:FIRST_CLUSTERS],
        "places_total": len(counties),
        "industries": _list_industries(groups),
    }


def list_clusters(
    session: Session, actor: Actor, organization_id: UUID, asked: dict[str, Any]
) -> tuple[list[dict[str, Any]], str | None, int]:
    """Return a page of the employers or counties where members are together, the next page's cursor, and how many there are."""
    at_least = int(value_on(session, "cluster_members", organization_id, clock.today()))
    groups = _count_groups(session, actor, organization_id)
    employers, counties = _find_clusters(session, actor, organization_id, groups, at_least)
    found = employers if asked["by"] == "employer" else counties
    first = int(asked["cursor"] or 0)
    last = first + asked["limit"]
    return found[first:last], str(last) if last < len(found) else None, len(found)


def list_away(
    session: Session, actor: Actor, organization_id: UUID, asked: dict[str, Any]
) -> tuple[list[dict[str, Any]], str | None, int]:
    """Return a page of the list behind a figure, the next page's cursor, and the whole list's length."""
    condition = _condition(session, actor, organization_id, asked)
    today = clock.today()
    total = session.scalar(rules.away(actor, organization_id, today, func.count()).where(condition)) or 0
    statement = (
        rules.away(
            actor,
            organization_id,
            today,
            Membership.id.label("member_id"),
            Person.name,
            Membership.organization_id,
            Organization.short_name.label("organization_name"),
            AwayPeriod.place_code,
            AwayPeriod.place_unsettled,
            AwayPeriod.employer,
            AwayPeriod.departed_on,
            AwayPeriod.departed_precision,
            AwayPeriod.departed_text,
        )
        .join(Person, Person.id == Membership.person_id)
        .join(Organization, Organization.id == Membership.organization_id)
        .where(condition)
    )
    order = [(Person.pinyin, False), (Membership.id, False)]
    rows, cursor = page(session, statement, order, asked["limit"], asked["cursor"])
    items = [{**_plain(row), "place_name": place_name(row.place_code)} for row in rows]
    return items, cursor, total


def name_place(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what the place of a figure is called, and whether its city is on record."""
    code = asked["county"] or asked["city"] or asked["province"]
    of_province = asked["city"] is not None and asked["city"].endswith("0000") and not asked["county"]
    return {
        "place_name": place_name(code) if code in places.names() else None,
        "city_known": not of_province or rules.is_whole(asked["city"]),
    }


def _plain(row: Any) -> dict[str, Any]:
    return {
        name: value
        for name, value in row._mapping.items()
        if name != "place_code" and not name.startswith("order_")
    }


def _condition(
    session: Session, actor: Actor, organization_id: UUID, asked: dict[str, Any]
) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [AwayPeriod.id.is_not(None)]
    if asked["province"]:
        conditions.append(rules.province_of() == asked["province"])
    if asked["city"]:
        conditions.append(rules.city_of() == asked["city"])
    if asked["county"]:
        conditions += [AwayPeriod.place_code == asked["county"], rules.is_settled()]
    if asked["employer"] or asked["industry"]:
        conditions.append(_is_employed(session, actor, organization_id, asked["employer"], asked["industry"]))
    return and_(*conditions)


def _is_employed(
    session: Session, actor: Actor, organization_id: UUID, employer: str | None, industry: str | None
) -> ColumnElement[bool]:
    """Return the condition that an employer's name is one of those that count under a name or industry.

    Names are compared in one place, here: the database only finds the spellings that do count.
    """
    names = session.scalars(rules.away(actor, organization_id, clock.today(), AwayPeriod.employer).distinct())
    key = rules.employer_key(employer)
    fitting = [
        name
        for name in names
        if (employer is None or (key is not None and rules.employer_key(name) == key))
        and (industry is None or industry_of(name) == industry)
    ]
    spelled = AwayPeriod.employer.in_([name for name in fitting if name is not None])
    return spelled | AwayPeriod.employer.is_(None) if None in fitting else spelled


def _count_groups(session: Session, actor: Actor, organization_id: UUID) -> list[_Group]:
    columns = (
        Membership.organization_id,
        rules.province_of().label("province"),
        rules.city_of().label("city"),
        AwayPeriod.place_code,
        AwayPeriod.employer,
    )
    statement = rules.away(
        actor, organization_id, clock.today(), *columns, func.count(), func.count(HostLink.row_id)
    )
    registered = and_(
        HostLink.away_period_id == AwayPeriod.id,
        HostLink.replaced_at.is_(None),
        HostLink.state == "registered",
    )
    counted = session.execute(
        statement.outerjoin(HostLink, registered).group_by(
            columns[0], "province", "city", columns[3], columns[4]
        )
    )
    return [_Group(*row) for row in counted]


def _count_members(session: Session, actor: Actor, organization_id: UUID) -> Counter[UUID]:
    counted = session.execute(
        select(Membership.organization_id, func.count())
        .where(rules.on_roll(actor, organization_id))
        .group_by(Membership.organization_id)
    )
    return _sum((node, count) for node, count in counted)


def _find_homes(session: Session, here: Organization) -> list[tuple[Organization, set[UUID]]]:
    """Return the nodes directly below in their fixed order, each with all below it; a branch is its own home."""
    below = session.scalars(
        select(Organization)
        .where(Organization.id.in_(nodes_below([here.id])))
        .order_by(Organization.position, Organization.id)
    ).all()
    children: dict[UUID | None, list[Organization]] = defaultdict(list)
    for node in below:
        children[node.parent_id].append(node)
    homes = [
        (child, {node.id for node in _walk(child, children)})
        for child in children[here.id]
        if child.ended_on is None
    ]
    covered = set().union(*(ids for _, ids in homes))
    # Its own members, and those of branches that were closed and not moved yet, are from here.
    rest = {node.id for node in below} - covered
    return homes if homes and not _hold_members(session, rest) else [(here, rest), *homes]


def _hold_members(session: Session, nodes: set[UUID]) -> bool:
    held = (
        select(Membership.id)
        .where(Membership.organization_id.in_(nodes), Membership.to_on.is_(None))
        .limit(1)
    )
    return session.scalar(held) is not None


def _walk(node: Organization, children: dict[UUID | None, list[Organization]]) -> Iterable[Organization]:
    yield node
    for child in children[node.id]:
        yield from _walk(child, children)


def _list_above(session: Session, actor: Actor, organization_id: UUID) -> list[dict[str, Any]]:
    """Return the nodes above that the actor reaches, the highest first."""
    path = nodes_above(session, organization_id)[1:]
    reached = {
        node.id: _node(node)
        for node in session.scalars(
            select(Organization)
            .where(Organization.id.in_(path))
            .where(within_reach(actor, "whereabouts.read", Organization.id))
        )
    }
    return [reached[node] for node in reversed(path) if node in reached]


def _node(node: Organization) -> dict[str, Any]:
    return {"id": node.id, "name": node.short_name, "kind": node.kind}


def _name_of(code: str) -> str:
    return places.names().get(code, code)


def _list_cities(groups: list[_Group], province: str) -> list[dict[str, Any]]:
    """Return the cities of a province, the largest first, and last those whose city is not on record."""
    counts = _sum((group.city, group.members) for group in groups if group.province == province)
    known = {code: code != province or rules.is_whole(province) for code in counts}
    return [
        {"code": code, "name": _name_of(code), "known": known[code], "count": count}
        for code, count in sorted(_largest_first(counts), key=lambda one: not known[one[0]])
    ]


def _list_flows(
    groups: list[_Group], homes: list[tuple[Organization, set[UUID]]], home_of: dict[UUID, UUID]
) -> list[dict[str, Any]]:
    counts = _sum(((home_of[group.organization_id], group.province), group.members) for group in groups)
    at = {home.id: number for number, (home, _) in enumerate(homes)}
    return [
        {"organization_id": home, "province": province, "count": count}
        for (home, province), count in sorted(
            counts.items(), key=lambda one: (at[one[0][0]], one[0][1] in rules.APART, -one[1], one[0][1])
        )
    ]


def _find_clusters(
    session: Session, actor: Actor, organization_id: UUID, groups: list[_Group], at_least: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the employers with so many members or more in one city, and the counties with so many, the largest first."""
    liaisons = _count_liaisons(session, actor, organization_id)
    by_employer: dict[tuple[str, str, str], _Cluster] = defaultdict(_Cluster)
    by_county: dict[tuple[str, str, str], _Cluster] = defaultdict(_Cluster)
    for group in groups:
        theirs = liaisons[(group.organization_id, group.province, group.place_code, group.employer)]
        name = rules.employer_key(group.employer)
        if name and group.province not in (rules.UNSETTLED, rules.UNREGISTERED):
            by_employer[(group.province, group.city, name)].take(group, theirs)
        if group.province not in rules.APART and group.place_code and rules.is_county(group.place_code):
            by_county[(group.province, group.city, group.place_code)].take(group, theirs)
    employers = [
        _tell(cluster, province, city, None, cluster.spellings.most_common(1)[0][0])
        for (province, city, _), cluster in _gathered(by_employer, at_least)
    ]
    counties = [
        _tell(cluster, province, city, county, None)
        for (province, city, county), cluster in _gathered(by_county, at_least)
    ]
    return employers, counties


def _gathered(
    clusters: dict[tuple[str, str, str], _Cluster], at_least: int
) -> list[tuple[tuple[str, str, str], _Cluster]]:
    enough = [(key, cluster) for key, cluster in clusters.items() if cluster.count >= at_least]
    return sorted(enough, key=lambda one: (-one[1].count, one[0]))


def _tell(
    cluster: _Cluster, province: str, city: str, county: str | None, employer: str | None
) -> dict[str, Any]:
    return {
        "province": province,
        "city": city,
        "county": county,
        "place_name": place_name(county or city),
        "employer": employer,
        "count": cluster.count,
        "branches": len(cluster.branches),
        "registered": cluster.registered,
        "liaisons": cluster.liaisons,
    }


def _count_liaisons(session: Session, actor: Actor, organization_id: UUID) -> Counter[tuple[Any, ...]]:
    """Return how many members away are 在外联络员 today, by branch, place and employer."""
    serving = select(Pairing.liaison_id).where(Pairing.kind == "away", in_force(clock.today()))
    found = session.execute(
        rules.away(
            actor,
            organization_id,
            clock.today(),
            Membership.organization_id,
            rules.province_of(),
            AwayPeriod.place_code,
            AwayPeriod.employer,
        ).where(Membership.id.in_(serving))
    )
    return Counter(tuple(row) for row in found)


def _list_industries(groups: list[_Group]) -> list[dict[str, Any]]:
    counts = _sum((industry_of(group.employer), group.members) for group in groups)
    last = INDUSTRIES[-2:]
    return [
        {"code": code, "count": count}
        for code, count in sorted(
            counts.items(), key=lambda one: (one[0] in last, -one[1], INDUSTRIES.index(one[0]))
        )
    ]


def _sum(counted: Iterable[tuple[Any, int]]) -> Counter[Any]:
    total: Counter[Any] = Counter()
    for key, count in counted:
        total[key] += count
    return total


def _largest_first(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
