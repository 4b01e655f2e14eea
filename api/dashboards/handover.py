"""换届交接: what one secretary hands to the next, put together from what is on record; nothing is stored for it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.dashboards.desk import list_desk
from api.errors import Refusal
from api.models import (
    Account,
    ActivityCard,
    AwayPeriod,
    Contact,
    DuesAssessment,
    DuesMonth,
    Grant,
    Group,
    HostLink,
    Household,
    JournalHead,
    Membership,
    Minutes,
    NationalRegistration,
    Need,
    Opening,
    Organization,
    Person,
    ProbationStep,
    RegisterPrint,
    Report,
    ScreeningRound,
    StandingDecision,
    Transfer,
    Visit,
)
from api.standing.words import Language

_BOOKS: dict[str, type[Any]] = {
    "reports": Report,
    "contacts": Contact,
    "visits": Visit,
    "screenings": ScreeningRound,
    "minutes": Minutes,
    "needs": Need,
    "away_periods": AwayPeriod,
    "decisions": StandingDecision,
    "openings": Opening,
    "dues_assessments": DuesAssessment,
    "dues_months": DuesMonth,
    "probation_steps": ProbationStep,
    "transfers": Transfer,
    "host_links": HostLink,
    "national_registrations": NationalRegistration,
}
"""What a branch keeps as facts: how many stand, and when the last was recorded."""


def read_handover(
    session: Session, actor: Actor, organization_id: UUID, language: Language
) -> dict[str, Any]:
    """Return a branch's open items, cards in hand, duties with their days, and what each list holds.

    Raise `organization_invalid` for a node that is no branch: a township hands over no lists of its own.
    """
    branch = session.get(Organization, organization_id)
    if branch is None:
        raise Refusal("not_found")
    if branch.kind != "branch":
        raise Refusal("organization_invalid")
    head = session.get(JournalHead, organization_id)
    return {
        "as_of": clock.now(),
        "organization_name": branch.name,
        "journal_number": head.number if head else 0,
        "duties": _duties(session, organization_id),
        "open_items": [
            {name: item[name] for name in ("kind", "member_name", "sentence", "since")}
            for item in list_desk(session, actor, organization_id, language)
        ],
        "cards": _cards(session, organization_id),
        "holdings": [*_masters(session, organization_id), *_facts(session, organization_id)],
        "editions": _editions(session, organization_id),
    }


def _duties(session: Session, organization_id: UUID) -> list[dict[str, Any]]:
    today = clock.today()
    rows = session.execute(
        select(Person.name, Grant.role, Grant.from_on, Grant.to_on, Grant.delegated_by_id)
        .join(Account, Account.id == Grant.account_id)
        .join(Person, Person.id == Account.person_id)
        .where(Grant.organization_id == organization_id, Grant.to_on.is_(None) | (Grant.to_on >= today))
        .order_by(Grant.role.desc(), Grant.from_on, Grant.id)
    )
    return [
        {
            "name": row.name,
            "role": row.role,
            "from_on": row.from_on,
            "to_on": row.to_on,
            "delegated": row.delegated_by_id is not None,
        }
        for row in rows
    ]


def _cards(session: Session, organization_id: UUID) -> list[dict[str, Any]]:
    rows = session.execute(
        select(ActivityCard.number, ActivityCard.state, ActivityCard.issued_on, Person.name)
        .join(Membership, Membership.id == ActivityCard.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .where(ActivityCard.node_id == organization_id, ActivityCard.replaced_at.is_(None))
        .where(ActivityCard.state.in_(["to_number", "issued", "to_inspect"]), Membership.to_on.is_(None))
        .order_by(Person.pinyin, ActivityCard.id)
    )
    return [
        {"name": row.name, "number": row.number, "state": row.state, "issued_on": row.issued_on}
        for row in rows
    ]


def _editions(session: Session, organization_id: UUID) -> list[dict[str, Any]]:
    """Return the last edition (定稿) of each book."""
    rows = session.execute(
        select(
            RegisterPrint.book,
            RegisterPrint.edition,
            RegisterPrint.from_on,
            RegisterPrint.to_on,
            RegisterPrint.code,
            RegisterPrint.recorded_at,
        )
        .where(RegisterPrint.node_id == organization_id, RegisterPrint.replaced_at.is_(None))
        .where(RegisterPrint.edition.is_not(None))
        .order_by(RegisterPrint.recorded_at)
    )
    newest = {row.book: dict(row._mapping) for row in rows}
    return [newest[book] for book in sorted(newest)]


def _masters(session: Session, organization_id: UUID) -> list[dict[str, Any]]:
    on_roll = Membership.organization_id == organization_id
    counts: dict[str, Select[Any]] = {
        "members": select(func.count()).where(on_roll, Membership.to_on.is_(None)),
        "members_left": select(func.count()).where(on_roll, Membership.to_on.is_not(None)),
        "households": select(func.count()).where(Household.organization_id == organization_id),
        "groups": select(func.count()).where(
            Group.organization_id == organization_id, Group.ended_on.is_(None)
        ),
    }
    return [
        {"key": key, "count": session.scalar(statement) or 0, "newest_at": None}
        for key, statement in counts.items()
    ]


def _facts(session: Session, organization_id: UUID) -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = []
    for key, model in _BOOKS.items():
        count: int
        newest: datetime | None
        count, newest = session.execute(
            select(func.count(), func.max(model.recorded_at)).where(
                model.node_id == organization_id, model.replaced_at.is_(None)
            )
        ).one()
        held.append({"key": key, "count": count, "newest_at": newest})
    return held
