"""Who sees and records which contact, and what days it may have."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, literal, select
from sqlalchemy.orm import Session

from api import clock
from api.access import (
    Actor,
    ensure_reaches,
    membership_in_reach,
    organizations_in_reach,
    paired_on,
    within_reach,
)
from api.codes import phone as phones
from api.codes import places
from api.codes.unreadable import UnreadableError
from api.errors import Refusal
from api.models import Contact, ContactPause, Membership, Organization

_CLOCK_AHEAD = timedelta(days=1)
"""A phone's clock may run ahead by a day; the work that it noted down is kept."""

_OF_ONE_MEMBER = ("note", "place_code", "employer", "residence", "phone", "need")


def visible_to(actor: Actor) -> Select[Contact]:
    """Select the contacts that the actor may see: of branches in reach, the own ones, and of members paired today.

    A contact that a liaison noted down stays visible to them after the pairing, so that it can be corrected.
    """
    seen = within_reach(actor, "contacts.read", Contact.node_id, Contact.membership_id)
    noted = (Contact.logged_by_id == actor.account_id) & paired_on(
        actor, Contact.membership_id, Contact.happened_on
    )
    return select(Contact).where(stands(), seen | noted)


def stands() -> ColumnElement[bool]:
    """Return the condition that a contact is the current row and was not taken back."""
    return and_(Contact.replaced_at.is_(None), Contact.withdrawn_by_id.is_(None))


def get_visible(session: Session, actor: Actor, contact_id: UUID) -> Contact:
    """Return a contact. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(visible_to(actor).where(Contact.id == contact_id))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_log(session: Session, actor: Actor, data: Mapping[str, Any]) -> None:
    """Raise unless the actor may record contact with each of these members on that day.

    Staff for anybody of a branch in reach; a liaison for those they were paired with on the day it happened.
    """
    for membership_id in data["member_ids"]:
        if actor.is_about_self(membership_id):
            raise Refusal("contact_with_oneself")
        by_grant = _granted(actor, "contacts.log", Membership.organization_id)
        allowed = by_grant | paired_on(actor, Membership.id, data["happened_on"])
        if session.scalar(select(literal(1)).where(Membership.id == membership_id, allowed)) is None:
            membership_in_reach(session, actor, "members.read", membership_id)
            raise Refusal("not_paired_then" if actor.liaison else "forbidden")


def ensure_may_change(session: Session, actor: Actor, contact_id: UUID) -> None:
    """Raise unless the actor noted this contact down, or decides at its branch. Withdrawn ones are seen on a repeat."""
    contact = session.scalar(select(Contact).where(Contact.id == contact_id, Contact.replaced_at.is_(None)))
    if contact is None:
        raise Refusal("not_found")
    if contact.withdrawn_by_id is None:
        contact = get_visible(session, actor, contact_id)
    if actor.is_about_self(contact.membership_id):
        raise Refusal("own_decision")
    if contact.logged_by_id == actor.account_id:
        return
    if not _decides(session, actor, contact.node_id):
        visible = contact.withdrawn_by_id is None
        raise Refusal("forbidden" if visible else "not_found")


def ensure_may_merge(session: Session, actor: Actor, contact_id: UUID) -> None:
    """Raise unless the actor decides at the contact's branch, or is the member's liaison today."""
    contact = get_visible(session, actor, contact_id)
    if actor.is_about_self(contact.membership_id):
        raise Refusal("own_decision")
    reached = within_reach(actor, "contacts.decide", Contact.node_id, Contact.membership_id)
    if session.scalar(select(literal(1)).where(Contact.row_id == contact.row_id, reached)) is None:
        raise Refusal("forbidden")


def get_pause(session: Session, actor: Actor, pause_id: UUID) -> ContactPause:
    """Return a pause. Raise `not_found` where the actor may not see it."""
    seen = within_reach(actor, "contacts.read", ContactPause.node_id, ContactPause.membership_id)
    found = session.scalar(
        select(ContactPause).where(ContactPause.id == pause_id, ContactPause.replaced_at.is_(None), seen)
    )
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_pause(session: Session, actor: Actor, pause_id: UUID) -> None:
    """Raise unless the actor may end this pause."""
    membership_in_reach(session, actor, "contacts.log", get_pause(session, actor, pause_id).membership_id)


def ensure_is_branch(session: Session, actor: Actor, permission: str, organization_id: UUID) -> None:
    """Raise `only_in_branch` for a township or county: fulfilment is the branch's own affair."""
    ensure_reaches(session, actor, permission, organization_id)
    kind = session.scalar(select(Organization.kind).where(Organization.id == organization_id))
    if kind != "branch":
        raise Refusal("only_in_branch")


def judge_clock(device_at: datetime | None, now: datetime) -> bool:
    """Say whether the device's clock is ahead. Raise `device_clock_ahead` where it is so by more than a day."""
    if device_at is None:
        return False
    if device_at > now + _CLOCK_AHEAD:
        raise Refusal("device_clock_ahead", errors={"recorded_at_device": ["手机的时间快了一天以上。"]})
    return device_at > now


def ensure_day(happened_on: date, happened_at: datetime | None, latest: date) -> None:
    """Raise where a contact lies in the future, or its time on another day than it says."""
    if happened_on > latest:
        raise Refusal("date_in_future", errors={"happened_on": ["这一天还没到。"]})
    if happened_at is not None and clock.day_of(happened_at) != happened_on:
        raise Refusal("date_in_wrong_zone", errors={"happened_at": ["按北京时间，这个时刻不在这一天。"]})


def ensure_told(data: Mapping[str, Any], members: int) -> None:
    """Raise `validation_failed` for what cannot be, and for words that would stand in several records at once."""
    wrong: dict[str, list[str]] = {}
    if members > 1:
        wrong = {name: ["几位一起联系时，各人的情况请分开写。"] for name in _OF_ONE_MEMBER if data.get(name)}
    if data.get("phone"):
        try:
            phones.read(data["phone"])
        except UnreadableError:
            wrong["phone"] = ["手机号是 11 位数字，请核对。"]
    code = data.get("place_code")
    if code and code not in places.names():
        wrong["place_code"] = ["没有这个地区代码。"]
    if wrong:
        raise Refusal("validation_failed", errors=wrong)


def ensure_maker(session: Session, by_member_id: UUID | None, members: Sequence[Membership]) -> None:
    """Raise unless whoever was in touch is of the member's branch, and somebody else."""
    if by_member_id is None:
        return
    if any(membership.id == by_member_id for membership in members):
        raise Refusal("contact_with_oneself")
    branch = session.scalar(select(Membership.organization_id).where(Membership.id == by_member_id))
    if any(membership.organization_id != branch for membership in members):
        raise Refusal("validation_failed", errors={"by_member_id": ["这位同志不在这个支部。"]})


def _granted(actor: Actor, permission: str, node: Any) -> ColumnElement[bool]:
    """Return the condition that a grant carries the permission at a node; a pairing does not."""
    if not actor.nodes_for(permission):
        return false()
    granted: ColumnElement[bool] = node.in_(organizations_in_reach(actor, permission))
    return granted


def _decides(session: Session, actor: Actor, node_id: UUID) -> bool:
    granted = _granted(actor, "contacts.decide", Organization.id)
    return bool(session.scalar(select(exists().where(Organization.id == node_id, granted))))
