"""The desk: one ordered list of what needs a person today. Nothing is stored for it; it is worked out when asked."""

from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, nodes_below
from api.models import (
    ActivityCard,
    Membership,
    Opening,
    Organization,
    Person,
    Report,
    ReportDecision,
)
from api.standing import service as standing
from api.standing.words import Language

_ORDER = (
    "report_waiting",
    "hearsay_waiting",
    "card_to_inspect",
    "card_to_number",
    "suggestion",
    "opening_missing",
)
_MOST = 500

_REPORTED = {
    "departure": ("{name}报告外出，等您确认。", "{name} reported a departure; it waits for you."),
    "change": ("{name}报告有变化，等您确认。", "{name} reported a change; it waits for you."),
    "yearly": ("{name}交来年度汇报，等您过目。", "{name} handed in the yearly report; it waits for you."),
    "return": ("{name}报告回来了，等您确认。", "{name} reported the return; it waits for you."),
    "hearsay": (
        "听说{name}已外出，请核实后补报。",
        "{name} is said to have left; please check and record it.",
    ),
}
_CARD = {
    "card_to_number": (
        "{name}要办活动证：发证后请填上证号。",
        "{name} asked for a card; please enter its number.",
    ),
    "card_to_inspect": ("{name}已返乡，活动证待查验。", "{name} is back; the card waits for its inspection."),
}
_OPENING = (
    "有 {count} 位党员的党费、联系等情况还没登记，补登一次即可。",
    "Of {count} members, dues and last contact are not on record yet; one grid takes them all.",
)


def list_desk(
    session: Session, actor: Actor, organization_id: UUID, language: Language
) -> list[dict[str, Any]]:
    """Return what needs a person today at a node and below: first what waits longest for an answer."""
    items = [
        *_waiting_reports(session, organization_id, language),
        *_cards(session, organization_id, language),
        *_suggestions(session, actor, organization_id, language),
        *_missing_openings(session, organization_id, language),
    ]
    return sorted(
        items,
        key=lambda item: (_ORDER.index(item["kind"]), str(item["since"] or ""), str(item["subject_id"])),
    )


def _say(pair: tuple[str, str], language: Language, **values: Any) -> str:
    return pair[0 if language == "zh" else 1].format(**values)


def _waiting_reports(session: Session, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    waiting = (
        select(Report.id, Report.kind, Report.membership_id, Report.node_id, Report.reported_on, Person.name)
        .join(Membership, Membership.id == Report.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(ReportDecision, ReportDecision.report_row_id == Report.row_id)
        .where(Report.replaced_at.is_(None), Report.node_id.in_(nodes_below([organization_id])))
        .where(ReportDecision.row_id.is_(None), Membership.to_on.is_(None))
        .order_by(Report.recorded_at)
        .limit(_MOST)
    )
    return [
        _item(
            "hearsay_waiting" if row.kind == "hearsay" else "report_waiting",
            row.id,
            row,
            _say(_REPORTED[row.kind], language, name=row.name),
            code=row.kind,
            since=row.reported_on,
        )
        for row in session.execute(waiting)
    ]


def _cards(session: Session, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    waiting = (
        select(
            ActivityCard.id,
            ActivityCard.state,
            ActivityCard.membership_id,
            ActivityCard.node_id,
            ActivityCard.recorded_at,
            Person.name,
        )
        .join(Membership, Membership.id == ActivityCard.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .where(ActivityCard.replaced_at.is_(None), ActivityCard.node_id.in_(nodes_below([organization_id])))
        .where(ActivityCard.state.in_(["to_number", "to_inspect"]), Membership.to_on.is_(None))
        .order_by(ActivityCard.recorded_at)
        .limit(_MOST)
    )
    return [
        _item(
            f"card_{row.state}",
            row.id,
            row,
            _say(_CARD[f"card_{row.state}"], language, name=row.name),
            since=clock.day_of(row.recorded_at),
        )
        for row in session.execute(waiting)
    ]


def _suggestions(
    session: Session, actor: Actor, organization_id: UUID, language: Language
) -> list[dict[str, Any]]:
    members = session.execute(
        select(Membership.id.label("membership_id"), Membership.organization_id.label("node_id"), Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organization_id.in_(nodes_below([organization_id])), Membership.to_on.is_(None))
    ).all()
    by_id = {row.membership_id: row for row in members}
    judged = standing.standings_of(session, actor, list(by_id), language)
    return [
        _item(
            "suggestion",
            answer["member_id"],
            by_id[answer["member_id"]],
            f"{by_id[answer['member_id']].name}:{suggestion['sentence']}",
            code=suggestion["code"],
            since=suggestion["since"],
        )
        for answer in judged
        for suggestion in answer["suggestions"]
    ]


def _missing_openings(session: Session, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    opened = exists().where(Opening.membership_id == Membership.id, Opening.replaced_at.is_(None))
    missing = session.execute(
        select(Membership.organization_id)
        .join(Organization, Organization.id == Membership.organization_id)
        .where(
            Membership.organization_id.in_(nodes_below([organization_id])),
            Membership.to_on.is_(None),
            ~opened,
        )
    ).all()
    counts: dict[UUID, int] = {}
    for (node_id,) in missing:
        counts[node_id] = counts.get(node_id, 0) + 1
    return [
        {
            "kind": "opening_missing",
            "code": None,
            "subject_id": node_id,
            "member_id": None,
            "member_name": None,
            "organization_id": node_id,
            "sentence": _say(_OPENING, language, count=count),
            "since": None,
            "count": count,
        }
        for node_id, count in counts.items()
    ]


def _item(kind: str, subject_id: UUID, row: Any, sentence: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "code": None,
        "subject_id": subject_id,
        "member_id": row.membership_id,
        "member_name": row.name,
        "organization_id": row.node_id,
        "sentence": sentence,
        "since": None,
        "count": None,
        **more,
    }
