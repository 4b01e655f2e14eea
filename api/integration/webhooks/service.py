"""What can be done with webhooks."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, nodes_below
from api.db import new_id
from api.errors import Refusal
from api.integration.outgoing import Network, take_apart
from api.integration.webhooks import rules
from api.integration.webhooks.signing import make_secret
from api.journal import Outcome, lock, record
from api.models import (
    JournalHead,
    Webhook,
    WebhookDeadLetter,
    WebhookPosition,
    WebhookRun,
    WebhookSecret,
)


def create(session: Session, actor: Actor, data: dict[str, Any], networks: Sequence[Network]) -> Outcome:
    """Tell a receiver what happens at a node and below, from now on. Raise `outgoing_address_refused`."""
    take_apart(data["address"], networks)
    rules.ensure_not_too_many(session, data["organization_id"])
    webhook = Webhook(**data)
    _answer_for(webhook, actor)
    now = clock.now()
    secret = _new_secret(session, webhook.id, now)
    session.add(WebhookRun(webhook_id=webhook.id, created_at=now))
    heads = select(JournalHead).where(JournalHead.node_id.in_(nodes_below([webhook.organization_id])))
    for head in session.scalars(heads):
        session.add(
            WebhookPosition(webhook_id=webhook.id, node_id=head.node_id, epoch=head.epoch, number=head.number)
        )
    outcome = _record(session, actor, webhook, "created")
    return Outcome(webhook.id, outcome.state, outcome.entry, {"secret_id": str(secret.id)})


def change(
    session: Session,
    actor: Actor,
    webhook_id: UUID,
    wanted_version: int,
    changes: dict[str, Any],
    networks: Sequence[Network],
) -> Outcome:
    """Change name, address or kinds; who changes what is told to whom answers for it. Raise `stale_version`."""
    webhook = _locked(session, webhook_id)
    if webhook.version != wanted_version:
        raise Refusal("stale_version")
    if "address" in changes:
        take_apart(changes["address"], networks)
    for field, value in changes.items():
        setattr(webhook, field, value)
    if {"address", "kinds"} & set(changes):
        _answer_for(webhook, actor)
    return _record(session, actor, webhook, "changed", {"fields": sorted(changes)})


def pause(session: Session, actor: Actor, webhook_id: UUID) -> Outcome:
    """Tell nothing until somebody lets it go on; what happens meanwhile waits."""
    webhook = _locked(session, webhook_id)
    webhook.paused = True
    return _record(session, actor, webhook, "paused")


def resume(session: Session, actor: Actor, webhook_id: UUID) -> Outcome:
    """Go on at once with what waits; whoever lets it go on answers for it."""
    webhook = _locked(session, webhook_id)
    webhook.paused = False
    _answer_for(webhook, actor)
    session.execute(
        update(WebhookRun)
        .where(WebhookRun.webhook_id == webhook_id)
        .values(
            stopped_at=None, rests_until=None, failures=0, failing_since=None, gave_up=False, problem=None
        )
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(WebhookPosition)
        .where(WebhookPosition.webhook_id == webhook_id)
        .values(next_try_at=None, failures=0, failing_since=None)
        .execution_options(synchronize_session=False)
    )
    return _record(session, actor, webhook, "resumed")


def end(session: Session, actor: Actor, webhook_id: UUID) -> Outcome:
    """End a webhook for good; its secrets sign nothing any more."""
    webhook = _locked(session, webhook_id)
    webhook.ended = True
    _end_secrets(session, webhook_id, clock.now())
    return _record(session, actor, webhook, "ended")


def rotate(session: Session, actor: Actor, webhook_id: UUID, overlap: timedelta) -> Outcome:
    """Draw a new secret; the one before signs, too, until the overlap is over, and older ones no more."""
    webhook = _locked(session, webhook_id)
    now = clock.now()
    retiring = (WebhookSecret.webhook_id == webhook_id, WebhookSecret.ends_at > now)
    session.execute(
        update(WebhookSecret)
        .where(*retiring)
        .values(ends_at=now)
        .execution_options(synchronize_session=False)
    )
    _end_secrets(session, webhook_id, now + overlap)
    secret = _new_secret(session, webhook_id, now)
    outcome = _record(session, actor, webhook, "rotated")
    return Outcome(webhook_id, outcome.state, outcome.entry, {"secret_id": str(secret.id)})


def ask_for_test(session: Session, actor: Actor, webhook_id: UUID) -> Outcome:
    """Let the worker send a test at once, paused or not."""
    webhook = _locked(session, webhook_id)
    test_id = new_id()
    session.execute(
        update(WebhookRun)
        .where(WebhookRun.webhook_id == webhook_id)
        .values(
            test_id=test_id,
            test_asked_at=clock.now(),
            test_ended_at=None,
            test_status=None,
            test_problem=None,
        )
        .execution_options(synchronize_session=False)
    )
    outcome = _record(session, actor, webhook, "tested", changed=False)
    return Outcome(webhook_id, outcome.state, outcome.entry, {"test_id": str(test_id)})


def replay(
    session: Session, actor: Actor, webhook_id: UUID, letter_ids: Sequence[UUID], since: datetime | None
) -> Outcome:
    """Send again what was laid aside: these, or all since a moment. Raise `not_found` for one that is not there."""
    webhook = _locked(session, webhook_id)
    wanted = select(WebhookDeadLetter).where(
        WebhookDeadLetter.webhook_id == webhook_id, WebhookDeadLetter.replayed_at.is_(None)
    )
    if since is not None:
        wanted = wanted.where(WebhookDeadLetter.died_at >= since)
    else:
        wanted = wanted.where(WebhookDeadLetter.id.in_(letter_ids))
    letters = session.scalars(wanted).all()
    if since is None and not letters:
        raise Refusal("not_found")
    for letter in letters:
        letter.replay_at, letter.replay_failures = clock.now(), 0
    outcome = _record(session, actor, webhook, "replayed", {"count": len(letters)}, changed=False)
    return Outcome(webhook_id, outcome.state, outcome.entry, {"count": len(letters)})


def secret_of(session: Session, secret_id: UUID) -> str | None:
    """Return a secret in plain while it signs, for the one answer that shows it."""
    secret = session.get(WebhookSecret, secret_id)
    if secret is None or (secret.ends_at is not None and secret.ends_at <= clock.now()):
        return None
    key: str | None = secret.key
    return key


def _locked(session: Session, webhook_id: UUID) -> Webhook:
    webhook = lock(session, Webhook, webhook_id)
    if webhook is None or webhook.ended:
        raise Refusal("not_found")
    return webhook


def _answer_for(webhook: Webhook, actor: Actor) -> None:
    webhook.account_id, webhook.client_id = actor.account_id, actor.client_id


def _new_secret(session: Session, webhook_id: UUID, now: datetime) -> WebhookSecret:
    secret = WebhookSecret(id=new_id(), webhook_id=webhook_id, created_at=now)
    secret.key = make_secret()
    session.add(secret)
    return secret


def _end_secrets(session: Session, webhook_id: UUID, moment: datetime) -> None:
    session.execute(
        update(WebhookSecret)
        .where(WebhookSecret.webhook_id == webhook_id, WebhookSecret.ends_at.is_(None))
        .values(ends_at=moment)
        .execution_options(synchronize_session=False)
    )


def _record(
    session: Session,
    actor: Actor,
    webhook: Webhook,
    state: str,
    facts: dict[str, Any] | None = None,
    *,
    changed: bool = True,
) -> Outcome:
    entry = record(
        session,
        node_id=webhook.organization_id,
        kind=f"webhook.{state}",
        actor=actor,
        subjects={"webhook": webhook.id},
        facts=facts,
        writes=[webhook] if changed else [],
    )
    return Outcome(webhook.id, state, entry)
