"""常排查: a round of screening in one window, and what was found out about each member."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db import Instant
from api.models.base import Fact, Sealed, references, sealed_column


def _one_current(name: str, *columns: str) -> Index:
    still_current = Column("replaced_at", Instant()).is_(None)
    return Index(name, *columns, unique=True, sqlite_where=still_current, postgresql_where=still_current)


class ScreeningRound(Fact):
    """排查: one branch's round in one window. Closing is a new row of the same round, and freezes who was in it."""

    __tablename__ = "screening_rounds"

    window_key: Mapped[str] = mapped_column(String(24))
    """The window of `api.seasons` (`spring_festival-2026`), or `daily-` and the first day."""
    opened_on: Mapped[date]
    """The first day: whoever is a member on it is covered, and whoever joins later."""
    until_on: Mapped[date | None] = mapped_column(default=None)
    """The last day of the window; null for a daily round."""
    opened_by_id: Mapped[UUID | None] = mapped_column(references("accounts.id"), default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    """The last day; it counts."""
    closed_by_id: Mapped[UUID | None] = mapped_column(references("accounts.id"), default=None)
    covered: Mapped[list[Any] | None] = mapped_column(default=None)
    """As it stood at closing: `[membership id, state, last day or null, finding's row id or null]` of each member."""
    why_missing_sealed: Mapped[str | None] = sealed_column("why_missing")
    why_missing = Sealed()
    """One sentence, where it was closed with members missing."""
    void_on: Mapped[date | None] = mapped_column(default=None)
    """The day on which it was said that it was opened by mistake; nobody had been asked after in it."""

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Refuse a second round of the same window."""
        return (_one_current("uq_screening_rounds_window", "node_id", "window_key"),)

    def void(self, on: date) -> "ScreeningRound":
        """Return the round as opened by mistake, which leaves its window free for another."""
        return self.corrected(void_on=on, window_key=f"void-{self.id.hex[-18:]}")


class ScreeningFinding(Fact):
    """排查登记册, one line: what was found out about one member in one round (domain §10). A correction is a new row."""

    __tablename__ = "screening_findings"

    round_id: Mapped[UUID]
    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    screened_on: Mapped[date]
    method: Mapped[str] = mapped_column(String(12))
    """排查方式: wechat, phone, visit or compare 比对."""
    asked: Mapped[str] = mapped_column(String(12))
    """问的是谁: self, family, neighbour or other."""
    result: Mapped[str] = mapped_column(String(12))
    """same 与台账一致, differs 有变化, or lost 失联."""
    screened_by_id: Mapped[UUID] = mapped_column(references("accounts.id"))
    recorded_at_device: Mapped[datetime | None] = mapped_column(default=None)
    ledger_moved: Mapped[bool] = mapped_column(default=False)
    """The ledger had changed between the look on the phone and the arrival of 与台账一致."""
    after_closing: Mapped[bool] = mapped_column(default=False)
    """Recorded or corrected after the round was closed."""

    is_away: Mapped[bool | None] = mapped_column(default=None)
    departed_on: Mapped[date | None] = mapped_column(default=None)
    departed_precision: Mapped[str | None] = mapped_column(String(8), default=None)
    reason_code: Mapped[str | None] = mapped_column(String(16), default=None)
    place_code: Mapped[str | None] = mapped_column(String(6), default=None)
    place_unsettled: Mapped[bool | None] = mapped_column(default=None)
    employer: Mapped[str | None] = mapped_column(String(200), default=None)
    has_card: Mapped[bool | None] = mapped_column(default=None)
    card_number: Mapped[str | None] = mapped_column(String(60), default=None)
    dues_paid_to: Mapped[str | None] = mapped_column(String(7), default=None)
    """党费交至年月, `YYYY-MM`."""
    lost_since: Mapped[date | None] = mapped_column(default=None)
    lost_situation: Mapped[str | None] = mapped_column(String(20), default=None)
    """失联情形, one of the seven (domain §10)."""
    report_id: Mapped[UUID | None] = mapped_column(default=None)
    """The report that a difference became."""
    need_id: Mapped[UUID | None] = mapped_column(default=None)
    """The need that came up."""

    family_sealed: Mapped[str | None] = sealed_column("family")
    family = Sealed()
    """家庭状况."""
    phone_sealed: Mapped[str | None] = sealed_column("phone")
    phone = Sealed()
    conclusion_sealed: Mapped[str | None] = sealed_column("conclusion")
    conclusion = Sealed()
    """排查结论, where there is more to say than the result."""
    screener_sealed: Mapped[str | None] = sealed_column("screener")
    screener = Sealed()
    """排查人, where it was somebody else than whoever typed it."""
    note_sealed: Mapped[str | None] = sealed_column("note")
    note = Sealed()
    basis_sealed: Mapped[str | None] = sealed_column("basis")
    basis = Sealed()
    """Why it was corrected."""

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Let one finding of each member stand in a round."""
        return (_one_current("uq_screening_findings_member", "round_id", "membership_id"),)
