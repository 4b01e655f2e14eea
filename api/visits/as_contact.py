"""A visit is a contact with the member or the family, too: its facts stand in the visit's own entry."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access import Actor
from api.contacts import service as contacts
from api.models import Contact, Fact, Membership, Visit, current
from api.visits import rules

_WITH_WHOM = {"member": "self", "family": "family"}
_MET = frozenset({"met_member", "met_family", "at_workplace", "by_phone_video"})
"""无人在家 and 邮寄 reach nobody."""


def write_contacts(
    session: Session,
    actor: Actor,
    visit: Visit,
    members: Iterable[Mapping[str, Any]],
    memberships: Mapping[UUID, Membership],
) -> list[Fact]:
    """Return the contacts that a visit was, as new facts, corrections and withdrawals of those written before."""
    if actor.account_id is None:
        return []
    before = _contacts_of(session, visit.id)
    wanted = {} if visit.void else {one["member_id"]: one for one in members if one["outcome"] in _MET}
    written: list[Fact] = []
    for membership_id, one in wanted.items():
        told: dict[str, Any] = {
            "way": _way_of(visit, one["outcome"]),
            "with_whom": _WITH_WHOM[rules.met_of(one)],
            "happened_on": visit.on_date,
            "by_membership_id": _made_by(visit, actor, membership_id),
        }
        old = before.get(membership_id)
        if old is None:
            written.append(
                contacts.contact_of_visit(
                    memberships[membership_id],
                    visit_id=visit.id,
                    visited_on=visit.on_date,
                    with_whom=told["with_whom"],
                    logged_by_id=actor.account_id,
                    by_membership_id=told["by_membership_id"],
                    way=told["way"],
                    recorded_at_device=visit.recorded_at_device,
                )
            )
        elif any(getattr(old, name) != value for name, value in told.items()):
            written.append(old.corrected(**told, revision=old.revision + 1))
    for membership_id, old in before.items():
        if membership_id not in wanted:
            written.append(old.corrected(withdrawn_by_id=actor.account_id, revision=old.revision + 1))
    return written


def _contacts_of(session: Session, visit_id: UUID) -> dict[UUID, Contact]:
    rows = session.scalars(
        current(Contact).where(Contact.visit_id == visit_id, Contact.withdrawn_by_id.is_(None))
    )
    return {row.membership_id: row for row in rows}


def _way_of(visit: Visit, outcome: str) -> str:
    if outcome != "by_phone_video":
        return "in_person"
    return "video" if visit.way == "video" else "phone"


def _made_by(visit: Visit, actor: Actor, membership_id: UUID) -> UUID | None:
    """Return who of the branch was in touch: the one who records it where they went, else the first who went."""
    went = [UUID(one) for one in visit.visitor_ids if UUID(one) != membership_id]
    if actor.membership_id in went:
        return actor.membership_id
    return went[0] if went else None
