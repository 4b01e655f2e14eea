"""补登底数: what was known of each member when the branch started here. No clock runs on what is missing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.codes import partial_date
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.models import Membership, Opening, Person, current

FIELDS = ("dues_paid_to", "last_contact_on", "last_organization_life_on")


def read_grid(session: Session, organization_id: UUID) -> list[dict[str, Any]]:
    """Return one row for each member on a branch's roll, with what is known so far; null is 未登记."""
    statement = (
        select(Membership.id, Person.name, Opening)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(Opening, (Opening.membership_id == Membership.id) & Opening.replaced_at.is_(None))
        .where(Membership.organization_id == organization_id, Membership.to_on.is_(None))
        .order_by(Person.pinyin, Membership.id)
    )
    return [
        {
            "member_id": membership_id,
            "name": name,
            **{field: getattr(opening, field) if opening else None for field in FIELDS},
        }
        for membership_id, name, opening in session.execute(statement)
    ]


def fill_in(
    session: Session, actor: Actor, organization_id: UUID, rows: Sequence[Mapping[str, Any]]
) -> Outcome:
    """Record the grid of one branch in one entry; what a row leaves out stays as it was.

    Raise `validation_failed` with a sentence for each cell that cannot be.
    """
    wanted = {row["member_id"]: row for row in rows}
    if len(wanted) != len(rows):
        raise Refusal("validation_failed", errors={"rows": ["同一位党员出现了两次。"]})
    memberships = {
        membership_id: lock(session, Membership, membership_id) for membership_id in sorted(wanted)
    }
    errors: dict[str, list[str]] = {}
    for place, row in enumerate(rows):
        membership = memberships[row["member_id"]]
        if (
            membership is None
            or membership.organization_id != organization_id
            or membership.to_on is not None
        ):
            errors[f"rows.{place}.member_id"] = ["这位党员不在本支部。"]
        else:
            errors.update(_faults(f"rows.{place}", row, membership.joined_on, clock.today()))
    if errors:
        raise Refusal("validation_failed", errors=errors)
    present = {
        opening.membership_id: opening
        for opening in session.scalars(current(Opening).where(Opening.membership_id.in_(list(wanted))))
    }
    writes = [
        fact
        for membership_id, row in wanted.items()
        if (fact := _written(membership_id, row, present.get(membership_id))) is not None
    ]
    entry = record(
        session,
        node_id=organization_id,
        kind="members.opening_recorded",
        actor=actor,
        subjects={"organization": organization_id, "memberships": [fact.membership_id for fact in writes]},
        facts={"count": len(writes)},
        writes=writes,
    )
    return Outcome(organization_id, "recorded", entry)


def _written(membership_id: UUID, row: Mapping[str, Any], present: Opening | None) -> Opening | None:
    given = {field: row[field] for field in FIELDS if field in row}
    if present is None:
        return Opening(membership_id=membership_id, **given) if any(given.values()) else None
    changed = {field: value for field, value in given.items() if getattr(present, field) != value}
    return present.corrected(**changed) if changed else None


def _faults(path: str, row: Mapping[str, Any], joined_on: str | None, today: date) -> dict[str, list[str]]:
    """Return a sentence for each cell that lies in the future or before the member joined."""
    errors: dict[str, list[str]] = {}
    joined = partial_date.earliest(joined_on) if joined_on else date.min
    month = row.get("dues_paid_to")
    if month and month > last_month_of_quarter(today):
        errors[f"{path}.dues_paid_to"] = ["党费只能登记到本季度。"]
    if month and partial_date.latest(month) < joined:
        errors[f"{path}.dues_paid_to"] = ["早于入党时间，请核对。"]
    for field in ("last_contact_on", "last_organization_life_on"):
        day = row.get(field)
        if day and day > today:
            errors[f"{path}.{field}"] = ["这个日期还没到。"]
        elif day and day < joined:
            errors[f"{path}.{field}"] = ["早于入党时间，请核对。"]
    return errors


def last_month_of_quarter(day: date) -> str:
    """Return the last month `YYYY-MM` of a day's quarter: dues may be paid by the quarter (domain §6)."""
    return f"{day.year:04d}-{(day.month + 2) // 3 * 3:02d}"
