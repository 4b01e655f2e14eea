"""What can be done with a member: a membership together with its person."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, reaches
from api.auth.invitations import revoke_invitations
from api.errors import Refusal
from api.journal import Entry, Outcome, Ready, lock, record
from api.members import particulars
from api.members.duplicates import describe, find_person_duplicates
from api.members.rules import ensure_is_branch
from api.models import Fact, Group, Master, Membership, Person

__all__ = [
    "Arrival",
    "Newcomers",
    "bulk_enter",
    "change",
    "confirm_full",
    "decide_roll_status",
    "enter",
    "find_person_duplicates",
    "keep_contacts",
    "lock_member",
]


@dataclass(frozen=True)
class Newcomers:
    """The new people of one branch, signed before the transaction begins."""

    person_ids: list[UUID]
    membership_ids: list[UUID]
    ready: Ready


@dataclass(frozen=True)
class Arrival:
    """One present member whom a roster changed.

    further: facts that came with them, such as an Opening.
    """

    person: Person
    membership: Membership
    further: tuple[Fact, ...] = ()


def enter(session: Session, actor: Actor, data: Mapping[str, Any]) -> Outcome:
    """Bring somebody into a branch: a new person, or one known by `person_id` who is in no branch now.

    Raise `person_exists` with the candidates where this may be somebody known already, unless `confirmed_new` says
    that a person has compared them.
    """
    organization_id = data["organization_id"]
    ensure_is_branch(session, organization_id)
    given = particulars.tidied(
        {name: data[name] for name in particulars.OF_PERSON | particulars.OF_MEMBERSHIP if name in data}
    )
    particulars.complete_from_id_number(given)
    person = _person_for(session, actor, data, given)
    particulars.apply(person, {name: given[name] for name in particulars.OF_PERSON & given.keys()})
    from_on = data.get("from_on") or clock.today()
    _ensure_has_come(from_on)
    membership = Membership(
        person_id=person.id,
        organization_id=organization_id,
        from_on=from_on,
        **{name: given[name] for name in particulars.OF_MEMBERSHIP & given.keys()},
    )
    particulars.ensure_agrees_with_id_number(person)
    particulars.ensure_dates_in_order(person, membership, clock.today())
    _ensure_group_fits(session, membership)
    entry = record(
        session,
        node_id=organization_id,
        kind="member.entered",
        actor=actor,
        subjects={"membership": membership.id, "person": person.id},
        facts={"on": from_on.isoformat()},
        writes=[row for row in (person, membership) if _is_new_or_changed(session, row)],
    )
    return Outcome(membership.id, "entered", entry)


def change(
    session: Session,
    actor: Actor,
    membership_id: UUID,
    changes: Mapping[str, Any],
    wanted_version: int | None = None,
) -> Outcome:
    """Change what is known of a member.

    A new phone number ends the open invitations (domain §12). Raise `stale_version` where somebody was faster,
    `membership_ended` where the member has left.
    """
    person, membership = lock_member(session, membership_id)
    if wanted_version is not None and membership.version + person.version != wanted_version:
        raise Refusal("stale_version")
    given = particulars.tidied(changes)
    particulars.apply(person, {name: given[name] for name in particulars.OF_PERSON & given.keys()})
    for name in particulars.OF_MEMBERSHIP & given.keys():
        setattr(membership, name, given[name])
    if given.keys() & {"id_number", "birth_date", "sex"}:
        particulars.ensure_agrees_with_id_number(person)
    if given.keys() & {"birth_date", "joined_on", "confirmed_on"}:
        particulars.ensure_dates_in_order(person, membership, clock.today())
    _ensure_group_fits(session, membership)
    _end_invitations_to_old_phone(session, person)
    entry = record(
        session,
        node_id=membership.organization_id,
        kind="member.changed",
        actor=actor,
        subjects={"membership": membership.id, "person": person.id},
        facts={"fields": sorted(given)},
        writes=[row for row in (person, membership) if _is_new_or_changed(session, row)],
    )
    return Outcome(membership.id, "changed", entry)


def decide_roll_status(
    session: Session, actor: Actor, membership_id: UUID, roll_status: str, on: date, basis: str
) -> Outcome:
    """Record a decision on 党籍 with its day and basis; the software never makes one by itself (domain §2)."""
    _, membership = lock_member(session, membership_id)
    _ensure_has_come(on)
    if not basis:
        raise Refusal("basis_missing")
    if roll_status == "suspended" and membership.kind == "probationary":
        raise Refusal(
            "validation_failed", errors={"roll_status": ["预备党员不停止党籍，可以取消预备党员资格。"]}
        )
    membership.roll_status = roll_status
    membership.roll_status_on = on
    membership.roll_status_basis = basis
    entry = record(
        session,
        node_id=membership.organization_id,
        kind="member.roll_status_decided",
        actor=actor,
        subjects={"membership": membership.id, "person": membership.person_id},
        facts={"roll_status": roll_status, "on": on.isoformat()},
        writes=[membership],
    )
    return Outcome(membership.id, roll_status, entry)


def confirm_full(person: Person, membership: Membership, on: date) -> list[Master]:
    """Make a probationary member 正式 from a day on; the caller records the membership in its own entry."""
    membership.kind = "full"
    membership.confirmed_on = on.isoformat()
    particulars.ensure_dates_in_order(person, membership, clock.today())
    return [membership]


def return_to_probation(membership: Membership) -> list[Master]:
    """Make a member 预备 again, whose approval was recorded in error; the caller records it in its own entry."""
    membership.kind = "probationary"
    membership.confirmed_on = None
    return [membership]


def bulk_enter(
    session: Session,
    actor: Actor,
    newcomers: Mapping[UUID, Newcomers],
    arrivals: Sequence[Arrival],
    facts: Mapping[str, Any],
    groups: Sequence[Group] = (),
) -> list[Entry]:
    """Write the people of a roster, one entry for each branch.

    newcomers: by branch, made ready before the transaction. arrivals: present members who were changed. facts: small
    codes for the entries, such as the import's id. groups: new 党小组 that some of them belong to.
    """
    by_branch: dict[UUID, list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        by_branch[arrival.membership.organization_id].append(arrival)
    entries = []
    for organization_id in sorted({*by_branch, *newcomers}):
        group, new = by_branch[organization_id], newcomers.get(organization_id)
        writes: list[Fact | Master] = [made for made in groups if made.organization_id == organization_id]
        for arrival in group:
            _end_invitations_to_old_phone(session, arrival.person)
            writes += [
                row for row in (arrival.person, arrival.membership) if _is_new_or_changed(session, row)
            ]
            writes += arrival.further
        entries.append(
            record(
                session,
                node_id=organization_id,
                kind="members.imported",
                actor=actor,
                subjects={
                    "memberships": [arrival.membership.id for arrival in group]
                    + (new.membership_ids if new else []),
                    "persons": [arrival.person.id for arrival in group] + (new.person_ids if new else []),
                },
                facts=facts,
                writes=writes,
                ready=new.ready if new else None,
            )
        )
    return entries


def keep_contacts(session: Session, person: Person, told: Mapping[str, str]) -> None:
    """Take over a phone or family contact that a report told; the caller records the person in its own entry."""
    particulars.apply(person, particulars.tidied(told))
    _end_invitations_to_old_phone(session, person)


def lock_member(session: Session, membership_id: UUID) -> tuple[Person, Membership]:
    """Lock a member's person, then the membership. Raise `membership_ended` where the member has left."""
    person_id = session.scalar(select(Membership.person_id).where(Membership.id == membership_id))
    person = lock(session, Person, person_id) if person_id else None
    membership = lock(session, Membership, membership_id)
    if person is None or membership is None:
        raise Refusal("not_found")
    if membership.to_on is not None:
        raise Refusal("membership_ended")
    return person, membership


