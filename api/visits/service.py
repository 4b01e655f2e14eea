"""What can be done with a visit: record it, put it right, or say that it was recorded by mistake."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.attachments import pictures
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.models import Consent, Fact, Household, Membership, Person, Visit, VisitMember, current
from api.needs import service as needs
from api.seasons import VISITS, windows_on
from api.settings.seasons import calendar_of
from api.visits import rules
from api.visits.as_contact import write_contacts

_OF_HEAD = (
    "on_date",
    "way",
    "address",
    "other_visitors",
    "gifts",
    "money_cents",
    "money_source",
    "money_approval",
    "money_approved_on",
    "situation",
    "measures",
    "signed_by",
    "signer",
    "note",
)


def record_visit(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Record a visit: one for the home, a row for each member of it, and the needs that came up at the door."""
    today = clock.today()
    rules.ensure_can_be(data, today)
    memberships = _lock(session, [one["member_id"] for one in data["members"]])
    branch_id = rules.ensure_one_branch(list(memberships.values()))
    for membership in memberships.values():
        rules.ensure_on_roll(membership, data["on_date"])
    visitor_ids = data.get("visitor_ids") or []
    rules.ensure_of_branch(session, visitor_ids, branch_id, "visitor_ids")
    photo_ids = list(dict.fromkeys(data.get("photo_ids") or []))
    agreed = _keep_photos(session, actor, photo_ids, memberships.values(), data)
    if data.get("id") is not None and session.scalar(
        select(Visit.row_id).where(Visit.id == data["id"]).limit(1)
    ):
        raise Refusal("id_taken")
    visit = Visit(
        id=data.get("id"),
        window_key=_window_key(session, branch_id, data, data["on_date"]),
        visitor_ids=[str(one) for one in dict.fromkeys(visitor_ids)],
        photo_ids=[str(one) for one in photo_ids],
        recorded_by_id=actor.account_id,
        recorded_at_device=data.get("recorded_at_device"),
        **{name: data.get(name) for name in _OF_HEAD},
    )
    if not visit.address and visit.way == "home":
        visit.address = _address_of(session, list(memberships.values()))
    rows = _rows_of(visit.id, data["members"], {})
    raised = _raise_needs(session, actor, visit, data.get("needs") or [], memberships)
    in_touch = write_contacts(session, actor, visit, data["members"], memberships)
    entry = record(
        session,
        node_id=branch_id,
        kind="visit.recorded",
        actor=actor,
        subjects=_subjects(visit, memberships.values(), raised),
        facts=_facts(visit),
        writes=[visit, *rows, *raised, *in_touch, *agreed],
        device_at=visit.recorded_at_device,
    )
    return Outcome(visit.id, "recorded", entry)


def correct(
    session: Session, actor: Actor, visit_id: UUID, wanted_revision: int, changes: dict[str, Any]
) -> Outcome:
    """Put a visit right. Raise `stale_version` where somebody was faster."""
    visit, rows, memberships = _lock_visit(session, actor, visit_id)
    if visit.revision != wanted_revision:
        raise Refusal("stale_version")
    if visit.void:
        raise Refusal("visit_void")
    members = changes.get("members") or [
        {"member_id": row.membership_id, "outcome": row.outcome, "met": row.met, "relation": row.relation}
        for row in rows
    ]
    told = {**{name: getattr(visit, name) for name in _OF_HEAD}, **changes, "members": members}
    rules.ensure_can_be(told, clock.today())
    if {one["member_id"] for one in members} != set(memberships):
        raise Refusal("validation_failed", errors={"members": ["走访的是谁不能改，请另记一次。"]})
    for membership in memberships.values():
        rules.ensure_on_roll(membership, told["on_date"])
    new: dict[str, Any] = {name: told[name] for name in _OF_HEAD}
    agreed: list[Consent] = []
    if "visitor_ids" in changes:
        rules.ensure_of_branch(session, changes["visitor_ids"], visit.node_id, "visitor_ids")
        new["visitor_ids"] = [str(one) for one in dict.fromkeys(changes["visitor_ids"])]
    if "photo_ids" in changes:
        fresh = [one for one in changes["photo_ids"] if str(one) not in visit.photo_ids]
        agreed = _keep_photos(session, actor, fresh, memberships.values(), changes)
        new["photo_ids"] = [str(one) for one in changes["photo_ids"]]
    if {"window_key", "on_date"} & changes.keys():
        asked = {"window_key": visit.window_key, **changes}
        new["window_key"] = _window_key(session, visit.node_id, asked, told["on_date"])
    corrected = visit.corrected(**new, revision=visit.revision + 1)
    written = _rows_of(visit.id, members, {row.membership_id: row for row in rows})
    entry = record(
        session,
        node_id=visit.node_id,
        kind="visit.corrected",
        actor=actor,
        subjects=_subjects(corrected, memberships.values(), ()),
        facts={**_facts(corrected), "fields": sorted(changes)},
        writes=[
            corrected,
            *written,
            *write_contacts(session, actor, corrected, members, memberships),
            *agreed,
        ],
    )
    return Outcome(visit.id, "corrected", entry)


