"""Reports that wait for an answer."""

from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from api.access import Actor, nodes_below
from api.dashboards.items import MOST, item, say
from api.models import AwayPeriod, Membership, Person, Report, ReportDecision
from api.standing.words import Language

_REPORTED = {
    "departure": ("{name}报告外出，等您确认。", "{name} reported a departure; it waits for you."),
    "change": ("{name}报告有变化，等您确认。", "{name} reported a change; it waits for you."),
    "yearly": ("{name}交来年度汇报，等您过目。", "{name} handed in the yearly report; it waits for you."),
    "return": ("{name}报告回来了，等您确认。", "{name} reported the return; it waits for you."),
    "hearsay": (
        "{name}：听说已外出，请核实后补报。",
        "{name} is said to have left; please check and record it.",
    ),
}


def find(session: Session, _actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return the reports of a node and below that nobody decided on yet."""
    away = exists().where(
        AwayPeriod.membership_id == Report.membership_id,
        AwayPeriod.replaced_at.is_(None),
        AwayPeriod.returned_on.is_(None),
    )
    waiting = (
        select(Report.id, Report.kind, Report.membership_id, Report.node_id, Report.reported_on, Person.name)
        .join(Membership, Membership.id == Report.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(ReportDecision, ReportDecision.report_row_id == Report.row_id)
        .where(Report.replaced_at.is_(None), Report.node_id.in_(nodes_below([organization_id])))
        .where(ReportDecision.row_id.is_(None), Membership.to_on.is_(None))
        # What was heard is answered as soon as the time away is on record.
        .where(or_(Report.kind != "hearsay", ~away))
        .order_by(Report.recorded_at)
        .limit(MOST)
    )
    return [
        item(
            "hearsay_waiting" if row.kind == "hearsay" else "report_waiting",
            row.id,
            row,
            say(_REPORTED[row.kind], language, name=row.name),
            code=row.kind,
            since=row.reported_on,
        )
        for row in session.execute(waiting)
    ]
