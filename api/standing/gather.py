"""Gather what the clocks are given, for many members in a few look-ups."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db import FOUND
from api.members.signs import last_contacts, last_taken_part
from api.models import (
    ActivityCard,
    AwayPeriod,
    HomeStay,
    Membership,
    Opening,
    Organization,
    ProbationStep,
    Report,
    ReportDecision,
    StandingDecision,
    current,
)
from api.standing import facts
from api.standing.dues.paid_to import read_dues
from api.standing.months import Month, Precision
from api.standing.probation.rules import start_from_joining, taken_from
from api.standing.probation.steps import Step, find_day, find_start
from api.standing.transfers.service import members_under_way

_OVERSEAS = "HW0000"
_LEFT = {"lost"}


def gather_facts(session: Session, membership_ids: Collection[UUID]) -> dict[UUID, facts.StandingFacts]:
    """Return what is known of each membership; the number of look-ups does not grow with the members."""
    if FOUND not in session.info:
        return _look_up(session, list(membership_ids))
    known: dict[UUID, facts.StandingFacts] = session.info[FOUND].setdefault(gather_facts.__qualname__, {})
    known |= _look_up(session, [one for one in membership_ids if one not in known])
    return {one: known[one] for one in membership_ids if one in known}


def _look_up(session: Session, ids: list[UUID]) -> dict[UUID, facts.StandingFacts]:
    if not ids:
        return {}
    members = session.execute(
        select(Membership, Organization.started_on)
        .join(Organization, Organization.id == Membership.organization_id)
        .where(Membership.id.in_(ids))
    ).all()
    away = _by_member(session, AwayPeriod, ids)
    stays = _by_member(session, HomeStay, ids)
    cards = _by_member(session, ActivityCard, ids)
    decisions = _by_member(session, StandingDecision, ids)
    openings = _by_member(session, Opening, ids)
    waiting = _waiting_reports(session, ids)
    dues = read_dues(session, {one: _paid_to_at_the_start(openings[one]) for one in ids})
    steps = _by_member(session, ProbationStep, [one.id for one, _ in members if one.kind == "probationary"])
    under_way = members_under_way(session, ids)
    contacts = last_contacts(session, ids)
    taken_part = last_taken_part(session, ids)
    return {
        member.id: facts.StandingFacts(
            kind=facts.MembershipKind(member.kind),
            from_on=member.from_on,
            ended_on=member.to_on,
            roll_status=facts.RollStatus(member.roll_status),
            suspended_on=member.roll_status_on if member.roll_status == "suspended" else None,
            exempt=member.exempt,
            started_on=started_on,
            away_periods=tuple(_away(period) for period in away[member.id]),
            home_stays=tuple(facts.HomeStay(stay.from_on, stay.to_on) for stay in stays[member.id]),
            reported_departure_on=waiting.get((member.id, "departure")),
            reported_return_on=waiting.get((member.id, "return")),
            decisions=tuple(
                facts.Decision(facts.State(made.state), made.decided_on) for made in decisions[member.id]
            ),
            cards=tuple(_card(card) for card in cards[member.id] if card.number),
            probation=_probation(member, steps[member.id]),
            transfer_under_way=member.id in under_way,
            dues_paid_to=dues[member.id][0],
            dues_paid_on=dues[member.id][1],
            last_contact_on=_latest(contacts.get(member.id), _newest(openings[member.id])),
            last_organization_life_on=_last_organization_life(
                taken_part.get(member.id), _newest(openings[member.id])
            ),
        )
        for member, started_on in members
    }


def _by_member(session: Session, model: type[Any], ids: list[UUID]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.scalars(
        current(model).where(model.membership_id.in_(ids)).order_by(model.recorded_at)
    ):
        found[row.membership_id].append(row)
    return found


def _waiting_reports(session: Session, ids: list[UUID]) -> dict[tuple[UUID, str], date]:
    undecided = (
        current(Report)
        .outerjoin(ReportDecision, ReportDecision.report_row_id == Report.row_id)
        .where(Report.membership_id.in_(ids), Report.kind.in_(["departure", "return"]))
        .where(ReportDecision.row_id.is_(None))
    )
    return {(report.membership_id, report.kind): report.reported_on for report in session.scalars(undecided)}


def _away(period: AwayPeriod) -> facts.AwayFacts:
    return facts.AwayFacts(
        id=str(period.id),
        departed_on=period.departed_on,
        precision=Precision(period.departed_precision),
        discovered_on=period.discovered_on,
        expected_return_on=period.expected_return_on,
        returned_on=period.returned_on,
        relation_transferred_on=period.relation_transferred_on,
        place_unsettled=period.place_unsettled,
        overseas=period.place_code == _OVERSEAS,
    )


def _card(card: ActivityCard) -> facts.CardFacts:
    return facts.CardFacts(
        number=card.number or "",
        issued_on=card.issued_on,
        reviewed_on=card.reviewed_on,
        inspected_on=card.inspected_on,
        lost_on=card.issued_on if card.state in _LEFT else None,
    )


def _probation(member: Membership, steps: list[ProbationStep]) -> facts.ProbationFacts | None:
    if member.kind != "probationary":
        return None
    taken = taken_from([step for step in steps if not step.withdrawn])
    return facts.ProbationFacts(
        decided_on=find_start(taken, start_from_joining(member)),
        extended_months=sum(one.months or 0 for one in taken if one.step is Step.EXTENDED),
        meeting_on=find_day(taken, Step.PASSED),
    )


def _latest(contact_on: date | None, opening: Opening | None) -> date | None:
    known = [on for on in (contact_on, opening.last_contact_on if opening else None) if on is not None]
    return max(known, default=None)


def _last_organization_life(taken_part_on: date | None, opening: Opening | None) -> date | None:
    before = opening.last_organization_life_on if opening else None
    return max((on for on in (taken_part_on, before) if on is not None), default=None)


def _paid_to_at_the_start(openings: Iterable[Opening]) -> Month | None:
    newest = _newest(openings)
    return Month.parse(newest.dues_paid_to) if newest and newest.dues_paid_to else None


def _newest(openings: Iterable[Opening]) -> Opening | None:
    return max(openings, key=lambda opening: opening.recorded_at, default=None)
