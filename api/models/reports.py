"""Reports and what was decided on them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Fact, Sealed, references, sealed_column


class Report(Fact):
    """A member's report, by the member or by somebody at home for them (代录). A correction is a new row."""

    __tablename__ = "reports"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"))
    revision: Mapped[int] = mapped_column(default=1)
    """Counts the rows of this report: the first, and one for each 请补充 that was answered."""
    kind: Mapped[str] = mapped_column(String(16))
    """departure, change, check_in, yearly, home_visit, return or hearsay (domain §3)."""
    method: Mapped[str] = mapped_column(String(12))
    """self, in_person, phone or paper."""
    submitted_by_id: Mapped[UUID] = mapped_column(references("accounts.id"))
    reported_on: Mapped[date]
    """The day the member said it."""
    recorded_at_device: Mapped[datetime | None] = mapped_column(default=None)

    departed_on: Mapped[date | None] = mapped_column(default=None)
    departed_precision: Mapped[str | None] = mapped_column(String(8), default=None)
    departed_text: Mapped[str | None] = mapped_column(String(50), default=None)
    discovered_on: Mapped[date | None] = mapped_column(default=None)
    expected_return_on: Mapped[date | None] = mapped_column(default=None)
    returned_on: Mapped[date | None] = mapped_column(default=None)
    from_on: Mapped[date | None] = mapped_column(default=None)
    to_on: Mapped[date | None] = mapped_column(default=None)
    reason_code: Mapped[str | None] = mapped_column(String(16), default=None)
    place_code: Mapped[str | None] = mapped_column(String(6), default=None)
    place_unsettled: Mapped[bool | None] = mapped_column(default=None)
    employer: Mapped[str | None] = mapped_column(String(200), default=None)
    wants_card: Mapped[bool | None] = mapped_column(default=None)

    residence_sealed: Mapped[str | None] = sealed_column("residence")
    residence = Sealed()
    phone_sealed: Mapped[str | None] = sealed_column("phone")
    phone = Sealed()
    family_contact_sealed: Mapped[str | None] = sealed_column("family_contact")
    family_contact = Sealed()
    note_sealed: Mapped[str | None] = sealed_column("note")
    note = Sealed()
    thinking_sealed: Mapped[str | None] = sealed_column("thinking")
    thinking = Sealed()
    work_sealed: Mapped[str | None] = sealed_column("work")
    work = Sealed()
    organization_life_sealed: Mapped[str | None] = sealed_column("organization_life")
    organization_life = Sealed()
    dues_sealed: Mapped[str | None] = sealed_column("dues")
    dues = Sealed()

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Find a member's reports, newest first."""
        return (Index("ix_reports_member", "membership_id", "reported_on"),)


class ReportDecision(Fact):
    """What became of one row of a report. A report whose current row has none is 待受理."""

    __tablename__ = "report_decisions"

    report_id: Mapped[UUID] = mapped_column()
    report_row_id: Mapped[UUID] = mapped_column(references("reports.row_id"), unique=True)
    """The row that was decided on; unique, so that two at once cannot both decide."""
    outcome: Mapped[str] = mapped_column(String(12))
    """accepted, sent_back or withdrawn."""
    decided_by_id: Mapped[UUID | None] = mapped_column(references("accounts.id"), default=None)
    """Null where the kind accepts itself (报平安, 短暂回家)."""
    reason_sealed: Mapped[str | None] = sealed_column("reason")
    reason = Sealed()

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Find the decision of a report."""
        return (Index("ix_report_decisions_report", "report_id"),)
