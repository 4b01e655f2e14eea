"""What changes how a member stands: always a person's act, with its fact and its basis.

`open_away`, `close_away` … return the facts that say so; the caller records them in its own entry, because the cause
(an accepted report) and its effect are one thing.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.codes import places
from api.errors import Refusal
from api.journal import Outcome, record
from api.members.service import lock_member
from api.models import ActivityCard, AwayPeriod, HomeStay, Membership, StandingDecision, current
from api.models.base import Fact
from api.settings.values import value_on
from api.standing import rules
from api.standing.clocks import judge
from api.standing.gather import gather_facts
from api.standing.limits import read_limits
from api.standing.suggestions import Standing, Suggestion
from api.standing.words import Language, name_code, write_sentence

AWAY_FIELDS = (
    "departed_on",
    "departed_precision",
    "departed_text",
    "discovered_on",
    "expected_return_on",
    "reason_code",
    "place_code",
    "place_unsettled",
    "employer",
    "residence",
)


def open_period_of(session: Session, membership_id: UUID) -> AwayPeriod | None:
    """Return the time away that has no return yet."""
    return session.scalar(
        current(AwayPeriod)
        .where(AwayPeriod.membership_id == membership_id, AwayPeriod.returned_on.is_(None))
        .order_by(AwayPeriod.departed_on.desc())
        .limit(1)
    )


def card_of(session: Session, away_period_id: UUID) -> ActivityCard | None:
    """Return what is recorded of the card of a time away."""
    return session.scalar(
        current(ActivityCard)
        .where(ActivityCard.away_period_id == away_period_id)
        .order_by(ActivityCard.recorded_at.desc())
        .limit(1)
    )


def open_away(session: Session, membership: Membership, report_id: UUID, told: dict[str, Any]) -> AwayPeriod:
    """Open a time away with what was told. Raise `already_away` where one is open."""
    if open_period_of(session, membership.id) is not None:
        raise Refusal("already_away")
    rules.ensure_place_exists(told.get("place_code"))
    return AwayPeriod(membership_id=membership.id, opened_by_id=report_id, **told)


def cards_are_issued(session: Session, membership: Membership) -> bool:
    """Say whether activity cards are still issued here (a setting: whether they are everywhere is not known)."""
    return cards_in_use_for(session, membership.organization_id)


def cards_in_use_for(session: Session, organization_id: UUID) -> bool:
    """Say whether activity cards are still issued at a node."""
    return bool(value_on(session, "card_issuing", organization_id, clock.today()))


def give_card(
    session: Session, membership: Membership, away: AwayPeriod, number: str | None, on: date | None
) -> Fact:
    """Record that a card is wanted (待编号) or, with its number, handed over. Raise `card_number_taken`."""
    if number:
        ensure_number_free(session, membership.organization_id, number)
    return ActivityCard(
        membership_id=membership.id,
        away_period_id=away.id,
        state="issued" if number else "to_number",
        number=number,
        issued_on=(on or clock.today()) if number else None,
    )


def ensure_number_free(session: Session, organization_id: UUID, number: str) -> None:
    """Raise `card_number_taken` where the branch has a card of this number; a constraint stands behind it."""
    taken = current(ActivityCard).where(
        ActivityCard.node_id == organization_id, ActivityCard.number == number
    )
    if session.scalar(taken.limit(1)) is not None:
        raise Refusal("card_number_taken")


def change_away(session: Session, membership: Membership, changes: dict[str, Any]) -> AwayPeriod:
    """Return the open time away with its changes. Raise `not_away` where none is open."""
    away = open_period_of(session, membership.id)
    if away is None:
        raise Refusal("not_away")
    rules.ensure_place_exists(changes.get("place_code"))
    return away.corrected(**changes)


def close_away(
    session: Session, membership: Membership, report_id: UUID, returned_on: date, card_inspected: bool
) -> list[Fact]:
    """Close the open time away and record its card's inspection, or that it waits. Raise `not_away`."""
    away = open_period_of(session, membership.id)
    if away is None:
        raise Refusal("not_away")
    rules.ensure_days_in_order(away.departed_on, returned_on, clock.today())
    written: list[Fact] = [away.corrected(returned_on=returned_on, closed_by_id=report_id)]
    card = card_of(session, away.id)
    if card is not None and card.state == "issued":
        written.append(
            card.corrected(state="inspected", inspected_on=returned_on)
            if card_inspected
            else card.corrected(state="to_inspect")
        )
    return written


