"""Gather what the cadence is given, for many members in a few look-ups that read an index and nothing else."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Date, bindparam, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from api.contacts.cadence.facts import Away, DatedRule, Log, MemberFacts, Span
from api.contacts.cadence.presets import KEYS, PRESET, Rule, make_rule
from api.contacts.rules import stands
from api.models import (
    AwayPeriod,
    Contact,
    ContactMerge,
    ContactPause,
    HomeStay,
    Household,
    Membership,
    Organization,
    Pairing,
    Person,
)
from api.settings.values import Timelines, find_in_force, nodes_above, read_timelines
from api.standing.clocks import find_latest_departure
from api.standing.facts import AwayFacts
from api.standing.months import Precision

OVERSEAS = "HW0000"
_BEGINNING = date.min

_IDS: Any = bindparam("ids", expanding=True)
_SINCE: Any = bindparam("since", type_=Date())
"""Statements are made once: making one costs more than the database does."""


@dataclass(frozen=True, slots=True)
class Base:
    """What is known of a membership itself."""

    organization_id: UUID
    from_on: date
    to_on: date | None
    started_on: date | None
    communication: str | None
    all_away: bool | None
    paired_on: date | None


def gather(
    session: Session, membership_ids: Collection[UUID], today: date, since: date
) -> dict[UUID, MemberFacts]:
    """Return the facts of each member, with the contacts from a day on. today: the day that is judged."""
    ids = list(membership_ids)
    if not ids:
        return {}
    bases = _read_bases(session, ids)
    rules = read_rules(session, {id_: base.organization_id for id_, base in bases.items()})
    return complete(session, bases, today, since, rules)


def complete(
    session: Session,
    bases: Mapping[UUID, Base],
    today: date,
    since: date,
    rules: Mapping[UUID, tuple[DatedRule, ...]],
) -> dict[UUID, MemberFacts]:
    """Return the facts of members whose bases and rules are known."""
    ids = list(bases)
    away = _read_away(session, ids)
    pauses = _read_pauses(session, ids)
    logs = _read_logs(session, ids, today, since)
    return {
        id_: MemberFacts(
            begins_on=_begins_on(base),
            rules=rules[id_],
            away=tuple(away[id_]),
            pauses=tuple(pauses[id_]),
            logs=tuple(logs[id_]),
            ends_on=base.to_on,
            communication=base.communication,
            family_at_home=not base.all_away,
        )
        for id_, base in bases.items()
    }


def first_pairing() -> Any:
    """Return the day of a membership's first pairing, of those that were not ended the day they began."""
    return (
        select(func.min(Pairing.from_on))
        .where(
            Pairing.member_id == Membership.id,
            or_(Pairing.to_on.is_(None), Pairing.to_on > Pairing.from_on),
        )
        .correlate(Membership)
        .scalar_subquery()
    )


