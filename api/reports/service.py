"""Hand in, correct, withdraw, accept, send back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import THE_PRODUCT, Actor
from api.errors import Refusal
from api.journal import Outcome, record
from api.members.service import keep_contacts, lock_member
from api.models import Membership, Person, Report, ReportDecision
from api.models.base import Fact, Master
from api.needs import service as needs
from api.reports import rules
from api.standing import service as standing

_CHANGEABLE = ("place_code", "place_unsettled", "employer", "residence", "expected_return_on", "reason_code")


def submit(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Hand in a report; it is 待受理 until the secretary decides, 报平安 and 短暂回家 accept themselves."""
    told = {name: value for name, value in data.items() if name not in {"id", "member_id", "need"}}
    rules.ensure_told(data, clock.today())
    person, membership = lock_member(session, data["member_id"])
    if data.get("id") is not None:
        _ensure_id_free(session, data["id"])
    report = Report(id=data.get("id"), membership_id=membership.id, submitted_by_id=actor.account_id, **told)
    on_behalf = membership.id if report.membership_id != actor.membership_id else None
    raised = _raise_need(session, membership, report, data.get("need"))
    entry = record(
        session,
        node_id=membership.organization_id,
        kind="report.submitted",
        actor=actor,
        subjects={**_subjects(report, person), **({"need": raised[0].id} if raised else {})},
        facts={"kind": report.kind, "method": report.method},
        writes=[report, *_accepted_by_itself(report, membership), *raised],
        device_at=report.recorded_at_device,
        on_behalf_of_id=on_behalf,
    )
    return Outcome(report.id, "accepted" if report.kind in rules.ACCEPTS_ITSELF else "submitted", entry)


def correct(
    session: Session, actor: Actor, report_id: UUID, wanted_revision: int, data: dict[str, Any]
) -> Outcome:
    """Answer 请补充, or mend a report that nobody has decided on: a new row of the same report, 待受理 again."""
    person, membership, report = _lock_report(session, actor, report_id)
    if report.revision != wanted_revision:
        raise Refusal("stale_version")
    rules.ensure_undecided(session, report, may_be_sent_back=True)
    if data["kind"] != report.kind:
        raise Refusal("validation_failed", errors={"kind": ["报告的类型不能改。"]})
    rules.ensure_told(data, clock.today())
    corrected = report.corrected(**data, revision=report.revision + 1, submitted_by_id=actor.account_id)
    entry = record(
        session,
        node_id=report.node_id,
        kind="report.corrected",
        actor=actor,
        subjects=_subjects(report, person),
        facts={"kind": report.kind, "revision": corrected.revision},
        writes=[corrected],
        device_at=corrected.recorded_at_device,
        on_behalf_of_id=membership.id if membership.id != actor.membership_id else None,
    )
    return Outcome(report.id, "submitted", entry)


def withdraw(session: Session, actor: Actor, report_id: UUID) -> Outcome:
    """Take a report back before it is decided; the row stays in the books' history."""
    person, _membership, report = _lock_report(session, actor, report_id)
    rules.ensure_undecided(session, report, may_be_sent_back=True)
    if session.scalar(select(ReportDecision.row_id).where(ReportDecision.report_row_id == report.row_id)):
        # It was sent back: a fresh row carries the withdrawal, since each row is decided once.
        report = report.corrected(revision=report.revision + 1)
    return _decide(session, actor, person, report, "withdrawn", effect=[report] if report.replaces else ())


def send_back(session: Session, actor: Actor, report_id: UUID, reason: str) -> Outcome:
    """Ask the member for more (请补充), with the reason."""
    person, _membership, report = _lock_report(session, actor, report_id)
    rules.ensure_undecided(session, report)
    return _decide(session, actor, person, report, "sent_back", reason=reason)


def accept(session: Session, actor: Actor, report_id: UUID, data: dict[str, Any]) -> Outcome:
    """Accept a report, with its effect: a departure opens the time away, a return closes it (domain §3)."""
    person, membership, report = _lock_report(session, actor, report_id)
    rules.ensure_undecided(session, report)
    effect: list[Fact] = []
    if report.kind == "departure":
        effect = _open_away(session, membership, report, data)
    elif report.kind == "return":
        returned_on = data.get("returned_on") or report.returned_on
        if returned_on is None:
            raise Refusal("validation_failed", errors={"returned_on": ["请填写。"]})
        effect = standing.close_away(session, membership, report.id, returned_on, data["card_inspected"])
    elif report.kind == "change":
        effect = _change_away(session, membership, report)
    return _decide(
        session, actor, person, report, "accepted", effect=[*effect, *_keep_contacts(session, person, report)]
    )