def stay_at_home(membership: Membership, report_id: UUID, from_on: date, to_on: date) -> HomeStay:
    """Return the fact of a short stay at home; it opens no return (domain §3)."""
    return HomeStay(membership_id=membership.id, from_on=from_on, to_on=to_on, report_id=report_id)


def correct_away(session: Session, actor: Actor, away_period_id: UUID, changes: dict[str, Any]) -> Outcome:
    """Correct a time away, with the basis. The old row stays readable at every earlier cut."""
    away = rules.get_visible(session, actor, away_period_id)
    person, membership = lock_member(session, away.membership_id)
    away = rules.get_visible(session, actor, away_period_id)
    rules.ensure_place_exists(changes.get("place_code"))
    corrected = away.corrected(**changes)
    rules.ensure_days_in_order(corrected.departed_on, corrected.returned_on, clock.today())
    going_on = open_period_of(session, membership.id)
    if corrected.returned_on is None and going_on is not None and going_on.id != away.id:
        # Nobody is away twice at once; whoever left again goes on in the time away that is open.
        raise Refusal("already_away")
    entry = record(
        session,
        node_id=away.node_id,
        kind="away_period.corrected",
        actor=actor,
        subjects={"away_period": away.id, "membership": membership.id, "person": person.id},
        facts={"fields": sorted(set(changes) - {"basis"})},
        writes=[corrected],
    )
    return Outcome(away.id, "corrected", entry)


def decide(session: Session, actor: Actor, membership_id: UUID, data: dict[str, Any]) -> Outcome:
    """Record a person's decision on how a member stands. Nothing else ever changes it."""
    if data["decided_on"] > clock.today():
        raise Refusal("date_in_future", errors={"decided_on": ["这一天还没到。"]})
    person, membership = lock_member(session, membership_id)
    decision = StandingDecision(membership_id=membership_id, **data)
    entry = record(
        session,
        node_id=membership.organization_id,
        kind="standing.decided",
        actor=actor,
        subjects={"standing_decision": decision.id, "membership": membership_id, "person": person.id},
        facts={"state": data["state"]},
        writes=[decision],
    )
    return Outcome(decision.id, data["state"], entry)


def number_card(session: Session, actor: Actor, card_id: UUID, number: str, issued_on: date) -> Outcome:
    """Record the number on the paper card and the day it was handed over."""
    card = rules.get_visible_card(session, actor, card_id)
    lock_member(session, card.membership_id)
    if number != card.number:
        ensure_number_free(session, card.node_id, number)
    return _write_card(
        session,
        actor,
        card,
        card.corrected(number=number, issued_on=issued_on, state="issued"),
        "card.issued",
    )


def change_card(session: Session, actor: Actor, card_id: UUID, state: str, on: date) -> Outcome:
    """Record that a card was inspected (返乡查验), reviewed (年审) or lost, or issued again."""
    membership_id = rules.get_visible_card(session, actor, card_id).membership_id
    lock_member(session, membership_id)
    card = rules.get_visible_card(session, actor, card_id)
    if state == "reviewed":
        return _review_card(session, actor, card, on)
    days = {"inspected": {"inspected_on": on}, "issued": {"reviewed_on": on}, "lost": {}}[state]
    return _write_card(session, actor, card, card.corrected(state=state, **days), f"card.{state}")


def _review_card(session: Session, actor: Actor, card: ActivityCard, on: date) -> Outcome:
    """Record the yearly review (年审) of a card that is in the member's hand."""
    if not cards_in_use_for(session, card.node_id) or card.state != "issued":
        raise Refusal("card_not_in_hand")
    if on > clock.today():
        raise Refusal("date_in_future", errors={"on_date": ["这一天还没到。"]})
    if card.issued_on is not None and on < max(card.issued_on, card.reviewed_on or card.issued_on):
        raise Refusal("dates_in_wrong_order", errors={"on_date": ["早于发证或上次年审的日期。"]})
    return _write_card(session, actor, card, card.corrected(reviewed_on=on), "card.reviewed")