def _read_bases(session: Session, ids: list[UUID]) -> dict[UUID, Base]:
    rows = session.execute(
        select(
            Membership.id,
            Membership.organization_id,
            Membership.from_on,
            Membership.to_on,
            Organization.started_on,
            Person.communication,
            Household.all_away,
            first_pairing(),
        )
        .join(Organization, Organization.id == Membership.organization_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .where(Membership.id.in_(ids))
    )
    return {id_: Base(*known) for id_, *known in rows}


def _begins_on(base: Base) -> date | None:
    if base.paired_on is None:
        return None
    return max(base.paired_on, base.from_on, base.started_on or base.from_on)


def _read_away(session: Session, ids: list[UUID]) -> dict[UUID, list[Away]]:
    found: dict[UUID, list[Away]] = defaultdict(list)
    for row in session.execute(_away(), {"ids": ids}):
        away = read_away(row)
        if away is not None:
            found[row.membership_id].append(away)
    return found


@cache
def _away() -> Any:
    return select(
        AwayPeriod.membership_id,
        AwayPeriod.departed_on,
        AwayPeriod.departed_precision,
        AwayPeriod.discovered_on,
        AwayPeriod.returned_on,
        AwayPeriod.place_code,
    ).where(AwayPeriod.replaced_at.is_(None), AwayPeriod.membership_id.in_(_IDS))


def read_away(row: Any) -> Away | None:
    """Read a time away. The clocks' rule holds: an approximate departure is judged by its latest day.

    A departure that is 未登记 lies in the past, whenever that was; pairing and 启用日期 say when the duty begins.
    """
    period = AwayFacts(
        id="",
        departed_on=row.departed_on,
        precision=Precision(row.departed_precision),
        discovered_on=row.discovered_on,
    )
    first = find_latest_departure(period) or _BEGINNING
    last = date.fromordinal(row.returned_on.toordinal() - 1) if row.returned_on else None
    if last is not None and last < first:
        # Back before the latest day of departure: the earliest one is all that is left of it.
        first = row.departed_on or first
        if last < first:
            return None
    return Away(first, last, row.place_code == OVERSEAS, row.departed_on or _BEGINNING)


def _read_pauses(session: Session, ids: list[UUID]) -> dict[UUID, list[Span]]:
    found: dict[UUID, list[Span]] = defaultdict(list)
    for membership_id, from_on, to_on in session.execute(_pauses(), {"ids": ids}):
        if to_on is None or to_on >= from_on:
            found[membership_id].append(Span(from_on, to_on))
    return found


@cache
def _pauses() -> Any:
    """Select pauses and short stays at home alike."""
    rests = [
        select(model.membership_id, model.from_on, model.to_on).where(
            model.replaced_at.is_(None), model.membership_id.in_(_IDS)
        )
        for model in (ContactPause, HomeStay)
    ]
    return union_all(*rests)


def _read_logs(session: Session, ids: list[UUID], today: date, since: date) -> dict[UUID, list[Log]]:
    found: dict[UUID, list[Log]] = defaultdict(list)
    values = {"ids": ids, "since": since}
    for membership_id, happened_on, way, with_whom in session.execute(_reached(), values):
        found[membership_id].append(_log(happened_on, way, with_whom, today))
    for membership_id, happened_on, way, with_whom in session.execute(_merged(), values):
        # 同一次: two rows, one contact.
        found[membership_id].remove(_log(happened_on, way, with_whom, today))
    return found


@cache
def _reached() -> Any:
    return select(Contact.membership_id, Contact.happened_on, Contact.way, Contact.with_whom).where(
        stands(),
        Contact.membership_id.in_(_IDS),
        Contact.outcome == "reached",
        Contact.with_whom.in_(("self", "family")),
        Contact.happened_on >= _SINCE,
    )


def _log(happened_on: date, way: str, with_whom: str, today: date) -> Log:
    # A phone whose clock is ahead dates the evening's call tomorrow; it counts as soon as it is here.
    on = today if happened_on == today + timedelta(days=1) else happened_on
    return Log(on, way, with_whom == "family")


@cache
def _merged() -> Any:
    """Select the contacts that a person found to be the same call as another one that stands."""
    kept = aliased(Contact)
    return (
        select(Contact.membership_id, Contact.happened_on, Contact.way, Contact.with_whom)
        .join(ContactMerge, ContactMerge.other_id == Contact.id)
        .join(kept, kept.id == ContactMerge.contact_id)
        .where(
            ContactMerge.membership_id.in_(_IDS),
            ContactMerge.replaced_at.is_(None),
            ContactMerge.same.is_(True),
            stands(),
            Contact.outcome == "reached",
            Contact.happened_on >= _SINCE,
            kept.replaced_at.is_(None),
            kept.withdrawn_by_id.is_(None),
            kept.outcome == "reached",
            kept.happened_on == Contact.happened_on,
        )
    )


def read_rules(session: Session, branches: Mapping[UUID, UUID]) -> dict[UUID, tuple[DatedRule, ...]]:
    """Return the dated rules of each membership. branches: the branch of each."""
    paths = {branch_id: nodes_above(session, branch_id) for branch_id in set(branches.values())}
    places = {place for path in paths.values() for place in path} | set(branches)
    timelines = read_timelines(session, KEYS, list(places))
    own = {place for _, place in timelines}
    of_branch = {branch_id: _rules_along(timelines, path, None) for branch_id, path in paths.items()}
    return {
        id_: _rules_along(timelines, [id_, *paths[branch_id]], id_) if id_ in own else of_branch[branch_id]
        for id_, branch_id in branches.items()
    }


def _rules_along(
    timelines: Timelines, path: Sequence[UUID], membership_id: UUID | None
) -> tuple[DatedRule, ...]:
    days = {dated.from_on for (_, place), told in timelines.items() if place in path for dated in told}
    rules: list[DatedRule] = []
    for day in sorted({_BEGINNING, *days}):
        rule = _rule_on(timelines, path, membership_id, day)
        if not rules or rules[-1].rule != rule:
            rules.append(DatedRule(day, rule))
    return tuple(rules)


def _rule_on(timelines: Timelines, path: Sequence[UUID], membership_id: UUID | None, on: date) -> Rule:
    found = {key: find_in_force(timelines, key, path, on) for key in KEYS}
    chosen_for_the_member = membership_id is not None and found[PRESET].set_at == membership_id
    return make_rule(
        {key: value.value for key, value in found.items()}, made_for_the_member=chosen_for_the_member
    )
