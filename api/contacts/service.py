"""Record contacts, put them right, take them back, decide on doubles, let the duty rest.

Who is in touch says so once; everything else (who is due, the search record, the clock of 失联) is read from it.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.contacts import rules
from api.db import new_id
from api.errors import Refusal
from api.journal import Entry, Outcome, lock, record
from api.models import AwayPeriod, Contact, ContactMerge, ContactPause, Fact, Membership, Person, current
from api.needs import service as needs
from api.reports import service as reports

_CHANGES = ("place_code", "employer", "residence", "phone")
_METHODS = {"in_person": "in_person", "letter": "paper"}
"""How a member told a change; a call, a message and a video are all 电话 to the reports."""
_LIKE_A_DOUBLE = ("membership_id", "happened_on", "way", "with_whom", "outcome")


def log(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Record a contact with one member, or one with several at once; one journal entry for each branch."""
    now = clock.now()
    ahead = rules.judge_clock(data["recorded_at_device"], now)
    device_at: datetime = data["recorded_at_device"] or now
    rules.ensure_day(data["happened_on"], data["happened_at"], clock.day_of(device_at if ahead else now))
    member_ids = sorted(set(data["member_ids"]))
    rules.ensure_told(data, len(member_ids))
    members = _lock_members(session, member_ids, data["happened_on"])
    by_member_id = data["by_member_id"] or _maker_of(actor, members)
    rules.ensure_maker(session, by_member_id, members)
    common = {
        "recorded_at_device": device_at,
        "clock_ahead": ahead,
        "by_membership_id": by_member_id,
        "logged_by_id": actor.account_id,
    }
    contacts = _make(session, data, members, common)
    further = _tell_further(session, actor, data, contacts[0], members[0]) if len(members) == 1 else []
    entries = _record(session, actor, contacts, members, further)
    first = contacts[0]
    doubled = any(contact.double_of_id for contact in contacts)
    return Outcome(
        first.joint_id or first.id,
        "suspected_double" if doubled else "recorded",
        entries[0],
        {"contacts": _describe(session, contacts)},
    )


def correct(
    session: Session, actor: Actor, contact_id: UUID, wanted_revision: int, changes: dict[str, Any]
) -> Outcome:
    """Put a contact right; the row as it was stays in every earlier cut."""
    contact, membership = _lock_contact(session, actor, contact_id)
    if contact.revision != wanted_revision:
        raise Refusal("stale_version")
    rules.ensure_told(changes, 1)
    corrected = contact.corrected(**changes, revision=contact.revision + 1)
    if changes.keys() & {"happened_on", "happened_at"}:
        rules.ensure_day(corrected.happened_on, corrected.happened_at, clock.today())
        rules.ensure_may_log(
            session, actor, {"member_ids": [membership.id], "happened_on": corrected.happened_on}
        )
    if "by_member_id" in changes:
        rules.ensure_maker(session, changes["by_member_id"], [membership])
    corrected.double_of_id = _find_double(session, corrected)
    entry = _write(session, actor, corrected, membership, "contact.corrected", fields=sorted(changes))
    return Outcome(contact.id, "suspected_double" if corrected.double_of_id else "recorded", entry)


def withdraw(session: Session, actor: Actor, contact_id: UUID) -> Outcome:
    """Take a contact back; its rows stay in the history. A change that it told has its own report."""
    contact, membership = _lock_contact(session, actor, contact_id)
    withdrawn = contact.corrected(withdrawn_by_id=actor.account_id, revision=contact.revision + 1)
    entry = _write(session, actor, withdrawn, membership, "contact.withdrawn")
    return Outcome(contact.id, "withdrawn", entry)


