"""What is removed once a day because its time is over. Nothing here is history."""

from datetime import timedelta
from functools import partial

from sqlalchemy import Executable, delete
from sqlalchemy.orm import Session

from api import clock
from api.config import Config
from api.db import Database
from api.journal import in_transaction
from api.models import Delivery, InboxMessage, ReminderDay
from api.reminders.sms import KEPT_DAYS, folder_of

DAYS_KEPT = timedelta(days=7)
DELIVERIES_KEPT = timedelta(days=30)
MESSAGES_KEPT = timedelta(days=90)


def sweep_reminders(config: Config, database: Database) -> None:
    """Remove old claims, what went out, old messages, and files that no SMS service took."""
    now, today = clock.now(), clock.today()
    for statement in (
        delete(ReminderDay).where(ReminderDay.on_date < today - DAYS_KEPT),
        delete(Delivery).where(Delivery.created_at < now - DELIVERIES_KEPT),
        delete(InboxMessage).where(InboxMessage.on_date < today - MESSAGES_KEPT),
    ):
        in_transaction(database, partial(_run, statement))
    for file in folder_of(config).glob("*.json"):
        if now.timestamp() - file.stat().st_mtime > KEPT_DAYS * 86_400:
            file.unlink(missing_ok=True)


def _run(statement: Executable, session: Session) -> None:
    session.execute(statement)
