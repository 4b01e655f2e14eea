"""Who sees which node, and where a node may stand."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, organizations_in_reach
from api.errors import Refusal
from api.models import Organization

_BELOW = {"county": {"township"}, "township": {"branch"}, "branch": set()}


def visible_to(actor: Actor) -> Select[Organization]:
    """Select the nodes that the actor may see: those in reach, and the own branch with its township."""
    seen: ColumnElement[bool] = Organization.id.in_(organizations_in_reach(actor, "organizations.read"))
    if actor.organization_id:
        own_parent = (
            select(Organization.parent_id).where(Organization.id == actor.organization_id).scalar_subquery()
        )
        seen = or_(seen, Organization.id == actor.organization_id, Organization.id == own_parent)
    return select(Organization).where(seen)


def get_visible(session: Session, actor: Actor, organization_id: UUID) -> Organization:
    """Return a node. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(visible_to(actor).where(Organization.id == organization_id))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_create(session: Session, actor: Actor, parent_id: UUID, kind: str) -> None:
    """Raise unless the actor may put a node of this kind below the parent."""
    ensure_reaches(session, actor, "organizations.write", parent_id)
    parent = get_visible(session, actor, parent_id)
    if kind not in _BELOW[parent.kind]:
        raise Refusal("organization_invalid")


def ensure_may_change(session: Session, actor: Actor, organization_id: UUID) -> None:
    """Raise unless the actor may change this node."""
    get_visible(session, actor, organization_id)
    ensure_reaches(session, actor, "organizations.write", organization_id)
