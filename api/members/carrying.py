"""Carry on what is not over, when a member moves to another branch or two records of one person become one."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.journal import lock
from api.members.signs import last_contacts, last_taken_part
from api.models import (
    ActivityCard,
    AwayPeriod,
    Bond,
    DuesAssessment,
    DuesMonth,
    Fact,
    HomeStay,
    HostLink,
    Master,
    NationalRegistration,
    Need,
    Opening,
    Pairing,
    ProbationStep,
    Span,
    current,
)

CARD_IN_HAND = ("to_number", "issued", "to_inspect")

_OWN_TO_A_ROW = frozenset({"id", "row_id", "node_id", "recorded_at", "replaced_at", "salt"})


def carry_time_away(session: Session, from_id: UUID, to_id: UUID, *, with_card: bool) -> list[Fact]:
    """Return the open time away of one membership as facts of another; empty where that one is away already."""
    carried: list[Fact] = []
    if open_periods(session, to_id):
        return carried
    for period in open_periods(session, from_id):
        copy = _copy_for(period, to_id)
        carried += [copy, *_carry_links(session, period.id, copy.id, to_id)]
        if with_card:
            cards = session.scalars(
                current(ActivityCard).where(
                    ActivityCard.away_period_id == period.id, ActivityCard.state.in_(CARD_IN_HAND)
                )
            )
            carried += [_copy_for(card, to_id, away_period_id=copy.id) for card in cards]
    return carried


def carry_probation(session: Session, from_id: UUID, to_id: UUID) -> list[Fact]:
    """Return the steps of one membership's probation as facts of another; empty where that one has its own."""
    if _steps_of(session, to_id):
        return []
    return [_copy_for(step, to_id) for step in _steps_of(session, from_id)]


def carry_pairings(session: Session, drop_id: UUID, keep_id: UUID) -> list[Fact | Master]:
    """Let the kept member take the dropped one's place in pairings, where that makes no double and no self-pairing.

    A pairing that stays behind holds no more: its membership is closed.
    """
    of_either = or_(*(column.in_([drop_id, keep_id]) for column in (Pairing.member_id, Pairing.liaison_id)))
    ids = session.scalars(select(Pairing.id).where(of_either).order_by(Pairing.id)).all()
    found = [pairing for one in ids if (pairing := lock(session, Pairing, one)) is not None]
    carried: list[Fact | Master] = []
    for pairing in found:
        two = (pairing.member_id, pairing.liaison_id)
        if drop_id not in two:
            continue
        member, liaison = (keep_id if one == drop_id else one for one in two)
        others = [other for other in found if other is not pairing and other.member_id == member]
        span = Span(pairing.from_on, pairing.to_on)
        meeting = [other for other in others if span.meets(Span(other.from_on, other.to_on))]
        if member == liaison or any(other.liaison_id == liaison for other in meeting):
            continue
        pairing.lead = pairing.lead and not any(other.lead for other in meeting)
        pairing.member_id, pairing.liaison_id = member, liaison
        carried.append(pairing)
    return carried


def carry_bonds(session: Session, drop_id: UUID, keep_id: UUID) -> list[Fact | Master]:
    """Let what ties the dropped member to others tie the kept one."""
    of_dropped = or_(Bond.membership_id == drop_id, Bond.other_id == drop_id)
    carried: list[Fact | Master] = []
    for bond in session.scalars(current(Bond).where(of_dropped, Bond.withdrawn.is_(False))):
        one, other = (keep_id if end == drop_id else end for end in (bond.membership_id, bond.other_id))
        carried.append(bond.corrected(membership_id=one, other_id=other, withdrawn=one == other))
    return carried


def carry_dues(session: Session, from_id: UUID, to_id: UUID) -> list[Fact]:
    """Return amounts and months of one membership that another lacks, as facts of that one."""
    carried: list[Fact] = []
    for model, month in ((DuesAssessment, "from_month"), (DuesMonth, "month")):
        rows: Any = current(model)
        present = {getattr(fact, month) for fact in session.scalars(rows.where(model.membership_id == to_id))}
        carried += [
            _copy_for(fact, to_id)
            for fact in session.scalars(rows.where(model.membership_id == from_id))
            if getattr(fact, month) not in present
        ]
    return carried


