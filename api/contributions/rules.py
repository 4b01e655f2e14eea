"""Who sees, records and accepts which deed, and what a line must say."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, or_, select
from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, membership_in_reach, paired_on, within_reach
from api.errors import Refusal
from api.models import Campaign, Contribution, Membership

_CLOCK_AHEAD = timedelta(days=1)

OF_DIRECTION = {
    "back": frozenset({"invest", "road", "jobs", "crops", "donate", "volunteer", "campaign", "other"}),
    "help": frozenset({"errand", "elders", "children", "farm", "other"}),
}


def visible_to(actor: Actor) -> Select[Contribution]:
    """Select the deeds that the actor may see: of branches in reach, the own ones, and those of who is paired."""
    seen = within_reach(actor, "contributions.read", Contribution.node_id, Contribution.membership_id)
    return select(Contribution).where(Contribution.replaced_at.is_(None), seen)


def get_visible(session: Session, actor: Actor, contribution_id: UUID) -> Contribution:
    """Return a deed. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(visible_to(actor).where(Contribution.id == contribution_id))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_record(session: Session, actor: Actor, data: Mapping[str, Any]) -> None:
    """Raise unless it is the actor's own, of a branch in reach, or of somebody paired with them that day."""
    if actor.is_about_self(data["member_id"]):
        return
    paired = select(literal(1)).where(
        Membership.id == data["member_id"], paired_on(actor, Membership.id, data["on_date"])
    )
    if session.scalar(paired) is None:
        membership_in_reach(session, actor, "contributions.record", data["member_id"])


def ensure_may_decide(session: Session, actor: Actor, contribution_id: UUID) -> None:
    """Raise unless the actor accepts at the deed's branch, and it is somebody else's."""
    deed = get_visible(session, actor, contribution_id)
    ensure_reaches(session, actor, "contributions.decide", deed.node_id)
    if actor.is_about_self(deed.membership_id):
        raise Refusal("own_decision")


def ensure_may_change(session: Session, actor: Actor, contribution_id: UUID) -> None:
    """Raise unless the deed is the actor's own, or the actor recorded it."""
    deed = get_visible(session, actor, contribution_id)
    if not actor.is_about_self(deed.membership_id) and deed.submitted_by_id != actor.account_id:
        raise Refusal("forbidden")


def may_change(actor: Actor, deed: Contribution) -> bool:
    """Say whether a deed is still open, and the actor's own or recorded by the actor."""
    theirs = actor.is_about_self(deed.membership_id) or deed.submitted_by_id == actor.account_id
    return theirs and deed.state in {"submitted", "sent_back"}


def ensure_told(data: Mapping[str, Any], direction: str, today: date) -> None:
    """Raise `validation_failed` with a sentence for each field that cannot be."""
    wrong: dict[str, list[str]] = {}
    if data["on_date"] > today + _CLOCK_AHEAD:
        wrong["on_date"] = ["这一天还没到。"]
    if data["kind"] not in OF_DIRECTION[direction]:
        wrong["kind"] = ["这一类不对，请重新选。"]
    has_figure = any(data[name] is not None for name in ("amount_yuan", "people", "area_mu"))
    if has_figure and data["source"] is None:
        wrong["source"] = ["填了数字，请写明是从哪里来的：本人说、实地看过，还是有凭据。"]
    if wrong:
        raise Refusal("validation_failed", errors=wrong)


def ensure_helpers(session: Session, node_id: UUID, helper_ids: Iterable[UUID]) -> None:
    """Raise where somebody who helped is not of the branch."""
    wanted = set(helper_ids)
    here = select(Membership.id).where(Membership.organization_id == node_id, Membership.id.in_(wanted))
    if set(session.scalars(here)) != wanted:
        raise Refusal("validation_failed", errors={"helper_ids": ["帮忙的要是本支部的党员。"]})


def campaigns_visible_to(actor: Actor) -> Select[Campaign]:
    """Select the calls that the actor may see: of branches in reach, and of the own branch."""
    seen = within_reach(actor, "campaigns.read", Campaign.node_id)
    if actor.organization_id is not None:
        seen = or_(seen, Campaign.node_id == actor.organization_id)
    return select(Campaign).where(Campaign.replaced_at.is_(None), seen)


def get_campaign(session: Session, actor: Actor, campaign_id: UUID) -> Campaign:
    """Return a call. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(campaigns_visible_to(actor).where(Campaign.id == campaign_id))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_end(session: Session, actor: Actor, campaign_id: UUID) -> None:
    """Raise unless the actor makes calls in the branch of this one."""
    ensure_reaches(session, actor, "campaigns.call", get_campaign(session, actor, campaign_id).node_id)


def ensure_may_take_part(session: Session, actor: Actor, campaign_id: UUID, data: Mapping[str, Any]) -> None:
    """Raise unless the actor takes part, or notes at the branch that a member did."""
    campaign = get_campaign(session, actor, campaign_id)
    if data["member_id"] != actor.membership_id:
        membership_in_reach(session, actor, "campaigns.call", data["member_id"])
    here = select(Membership.id).where(
        Membership.id == data["member_id"], Membership.organization_id == campaign.node_id
    )
    if session.scalar(here) is None:
        raise Refusal("not_found")
