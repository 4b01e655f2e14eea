"""The nodes of a picture: the way down to it, and its children in their fixed order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import Actor, organizations_in_reach
from api.dashboards.overview import people
from api.models import Organization
from api.settings.values import nodes_above


@dataclass(frozen=True, slots=True)
class Node:
    """One node of the tree."""

    id: UUID
    kind: str
    name: str
    parent_id: UUID | None
    ended: bool


def read_below(session: Session, node_id: UUID) -> dict[UUID, Node]:
    """Return a node and all below it, siblings in their fixed order."""
    rows = session.execute(
        select(
            Organization.id,
            Organization.kind,
            Organization.short_name,
            Organization.parent_id,
            Organization.ended_on,
        )
        .where(Organization.id.in_(people.nodes()))
        .order_by(Organization.position, Organization.id),
        {"node": node_id},
    )
    return {
        row.id: Node(row.id, row.kind, row.short_name, row.parent_id, row.ended_on is not None)
        for row in rows
    }


def read_path(session: Session, actor: Actor, node_id: UUID) -> list[dict[str, Any]]:
    """Return the nodes above that the reader may open, the highest first, and the node itself."""
    above = nodes_above(session, node_id)
    rows = session.execute(
        select(Organization.id, Organization.short_name, Organization.kind).where(
            Organization.id.in_(above), Organization.id.in_(organizations_in_reach(actor, "overview.read"))
        )
    ).all()
    named = {row.id: row for row in rows}
    return [
        {"id": one, "name": named[one].short_name, "kind": named[one].kind}
        for one in reversed(above)
        if one in named
    ]


def roots_of(nodes: Mapping[UUID, Node], top: UUID) -> dict[UUID, UUID]:
    """Return for each node below `top` the child of `top` under which it lies; `top` stands for itself."""
    found = {top: top}

    def climb(node_id: UUID) -> UUID:
        if node_id not in found:
            parent = nodes[node_id].parent_id
            found[node_id] = node_id if parent == top or parent is None else climb(parent)
        return found[node_id]

    for node_id in nodes:
        climb(node_id)
    return found


def children_of(nodes: Iterable[Node], top: UUID) -> Sequence[Node]:
    """Return the children of a node in their fixed order."""
    return [node for node in nodes if node.parent_id == top]
