"""Read reports with what became of them."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, acting_role, nodes_below, within_reach
from api.codes import mask, places
from api.errors import Refusal
from api.http.paging import page
from api.models import Account, Membership, Person, Reading, Report, ReportDecision, name_of_account
from api.reports import rules

_MASKS = {"phone": mask.phone, "residence": mask.address, "family_contact": mask.digits}
_WORDS = ("note", "thinking", "work", "organization_life", "dues")
_PLAIN = (
    "kind",
    "method",
    "reported_on",
    "recorded_at",
    "recorded_at_device",
    "revision",
    "departed_on",
    "departed_precision",
    "departed_text",
    "discovered_on",
    "expected_return_on",
    "returned_on",
    "from_on",
    "to_on",
    "reason_code",
    "place_code",
    "place_unsettled",
    "employer",
    "wants_card",
)

_STATE = case((ReportDecision.outcome.is_(None), "submitted"), else_=ReportDecision.outcome)


def list_reports(
    session: Session, actor: Actor, query: dict[str, Any]
) -> tuple[list[dict[str, Any]], str | None]:
    """Return one page of the reports that the actor may see, newest first."""
    statement = _statement(actor)
    if query["organization_id"]:
        statement = statement.where(Report.node_id.in_(nodes_below([query["organization_id"]])))
    if query["member_id"]:
        statement = statement.where(Report.membership_id == query["member_id"])
    if query["kind"]:
        statement = statement.where(Report.kind == query["kind"])
    if query["state"]:
        statement = statement.where(query["state"] == _STATE)
    order = [(Report.recorded_at, True), (Report.id, True)]
    rows, following = page(session, statement, order, query["limit"], query["cursor"])
    return [_show(row, actor, reveal=False) for row in rows], following


def read_report(session: Session, actor: Actor, report_id: UUID) -> dict[str, Any]:
    """Return one report, masked. Raise `not_found` where the actor may not see it."""
    row = session.execute(_statement(actor).where(Report.id == report_id)).first()
    if row is None:
        raise Refusal("not_found")
    return _show(row, actor, reveal=actor.is_about_self(row[0].membership_id))


def reveal_report(session: Session, actor: Actor, report_id: UUID) -> dict[str, Any]:
    """Return one report with phones and addresses in full, and leave a trace of it.

    Raise `forbidden` where the report is seen by one role and only another, elsewhere, may reveal.
    """
    row = session.execute(_statement(actor).where(Report.id == report_id)).first()
    if row is None:
        raise Refusal("not_found")
    if not actor.is_about_self(row[0].membership_id):
        session.add(
            Reading(
                person_id=row.person_id,
                account_id=actor.account_id,
                role=acting_role(session, actor, "members.reveal", row[0].node_id),
                kind="reveal",
                fields=[name for name in _MASKS if getattr(row[0], name)],
                at=clock.now(),
            )
        )
    return _show(row, actor, reveal=True)


def count_waiting(session: Session, actor: Actor, organization_id: UUID) -> int:
    """Count the reports of a node and below that wait for a decision."""
    waiting = _statement(actor).where(
        Report.node_id.in_(nodes_below([organization_id])), ReportDecision.outcome.is_(None)
    )
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def _statement(actor: Actor) -> Select[Any]:
    return (
        rules.visible_to(actor)
        .join(Membership, Membership.id == Report.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .join(Account, Account.id == Report.submitted_by_id)
        .outerjoin(
            ReportDecision,
            (ReportDecision.report_row_id == Report.row_id) & ReportDecision.replaced_at.is_(None),
        )
        .add_columns(
            within_reach(actor, "members.reveal", Report.node_id, Report.membership_id).label("reads_words"),
            Person.name.label("member_name"),
            Person.id.label("person_id"),
            name_of_account(Report.submitted_by_id).label("submitted_by_name"),
            Account.person_id.label("writer_id"),
            _STATE.label("state"),
            ReportDecision,
        )
    )


def _show(row: Any, actor: Actor, *, reveal: bool) -> dict[str, Any]:
    report: Report = row[0]
    decision: ReportDecision | None = row.ReportDecision
    shown = {name: getattr(report, name) for name in _PLAIN}
    for name, cover in _MASKS.items():
        value = getattr(report, name)
        shown[name] = value if reveal or value is None else cover(value)
    for name in _WORDS:
        shown[name] = getattr(report, name) if row.reads_words else None
    return {
        **shown,
        "id": report.id,
        "member_id": report.membership_id,
        "member_name": row.member_name,
        "organization_id": report.node_id,
        "place_name": places.name_of(report.place_code) if report.place_code else None,
        "state": row.state,
        "submitted_by_name": row.submitted_by_name,
        "on_behalf": row.writer_id != row.person_id,
        "decided_at": decision.recorded_at if decision else None,
        "decision_reason": decision.reason if decision else None,
    }