def merge(session: Session, actor: Actor, contact_id: UUID, *, same: bool) -> Outcome:
    """Decide whether a marked contact is 同一次 or 另一次; both originals stay, and what was decided may be decided anew."""
    contact, membership = _lock_contact(session, actor, contact_id)
    if contact.double_of_id is None:
        raise Refusal("contact_not_double")
    # One decision for each marked contact: its id follows, and the constraint keeps it single.
    merge_id = uuid5(contact.id, "merge")
    before = session.scalar(current(ContactMerge).where(ContactMerge.id == merge_id))
    told = {"contact_id": contact.double_of_id, "same": same, "decided_by_id": actor.account_id}
    decision = (
        before.corrected(**told)
        if before
        else ContactMerge(id=merge_id, membership_id=contact.membership_id, other_id=contact.id, **told)
    )
    entry = record(
        session,
        node_id=contact.node_id,
        kind="contact.merged",
        actor=actor,
        subjects={
            "contact": contact.id,
            "other_contact": contact.double_of_id,
            "membership": membership.id,
            "person": membership.person_id,
        },
        facts={"same": same},
        writes=[decision],
    )
    return Outcome(contact.id, "same" if same else "different", entry)


def pause(session: Session, actor: Actor, membership_id: UUID, data: dict[str, Any]) -> Outcome:
    """Let the duty rest: in hospital, at home for a while."""
    (membership,) = _lock_members(session, [membership_id], clock.today())
    if data["id"] is not None and session.scalar(
        select(ContactPause.row_id).where(ContactPause.id == data["id"]).limit(1)
    ):
        raise Refusal("id_taken")
    _ensure_in_order(data["from_on"], data["to_on"])
    begun = ContactPause(membership_id=membership_id, **data)
    entry = _write_pause(session, actor, begun, membership, "contact_pause.begun")
    return Outcome(begun.id, "begun", entry)


def end_pause(session: Session, actor: Actor, pause_id: UUID, to_on: date) -> Outcome:
    """End a pause on a day, or move its last day."""
    membership_id = rules.get_pause(session, actor, pause_id).membership_id
    (membership,) = _lock_members(session, [membership_id], clock.today())
    found = rules.get_pause(session, actor, pause_id)
    _ensure_in_order(found.from_on, to_on)
    ended = found.corrected(to_on=to_on)
    entry = _write_pause(session, actor, ended, membership, "contact_pause.ended")
    return Outcome(pause_id, "ended", entry)


def contact_of_visit(
    membership: Membership,
    *,
    visit_id: UUID,
    visited_on: date,
    with_whom: str,
    logged_by_id: UUID,
    by_membership_id: UUID | None = None,
    way: str = "in_person",
    recorded_at_device: datetime | None = None,
) -> Contact:
    """Return the contact that a visit was, for the visit's own journal entry: somebody was met, `self` or `family`.

    A visit at which nobody was at home is no contact. Where the visit is corrected, correct or withdraw this too.
    """
    return Contact(
        membership_id=membership.id,
        way=way,
        with_whom=with_whom,
        outcome="reached",
        direction="outgoing",
        happened_on=visited_on,
        recorded_at_device=recorded_at_device or clock.now(),
        by_membership_id=by_membership_id if by_membership_id != membership.id else None,
        logged_by_id=logged_by_id,
        visit_id=visit_id,
    )


def _make(
    session: Session, data: dict[str, Any], members: Sequence[Membership], common: dict[str, Any]
) -> list[Contact]:
    joint_id = None
    ids: dict[UUID, UUID | None] = {members[0].id: data["id"]}
    if len(members) > 1:
        joint_id = data["id"] or new_id()
        ids = {membership.id: uuid5(joint_id, str(membership.id)) for membership in members}
    told = {
        name: data[name]
        for name in ("way", "with_whom", "outcome", "direction", "happened_on", "happened_at")
    }
    words = {name: data[name] or None for name in ("place_code", "employer", "residence", "phone", "note")}
    contacts = []
    for membership in members:
        _ensure_id_free(session, ids[membership.id], joint_id)
        contact = Contact(
            id=ids[membership.id],
            membership_id=membership.id,
            joint_id=joint_id,
            **common,
            **told,
            **words,
        )
        contact.double_of_id = _find_double(session, contact)
        contacts.append(contact)
    return contacts