def _write_card(session: Session, actor: Actor, old: ActivityCard, new: ActivityCard, kind: str) -> Outcome:
    entry = record(
        session,
        node_id=old.node_id,
        kind=kind,
        actor=actor,
        subjects={"card": old.id, "membership": old.membership_id},
        writes=[new],
    )
    return Outcome(old.id, new.state, entry)


def away_periods_of(session: Session, actor: Actor, membership_id: UUID) -> list[dict[str, Any]]:
    """Return a member's times away with their cards, newest first."""
    statement = rules.visible_to(actor).where(AwayPeriod.membership_id == membership_id)
    periods = list(session.scalars(statement.order_by(AwayPeriod.departed_on.desc())))
    return [show_away(period, card) for period, card in _with_cards(session, periods)]


def _with_cards(
    session: Session, periods: Sequence[AwayPeriod]
) -> list[tuple[AwayPeriod, ActivityCard | None]]:
    cards = current(ActivityCard).where(ActivityCard.away_period_id.in_([period.id for period in periods]))
    by_period = {
        card.away_period_id: card for card in session.scalars(cards.order_by(ActivityCard.recorded_at))
    }
    return [(period, by_period.get(period.id)) for period in periods]


def show_away(period: AwayPeriod, card: ActivityCard | None) -> dict[str, Any]:
    """Write a time away as the screens read it."""
    return {
        **{name: getattr(period, name) for name in AWAY_FIELDS},
        "id": period.id,
        "member_id": period.membership_id,
        "returned_on": period.returned_on,
        "place_name": places.name_of(period.place_code) if period.place_code else None,
        "card_id": card.id if card else None,
        "card_number": card.number if card else None,
        "card_state": card.state if card else None,
    }


def standings_of(
    session: Session,
    actor: Actor,
    membership_ids: Sequence[UUID],
    language: Language,
) -> list[dict[str, Any]]:
    """Judge how each member stands today, in the order asked for."""
    today = clock.today()
    known = gather_facts(session, membership_ids)
    branches = session.execute(
        select(Membership.id, Membership.organization_id).where(Membership.id.in_(list(membership_ids)))
    )
    limits = read_limits(session, {row.id: row.organization_id for row in branches}, today)
    periods = session.scalars(
        current(AwayPeriod).where(
            AwayPeriod.membership_id.in_(list(membership_ids)), AwayPeriod.returned_on.is_(None)
        )
    ).all()
    shown = {str(period.id): show_away(period, card) for period, card in _with_cards(session, periods)}
    answers = []
    for membership_id in membership_ids:
        if membership_id not in known:
            continue
        standing = judge(known[membership_id], today, limits[membership_id])
        stays = [
            stay.to_on for stay in known[membership_id].home_stays if stay.to_on and stay.from_on <= today
        ]
        answers.append(
            {
                "member_id": membership_id,
                **show_standing(standing, actor, language),
                "away": shown.get(standing.away_period_id or ""),
                "at_home_until": max((day for day in stays if day >= today), default=None),
            }
        )
    return answers


def show_standing(standing: Standing, actor: Actor, language: Language) -> dict[str, Any]:
    """Write a standing as this reader may read it."""
    return {
        "state": standing.state,
        "confirmed_state": standing.confirmed_state,
        "suggestions": _for_reader(standing.suggestions, actor, language),
        "unregistered": sorted(standing.unknown),
    }


def _for_reader(suggestions: Sequence[Suggestion], actor: Actor, language: Language) -> list[dict[str, Any]]:
    written = [
        {
            "code": name_code(suggestion, actor.roles),
            "since": suggestion.since,
            "due": suggestion.due,
            "sentence": write_sentence(suggestion, language, actor.roles),
            "basis": suggestion.basis if name_code(suggestion, actor.roles) == suggestion.code else None,
            "approximate": suggestion.approximate,
        }
        for suggestion in suggestions
    ]
    # Several clocks that a member may not read by name say the same sentence; once is enough.
    return list({(item["code"], item["sentence"]): item for item in written}.values())
