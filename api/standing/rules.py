"""Who sees how a member stands, and what a time away may look like."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, within_reach
from api.codes import places
from api.errors import Refusal
from api.models import ActivityCard, AwayPeriod


def visible_to(actor: Actor) -> Select[AwayPeriod]:
    """Select the times away that the actor may see."""
    seen = within_reach(actor, "standing.read", AwayPeriod.node_id, AwayPeriod.membership_id)
    return select(AwayPeriod).where(AwayPeriod.replaced_at.is_(None), seen)


def get_visible(session: Session, actor: Actor, away_period_id: UUID) -> AwayPeriod:
    """Return a time away. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(visible_to(actor).where(AwayPeriod.id == away_period_id))
    if found is None:
        raise Refusal("not_found")
    return found


def get_visible_card(session: Session, actor: Actor, card_id: UUID) -> ActivityCard:
    """Return what is recorded of a card. Raise `not_found` where the actor may not see it."""
    seen = within_reach(actor, "standing.read", ActivityCard.node_id, ActivityCard.membership_id)
    found = session.scalar(
        select(ActivityCard).where(ActivityCard.id == card_id, ActivityCard.replaced_at.is_(None), seen)
    )
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_decide(session: Session, actor: Actor, fact: AwayPeriod | ActivityCard) -> None:
    """Raise unless the actor decides at the branch that recorded this, and about somebody else (domain §2a)."""
    ensure_reaches(session, actor, "standing.decide", fact.node_id)
    if actor.is_about_self(fact.membership_id):
        raise Refusal("own_decision")


def ensure_days_in_order(departed_on: date | None, returned_on: date | None, today: date) -> None:
    """Raise where the return lies before the departure or has not come yet."""
    if returned_on is not None and departed_on is not None and returned_on < departed_on:
        raise Refusal("dates_in_wrong_order", errors={"returned_on": ["返乡不能早于外出。"]})
    if returned_on is not None and returned_on > today:
        raise Refusal("date_in_future", errors={"returned_on": ["这一天还没到。"]})


def ensure_place_exists(code: str | None) -> None:
    """Raise where a place code is neither in GB/T 2260 nor 海外."""
    if code is not None and code not in places.names():
        raise Refusal("validation_failed", errors={"place_code": ["没有这个地区代码。"]})
