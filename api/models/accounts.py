"""Accounts, what they may do, and how they come in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db import new_id
from api.models.base import Master, Operational, references


class Account(Master):
    """At most one for a person; password and grants hang on it. That of a service client has no person."""

    __tablename__ = "accounts"

    person_id: Mapped[UUID | None] = mapped_column(references("persons.id"), unique=True, default=None)
    closed: Mapped[bool] = mapped_column(default=False)
    grants_version: Mapped[int] = mapped_column(default=1)
    """Compared on each request; raising it ends every access token at once."""


class Password(Operational):
    """The Argon2id hash of an account's password; no history is kept of it."""

    __tablename__ = "passwords"

    account_id: Mapped[UUID] = mapped_column(references("accounts.id"), primary_key=True)
    hash: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime]


class Grant(Master):
    """A role at a node and below it, for a period. 委托代办 is a grant with `delegated_by_id` (domain §2a)."""

    __tablename__ = "grants"

    account_id: Mapped[UUID] = mapped_column(references("accounts.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    """officer, secretary, recorder, auditor or admin."""
    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)
    """The last day on which it holds."""
    delegated_by_id: Mapped[UUID | None] = mapped_column(references("accounts.id"), default=None)


class Invitation(Operational):
    """A code that a secretary hands over; the code itself is not kept, only its hash."""

    __tablename__ = "invitations"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(references("persons.id"), index=True)
    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_by_id: Mapped[UUID] = mapped_column(references("accounts.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


class RefreshFamily(Operational):
    """One sign-in on one device; its refresh token rotates.

    Tokens are numbered and signed, so the newest number is all that is kept. The one before stays valid until the
    newest is first used; a use of any older one ends the family (design: who may do what).
    """

    __tablename__ = "refresh_families"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(references("accounts.id"), index=True)
    step: Mapped[int] = mapped_column(default=0)
    """The number of the newest token that was handed out."""
    created_at: Mapped[datetime]
    used_at: Mapped[datetime]
    """The last renewal; staff who are silent for half an hour are locked by it."""
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_because: Mapped[str | None] = mapped_column(String(24), default=None)


class KnownDevice(Operational):
    """A device from which an account signed in before; a lock does not shut it out (issue: sign-in)."""

    __tablename__ = "known_devices"
    __table_args__ = (Index("uq_known_devices", "account_id", "device_hash", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(references("accounts.id"))
    device_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime]


class Throttle(Operational):
    """Failures of one kind by one key (a phone's index, a known device, an address); five lock for half an hour."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime]
    locked_until: Mapped[datetime | None] = mapped_column(default=None)
