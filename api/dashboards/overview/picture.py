"""The picture of a node: its figures, and those of its children; a figure is the sum over the children."""

from collections import Counter
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.dashboards.overview import figures, matters, tree, windows
from api.dashboards.overview.difficulties import say_above
from api.dashboards.overview.rings import may_read_rings
from api.errors import Refusal
from api.standing.words import Language


def read_picture(session: Session, actor: Actor, node_id: UUID, language: Language) -> dict[str, Any]:
    """Return a node's figures and its children's, in their fixed order; never sorted by merit (domain §9)."""
    today = clock.today()
    nodes = tree.read_below(session, node_id)
    if node_id not in nodes:
        raise Refusal("not_found")
    counts = matters.count_by_branch(session, matters.Asked(actor, node_id, today))
    branches = [node.id for node in nodes.values() if node.kind == "branch" and not node.ended]
    open_windows = windows.open_in(session, branches, today)
    for branch, found in open_windows.items():
        if found:
            counts.setdefault(branch, Counter())[figures.WINDOWS] = len(found)
    by_child = _roll_up(nodes, node_id, counts)
    total: Counter[str] = sum(by_child.values(), Counter())
    spread = Counter(window for found in open_windows.values() for window in found)
    here = nodes[node_id]
    lines = [
        {
            "organization_id": child.id,
            "name": child.name,
            "kind": child.kind,
            "figures": _show(by_child.get(child.id, Counter())),
        }
        for child in tree.children_of(nodes.values(), node_id)
        # A branch that was merged or closed stays as long as something is counted there.
        if not child.ended or by_child.get(child.id)
    ]
    if lines and by_child.get(node_id):
        own = {"organization_id": node_id, "name": here.name, "kind": here.kind}
        lines.insert(0, {**own, "figures": _show(by_child[node_id])})
    return {
        "as_of": clock.now(),
        "today": today,
        "organization": {"id": node_id, "name": here.name, "kind": here.kind},
        "path": tree.read_path(session, actor, node_id),
        "figures": _show(total),
        "lines": lines,
        "windows": windows.show(
            sorted(spread.items(), key=lambda one: (one[0].opens_on, one[0].key)), language
        ),
        "difficulties": say_above(session, node_id, here.kind, total, language),
        "may_read_rings": here.kind == "branch" and may_read_rings(actor, node_id),
    }


def _roll_up(
    nodes: dict[UUID, tree.Node], top: UUID, counts: dict[UUID, Counter[str]]
) -> dict[UUID, Counter[str]]:
    child_of = tree.roots_of(nodes, top)
    sums: dict[UUID, Counter[str]] = {}
    for node_id, counted in counts.items():
        sums.setdefault(child_of[node_id], Counter()).update(counted)
    return sums


def _show(counted: Counter[str]) -> list[dict[str, Any]]:
    return [{"key": key, "count": counted[key]} for key in figures.FIGURES]