def carry_known(session: Session, from_id: UUID, to_id: UUID) -> list[Fact]:
    """Return what was last known of one membership as 底数 of another, where that one knows nothing later.

    The contacts and meetings themselves stay where they were written. Without their last day, whoever was called
    yesterday under the other record would read as silent.
    """
    rows = session.scalars(current(Opening).where(Opening.membership_id.in_([from_id, to_id])))
    openings = {opening.membership_id: opening for opening in rows}
    before, present = openings.get(from_id), openings.get(to_id)
    told: dict[str, list[Any]] = {
        "dues_paid_to": [],
        "last_contact_on": [last_contacts(session, [from_id]).get(from_id)],
        "last_organization_life_on": [last_taken_part(session, [from_id]).get(from_id)],
    }
    known: dict[str, Any] = {}
    for field, days in told.items():
        newest = max((day for day in (getattr(before, field, None), *days) if day is not None), default=None)
        if newest is not None and (getattr(present, field, None) or newest) <= newest:
            known[field] = newest
    if present is None:
        return [Opening(membership_id=to_id, **known)] if known else []
    changed = {field: value for field, value in known.items() if getattr(present, field) != value}
    return [present.corrected(**changed)] if changed else []


def carry_stays(session: Session, from_id: UUID, to_id: UUID) -> list[Fact]:
    """Return one membership's days at home as facts of another: who was at home was not silent."""
    stays = session.scalars(
        current(HomeStay).where(HomeStay.membership_id.in_([from_id, to_id])).order_by(HomeStay.from_on)
    ).all()
    present = {(stay.from_on, stay.to_on) for stay in stays if stay.membership_id == to_id}
    return [
        _copy_for(stay, to_id)
        for stay in stays
        if stay.membership_id == from_id and (stay.from_on, stay.to_on) not in present
    ]


def carry_needs(session: Session, from_id: UUID, to_id: UUID) -> list[Fact]:
    """Let the open needs of one membership be another's of the same branch, so that none drops out of sight."""
    needs = current(Need).where(Need.membership_id == from_id, Need.state == "open").order_by(Need.raised_on)
    return [
        need.corrected(membership_id=to_id, revision=need.revision + 1)
        for need in session.scalars(needs).all()
    ]


def hand_on_needs(session: Session, from_id: UUID, to_id: UUID) -> list[Fact]:
    """Return the open needs of a membership as needs of another in another branch, where somebody takes them anew.

    What was told in confidence stays with whom it was told to.
    """
    needs = current(Need).where(Need.membership_id == from_id, Need.state == "open", Need.private.is_(False))
    anew = {"revision": 1, "handler_id": None, "due_on": None}
    return [_copy_for(need, to_id, **anew) for need in session.scalars(needs.order_by(Need.raised_on))]


def _steps_of(session: Session, membership_id: UUID) -> list[ProbationStep]:
    steps = current(ProbationStep).where(
        ProbationStep.membership_id == membership_id, ProbationStep.withdrawn.is_(False)
    )
    return list(session.scalars(steps.order_by(ProbationStep.on_date, ProbationStep.recorded_at)))


def _carry_links(session: Session, period_id: UUID, new_period_id: UUID, to_id: UUID) -> list[Fact]:
    """Return what hangs on a time away: the link with the host branch, and the line in the national system."""
    registered = current(NationalRegistration)
    is_told = session.scalar(registered.where(NationalRegistration.membership_id == to_id).limit(1))
    found: list[Fact] = list(session.scalars(current(HostLink).where(HostLink.away_period_id == period_id)))
    if is_told is None:
        found += session.scalars(registered.where(NationalRegistration.away_period_id == period_id))
    # The new record knows nothing from before its own beginning, so the line is compared from here on.
    return [
        _copy_for(
            fact,
            to_id,
            away_period_id=new_period_id,
            **({"as_of": None} if isinstance(fact, NationalRegistration) else {}),
        )
        for fact in found
    ]


def _copy_for(fact: Any, membership_id: UUID, **changes: Any) -> Any:
    """Return a new fact with the same words for another membership; what is sealed is sealed anew, for its id."""
    kept: dict[str, Any] = {}
    for column in type(fact).__table__.columns:
        if column.name not in _OWN_TO_A_ROW:
            field = column.info.get("sealed", column.name)
            kept[field] = getattr(fact, field)
    return type(fact)(**{**kept, "membership_id": membership_id, **changes})


def open_periods(session: Session, membership_id: UUID) -> list[AwayPeriod]:
    """Return the times away that have no return yet."""
    return list(
        session.scalars(
            current(AwayPeriod).where(
                AwayPeriod.membership_id == membership_id, AwayPeriod.returned_on.is_(None)
            )
        )
    )