def _tell_further(
    session: Session, actor: Actor, data: dict[str, Any], contact: Contact, membership: Membership
) -> list[Fact]:
    """Carry on what was told: a need as part of this entry, a new place or phone as a 变更 that the secretary accepts."""
    changes = {name: data[name] for name in _CHANGES if data[name]}
    if changes and membership.to_on is None:
        report = reports.submit(
            session,
            actor,
            {
                "id": None,
                "member_id": membership.id,
                "kind": "change",
                "method": _METHODS.get(contact.way, "phone"),
                "reported_on": contact.happened_on,
                "recorded_at_device": contact.recorded_at_device,
                **changes,
            },
        )
        contact.report_id = report.id
    told = data.get("need")
    if told is None:
        return []
    return needs.raise_need(
        session,
        membership,
        {
            **told,
            "words": told["words"] or contact.note,
            "told_by": "family" if contact.with_whom == "family" else "member",
            "recorded_at_device": contact.recorded_at_device,
        },
        source="contact",
        source_id=contact.id,
        raised_on=contact.happened_on,
        raised_by_id=actor.account_id,
    )


def _describe(session: Session, contacts: Sequence[Contact]) -> list[dict[str, Any]]:
    """Return what the receipt says of each contact: whether it looks like another one, and whether it counts now."""
    away = set(
        session.scalars(
            select(AwayPeriod.membership_id).where(
                AwayPeriod.replaced_at.is_(None),
                AwayPeriod.membership_id.in_([contact.membership_id for contact in contacts]),
                or_(AwayPeriod.departed_on.is_(None), AwayPeriod.departed_on <= contacts[0].happened_on),
                or_(AwayPeriod.returned_on.is_(None), AwayPeriod.returned_on >= contacts[0].happened_on),
            )
        )
    )
    return [
        {
            "id": str(contact.id),
            "member_id": str(contact.membership_id),
            "suspected_double_of": str(contact.double_of_id) if contact.double_of_id else None,
            "counted": contact.membership_id in away,
        }
        for contact in contacts
    ]


def _record(
    session: Session,
    actor: Actor,
    contacts: Sequence[Contact],
    members: Sequence[Membership],
    further: Sequence[Fact],
) -> list[Entry]:
    persons = {membership.id: membership.person_id for membership in members}
    nodes = {membership.id: membership.organization_id for membership in members}
    by_node: dict[UUID, list[Contact]] = defaultdict(list)
    for contact in contacts:
        by_node[nodes[contact.membership_id]].append(contact)
    entries = []
    for node_id in sorted(by_node):
        here = by_node[node_id]
        several = len(here) > 1
        subjects: dict[str, Any] = {
            "contacts" if several else "contact": [one.id for one in here] if several else here[0].id,
            "memberships" if several else "membership": (
                [one.membership_id for one in here] if several else here[0].membership_id
            ),
            "persons" if several else "person": (
                [persons[one.membership_id] for one in here] if several else persons[here[0].membership_id]
            ),
        }
        first = here[0]
        subjects |= {fact.__tablename__.removesuffix("s"): fact.id for fact in further}
        entries.append(
            record(
                session,
                node_id=node_id,
                kind="contact.recorded",
                actor=actor,
                subjects=subjects,
                facts={"kind": _kind_of(first), "way": first.way, "outcome": first.outcome},
                writes=[*here, *further],
                device_at=first.recorded_at_device,
                on_behalf_of_id=_on_behalf(actor, first),
            )
        )
    return entries


def _write(
    session: Session, actor: Actor, contact: Contact, membership: Membership, kind: str, **facts: Any
) -> Entry:
    return record(
        session,
        node_id=contact.node_id,
        kind=kind,
        actor=actor,
        subjects={"contact": contact.id, "membership": membership.id, "person": membership.person_id},
        facts={"way": contact.way, **facts},
        writes=[contact],
        on_behalf_of_id=_on_behalf(actor, contact),
    )


