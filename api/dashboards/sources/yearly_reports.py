"""年度汇报: who is away and has not told for a year how things go (domain §3: at least one a year)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, nodes_below
from api.dashboards.items import MOST, item, say
from api.models import AwayPeriod, Membership, Organization, Person, Report, ReportDecision
from api.settings.values import value_on
from api.standing.months import add_months
from api.standing.words import Language

_DUE = (
    "{name}在外满一年没有年度汇报了，可以请他说一说，也可以代录。",
    "{name} has been away for a year without the yearly report; ask for it, or record what was told.",
)


def find(session: Session, _actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return the members away whose year without a report is over.

    The year begins with the departure, the branch's first day on record or the last report, whichever is the latest;
    where the departure is not known, no year runs.
    """
    last = (
        select(func.max(Report.reported_on))
        .outerjoin(ReportDecision, ReportDecision.report_row_id == Report.row_id)
        .where(
            Report.membership_id == Membership.id,
            Report.replaced_at.is_(None),
            Report.kind == "yearly",
            or_(ReportDecision.outcome.is_(None), ReportDecision.outcome == "accepted"),
        )
        .correlate(Membership)
        .scalar_subquery()
    )
    away = session.execute(
        select(
            Membership.id.label("membership_id"),
            Membership.organization_id.label("node_id"),
            Person.name,
            AwayPeriod.departed_on,
            Organization.started_on,
            last.label("last_on"),
        )
        .join(Person, Person.id == Membership.person_id)
        .join(Organization, Organization.id == Membership.organization_id)
        .join(AwayPeriod, AwayPeriod.membership_id == Membership.id)
        .where(Membership.organization_id.in_(nodes_below([organization_id])), Membership.to_on.is_(None))
        .where(Membership.exempt.is_(False), Organization.started_on.is_not(None))
        .where(AwayPeriod.replaced_at.is_(None), AwayPeriod.returned_on.is_(None))
        .where(AwayPeriod.departed_on.is_not(None))
        .order_by(Membership.id)
    ).all()
    today = clock.today()
    months: dict[UUID, int] = {}
    due: dict[UUID, tuple[date, Any]] = {}
    for row in away:
        if row.node_id not in months:
            months[row.node_id] = int(value_on(session, "yearly_report_months", row.node_id, today))
        begun = max(day for day in (row.departed_on, row.started_on, row.last_on) if day is not None)
        since = add_months(begun, months[row.node_id])
        if since <= today:
            due[row.membership_id] = since, row
    return [
        item("yearly_report_due", member_id, row, say(_DUE, language, name=row.name), since=since)
        for member_id, (since, row) in list(due.items())[:MOST]
    ]
