"""Dues 党费: what a member is to pay each month, and what was recorded of each month. Money is whole fen."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db import Instant
from api.models.base import Fact, Sealed, references, sealed_column


def _once_each(name: str, month: str) -> Index:
    current = Column("replaced_at", Instant()).is_(None)
    return Index(name, "membership_id", month, unique=True, sqlite_where=current, postgresql_where=current)


class DuesAssessment(Fact):
    """核定额: what a member pays a month, from a month on. The branch sets it; the software only suggests."""

    __tablename__ = "dues_assessments"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"))
    from_month: Mapped[str] = mapped_column(String(7))
    """`YYYY-MM`."""
    category: Mapped[str] = mapped_column(String(12))
    """farmer, wage, pension, student, laid_off or relief (domain §6)."""
    monthly_fen: Mapped[int]
    basis: Mapped[str | None] = mapped_column(String(500), default=None)
    income_sealed: Mapped[str | None] = sealed_column("income")
    income = Sealed()
    """The monthly wage or pension in fen that it was reckoned from, as text; sealed, because nobody else needs it."""

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Let one amount begin in a month."""
        return (_once_each("uq_dues_assessments_month", "from_month"),)


class DuesMonth(Fact):
    """One member's one month: paid, or waived (减免) with its approval. A cell that is empty is not on record."""

    __tablename__ = "dues_months"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"))
    month: Mapped[str] = mapped_column(String(7))
    """`YYYY-MM`."""
    state: Mapped[str] = mapped_column(String(8))
    """paid, waived, or open where an entry was taken back."""
    amount_fen: Mapped[int] = mapped_column(default=0)
    on_date: Mapped[date]
    """The day it was paid or, of a waiver, approved."""
    paid_by: Mapped[str | None] = mapped_column(String(12), default=None)
    """self, family or other_member; the branch itself never advances dues (不得垫交)."""
    paid_to: Mapped[str | None] = mapped_column(String(8), default=None)
    """branch or host 流入地."""
    basis_sealed: Mapped[str | None] = sealed_column("basis")
    basis = Sealed()
    """Of a waiver (an illness, a hardship), or of an entry that was taken back."""

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Let each month be recorded once, whoever enters it."""
        return (_once_each("uq_dues_months_month", "month"),)
