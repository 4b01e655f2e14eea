"""How a member stands: time away, days at home, cards, decisions, probation, transfers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Index, SQLColumnExpression, String, and_, or_
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


def away_on(period: Any, day: date | SQLColumnExpression[date]) -> ColumnElement[bool]:
    """Return the condition that a time away goes on, on a day: it began, did not end, and the relation is still here.

    A departure that is announced for later is none yet. So no figure asks `returned_on` alone: ask this.
    """
    return and_(
        period.replaced_at.is_(None),
        or_(period.returned_on.is_(None), period.returned_on > day),
        or_(period.departed_on.is_(None), period.departed_on <= day),
        or_(period.relation_transferred_on.is_(None), period.relation_transferred_on > day),
    )


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

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Let each time away have one state of the link."""
        current = Column("replaced_at", Instant()).is_(None)
        return (
            Index(
                "uq_host_links_period",
                "away_period_id",
                unique=True,
                sqlite_where=current,
                postgresql_where=current,
            ),
        )


class NationalRegistration(Fact):
    """全国系统登记: entered there as 流出党员, when and by whom.

    Each row says what was copied there at a moment; the sheet of differences compares from there on.
    """

    __tablename__ = "national_registrations"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    away_period_id: Mapped[UUID | None] = mapped_column(default=None)
    entered: Mapped[bool]
    on_date: Mapped[date]
    by_account_id: Mapped[UUID | None] = mapped_column(references("accounts.id"), default=None)
    as_of: Mapped[datetime | None] = mapped_column(default=None)
    """The moment of the sheet that was copied; null is the moment of recording."""


class StandingDecision(Fact):
    """A person's decision on how a member stands, with date and basis; nothing changes by itself (domain §2)."""

    __tablename__ = "standing_decisions"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    state: Mapped[str] = mapped_column(String(24))
    decided_on: Mapped[date]
    meeting: Mapped[str | None] = mapped_column(String(200), default=None)
    basis: Mapped[str] = mapped_column(String(500))


class ProbationStep(Fact):
    """One step of a probation 预备期, as a meeting or a committee decided it (domain §7)."""

    __tablename__ = "probation_steps"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    step: Mapped[str] = mapped_column(String(12))
    """accepted, requested, extended, passed, approved or cancelled."""
    on_date: Mapped[date]
    months: Mapped[int | None] = mapped_column(default=None)
    """Of an extension."""
    full_from_on: Mapped[date | None] = mapped_column(default=None)
    """Of an approval: the day from which the member is 正式."""
    meeting: Mapped[str | None] = mapped_column(String(200), default=None)
    basis_sealed: Mapped[str | None] = sealed_column("basis")
    basis = Sealed()
    withdrawn: Mapped[bool] = mapped_column(default=False)
    """Entered by mistake and taken back."""


_UNDER_WAY = ("planned", "letter_issued", "in_transit", "received")


class Transfer(Fact):
    """组织关系转接: each act is a new row of the same transfer. That the letter ran out (超期) is reckoned, not written."""

    __tablename__ = "transfers"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    state: Mapped[str] = mapped_column(String(16))
    """planned 拟转, letter_issued 已开介绍信, in_transit 在途, received 已接收, returned 退回, dropped 不转了."""
    to_organization: Mapped[str | None] = mapped_column(String(200), default=None)
    planned_on: Mapped[date | None] = mapped_column(default=None)
    letter_number: Mapped[str | None] = mapped_column(String(60), default=None)
    letter_on: Mapped[date | None] = mapped_column(default=None)
    valid_days: Mapped[int | None] = mapped_column(default=None)
    sent_on: Mapped[date | None] = mapped_column(default=None)
    received_on: Mapped[date | None] = mapped_column(default=None)
    returned_on: Mapped[date | None] = mapped_column(default=None)
    """The day it came back, or was dropped."""
    basis_sealed: Mapped[str | None] = sealed_column("basis")
    basis = Sealed()

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Let one transfer of a member be under way."""
        under_way = and_(
            Column("replaced_at", Instant()).is_(None), Column("state", String()).in_(_UNDER_WAY)
        )
        return (
            Index(
                "uq_transfers_under_way",
                "membership_id",
                unique=True,
                sqlite_where=under_way,
                postgresql_where=under_way,
            ),
        )
