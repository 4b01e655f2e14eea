"""A person's secret calendar address: made anew, ended, and looked up.

The secret follows from the feed's id and this installation's key, so that a repeated request gets the same one again;
the database keeps its digest only. A new address ends the one before.
"""

import base64
import hashlib
import hmac
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api import clock, crypto
from api.access import Actor, read_actor
from api.db import new_id
from api.errors import Refusal
from api.journal import Outcome, record
from api.models import CalendarFeed
from api.reminders.calendars import write_calendar_of
from api.reminders.service import home_of

ROOT = "/api/v1/calendar-feeds"


def show_feed(session: Session, actor: Actor) -> dict[str, Any]:
    """Return the acting person's address, if there is one."""
    feed = session.scalar(
        select(CalendarFeed)
        .where(CalendarFeed.account_id == actor.account_id, CalendarFeed.revoked_at.is_(None))
        .order_by(CalendarFeed.created_at.desc())
        .limit(1)
    )
    if feed is None:
        return {"path": None, "since": None}
    return {"path": path_of(feed.id), "since": feed.created_at}


def open_feed(session: Session, actor: Actor) -> Outcome:
    """Give the acting person a new address; the one before works no more."""
    _end_all(session, actor)
    feed_id = new_id()
    session.add(
        CalendarFeed(
            id=feed_id,
            account_id=actor.account_id,
            secret_hash=_digest(_secret_of(feed_id)),
            created_at=clock.now(),
        )
    )
    return _record(session, actor, feed_id, "calendar_feed.opened", "opened")


def end_feed(session: Session, actor: Actor) -> Outcome:
    """End the acting person's address, whether there was one or not."""
    _end_all(session, actor)
    return _record(session, actor, new_id(), "calendar_feed.ended", "ended")


def path_of(feed_id: UUID) -> str:
    """Return the secret address of a feed, from the server's own root."""
    return f"{ROOT}/{_secret_of(feed_id)}"


def write_feed(session: Session, secret: str) -> bytes:
    """Write the calendar of whoever holds the secret.

    Raise `not_found` for a guessed, an ended and an odd address alike, after one look into an index: which of them it
    was shows neither in the answer nor in its time.
    """
    account_id = session.scalar(
        select(CalendarFeed.account_id).where(
            CalendarFeed.secret_hash == _digest(secret), CalendarFeed.revoked_at.is_(None)
        )
    )
    actor = read_actor(session, account_id) if account_id is not None else None
    if actor is None or not (actor.organization_id or actor.held):
        raise Refusal("not_found")
    return write_calendar_of(session, actor)


def _secret_of(feed_id: UUID) -> str:
    made = hmac.new(crypto.keys().index, f"calendar/{feed_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _end_all(session: Session, actor: Actor) -> None:
    session.execute(
        update(CalendarFeed)
        .where(CalendarFeed.account_id == actor.account_id, CalendarFeed.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


def _record(session: Session, actor: Actor, feed_id: UUID, kind: str, state: str) -> Outcome:
    subjects = {"calendar_feed": feed_id}
    if actor.membership_id is not None:
        subjects["membership"] = actor.membership_id
    entry = record(session, node_id=home_of(actor), kind=kind, actor=actor, subjects=subjects)
    return Outcome(feed_id, state, entry)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
