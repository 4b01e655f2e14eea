"""The board of a branch: who is away and with whom, who is at home and with how many; and what is suggested."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.codes.places import OVERSEAS
from api.members.rows import place_name
from api.models import Bond, current
from api.pairings.assign import Possible, Uncovered, assign
from api.pairings.people import AWAY, HOME, Somebody, bonds_among, ended_last, gap_of, gather
from api.pairings.words import Language, explain, say_unplaced

_SAME_CITY = 4
"""How many digits of a place's code name its city (GB/T 2260)."""
_MOST_NEARBY = 8
"""How many of those away in the same city are named; a whole village may be in one."""
_UNDER_THE_STATE = ("11", "12", "31", "50")
"""Cities that stand where a province stands; their districts are one place."""


def read_board(session: Session, organization_id: UUID, *, with_notes: bool) -> dict[str, Any]:
    """Return the board of a node and below. with_notes: whether the reader may read what is noted of a bond."""
    people = gather(session, organization_id, clock.today())
    away = [one for one in people.values() if one.where != HOME or one.own]
    by_city: dict[tuple[UUID, str], list[Somebody]] = defaultdict(list)
    for one in people.values():
        if one.where == AWAY and (city := city_of(one.place_code)):
            by_city[one.organization_id, city].append(one)
    return {
        "as_of": clock.now(),
        "members": [_show_member(one, people, by_city) for one in away],
        "liaisons": [_show_liaison(one) for one in people.values() if one.where == HOME or one.load],
        "bonds": _noted_bonds(session, people, with_notes=with_notes),
    }


def city_of(place_code: str | None) -> str | None:
    """Return what the codes of two places share that lie in one city; None where no city is known."""
    if place_code is None or place_code == OVERSEAS:
        return None
    if place_code.startswith(_UNDER_THE_STATE):
        return place_code[:2]
    return None if place_code.endswith("0000") else place_code[:_SAME_CITY]


def suggest(session: Session, organization_id: UUID, language: Language) -> dict[str, Any]:
    """Propose a liaison for everybody whom nobody at home looks after, branch by branch; nothing is written."""
    people = gather(session, organization_id, clock.today())
    bonds = bonds_among(session, people)
    branches: dict[UUID, list[Somebody]] = defaultdict(list)
    for one in people.values():
        branches[one.organization_id].append(one)
    proposals, unplaced = [], []
    for branch in branches.values():
        missing = [one for one in branch if one.where != HOME and gap_of(one, people) is not None]
        possible = [one for one in branch if one.hindrance is None]
        found = assign(
            [Uncovered(one.id, one.group_id, bonds.get(one.id, {})) for one in missing],
            [Possible(one.id, one.load, one.group_id) for one in possible],
        )
        proposals += [
            {
                "organization_id": people[pair.member_id].organization_id,
                "member_id": pair.member_id,
                "member_name": people[pair.member_id].name,
                "liaison_id": pair.liaison_id,
                "liaison_name": people[pair.liaison_id].name,
                "bond_kind": pair.bond,
                "looks_after": pair.load,
                "sentence": explain(pair.bond, people[pair.member_id].group_name, pair.load, language),
            }
            for pair in found
        ]
        placed = {pair.member_id for pair in found}
        unplaced += [one for one in missing if one.id not in placed]
    return {
        "as_of": clock.now(),
        "proposals": proposals,
        "unplaced": [
            {
                "organization_id": one.organization_id,
                "member_id": one.id,
                "member_name": one.name,
                "sentence": say_unplaced(language),
            }
            for one in unplaced
        ],
    }


def list_uncovered(session: Session, organization_id: UUID) -> list[dict[str, Any]]:
    """Return the members away of a node and below whom nobody at home looks after.

    gap: none, liaison_away, liaison_exempt or liaison_suspended. ended_on: since when nobody does, for those who had a
    liaison in this time away. since: the same, or where it is not known the member's own departure.
    """
    people = gather(session, organization_id, clock.today())
    uncovered = [
        (one, gap)
        for one in people.values()
        if one.where == AWAY and (gap := gap_of(one, people)) is not None
    ]
    ended = ended_last(session, [one.id for one, gap in uncovered if gap == "none"])
    found = []
    for one, gap in uncovered:
        ended_on = ended.get(one.id)
        in_this_time = ended_on is not None and (one.departed_on is None or one.departed_on < ended_on)
        liaison = next((people[pair.liaison_id] for pair in one.own if pair.kind == "home"), None)
        known = ended_on if in_this_time else liaison.departed_on if liaison else None
        found.append(
            {
                "member_id": one.id,
                "name": one.name,
                "organization_id": one.organization_id,
                "gap": gap,
                "liaison_name": liaison.name if liaison else None,
                "ended_on": ended_on if in_this_time else None,
                "since": max((day for day in (known, one.departed_on) if day is not None), default=None),
            }
        )
    return found


def _show_member(
    one: Somebody, people: dict[UUID, Somebody], by_city: dict[tuple[UUID, str], list[Somebody]]
) -> dict[str, Any]:
    nearby: Iterable[Somebody] = ()
    if one.where == AWAY and (city := city_of(one.place_code)):
        nearby = by_city[one.organization_id, city]
    return {
        "member_id": one.id,
        "organization_id": one.organization_id,
        "branch_name": one.branch_name,
        "name": one.name,
        "where": one.where,
        "group_id": one.group_id,
        "group_name": one.group_name,
        "place_name": place_name(one.place_code),
        "departed_on": one.departed_on,
        "departed_precision": one.departed_precision,
        "gap": None if one.where == HOME else gap_of(one, people),
        "pairings": [
            {
                "id": pair.id,
                "liaison_id": pair.liaison_id,
                "liaison_name": people[pair.liaison_id].name,
                "kind": pair.kind,
                "lead": pair.lead,
                "from_on": pair.from_on,
                "bond_kind": pair.bond_kind,
                "hindrance": people[pair.liaison_id].hindrance if pair.kind == "home" else None,
                "version": pair.version,
            }
            for pair in one.own
        ],
        "nearby": [
            {"member_id": other.id, "name": other.name}
            for other in islice((other for other in nearby if other.id != one.id), _MOST_NEARBY)
        ],
    }


def _show_liaison(one: Somebody) -> dict[str, Any]:
    return {
        "member_id": one.id,
        "organization_id": one.organization_id,
        "branch_name": one.branch_name,
        "name": one.name,
        "group_id": one.group_id,
        "group_name": one.group_name,
        "looks_after": one.load,
        "hindrance": one.hindrance,
    }


def _noted_bonds(session: Session, people: dict[UUID, Somebody], *, with_notes: bool) -> list[dict[str, Any]]:
    branches = {one.organization_id for one in people.values()}
    noted = current(Bond).where(Bond.node_id.in_(branches), Bond.withdrawn.is_(False))
    return [
        {
            "id": bond.id,
            "member_id": bond.membership_id,
            "other_id": bond.other_id,
            "kind": bond.kind,
            "note": bond.note if with_notes else None,
        }
        for bond in session.scalars(noted.order_by(Bond.recorded_at))
        if bond.membership_id in people and bond.other_id in people
    ]
