"""困难诉求: what members ask for, the steps that were taken, and what became of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Fact, Sealed, references, sealed_column


class Need(Fact):
    """One need of a member or the family. Each change (handler, result, telling) is a new row of the same need."""

    __tablename__ = "needs"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"))
    revision: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(String(12))
    """Where it came up: member, check_in, contact, visit, screening or told."""
    source_id: Mapped[UUID | None] = mapped_column(default=None)
    """The report, contact, visit or finding in which it came up."""
    raised_on: Mapped[date]
    raised_by_id: Mapped[UUID | None] = mapped_column(references("accounts.id"), default=None)
    recorded_at_device: Mapped[datetime | None] = mapped_column(default=None)
    told_by: Mapped[str] = mapped_column(String(12), default="member")
    """Who said it: member, family or other."""
    private: Mapped[bool] = mapped_column(default=False)
    """Seen by the member, the secretary and the handler only."""
    handler_id: Mapped[UUID | None] = mapped_column(references("persons.id"), default=None)
    """The person who sees to it, with an account or without."""
    due_on: Mapped[date | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(String(12), default="open")
    """open, settled 已办好, explained 办不了，已说明, or withdrawn."""
    closed_on: Mapped[date | None] = mapped_column(default=None)
    told_on: Mapped[date | None] = mapped_column(default=None)
    """告知本人: the day the member was told what became of it."""
    told_way: Mapped[str | None] = mapped_column(String(12), default=None)

    words_sealed: Mapped[str | None] = sealed_column("words")
    words = Sealed()
    result_sealed: Mapped[str | None] = sealed_column("result")
    result = Sealed()

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Find a member's needs, and the open ones of a branch."""
        return (
            Index("ix_needs_member", "membership_id", "raised_on"),
            Index("ix_needs_open", "node_id", "state", "raised_on"),
        )


class NeedStep(Fact):
    """One step that somebody took for a need."""

    __tablename__ = "need_steps"

    need_id: Mapped[UUID] = mapped_column(index=True)
    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    on_date: Mapped[date]
    taken_by_id: Mapped[UUID | None] = mapped_column(references("accounts.id"), default=None)
    words_sealed: Mapped[str | None] = sealed_column("words")
    words = Sealed()
