"""Hold every figure of a place against its list, its children, the other pages, and the raw rows worked out by hand."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.dashboards.overview import figures, rings
from api.dashboards.overview.listing import list_people
from api.dashboards.overview.picture import read_picture
from api.dashboards.whereabouts import service as whereabouts
from api.models import Organization
from api.pairings.board import list_uncovered
from tests.dashboards.by_hand import Reckoned, read_rows, reckon

ANYWHERE = dict.fromkeys(("province", "city", "county", "employer", "industry", "cursor"))


def ensure_numbers_agree(session: Session, actor: Actor, node_id: UUID, *, lists: bool = True) -> None:
    """Compare all figures of a node with the raw rows, then its lists, its other pages, and all below it."""
    told = reckon(read_rows(session), clock.today())
    tree = dict(session.execute(select(Organization.id, Organization.parent_id)).all())
    _go_down(session, actor, node_id, told, tree, lists=lists)


def ensure_figures_agree(session: Session, actor: Actor, node_id: UUID) -> None:
    """Compare the figures of one node with the raw rows, and no more: quick enough to do it after every act."""
    told = reckon(read_rows(session), clock.today())
    tree = dict(session.execute(select(Organization.id, Organization.parent_id)).all())
    _compare(session, actor, node_id, told, tree)


def _go_down(
    session: Session,
    actor: Actor,
    node_id: UUID,
    told: Reckoned,
    tree: dict[UUID, UUID | None],
    *,
    lists: bool,
) -> None:
    picture = _compare(session, actor, node_id, told, tree)
    expected = _expect(told, tree, node_id)
    if lists:
        for key in figures.FIGURES:
            listed = read_list(session, actor, node_id, key)
            assert sorted(one["subject_id"] for one in listed) == expected[key], key
    _compare_whereabouts(session, actor, node_id, picture, expected)
    uncovered = [one["member_id"] for one in list_uncovered(session, node_id)]
    assert sorted(uncovered) == expected["uncovered"]
    if picture["organization"]["kind"] == "branch":
        _compare_rings(session, node_id, expected)
    for line in picture["lines"]:
        if line["organization_id"] != node_id:
            _go_down(session, actor, line["organization_id"], told, tree, lists=False)


def _compare(
    session: Session, actor: Actor, node_id: UUID, told: Reckoned, tree: dict[UUID, UUID | None]
) -> dict[str, Any]:
    picture = read_picture(session, actor, node_id, "zh")
    shown = {one["key"]: one["count"] for one in picture["figures"]}
    expected = _expect(told, tree, node_id)
    assert shown == {key: len(expected[key]) for key in figures.FIGURES}
    if picture["lines"]:
        of_children = {
            line["organization_id"]: {one["key"]: one["count"] for one in line["figures"]}
            for line in picture["lines"]
        }
        assert shown == {key: sum(one[key] for one in of_children.values()) for key in figures.FIGURES}
        for child, counted in of_children.items():
            own = _expect(told, tree, child) if child != node_id else None
            assert own is None or counted == {key: len(own[key]) for key in figures.FIGURES}
    return picture


def _expect(told: Reckoned, tree: dict[UUID, UUID | None], node_id: UUID) -> dict[str, list[UUID]]:
    """Return whom and what is counted at a node and below."""
    expected: dict[str, list[UUID]] = {key: [] for key in (*figures.FIGURES, "clocked")}
    for branch, counted in told.items():
        if lies_below(tree, branch, node_id):
            for key, found in expected.items():
                found += counted[key]
    return {key: sorted(found) for key, found in expected.items()}


def _compare_whereabouts(
    session: Session, actor: Actor, node_id: UUID, picture: dict[str, Any], expected: dict[str, list[UUID]]
) -> None:
    """Hold the page of places against the same members: two pages that say 在外 mean the same."""
    seen = whereabouts.read_whereabouts(session, actor, node_id, None)
    listed, cursor, total = whereabouts.list_away(
        session, actor, node_id, {**ANYWHERE, "organization_id": node_id, "limit": 200}
    )
    assert cursor is None
    assert sorted(one["member_id"] for one in listed) == expected["away"]
    assert seen["away"] == total == len(listed)
    assert (seen["members"], seen["at_home"]) == (
        len(expected["members"]),
        len(expected["members"]) - len(expected["away"]),
    )
    apart = seen["overseas"] + seen["unsettled"] + seen["unregistered"]
    assert seen["away"] == apart + sum(one["count"] for one in seen["provinces"])
    assert seen["away"] == sum(one["count"] for one in seen["industries"])
    assert seen["away"] == sum(one["count"] for one in seen["flows"])
    of_lines = {line["organization_id"]: line["figures"] for line in picture["lines"]}
    for home in seen["homes"]:
        if home["id"] in of_lines:
            counted = {one["key"]: one["count"] for one in of_lines[home["id"]]}
            assert (home["members"], home["away"]) == (counted["members"], counted["away"])


def _compare_rings(session: Session, branch_id: UUID, expected: dict[str, list[UUID]]) -> None:
    """Hold two rings against the figures that say the same of the branch."""
    contact = rings.read_ring(session, branch_id, rings.CONTACT, "zh")
    training = rings.read_ring(session, branch_id, rings.TRAINING, "zh")
    reporting = rings.read_ring(session, branch_id, rings.REPORTING, "zh")

    def those(ring: rings.Ring, *states: rings.State) -> list[UUID]:
        return sorted(line.member_id for line in ring.lines if line.state in states)

    assert those(contact, *rings.State) == expected["clocked"]
    assert those(contact, rings.State.OPEN) == expected["silent_30"]
    assert those(contact, rings.State.UNKNOWN) == expected["contact_unknown"]
    assert those(training, rings.State.UNKNOWN) == expected["life_unknown"]
    assert those(reporting, *rings.State) == expected["away"]


def read_list(
    session: Session, actor: Actor, node_id: UUID, figure: str, limit: int = 12
) -> list[dict[str, Any]]:
    """Read a figure's list to its end; each page says how much there is."""
    items: list[dict[str, Any]] = []
    cursor = None
    while True:
        query = {"organization_id": node_id, "figure": figure, "limit": limit, "cursor": cursor}
        page, total, cursor = list_people(session, actor, query, "zh")
        items += page
        if cursor is None:
            assert total == len(items), figure
            return items


def lies_below(tree: dict[UUID, UUID | None], node: UUID | None, top: UUID) -> bool:
    """Say whether a node is another one or lies below it."""
    while node is not None:
        if node == top:
            return True
        node = tree[node]
    return False
