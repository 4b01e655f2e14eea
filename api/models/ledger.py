"""The journal's own tables, and what makes repeats safe."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.db import new_id
from api.models.base import Operational


class JournalHead(Operational):
    """The newest number and hash of one node's journal. Its row lock is what puts entries in order."""

    __tablename__ = "journal_heads"

    node_id: Mapped[UUID] = mapped_column(primary_key=True)
    epoch: Mapped[int] = mapped_column(default=1)
    number: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64), default="")
    at: Mapped[datetime]
    safe_epoch: Mapped[int | None] = mapped_column(default=None)
    safe_up_to: Mapped[int | None] = mapped_column(default=None)
    """The last number that is known to lie in a verified backup."""


class JournalEntry(Operational):
    """One entry: what happened, to whom, by whom; ids and codes only, no names and no free text."""

    __tablename__ = "journal_entries"

    node_id: Mapped[UUID] = mapped_column(primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(48))
    at: Mapped[datetime]
    device_at: Mapped[datetime | None] = mapped_column(default=None)
    actor_id: Mapped[UUID | None] = mapped_column(default=None)
    """The account, or null where the product itself acted."""
    client_id: Mapped[UUID | None] = mapped_column(default=None)
    on_behalf_of_id: Mapped[UUID | None] = mapped_column(default=None)
    """The membership for whom somebody else acted."""
    subjects: Mapped[dict[str, Any]] = mapped_column()
    facts: Mapped[dict[str, Any]] = mapped_column()
    written: Mapped[list[Any]] = mapped_column()
    """[table, row id, digest] of each row it wrote."""
    replaced: Mapped[list[Any]] = mapped_column()
    """[table, row id] of each row it closed."""
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class JournalSubject(Operational):
    """Which entries speak of which thing, so that a timeline is one look-up."""

    __tablename__ = "journal_subjects"
    __table_args__ = (Index("ix_journal_subjects_entry", "node_id", "epoch", "number"),)

    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    node_id: Mapped[UUID] = mapped_column(primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)


class IdempotencyClaim(Operational):
    """One (principal, operation, key) with the answer it got, byte for byte."""

    __tablename__ = "idempotency_claims"

    principal_id: Mapped[UUID] = mapped_column(primary_key=True)
    operation: Mapped[str] = mapped_column(String(80), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    content_hmac: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None] = mapped_column(default=None)
    answer: Mapped[str | None] = mapped_column(Text, default=None)
    claimed_at: Mapped[datetime]


class Reading(Operational):
    """谁看过我的资料: a look at somebody's data in plain, logged beside the journal (design §4)."""

    __tablename__ = "readings"
    __table_args__ = (Index("ix_readings_person", "person_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID]
    account_id: Mapped[UUID | None] = mapped_column(default=None)
    role: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(24))
    """reveal, export, print, call."""
    fields: Mapped[list[Any]] = mapped_column()
    at: Mapped[datetime]
