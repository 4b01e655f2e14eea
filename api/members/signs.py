"""The last days on which a member was surely there: in touch, or at a meeting. The clocks begin with them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from api.models import Attendance, Contact, MakeUp, Report, ReportDecision, Training

_SPOKEN = ("check_in", "yearly", "return")
_TOOK_PART = ("hall", "video", "host")


def last_contacts(session: Session, ids: Collection[UUID]) -> dict[UUID, date]:
    """Return the day of the last two-way contact: one that reached the member, or word that the member sent.

    A word with the family is no contact with the member. Of reports, those count in which the member spoke: what was
    handed in by the member, 报平安, the yearly report and the return, once they are accepted.
    """
    reached = session.execute(
        select(Contact.membership_id, func.max(Contact.happened_on))
        .where(
            Contact.replaced_at.is_(None),
            Contact.withdrawn_by_id.is_(None),
            Contact.membership_id.in_(ids),
            Contact.outcome == "reached",
            Contact.with_whom == "self",
        )
        .group_by(Contact.membership_id)
    )
    told = session.execute(
        select(Report.membership_id, func.max(Report.reported_on))
        .join(ReportDecision, ReportDecision.report_row_id == Report.row_id)
        .where(
            Report.replaced_at.is_(None),
            Report.membership_id.in_(ids),
            Report.kind != "hearsay",
            or_(Report.method == "self", Report.kind.in_(_SPOKEN)),
            ReportDecision.outcome == "accepted",
        )
        .group_by(Report.membership_id)
    )
    latest: dict[UUID, date] = {}
    for membership_id, on in (*reached, *told):
        latest[membership_id] = max(on, latest.get(membership_id, on))
    return latest


def last_taken_part(session: Session, ids: Collection[UUID]) -> dict[UUID, date]:
    """Return the newest day on which each member took part in a meeting, anywhere, or made one up."""
    attended = (
        select(Attendance.membership_id, func.max(Training.on_date))
        .join(Training, Training.id == Attendance.training_id)
        .where(Attendance.membership_id.in_(ids), Attendance.replaced_at.is_(None))
        .where(Attendance.way.in_(_TOOK_PART))
        .group_by(Attendance.membership_id)
    )
    made_up = (
        select(MakeUp.membership_id, func.max(MakeUp.on_date))
        .where(MakeUp.membership_id.in_(ids), MakeUp.replaced_at.is_(None), MakeUp.state == "confirmed")
        .group_by(MakeUp.membership_id)
    )
    newest: dict[UUID, date] = {}
    for statement in (attended, made_up):
        for member_id, day in session.execute(statement):
            newest[member_id] = max(day, newest.get(member_id, day))
    return newest
