"""请协助: what somebody above asks a branch or a township to help with, and what was answered."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Fact, Sealed, references, sealed_column


class Handoff(Fact):
    """One thing handed to a branch or a township, about a member or about the place. Each answer is a new row of the same one."""

    __tablename__ = "handoffs"

    membership_id: Mapped[UUID | None] = mapped_column(references("memberships.id"), default=None)
    """The member it is about; null where it is about the branch."""
    revision: Mapped[int] = mapped_column(default=1)
    about: Mapped[str] = mapped_column(String(16))
    """A word of `api.handoffs.words.ABOUT`."""
    asked_on: Mapped[date]
    asked_by_id: Mapped[UUID] = mapped_column(references("accounts.id"))
    asked_from_id: Mapped[UUID] = mapped_column(references("organizations.id"))
    """For which node the asker spoke."""
    passed_from_id: Mapped[UUID | None] = mapped_column(default=None)
    """The one that a township was asked and passed on to this branch; null where nobody stood between."""
    state: Mapped[str] = mapped_column(String(16), default="open")
    """open, done 已办, support_wanted 需要上级支持, or withdrawn. What the records answer is worked out, not stored."""
    answered_on: Mapped[date | None] = mapped_column(default=None)
    answered_by_id: Mapped[UUID | None] = mapped_column(references("accounts.id"), default=None)
    replied_on: Mapped[date | None] = mapped_column(default=None)

    note_sealed: Mapped[str | None] = sealed_column("note")
    note = Sealed()
    answer_sealed: Mapped[str | None] = sealed_column("answer")
    answer = Sealed()
    reply_sealed: Mapped[str | None] = sealed_column("reply")
    reply = Sealed()

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Find what a branch still has to answer, and what a member was the subject of."""
        return (
            Index("ix_handoffs_open", "node_id", "state", "asked_on"),
            Index("ix_handoffs_member", "membership_id"),
            Index("ix_handoffs_passed", "passed_from_id"),
        )
