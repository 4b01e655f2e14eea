"""Jobs, stored files and roster imports."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.db import new_id
from api.models.base import Operational, references


class Job(Operational):
    """Slow work, written in the same transaction as its cause; a lease tells who does it (design §4)."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_waiting", "state", "run_after"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(48))
    state: Mapped[str] = mapped_column(String(12), default="waiting")
    """waiting, running, done, failed or cancelled."""
    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"))
    account_id: Mapped[UUID | None] = mapped_column(default=None)
    subject_id: Mapped[UUID | None] = mapped_column(default=None)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_owner: Mapped[str | None] = mapped_column(String(64), default=None)
    lease_until: Mapped[datetime | None] = mapped_column(default=None)
    run_after: Mapped[datetime]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    problem_code: Mapped[str | None] = mapped_column(String(60), default=None)
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Worker(Operational):
    """A process that does jobs, and when it was last seen alive."""

    __tablename__ = "workers"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The owner of its leases."""
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class Attachment(Operational):
    """A stored file, encrypted outside the database; one that nothing refers to goes after seven days."""

    __tablename__ = "attachments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(references("accounts.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    name_sealed: Mapped[str | None] = mapped_column(Text, default=None)
    referenced: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class RosterImport(Operational):
    """A roster on its way in: the dry run's result is kept sealed until it is confirmed or thirty days old."""

    __tablename__ = "roster_imports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"), index=True)
    attachment_id: Mapped[UUID] = mapped_column(references("attachments.id"))
    account_id: Mapped[UUID] = mapped_column(references("accounts.id"))
    state: Mapped[str] = mapped_column(String(12))
    """checking, checked, confirming, done, failed or stale."""
    base: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """{node id: [epoch, number]} of the journals when the dry run read; confirming compares it."""
    summary: Mapped[dict[str, Any]] = mapped_column(default=dict)
    rows_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    problem_code: Mapped[str | None] = mapped_column(String(60), default=None)
    created_at: Mapped[datetime]
    job_id: Mapped[UUID | None] = mapped_column(default=None)
