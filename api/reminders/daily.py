"""Once a day and person: look what waits, and write it into the inbox and onto the way out, in one transaction.

The row in `reminder_days` is the claim: of two workers that look at the same person, one writes. A worker that is
killed before its commit has written nothing, and the next one looks again.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api import clock
from api.access import read_actor
from api.config import Config
from api.db import Database, new_id
from api.errors import Refusal
from api.journal import in_transaction
from api.models import (
    Account,
    Delivery,
    Grant,
    Membership,
    Organization,
    ReminderChoice,
    ReminderDay,
    Robot,
)
from api.reminders.gathering import gather_for, gather_for_group
from api.reminders.keeping import ROBOT, SMS, insert_into, put_into_inbox
from api.reminders.places import hours_of_all
from api.reminders.saying import Line

log = structlog.get_logger()

MOST_AT_ONCE = 20
"""How many one round looks at before the worker's other work has its turn."""


def tell_everybody(_config: Config, database: Database) -> int:
    """Look at those whose hour has come and who were not looked at today, so many at once; return how many were."""
    today = clock.today()
    with database.reading() as session:
        tellings = [*_robots_due(session, today), *_accounts_due(session, today)][:MOST_AT_ONCE]
    for recipient_id, tell in tellings:
        try:
            tell(database)
        except (DBAPIError, Refusal):
            # The database is away or overloaded: everybody is looked at again.
            raise
        except Exception:
            # One day that cannot be worked out must not keep everybody behind it from theirs.
            log.exception("day not told", recipient=str(recipient_id))
            in_transaction(database, partial(_claim, recipient_id=recipient_id, today=today))
    return len(tellings)


Telling = tuple[UUID, Callable[[Database], None]]


def _accounts_due(session: Session, today: date) -> list[Telling]:
    first_node = (
        select(Grant.organization_id)
        .where(Grant.account_id == Account.id, Grant.from_on <= today)
        .where(or_(Grant.to_on.is_(None), Grant.to_on >= today))
        .order_by(Grant.from_on, Grant.id)
        .limit(1)
        .correlate(Account)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Account.id,
            func.coalesce(Membership.organization_id, first_node).label("node_id"),
            func.coalesce(ReminderChoice.inbox, True).label("inbox"),
            func.coalesce(ReminderChoice.sms, False).label("sms"),
            ReminderChoice.hour,
        )
        .outerjoin(Membership, and_(Membership.person_id == Account.person_id, Membership.to_on.is_(None)))
        .outerjoin(ReminderChoice, ReminderChoice.account_id == Account.id)
        .where(Account.closed.is_(False), Account.person_id.is_not(None), ~_looked_at(Account.id, today))
        .order_by(Account.id)
    ).all()
    return [
        (row.id, partial(_tell_account, today=today, account_id=row.id, inbox=row.inbox, sms=row.sms))
        for row in _now_due(session, rows)
    ]


def _robots_due(session: Session, today: date) -> list[Telling]:
    rows = session.execute(
        select(Robot.id, Robot.organization_id.label("node_id"), Robot.hour)
        .join(Organization, Organization.id == Robot.organization_id)
        .where(Robot.paused.is_(False), Robot.ended.is_(False), Organization.ended_on.is_(None))
        .where(~_looked_at(Robot.id, today))
        .order_by(Robot.id)
    ).all()
    return [
        (row.id, partial(_tell_group, today=today, robot_id=row.id, organization_id=row.node_id))
        for row in _now_due(session, rows)
    ]


def _looked_at(recipient: Any, today: date) -> Any:
    return exists().where(ReminderDay.recipient_id == recipient, ReminderDay.on_date == today)


def _now_due(session: Session, rows: Any) -> list[Any]:
    now = clock.now()
    placed = [row for row in rows if row.node_id is not None]
    places = hours_of_all(session, {row.node_id for row in placed})
    return [row for row in placed if places[row.node_id].is_due(now, row.hour)]


def _tell_account(database: Database, today: date, account_id: UUID, *, inbox: bool, sms: bool) -> None:
    lines: list[Line] = []
    if inbox or sms:
        # Looked at before the transaction that writes: a township's desk takes longer than others should wait.
        with database.reading() as session:
            actor = read_actor(session, account_id)
            lines = gather_for(session, actor) if actor else []

    def write(session: Session) -> None:
        if not _claim(session, account_id, today) or not lines:
            return
        if inbox:
            put_into_inbox(session, account_id, "digest", str(today), lines)
        if sms:
            _put_on_its_way(session, SMS, account_id, today, lines)

    in_transaction(database, write)


def _tell_group(database: Database, today: date, robot_id: UUID, organization_id: UUID) -> None:
    with database.reading() as session:
        lines = gather_for_group(session, organization_id)

    def write(session: Session) -> None:
        if _claim(session, robot_id, today) and lines:
            _put_on_its_way(session, ROBOT, robot_id, today, lines)

    in_transaction(database, write)


def _put_on_its_way(
    session: Session, channel: str, recipient_id: UUID, today: date, lines: list[Line]
) -> None:
    now = clock.now()
    session.execute(
        insert_into(session, Delivery)
        .values(
            id=new_id(),
            channel=channel,
            recipient_id=recipient_id,
            slot=str(today),
            lines=lines,
            run_after=now,
            created_at=now,
        )
        .on_conflict_do_nothing()
    )


def _claim(session: Session, recipient_id: UUID, today: date) -> bool:
    claimed = session.execute(
        insert_into(session, ReminderDay)
        .values(recipient_id=recipient_id, on_date=today)
        .on_conflict_do_nothing()
        .returning(ReminderDay.recipient_id)
    ).first()
    return claimed is not None
