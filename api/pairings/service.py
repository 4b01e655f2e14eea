"""Pair, end, take up again, hand over the lead; note and withdraw bonds."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.errors import Refusal
from api.journal import Entry, Outcome, lock, record
from api.models import Bond, Membership, Pairing, Span, current
from api.pairings import rules
from api.pairings.board import city_of
from api.pairings.people import HOME, Somebody, gather

Roll = dict[UUID, Membership]


def pair(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Pair liaisons with members, many at once, in one entry. Nothing is written where one of the pairs cannot be."""
    branch, today = data["organization_id"], clock.today()
    wanted = data["pairs"]
    roll = _lock_roll(session, {pair[who] for pair in wanted for who in ("member_id", "liaison_id")})
    for at, told in enumerate(wanted):
        _ensure_two_of_branch(told, roll, branch, f"pairs.{at}")
        rules.ensure_days(told["from_on"] or today, told["to_on"], today, f"pairs.{at}")
    present = _pairings_of(session, [told["member_id"] for told in wanted])
    _ensure_ids_free(session, [told["id"] for told in wanted if told["id"]])
    left_on = _left_on(session, present, roll)
    closed = _close_leads_of_those_who_left(session, present, left_on)
    people = gather(session, branch, today)
    made: list[Pairing] = []
    # Those at home first: one away may stand beside a liaison who is named in the same breath.
    for at, told in sorted(enumerate(wanted), key=lambda one: one[1]["kind"] != "home"):
        new = _pairing_from(told, branch, today, present[told["member_id"]], left_on)
        if new.to_on is None:
            _ensure_suited(new, people, present[new.member_id], left_on, today, f"pairs.{at}")
        rules.ensure_fits(new, present[new.member_id], left_on, f"pairs.{at}")
        present[new.member_id].append(new)
        made.append(new)
    entry = _record(session, actor, branch, "pairings.made", made, closed)
    return Outcome(made[0].id if len(made) == 1 else branch, "paired", entry)


