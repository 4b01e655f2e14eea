"""Webhooks: who is told of what happens, how far they were told, and what could not be told."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.db import new_id
from api.models.base import Master, Operational, Sealed, references, sealed_column


class Webhook(Master):
    """A receiver outside that is told what happens at a node and below."""

    __tablename__ = "webhooks"

    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    """What people call the receiver; no person's name."""
    kinds: Mapped[list[Any]] = mapped_column(default=list)
    """Which kinds of entries are told, `report.submitted` or `report.*`; empty means every kind."""
    paused: Mapped[bool] = mapped_column(default=False)
    ended: Mapped[bool] = mapped_column(default=False)
    account_id: Mapped[UUID | None] = mapped_column(default=None)
    """Who answers for it: what they may not see is not told, and where they may no more, nothing is."""
    client_id: Mapped[UUID | None] = mapped_column(default=None)
    """The service client that answers for it, where it is no person."""
    address_sealed: Mapped[str | None] = sealed_column("address")
    address = Sealed()
    """Sealed, because many an address carries a key of the receiver in its path."""


class WebhookSecret(Operational):
    """A key that signs; while one is handed over to the next, both do."""

    __tablename__ = "webhook_secrets"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    webhook_id: Mapped[UUID] = mapped_column(references("webhooks.id"), index=True)
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime | None] = mapped_column(default=None)
    key_sealed: Mapped[str | None] = sealed_column("key")
    key = Sealed()


class WebhookRun(Operational):
    """How the telling goes: who does it at present, when the receiver answered last, and what was wrong."""

    __tablename__ = "webhook_runs"

    webhook_id: Mapped[UUID] = mapped_column(references("webhooks.id"), primary_key=True)
    created_at: Mapped[datetime]
    lease_owner: Mapped[str | None] = mapped_column(String(64), default=None)
    lease_until: Mapped[datetime | None] = mapped_column(default=None)
    looked_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the nodes below were looked for last."""
    rests_until: Mapped[datetime | None] = mapped_column(default=None)
    failures: Mapped[int] = mapped_column(default=0)
    """Tries in a row, over all nodes, that nobody took."""
    failing_since: Mapped[datetime | None] = mapped_column(default=None)
    gave_up: Mapped[bool] = mapped_column(default=False)
    """Whether an entry was laid aside since the receiver took one last."""
    stopped_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the telling ended by itself, until somebody lets it go on."""
    tried_at: Mapped[datetime | None] = mapped_column(default=None)
    delivered_at: Mapped[datetime | None] = mapped_column(default=None)
    status: Mapped[int | None] = mapped_column(default=None)
    problem: Mapped[str | None] = mapped_column(String(40), default=None)
    test_id: Mapped[UUID | None] = mapped_column(default=None)
    test_asked_at: Mapped[datetime | None] = mapped_column(default=None)
    test_ended_at: Mapped[datetime | None] = mapped_column(default=None)
    test_status: Mapped[int | None] = mapped_column(default=None)
    test_problem: Mapped[str | None] = mapped_column(String(40), default=None)


class WebhookPosition(Operational):
    """Up to which entry of a node's journal a receiver was told: (epoch, number) is taken or laid aside."""

    __tablename__ = "webhook_positions"

    webhook_id: Mapped[UUID] = mapped_column(references("webhooks.id"), primary_key=True)
    node_id: Mapped[UUID] = mapped_column(primary_key=True)
    epoch: Mapped[int]
    number: Mapped[int]
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None] = mapped_column(default=None)
    """When the next entry was first sent and not taken."""
    next_try_at: Mapped[datetime | None] = mapped_column(default=None)
    problem: Mapped[str | None] = mapped_column(String(40), default=None)
    has_left: Mapped[bool] = mapped_column(default=False)
    """Whether the node lies below no more, and the receiver was told so."""


class WebhookDeadLetter(Operational):
    """An entry that the receiver did not take for three days; it may be sent again."""

    __tablename__ = "webhook_dead_letters"
    __table_args__ = (
        UniqueConstraint("webhook_id", "node_id", "epoch", "number"),
        Index("ix_webhook_dead_letters_listed", "webhook_id", "died_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    webhook_id: Mapped[UUID] = mapped_column(references("webhooks.id"))
    node_id: Mapped[UUID]
    epoch: Mapped[int]
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(48))
    tries: Mapped[int]
    problem: Mapped[str] = mapped_column(String(40))
    status: Mapped[int | None] = mapped_column(default=None)
    died_at: Mapped[datetime]
    replay_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it is sent again next; null: lies here."""
    replay_failures: Mapped[int] = mapped_column(default=0)
    replayed_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the receiver took it after all."""
