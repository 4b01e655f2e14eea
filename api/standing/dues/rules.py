"""What may be recorded of dues, for which months, and by whom."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, ensure_reaches
from api.codes import partial_date
from api.errors import Refusal
from api.models import Membership
from api.settings.values import value_on
from api.standing.months import Month, add_months

MOST_MONTHS = 24


def ensure_may_record(session: Session, actor: Actor, organization_id: UUID) -> None:
    """Raise unless the actor keeps the dues of this branch."""
    ensure_reaches(session, actor, "dues.record", organization_id)


def ensure_may_waive(
    session: Session, actor: Actor, organization_id: UUID, member_ids: Sequence[UUID]
) -> None:
    """Raise unless the actor decides here, and about others: nobody waives their own dues."""
    ensure_reaches(session, actor, "dues.decide", organization_id)
    own = session.scalar(
        select(Membership.id).where(
            Membership.id.in_(list(member_ids)), Membership.person_id == actor.person_id
        )
    )
    if own is not None:
        raise Refusal("own_decision")


def lock_members(
    session: Session, organization_id: UUID, member_ids: Sequence[UUID]
) -> dict[UUID, Membership]:
    """Lock the ticked members in the order of their ids. Raise `validation_failed` where one is not of this branch."""
    found = {
        membership.id: membership
        for membership in session.scalars(
            select(Membership)
            .where(Membership.id.in_(list(member_ids)))
            .where(Membership.organization_id == organization_id, Membership.to_on.is_(None))
            .order_by(Membership.id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    }
    errors = {
        f"member_ids.{place}": ["这位党员不在本支部。"]
        for place, member_id in enumerate(member_ids)
        if member_id not in found
    }
    if len(set(member_ids)) != len(member_ids):
        errors["member_ids"] = ["同一位党员出现了两次。"]
    if errors:
        raise Refusal("validation_failed", errors=errors)
    return found


def months_between(first: str, last: str) -> list[Month]:
    """Return the months from one to another. Raise where the order is wrong or the span is longer than two years."""
    month, end = Month.parse(first), Month.parse(last)
    if end < month:
        raise Refusal("dates_in_wrong_order", errors={"to_month": ["不能早于开始的月份。"]})
    months = [month]
    while month < end and len(months) <= MOST_MONTHS:
        month = month.following()
        months.append(month)
    if len(months) > MOST_MONTHS:
        raise Refusal("validation_failed", errors={"to_month": [f"一次最多登记 {MOST_MONTHS} 个月。"]})
    return months


def last_month_today(session: Session, organization_id: UUID) -> Month:
    """Return the last month that can be recorded: so many ahead as the place has set."""
    today = clock.today()
    ahead = value_on(session, "dues_months_ahead", organization_id, today)
    return Month.of(add_months(today.replace(day=1), int(ahead)))


def ensure_months_fit(
    months: Sequence[Month], last: Month, memberships: Sequence[Membership], member_field: str = "member_ids"
) -> None:
    """Raise where a month lies too far ahead, or before a member joined."""
    if months[-1] > last:
        raise Refusal("dues_too_far_ahead", errors={"to_month": [f"现在最多登记到 {last}。"]})
    errors = {
        f"{member_field}.{place}": ["有的月份早于入党时间，请核对。"]
        for place, membership in enumerate(memberships)
        if (first := first_month_of(membership.joined_on)) is not None and months[0] < first
    }
    if errors:
        raise Refusal("dues_before_joining", errors=errors)


def first_month_of(joined_on: str | None) -> Month | None:
    """Return the first month for which a member can owe dues; None while 入党时间 is 未登记."""
    return None if joined_on is None else Month.of(partial_date.earliest(joined_on))


def ensure_has_come(day: date, field: str) -> None:
    """Raise `date_in_future` for a day that is still to come."""
    if day > clock.today():
        raise Refusal("date_in_future", errors={field: ["这一天还没到。"]})


def ensure_basis(basis: str) -> None:
    """Raise `basis_missing` where a decision has none."""
    if not basis:
        raise Refusal("basis_missing", errors={"basis": ["请写明依据。"]})
