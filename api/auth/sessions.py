"""Sessions: one family of refresh tokens for each sign-in on a device.

A token reads `<family>.<number>.<signature>`, and a family remembers the number of its newest. Using the newest hands
out the next. Using the one before hands out the newest once more, so that a lost answer, or two tabs at once, cost
nothing. Using any older one means that two parties hold the family: it ends.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from api import clock, crypto
from api.access import Actor, read_actor
from api.db import new_id
from api.errors import Refusal
from api.models import RefreshFamily
from api.settings.values import value_on

LIFE = timedelta(days=60)
"""How long a session lives after its last renewal."""
_KEPT = timedelta(days=90)

_TOKEN = re.compile(r"([0-9a-f]{32})\.([0-9]{1,9})\.([A-Za-z0-9_-]{43})", re.ASCII)


@dataclass(frozen=True)
class Opened:
    """A session as its owner gets it: who it is, the family, and the refresh token."""

    actor: Actor
    family_id: UUID
    token: str


def open_session(session: Session, account_id: UUID) -> Opened:
    """Begin a family of refresh tokens. Raise `session_revoked` where the account is closed."""
    actor = read_actor(session, account_id)
    if actor is None:
        raise Refusal("session_revoked")
    now = clock.now()
    session.execute(
        delete(RefreshFamily).where(
            RefreshFamily.account_id == account_id, RefreshFamily.expires_at < now - _KEPT
        )
    )
    family_id = new_id()
    session.add(
        RefreshFamily(
            id=family_id, account_id=account_id, step=0, created_at=now, used_at=now, expires_at=now + LIFE
        )
    )
    return Opened(actor, family_id, _write(family_id, 0))


def renew(session: Session, token: str) -> Opened | Refusal:
    """Use a refresh token. A refusal is returned, not raised: it may have ended the family, and that must stand."""
    named = _read(token)
    if named is None:
        return Refusal("unauthenticated")
    family_id, number = named
    now = clock.now()
    family = session.scalar(select(RefreshFamily).where(RefreshFamily.id == family_id).with_for_update())
    if family is None or family.ended_at is not None or family.expires_at <= now or number > family.step:
        return Refusal("session_revoked")
    actor = read_actor(session, family.account_id)
    if actor is None:
        return _end(family, "closed", "session_revoked")
    if number < family.step - 1:
        return _end(family, "replayed", "session_revoked")
    if actor.held and now - family.used_at > _idle_limit(session, actor):
        return _end(family, "idle", "session_idle")
    if number == family.step:
        family.step += 1
    family.used_at, family.expires_at = now, now + LIFE
    return Opened(actor, family.id, _write(family.id, family.step))


def _idle_limit(session: Session, actor: Actor) -> timedelta:
    """Return how long a staff screen may lie idle (domain §12); of several places the strictest rules."""
    today = clock.today()
    nodes = {held.organization_id for held in actor.held}
    return timedelta(minutes=min(int(value_on(session, "staff_idle_minutes", node, today)) for node in nodes))


def family_of(token: str) -> UUID | None:
    """Return the family that a token of ours names, however old the token is."""
    named = _read(token)
    return named[0] if named else None


def end(session: Session, family_id: UUID, because: str) -> None:
    """End one session; one that has ended stays as it is."""
    _close(session, RefreshFamily.id == family_id, because)


def end_all(session: Session, account_id: UUID, because: str, but: UUID | None = None) -> None:
    """End every session of an account, except perhaps the present one."""
    condition = RefreshFamily.account_id == account_id
    _close(session, condition & (RefreshFamily.id != but) if but else condition, because)


def _close(session: Session, which: ColumnElement[bool], because: str) -> None:
    session.execute(
        update(RefreshFamily)
        .where(which, RefreshFamily.ended_at.is_(None))
        .values(ended_at=clock.now(), ended_because=because)
        .execution_options(synchronize_session=False)
    )


def _end(family: RefreshFamily, because: str, code: str) -> Refusal:
    family.ended_at, family.ended_because = clock.now(), because
    return Refusal(code)


def _write(family_id: UUID, number: int) -> str:
    return f"{family_id.hex}.{number}.{_sign(family_id, number)}"


def _read(token: str) -> tuple[UUID, int] | None:
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    family_id, number = UUID(found[1]), int(found[2])
    return (family_id, number) if hmac.compare_digest(_sign(family_id, number), found[3]) else None


def _sign(family_id: UUID, number: int) -> str:
    content = f"refresh:{family_id.hex}:{number}".encode()
    digest = hmac.new(crypto.keys().tokens, content, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
