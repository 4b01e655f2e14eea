"""Who may see and change a party group, and who may lead it."""

from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, within_reach
from api.errors import Refusal
from api.models import Group, Membership


def in_reach(actor: Actor, permission: str) -> ColumnElement[bool]:
    """Return the condition that a group's branch is in reach, or the actor's own where it is only read."""
    allowed = within_reach(actor, permission, Group.organization_id)
    if permission == "members.read" and actor.organization_id:
        allowed = allowed | (Group.organization_id == actor.organization_id)
    return allowed


def ensure_may_change(session: Session, actor: Actor, group_id: UUID) -> None:
    """Raise unless the actor may change this group."""
    group = session.get(Group, group_id)
    if group is None:
        raise Refusal("not_found")
    ensure_reaches(session, actor, "members.write", group.organization_id)


def ensure_may_lead(session: Session, leader_id: UUID | None, organization_id: UUID) -> None:
    """Raise `validation_failed` unless the leader is on the branch's roll."""
    if leader_id is None:
        return
    leader = session.get(Membership, leader_id)
    if leader is None or leader.organization_id != organization_id or leader.to_on is not None:
        raise Refusal("validation_failed", errors={"leader_id": ["组长要是本支部的党员。"]})
