"""Whom somebody may invite, and what they may give to whom."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, or_, select
from sqlalchemy.orm import Session, aliased

from api import clock
from api.access import (
    ACCESS,
    ADMIN,
    AUDITOR,
    OFFICER,
    RECORDER,
    SECRETARY,
    Actor,
    ensure_reaches,
    nodes_below,
    organizations_in_reach,
    reaches,
)
from api.auth import notice
from api.errors import Refusal
from api.models import Account, Grant, Invitation, Membership, Organization, Person

PLACES = {
    OFFICER: {"county", "township"},
    ADMIN: {"county", "township"},
    AUDITOR: {"county", "township", "branch"},
    SECRETARY: {"branch"},
    RECORDER: {"branch"},
}
"""At which kind of node a role can be held."""


def visible_invitations(actor: Actor) -> Select[Invitation, str]:
    """Select the invitations of the actor's reach, each with the person's name."""
    return (
        select(Invitation, Person.name)
        .join(Person, Person.id == Invitation.person_id)
        .where(Invitation.organization_id.in_(organizations_in_reach(actor, "invitations.read")))
    )


def visible_grants(actor: Actor) -> Select[Grant, UUID, str, str, str]:
    """Select the grants of the actor's reach, each with the names that a list shows."""
    giver = aliased(Account)
    giving = aliased(Person)
    return (
        select(
            Grant,
            Person.id.label("person_id"),
            Person.name.label("name"),
            Organization.name.label("organization_name"),
            giving.name.label("delegated_by_name"),
        )
        .join(Account, Account.id == Grant.account_id)
        .join(Person, Person.id == Account.person_id)
        .join(Organization, Organization.id == Grant.organization_id)
        .outerjoin(giver, giver.id == Grant.delegated_by_id)
        .outerjoin(giving, giving.id == giver.person_id)
        .where(Grant.organization_id.in_(organizations_in_reach(actor, "grants.read")))
    )


def ensure_may_invite(session: Session, actor: Actor, person_id: UUID) -> None:
    """Raise unless the actor may invite this person.

    Raise `not_found` where the person is out of sight, `forbidden` where the person holds a role that the actor may
    not give: an invitation sets a new password, so it would hand that role to whoever carries the code.
    """
    person = session.get(Person, person_id)
    node_in_reach(session, actor, "invitations.write", person_id)
    if person is None or person.id == actor.person_id:
        raise Refusal("forbidden")
    for grant in _open_grants(session, person_id):
        lesser = grant.role == RECORDER or grant.delegated_by_id is not None
        needed = "invitations.write" if lesser else "grants.write"
        if not reaches(session, actor, needed, grant.organization_id):
            raise Refusal("forbidden")
    if person.phone_index is None:
        raise Refusal("phone_missing")


def ensure_may_revoke(session: Session, actor: Actor, invitation_id: UUID) -> None:
    """Raise `not_found` unless the invitation lies in the actor's reach."""
    reach = organizations_in_reach(actor, "invitations.write")
    found = select(Invitation.id).where(Invitation.id == invitation_id, Invitation.organization_id.in_(reach))
    if session.scalar(found) is None:
        raise Refusal("not_found")


def node_in_reach(session: Session, actor: Actor, permission: str, person_id: UUID) -> UUID:
    """Return the node through which the actor's permission reaches a person.

    Raise `not_found` where the person is out of sight, `forbidden` where the role does not reach.
    """
    nodes = nodes_of(session, person_id)
    if not nodes:
        raise Refusal("not_found")
    for node_id in nodes:
        if reaches(session, actor, permission, node_id):
            return node_id
    ensure_reaches(session, actor, permission, nodes[0])
    return nodes[0]


def nodes_of(session: Session, person_id: UUID) -> list[UUID]:
    """Return where a person belongs: the branch of the open membership, then the nodes of roles that are not over."""
    branch = select(Membership.organization_id).where(
        Membership.person_id == person_id, Membership.to_on.is_(None)
    )
    held = [grant.organization_id for grant in _open_grants(session, person_id)]
    return [*session.scalars(branch), *sorted(set(held))]


