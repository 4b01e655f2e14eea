"""Connect another system, change what it may, give it another secret, let it go."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.db import new_id
from api.errors import Refusal
from api.integration.clients import rules, secrets
from api.journal import Outcome, lock, record
from api.models import Account, ClientSecret, ServiceClient

SHOWN_AGAIN = timedelta(minutes=15)
"""How long a repeated request still shows the secret, for an answer that got lost."""
_KEPT = timedelta(days=30)
"""How long a secret that is over stands in the list."""


def connect(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Connect a system at a node, with its first secret."""
    account = Account(person_id=None)
    client = ServiceClient(
        account_id=account.id,
        organization_id=data["organization_id"],
        name=data["name"],
        scopes=sorted(set(data["scopes"])),
        requests_per_minute=data["requests_per_minute"],
    )
    entry = record(
        session,
        node_id=client.organization_id,
        kind="client.created",
        actor=actor,
        subjects={"client": client.id, "account": account.id},
        facts={"scopes": client.scopes},
        writes=[account, client],
    )
    return Outcome(client.id, "open", entry, further=_add_secret(session, client.id))


def change(
    session: Session, actor: Actor, client_id: UUID, wanted_version: int, changes: dict[str, Any]
) -> Outcome:
    """Change a client's name, scopes or pace; it bites on its next request. Raise `stale_version`."""
    client = _lock_open(session, client_id)
    if client.version != wanted_version:
        raise Refusal("stale_version")
    for field, value in changes.items():
        setattr(client, field, sorted(set(value)) if field == "scopes" else value)
    entry = record(
        session,
        node_id=client.organization_id,
        kind="client.changed",
        actor=actor,
        subjects={"client": client.id},
        facts={"fields": sorted(changes), "scopes": client.scopes},
        writes=[client],
    )
    return Outcome(client.id, "open", entry)


def rotate(session: Session, actor: Actor, client_id: UUID, overlap_hours: int) -> Outcome:
    """Give a client another secret; the present ones end after the overlap, tokens that they opened with them."""
    client = _lock_open(session, client_id)
    now = clock.now()
    ending = now + timedelta(hours=overlap_hours)
    ends_later = ClientSecret.valid_until.is_(None) | (ClientSecret.valid_until > ending)
    session.execute(
        delete(ClientSecret).where(
            ClientSecret.client_id == client_id, ClientSecret.valid_until < now - _KEPT
        )
    )
    session.execute(
        update(ClientSecret)
        .where(ClientSecret.client_id == client_id, ends_later)
        .values(valid_until=ending)
        .execution_options(synchronize_session=False)
    )
    entry = record(
        session,
        node_id=client.organization_id,
        kind="client.secret_rotated",
        actor=actor,
        subjects={"client": client.id},
        facts={"hours": overlap_hours},
    )
    return Outcome(client.id, "rotated", entry, further=_add_secret(session, client.id))


def revoke(session: Session, actor: Actor, client_id: UUID) -> Outcome:
    """End a client's connection for good; it bites on its next request."""
    client = _lock_open(session, client_id)
    account = lock(session, Account, client.account_id)
    if account is None:
        raise Refusal("not_found")
    client.revoked_at, account.closed = clock.now(), True
    entry = record(
        session,
        node_id=client.organization_id,
        kind="client.revoked",
        actor=actor,
        subjects={"client": client.id},
        writes=[client, account],
    )
    return Outcome(client.id, "revoked", entry)


def with_secret(session: Session, receipt: dict[str, Any]) -> dict[str, Any]:
    """Return a receipt with the secret that was made, null where it was made a while ago."""
    secret_id = UUID(receipt["secret_id"])
    made_at = session.scalar(select(ClientSecret.made_at).where(ClientSecret.id == secret_id))
    is_fresh = made_at is not None and clock.now() - made_at < SHOWN_AGAIN
    return {
        **receipt,
        "client_id": receipt["id"],
        "client_secret": secrets.derive(secret_id) if is_fresh else None,
    }


def prove(session: Session, client_id: UUID, secret: str) -> tuple[UUID, list[str]] | None:
    """Return the secret's id and the client's scopes where the two belong together today, else None.

    An unknown client, a revoked one and a wrong secret cost the same and answer the same.
    """
    wanted = secrets.hash_of(secret)
    in_time = ClientSecret.valid_until.is_(None) | (ClientSecret.valid_until > clock.now())
    rows = session.execute(
        select(ClientSecret.id, ClientSecret.hash, ServiceClient.scopes)
        .join(ServiceClient, ServiceClient.id == ClientSecret.client_id)
        .where(ClientSecret.client_id == client_id, ServiceClient.revoked_at.is_(None), in_time)
    ).all()
    found = secrets.find(wanted, [(row.id, row.hash) for row in rows])
    return None if found is None else (found, sorted(rows[0].scopes))


def show(session: Session, actor: Actor, rows: list[Any]) -> list[dict[str, Any]]:
    """Return rows of `rules.visible_to` as answers, with the secrets of each."""
    kept: dict[UUID, list[ClientSecret]] = {}
    clients = [row[0].id for row in rows]
    for secret in session.scalars(
        select(ClientSecret).where(ClientSecret.client_id.in_(clients)).order_by(ClientSecret.made_at)
    ):
        kept.setdefault(secret.client_id, []).append(secret)
    return [_show(session, actor, row, kept.get(row[0].id, [])) for row in rows]


def _show(session: Session, actor: Actor, row: Any, kept: list[ClientSecret]) -> dict[str, Any]:
    client: ServiceClient = row[0]
    return {
        **{
            name: getattr(client, name)
            for name in ("id", "version", "organization_id", "name", "requests_per_minute", "revoked_at")
        },
        "scopes": sorted(client.scopes),
        "organization_name": row.organization_name,
        "state": "open" if client.revoked_at is None else "revoked",
        "made_at": row.made_at,
        "last_used_at": row.used_at,
        "secrets": [
            {name: getattr(one, name) for name in ("id", "hint", "made_at", "valid_until")} for one in kept
        ],
        "may_change": rules.may_rotate(session, actor, client),
    }


def _lock_open(session: Session, client_id: UUID) -> ServiceClient:
    client = lock(session, ServiceClient, client_id)
    if client is None:
        raise Refusal("not_found")
    rules.ensure_open(client)
    return client


def _add_secret(session: Session, client_id: UUID) -> dict[str, Any]:
    secret_id = new_id()
    secret = secrets.derive(secret_id)
    session.add(
        ClientSecret(
            id=secret_id,
            client_id=client_id,
            hash=secrets.hash_of(secret),
            hint=secrets.hint_of(secret),
            made_at=clock.now(),
            valid_until=None,
        )
    )
    return {"secret_id": str(secret_id)}
