"""Who of a branch is away and who is at home, and who has whom: a few look-ups, however many members there are."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from api.access import nodes_below
from api.models import (
    AwayPeriod,
    Bond,
    Group,
    Membership,
    Organization,
    Pairing,
    Person,
    Report,
    ReportDecision,
    current,
    in_force,
)
from api.pairings.assign import UNFIT

AWAY, REPORTED, HOME = "away", "reported", "home"


@dataclass(slots=True)
class Somebody:
    """A member of the branch: where they are, and what keeps them from being a liaison."""

    id: UUID
    person_id: UUID
    organization_id: UUID
    branch_name: str
    name: str
    exempt: bool
    suspended: bool
    group_id: UUID | None
    group_name: str | None
    household_id: UUID | None
    where: str = HOME
    place_code: str | None = None
    departed_on: date | None = None
    departed_precision: str | None = None
    own: list[Any] = field(default_factory=list)
    """The pairings in which they are looked after."""
    load: int = 0
    """How many members they look after, at home."""

    @property
    def hindrance(self) -> str | None:
        """Say what keeps somebody from being a liaison at home: away, reported, exempt or suspended."""
        if self.where != HOME:
            return self.where
        return "exempt" if self.exempt else "suspended" if self.suspended else None


def gather(session: Session, organization_id: UUID, day: date) -> dict[UUID, Somebody]:
    """Return everybody on the roll of a node and below, with where they are and with their pairings of the day."""
    below = nodes_below([organization_id])
    statement = (
        select(
            Membership.id,
            Membership.person_id,
            Membership.organization_id,
            Organization.short_name.label("branch_name"),
            Person.name,
            Membership.exempt,
            (Membership.roll_status == "suspended").label("suspended"),
            Membership.group_id,
            Group.name.label("group_name"),
            Person.household_id,
        )
        .join(Person, Person.id == Membership.person_id)
        .join(Organization, Organization.id == Membership.organization_id)
        .outerjoin(Group, Group.id == Membership.group_id)
        .where(Membership.organization_id.in_(below), Membership.to_on.is_(None))
        .order_by(Person.pinyin, Membership.id)
    )
    people = {row.id: Somebody(**row._mapping) for row in session.execute(statement)}
    _place(session, people, below, day)
    for pairing in session.execute(
        select(
            Pairing.id,
            Pairing.member_id,
            Pairing.liaison_id,
            Pairing.kind,
            Pairing.lead,
            Pairing.from_on,
            Pairing.bond_kind,
            Pairing.version,
        )
        .where(Pairing.organization_id.in_(below), in_force(day))
        .order_by(Pairing.lead.desc(), Pairing.kind.desc(), Pairing.from_on, Pairing.id)
    ):
        member, liaison = people.get(pairing.member_id), people.get(pairing.liaison_id)
        if member is not None and liaison is not None:
            member.own.append(pairing)
            liaison.load += pairing.kind == "home"
    return people


def _place(session: Session, people: dict[UUID, Somebody], below: Any, day: date) -> None:
    periods = session.execute(
        select(
            AwayPeriod.membership_id,
            AwayPeriod.place_code,
            AwayPeriod.departed_on,
            AwayPeriod.departed_precision,
            AwayPeriod.relation_transferred_on,
        )
        .where(AwayPeriod.node_id.in_(below), AwayPeriod.replaced_at.is_(None), still_away(day))
        .order_by(AwayPeriod.departed_on)
    )
    for period in periods:
        somebody = people.get(period.membership_id)
        if somebody is None:
            continue
        if period.relation_transferred_on is not None and period.relation_transferred_on <= day:
            # The relation is elsewhere; another branch sees to them.
            del people[period.membership_id]
            continue
        begun = period.departed_on is None or period.departed_on <= day
        somebody.where = AWAY if begun else REPORTED
        somebody.place_code = period.place_code
        somebody.departed_on = period.departed_on
        somebody.departed_precision = period.departed_precision
    waiting = (
        select(Report.membership_id, Report.place_code, Report.departed_on, Report.departed_precision)
        .outerjoin(ReportDecision, ReportDecision.report_row_id == Report.row_id)
        .where(Report.node_id.in_(below), Report.replaced_at.is_(None), Report.kind == "departure")
        .where(ReportDecision.row_id.is_(None))
    )
    for report in session.execute(waiting):
        somebody = people.get(report.membership_id)
        if somebody is not None and somebody.where == HOME:
            somebody.where = REPORTED
            somebody.place_code = report.place_code
            somebody.departed_on = report.departed_on
            somebody.departed_precision = report.departed_precision


def still_away(day: date) -> Any:
    """Return the condition that a time away has no return, or one that lies ahead."""
    return or_(AwayPeriod.returned_on.is_(None), AwayPeriod.returned_on > day)


def gap_of(member: Somebody, people: dict[UUID, Somebody]) -> str | None:
    """Say why nobody at home looks after a member: none, or what became of those who did; None where somebody does."""
    homes = [people[one.liaison_id] for one in member.own if one.kind == "home"]
    hindrances = [one.hindrance for one in homes]
    if not hindrances:
        return "none"
    if None in hindrances:
        return None
    # Who reported to leave is still here; who looks after the member until then is to be thought of, not missed.
    if "reported" in hindrances:
        return None
    return f"liaison_{hindrances[0]}"


def ended_last(session: Session, member_ids: list[UUID]) -> dict[UUID, date]:
    """Return when the last pairing of each of these members ended, or its liaison left."""
    liaison = aliased(Membership)
    ended_on = func.coalesce(Pairing.to_on, liaison.to_on)
    statement = (
        select(Pairing.member_id, func.max(ended_on).label("ended_on"))
        .join(liaison, liaison.id == Pairing.liaison_id)
        .where(Pairing.member_id.in_(member_ids), Pairing.kind == "home", ended_on.is_not(None))
        .where(or_(Pairing.end_reason.is_(None), Pairing.end_reason != "mistaken"))
        .group_by(Pairing.member_id)
    )
    return {row.member_id: row.ended_on for row in session.execute(statement)}


def bonds_among(session: Session, people: dict[UUID, Somebody]) -> dict[UUID, dict[UUID, str]]:
    """Return what ties members to each other: noted bonds, one household, a pairing of earlier days.

    Two whose pairing ended because it did not fit are kept apart, whatever else ties them.
    """
    bonds: dict[UUID, dict[UUID, str]] = defaultdict(dict)

    def tie(one: UUID, other: UUID, kind: str) -> None:
        if one in people and other in people and one != other:
            bonds[one][other] = kind
            bonds[other][one] = kind

    branches = {one.organization_id for one in people.values()}
    past = select(Pairing.member_id, Pairing.liaison_id, Pairing.end_reason).where(
        Pairing.organization_id.in_(branches),
        Pairing.kind == "home",
        Pairing.to_on.is_not(None),
        or_(Pairing.end_reason.is_(None), Pairing.end_reason != "mistaken"),
    )
    ended = session.execute(past.order_by(Pairing.to_on, Pairing.id)).all()
    for member_id, liaison_id, _reason in ended:
        tie(member_id, liaison_id, "past")
    homes: dict[UUID, list[UUID]] = defaultdict(list)
    for one in people.values():
        if one.household_id is not None:
            homes[one.household_id].append(one.id)
    for together in homes.values():
        for first in together:
            for second in together:
                tie(first, second, "household")
    noted = current(Bond).where(Bond.node_id.in_(branches), Bond.withdrawn.is_(False))
    for bond in session.scalars(noted.order_by(Bond.recorded_at)):
        tie(bond.membership_id, bond.other_id, bond.kind)
    for member_id, liaison_id, reason in ended:
        if reason in {"liaison_unable", "changed"}:
            tie(member_id, liaison_id, UNFIT)
    return bonds
