"""Every route names its permission and the scope of its object; one that does not, does not start."""

import functools
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from flask import g
from flask_jwt_extended import create_access_token, get_jwt, verify_jwt_in_request
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from api.access import ACCESS, Actor, ensure_may, read_actor
from api.errors import Refusal
from api.http import clients
from api.http.running import read
from api.models import Account, RefreshFamily

View = TypeVar("View", bound=Callable[..., Any])

ACCESS_TOKEN_LIFE = timedelta(minutes=10)

SCOPES = frozenset(
    {
        "away_period",
        "card",
        "client",
        "contact",
        "contact_pause",
        "public",
        "self",
        "node",
        "member",
        "report",
        "import",
        "job",
        "attachment",
        "invitation",
        "grant",
        "group",
        "handoff",
        "household",
        "need",
        "probation_step",
        "transfer",
        "contribution",
        "campaign",
        "screening",
        "finding",
        "training",
        "print",
        "pack",
        "sheet",
        "pairing",
        "bond",
        "visit",
        "robot",
        "webhook",
    }
)
"""What kind of object a route reaches; the permission test builds its requests from it."""


def guarded(permission: str, scope: str, refuses: tuple[int, ...] = ()) -> Callable[[View], View]:
    """Let only those in who hold the permission somewhere; the slice's SELECT then sees to the object.

    refuses: statuses beyond the usual ones that the route answers with.
    """
    if permission not in ACCESS:
        raise RuntimeError(f"{permission} is not in the table of access")
    if scope not in SCOPES:
        raise RuntimeError(f"{scope} is no known scope")

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def enter(*args: Any, **values: Any) -> Any:
            identify()
            ensure_may(g.actor, permission)
            return view(*args, **values)

        enter.permission, enter.scope, enter.refuses = permission, scope, refuses  # type: ignore[attr-defined]
        return enter  # type: ignore[return-value]

    return wrap


def public(
    reason: str,
    refuses: tuple[int, ...] = (),
    by_cookie: bool = False,
    oauth_errors: dict[str, str] | None = None,
) -> Callable[[View], View]:
    """Let everybody in, for a stated reason.

    refuses: statuses that the door itself answers with. by_cookie: the refresh cookie stands for a token here.
    oauth_errors: of a token endpoint, the RFC's word for each of its refusals.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def enter(*args: Any, **values: Any) -> Any:
            return view(*args, **values)

        enter.permission, enter.scope, enter.reason = None, "public", reason  # type: ignore[attr-defined]
        enter.refuses, enter.by_cookie = refuses, by_cookie  # type: ignore[attr-defined]
        enter.oauth_errors = oauth_errors  # type: ignore[attr-defined]
        return enter  # type: ignore[return-value]

    return wrap


def identify() -> None:
    """Find out who acts. Raise where the token is missing, spoiled, spent or revoked."""
    verify_jwt_in_request()
    claims = get_jwt()
    if claims.get("use") == clients.USE:
        g.family_id = None
        g.actor = clients.enter(_id_in(claims, "sub"), _id_in(claims, "sec"), claims.get("scope"))
        return
    account_id, g.family_id = _id_in(claims, "sub"), _id_in(claims, "fam")
    version = claims.get("gv")
    g.actor = read(lambda session: _actor_of(session, account_id, g.family_id, version))


def _id_in(claims: dict[str, Any], name: str) -> UUID:
    """Return an id that a token names. Raise `unauthenticated` where it names none: such a token is not ours."""
    try:
        return UUID(claims[name])
    except (KeyError, ValueError, TypeError, AttributeError) as odd:
        raise Refusal("unauthenticated") from odd


# Asked with each request, so it is put together once.
_STANDING = (
    select(Account.grants_version, RefreshFamily.ended_at)
    .join(RefreshFamily, RefreshFamily.account_id == Account.id)
    .where(Account.id == bindparam("account_id"), RefreshFamily.id == bindparam("family_id"))
)


def _actor_of(session: Session, account_id: UUID, family_id: UUID, version: Any) -> Actor:
    standing = session.execute(_STANDING, {"account_id": account_id, "family_id": family_id}).first()
    if standing is None or standing.ended_at is not None:
        raise Refusal("session_revoked")
    if standing.grants_version != version:
        # The session lives on: renewed, it gets a token with the roles of today.
        raise Refusal("token_expired")
    actor = read_actor(session, account_id)
    if actor is None:
        raise Refusal("session_revoked")
    return actor


def make_access_token(account: Account, family_id: UUID, roles: list[str]) -> str:
    """Sign a short-lived token: account, role names for the screens, and the version that a request compares."""
    token: str = create_access_token(
        identity=str(account.id),
        additional_claims={"gv": account.grants_version, "fam": str(family_id), "roles": roles},
        expires_delta=ACCESS_TOKEN_LIFE,
    )
    return token