def void(session: Session, actor: Actor, visit_id: UUID, basis: str) -> Outcome:
    """Say that a visit was recorded by mistake; it stays readable and counts for nothing."""
    visit, _rows, memberships = _lock_visit(session, actor, visit_id)
    if visit.void:
        raise Refusal("visit_void")
    corrected = visit.corrected(void=True, note=basis, revision=visit.revision + 1)
    entry = record(
        session,
        node_id=visit.node_id,
        kind="visit.voided",
        actor=actor,
        subjects=_subjects(corrected, memberships.values(), ()),
        facts=_facts(corrected),
        writes=[corrected, *write_contacts(session, actor, corrected, (), memberships)],
    )
    return Outcome(visit.id, "void", entry)


def _window_key(session: Session, branch_id: UUID, data: Mapping[str, Any], on: date) -> str | None:
    calendar = calendar_of(session, branch_id, on)
    if "window_key" in data:
        return rules.window_key_on(data["window_key"], calendar, on) if data["window_key"] else None
    opened = [window for window in windows_on(on, calendar) if window.proposes(VISITS)]
    return opened[-1].key if opened else None


def _rows_of(
    visit_id: UUID, members: Iterable[Mapping[str, Any]], before: Mapping[UUID, VisitMember]
) -> list[Fact]:
    rows: list[Fact] = []
    for position, one in enumerate(members):
        told = {
            "position": position,
            "outcome": one["outcome"],
            "met": rules.met_of(one),
            "relation": one.get("relation") or None,
        }
        old = before.get(one["member_id"])
        if old is None:
            rows.append(VisitMember(visit_id=visit_id, membership_id=one["member_id"], **told))
        elif any(getattr(old, name) != value for name, value in told.items()):
            rows.append(old.corrected(**told))
    return rows


def _raise_needs(
    session: Session,
    actor: Actor,
    visit: Visit,
    told: Iterable[Mapping[str, Any]],
    memberships: Mapping[UUID, Membership],
) -> list[Fact]:
    raised: list[Fact] = []
    for one in told:
        membership = memberships.get(one["member_id"])
        if membership is None:
            raise Refusal("validation_failed", errors={"needs": ["诉求要记在走访的同志名下。"]})
        raised += needs.raise_need(
            session,
            membership,
            {**one, "told_by": "family", "recorded_at_device": visit.recorded_at_device},
            source="visit",
            source_id=visit.id,
            raised_on=visit.on_date,
            raised_by_id=actor.account_id,
        )
    return raised


def _keep_photos(
    session: Session,
    actor: Actor,
    photo_ids: Sequence[UUID],
    memberships: Iterable[Membership],
    told: Mapping[str, Any],
) -> list[Consent]:
    persons = [membership.person_id for membership in memberships]
    return pictures.keep(session, actor, photo_ids, persons, asked=told.get("photos_agreed", False))


def _address_of(session: Session, memberships: Sequence[Membership]) -> str | None:
    """Return the home's address as it is recorded, so that nobody types it at the door."""
    persons = [session.get_one(Person, membership.person_id) for membership in memberships]
    for person in persons:
        home = session.get(Household, person.household_id) if person.household_id else None
        if home is not None and home.address:
            return str(home.address)
    return next((person.address for person in persons if person.address), None)


def _lock(session: Session, member_ids: Iterable[UUID]) -> dict[UUID, Membership]:
    """Lock those who were visited, in the order of their ids, and return them in the order told."""
    told = list(dict.fromkeys(member_ids))
    found = {one: lock(session, Membership, one) for one in sorted(told)}
    locked: dict[UUID, Membership] = {}
    for one in told:
        membership = found[one]
        if membership is None:
            raise Refusal("not_found")
        locked[one] = membership
    return locked


def _lock_visit(
    session: Session, actor: Actor, visit_id: UUID
) -> tuple[Visit, list[VisitMember], dict[UUID, Membership]]:
    rules.get_visible(session, actor, visit_id)
    of_visit = current(VisitMember).where(VisitMember.visit_id == visit_id).order_by(VisitMember.position)
    memberships = _lock(session, [row.membership_id for row in session.scalars(of_visit)])
    session.expire_all()
    return rules.get_visible(session, actor, visit_id), list(session.scalars(of_visit)), memberships


def _subjects(visit: Visit, memberships: Iterable[Membership], raised: Iterable[Fact]) -> dict[str, Any]:
    visited = list(memberships)
    return {
        "visit": visit.id,
        "memberships": [one.id for one in visited],
        "persons": [one.person_id for one in visited],
        "needs": [need.id for need in raised],
    }


def _facts(visit: Visit) -> dict[str, Any]:
    window = visit.window_key.rpartition("-")[0] if visit.window_key else "daily"
    return {"kind": window, "way": visit.way, "on": visit.on_date.isoformat()}
