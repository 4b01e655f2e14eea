"""What the branch knows of each member when somebody asks after them: the ledger, with what was reported and waits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock, crypto
from api.models import (
    ActivityCard,
    AwayPeriod,
    ExpectedArrival,
    Membership,
    Person,
    Report,
    ReportDecision,
    current,
)
from api.standing.clocks import find_absence
from api.standing.facts import StandingFacts
from api.standing.gather import gather_facts

_CARD_IN_HAND = ("to_number", "issued", "to_inspect")


@dataclass(frozen=True, slots=True)
class Known:
    """One member's line of the ledger. None means 未登记."""

    is_away: bool = False
    departed_on: date | None = None
    departed_precision: str | None = None
    reason_code: str | None = None
    place_code: str | None = None
    place_unsettled: bool = False
    employer: str | None = None
    phone: str | None = None
    has_card: bool = False
    card_number: str | None = None
    dues_paid_to: str | None = None

    @property
    def version(self) -> str:
        """Return what changes when a value does; it says nothing to whoever lacks the key."""
        values = [getattr(self, name) for name in self.__slots__]
        return crypto.keys().index_of(orjson.dumps(values, default=str).decode())[:20]


KNOWN = tuple(Known.__slots__)
"""The columns of a finding that the ledger fills."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What else helps whoever asks, and is no column of the book."""

    departed_text: str | None = None
    residence: str | None = None
    family_contact: str | None = None
    expected_return_on: date | None = None
    waiting_kind: str | None = None
    """The kind of a report that waits for the secretary; the ledger is shown as it will be."""
    arrives_on: date | None = None
    """哪天到家, where somebody said so."""
    leaves_on: date | None = None


def read_ledger(
    session: Session,
    members: Mapping[UUID, Person],
    window_key: str,
    without_report_id: UUID | None = None,
) -> dict[UUID, tuple[Known, Beside]]:
    """Return what is known of each member; the number of look-ups does not grow with the members.

    without_report_id: a report that is being taken back in this very act.
    """
    facts = gather_facts(session, members.keys())
    away = _open_periods(session, facts)
    cards = _cards_in_hand(session, members)
    waiting = _waiting_reports(session, members)
    arrivals = _arrivals(session, members, window_key)
    found = {}
    for membership_id, person in members.items():
        paid_to = facts[membership_id].dues_paid_to
        known = Known(
            **_told_by_period(away.get(membership_id)),
            phone=person.phone,
            **_told_by_card(cards.get(membership_id)),
            dues_paid_to=str(paid_to) if paid_to else None,
        )
        beside = _beside(facts[membership_id], person, away.get(membership_id), arrivals.get(membership_id))
        for report in waiting.get(membership_id, ()):
            if report.id == without_report_id:
                continue
            known, beside = _as_reported(known, beside, report)
        found[membership_id] = (known, beside)
    return found


def _open_periods(session: Session, facts: Mapping[UUID, StandingFacts]) -> dict[UUID, AwayPeriod]:
    today = clock.today()
    ids = {UUID(period.id) for known in facts.values() if (period := find_absence(known, today))}
    rows = session.scalars(current(AwayPeriod).where(AwayPeriod.id.in_(ids)))
    return {period.membership_id: period for period in rows}


def _cards_in_hand(session: Session, members: Collection[UUID]) -> dict[UUID, ActivityCard]:
    rows = session.scalars(
        current(ActivityCard)
        .where(ActivityCard.membership_id.in_(list(members)), ActivityCard.state.in_(_CARD_IN_HAND))
        .order_by(ActivityCard.recorded_at)
    )
    return {card.membership_id: card for card in rows}


def _waiting_reports(session: Session, members: Collection[UUID]) -> dict[UUID, list[Report]]:
    """Return the reports that nobody decided on, in the order in which they came."""
    undecided = (
        current(Report)
        .outerjoin(ReportDecision, ReportDecision.report_row_id == Report.row_id)
        .where(Report.membership_id.in_(list(members)), ReportDecision.row_id.is_(None))
        .where(Report.kind.in_(["departure", "return", "change"]))
        .order_by(Report.recorded_at)
    )
    found: dict[UUID, list[Report]] = {}
    for report in session.scalars(undecided):
        found.setdefault(report.membership_id, []).append(report)
    return found


def _arrivals(session: Session, members: Collection[UUID], window_key: str) -> dict[UUID, ExpectedArrival]:
    rows = session.scalars(
        current(ExpectedArrival).where(
            ExpectedArrival.membership_id.in_(list(members)), ExpectedArrival.window_key == window_key
        )
    )
    return {arrival.membership_id: arrival for arrival in rows}


def _told_by_period(period: AwayPeriod | None) -> dict[str, Any]:
    if period is None:
        return {}
    return {
        "is_away": True,
        "departed_on": period.departed_on,
        "departed_precision": period.departed_precision if period.departed_on else None,
        "reason_code": period.reason_code,
        "place_code": period.place_code,
        "place_unsettled": period.place_unsettled,
        "employer": period.employer,
    }


def _told_by_card(card: ActivityCard | None) -> dict[str, Any]:
    return {} if card is None else {"has_card": card.state != "to_number", "card_number": card.number}


def _beside(
    facts: StandingFacts, person: Person, period: AwayPeriod | None, arrival: ExpectedArrival | None
) -> Beside:
    today = clock.today()
    stays = [stay for stay in facts.home_stays if stay.to_on is None or stay.to_on >= today]
    stay = min(stays, key=lambda one: one.from_on, default=None)
    arrives_on, leaves_on = (stay.from_on, stay.to_on) if stay else (None, None)
    if arrival is not None and arrival.coming and arrival.arrives_on is not None:
        arrives_on, leaves_on = arrival.arrives_on, arrival.leaves_on
    return Beside(
        departed_text=period.departed_text if period else None,
        residence=period.residence if period else None,
        family_contact=person.family_contact,
        expected_return_on=period.expected_return_on if period else None,
        arrives_on=arrives_on,
        leaves_on=leaves_on,
    )


def _as_reported(known: Known, beside: Beside, report: Report) -> tuple[Known, Beside]:
    """Show the ledger as it will be: what somebody reported once, nobody enters again."""
    beside = replace(beside, waiting_kind=report.kind)
    if report.kind == "return":
        return Known(
            phone=known.phone,
            has_card=known.has_card,
            card_number=known.card_number,
            dues_paid_to=known.dues_paid_to,
        ), replace(beside, departed_text=None, residence=None, expected_return_on=None)
    told = {
        name: getattr(report, name)
        for name in ("reason_code", "place_code", "place_unsettled", "employer", "phone")
        if getattr(report, name) not in (None, "")
    }
    if report.kind == "departure":
        told |= {"is_away": True, "departed_on": report.departed_on}
        told["departed_precision"] = report.departed_precision or "day"
    further = {
        name: getattr(report, name)
        for name in ("departed_text", "residence", "family_contact", "expected_return_on")
        if getattr(report, name) not in (None, "")
    }
    return replace(known, **told), replace(beside, **further)


def persons_of(session: Session, membership_ids: Collection[UUID]) -> dict[UUID, Person]:
    """Return the person behind each membership."""
    rows = session.execute(
        select(Membership.id, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id.in_(list(membership_ids)))
    )
    return dict(rows.all())
