"""What can be recorded of dues: amounts that the branch set, months that were paid or waived, and corrections."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import Actor
from api.errors import Refusal
from api.journal import Outcome, record
from api.members.service import lock_member
from api.models import DuesAssessment, DuesMonth, Fact, current
from api.standing.dues import rules
from api.standing.dues.paid_to import SETTLED
from api.standing.months import Month


def assess(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Record what members pay a month from a month on (核定额), as the branch decided it."""
    rules.ensure_basis(data["basis"])
    rows = {row["member_id"]: row for row in data["rows"]}
    member_ids = [row["member_id"] for row in data["rows"]]
    memberships = rules.lock_members(session, data["organization_id"], member_ids)
    month, last = Month.parse(data["from_month"]), rules.last_month_today(session, data["organization_id"])
    if month > last:
        raise Refusal("dues_too_far_ahead", errors={"from_month": [f"现在最多登记到 {last}。"]})
    present = {
        fact.membership_id: fact
        for fact in session.scalars(
            current(DuesAssessment).where(
                DuesAssessment.membership_id.in_(member_ids), DuesAssessment.from_month == str(month)
            )
        )
    }
    writes: list[Fact] = []
    for member_id in memberships:
        row = rows[member_id]
        told = {
            "category": row["category"],
            "monthly_fen": row["monthly_fen"],
            "basis": data["basis"],
            "income": None if row["income_fen"] is None else str(row["income_fen"]),
        }
        writes.append(
            present[member_id].corrected(**told)
            if member_id in present
            else DuesAssessment(membership_id=member_id, from_month=str(month), **told)
        )
    return _record(
        session,
        actor,
        data["organization_id"],
        "members.dues_assessed",
        writes,
        {"from_month": str(month)},
    )


