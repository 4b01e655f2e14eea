"""Derive 党费交至: the last month up to which every month is settled, without a gap."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from api.models import DuesMonth
from api.standing.months import Month, add_months

SETTLED = ("paid", "waived")


def find_paid_to(opening: Month | None, settled: Collection[Month]) -> Month | None:
    """Find the last month without a gap before it; None where nothing is known at all.

    Known begins with the opening or, before it or without one, with the earliest month on record: what lies before
    that is 未登记, and nobody is asked for it.
    """
    if opening is None and not settled:
        return None
    reached = opening if opening is not None else _before(min(settled))
    months = set(settled)
    while (following := reached.following()) in months:
        reached = following
    return reached


def _before(month: Month) -> Month:
    return Month.of(add_months(month.first_day, -1))


def read_dues(
    session: Session, openings: dict[UUID, Month | None]
) -> dict[UUID, tuple[Month | None, date | None]]:
    """Return 党费交至 and the day of the last payment for each membership, with two look-ups.

    Most members have months without a gap: first and last and their number tell as much as the months themselves, which
    are read only of those others. openings: what was known at the start, for every membership that is asked for.
    """
    spans = {
        row.membership_id: row
        for row in session.execute(
            select(
                DuesMonth.membership_id,
                func.min(DuesMonth.month).label("first"),
                func.max(DuesMonth.month).label("last"),
                func.count().label("number"),
            )
            .where(_settled(list(openings)))
            .group_by(DuesMonth.membership_id)
        )
    }
    paid_on = {
        row.membership_id: row.last
        for row in session.execute(
            select(DuesMonth.membership_id, func.max(DuesMonth.on_date).label("last"))
            .where(_settled(list(openings)), DuesMonth.state == "paid")
            .group_by(DuesMonth.membership_id)
        )
    }
    found: dict[UUID, tuple[Month | None, date | None]] = {}
    torn: list[UUID] = []
    for membership_id, opening in openings.items():
        span = spans.get(membership_id)
        if span is None:
            found[membership_id] = (opening, None)
            continue
        first, last = Month.parse(span.first), Month.parse(span.last)
        begins_at_the_opening = opening is None or first == opening.following()
        if begins_at_the_opening and span.number == _count(first, last):
            found[membership_id] = (last, paid_on.get(membership_id))
        else:
            torn.append(membership_id)
    months = read_settled(session, torn)
    for membership_id in torn:
        found[membership_id] = (
            find_paid_to(openings[membership_id], months[membership_id]),
            paid_on.get(membership_id),
        )
    return found


def read_settled(session: Session, membership_ids: list[UUID]) -> dict[UUID, set[Month]]:
    """Return the months that are paid or waived, of each membership."""
    found: dict[UUID, set[Month]] = {membership_id: set() for membership_id in membership_ids}
    if membership_ids:
        rows = session.execute(
            select(DuesMonth.membership_id, DuesMonth.month).where(_settled(membership_ids))
        )
        for membership_id, month in rows:
            found[membership_id].add(Month.parse(month))
    return found


def _settled(membership_ids: list[UUID]) -> ColumnElement[bool]:
    return (
        DuesMonth.membership_id.in_(membership_ids)
        & DuesMonth.replaced_at.is_(None)
        & DuesMonth.state.in_(SETTLED)
    )


def _count(first: Month, last: Month) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1