def _write_pause(
    session: Session, actor: Actor, fact: ContactPause, membership: Membership, kind: str
) -> Entry:
    return record(
        session,
        node_id=membership.organization_id,
        kind=kind,
        actor=actor,
        subjects={"contact_pause": fact.id, "membership": membership.id, "person": membership.person_id},
        facts={"reason": fact.reason},
        writes=[fact],
    )


def _lock_members(session: Session, membership_ids: Sequence[UUID], on: date) -> list[Membership]:
    """Lock the members, persons first, so that two liaisons who note one call see each other.

    Raise `membership_ended` where somebody had left before the day; what happened before then is still recorded.
    """
    persons = session.scalars(select(Membership.person_id).where(Membership.id.in_(membership_ids))).all()
    for person_id in sorted(set(persons)):
        lock(session, Person, person_id)
    members = []
    for membership_id in sorted(membership_ids):
        membership = lock(session, Membership, membership_id)
        if membership is None:
            raise Refusal("not_found")
        if membership.to_on is not None and on > membership.to_on:
            raise Refusal("membership_ended")
        members.append(membership)
    return members


def _lock_contact(session: Session, actor: Actor, contact_id: UUID) -> tuple[Contact, Membership]:
    """Lock the member, then read the contact anew. Raise `contact_withdrawn` where it was taken back."""
    found = session.scalar(select(Contact).where(Contact.id == contact_id, Contact.replaced_at.is_(None)))
    if found is None:
        raise Refusal("not_found")
    membership = lock(session, Membership, found.membership_id)
    session.expire_all()
    found = session.scalar(select(Contact).where(Contact.id == contact_id, Contact.replaced_at.is_(None)))
    if found is None or membership is None:
        raise Refusal("not_found")
    if found.withdrawn_by_id is not None:
        raise Refusal("contact_withdrawn")
    return found, membership


def _find_double(session: Session, contact: Contact) -> UUID | None:
    """Find a contact that may be the same one: noted down earlier, by somebody else."""
    alike = [getattr(Contact, name) == getattr(contact, name) for name in _LIKE_A_DOUBLE]
    others = session.scalars(
        select(Contact)
        .where(rules.stands(), *alike, Contact.id != contact.id)
        .order_by(Contact.recorded_at, Contact.id)
    ).all()
    by_others = [other for other in others if _maker(other) != _maker(contact)]
    # Marked on one side only: two that name each other would both wait for a decision.
    return next((other.id for other in by_others if other.double_of_id != contact.id), None)


def _maker(contact: Contact) -> UUID:
    return contact.by_membership_id or contact.logged_by_id


def _maker_of(actor: Actor, members: Sequence[Membership]) -> UUID | None:
    """Return the actor's own membership where it is of the members' branch; an officer's or recorder's is not."""
    here = {membership.organization_id for membership in members}
    return actor.membership_id if here == {actor.organization_id} else None


def _on_behalf(actor: Actor, contact: Contact) -> UUID | None:
    return contact.by_membership_id if contact.by_membership_id != actor.membership_id else None


def _kind_of(contact: Contact) -> str:
    if contact.outcome != "reached":
        return "attempt"
    return "family" if contact.with_whom == "family" else "reached"


def _ensure_in_order(from_on: date, to_on: date | None) -> None:
    if to_on is not None and to_on < from_on:
        raise Refusal("dates_in_wrong_order", errors={"to_on": ["不能早于第一天。"]})


def _ensure_id_free(session: Session, contact_id: UUID | None, joint_id: UUID | None) -> None:
    for column, value in ((Contact.id, contact_id), (Contact.joint_id, joint_id)):
        if value is not None and session.scalar(select(Contact.row_id).where(column == value).limit(1)):
            raise Refusal("id_taken")
