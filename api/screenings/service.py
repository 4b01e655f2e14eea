"""Open a round, record what was found out about a member, correct it, close the round."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.models import (
    Account,
    Fact,
    Membership,
    Organization,
    Person,
    ReportDecision,
    ScreeningFinding,
    ScreeningRound,
    current,
)
from api.needs.service import raise_need
from api.reports import service as reports
from api.screenings import rules, windows
from api.screenings.coverage import State
from api.screenings.differences import to_reports, values_of_finding
from api.screenings.ledger import KNOWN, Beside, Known, read_ledger
from api.screenings.roll import freeze, read_roll

_WORDS = ("family", "conclusion", "screener", "note")
_TOLD_BY = {"self": "member", "family": "family"}
_TO_THE_LETTER = (
    "screened_on",
    "method",
    "asked",
    "result",
    "recorded_at_device",
    "lost_since",
    "lost_situation",
    "family",
    "conclusion",
    "screener",
    "note",
)


def open_round(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Open a round. Raise `screening_round_exists` where the branch has one of this window."""
    branch = lock(session, Organization, data["organization_id"])
    if branch is None:
        raise Refusal("not_found")
    if branch.kind != "branch" or branch.ended_on is not None:
        raise Refusal("organization_invalid")
    opened_on = data["opened_on"] or clock.today()
    opening = windows.choose(session, branch.id, data["window_key"], opened_on)
    same = current(ScreeningRound).where(
        ScreeningRound.node_id == branch.id, ScreeningRound.window_key == opening.key
    )
    if (there := session.scalar(same)) is not None:
        raise Refusal("screening_round_exists", more={"round_id": str(there.id)})
    _ensure_id_free(session, ScreeningRound, data["id"])
    round_ = ScreeningRound(
        id=data["id"],
        window_key=opening.key,
        opened_on=opened_on,
        until_on=opening.until_on,
        opened_by_id=actor.account_id,
    )
    entry = record(
        session,
        node_id=branch.id,
        kind="screening.round_opened",
        actor=actor,
        subjects={"screening_round": round_.id, "organization": branch.id},
        facts={"window": opening.key, "on": opened_on.isoformat()},
        writes=[round_],
    )
    return Outcome(round_.id, "open", entry)


def record_finding(session: Session, actor: Actor, round_id: UUID, data: dict[str, Any]) -> Outcome:
    """Record what was found out about a member; differences become reports that wait for the secretary.

    Raise `screening_already_done` with who did it and when, where somebody was faster.
    """
    round_ = _lock_round(session, actor, round_id)
    person, membership = _lock_member(session, round_, data["member_id"])
    rules.ensure_belongs(round_, membership, data["screened_on"], clock.today())
    rules.ensure_told(data, clock.today())
    _ensure_first(session, round_, membership)
    _ensure_id_free(session, ScreeningFinding, data["id"])
    known, beside = read_ledger(session, {membership.id: person}, round_.window_key)[membership.id]
    finding = ScreeningFinding(
        id=data["id"],
        round_id=round_.id,
        membership_id=membership.id,
        screened_by_id=actor.account_id,
        report_id=_hand_in(session, actor, membership, data, known, beside),
        **_said(data, known, known, round_),
    )
    effect: list[Fact] = []
    if data["need"]:
        effect = raise_need(
            session,
            membership,
            {**data["need"], "told_by": _TOLD_BY.get(data["asked"], "other")},
            source="screening",
            source_id=finding.id,
            raised_on=data["screened_on"],
            raised_by_id=actor.account_id,
        )
        finding.need_id = effect[0].id
    return _write(session, actor, person, round_, finding, effect=effect)


def correct_finding(
    session: Session, actor: Actor, finding_id: UUID, wanted_revision: int, data: dict[str, Any]
) -> Outcome:
    """Write a finding anew; the old row stays. A report of it that nobody decided on is taken back.

    Raise `basis_missing` where the round is closed and no basis is given.
    """
    finding = rules.get_finding(session, actor, finding_id)
    round_ = _lock_round(session, actor, finding.round_id)
    person, membership = _lock_member(session, round_, finding.membership_id)
    session.expire_all()
    finding = rules.get_finding(session, actor, finding_id)
    if finding.revision != wanted_revision:
        raise Refusal("stale_version")
    rules.ensure_belongs(round_, membership, data["screened_on"], clock.today())
    rules.ensure_told(data, clock.today())
    if round_.closed_on is not None and not data["basis"]:
        raise Refusal("basis_missing", errors={"basis": ["这一轮已经结束，更正请写明依据。"]})
    kept = _take_back(session, actor, finding.report_id)
    ledger = read_ledger(session, {membership.id: person}, round_.window_key, finding.report_id)
    known, beside = ledger[membership.id]
    data = {**data, **_unread(session, actor, finding, data)}
    corrected = finding.corrected(
        revision=finding.revision + 1,
        screened_by_id=actor.account_id,
        report_id=_hand_in(session, actor, membership, data, known, beside) or kept,
        basis=data["basis"] or None,
        **_said(data, known, _ledger_then(finding, known), round_),
    )
    return _write(session, actor, person, round_, corrected, corrects=True)


