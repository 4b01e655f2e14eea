"""What the plan is given: who may be due, what is known of arrivals, who goes, and what was done."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from api.members.rows import place_name
from api.models import (
    AwayPeriod,
    ExpectedArrival,
    HomeStay,
    Household,
    Membership,
    Pairing,
    Person,
    PlannedVisit,
    Visit,
    VisitMember,
    current,
    in_force,
)
from api.seasons import Window
from api.visits.plan import Candidate, TimeAway, is_due


@dataclass(frozen=True, slots=True)
class Due:
    """One member who is due in a window, with what a screen shows."""

    candidate: Candidate
    organization_id: UUID
    name: str
    place_name: str | None
    expected_return_on: date | None
    returned_on: date | None

    @property
    def id(self) -> UUID:
        """Return the membership's id."""
        return self.candidate.membership_id


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is known of somebody's coming home, and from where."""

    coming: bool
    arrives_on: date | None
    leaves_on: date | None
    source: str

    def shown(self) -> dict[str, Any]:
        """Return it as the screens read it."""
        return {
            "coming": self.coming,
            "arrives_on": self.arrives_on,
            "leaves_on": self.leaves_on,
            "source": self.source,
        }


def gather_due(
    session: Session,
    branches: Sequence[UUID] | Select[UUID],
    window: Window,
    today: date,
    membership_id: UUID | None = None,
) -> list[Due]:
    """Return the members of some branches who are due in a window, by branch and name."""
    statement = (
        select(
            Membership.id,
            Membership.organization_id,
            Membership.from_on,
            Membership.to_on,
            Person.household_id,
            Person.name,
            AwayPeriod.departed_on,
            AwayPeriod.returned_on,
            AwayPeriod.expected_return_on,
            AwayPeriod.place_code,
        )
        .join(Person, Person.id == Membership.person_id)
        .join(AwayPeriod, AwayPeriod.membership_id == Membership.id)
        .where(Membership.organization_id.in_(branches), AwayPeriod.replaced_at.is_(None))
        .where(or_(AwayPeriod.departed_on.is_(None), AwayPeriod.departed_on <= window.last_on))
        .where(or_(AwayPeriod.returned_on.is_(None), AwayPeriod.returned_on > window.opens_on))
        .order_by(Membership.organization_id, Person.pinyin, Membership.id, AwayPeriod.departed_on)
    )
    if membership_id is not None:
        statement = statement.where(Membership.id == membership_id)
    by_member: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.execute(statement):
        by_member[row.id].append(row)
    found = []
    for rows in by_member.values():
        last = rows[-1]
        candidate = Candidate(
            membership_id=last.id,
            from_on=last.from_on,
            to_on=last.to_on,
            away=tuple(TimeAway(row.departed_on, row.returned_on) for row in rows),
            household_id=last.household_id,
        )
        if is_due(candidate, window, today):
            found.append(
                Due(
                    candidate,
                    last.organization_id,
                    last.name,
                    place_name(last.place_code),
                    last.expected_return_on,
                    last.returned_on,
                )
            )
    return found


def gather_arrivals(session: Session, due: Iterable[Due], window: Window) -> dict[UUID, Arrival]:
    """Return what is known of each one's coming home: what was said for this window first, then what was said before."""
    known = {one.id: one for one in due}
    arrivals: dict[UUID, Arrival] = {}
    for one in known.values():
        for day, source in ((one.returned_on, "returned"), (one.expected_return_on, "expected_return")):
            if day is not None and window.opens_on <= day <= window.closes_on and one.id not in arrivals:
                arrivals[one.id] = Arrival(True, day, None, source)
    stays = (
        current(HomeStay)
        .where(HomeStay.membership_id.in_(known))
        .where(HomeStay.from_on <= window.closes_on, HomeStay.to_on >= window.opens_on)
        .order_by(HomeStay.recorded_at)
    )
    for stay in session.scalars(stays):
        arrivals[stay.membership_id] = Arrival(True, stay.from_on, stay.to_on, "home_stay")
    said = current(ExpectedArrival).where(
        ExpectedArrival.membership_id.in_(known), ExpectedArrival.window_key == window.key
    )
    for told in session.scalars(said):
        arrivals[told.membership_id] = Arrival(told.coming, told.arrives_on, told.leaves_on, "told")
    return arrivals


def gather_homes(session: Session, household_ids: Iterable[UUID]) -> dict[UUID, Household]:
    """Return households by id."""
    rows = session.scalars(select(Household).where(Household.id.in_(set(household_ids))))
    return {home.id: home for home in rows}


def gather_addresses(session: Session, membership_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return each member's own address at home, where one is recorded."""
    rows = session.execute(
        select(Membership.id, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id.in_(set(membership_ids)), Person.address_sealed.is_not(None))
    )
    return {membership_id: person.address for membership_id, person in rows}


def gather_liaisons(session: Session, membership_ids: Iterable[UUID], today: date) -> dict[UUID, list[UUID]]:
    """Return the liaisons of each member, the leading one first."""
    rows = session.execute(
        select(Pairing.member_id, Pairing.liaison_id)
        .where(Pairing.member_id.in_(set(membership_ids)), Pairing.kind == "home", in_force(today))
        .order_by(Pairing.lead.desc(), Pairing.from_on, Pairing.id)
    )
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for member_id, liaison_id in rows:
        found[member_id].append(liaison_id)
    return found


def gather_decisions(
    session: Session, membership_ids: Iterable[UUID], window_key: str
) -> dict[UUID, PlannedVisit]:
    """Return what a person decided of each member's visit in a window."""
    rows = session.scalars(
        current(PlannedVisit).where(
            PlannedVisit.membership_id.in_(set(membership_ids)), PlannedVisit.window_key == window_key
        )
    )
    return {row.membership_id: row for row in rows}


def gather_done(session: Session, membership_ids: Iterable[UUID], window_key: str) -> dict[UUID, Any]:
    """Return the last visit that each member had in a window: its id, day and outcome."""
    rows = session.execute(
        select(VisitMember.membership_id, VisitMember.outcome, Visit.id, Visit.on_date)
        .join(Visit, Visit.id == VisitMember.visit_id)
        .where(VisitMember.replaced_at.is_(None), Visit.replaced_at.is_(None), Visit.void.is_(False))
        .where(VisitMember.membership_id.in_(set(membership_ids)), Visit.window_key == window_key)
        .order_by(Visit.on_date, Visit.recorded_at)
    )
    return {row.membership_id: row for row in rows}


def gather_people(session: Session, membership_ids: Iterable[UUID], on: date) -> dict[UUID, dict[str, Any]]:
    """Return members by name, and whether each was away on a day and not at home for a while."""
    wanted = set(membership_ids)
    away = set(
        session.scalars(
            current(AwayPeriod)
            .with_only_columns(AwayPeriod.membership_id)
            .where(AwayPeriod.membership_id.in_(wanted))
            .where(or_(AwayPeriod.departed_on.is_(None), AwayPeriod.departed_on <= on))
            .where(or_(AwayPeriod.returned_on.is_(None), AwayPeriod.returned_on > on))
        )
    )
    home = set(
        session.scalars(
            current(HomeStay)
            .with_only_columns(HomeStay.membership_id)
            .where(HomeStay.membership_id.in_(wanted), HomeStay.from_on <= on, HomeStay.to_on >= on)
        )
    )
    rows = session.execute(
        select(Membership.id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id.in_(wanted))
    )
    return {
        row.id: {"member_id": row.id, "name": row.name, "away": row.id in away and row.id not in home}
        for row in rows
    }
