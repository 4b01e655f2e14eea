"""Who may see and change a household, and who may live in one."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, within_reach
from api.errors import Refusal
from api.models import Household, Membership, Person


def in_reach(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a household's branch is in reach, or that it is the actor's own."""
    allowed = within_reach(actor, "members.read", Household.organization_id)
    if actor.membership_id and actor.person_id:
        own = select(Person.household_id).where(Person.id == actor.person_id).scalar_subquery()
        allowed = allowed | (Household.id == own)
    return allowed


def ensure_may_change(session: Session, actor: Actor, household_id: UUID) -> None:
    """Raise unless the actor may change this household."""
    household = session.get(Household, household_id)
    if household is None:
        raise Refusal("not_found")
    ensure_reaches(session, actor, "members.write", household.organization_id)


def persons_of(session: Session, organization_id: UUID, member_ids: Sequence[UUID]) -> list[UUID]:
    """Return the persons of members on a branch's roll. Raise `validation_failed` where one is not on it."""
    found = session.scalars(
        select(Membership.person_id).where(
            Membership.id.in_(member_ids),
            Membership.organization_id == organization_id,
            Membership.to_on.is_(None),
        )
    ).all()
    if len(found) != len(set(member_ids)):
        raise Refusal("validation_failed", errors={"member_ids": ["有人不在本支部，请核对。"]})
    return sorted(found)