def close_round(session: Session, actor: Actor, round_id: UUID, data: dict[str, Any]) -> Outcome:
    """Close a round and keep who was in it as it stands. Raise where members are missing and nobody says why."""
    round_ = _lock_round(session, actor, round_id)
    if round_.closed_on is not None:
        raise Refusal("screening_round_closed")
    closed_on = data["closed_on"] or clock.today()
    if closed_on > clock.today():
        raise Refusal("date_in_future", errors={"closed_on": ["这一天还没到。"]})
    roll = read_roll(session, round_, closed_on)
    first = max([round_.opened_on, *(finding.screened_on for finding in roll.findings.values())])
    # A phone's clock may run ahead by a day.
    if closed_on < min(first, clock.today()):
        raise Refusal("dates_in_wrong_order", errors={"closed_on": ["不能早于最后一次排查的日子。"]})
    missing = len(roll.of(State.MISSING))
    if missing and not data["why_missing"]:
        raise Refusal(
            "screening_members_missing",
            errors={"why_missing": [f"还有 {missing} 位没有问到，请写一句是什么原因。"]},
        )
    closed = round_.corrected(
        closed_on=closed_on,
        closed_by_id=actor.account_id,
        covered=freeze(roll),
        why_missing=data["why_missing"] if missing else None,
    )
    entry = record(
        session,
        node_id=round_.node_id,
        kind="screening.round_closed",
        actor=actor,
        subjects={"screening_round": round_.id, "organization": round_.node_id},
        facts={"window": round_.window_key, "on": closed_on.isoformat(), "missing": missing},
        writes=[closed],
    )
    return Outcome(round_.id, "closed", entry)


def void_round(session: Session, actor: Actor, round_id: UUID) -> Outcome:
    """Say that a round was opened by mistake. Raise where somebody was asked after in it, or it is closed."""
    round_ = _lock_round(session, actor, round_id)
    if round_.closed_on is not None:
        raise Refusal("screening_round_closed")
    if session.scalar(current(ScreeningFinding).where(ScreeningFinding.round_id == round_.id).limit(1)):
        raise Refusal("screening_round_begun")
    entry = record(
        session,
        node_id=round_.node_id,
        kind="screening.round_voided",
        actor=actor,
        subjects={"screening_round": round_.id, "organization": round_.node_id},
        facts={"window": round_.window_key, "on": clock.today().isoformat()},
        writes=[round_.void(clock.today())],
    )
    return Outcome(round_.id, "void", entry)


def _ledger_then(finding: ScreeningFinding, now: Known) -> Known:
    """Return the ledger on which a finding rests: a row that differed in nothing has kept it as it was that day."""
    if finding.result == "differs":
        return now
    kept = {name: getattr(finding, name) for name in KNOWN}
    flags = {name: bool(kept[name]) for name in ("is_away", "place_unsettled", "has_card")}
    return Known(**kept | flags)


def _unread(
    session: Session, actor: Actor, finding: ScreeningFinding, data: dict[str, Any]
) -> dict[str, Any]:
    """Return the words that the actor could not read and so did not mean to wipe out."""
    if rules.reads_words(session, actor, finding):
        return {}
    return {name: getattr(finding, name) for name in _WORDS if not data[name]}


def _said(data: dict[str, Any], known: Known, then: Known, round_: ScreeningRound) -> dict[str, Any]:
    seen = data["ledger_version"]
    return {
        **{name: data[name] or None for name in _TO_THE_LETTER},
        **values_of_finding(data["told"] or {}, then),
        "ledger_moved": data["result"] == "same" and seen is not None and seen != known.version,
        "after_closing": round_.closed_on is not None,
    }


