"""What can be done with a party group."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.access import Actor
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.members.groups import rules
from api.members.rules import ensure_is_branch
from api.models import Group, Membership, Person

_FIELDS = ("id", "organization_id", "name", "position", "leader_id", "ended_on", "version")


def list_groups(session: Session, actor: Actor, organization_id: UUID) -> list[dict[str, Any]]:
    """Return a branch's groups in their order, each with its leader's name."""
    statement = _select_groups(actor).where(Group.organization_id == organization_id)
    return [dict(row._mapping) for row in session.execute(statement.order_by(Group.position, Group.id))]


def read_group(session: Session, actor: Actor, group_id: UUID) -> dict[str, Any]:
    """Return a group. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.execute(_select_groups(actor).where(Group.id == group_id)).first()
    if found is None:
        raise Refusal("not_found")
    return dict(found._mapping)


def _select_groups(actor: Actor) -> Select[Any]:
    return (
        select(*[getattr(Group, field) for field in _FIELDS], Person.name.label("leader_name"))
        .select_from(Group)
        .outerjoin(Membership, Membership.id == Group.leader_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(rules.in_reach(actor, "members.read"))
    )


def create(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Set up a group in a branch."""
    ensure_is_branch(session, data["organization_id"])
    rules.ensure_may_lead(session, data["leader_id"], data["organization_id"])
    group = Group(**data)
    entry = record(
        session,
        node_id=group.organization_id,
        kind="group.created",
        actor=actor,
        subjects={"group": group.id, **({"leader": group.leader_id} if group.leader_id else {})},
        writes=[group],
    )
    return Outcome(group.id, "created", entry)


def change(
    session: Session, actor: Actor, group_id: UUID, wanted_version: int, changes: dict[str, Any]
) -> Outcome:
    """Change a group. Raise `stale_version` where somebody was faster."""
    group = lock(session, Group, group_id)
    if group is None:
        raise Refusal("not_found")
    if group.version != wanted_version:
        raise Refusal("stale_version")
    rules.ensure_may_lead(session, changes.get("leader_id"), group.organization_id)
    for field, value in changes.items():
        setattr(group, field, value)
    entry = record(
        session,
        node_id=group.organization_id,
        kind="group.changed",
        actor=actor,
        subjects={"group": group.id, **({"leader": group.leader_id} if group.leader_id else {})},
        facts={"fields": sorted(changes)},
        writes=[group],
    )
    return Outcome(group.id, "changed", entry)
