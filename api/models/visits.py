"""常慰问: who is to be called on around a feast, when people come home, and the calls that were made."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db import Instant
from api.models.base import Fact, Sealed, references, sealed_column


def _one_of_each_window(table: str) -> Index:
    still_current = Column("replaced_at", Instant()).is_(None)
    return Index(
        f"uq_{table}_window",
        "membership_id",
        "window_key",
        unique=True,
        sqlite_where=still_current,
        postgresql_where=still_current,
    )


class ExpectedArrival(Fact):
    """哪天到家: what was said of a member's coming home around one window."""

    __tablename__ = "expected_arrivals"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"))
    window_key: Mapped[str] = mapped_column(String(24))
    coming: Mapped[bool]
    arrives_on: Mapped[date | None] = mapped_column(default=None)
    leaves_on: Mapped[date | None] = mapped_column(default=None)
    told_by: Mapped[str] = mapped_column(String(12), default="member")
    recorded_by_id: Mapped[UUID | None] = mapped_column(references("accounts.id"), default=None)

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Keep one answer for each member and window."""
        return (_one_of_each_window("expected_arrivals"),)


class PlannedVisit(Fact):
    """What a person decided of one member's visit in a window; rows of one `call_id` are visited together."""

    __tablename__ = "planned_visits"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"))
    window_key: Mapped[str] = mapped_column(String(24))
    call_id: Mapped[UUID] = mapped_column(index=True)
    on_date: Mapped[date | None] = mapped_column(default=None)
    way: Mapped[str] = mapped_column(String(12), default="home")
    goer_ids: Mapped[list[Any]] = mapped_column()
    """The memberships of those of the branch who go."""
    left_out: Mapped[bool] = mapped_column(default=False)
    others_sealed: Mapped[str | None] = sealed_column("others")
    others = Sealed()
    """Who goes with them and is no member: 驻村工作队, 村干部."""
    reason_sealed: Mapped[str | None] = sealed_column("reason")
    reason = Sealed()
    """Why somebody is left out."""

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Keep one decision for each member and window."""
        return (_one_of_each_window("planned_visits"),)


class Visit(Fact):
    """One call on one home, whoever of the branch lives there; gift and money stand here once."""

    __tablename__ = "visits"

    revision: Mapped[int] = mapped_column(default=1)
    window_key: Mapped[str | None] = mapped_column(String(24), default=None)
    """The window it belongs to; null is 日常."""
    on_date: Mapped[date]
    way: Mapped[str] = mapped_column(String(12))
    """home, phone, video, workplace or mail."""
    visitor_ids: Mapped[list[Any]] = mapped_column()
    """The memberships of the visitors who belong to the branch."""
    money_cents: Mapped[int | None] = mapped_column(default=None)
    money_source: Mapped[str | None] = mapped_column(String(16), default=None)
    money_approved_on: Mapped[date | None] = mapped_column(default=None)
    signed_by: Mapped[str | None] = mapped_column(String(12), default=None)
    """member, family, other or nobody; on paper, by hand."""
    photo_ids: Mapped[list[Any]] = mapped_column()
    void: Mapped[bool] = mapped_column(default=False)
    """Recorded by mistake; it stays readable and counts for nothing."""
    recorded_by_id: Mapped[UUID | None] = mapped_column(references("accounts.id"), default=None)
    recorded_at_device: Mapped[datetime | None] = mapped_column(default=None)

    address_sealed: Mapped[str | None] = sealed_column("address")
    address = Sealed()
    other_visitors_sealed: Mapped[str | None] = sealed_column("other_visitors")
    other_visitors = Sealed()
    gifts_sealed: Mapped[str | None] = sealed_column("gifts")
    gifts = Sealed()
    money_approval_sealed: Mapped[str | None] = sealed_column("money_approval")
    money_approval = Sealed()
    situation_sealed: Mapped[str | None] = sealed_column("situation")
    situation = Sealed()
    measures_sealed: Mapped[str | None] = sealed_column("measures")
    measures = Sealed()
    signer_sealed: Mapped[str | None] = sealed_column("signer")
    signer = Sealed()
    """代签人 and the relation, as written."""
    note_sealed: Mapped[str | None] = sealed_column("note")
    note = Sealed()

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Find the visits of a branch by day."""
        return (Index("ix_visits_day", "node_id", "on_date"),)


class VisitMember(Fact):
    """One member of a visit: a couple has one visit and a row each (domain §10)."""

    __tablename__ = "visit_members"

    visit_id: Mapped[UUID] = mapped_column(index=True)
    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    met: Mapped[str] = mapped_column(String(12))
    """对象: member or family."""
    outcome: Mapped[str] = mapped_column(String(16))
    relation_sealed: Mapped[str | None] = sealed_column("relation")
    relation = Sealed()
    """与党员关系 of the one who was met."""
