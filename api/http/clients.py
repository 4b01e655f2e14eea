"""Another system at the door: its token, its allowance of requests, and the hour in which it called last.

A client's token is a JWT of ours like an account's, with `use: client`, the client (`sub`), the secret that it signed in
with (`sec`) and, where it asked for less than it has, its scopes. Neither kind passes for the other: an account's names
a session, a client's names a secret, and both are looked up. What a client may is read from its row on each request, so
revoking it, or the end of its secret, bites on the next one.

Allowance: so many requests a minute for each client, over all processes of the server. Writing a row with each request
would cost a disk's flush, so a process takes a twentieth of the minute's allowance at a time from the client's row and
hands it out from memory. What a process has taken and not used when the minute ends is lost: with several processes a
client may be refused a little early, and never gets more than its allowance.
"""

import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from flask import Response, after_this_request
from flask_jwt_extended import create_access_token
from sqlalchemy import Engine, case, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, read_client_by_secret
from api.errors import Refusal
from api.http.running import act, read, running
from api.models import ClientAllowance, ClientUse, ServiceClient

USE = "client"
TOKEN_LIFE = timedelta(hours=1)
"""Long, because each request asks whether the client and its secret still stand."""
_WINDOW = 60
_PORTIONS = 20


@dataclass
class _Lease:
    """What one process may still hand out in one minute, and how much of the minute's allowance is left elsewhere."""

    window: int
    here: int
    elsewhere: int


_leases: WeakKeyDictionary[Engine, dict[UUID, _Lease]] = WeakKeyDictionary()
_lock = threading.Lock()


def make_token(client_id: UUID, secret_id: UUID, scopes: list[str]) -> str:
    """Sign a token for a client that proved its secret."""
    token: str = create_access_token(
        identity=str(client_id),
        additional_claims={"use": USE, "sec": str(secret_id), "scope": " ".join(scopes)},
        expires_delta=TOKEN_LIFE,
    )
    return token


def enter(client_id: UUID, secret_id: UUID, scope: Any) -> Actor:
    """Return the client that acts. Raise where its token is void, or its minute's requests are used up."""

    def look(session: Session) -> tuple[Actor, int, datetime | None] | None:
        found = read_client_by_secret(session, client_id, secret_id)
        if found is None:
            return None
        limit, used_at = session.execute(
            select(ServiceClient.requests_per_minute, ClientUse.used_at)
            .outerjoin(ClientUse, ClientUse.client_id == ServiceClient.id)
            .where(ServiceClient.id == client_id)
        ).one()
        return found, limit, used_at

    standing = read(look)
    if standing is None or not isinstance(scope, str):
        raise Refusal("client_refused")
    client, limit, used_at = standing
    _count(client_id, limit)
    _note_use(client_id, used_at)
    return Actor(
        client.account_id,
        held=client.held,
        client_id=client.client_id,
        scopes=client.scopes & frozenset(scope.split(" ")),
    )


def _count(client_id: UUID, limit: int) -> None:
    """Take one request from the client's allowance, and let the answer say how much is left."""
    now = clock.now().timestamp()
    window, wait = int(now) // _WINDOW, _WINDOW - int(now) % _WINDOW
    left = _take(client_id, limit, window)

    @after_this_request
    def tell(answer: Response) -> Response:
        answer.headers["RateLimit-Policy"] = f'"minute";q={limit};w={_WINDOW}'
        answer.headers["RateLimit"] = f'"minute";r={max(left, 0)};t={wait}'
        return answer

    if left < 0:
        raise Refusal("too_many_requests", headers={"Retry-After": str(wait)})


def _take(client_id: UUID, limit: int, window: int) -> int:
    """Return how many requests are left in this minute after one more, less than 0 where there was none."""
    engine = running().database.engine
    with _lock:
        lease = _leases.setdefault(engine, {}).get(client_id)
        if lease is not None and lease.window == window and (lease.here or not lease.elsewhere):
            lease.here = max(lease.here - 1, -1)
            return lease.here + lease.elsewhere if lease.here >= 0 else -1
    portion = max(1, limit // _PORTIONS)
    given = act(lambda session: _lease(session, client_id, limit, window, portion))
    with _lock:
        lease = _leases[engine].get(client_id)
        kept = lease.here if lease is not None and lease.window == window else 0
        got = 0 if given is None else portion - max(0, given - limit)
        elsewhere = 0 if given is None else max(0, limit - given)
        _leases[engine][client_id] = _Lease(window, max(kept, 0) + got - 1, elsewhere)
        return max(kept, 0) + got - 1 + elsewhere


def _lease(session: Session, client_id: UUID, limit: int, window: int, portion: int) -> int | None:
    """Take a portion of a minute's allowance; return how much is given out by now, None where nothing was left."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    is_new = ClientAllowance.window < window
    given: int | None = session.scalar(
        insert(ClientAllowance)
        .values(client_id=client_id, window=window, given=portion)
        .on_conflict_do_update(
            index_elements=[ClientAllowance.client_id],
            set_={
                "window": window,
                "given": case((is_new, portion), else_=ClientAllowance.given + portion),
            },
            where=is_new | ((ClientAllowance.window == window) & (ClientAllowance.given < limit)),
        )
        .returning(ClientAllowance.given)
    )
    return given


def _note_use(client_id: UUID, used_at: datetime | None) -> None:
    """Keep the hour of a client's last call: what people want to know is whether it is still in use."""
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    if used_at is not None and used_at >= hour:
        return

    with suppress(Refusal):
        # A busy database has better things to do; the next request notes it.
        act(lambda session: keep_hour(session, client_id, hour))


def keep_hour(session: Session, client_id: UUID, hour: datetime) -> None:
    """Keep the hour in which a client called."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(ClientUse)
        .values(client_id=client_id, used_at=hour)
        .on_conflict_do_update(index_elements=[ClientUse.client_id], set_={"used_at": hour})
    )
