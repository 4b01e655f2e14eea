"""Other systems that sign in: service clients, their secrets, and how much they ask."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import SQLColumnExpression, String, func, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from api.db import new_id
from api.models.accounts import Account
from api.models.base import Master, Operational, references
from api.models.members import Person


class ServiceClient(Master):
    """Another system at a node and below it. Its account has no person, no password and no grants; its scopes say what it may."""

    __tablename__ = "service_clients"

    account_id: Mapped[UUID] = mapped_column(references("accounts.id"), unique=True)
    """Under which it submits, imports and prints, like everybody else."""
    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    """What people call the system; readers of 谁看过我的资料 see it."""
    scopes: Mapped[list[Any]] = mapped_column()
    requests_per_minute: Mapped[int] = mapped_column(default=300)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


class ClientSecret(Operational):
    """One secret of a client, as a keyed hash; the secret itself is shown once and not kept."""

    __tablename__ = "client_secrets"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    client_id: Mapped[UUID] = mapped_column(references("service_clients.id"), index=True)
    hash: Mapped[str] = mapped_column(String(64))
    hint: Mapped[str] = mapped_column(String(8))
    """Its last letters, so that people can tell two secrets apart."""
    made_at: Mapped[datetime]
    valid_until: Mapped[datetime | None] = mapped_column(default=None)
    """Set when a newer one takes its place; null while it is the newest."""


class ClientUse(Operational):
    """The hour in which a client last called; written once an hour, never with each request."""

    __tablename__ = "client_uses"

    client_id: Mapped[UUID] = mapped_column(references("service_clients.id"), primary_key=True)
    used_at: Mapped[datetime]


class ClientAllowance(Operational):
    """How many requests of one minute were given out to the server's processes; see integration/clients/pace."""

    __tablename__ = "client_allowances"

    client_id: Mapped[UUID] = mapped_column(references("service_clients.id"), primary_key=True)
    window: Mapped[int] = mapped_column()
    """Minutes since 1970."""
    given: Mapped[int] = mapped_column()


def name_of_account(account_id: SQLColumnExpression[Any]) -> SQLColumnExpression[Any]:
    """Return the name of the person, or of the other system, behind an account."""
    account, person, client = aliased(Account), aliased(Person), aliased(ServiceClient)
    return (
        select(func.coalesce(person.name, client.name))
        .select_from(account)
        .outerjoin(person, person.id == account.person_id)
        .outerjoin(client, client.account_id == account.id)
        .where(account.id == account_id)
        .scalar_subquery()
    )