def pay(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Record that the ticked members paid for some months; a month that is settled already stays as it is.

    Raise `dues_amount_missing` where neither an amount nor a 核定额 is known, `dues_already_recorded` where nothing
    would be written.
    """
    rules.ensure_has_come(data["paid_on"], "paid_on")
    months = rules.months_between(data["from_month"], data["to_month"])
    member_ids = data["member_ids"]
    memberships = rules.lock_members(session, data["organization_id"], member_ids)
    last = rules.last_month_today(session, data["organization_id"])
    rules.ensure_months_fit(months, last, [memberships[member_id] for member_id in member_ids])
    present = _read_months(session, member_ids, months)
    amounts = {} if data["amount_fen"] else _read_amounts(session, member_ids)
    writes: list[Fact] = []
    errors: dict[str, list[str]] = {}
    for place, member_id in enumerate(member_ids):
        for month in months:
            cell = present.get((member_id, str(month)))
            if cell is not None and cell.state in SETTLED:
                continue
            amount = data["amount_fen"] or amount_for(amounts.get(member_id, ()), month)
            if amount is None:
                errors[f"member_ids.{place}"] = ["还没有核定额，请先核定，或填上金额。"]
                break
            told = {
                "state": "paid",
                "amount_fen": amount,
                "on_date": data["paid_on"],
                "paid_by": data["paid_by"],
                "paid_to": data["paid_to"],
                "basis": None,
            }
            writes.append(_cell(member_id, month, cell, told))
    if errors:
        raise Refusal("dues_amount_missing", errors=errors)
    return _record_months(session, actor, data, "members.dues_paid", writes, months)


def waive(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Record that dues were waived (减免), with the day and the basis of the approval; what was paid stays paid."""
    rules.ensure_basis(data["basis"])
    rules.ensure_has_come(data["approved_on"], "approved_on")
    months = rules.months_between(data["from_month"], data["to_month"])
    member_ids = data["member_ids"]
    memberships = rules.lock_members(session, data["organization_id"], member_ids)
    last = rules.last_month_today(session, data["organization_id"])
    rules.ensure_months_fit(months, last, [memberships[member_id] for member_id in member_ids])
    present = _read_months(session, member_ids, months)
    told = {
        "state": "waived",
        "amount_fen": 0,
        "on_date": data["approved_on"],
        "paid_by": None,
        "paid_to": None,
        "basis": data["basis"],
    }
    writes = [
        _cell(member_id, month, cell, told)
        for member_id in member_ids
        for month in months
        if (cell := present.get((member_id, str(month)))) is None or cell.state not in SETTLED
    ]
    return _record_months(session, actor, data, "members.dues_waived", writes, months)


def correct(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Correct what stands in one member's months, or take it back, with the basis; the old rows stay readable."""
    rules.ensure_basis(data["basis"])
    months = rules.months_between(data["from_month"], data["to_month"])
    _, membership = lock_member(session, data["member_id"])
    present = _read_months(session, [membership.id], months)
    changes: dict[str, Any] = {"basis": data["basis"]}
    if data["state"] == "open":
        changes |= {"state": "open", "amount_fen": 0, "paid_by": None, "paid_to": None}
    else:
        if data["paid_on"] is not None:
            rules.ensure_has_come(data["paid_on"], "paid_on")
        given = {"amount_fen": data["amount_fen"], "on_date": data["paid_on"]}
        given |= {"paid_by": data["paid_by"], "paid_to": data["paid_to"]}
        changes |= {"state": "paid", **{name: value for name, value in given.items() if value is not None}}
    missing = [str(month) for month in months if (membership.id, str(month)) not in present]
    if missing:
        raise Refusal("dues_not_recorded", errors={"from_month": ["还没有登记：" + "、".join(missing)]})
    # What was waived or taken back lacks what a payment says; where it is told too little, it stays as it is.
    lacking = [
        cell
        for cell in present.values()
        if changes["state"] == "paid" and not (changes.get("amount_fen") or cell.amount_fen)
    ]
    if lacking:
        raise Refusal("dues_amount_missing", errors={"amount_fen": ["请填上金额。"]})
    if changes["state"] == "paid":
        writes: list[Fact] = [
            cell.corrected(
                **{
                    **changes,
                    "paid_by": changes.get("paid_by") or cell.paid_by or "self",
                    "paid_to": changes.get("paid_to") or cell.paid_to or "branch",
                }
            )
            for cell in present.values()
        ]
    else:
        writes = [cell.corrected(**changes) for cell in present.values()]
    return _record(
        session,
        actor,
        membership.organization_id,
        "members.dues_corrected",
        writes,
        {"from": str(months[0]), "to": str(months[-1]), "state": data["state"]},
    )


def amount_for(amounts: Collection[tuple[str, int]], month: Month) -> int | None:
    """Return the amount in force in a month. amounts: first month and fen, in any order."""
    begun = [(first, fen) for first, fen in amounts if first <= str(month)]
    return max(begun)[1] if begun else None


def _read_amounts(session: Session, member_ids: Sequence[UUID]) -> dict[UUID, list[tuple[str, int]]]:
    found: dict[UUID, list[tuple[str, int]]] = {}
    for membership_id, first, fen in session.execute(
        select(DuesAssessment.membership_id, DuesAssessment.from_month, DuesAssessment.monthly_fen).where(
            DuesAssessment.membership_id.in_(list(member_ids)), DuesAssessment.replaced_at.is_(None)
        )
    ):
        found.setdefault(membership_id, []).append((first, fen))
    return found


def _read_months(
    session: Session, member_ids: Sequence[UUID], months: Sequence[Month]
) -> dict[tuple[UUID, str], DuesMonth]:
    cells = session.scalars(
        current(DuesMonth).where(
            DuesMonth.membership_id.in_(list(member_ids)), DuesMonth.month.in_([str(one) for one in months])
        )
    )
    return {(cell.membership_id, cell.month): cell for cell in cells}


def _cell(member_id: UUID, month: Month, present: DuesMonth | None, told: dict[str, Any]) -> DuesMonth:
    if present is not None:
        return present.corrected(**told)
    return DuesMonth(membership_id=member_id, month=str(month), **told)


def _record_months(
    session: Session,
    actor: Actor,
    data: dict[str, Any],
    kind: str,
    writes: Sequence[Fact],
    months: Sequence[Month],
) -> Outcome:
    if not writes:
        raise Refusal("dues_already_recorded")
    facts = {"from": str(months[0]), "to": str(months[-1]), "count": len(writes)}
    on = data.get("paid_on") or data["approved_on"]
    return _record(session, actor, data["organization_id"], kind, writes, {**facts, "on": on.isoformat()})


def _record(
    session: Session,
    actor: Actor,
    organization_id: UUID,
    kind: str,
    writes: Sequence[Any],
    facts: dict[str, Any],
) -> Outcome:
    entry = record(
        session,
        node_id=organization_id,
        kind=kind,
        actor=actor,
        subjects={
            "organization": organization_id,
            "memberships": sorted({fact.membership_id for fact in writes}),
        },
        facts=facts,
        writes=writes,
    )
    return Outcome(writes[0].id, kind.removeprefix("members.dues_"), entry)
