"""Who sees which pairing, and which two may be paired."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, within_reach
from api.errors import Refusal
from api.models import Bond, Membership, Pairing, Span


def visible_to(actor: Actor) -> Select[Pairing]:
    """Select the pairings that the actor may see: of branches in reach, one's own, and of those one looks after today."""
    return select(Pairing).where(
        within_reach(actor, "pairings.read", Pairing.organization_id, Pairing.member_id)
    )


def ensure_may_pair(session: Session, actor: Actor, organization_id: UUID) -> None:
    """Raise unless the actor decides in this branch who looks after whom."""
    ensure_reaches(session, actor, "pairings.write", organization_id)


def get_pairing(session: Session, actor: Actor, pairing_id: UUID) -> Pairing:
    """Return a pairing that the actor may change. Raise `not_found` or `forbidden`."""
    found = session.scalar(visible_to(actor).where(Pairing.id == pairing_id))
    if found is None:
        raise Refusal("not_found")
    ensure_reaches(session, actor, "pairings.write", found.organization_id)
    return found


def get_bond(session: Session, actor: Actor, bond_id: UUID) -> Bond:
    """Return a bond in the actor's reach. Raise `not_found` where there is none."""
    seen = within_reach(actor, "members.write", Bond.node_id)
    found = session.scalar(select(Bond).where(Bond.id == bond_id, Bond.replaced_at.is_(None), seen))
    if found is None:
        raise Refusal("not_found")
    return found


def span_of(pairing: Pairing, left_on: Mapping[UUID, date | None]) -> Span:
    """Return the days on which a pairing holds. left_on: when those of the two left who are on the roll no more."""
    ends = [pairing.to_on, left_on.get(pairing.member_id), left_on.get(pairing.liaison_id)]
    return Span(pairing.from_on, min((end for end in ends if end is not None), default=None))


def lead_of(pairing: Pairing, left_on: Mapping[UUID, date | None]) -> Span:
    """Return the days on which a pairing's liaison leads."""
    whole = span_of(pairing, left_on)
    return Span(pairing.lead_from_on or whole.begins, whole.ends)


def ensure_fits(
    new: Pairing, others: Iterable[Pairing], left_on: Mapping[UUID, date | None], at: str
) -> None:
    """Raise where the same two are paired in that time, or another leads then. others: of the same member."""
    others = [other for other in others if other.id != new.id]
    mine = span_of(new, left_on)
    if any(other.liaison_id == new.liaison_id and mine.meets(span_of(other, left_on)) for other in others):
        raise refuse("pairing_exists", at)
    if new.lead:
        leading = lead_of(new, left_on)
        if any(other.lead and leading.meets(lead_of(other, left_on)) for other in others):
            raise refuse("pairing_lead_overlaps", at)


def ensure_of_branch(membership: Membership | None, organization_id: UUID, at: str) -> None:
    """Raise unless somebody is on this branch's roll; who is out of sight looks like who belongs elsewhere."""
    if membership is None or membership.organization_id != organization_id:
        raise refuse("pairing_other_branch", at)
    if membership.to_on is not None:
        raise refuse("membership_ended", at)


def refuse(code: str, at: str) -> Refusal:
    """Return a refusal that names the field."""
    refusal = Refusal(code)
    refusal.errors = {at: [refusal.sentence.zh]}
    return refusal


def ensure_days(from_on: date, to_on: date | None, today: date, at: str) -> None:
    """Raise where a pairing would end before it begins, or lies further ahead than anybody plans."""
    if to_on is not None and to_on <= from_on:
        raise refuse("dates_in_wrong_order", f"{at}.to_on")
    if from_on.toordinal() > today.toordinal() + _AHEAD or (to_on is not None and to_on > today):
        raise refuse("date_in_future", f"{at}.from_on")


_AHEAD = 366


def day_of_ending(data: Mapping[str, Any], from_on: date, today: date) -> date:
    """Return the day on which a pairing ends. Raise where it lies ahead, or before the beginning."""
    if data["reason"] == "mistaken":
        # It was never meant: it holds on no day.
        return from_on
    day: date = data["on"] or today
    if day > today:
        raise Refusal("date_in_future", errors={"on": ["这一天还没到。"]})
    if from_on > today:
        return from_on
    if day < from_on:
        raise Refusal("dates_in_wrong_order", errors={"on": ["结束不能早于开始。"]})
    return day