def _open_away(session: Session, membership: Membership, report: Report, data: dict[str, Any]) -> list[Fact]:
    told = {name: getattr(report, name) for name in standing.AWAY_FIELDS}
    told["departed_on"] = data.get("departed_on") or report.departed_on
    told["departed_precision"] = data.get("departed_precision") or report.departed_precision or "day"
    told["place_unsettled"] = bool(report.place_unsettled)
    away = standing.open_away(session, membership, report.id, told)
    wanted = report.wants_card or data.get("card_number")
    if not wanted or not standing.cards_are_issued(session, membership):
        return [away]
    card = standing.give_card(session, membership, away, data.get("card_number"), data.get("card_issued_on"))
    return [away, card]


def _change_away(session: Session, membership: Membership, report: Report) -> list[Fact]:
    changes = {name: getattr(report, name) for name in _CHANGEABLE if getattr(report, name) not in (None, "")}
    return [standing.change_away(session, membership, changes)] if changes else []


def _keep_contacts(session: Session, person: Person, report: Report) -> list[Master]:
    """Take over a new phone or family contact: recorded once, it stands in the person's record, too."""
    told = {name: getattr(report, name) for name in ("phone", "family_contact") if getattr(report, name)}
    if not told or report.kind not in {"departure", "change"}:
        return []
    keep_contacts(session, person, told)
    return [person]


def _decide(
    session: Session,
    actor: Actor,
    person: Person,
    report: Report,
    outcome: str,
    *,
    reason: str | None = None,
    effect: Sequence[Fact | Master] = (),
) -> Outcome:
    decision = ReportDecision(
        report_id=report.id,
        report_row_id=report.row_id,
        outcome=outcome,
        decided_by_id=actor.account_id,
        reason=reason,
    )
    subjects = _subjects(report, person)
    for fact in effect:
        subjects.setdefault(fact.__tablename__.removesuffix("s"), fact.id)
    entry = record(
        session,
        node_id=session.scalar(select(Report.node_id).where(Report.id == report.id).limit(1))
        or report.node_id,
        kind=f"report.{outcome}",
        actor=actor,
        subjects=subjects,
        facts={"kind": report.kind},
        writes=[decision, *effect],
    )
    return Outcome(report.id, outcome, entry)


def _raise_need(
    session: Session, membership: Membership, report: Report, told: dict[str, Any] | None
) -> list[Fact]:
    """Return the need that was told together with a report (需要帮忙); the report's note serves where it has no words."""
    if told is None:
        return []
    return needs.raise_need(
        session,
        membership,
        {**told, "words": told.get("words") or report.note, "recorded_at_device": report.recorded_at_device},
        source="check_in",
        source_id=report.id,
        raised_on=report.reported_on,
        raised_by_id=report.submitted_by_id,
    )


def _accepted_by_itself(report: Report, membership: Membership) -> list[Fact]:
    if report.kind not in rules.ACCEPTS_ITSELF:
        return []
    decision = ReportDecision(
        report_id=report.id,
        report_row_id=report.row_id,
        outcome="accepted",
        decided_by_id=THE_PRODUCT.account_id,
    )
    if report.kind != "home_visit" or report.from_on is None or report.to_on is None:
        return [decision]
    return [decision, standing.stay_at_home(membership, report.id, report.from_on, report.to_on)]


def _lock_report(session: Session, actor: Actor, report_id: UUID) -> tuple[Person, Membership, Report]:
    """Lock the member, then read the report anew, so that two decisions at once see each other."""
    membership_id = rules.get_visible(session, actor, report_id).membership_id
    person, membership = lock_member(session, membership_id)
    session.expire_all()
    return person, membership, rules.get_visible(session, actor, report_id)


def _ensure_id_free(session: Session, report_id: UUID) -> None:
    if session.scalar(select(Report.row_id).where(Report.id == report_id).limit(1)) is not None:
        raise Refusal("id_taken")


def _subjects(report: Report, person: Person) -> dict[str, Any]:
    return {"report": report.id, "membership": report.membership_id, "person": person.id}