def end(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """End pairings for one reason, in one entry."""
    branch, today = data["organization_id"], clock.today()
    pairings = _lock_pairings(session, branch, data["ids"])
    for pairing in pairings:
        if pairing.to_on is not None:
            raise Refusal("pairing_ended")
        pairing.to_on = rules.day_of_ending(data, pairing.from_on, today)
        pairing.end_reason = data["reason"]
        pairing.end_note = data["note"]
    entry = _record(session, actor, branch, "pairings.ended", pairings, reason=data["reason"])
    return Outcome(pairings[0].id if len(pairings) == 1 else branch, "ended", entry)


def take_up_again(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Let ended pairings go on as though they had not ended: who ended them thought better of it."""
    branch = data["organization_id"]
    pairings = _lock_pairings(session, branch, data["ids"])
    present = _pairings_of(session, [pairing.member_id for pairing in pairings])
    left_on = _left_on(session, present, {})
    for pairing in pairings:
        if pairing.to_on is None:
            raise Refusal("pairing_not_ended")
        if left_on.keys() & {pairing.member_id, pairing.liaison_id}:
            raise Refusal("membership_ended")
        pairing.to_on = pairing.end_reason = pairing.end_note = None
        rules.ensure_fits(pairing, present[pairing.member_id], left_on, "ids")
    entry = _record(session, actor, branch, "pairings.resumed", pairings)
    return Outcome(pairings[0].id if len(pairings) == 1 else branch, "resumed", entry)


def lead(session: Session, actor: Actor, pairing_id: UUID) -> Outcome:
    """Let this liaison lead from today on; who led before stays a liaison."""
    found = rules.get_pairing(session, actor, pairing_id)
    _lock_roll(session, {found.member_id, found.liaison_id})
    pairing = lock(session, Pairing, pairing_id)
    if pairing is None or pairing.to_on is not None:
        raise Refusal("pairing_ended")
    if pairing.kind != "home":
        raise Refusal("pairing_lead_at_home")
    before = []
    for other in _pairings_of(session, [pairing.member_id])[pairing.member_id]:
        if other.lead and other.to_on is None and other.id != pairing.id:
            other.lead, other.lead_from_on = False, None
            before.append(other)
    # At most one leads, by constraint: the old one steps back before the new one steps forward.
    session.flush()
    pairing.lead, pairing.lead_from_on = True, max(clock.today(), pairing.from_on)
    entry = _record(session, actor, pairing.organization_id, "pairing.led", [pairing], before)
    return Outcome(pairing.id, "lead", entry)


def change(
    session: Session, actor: Actor, pairing_id: UUID, wanted_version: int, changes: dict[str, Any]
) -> Outcome:
    """Say anew why these two are paired. Raise `stale_version` where somebody was faster."""
    pairing = lock(session, Pairing, rules.get_pairing(session, actor, pairing_id).id)
    if pairing is None:
        raise Refusal("not_found")
    if pairing.version != wanted_version:
        raise Refusal("stale_version")
    for field, value in changes.items():
        setattr(pairing, field, value)
    entry = _record(session, actor, pairing.organization_id, "pairing.changed", [pairing])
    return Outcome(pairing.id, "changed", entry)


def note_bond(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Note what ties two members of a branch already; the suggestion respects it."""
    branch, one, other = data["organization_id"], data["member_id"], data["other_id"]
    if one == other:
        raise rules.refuse("bond_oneself", "other_id")
    roll = _lock_roll(session, {one, other})
    rules.ensure_of_branch(roll.get(one), branch, "member_id")
    rules.ensure_of_branch(roll.get(other), branch, "other_id")
    between = or_(
        (Bond.membership_id == one) & (Bond.other_id == other),
        (Bond.membership_id == other) & (Bond.other_id == one),
    )
    known = session.scalar(current(Bond).where(between, Bond.withdrawn.is_(False)).limit(1))
    told = {"kind": data["kind"], "note": data["note"]}
    bond = (
        known.corrected(**told)
        if known
        else Bond(id=data["id"], membership_id=one, other_id=other, withdrawn=False, **told)
    )
    entry = record(
        session,
        node_id=branch,
        kind="bond.noted",
        actor=actor,
        subjects={"bond": bond.id, "membership": [one, other]},
        facts={"bond": bond.kind},
        writes=[bond],
    )
    return Outcome(bond.id, "noted", entry)


def withdraw_bond(session: Session, actor: Actor, bond_id: UUID) -> Outcome:
    """Take a bond back that was noted by mistake, or is no more."""
    bond = rules.get_bond(session, actor, bond_id)
    _lock_roll(session, {bond.membership_id, bond.other_id})
    bond = rules.get_bond(session, actor, bond_id)
    if bond.withdrawn:
        raise Refusal("bond_withdrawn")
    entry = record(
        session,
        node_id=bond.node_id,
        kind="bond.withdrawn",
        actor=actor,
        subjects={"bond": bond.id, "membership": [bond.membership_id, bond.other_id]},
        writes=[bond.corrected(withdrawn=True, note=None)],
    )
    return Outcome(bond.id, "withdrawn", entry)


def _ensure_two_of_branch(told: dict[str, Any], roll: Roll, branch: UUID, at: str) -> None:
    if told["member_id"] == told["liaison_id"]:
        raise rules.refuse("pairing_oneself", f"{at}.liaison_id")
    rules.ensure_of_branch(roll.get(told["member_id"]), branch, f"{at}.member_id")
    rules.ensure_of_branch(roll.get(told["liaison_id"]), branch, f"{at}.liaison_id")


def _pairing_from(
    told: dict[str, Any],
    branch: UUID,
    today: date,
    others: Sequence[Pairing],
    left_on: dict[UUID, date | None],
) -> Pairing:
    values = {**told, "from_on": told["from_on"] or today, "organization_id": branch}
    if told["lead"] is None:
        # The first liaison at home leads, until somebody says otherwise.
        span = Span(values["from_on"], told["to_on"])
        led = any(other.lead and span.meets(rules.lead_of(other, left_on)) for other in others)
        values["lead"] = told["kind"] == "home" and not led
    return Pairing(**values)


def _ensure_suited(
    new: Pairing,
    people: dict[UUID, Somebody],
    others: Sequence[Pairing],
    left_on: dict[UUID, date | None],
    today: date,
    at: str,
) -> None:
    """Raise unless the member is away or leaving, and the liaison at home and free, or away at the same place."""
    member, liaison = people.get(new.member_id), people.get(new.liaison_id)
    if member is None or member.where == HOME:
        raise rules.refuse("pairing_not_away", f"{at}.member_id")
    if new.kind == "home":
        hindrance = liaison.hindrance if liaison else "away"
        if hindrance in ("exempt", "suspended"):
            raise rules.refuse(f"liaison_{hindrance}", f"{at}.liaison_id")
        if hindrance is not None:
            raise rules.refuse("liaison_not_at_home", f"{at}.liaison_id")
        return
    if new.lead:
        raise rules.refuse("pairing_lead_at_home", f"{at}.lead")
    cities = [city_of(one.place_code) if one else None for one in (member, liaison)]
    if liaison is None or liaison.where == HOME or (all(cities) and cities[0] != cities[1]):
        raise rules.refuse("liaison_elsewhere", f"{at}.liaison_id")
    span = Span(max(today, new.from_on), None)
    if not any(other.kind == "home" and span.meets(rules.span_of(other, left_on)) for other in others):
        raise rules.refuse("pairing_needs_home", f"{at}.kind")


def _lock_roll(session: Session, membership_ids: Collection[UUID]) -> Roll:
    """Lock memberships in the order of their ids, so that nobody leaves while they are being paired."""
    found = session.scalars(
        select(Membership)
        .where(Membership.id.in_(list(membership_ids)))
        .order_by(Membership.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {membership.id: membership for membership in found}


def _lock_pairings(session: Session, branch: UUID, ids: Sequence[UUID]) -> list[Pairing]:
    """Lock pairings of a branch with those they are about. Raise `not_found` where one is not there."""
    wanted = set(ids)
    known = session.execute(
        select(Pairing.member_id, Pairing.liaison_id).where(
            Pairing.id.in_(wanted), Pairing.organization_id == branch
        )
    ).all()
    if len(known) != len(wanted):
        raise Refusal("not_found")
    _lock_roll(session, {one for row in known for one in row})
    return list(
        session.scalars(
            select(Pairing)
            .where(Pairing.id.in_(wanted))
            .order_by(Pairing.id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    )


def _pairings_of(session: Session, member_ids: Sequence[UUID]) -> dict[UUID, list[Pairing]]:
    found: dict[UUID, list[Pairing]] = defaultdict(list)
    statement = (
        select(Pairing)
        .where(Pairing.member_id.in_(set(member_ids)))
        .order_by(Pairing.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    for pairing in session.scalars(statement):
        found[pairing.member_id].append(pairing)
    return found


def _left_on(session: Session, present: dict[UUID, list[Pairing]], roll: Roll) -> dict[UUID, date | None]:
    """Return when those who are on the roll no more left it."""
    ids = {one for pairings in present.values() for pairing in pairings for one in _two(pairing)}
    return {
        row.id: row.to_on
        for row in session.execute(
            select(Membership.id, Membership.to_on).where(
                Membership.id.in_(ids | roll.keys()), Membership.to_on.is_not(None)
            )
        )
    }


def _two(pairing: Pairing) -> tuple[UUID, UUID]:
    return pairing.member_id, pairing.liaison_id


def _close_leads_of_those_who_left(
    session: Session, present: dict[UUID, list[Pairing]], left_on: dict[UUID, date | None]
) -> list[Pairing]:
    """End the pairings of liaisons who left the roll: in force no more, they would still hold the lead's place."""
    closed = []
    for pairing in (one for pairings in present.values() for one in pairings):
        gone_on = left_on.get(pairing.liaison_id)
        if pairing.to_on is None and gone_on is not None:
            pairing.to_on = max(gone_on, pairing.from_on)
            pairing.end_reason = "liaison_left"
            closed.append(pairing)
    session.flush()
    return closed


def _ensure_ids_free(session: Session, ids: Sequence[UUID]) -> None:
    if len(set(ids)) < len(ids):
        raise Refusal("id_taken")
    if ids and session.scalar(select(Pairing.id).where(Pairing.id.in_(ids)).limit(1)) is not None:
        raise Refusal("id_taken")


def _record(
    session: Session,
    actor: Actor,
    branch: UUID,
    kind: str,
    pairings: Sequence[Pairing],
    beside: Sequence[Pairing] = (),
    **facts: Any,
) -> Entry:
    return record(
        session,
        node_id=branch,
        kind=kind,
        actor=actor,
        subjects={
            "pairing": [pairing.id for pairing in pairings],
            "membership": sorted({pairing.member_id for pairing in pairings}),
            "liaison": sorted({pairing.liaison_id for pairing in pairings}),
        },
        facts={"count": len(pairings), **facts},
        writes=[*pairings, *beside],
    )