def ensure_may_grant(session: Session, actor: Actor, data: dict[str, Any]) -> None:
    """Raise unless the actor may give this role here: within reach, never above it, never to themselves."""
    ensure_reaches(session, actor, "grants.write", data["organization_id"])
    if _kind_of(session, data["organization_id"]) not in PLACES[data["role"]]:
        raise Refusal("grant_invalid")
    ensure_in_order(data["from_on"] or clock.today(), data["to_on"])
    person_id = data.get("person_id")
    if (person_id is None) == ("newcomer" not in data):
        raise Refusal("validation_failed", errors={"person_id": ["请选一个人，或填写新来的人。"]})
    if person_id is not None:
        node_in_reach(session, actor, "grants.write", person_id)
        if person_id == actor.person_id:
            raise Refusal("grant_to_oneself")


def ensure_may_delegate(session: Session, actor: Actor, data: dict[str, Any]) -> None:
    """Raise unless the actor may hand the branch's acts to this committee member from a day to a day (domain §2a).

    What was handed over cannot be handed on, and ends no later than the giver's own role.
    """
    branch_id, person_id, from_on, to_on = (
        data[name] for name in ("organization_id", "person_id", "from_on", "to_on")
    )
    ensure_reaches(session, actor, "grants.delegate", branch_id)
    if _kind_of(session, branch_id) != "branch":
        raise Refusal("grant_invalid")
    ensure_in_order(from_on, to_on)
    if from_on < clock.today():
        raise Refusal("validation_failed", errors={"from_on": ["委托从今天或以后的一天开始。"]})
    if branch_id not in nodes_of(session, person_id):
        raise Refusal("not_found")
    if person_id == actor.person_id:
        raise Refusal("grant_to_oneself")
    own = session.scalars(
        select(Grant.organization_id)
        .where(Grant.account_id == actor.account_id, Grant.delegated_by_id.is_(None))
        .where(Grant.role.in_(sorted(ACCESS["grants.delegate"])))
        .where(Grant.from_on <= from_on, or_(Grant.to_on.is_(None), Grant.to_on >= to_on))
    )
    if not _lies_below(session, branch_id, list(own)):
        raise Refusal("delegation_too_wide")


def ensure_may_end(session: Session, actor: Actor, permission: str, grant_id: UUID) -> None:
    """Raise unless the actor may end this grant: `grants.write` ends any, `grants.delegate` what was handed over."""
    found = session.execute(visible_grants(actor).where(Grant.id == grant_id)).first()
    if found is None:
        raise Refusal("not_found")
    grant = found[0]
    if permission == "grants.delegate" and grant.delegated_by_id is None:
        raise Refusal("forbidden")
    ensure_reaches(session, actor, permission, grant.organization_id)


def ensure_in_order(from_on: date, to_on: date | None) -> None:
    """Raise `dates_in_wrong_order` where the last day comes before the first."""
    if to_on is not None and to_on < from_on:
        raise Refusal("dates_in_wrong_order")


def ensure_current_notice(version: str, field: str = "version") -> None:
    """Raise unless this is the version of the notice that people read today."""
    if version != notice.VERSION:
        raise Refusal("validation_failed", errors={field: ["告知有了新的版本，请先看一看。"]})


def _open_grants(session: Session, person_id: UUID) -> list[Grant]:
    statement = (
        select(Grant)
        .join(Account, Account.id == Grant.account_id)
        .where(Account.person_id == person_id)
        .where(or_(Grant.to_on.is_(None), Grant.to_on >= clock.today()))
    )
    return list(session.scalars(statement))


def _kind_of(session: Session, organization_id: UUID) -> str | None:
    return session.scalar(select(Organization.kind).where(Organization.id == organization_id))


def _lies_below(session: Session, organization_id: UUID, roots: list[UUID]) -> bool:
    found = session.scalar(select(literal(1)).where(literal(organization_id).in_(nodes_below(roots))))
    return found is not None
