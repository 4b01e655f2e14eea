"""该联系了: who is due today, in order of urgency, with where they are and what was last said.

Hot: asked whenever a liaison opens the phone. Columns only, no rows of objects; statements are made once, since making
one costs more than the database does; contacts are read from an index, no further back than the period before this one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from api import clock, crypto
from api.access import Actor
from api.codes import places
from api.contacts.cadence.facts import DatedRule, MemberFacts, State
from api.contacts.cadence.judge import Judged, judge
from api.contacts.cadence.presets import Duty
from api.contacts.gather import Base, complete, first_pairing, read_rules
from api.models import (
    AwayPeriod,
    Contact,
    HomeStay,
    Household,
    Membership,
    Need,
    Organization,
    Pairing,
    Person,
    in_force,
)

_URGENT = (State.OVERDUE, State.GRACE, State.DUE)
_RANK = {State.OVERDUE: 0, State.GRACE: 1, State.DUE: 2}
_LONG_AGO = date.min
_IDS: Any = bindparam("ids", expanding=True)
_TODAY: Any = bindparam("today", type_=Date())
_TRIES = ("no_answer", "out_of_service", "declined")


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the duties of each member."""

    last: dict[UUID, Any]
    words: dict[UUID, Any]
    tries: dict[UUID, int]
    stays: dict[UUID, date]
    liaisons: dict[UUID, list[dict[str, Any]]]
    needs: dict[UUID, list[dict[str, Any]]]


def list_for_liaison(session: Session, actor: Actor) -> dict[str, Any]:
    """Return the work list of a liaison: the members paired with them today."""
    today = clock.today()
    return _list(session, _members_of_liaison(), {"liaison": actor.membership_id, "today": today}, today)


def list_for_branch(session: Session, organization_id: UUID) -> dict[str, Any]:
    """Return the work list of a branch, grouped by liaison, too."""
    today = clock.today()
    return _list(session, _members_of_branch(), {"branch": organization_id, "today": today}, today)


def _list(session: Session, members: Any, whose: Mapping[str, Any], today: date) -> dict[str, Any]:
    rows = session.execute(members, whose).all()
    by_member: dict[UUID, Any] = {}
    for row in rows:
        # Of several open times away, the one that began last.
        if row.id not in by_member or (row.departed_on or _LONG_AGO) > (
            by_member[row.id].departed_on or _LONG_AGO
        ):
            by_member[row.id] = row
    ids = list(by_member)
    bases = {
        id_: Base(
            row.organization_id,
            row.from_on,
            row.to_on,
            row.started_on,
            row.communication,
            row.all_away,
            row.paired_on,
        )
        for id_, row in by_member.items()
    }
    rules = read_rules(session, {id_: base.organization_id for id_, base in bases.items()}) if ids else {}
    facts = complete(session, bases, today, _since(rules.values(), today), rules) if ids else {}
    beside = _read_beside(session, ids, today)
    shown = [_show(row, facts[id_], today, beside) for id_, row in by_member.items()]
    due = sorted((item for item in shown if item["urgency"] != "none"), key=_by_urgency)
    others = sorted((item for item in shown if item["urgency"] == "none"), key=_by_name)
    for item in shown:
        del item["order"]
    return {
        "as_of": clock.now(),
        "today": today,
        "items": due,
        "others": others,
        "by_liaison": _group(due, others),
    }


@cache
def _members_of_liaison() -> Any:
    paired = select(Pairing.member_id).where(Pairing.liaison_id == bindparam("liaison"), in_force(_TODAY))
    return _members(Membership.id.in_(paired))


@cache
def _members_of_branch() -> Any:
    return _members(Membership.organization_id == bindparam("branch"))


def _members(whose: ColumnElement[bool]) -> Any:
    return (
        select(
            Membership.id,
            Membership.organization_id,
            Membership.from_on,
            Membership.to_on,
            Organization.started_on,
            Person.name,
            Person.pinyin,
            Person.communication,
            Household.all_away,
            first_pairing().label("paired_on"),
            AwayPeriod.departed_on,
            AwayPeriod.place_code,
            AwayPeriod.place_unsettled,
            AwayPeriod.employer,
            AwayPeriod.expected_return_on,
        )
        .join(Organization, Organization.id == Membership.organization_id)
        .join(Person, Person.id == Membership.person_id)
        .join(
            AwayPeriod,
            (AwayPeriod.membership_id == Membership.id)
            & AwayPeriod.replaced_at.is_(None)
            & or_(AwayPeriod.departed_on.is_(None), AwayPeriod.departed_on <= _TODAY)
            & or_(AwayPeriod.returned_on.is_(None), AwayPeriod.returned_on > _TODAY),
        )
        .outerjoin(Household, Household.id == Person.household_id)
        .where(whose, Membership.to_on.is_(None))
    )


