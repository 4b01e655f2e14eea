"""What can be recorded of the link with the host branch, and the sheet that a member carries there."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import SECRETARY, Actor, acting_role, membership_in_reach
from api.codes import mask
from api.errors import Refusal
from api.journal import Outcome, record
from api.members.readings import note_reading
from api.members.rows import place_name
from api.members.service import lock_member
from api.models import Account, Grant, HostLink, Membership, Organization, Person, current
from api.standing.dues.grid import read_openings
from api.standing.dues.paid_to import read_dues
from api.standing.hosts import rules
from api.standing.service import card_of, open_period_of


def link_of(session: Session, away_period_id: UUID) -> HostLink | None:
    """Return how the link of a time away stands."""
    return session.scalar(current(HostLink).where(HostLink.away_period_id == away_period_id))


def tell(session: Session, actor: Actor, membership_id: UUID, data: dict[str, Any]) -> Outcome:
    """Record how the link of the present time away stands. Raise `not_away` where the member is at home."""
    person, membership = lock_member(session, membership_id)
    away = open_period_of(session, membership_id)
    if away is None:
        raise Refusal("not_away")
    rules.ensure_fits(data, away.departed_on, clock.today())
    told = {
        "state": data["state"],
        "organization_text": data["organization"],
        "on_date": data["on_date"],
        "contact": data["contact"],
    }
    present = link_of(session, away.id)
    link = (
        present.corrected(**told)
        if present is not None
        else HostLink(away_period_id=away.id, membership_id=membership_id, **told)
    )
    entry = record(
        session,
        node_id=membership.organization_id,
        kind="host_link.told",
        actor=actor,
        subjects={"host_link": link.id, "membership": membership_id, "person": person.id},
        facts={"state": data["state"], "on": data["on_date"].isoformat()},
        writes=[link],
    )
    return Outcome(link.id, data["state"], entry)


def links_of(session: Session, membership_ids: Collection[UUID], *, reveal: bool) -> list[dict[str, Any]]:
    """Return the links of members' times away, newest first, the contact's digits masked."""
    links = session.scalars(
        current(HostLink)
        .where(HostLink.membership_id.in_(list(membership_ids)))
        .order_by(HostLink.recorded_at.desc(), HostLink.id)
    )
    return [
        {
            "id": link.id,
            "away_period_id": link.away_period_id,
            "state": link.state,
            "organization": link.organization_text,
            "on_date": link.on_date,
            "contact": link.contact if reveal or link.contact is None else mask.digits(link.contact),
        }
        for link in links
    ]


def reveal_links(session: Session, actor: Actor, membership_id: UUID) -> list[dict[str, Any]]:
    """Return the links with the contact in plain, and leave a trace that the member can read."""
    membership = membership_in_reach(session, actor, "members.reveal", membership_id)
    links = links_of(session, [membership_id], reveal=True)
    if membership.person_id != actor.person_id:
        role = acting_role(session, actor, "members.reveal", membership.organization_id)
        note_reading(session, actor, [membership.person_id], role, "reveal", ["host_contact"])
    return links


def introduce(session: Session, membership: Membership) -> dict[str, Any]:
    """Return what a member carries to the host branch. Raise `not_away` where the member is at home."""
    away = open_period_of(session, membership.id)
    if away is None:
        raise Refusal("not_away")
    person = session.get_one(Person, membership.person_id)
    branch = session.get_one(Organization, membership.organization_id)
    township = session.get(Organization, branch.parent_id) if branch.parent_id else None
    card = card_of(session, away.id)
    paid_to, _ = read_dues(session, read_openings(session, [membership.id]))[membership.id]
    return {
        "name": person.name,
        "sex": person.sex,
        "birth_date": person.birth_date,
        "kind": membership.kind,
        "joined_on": membership.joined_on,
        "confirmed_on": membership.confirmed_on,
        "organization_name": branch.name,
        "township_name": township.name if township else None,
        "secretary_name": _secretary_of(session, branch.id),
        "office_phone": branch.office_phone or (township.office_phone if township else None),
        "departed_on": away.departed_on,
        "departed_precision": away.departed_precision,
        "departed_text": away.departed_text,
        "place_name": place_name(away.place_code),
        "employer": away.employer,
        "dues_paid_to": str(paid_to) if paid_to else None,
        "card_number": card.number if card and card.state == "issued" else None,
    }


def _secretary_of(session: Session, organization_id: UUID) -> str | None:
    today = clock.today()
    return session.scalar(
        select(Person.name)
        .join(Account, Account.person_id == Person.id)
        .join(Grant, Grant.account_id == Account.id)
        .where(Grant.organization_id == organization_id, Grant.role == SECRETARY)
        .where(Grant.delegated_by_id.is_(None), Grant.from_on <= today)
        .where(Grant.to_on.is_(None) | (Grant.to_on >= today))
        .order_by(Grant.from_on.desc(), Grant.id)
        .limit(1)
    )
