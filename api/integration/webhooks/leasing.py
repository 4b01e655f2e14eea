"""Who tells which receiver: one worker at a time for each webhook, so that its events stay in order.

A worker that dies leaves a lease that runs out. One that only slept finds, in the transaction that would note what was
taken, that the lease is somebody else's, and notes nothing: the next one sends that event again under the same id.
"""

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from api import clock
from api.db import Database
from api.journal import in_transaction
from api.models import JournalHead, Webhook, WebhookDeadLetter, WebhookPosition, WebhookRun

LEASE = timedelta(seconds=60)
"""Much longer than one try may take."""
LOOKS_EVERY = timedelta(seconds=30)
"""How often new branches below are looked for."""


class LeaseLostError(Exception):
    """Somebody else tells this receiver now."""


def claim(database: Database, worker: str) -> tuple[UUID, str] | None:
    """Take the webhook that waits longest for something due; None where nothing is. Return it with the lease's owner."""
    with database.reading() as session:
        if session.scalar(_next()) is None:
            return None
    owner = f"{worker[:50]}/{secrets.token_hex(4)}"
    taken = in_transaction(database, lambda session: _take(session, owner))
    return None if taken is None else (taken, owner)


def _take(session: Session, owner: str) -> UUID | None:
    chosen = _next().with_for_update(skip_locked=True, of=WebhookRun).scalar_subquery()
    return session.scalar(
        update(WebhookRun)
        .where(WebhookRun.webhook_id == chosen)
        .values(lease_owner=owner, lease_until=clock.now() + LEASE)
        .returning(WebhookRun.webhook_id)
        .execution_options(synchronize_session=False)
    )


def hold(session: Session, webhook_id: UUID, owner: str) -> None:
    """Renew the lease in the transaction of an effect. Raise LeaseLostError where it is no longer ours."""
    held = session.execute(
        update(WebhookRun)
        .where(WebhookRun.webhook_id == webhook_id, WebhookRun.lease_owner == owner)
        .values(lease_until=clock.now() + LEASE)
        .returning(WebhookRun.webhook_id)
        .execution_options(synchronize_session=False)
    ).first()
    if held is None:
        raise LeaseLostError(str(webhook_id))


def release(database: Database, webhook_id: UUID, owner: str, rest: timedelta | None = None) -> None:
    """Give the lease back, if it is still ours. rest: how long nobody takes it."""
    given_back: dict[str, Any] = {"lease_owner": None, "lease_until": None}
    if rest is not None:
        given_back["rests_until"] = clock.now() + rest

    def give_back(session: Session) -> None:
        session.execute(
            update(WebhookRun)
            .where(WebhookRun.webhook_id == webhook_id, WebhookRun.lease_owner == owner)
            .values(given_back)
            .execution_options(synchronize_session=False)
        )

    in_transaction(database, give_back)


def _next() -> Select[UUID]:
    now = clock.now()
    free = or_(WebhookRun.lease_until.is_(None), WebhookRun.lease_until < now)
    rested = or_(WebhookRun.rests_until.is_(None), WebhookRun.rests_until <= now)
    goes = and_(Webhook.paused.is_(False), WebhookRun.stopped_at.is_(None))
    asked = and_(WebhookRun.test_asked_at.is_not(None), WebhookRun.test_ended_at.is_(None))
    unlooked = or_(WebhookRun.looked_at.is_(None), WebhookRun.looked_at < now - LOOKS_EVERY)
    due = or_(unlooked, has_news(), has_replay())
    return (
        select(WebhookRun.webhook_id)
        .join(Webhook, Webhook.id == WebhookRun.webhook_id)
        .where(Webhook.ended.is_(False), free, or_(asked, and_(goes, rested, due)))
        .order_by(WebhookRun.tried_at.nulls_first(), WebhookRun.webhook_id)
        .limit(1)
    )


def has_news() -> ColumnElement[bool]:
    """Return the condition that a journal went on beyond what the webhook's receiver was told, and may be told now."""
    return exists().where(
        WebhookPosition.webhook_id == WebhookRun.webhook_id,
        WebhookPosition.has_left.is_(False),
        or_(WebhookPosition.next_try_at.is_(None), WebhookPosition.next_try_at <= clock.now()),
        JournalHead.node_id == WebhookPosition.node_id,
        is_beyond(JournalHead, WebhookPosition),
    )


def has_replay() -> ColumnElement[bool]:
    """Return the condition that something laid aside is to be sent again now."""
    return exists().where(
        WebhookDeadLetter.webhook_id == WebhookRun.webhook_id,
        WebhookDeadLetter.replay_at <= clock.now(),
    )


def is_beyond(this: type, that: type[WebhookPosition]) -> ColumnElement[bool]:
    """Return the condition that an entry or head comes after a position."""
    later_epoch = this.epoch > that.epoch  # type: ignore[attr-defined]
    return or_(later_epoch, and_(this.epoch == that.epoch, this.number > that.number))  # type: ignore[attr-defined]
