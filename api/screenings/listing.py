"""Read rounds, their people, and what was found out."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from api.access import Actor, nodes_below, reaches, within_reach
from api.codes import mask, places
from api.http.paging import page
from api.models import Account, Membership, Organization, Person, ScreeningFinding, ScreeningRound
from api.screenings import rules, windows
from api.screenings.coverage import State
from api.screenings.ledger import KNOWN, Beside, Known, persons_of, read_ledger
from api.screenings.roll import Roll, read_roll

_WORDS = ("family", "conclusion", "note", "basis", "screener")
_PLAIN = (
    "id",
    "round_id",
    "revision",
    "screened_on",
    "method",
    "asked",
    "result",
    "recorded_at",
    "ledger_moved",
    "after_closing",
    "is_away",
    "departed_on",
    "departed_precision",
    "reason_code",
    "place_code",
    "place_unsettled",
    "employer",
    "has_card",
    "card_number",
    "dues_paid_to",
    "lost_since",
    "lost_situation",
    "report_id",
    "need_id",
)
_BESIDE = ("departed_text", "expected_return_on", "waiting_kind", "arrives_on", "leaves_on")


def list_rounds(
    session: Session, actor: Actor, query: dict[str, Any], language: str
) -> tuple[list[dict[str, Any]], str | None]:
    """Return one page of rounds: the branches in their fixed order, the newest round first."""
    statement = (
        rules.visible_to(actor)
        .join(Organization, Organization.id == ScreeningRound.node_id)
        .where(ScreeningRound.node_id.in_(nodes_below([query["organization_id"]])))
    )
    order = [
        (Organization.position, False),
        (Organization.id, False),
        (ScreeningRound.opened_on, True),
        (ScreeningRound.id, True),
    ]
    rows, following = page(session, statement, order, query["limit"], query["cursor"])
    return [_show_round(session, actor, row[0], language)[0] for row in rows], following


def list_open_rounds(
    session: Session, actor: Actor, organization_id: UUID, language: str
) -> list[dict[str, Any]]:
    """Return the rounds of a node and below that go on, for the desk."""
    statement = rules.visible_to(actor).where(
        ScreeningRound.node_id.in_(nodes_below([organization_id])), ScreeningRound.closed_on.is_(None)
    )
    rounds = session.scalars(statement.order_by(ScreeningRound.opened_on, ScreeningRound.id))
    return [_show_round(session, actor, round_, language)[0] for round_ in rounds]


def read_round(session: Session, actor: Actor, round_id: UUID, language: str) -> dict[str, Any]:
    """Return one round with who is missing."""
    return _show_round(session, actor, rules.get_visible(session, actor, round_id), language)[0]


def read_lines(session: Session, actor: Actor, round_id: UUID, language: str) -> dict[str, Any]:
    """Return everybody of a round whom the reader may see, with what is known and what was found out."""
    round_ = rules.get_visible(session, actor, round_id)
    head, roll = _show_round(session, actor, round_, language)
    ids = [line.membership_id for line in roll.lines]
    people = persons_of(session, ids)
    ledger = read_ledger(session, people, round_.window_key)
    memberships = {
        row.id: row
        for row in session.execute(
            select(Membership.id, Membership.kind, Membership.leaving_reason).where(Membership.id.in_(ids))
        )
    }
    found = _show_findings(session, actor, roll.findings.values())
    items = [
        {
            "member_id": line.membership_id,
            "name": people[line.membership_id].name,
            "pinyin": people[line.membership_id].pinyin,
            "kind": memberships[line.membership_id].kind,
            "state": line.state,
            "joined_on": line.joined_on,
            "left_on": line.left_on,
            "leaving_reason": memberships[line.membership_id].leaving_reason if line.left_on else None,
            "known": _show_known(*ledger[line.membership_id]) if line.state is not State.LEFT else None,
            "finding": found.get(roll.findings[line.membership_id].id)
            if line.membership_id in roll.findings
            else None,
        }
        for line in roll.lines
    ]
    return {"round": head, "items": items, "screeners": _screeners(items)}


def read_finding(session: Session, actor: Actor, finding_id: UUID) -> dict[str, Any]:
    """Return a finding with the rows that it replaced, newest first."""
    finding = rules.get_finding(session, actor, finding_id)
    rows = session.scalars(
        select(ScreeningFinding)
        .where(ScreeningFinding.id == finding.id, ScreeningFinding.replaced_at.is_not(None))
        .order_by(ScreeningFinding.recorded_at.desc())
    ).all()
    shown = _show_findings(session, actor, [finding])[finding.id]
    earlier = [_show_findings(session, actor, [row])[row.id] for row in rows]
    return {**shown, "earlier": earlier}


def list_windows(session: Session, actor: Actor, organization_id: UUID, language: str) -> dict[str, Any]:
    """Return the windows that propose a round today, branch by branch, and the next one."""
    seen = within_reach(actor, "screenings.read", Organization.id)
    branches = session.execute(
        select(Organization.id, Organization.name)
        .where(Organization.id.in_(nodes_below([organization_id])), Organization.kind == "branch")
        .where(Organization.ended_on.is_(None), seen | (Organization.id == actor.organization_id))
        .order_by(Organization.position, Organization.id)
    ).all()
    rounds = {
        (row.node_id, row.window_key): row.id
        for row in session.execute(
            select(ScreeningRound.node_id, ScreeningRound.window_key, ScreeningRound.id).where(
                ScreeningRound.replaced_at.is_(None),
                ScreeningRound.void_on.is_(None),
                ScreeningRound.node_id.in_([branch.id for branch in branches]),
            )
        )
    }
    items = [
        {
            "window_key": window.key,
            "name": window.name(language),
            "opens_on": window.opens_on,
            "closes_on": window.closes_on,
            "feast_on": window.feast_on,
            "organization_id": branch.id,
            "organization_name": branch.name,
            "round_id": rounds.get((branch.id, window.key)),
        }
        for branch in branches
        for window in windows.open_windows(session, branch.id)
    ]
    coming = windows.coming_window(session, organization_id)
    return {
        "open": items,
        "coming": {
            "window_key": coming.key,
            "name": coming.name(language),
            "opens_on": coming.opens_on,
            "closes_on": coming.closes_on,
        },
    }


def _show_round(
    session: Session, actor: Actor, round_: ScreeningRound, language: str
) -> tuple[dict[str, Any], Roll]:
    roll = _in_sight(session, actor, round_, read_roll(session, round_))
    missing = [line.membership_id for line in roll.of(State.MISSING)]
    names = dict(
        session.execute(
            select(Membership.id, Person.name)
            .join(Person, Person.id == Membership.person_id)
            .where(Membership.id.in_(missing))
        ).all()
    )
    organization_name = session.scalar(select(Organization.name).where(Organization.id == round_.node_id))
    shown = {
        "id": round_.id,
        "organization_id": round_.node_id,
        "organization_name": organization_name,
        "window_key": round_.window_key,
        "name": windows.name_of(round_.window_key, language),
        "opened_on": round_.opened_on,
        "until_on": round_.until_on,
        "closed_on": round_.closed_on,
        "covered": len(roll.lines),
        "done": len(roll.of(State.DONE)),
        "left": len(roll.of(State.LEFT)),
        "missing": [{"member_id": one, "name": names[one]} for one in missing],
        "why_missing": round_.why_missing
        if reaches(session, actor, "members.reveal", round_.node_id)
        else None,
    }
    return shown, roll


def _in_sight(session: Session, actor: Actor, round_: ScreeningRound, roll: Roll) -> Roll:
    if rules.sees_whole_round(session, actor, round_):
        return roll
    seen = rules.members_in_sight(session, actor, [line.membership_id for line in roll.lines])
    return Roll([line for line in roll.lines if line.membership_id in seen], roll.findings)


def _show_known(known: Known, beside: Beside) -> dict[str, Any]:
    return {
        **{name: getattr(known, name) for name in KNOWN},
        **{name: getattr(beside, name) for name in _BESIDE},
        "version": known.version,
        "phone": mask.phone(known.phone) if known.phone else None,
        "family_contact": mask.digits(beside.family_contact) if beside.family_contact else None,
        "place_name": places.name_of(known.place_code) if known.place_code else None,
    }


def _show_findings(
    session: Session, actor: Actor, findings: Iterable[ScreeningFinding]
) -> dict[UUID, dict[str, Any]]:
    """Write findings as the screens read them, by their id."""
    by_row = {finding.row_id: finding for finding in findings}
    screener = aliased(Person)
    rows = session.execute(
        select(
            ScreeningFinding.row_id,
            Person.name,
            screener.name,
            within_reach(actor, "members.reveal", ScreeningFinding.node_id),
        )
        .join(Membership, Membership.id == ScreeningFinding.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .join(Account, Account.id == ScreeningFinding.screened_by_id)
        .join(screener, screener.id == Account.person_id)
        .where(ScreeningFinding.row_id.in_(list(by_row)))
    )
    shown = {}
    for row_id, member_name, screened_by_name, works_there in rows:
        finding = by_row[row_id]
        reads = works_there or finding.screened_by_id == actor.account_id
        shown[finding.id] = {
            **{name: getattr(finding, name) for name in _PLAIN},
            **{name: getattr(finding, name) if reads else None for name in _WORDS},
            "member_id": finding.membership_id,
            "member_name": member_name,
            "screened_by_name": screened_by_name,
            "phone": mask.phone(finding.phone) if finding.phone else None,
            "place_name": places.name_of(finding.place_code) if finding.place_code else None,
        }
    return shown


def _screeners(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Say who screened whom, in the order in which the names stand; nobody is counted against another."""
    whom: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        if item["finding"]:
            name = item["finding"]["screener"] or item["finding"]["screened_by_name"]
            whom[name].append({"member_id": item["member_id"], "name": item["name"]})
    return [{"name": name, "members": members} for name, members in sorted(whom.items())]
