"""How a member stands: time away, days at home, cards, decisions."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, String, and_
from sqlalchemy.orm import Mapped, mapped_column

from api.db import Instant
from api.models.base import Fact, Sealed, references, sealed_column


class AwayPeriod(Fact):
    """外出期: opened by an accepted departure, closed by an accepted return."""

    __tablename__ = "away_periods"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    departed_on: Mapped[date | None] = mapped_column(default=None)
    """The first day of the known span, null while 未登记; `departed_precision` says how long the span is."""
    departed_precision: Mapped[str] = mapped_column(String(8), default="day")
    """day, month, season or year."""
    departed_text: Mapped[str | None] = mapped_column(String(50), default=None)
    """The words it was told in: 春节后."""
    discovered_on: Mapped[date | None] = mapped_column(default=None)
    expected_return_on: Mapped[date | None] = mapped_column(default=None)
    returned_on: Mapped[date | None] = mapped_column(default=None)
    reason_code: Mapped[str | None] = mapped_column(String(16), default=None)
    place_code: Mapped[str | None] = mapped_column(String(6), default=None)
    place_unsettled: Mapped[bool] = mapped_column(default=False)
    """地点不固定: drivers, builders."""
    employer: Mapped[str | None] = mapped_column(String(200), default=None)
    residence_sealed: Mapped[str | None] = sealed_column("residence")
    residence = Sealed()
    relation_transferred_on: Mapped[date | None] = mapped_column(default=None)
    opened_by_id: Mapped[UUID | None] = mapped_column(default=None)
    """The report that opened it."""
    closed_by_id: Mapped[UUID | None] = mapped_column(default=None)
    basis: Mapped[str | None] = mapped_column(String(500), default=None)
    """The basis of a correction."""


class HomeStay(Fact):
    """短暂回家: from–to; opens no return and does not restart the six months (domain §3)."""

    __tablename__ = "home_stays"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    report_id: Mapped[UUID | None] = mapped_column(default=None)


class ActivityCard(Fact):
    """What is recorded of the paper 活动证; the software never imitates it (domain §3)."""

    __tablename__ = "activity_cards"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    away_period_id: Mapped[UUID | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(String(20))
    """to_number 待编号, issued 已发放, to_inspect 返乡待查验, inspected 已查验, lost 遗失, void 作废."""
    number: Mapped[str | None] = mapped_column(String(60), default=None)
    issued_on: Mapped[date | None] = mapped_column(default=None)
    reviewed_on: Mapped[date | None] = mapped_column(default=None)
    inspected_on: Mapped[date | None] = mapped_column(default=None)

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Keep a number unique in its branch."""
        in_use = and_(Column("replaced_at", Instant()).is_(None), Column("number", String()).is_not(None))
        return (
            Index(
                "uq_activity_cards_number",
                "node_id",
                "number",
                unique=True,
                sqlite_where=in_use,
                postgresql_where=in_use,
            ),
        )


class HostLink(Fact):
    """流入地衔接 of one away period (domain §3)."""

    __tablename__ = "host_links"

    away_period_id: Mapped[UUID] = mapped_column(index=True)
    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    """not_contacted, contacted, registered, no_organization, not_suitable."""
    organization_text: Mapped[str | None] = mapped_column(String(200), default=None)
    on_date: Mapped[date | None] = mapped_column(default=None)
    contact_sealed: Mapped[str | None] = sealed_column("contact")
    contact = Sealed()


class NationalRegistration(Fact):
    """全国系统登记: entered there as 流出党员, when and by whom."""

    __tablename__ = "national_registrations"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    away_period_id: Mapped[UUID | None] = mapped_column(default=None)
    entered: Mapped[bool]
    on_date: Mapped[date]
    by_account_id: Mapped[UUID | None] = mapped_column(references("accounts.id"), default=None)


class StandingDecision(Fact):
    """A person's decision on how a member stands, with date and basis; nothing changes by itself (domain §2)."""

    __tablename__ = "standing_decisions"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    state: Mapped[str] = mapped_column(String(24))
    decided_on: Mapped[date]
    meeting: Mapped[str | None] = mapped_column(String(200), default=None)
    basis: Mapped[str] = mapped_column(String(500))