def _since(rules: Iterable[Sequence[DatedRule]], today: date) -> date:
    """Return the first day of the period before the present one, of the longest period that any rule knows."""
    return min(
        (
            asked.unit.before(asked.unit.period(today)).first
            for told in rules
            for dated in told
            for asked in (*dated.rule.home, *dated.rule.overseas)
        ),
        default=today,
    )


def _read_beside(session: Session, ids: Sequence[UUID], today: date) -> _Beside:
    return _Beside(
        _read_last(session, ids),
        _read_words(session, ids),
        _read_tries(session, ids),
        _read_stays(session, ids, today),
        _read_liaisons(session, ids, today),
        _read_needs(session, ids),
    )


def _live(contact: Any = Contact) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return contact.replaced_at.is_(None), contact.withdrawn_by_id.is_(None)


def _read_last(session: Session, ids: Sequence[UUID]) -> dict[UUID, Any]:
    """Return the newest contact that reached each member: one look into the index for each."""
    return {row.membership_id: row for row in session.execute(_last(), {"ids": ids})}


def _read_words(session: Session, ids: Sequence[UUID]) -> dict[UUID, Any]:
    """Return what was last said of each member."""
    return {row.membership_id: row for row in session.execute(_words(), {"ids": ids})}


@cache
def _last() -> Any:
    newest = aliased(Contact)
    return _newest(newest, newest.outcome == "reached", newest.with_whom == "self")


@cache
def _words() -> Any:
    newest = aliased(Contact)
    return _newest(newest, newest.note_sealed.is_not(None))


def _newest(newest: Any, *which: ColumnElement[bool]) -> Any:
    """Select the newest contact of each member, of those that fit."""
    row_id = (
        select(newest.row_id)
        .where(newest.membership_id == Membership.id, *_live(newest), *which)
        .order_by(newest.happened_on.desc())
        .limit(1)
        .correlate(Membership)
        .scalar_subquery()
    )
    made_by, maker = aliased(Membership), aliased(Person)
    return (
        select(
            Contact.membership_id,
            Contact.id,
            Contact.happened_on,
            Contact.way,
            Contact.with_whom,
            Contact.note_sealed,
            maker.name.label("by_name"),
        )
        .select_from(Membership)
        .join(Contact, Contact.row_id == row_id)
        .outerjoin(made_by, made_by.id == Contact.by_membership_id)
        .outerjoin(maker, maker.id == made_by.person_id)
        .where(Membership.id.in_(_IDS))
    )


def _read_tries(session: Session, ids: Sequence[UUID]) -> dict[UUID, int]:
    """Count the tries since the last contact that reached the member."""
    return {row[0]: row[1] for row in session.execute(_tries(), {"ids": ids})}


@cache
def _tries() -> Any:
    reached = aliased(Contact)
    last_on = (
        select(func.max(reached.happened_on))
        .where(
            reached.membership_id == Contact.membership_id,
            *_live(reached),
            reached.outcome == "reached",
            reached.with_whom == "self",
        )
        .correlate(Contact)
        .scalar_subquery()
    )
    return (
        select(Contact.membership_id, func.count())
        .where(
            Contact.membership_id.in_(_IDS),
            *_live(),
            Contact.outcome.in_(_TRIES),
            Contact.happened_on > func.coalesce(last_on, date(1900, 1, 1)),
        )
        .group_by(Contact.membership_id)
    )


def _read_stays(session: Session, ids: Sequence[UUID], today: date) -> dict[UUID, date]:
    return {row[0]: row[1] for row in session.execute(_stays(), {"ids": ids, "today": today})}


@cache
def _stays() -> Any:
    return (
        select(HomeStay.membership_id, func.max(HomeStay.to_on))
        .where(
            HomeStay.membership_id.in_(_IDS),
            HomeStay.replaced_at.is_(None),
            HomeStay.from_on <= _TODAY,
            HomeStay.to_on >= _TODAY,
        )
        .group_by(HomeStay.membership_id)
    )


def _read_liaisons(session: Session, ids: Sequence[UUID], today: date) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for member_id, liaison_id, lead, name in session.execute(_liaisons(), {"ids": ids, "today": today}):
        found[member_id].append({"member_id": liaison_id, "name": name, "lead": lead})
    return found


