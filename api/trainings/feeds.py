"""A person's secret calendar address: coming meetings only, and nothing about anybody (domain §12).

The secret follows from the feed's id and this installation's key, so that a repeated request gets the same one again;
the database keeps its digest only. A new address ends the one before.
"""

import base64
import hashlib
import hmac
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api import clock, crypto
from api.access import Actor, read_actor
from api.db import new_id
from api.errors import Refusal
from api.journal import Outcome, record
from api.models import CalendarFeed, Organization, Training
from api.trainings import rules
from api.trainings.notices import write_calendar

_STILL_SHOWN = timedelta(days=7)
"""A meeting that was called off or moved stays so long in the feed that a calendar notices."""


def open_feed(session: Session, actor: Actor) -> Outcome:
    """Give the acting member a new address; the one before works no more."""
    _end_all(session, actor)
    feed_id = new_id()
    session.add(
        CalendarFeed(
            id=feed_id,
            account_id=actor.account_id,
            secret_hash=_digest(secret_of(feed_id)),
            created_at=clock.now(),
        )
    )
    return _record(session, actor, feed_id, "calendar_feed.opened", "opened")


def end_feed(session: Session, actor: Actor) -> Outcome:
    """End the acting member's address, whether there was one or not."""
    _end_all(session, actor)
    return _record(session, actor, new_id(), "calendar_feed.ended", "ended")


def secret_of(feed_id: UUID) -> str:
    """Return the secret of a feed."""
    made = hmac.new(crypto.keys().index, f"calendar/{feed_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def write_feed(session: Session, secret: str) -> bytes:
    """Write what is coming for whoever holds the secret. Raise `not_found` for a spent or unknown one."""
    feed = session.scalar(
        select(CalendarFeed).where(
            CalendarFeed.secret_hash == _digest(secret), CalendarFeed.revoked_at.is_(None)
        )
    )
    actor = read_actor(session, feed.account_id) if feed is not None else None
    if actor is None or actor.organization_id is None:
        raise Refusal("not_found")
    branch = session.get_one(Organization, actor.organization_id)
    coming = session.scalars(
        select(Training)
        .where(rules.open_to_member(actor), Training.on_date >= clock.today() - _STILL_SHOWN)
        .order_by(Training.starts_at, Training.id)
        .limit(200)
    )
    return write_calendar([(training, branch.name) for training in coming], clock.now())


def _end_all(session: Session, actor: Actor) -> None:
    session.execute(
        update(CalendarFeed)
        .where(CalendarFeed.account_id == actor.account_id, CalendarFeed.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


def _record(session: Session, actor: Actor, feed_id: UUID, kind: str, state: str) -> Outcome:
    if actor.organization_id is None:
        raise Refusal("not_found")
    entry = record(
        session,
        node_id=actor.organization_id,
        kind=kind,
        actor=actor,
        subjects={"calendar_feed": feed_id, "membership": actor.membership_id},
    )
    return Outcome(feed_id, state, entry)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
