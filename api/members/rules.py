"""Who sees which member, and who may do what with one."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, membership_in_reach, reaches, within_reach
from api.errors import Refusal
from api.models import Membership, Organization


def in_reach(actor: Actor, permission: str = "members.read") -> ColumnElement[bool]:
    """Return the condition that a membership is the actor's own or lies in a branch in reach."""
    return within_reach(actor, permission, Membership.organization_id, own=Membership.id)


def in_full(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the actor reaches a membership otherwise than as its liaison."""
    return within_reach(actor, "members.history", Membership.organization_id, own=Membership.id)


def visible_to(actor: Actor) -> Select[Membership]:
    """Select the memberships that the actor may see, ended ones included."""
    return select(Membership).where(in_reach(actor))


def ensure_sees_node(session: Session, actor: Actor, organization_id: UUID) -> None:
    """Raise `not_found` where the actor may not see the node whose members are asked for."""
    if organization_id != actor.organization_id and not reaches(
        session, actor, "organizations.read", organization_id
    ):
        raise Refusal("not_found")


def ensure_is_branch(session: Session, organization_id: UUID) -> None:
    """Raise `organization_invalid` unless the node is a branch that still exists."""
    node = session.get(Organization, organization_id)
    if node is None:
        raise Refusal("not_found")
    if node.kind != "branch" or node.ended_on is not None:
        raise Refusal("organization_invalid")


def ensure_may_enter(session: Session, actor: Actor, organization_id: UUID) -> None:
    """Raise unless the actor may bring members into this branch."""
    ensure_reaches(session, actor, "members.write", organization_id)


def ensure_may_move(session: Session, actor: Actor, membership_id: UUID, organization_id: UUID) -> None:
    """Raise unless the actor decides on both sides: a branch neither sends nor takes a member alone."""
    membership_in_reach(session, actor, "members.decide", membership_id)
    ensure_reaches(session, actor, "members.decide", organization_id)


def ensure_may_merge(session: Session, actor: Actor, keep_id: UUID, drop_id: UUID) -> None:
    """Raise unless the actor decides on both members."""
    for membership_id in sorted((keep_id, drop_id)):
        membership_in_reach(session, actor, "members.decide", membership_id)


def get_own(session: Session, actor: Actor, membership_id: UUID) -> Membership:
    """Return the actor's own membership. Raise `forbidden` for another's that is in sight, else `not_found`."""
    found = membership_in_reach(session, actor, "members.read", membership_id)
    if found.person_id != actor.person_id:
        raise Refusal("forbidden")
    return found
