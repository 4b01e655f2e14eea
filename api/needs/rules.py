"""Who sees a need, and who may do what about it.

A private one is for the member, the branch's secretary and whoever handles it; no role above reaches it.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, literal, or_, select
from sqlalchemy.orm import Session

from api.access import (
    SECRETARY,
    Actor,
    membership_in_reach,
    nodes_below,
    organizations_in_reach,
    within_reach,
)
from api.errors import Refusal
from api.models import Account, Grant, Membership, Need, Person, Report
from api.settings.values import nodes_above

_CLOCK_AHEAD = timedelta(days=1)
"""A phone's clock may run ahead by a day."""


def _same_person(actor: Actor) -> Select[UUID]:
    return select(Person.id).where(
        or_(Person.id == actor.person_id, Person.merged_into_id == actor.person_id)
    )


def is_own(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a need is the actor's own, under whatever membership it was raised."""
    if actor.person_id is None or actor.membership_id is None:
        return false()
    own = select(Membership.id).where(Membership.person_id.in_(_same_person(actor)))
    return Need.membership_id.in_(own)


def is_handled_by(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the actor sees to a need."""
    if actor.person_id is None:
        return false()
    return Need.handler_id.in_(_same_person(actor))


def _is_of_secretary(actor: Actor) -> ColumnElement[bool]:
    return Need.node_id.in_(
        nodes_below([held.organization_id for held in actor.held if held.role == SECRETARY])
    )


def reached(actor: Actor, permission: str) -> ColumnElement[bool]:
    """Return the condition that a role of the actor reaches a need; of private ones, the secretary's only."""
    here = Need.node_id.in_(organizations_in_reach(actor, permission))
    return here & or_(Need.private.is_(False), _is_of_secretary(actor))


def visible_to(actor: Actor) -> Select[Need]:
    """Select the needs that the actor may see."""
    open_ones = Need.private.is_(False) & within_reach(actor, "needs.read", Need.node_id, Need.membership_id)
    seen = or_(open_ones, _is_of_secretary(actor), is_own(actor), is_handled_by(actor))
    return select(Need).where(Need.replaced_at.is_(None), seen)


def words_readable(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the actor may read what was said; an auditor sees that there is a need, no more."""
    through_role = within_reach(actor, "needs.words", Need.node_id, Need.membership_id)
    return or_(through_role, _is_of_secretary(actor), is_own(actor), is_handled_by(actor))


def get_visible(session: Session, actor: Actor, need_id: UUID) -> Need:
    """Return a need. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(visible_to(actor).where(Need.id == need_id))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_raise(session: Session, actor: Actor, member_id: UUID) -> None:
    """Raise unless the actor may raise a need of this member: the own one, or for a member in reach."""
    person_id = session.scalar(select(Membership.person_id).where(Membership.id == member_id))
    if person_id is not None and person_id == actor.person_id:
        # The membership may have ended meanwhile: a repeat still gets its receipt.
        return
    membership_in_reach(session, actor, "needs.raise", member_id)


def ensure_may_change(session: Session, actor: Actor, need_id: UUID) -> None:
    """Raise unless the need is the actor's own, raised by them, or within their role's reach."""
    _ensure_one_of(
        session,
        actor,
        need_id,
        is_own(actor) | (Need.raised_by_id == actor.account_id) | reached(actor, "needs.handle"),
    )


def ensure_may_withdraw(session: Session, actor: Actor, need_id: UUID) -> None:
    """Raise unless the need is the actor's own or raised by them."""
    _ensure_one_of(session, actor, need_id, is_own(actor) | (Need.raised_by_id == actor.account_id))


def ensure_may_assign(session: Session, actor: Actor, need_id: UUID) -> None:
    """Raise unless the actor says who sees to needs at the need's branch."""
    _ensure_one_of(session, actor, need_id, reached(actor, "needs.assign"))


def ensure_may_handle(session: Session, actor: Actor, need_id: UUID) -> None:
    """Raise unless the actor handles this need, or a role of theirs reaches it."""
    _ensure_one_of(session, actor, need_id, is_handled_by(actor) | reached(actor, "needs.handle"))


def ensure_may_tell(session: Session, actor: Actor, need_id: UUID) -> None:
    """Raise unless the actor handles the need, or has learned of the result oneself (知道了)."""
    _ensure_one_of(
        session, actor, need_id, is_own(actor) | is_handled_by(actor) | reached(actor, "needs.handle")
    )


def _ensure_one_of(session: Session, actor: Actor, need_id: UUID, allowed: ColumnElement[bool]) -> None:
    need = get_visible(session, actor, need_id)
    if (
        session.scalar(select(literal(1)).select_from(Need).where(Need.row_id == need.row_id, allowed))
        is None
    ):
        raise Refusal("forbidden")


def ensure_days_fit(need: Need, day: date, today: date, field: str) -> None:
    """Raise where something about a need would have happened before it was raised, or lies ahead."""
    if day > today + _CLOCK_AHEAD:
        raise Refusal("date_in_future", errors={field: ["这一天还没到。"]})
    if day < need.raised_on:
        raise Refusal("dates_in_wrong_order", errors={field: ["不能早于提出的那天。"]})


def ensure_has_come(day: date, today: date) -> None:
    """Raise `date_in_future` for a day that has not come yet."""
    if day > today + _CLOCK_AHEAD:
        raise Refusal("date_in_future", errors={"raised_on": ["这一天还没到。"]})


def ensure_open(need: Need) -> None:
    """Raise `need_closed` where something became of it already."""
    if need.state != "open":
        raise Refusal("need_closed")


def ensure_can_handle(session: Session, need: Need, handler_id: UUID, today: date) -> None:
    """Raise `handler_invalid` unless the person is on the branch's roll or has a duty there or above."""
    on_roll = select(literal(1)).where(
        Membership.person_id == handler_id,
        Membership.organization_id == need.node_id,
        Membership.to_on.is_(None),
    )
    on_duty = (
        select(literal(1))
        .select_from(Grant)
        .join(Account, Account.id == Grant.account_id)
        .where(Account.person_id == handler_id, Account.closed.is_(False))
        .where(Grant.organization_id.in_(nodes_above(session, need.node_id)), Grant.from_on <= today)
        .where(or_(Grant.to_on.is_(None), Grant.to_on >= today))
    )
    if session.scalar(on_roll) is None and session.scalar(on_duty.limit(1)) is None:
        raise Refusal("handler_invalid")


def told_of(data: dict[str, Any], actor: Actor, person_id: UUID) -> tuple[str, str]:
    """Return the source of a need and who told it: a member's own has only one answer."""
    if person_id == actor.person_id:
        return "check_in" if data.get("report_id") else "member", "member"
    return "told", data.get("told_by") or "member"


def ensure_own_report(session: Session, report_id: UUID | None, membership_id: UUID) -> None:
    """Raise `not_found` where the report is somebody else's; one that is still on the phone may come later."""
    owner = session.scalar(select(Report.membership_id).where(Report.id == report_id).limit(1))
    if owner is not None and owner != membership_id:
        raise Refusal("not_found")
