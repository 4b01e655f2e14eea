"""What can be recorded of the national registration: that something was copied there, and from the sheet of when."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import Actor, acting_role, ensure_reaches
from api.errors import Refusal
from api.journal import Outcome, record
from api.members.readings import note_reading
from api.models import Account, AwayPeriod, Fact, NationalRegistration, Organization, Person, current
from api.standing.registrations import rules
from api.standing.registrations.differences import find_differences, head_of
from api.standing.registrations.sheet import write_csv, write_sheet


def copy(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Record what was copied into the national system. What changed after `as_of` comes in the next sheet."""
    rules.ensure_has_come(data["on_date"], data["as_of"])
    entered = {row["member_id"]: row["entered"] for row in data["rows"]}
    memberships = rules.lock_members(
        session, data["organization_id"], [row["member_id"] for row in data["rows"]]
    )
    if any(memberships[one].to_on is not None and is_in for one, is_in in entered.items()):
        raise Refusal("membership_ended")
    present = {
        row.membership_id: row
        for row in session.scalars(
            current(NationalRegistration).where(NationalRegistration.membership_id.in_(list(entered)))
        )
    }
    open_periods = {
        row.membership_id: row.id
        for row in session.execute(
            select(AwayPeriod.membership_id, AwayPeriod.id).where(
                AwayPeriod.membership_id.in_(list(entered)),
                AwayPeriod.replaced_at.is_(None),
                AwayPeriod.returned_on.is_(None),
            )
        )
    }
    writes: list[Fact] = []
    for member_id, is_in in entered.items():
        told = {
            "entered": is_in,
            "on_date": data["on_date"],
            "by_account_id": actor.account_id,
            "as_of": data["as_of"],
            "away_period_id": open_periods.get(member_id),
        }
        writes.append(
            present[member_id].corrected(**told)
            if member_id in present
            else NationalRegistration(membership_id=member_id, **told)
        )
    entry = record(
        session,
        node_id=data["organization_id"],
        kind="members.nationally_registered",
        actor=actor,
        subjects={"organization": data["organization_id"], "memberships": sorted(entered)},
        facts={"on": data["on_date"].isoformat(), "count": len(writes)},
        writes=writes,
    )
    return Outcome(writes[0].id, "copied", entry)


def read_differences(
    session: Session, actor: Actor, organization_id: UUID, *, reveal: bool
) -> dict[str, Any]:
    """Return a branch's differences since the last copy; phones in plain leave a trace."""
    # The head first: what is committed after it is seen again in the next sheet, and nothing is missed.
    as_of = head_of(session, organization_id)
    found = find_differences(session, [organization_id])
    if reveal:
        ensure_reaches(session, actor, "members.reveal", organization_id)
        role = acting_role(session, actor, "members.reveal", organization_id)
        seen = [one.person_id for one in found if one.before.phone or one.after.phone]
        note_reading(session, actor, seen, role, "export", ["phone"])
    return {"as_of": as_of, "items": [one.show(reveal=reveal) for one in found]}


def write_differences(
    session: Session, actor: Actor, organization_id: UUID, form: str, *, reveal: bool
) -> tuple[str, bytes]:
    """Return the name and the bytes of the sheet of differences, a workbook or a CSV."""
    told = read_differences(session, actor, organization_id, reveal=reveal)
    node = session.get_one(Organization, organization_id)
    content = (
        write_csv(told["items"])
        if form == "csv"
        else write_sheet(told["items"], f"{node.name}　全国系统待登记")
    )
    return f"{node.short_name}全国系统登记.{form}", content


def registration_of(session: Session, membership_id: UUID) -> dict[str, Any]:
    """Return whether a member stands in the national system, since when, and who said so."""
    found = session.execute(
        select(NationalRegistration.entered, NationalRegistration.on_date, Person.name)
        .outerjoin(Account, Account.id == NationalRegistration.by_account_id)
        .outerjoin(Person, Person.id == Account.person_id)
        .where(
            NationalRegistration.membership_id == membership_id, NationalRegistration.replaced_at.is_(None)
        )
        .order_by(NationalRegistration.recorded_at.desc())
    ).first()
    return {
        "member_id": membership_id,
        "entered": found.entered if found else None,
        "on_date": found.on_date if found else None,
        "by_name": found.name if found else None,
    }
