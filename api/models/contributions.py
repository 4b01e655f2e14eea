"""双向带动: what members away give back 反哺, how those at home help 帮扶, and the calls 活动号召 they answered."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.db import Instant
from api.models.base import Fact, Sealed, references, sealed_column


class Contribution(Fact):
    """One good deed, in one year. A deed that goes on next year is a new row of the same thread, and counts once."""

    __tablename__ = "contributions"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"))
    """Who gave back or, of 帮扶, whose family was helped."""
    thread_id: Mapped[UUID] = mapped_column(index=True)
    """The first of what goes on from year to year; the own id where nothing came before."""
    revision: Mapped[int] = mapped_column(default=1)
    direction: Mapped[str] = mapped_column(String(8))
    """back 反哺 or help 帮扶."""
    kind: Mapped[str] = mapped_column(String(16))
    on_date: Mapped[date]
    state: Mapped[str] = mapped_column(String(12), default="submitted")
    """submitted, accepted, sent_back or withdrawn."""
    amount_yuan: Mapped[int | None] = mapped_column(default=None)
    people: Mapped[int | None] = mapped_column(default=None)
    area_mu: Mapped[int | None] = mapped_column(default=None)
    source: Mapped[str | None] = mapped_column(String(12), default=None)
    """Where a figure comes from: told 本人说, seen 实地看过, paper 有凭据."""
    helper_ids: Mapped[list[Any]] = mapped_column(default=list)
    """The memberships of those at home who helped."""
    photo_ids: Mapped[list[Any]] = mapped_column(default=list)
    submitted_by_id: Mapped[UUID] = mapped_column(references("accounts.id"))
    decided_by_id: Mapped[UUID | None] = mapped_column(references("accounts.id"), default=None)
    recorded_at_device: Mapped[datetime | None] = mapped_column(default=None)

    words_sealed: Mapped[str | None] = sealed_column("words")
    words = Sealed()
    source_words_sealed: Mapped[str | None] = sealed_column("source_words")
    source_words = Sealed()
    reason_sealed: Mapped[str | None] = sealed_column("reason")
    reason = Sealed()
    """Why it came back."""

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Find a member's deeds, and what waits in a branch."""
        return (
            Index("ix_contributions_member", "membership_id", "on_date"),
            Index("ix_contributions_waiting", "node_id", "state", "on_date"),
        )


class Campaign(Fact):
    """活动号召: what the branch asks its members for, with the text for the group."""

    __tablename__ = "campaigns"

    revision: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(Text)
    from_on: Mapped[date]
    until_on: Mapped[date | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    """The day on which the branch ended it, whatever it had planned; nobody is asked to join any more."""
    called_by_id: Mapped[UUID] = mapped_column(references("accounts.id"))


class CampaignPart(Fact):
    """Who took part in a call, and how; nobody is asked why not."""

    __tablename__ = "campaign_parts"

    campaign_id: Mapped[UUID]
    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    on_date: Mapped[date]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    recorded_by_id: Mapped[UUID] = mapped_column(references("accounts.id"))
    words_sealed: Mapped[str | None] = sealed_column("words")
    words = Sealed()

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Let somebody take part once."""
        still_current = Column("replaced_at", Instant()).is_(None)
        return (
            Index(
                "uq_campaign_parts_member",
                "campaign_id",
                "membership_id",
                unique=True,
                sqlite_where=still_current,
                postgresql_where=still_current,
            ),
        )
