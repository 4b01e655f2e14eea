"""Who sees plans and visits, who may record what, and what cannot be."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, literal, or_, select
from sqlalchemy.orm import Session

from api.access import Actor, membership_in_reach, paired_on, reaches, within_reach
from api.errors import Refusal
from api.models import Membership, Organization, PlannedVisit, Visit, VisitMember, current
from api.seasons import VISITS, Calendar, Window, find_window, next_window, windows_on

_CLOCK_AHEAD = timedelta(days=1)
"""A phone's clock may run ahead by a day."""


def visible_to(actor: Actor) -> Select[Visit]:
    """Select the visits that the actor may see: of branches in reach, of the own home, of those paired, and own records."""
    of_theirs = exists().where(
        VisitMember.visit_id == Visit.id,
        VisitMember.replaced_at.is_(None),
        within_reach(actor, "visits.read", Visit.node_id, VisitMember.membership_id),
    )
    return select(Visit).where(
        Visit.replaced_at.is_(None), or_(of_theirs, Visit.recorded_by_id == actor.account_id)
    )


def words_readable(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the actor may read what was found and said at the door."""
    of_theirs = exists().where(
        VisitMember.visit_id == Visit.id,
        VisitMember.replaced_at.is_(None),
        within_reach(actor, "visits.words", Visit.node_id, VisitMember.membership_id),
    )
    return or_(of_theirs, Visit.recorded_by_id == actor.account_id)


def changeable(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the actor may put a visit right: who recorded it, or a role that reaches it."""
    reached = within_reach(actor, "visits.correct", Visit.node_id)
    return or_(reached, Visit.recorded_by_id == actor.account_id)


def get_visible(session: Session, actor: Actor, visit_id: UUID) -> Visit:
    """Return a visit. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(visible_to(actor).where(Visit.id == visit_id))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_change(session: Session, actor: Actor, visit_id: UUID) -> None:
    """Raise unless the actor recorded the visit or a role of theirs reaches it."""
    visit = get_visible(session, actor, visit_id)
    allowed = select(literal(1)).select_from(Visit).where(Visit.row_id == visit.row_id, changeable(actor))
    if session.scalar(allowed) is None:
        raise Refusal("forbidden")


def ensure_sees_plan(session: Session, actor: Actor, organization_id: UUID) -> None:
    """Raise unless the node is in reach, or is the branch in which the actor may be asked to go."""
    if organization_id == actor.organization_id or reaches(
        session, actor, "visits.plan_read", organization_id
    ):
        return
    raise Refusal("not_found")


def ensure_may_record(session: Session, actor: Actor, member_ids: Iterable[UUID], on: date) -> None:
    """Raise unless the actor may record a visit to each: a role reaches it, it is their liaison's, or they were sent."""
    for member_id in member_ids:
        if _was_sent(session, actor, member_id) or session.scalar(select(paired_on(actor, member_id, on))):
            continue
        membership_in_reach(session, actor, "visits.record", member_id)


def _was_sent(session: Session, actor: Actor, member_id: UUID) -> bool:
    if actor.membership_id is None:
        return False
    plans = session.scalars(
        current(PlannedVisit).where(PlannedVisit.membership_id == member_id, PlannedVisit.left_out.is_(False))
    )
    return any(str(actor.membership_id) in plan.goer_ids for plan in plans)


def window_of(key: str | None, calendar: Calendar, today: date) -> Window:
    """Return the window asked for, or else the one that is open for visits, or else the next. Raise `window_unknown`."""
    if key is None:
        opened = [window for window in windows_on(today, calendar) if window.proposes(VISITS)]
        return opened[-1] if opened else next_window(today, calendar, VISITS)
    found = find_window(key, calendar)
    if found is None or not found.proposes(VISITS):
        raise Refusal("window_unknown")
    return found


def window_key_on(given: str | None, calendar: Calendar, on: date) -> str:
    """Return the key of the window that a visit belongs to. Raise `window_unknown`, `date_outside_window`."""
    window = window_of(given, calendar, on)
    if not window.is_open(on):
        raise Refusal("date_outside_window")
    return window.key


def ensure_is_branch(session: Session, organization_id: UUID) -> None:
    """Raise `organization_invalid` unless the node is a branch: plans are made where people live."""
    kind = session.scalar(select(Organization.kind).where(Organization.id == organization_id))
    if kind != "branch":
        raise Refusal("organization_invalid")


def ensure_decision_fits(data: Mapping[str, Any], window: Window) -> None:
    """Raise `validation_failed` where a decision on a call lacks what it needs."""
    wrong: dict[str, list[str]] = {}
    if data["left_out"] and not data["reason"]:
        wrong["reason"] = ["这次不走访的，请写明原因。"]
    if data["on_date"] is not None and not window.is_open(data["on_date"]):
        wrong["on_date"] = ["这一天不在这次慰问的日子里。"]
    if wrong:
        raise Refusal("validation_failed", errors=wrong)


def ensure_arrival_fits(data: Mapping[str, Any], window: Window) -> None:
    """Raise `validation_failed` for days that cannot be: leaving before arriving, or far from the window."""
    wrong: dict[str, list[str]] = {}
    arrives, leaves = data["arrives_on"], data["leaves_on"]
    if not data["coming"] and (arrives or leaves):
        wrong["coming"] = ["不回来就不用填日期。"]
    if arrives and leaves and leaves < arrives:
        wrong["leaves_on"] = ["离开的日子不能早于到家的日子。"]
    if leaves and not arrives:
        wrong["arrives_on"] = ["请填写。"]
    near = timedelta(days=60)
    if arrives and not window.opens_on - near <= arrives <= window.closes_on:
        wrong["arrives_on"] = ["离这个节太远了，请核对。"]
    if wrong:
        raise Refusal("validation_failed", errors=wrong)


def ensure_can_be(told: Mapping[str, Any], today: date) -> None:
    """Raise `validation_failed` with a sentence for each thing about a visit that cannot be."""
    wrong: dict[str, list[str]] = {}
    if told["on_date"] > today + _CLOCK_AHEAD:
        wrong["on_date"] = ["这一天还没到。"]
    money = told.get("money_cents")
    if money and not told.get("money_source"):
        wrong["money_source"] = ["请写明慰问金从哪里来。"]
    if money and told.get("money_source") == "dues" and not told.get("money_approval"):
        wrong["money_approval"] = ["从党费列支的慰问金，请写明批准情况。"]
    if told.get("money_approved_on") and told["money_approved_on"] > today:
        wrong["money_approved_on"] = ["这一天还没到。"]
    if len({one["member_id"] for one in told["members"]}) != len(told["members"]):
        wrong["members"] = ["同一位同志写了两次。"]
    for number, one in enumerate(told["members"]):
        if one["outcome"] == "met_member" and one.get("met") == "family":
            wrong[f"members.{number}.met"] = ["已见本人的，对象是本人。"]
        if one["outcome"] == "met_family" and one.get("met") == "member":
            wrong[f"members.{number}.met"] = ["已见家属的，对象是家属。"]
    if wrong:
        raise Refusal("validation_failed", errors=wrong)


def met_of(told: Mapping[str, Any]) -> str:
    """Return 对象: whom they met, as the outcome says it, or as told."""
    by_outcome = {"met_member": "member", "met_family": "family", "at_workplace": "member"}
    return told.get("met") or by_outcome.get(told["outcome"], "family")


def ensure_on_roll(membership: Membership, on: date) -> None:
    """Raise `membership_ended` for a visit after somebody left; one before that may still arrive from a phone."""
    if membership.to_on is not None and membership.to_on < on:
        raise Refusal("membership_ended")


def ensure_one_branch(memberships: Sequence[Membership]) -> UUID:
    """Return the branch of all who were visited together. Raise `validation_failed` where they belong to several."""
    branches = {membership.organization_id for membership in memberships}
    if len(branches) != 1:
        raise Refusal("validation_failed", errors={"members": ["一次走访只记一个支部的同志。"]})
    return branches.pop()


def ensure_of_branch(session: Session, member_ids: Iterable[UUID], organization_id: UUID, field: str) -> None:
    """Raise `validation_failed` unless these members belong or belonged to the branch."""
    wanted = set(member_ids)
    known = set(
        session.scalars(
            select(Membership.id).where(
                Membership.id.in_(wanted), Membership.organization_id == organization_id
            )
        )
    )
    if known != wanted:
        raise Refusal("validation_failed", errors={field: ["有人不在本支部，可以写在“其他人员”里。"]})
