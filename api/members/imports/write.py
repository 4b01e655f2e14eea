"""Write a confirmed roster: everything is prepared first, then one short transaction keeps all of it or nothing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, read_actor
from api.codes import partial_date
from api.db import Database
from api.errors import Refusal
from api.jobs.lease import JobContext
from api.journal import in_transaction, lock, make_ready
from api.members import particulars
from api.members.imports import rules
from api.members.imports.keep import open_outcomes, row_of
from api.members.roster.fields import RosterRow
from api.members.service import Arrival, Newcomers, bulk_enter
from api.models import (
    ActivityCard,
    AwayPeriod,
    Fact,
    Group,
    HostLink,
    JournalHead,
    Master,
    Membership,
    Opening,
    Person,
    RosterImport,
    current,
)

KIND = "roster.confirm"

_BASIS = "名册导入"
_PRECISION = {4: "year", 7: "month", 10: "day"}
_OPENING = ("dues_paid_to", "last_contact_on", "last_organization_life_on")
_MEMBERSHIP = {"kind", "joined_on", "confirmed_on", "roll_status"}


@dataclass(frozen=True)
class _Kept:
    """The facts of a member that a row may correct."""

    away: AwayPeriod | None = None
    opening: Opening | None = None
    card: ActivityCard | None = None
    host: HostLink | None = None


def write_roster(context: JobContext) -> dict[str, Any]:
    """Write the roster of a confirmed import, all or nothing. A second attempt after a kill finds it done or not begun."""
    if context.subject_id is None:
        raise ValueError("a roster job has an import")
    import_id = context.subject_id
    with context.database.reading() as session:
        kept = session.get_one(RosterImport, import_id)
        outcomes = open_outcomes(kept)
        actor = read_actor(session, kept.account_id)
    if kept.state == "done":
        return dict(kept.summary["counts"])
    if actor is None:
        raise Refusal("forbidden")
    context.progress(0, 2)
    with context.database.reading() as session:
        groups = _Groups(session, [UUID(node_id) for node_id in kept.base])
    newcomers = _make_ready(
        context.database, [outcome for outcome in outcomes if outcome["outcome"] == "create"], groups
    )
    changes = [outcome for outcome in outcomes if outcome["outcome"] == "change"]
    context.progress(1, 2)
    try:
        in_transaction(context.database, lambda s: _write(context, s, actor, newcomers, changes, groups))
    except Refusal as refusal:
        if refusal.code != "roster_stale":
            raise
        in_transaction(context.database, lambda s: _mark_stale(context, s, import_id))
        return {}
    return dict(kept.summary["counts"])


def _make_ready(
    database: Database, outcomes: list[dict[str, Any]], groups: "_Groups"
) -> dict[UUID, Newcomers]:
    """Seal and sign everybody new, by branch."""
    today = clock.today()
    by_branch: dict[UUID, list[tuple[Person, Membership, list[Fact]]]] = defaultdict(list)
    for outcome in outcomes:
        by_branch[UUID(outcome["branch_id"])].append(_newcomer(outcome, today, groups))
    newcomers = {}
    for branch_id, people in by_branch.items():
        rows: list[Master | Fact] = []
        for person, membership, facts in people:
            rows += [person, membership, *facts]
        newcomers[branch_id] = Newcomers(
            [person.id for person, _, _ in people],
            [membership.id for _, membership, _ in people],
            make_ready(database, branch_id, rows),
        )
    return newcomers


def _newcomer(
    outcome: dict[str, Any], today: date, groups: "_Groups"
) -> tuple[Person, Membership, list[Fact]]:
    row, branch_id = row_of(outcome), UUID(outcome["branch_id"])
    person = Person()
    particulars.apply(
        person,
        {name: getattr(row, name) for name in particulars.OF_PERSON if getattr(row, name, None) is not None},
    )
    membership = Membership(
        person_id=person.id,
        organization_id=branch_id,
        kind=row.kind or "full",
        from_on=today,
        joined_on=row.joined_on,
        confirmed_on=row.confirmed_on,
        roll_status=row.roll_status or "normal",
        reported_lost=row.lost_contact,
        reported_lost_on=row.lost_contact_on,
        group_id=groups.find(branch_id, row.group_name) if row.group_name else None,
    )
    return person, membership, _facts_of(row, membership.id, _Kept())


def _write(
    context: JobContext,
    session: Session,
    actor: Actor,
    newcomers: dict[UUID, Newcomers],
    changes: list[dict[str, Any]],
    groups: "_Groups",
) -> None:
    kept = session.get_one(RosterImport, context.subject_id)
    people = sorted((UUID(change["person_id"]), UUID(change["membership_id"])) for change in changes)
    persons = {person_id: lock(session, Person, person_id) for person_id, _ in people}
    memberships = {id_: lock(session, Membership, id_) for id_ in sorted(id_ for _, id_ in people)}
    # From here on nobody else writes in these journals, so what was true at this look stays true.
    session.scalars(
        select(JournalHead)
        .where(JournalHead.node_id.in_([UUID(node_id) for node_id in kept.base]))
        .order_by(JournalHead.node_id)
        .with_for_update()
    ).all()
    rules.ensure_still_so(session, kept.base)
    arrivals = []
    present = _Present(session, list(memberships))
    for change in changes:
        person, membership = persons[UUID(change["person_id"])], memberships[UUID(change["membership_id"])]
        if person is None or membership is None or person.version + membership.version != change["version"]:
            raise Refusal("roster_stale")
        arrivals.append(_change(change, person, membership, groups, present))
    bulk_enter(session, actor, newcomers, arrivals, {"import": str(kept.id)}, groups.new)
    kept.state = "done"
    context.finish(session, kept.summary["counts"])


def _mark_stale(context: JobContext, session: Session, import_id: UUID) -> None:
    session.get_one(RosterImport, import_id).state = "stale"
    context.fail(session, "roster_stale")


def _change(
    change: dict[str, Any], person: Person, membership: Membership, groups: "_Groups", present: "_Present"
) -> Arrival:
    row = row_of(change)
    changed = {item["field"] for item in change["changes"]}
    particulars.apply(person, {name: getattr(row, name) for name in changed & particulars.OF_PERSON})
    for name in changed & _MEMBERSHIP:
        setattr(membership, name, getattr(row, name))
    if "roll_status" in changed:
        membership.roll_status_basis = _BASIS
    if "lost_contact" in changed:
        membership.reported_lost = row.lost_contact
    if "lost_contact_on" in changed:
        membership.reported_lost_on = row.lost_contact_on
    if "group_name" in changed and row.group_name:
        membership.group_id = groups.find(membership.organization_id, row.group_name)
    further = _facts_of(row, membership.id, present.of(membership.id), changed)
    return Arrival(person, membership, tuple(further))


def _facts_of(
    row: RosterRow, membership_id: UUID, kept: _Kept, changed: set[str] | None = None
) -> list[Fact]:
    """Return the facts that a row tells, new ones or corrections; only of changed fields where these are named."""

    def tells(*names: str) -> bool:
        return any(getattr(row, name) for name in names) and (changed is None or bool(changed & set(names)))

    facts: list[Fact] = []
    away = kept.away
    if tells(*_OPENING):
        facts.append(_opening(row, membership_id, kept.opening))
    if row.floating is not True:
        return facts
    told = ("floating", "place", "reason", "departed_on", "employer", "residence", "expected_return_on")
    if tells(*told):
        away = _away(row, membership_id, away)
        facts.append(away)
    if away is not None and tells("card_number", "has_card"):
        values = {"number": row.card_number, "state": "issued", "membership_id": membership_id}
        facts.append(
            kept.card.corrected(**values) if kept.card else ActivityCard(away_period_id=away.id, **values)
        )
    if away is not None and tells("host"):
        values = {"state": "contacted", "organization_text": row.host, "membership_id": membership_id}
        facts.append(
            kept.host.corrected(**values) if kept.host else HostLink(away_period_id=away.id, **values)
        )
    return facts


def _opening(row: RosterRow, membership_id: UUID, known: Opening | None) -> Opening:
    values = {
        "dues_paid_to": row.dues_paid_to,
        "last_contact_on": _day(row.last_contact_on),
        "last_organization_life_on": _day(row.last_organization_life_on),
    }
    told = {name: value for name, value in values.items() if value is not None}
    return known.corrected(**told) if known else Opening(membership_id=membership_id, **told)


def _away(row: RosterRow, membership_id: UUID, known: AwayPeriod | None) -> AwayPeriod:
    values = {
        "departed_on": _day(row.departed_on),
        "departed_precision": _PRECISION[len(row.departed_on)] if row.departed_on else None,
        "expected_return_on": _day(row.expected_return_on),
        "reason_code": row.reason.code if row.reason else None,
        "place_code": row.place.code if row.place else None,
        "place_unsettled": row.place.unsettled if row.place else None,
        "employer": row.employer,
        "residence": row.residence,
        "basis": _BASIS,
    }
    told = {name: value for name, value in values.items() if value is not None}
    return known.corrected(**told) if known else AwayPeriod(membership_id=membership_id, **told)


def _day(partial: str | None) -> date | None:
    return partial_date.earliest(partial) if partial else None


class _Groups:
    """The 党小组 of the branches by name; one that a roster names for the first time is made."""

    def __init__(self, session: Session, branch_ids: list[UUID]) -> None:
        statement = select(Group).where(Group.organization_id.in_(branch_ids), Group.ended_on.is_(None))
        self.known = {(group.organization_id, group.name): group.id for group in session.scalars(statement)}
        self.new: list[Group] = []

    def find(self, branch_id: UUID, name: str) -> UUID:
        """Return the group's id."""
        if (branch_id, name) not in self.known:
            group = Group(organization_id=branch_id, name=name)
            self.new.append(group)
            self.known[branch_id, name] = group.id
        return self.known[branch_id, name]


class _Present:
    """The facts that changed rows may correct, in one look-up for each table."""

    def __init__(self, session: Session, membership_ids: list[UUID]) -> None:
        away = current(AwayPeriod).where(
            AwayPeriod.membership_id.in_(membership_ids), AwayPeriod.returned_on.is_(None)
        )
        self.away = {period.membership_id: period for period in session.scalars(away)}
        periods = [period.id for period in self.away.values()]
        cards = current(ActivityCard).where(ActivityCard.away_period_id.in_(periods))
        self.cards = {card.away_period_id: card for card in session.scalars(cards)}
        hosts = current(HostLink).where(HostLink.away_period_id.in_(periods))
        self.hosts = {link.away_period_id: link for link in session.scalars(hosts)}
        openings = current(Opening).where(Opening.membership_id.in_(membership_ids))
        self.openings = {opening.membership_id: opening for opening in session.scalars(openings)}

    def of(self, membership_id: UUID) -> _Kept:
        """Return one member's."""
        away = self.away.get(membership_id)
        return _Kept(
            away,
            self.openings.get(membership_id),
            self.cards.get(away.id) if away else None,
            self.hosts.get(away.id) if away else None,
        )
