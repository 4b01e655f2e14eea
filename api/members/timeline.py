"""A member's timeline, read from the journal: what was recorded of them, and when it happened."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, case, null, or_, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, organizations_in_reach
from api.members.words import sentence_of
from api.models import (
    AwayPeriod,
    Contact,
    Fact,
    HomeStay,
    JournalEntry,
    JournalSubject,
    Membership,
    Person,
    Report,
)

ORDER = [(JournalEntry.at, True), (JournalEntry.number, True), (JournalEntry.node_id, True)]
"""Newest first; two nodes may write at the same instant."""

_HAPPENED: dict[str, tuple[type[Fact], tuple[str, ...]]] = {
    "away_periods": (AwayPeriod, ("returned_on", "departed_on")),
    "contacts": (Contact, ("happened_on",)),
    "home_stays": (HomeStay, ("from_on",)),
    "reports": (Report, ("departed_on", "returned_on", "from_on", "reported_on")),
}
"""Which column of a written fact says when it happened; the first that is filled counts."""


def select_entries(actor: Actor, membership: Membership) -> Select[Any]:
    """Select the entries that speak of a member, merged records included.

    A member sees every branch's entries about themself; staff see those of nodes in reach, so that after a move the old
    branch keeps its own and does not read on.
    """
    persons = select(Person.id).where(
        or_(Person.id == membership.person_id, Person.merged_into_id == membership.person_id)
    )
    about = or_(
        JournalSubject.subject_id == membership.id,
        JournalSubject.subject_id.in_(persons),
        JournalSubject.subject_id.in_(select(Membership.id).where(Membership.person_id.in_(persons))),
    )
    spoken_of = (
        select(JournalSubject.node_id, JournalSubject.epoch, JournalSubject.number)
        .where(about)
        .distinct()
        .subquery()
    )
    # A bulk entry lists thousands of rows, and none of them says when something happened to one member.
    bulk = or_(JournalEntry.kind.startswith("members."), JournalEntry.kind.startswith("pairings."))
    written = case((bulk, null()), else_=JournalEntry.written)
    statement = select(JournalEntry.kind, JournalEntry.facts, written.label("written")).join(
        spoken_of,
        (JournalEntry.node_id == spoken_of.c.node_id)
        & (JournalEntry.epoch == spoken_of.c.epoch)
        & (JournalEntry.number == spoken_of.c.number),
    )
    if membership.person_id == actor.person_id:
        return statement
    statement = statement.where(JournalEntry.node_id.in_(organizations_in_reach(actor, "members.read")))
    if membership.to_on is None:
        return statement
    return statement.where(JournalEntry.node_id == membership.organization_id)


def tell(session: Session, rows: Sequence[Row[Any]], language: str) -> list[dict[str, Any]]:
    """Return timeline items for rows of `select_entries`; the facts that they wrote are read in one go for each table."""
    happened = _days_of(session, rows)
    return [
        {
            "at": row.order_0,
            "on": _day_of(row, happened),
            "kind": row.kind,
            "sentence": sentence_of(row.kind, row.facts, language),
            "organization_id": row.order_2,
            "number": row.order_1,
        }
        for row in rows
    ]


def _day_of(row: Row[Any], happened: dict[str, date]) -> date:
    if "on" in row.facts:
        return date.fromisoformat(row.facts["on"])
    for table, row_id, _digest in row.written or ():
        if table in _HAPPENED and row_id in happened:
            return happened[row_id]
    return clock.day_of(row.order_0)


def _days_of(session: Session, rows: Sequence[Row[Any]]) -> dict[str, date]:
    days: dict[str, date] = {}
    for name, (model, columns) in _HAPPENED.items():
        wanted = [
            UUID(row_id) for row in rows for table, row_id, _digest in row.written or () if table == name
        ]
        if not wanted:
            continue
        for fact in session.scalars(select(model).where(model.row_id.in_(wanted))):
            found = next((day for column in columns if (day := getattr(fact, column)) is not None), None)
            if found is not None:
                days[str(fact.row_id)] = found
    return days