def _hand_in(
    session: Session, actor: Actor, membership: Membership, data: dict[str, Any], known: Known, beside: Beside
) -> UUID | None:
    """Hand in the reports that the differences become; return the one that waits, else the stay at home."""
    if data["result"] != "differs" or membership.to_on is not None:
        # Who has left meanwhile has no ledger to change; what was found out stands in the round.
        return None
    bodies = to_reports(data["told"] or {}, known, beside, data["method"], data["screened_on"])
    rules.ensure_reports_told(bodies)
    handed_in = [
        reports.submit(
            session,
            actor,
            {**body, "member_id": membership.id, "recorded_at_device": data["recorded_at_device"]},
        ).id
        for body in bodies
    ]
    return handed_in[0] if handed_in else None


def _take_back(session: Session, actor: Actor, report_id: UUID | None) -> UUID | None:
    """Withdraw a report that nobody decided on; return its id where it was decided and so stays."""
    if report_id is None:
        return None
    decided = select(ReportDecision.row_id).where(ReportDecision.report_id == report_id)
    if session.scalar(decided.where(ReportDecision.replaced_at.is_(None)).limit(1)) is not None:
        return report_id
    reports.withdraw(session, actor, report_id)
    return None


def _write(
    session: Session,
    actor: Actor,
    person: Person,
    round_: ScreeningRound,
    finding: ScreeningFinding,
    *,
    corrects: bool = False,
    effect: Sequence[Fact] = (),
) -> Outcome:
    subjects = {
        "screening_finding": finding.id,
        "screening_round": finding.round_id,
        "membership": finding.membership_id,
        "person": person.id,
    }
    if effect:
        subjects["need"] = effect[0].id
    entry = record(
        session,
        node_id=round_.node_id,
        kind="screening.finding_corrected" if corrects else "screening.finding_recorded",
        actor=actor,
        subjects=subjects,
        facts={"result": finding.result, "method": finding.method, "on": finding.screened_on.isoformat()},
        writes=[finding, *effect],
        device_at=finding.recorded_at_device,
    )
    return Outcome(finding.id, finding.result, entry)


def _lock_round(session: Session, actor: Actor, round_id: UUID) -> ScreeningRound:
    """Lock the branch, so that closing and recording see each other, then read the round."""
    lock(session, Organization, rules.get_visible(session, actor, round_id).node_id)
    session.expire_all()
    return rules.get_visible(session, actor, round_id)


def _lock_member(session: Session, round_: ScreeningRound, membership_id: UUID) -> tuple[Person, Membership]:
    """Lock the member; a record that was merged into another stands for that one."""
    found = session.execute(
        select(Membership.person_id, Person.merged_into_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id == membership_id)
    ).first()
    if found is None:
        raise Refusal("not_found")
    person_id, merged_into_id = found
    if merged_into_id is not None:
        kept = session.scalar(
            select(Membership.id)
            .where(Membership.person_id == merged_into_id, Membership.organization_id == round_.node_id)
            .order_by(Membership.to_on.is_not(None), Membership.from_on.desc())
            .limit(1)
        )
        person_id, membership_id = (merged_into_id, kept) if kept else (person_id, membership_id)
    person, membership = lock(session, Person, person_id), lock(session, Membership, membership_id)
    if person is None or membership is None:
        raise Refusal("not_found")
    return person, membership


def _ensure_first(session: Session, round_: ScreeningRound, membership: Membership) -> None:
    """Raise `screening_already_done` where a finding stands; a constraint stands behind it."""
    of_person = (
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where((Person.id == membership.person_id) | (Person.merged_into_id == membership.person_id))
    )
    there = session.execute(
        select(ScreeningFinding, Person.name)
        .join(Account, Account.id == ScreeningFinding.screened_by_id)
        .join(Person, Person.id == Account.person_id)
        .where(ScreeningFinding.replaced_at.is_(None), ScreeningFinding.round_id == round_.id)
        .where(ScreeningFinding.membership_id.in_(of_person))
    ).first()
    if there is None:
        return
    finding, name = there
    day = finding.screened_on
    raise Refusal(
        "screening_already_done",
        errors={"member_id": [f"{name}在{day.month}月{day.day}日已经问过这位同志了。"]},
        more={
            "finding": {
                "id": str(finding.id),
                "revision": finding.revision,
                "screened_by_name": name,
                "screened_on": finding.screened_on.isoformat(),
                "recorded_at": finding.recorded_at.astimezone(clock.ZONE).isoformat(timespec="seconds"),
            }
        },
    )


def _ensure_id_free(session: Session, model: type[Fact], id_: UUID | None) -> None:
    if id_ is not None and session.scalar(select(model.row_id).where(model.id == id_).limit(1)) is not None:
        raise Refusal("id_taken")
