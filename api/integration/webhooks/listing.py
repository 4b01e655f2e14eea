"""How the telling goes, for those who look after it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.http.paging import page
from api.integration.webhooks import rules
from api.integration.webhooks.leasing import is_beyond
from api.models import (
    JournalEntry,
    JournalHead,
    Organization,
    Webhook,
    WebhookDeadLetter,
    WebhookPosition,
    WebhookRun,
    WebhookSecret,
)
from api.models.clients import name_of_account

MOST_COUNTED = 1000
"""Beyond that nobody counts: it is many."""


def list_webhooks(session: Session, actor: Actor, organization_id: UUID | None) -> list[dict[str, Any]]:
    """Return the webhooks that the actor manages, at one node or at all in reach."""
    statement = rules.visible_to(actor)
    if organization_id:
        statement = statement.where(Webhook.organization_id == organization_id)
    return [_show(session, webhook) for webhook in session.scalars(statement.order_by(Webhook.id))]


def read_webhook(session: Session, actor: Actor, webhook_id: UUID) -> dict[str, Any]:
    """Return one webhook. Raise `not_found`."""
    return _show(session, rules.get_visible(session, actor, webhook_id))


def list_letters(
    session: Session, actor: Actor, webhook_id: UUID, limit: int, cursor: str | None
) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of what was laid aside, the newest first."""
    rules.get_visible(session, actor, webhook_id)
    letter = WebhookDeadLetter
    statement = (
        select(*letter.__table__.columns, Organization.short_name.label("organization_name"))
        .join(Organization, Organization.id == letter.node_id)
        .where(letter.webhook_id == webhook_id)
    )
    rows, further = page(session, statement, [(letter.died_at, True), (letter.id, True)], limit, cursor)
    return [_show_letter(row) for row in rows], further


def _show_letter(row: Any) -> dict[str, Any]:
    state = "replayed" if row.replayed_at else "replaying" if row.replay_at else "lies"
    return {
        "id": row.id,
        "organization_id": row.node_id,
        "organization_name": row.organization_name,
        "epoch": row.epoch,
        "number": row.number,
        "event_id": f"entry_{row.node_id.hex}_{row.epoch}_{row.number}",
        "kind": row.kind,
        "state": state,
        "tries": row.tries,
        "problem": row.problem,
        "status": row.status,
        "died_at": row.died_at,
        "replayed_at": row.replayed_at,
    }


def _show(session: Session, webhook: Webhook) -> dict[str, Any]:
    run = session.get_one(WebhookRun, webhook.id)
    waiting, next_try_at = _waiting(session, webhook, run)
    now = clock.now()
    organization = session.get_one(Organization, webhook.organization_id)
    letters = select(func.count()).where(
        WebhookDeadLetter.webhook_id == webhook.id, WebhookDeadLetter.replayed_at.is_(None)
    )
    secrets = session.scalars(
        select(WebhookSecret)
        .where(WebhookSecret.webhook_id == webhook.id)
        .where(WebhookSecret.ends_at.is_(None) | (WebhookSecret.ends_at > now))
        .order_by(WebhookSecret.created_at.desc(), WebhookSecret.id.desc())
    )
    return {
        "id": webhook.id,
        "organization_id": webhook.organization_id,
        "organization_name": organization.short_name,
        "name": webhook.name,
        "address": webhook.address,
        "kinds": webhook.kinds,
        "state": _state(webhook, run),
        "answered_by": session.scalar(
            select(name_of_account(Webhook.account_id)).where(Webhook.id == webhook.id)
        ),
        "waiting": waiting,
        "delivered_at": run.delivered_at,
        "failing_since": run.failing_since,
        "next_try_at": next_try_at,
        "status": run.status,
        "problem": run.problem,
        "dead_letters": session.scalars(letters).one(),
        "test": {
            "id": run.test_id,
            "asked_at": run.test_asked_at,
            "ended_at": run.test_ended_at,
            "status": run.test_status,
            "problem": run.test_problem,
        },
        "secrets": [{"created_at": secret.created_at, "ends_at": secret.ends_at} for secret in secrets],
        "version": webhook.version,
    }


def _state(webhook: Webhook, run: WebhookRun) -> str:
    if webhook.paused:
        return "paused"
    if run.stopped_at:
        return "stopped"
    return "failing" if run.problem else "active"


def _waiting(session: Session, webhook: Webhook, run: WebhookRun) -> tuple[int, datetime | None]:
    """Return how many entries wait, and when the next of them is tried."""
    at_position = and_(
        JournalEntry.node_id == WebhookPosition.node_id, is_beyond(JournalEntry, WebhookPosition)
    )
    mine = and_(WebhookPosition.webhook_id == webhook.id, WebhookPosition.has_left.is_(False))
    some = select(JournalEntry.number).join(WebhookPosition, at_position).where(mine, _wanted(webhook.kinds))
    waiting = session.scalars(select(func.count()).select_from(some.limit(MOST_COUNTED).subquery())).one()
    if not waiting or webhook.paused or run.stopped_at or not run.problem:
        return waiting, None
    heads = and_(JournalHead.node_id == WebhookPosition.node_id, is_beyond(JournalHead, WebhookPosition))
    tries = session.scalars(select(WebhookPosition.next_try_at).join(JournalHead, heads).where(mine)).all()
    now = clock.now()
    earliest = min((moment or now for moment in tries), default=now)
    return waiting, max(earliest, run.rests_until or now, now)


def _wanted(kinds: Sequence[str]) -> ColumnElement[bool]:
    if not kinds:
        return JournalEntry.kind.is_not(None)
    whole = [kind.removesuffix("*") for kind in kinds if kind.endswith(".*")]
    wanted = [JournalEntry.kind.startswith(noun, autoescape=True) for noun in whole]
    return or_(false(), JournalEntry.kind.in_([kind for kind in kinds if not kind.endswith(".*")]), *wanted)
