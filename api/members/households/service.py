"""What can be done with a household."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.access import Actor
from api.codes import mask
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.members.households import rules
from api.members.rules import ensure_is_branch
from api.models import Household, Membership, Person


def list_households(session: Session, actor: Actor, organization_id: UUID) -> list[dict[str, Any]]:
    """Return a branch's households with those of the branch who live there."""
    statement = select(Household).where(Household.organization_id == organization_id, rules.in_reach(actor))
    return _present(session, session.scalars(statement.order_by(Household.id)).all())


def read_household(session: Session, actor: Actor, household_id: UUID) -> dict[str, Any]:
    """Return a household. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalars(
        select(Household).where(Household.id == household_id, rules.in_reach(actor))
    ).all()
    if not found:
        raise Refusal("not_found")
    return _present(session, found)[0]


def create(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Record a household; its members leave the one they were in."""
    organization_id = data["organization_id"]
    ensure_is_branch(session, organization_id)
    household = Household(**{name: value for name, value in data.items() if name != "member_ids"})
    changed = _settle(session, household.id, rules.persons_of(session, organization_id, data["member_ids"]))
    entry = record(
        session,
        node_id=organization_id,
        kind="household.created",
        actor=actor,
        subjects={"household": household.id, "persons": [person.id for person in changed]},
        writes=[household, *changed],
    )
    return Outcome(household.id, "created", entry)


def change(
    session: Session, actor: Actor, household_id: UUID, wanted_version: int, changes: dict[str, Any]
) -> Outcome:
    """Change who lives there, who stays, and where. Raise `stale_version` where somebody was faster."""
    organization_id = session.scalar(select(Household.organization_id).where(Household.id == household_id))
    if organization_id is None:
        raise Refusal("not_found")
    changed: list[Person] = []
    if "member_ids" in changes:
        persons = rules.persons_of(session, organization_id, changes["member_ids"])
        changed = _settle(session, household_id, persons)
    household = lock(session, Household, household_id)
    if household is None or household.version != wanted_version:
        raise Refusal("stale_version")
    for field in changes.keys() - {"member_ids"}:
        setattr(household, field, changes[field])
    entry = record(
        session,
        node_id=organization_id,
        kind="household.changed",
        actor=actor,
        subjects={"household": household.id, "persons": [person.id for person in changed]},
        facts={"fields": sorted(changes)},
        # Always the household itself, so that its version counts a change of who lives there.
        writes=[household, *changed],
    )
    return Outcome(household.id, "changed", entry)


def _settle(session: Session, household_id: UUID, person_ids: Sequence[UUID]) -> list[Person]:
    """Let exactly these persons live in a household, and return those whose record changed."""
    touched = session.scalars(
        select(Person.id)
        .where(or_(Person.household_id == household_id, Person.id.in_(person_ids)))
        .order_by(Person.id)
    ).all()
    persons = [person for person_id in touched if (person := lock(session, Person, person_id)) is not None]
    for person in persons:
        person.household_id = household_id if person.id in person_ids else None
    return [person for person in persons if session.is_modified(person)]


def _present(session: Session, households: Sequence[Household]) -> list[dict[str, Any]]:
    homes: dict[UUID | None, list[dict[str, Any]]] = defaultdict(list)
    for membership_id, name, household_id in session.execute(
        select(Membership.id, Person.name, Person.household_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.household_id.in_([one.id for one in households]), Membership.to_on.is_(None))
        .order_by(Person.pinyin, Membership.id)
    ):
        homes[household_id].append({"id": membership_id, "name": name})
    return [
        {
            "id": one.id,
            "organization_id": one.organization_id,
            "all_away": one.all_away,
            "address": None if one.address is None else mask.address(one.address),
            "who_stays": None if one.who_stays is None else mask.digits(one.who_stays),
            "members": homes[one.id],
            "version": one.version,
        }
        for one in households
    ]