@cache
def _liaisons() -> Any:
    liaison = aliased(Membership)
    return (
        select(Pairing.member_id, Pairing.liaison_id, Pairing.lead, Person.name)
        .join(liaison, liaison.id == Pairing.liaison_id)
        .join(Person, Person.id == liaison.person_id)
        .where(Pairing.member_id.in_(_IDS), in_force(_TODAY))
        .order_by(Pairing.lead.desc(), Pairing.from_on, Pairing.id)
    )


def _read_needs(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for membership_id, id_, kind, raised_on in session.execute(_needs(), {"ids": ids}):
        found[membership_id].append({"id": id_, "kind": kind, "raised_on": raised_on})
    return found


@cache
def _needs() -> Any:
    # A private need is for the member, the secretary and whoever handles it, and stands on no list of others.
    return (
        select(Need.membership_id, Need.id, Need.kind, Need.raised_on)
        .where(
            Need.replaced_at.is_(None),
            Need.membership_id.in_(_IDS),
            Need.state == "open",
            Need.private.is_(False),
        )
        .order_by(Need.raised_on, Need.id)
    )


def _show(row: Any, facts: MemberFacts, today: date, beside: _Beside) -> dict[str, Any]:
    judged = judge(facts, today)
    urgent = [one for one in judged if one.state in _URGENT]
    state = min((one.state for one in urgent), key=_RANK.__getitem__, default=None)
    last, words = beside.last.get(row.id), beside.words.get(row.id)
    return {
        "member_id": row.id,
        "member_name": row.name,
        "organization_id": row.organization_id,
        "urgency": state.value if state else "none",
        "duties": [show_duty(one) for one in judged],
        "communication": row.communication,
        "away_since": row.departed_on,
        "place_code": row.place_code,
        "place_name": places.name_of(row.place_code) if row.place_code else None,
        "place_unsettled": row.place_unsettled,
        "employer": row.employer,
        "expected_return_on": row.expected_return_on,
        "at_home_until": beside.stays.get(row.id),
        "last": _show_last(last) if last else None,
        "last_words": _show_words(words) if words else None,
        "attempts": beside.tries.get(row.id, 0),
        "needs": beside.needs[row.id],
        "liaisons": beside.liaisons[row.id],
        "order": _order(row, urgent, state, last, today),
    }


def show_duty(judged: Judged) -> dict[str, Any]:
    """Write how a duty stands as the screens read it."""
    return {
        "duty": judged.duty,
        "state": judged.state,
        "unit": judged.unit,
        "period_first": judged.period.first,
        "period_last": judged.period.last,
        "done": judged.done,
        "needed": judged.needed,
    }


def _show_last(last: Any) -> dict[str, Any]:
    return {
        "id": last.id,
        "happened_on": last.happened_on,
        "way": last.way,
        "by_name": last.by_name or "",
    }


def _show_words(words: Any) -> dict[str, Any]:
    return {
        "id": words.id,
        "happened_on": words.happened_on,
        "with_whom": words.with_whom,
        "note": crypto.keys().open(words.note_sealed, words.id, "note"),
    }


def _order(row: Any, urgent: list[Judged], state: State | None, last: Any, today: date) -> tuple[Any, ...]:
    """Overdue before grace before due; a call to the member before one to the family; whoever was silent longest."""
    if state is None:
        return (len(_RANK), False, _LONG_AGO, today, row.pinyin, str(row.id))
    ours = [one for one in urgent if one.state is state]
    family_only = all(one.duty is Duty.FAMILY for one in ours)
    ends_on = min(one.period.last for one in ours)
    silent_since = last.happened_on if last else _LONG_AGO
    first, second = (silent_since, ends_on) if state is State.OVERDUE else (ends_on, silent_since)
    return (_RANK[state], family_only, first, second, row.pinyin, str(row.id))


def _by_urgency(item: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(item["order"])


def _by_name(item: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(item["order"][-2:])


def _group(due: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    groups: dict[UUID | None, dict[str, Any]] = {}
    for is_due, items in ((1, due), (0, others)):
        for item in items:
            for liaison in item["liaisons"] or [{"member_id": None, "name": None}]:
                group = groups.setdefault(
                    liaison["member_id"],
                    {"liaison_id": liaison["member_id"], "name": liaison["name"], "member_ids": [], "due": 0},
                )
                group["member_ids"].append(item["member_id"])
                group["due"] += is_due
    return sorted(
        groups.values(), key=lambda group: (group["name"] is not None, -group["due"], group["name"] or "")
    )