def _person_for(session: Session, actor: Actor, data: Mapping[str, Any], given: Mapping[str, Any]) -> Person:
    if data.get("person_id"):
        return _known_person(session, actor, data["person_id"], given.get("id_number"))
    if not data.get("confirmed_new"):
        candidates = find_person_duplicates(
            session,
            id_number=given.get("id_number"),
            name=given["name"],
            birth_date=given.get("birth_date"),
        )
        if candidates:
            raise Refusal("person_exists", more={"candidates": describe(session, actor, candidates)})
    return Person()


def _known_person(session: Session, actor: Actor, person_id: UUID, id_number: str | None) -> Person:
    """Return a person who comes back; known to the actor from a branch in reach, or by the whole ID number."""
    person = lock(session, Person, person_id)
    if person is None or person.erased or person.merged_into_id is not None:
        raise Refusal("not_found")
    stays = list(session.scalars(select(Membership).where(Membership.person_id == person_id)))
    is_known = any(reaches(session, actor, "members.read", stay.organization_id) for stay in stays)
    shows_number = id_number is not None and person.id_number_index == particulars.index_of(id_number)
    if not (is_known or shows_number):
        raise Refusal("not_found")
    if any(stay.to_on is None for stay in stays):
        raise Refusal("person_has_open_membership")
    return person


def _ensure_has_come(day: date) -> None:
    if day > clock.today():
        raise Refusal("date_in_future")


def _ensure_group_fits(session: Session, membership: Membership) -> None:
    if membership.group_id is None:
        return
    group = session.get(Group, membership.group_id)
    if group is None or group.organization_id != membership.organization_id or group.ended_on is not None:
        raise Refusal("validation_failed", errors={"group_id": ["这个党小组不在本支部。"]})


def _end_invitations_to_old_phone(session: Session, person: Person) -> None:
    if inspect(person).persistent and inspect(person).attrs.phone_index.history.has_changes():
        revoke_invitations(session, person.id)


def _is_new_or_changed(session: Session, row: Master) -> bool:
    return not inspect(row).persistent or session.is_modified(row)
