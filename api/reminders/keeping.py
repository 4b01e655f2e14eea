"""Rows that are written once, whoever writes them twice."""

from typing import Any
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api import clock
from api.db import new_id
from api.models import InboxMessage
from api.reminders.saying import Line

SMS, ROBOT = "sms", "robot"
"""The ways out of the house."""


def put_into_inbox(session: Session, account_id: UUID, kind: str, key: str, lines: list[Line]) -> None:
    """Write a message of an account, unless it is there."""
    session.execute(
        insert_into(session, InboxMessage)
        .values(
            id=new_id(),
            account_id=account_id,
            kind=kind,
            key=key,
            on_date=clock.today(),
            lines=lines,
            created_at=clock.now(),
        )
        .on_conflict_do_nothing()
    )


def insert_into(session: Session, model: Any) -> Any:
    """Return an insert of this database that may say what a conflict does."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(model)
