"""组织生活: meetings and trainings, who was there, what was decided (domain §5, §10).

The plan of a meeting is a master: it changes while it is planned, and every version is kept. What happened at it are
facts. Once it is closed the plan stands still, and minutes change by a correction with its basis, beside the old text.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Column, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db import Instant
from api.models.base import Fact, Master, Operational, Sealed, references, sealed_column

_SPACE = UUID("6f2c1f9e-6f0b-4b57-9f0c-7e2f9f0a5d11")


def row_of(kind: str, training_id: UUID, membership_id: UUID | None = None) -> UUID:
    """Return the id of what a meeting has once: its minutes, or a member's attendance.

    Two phones that say the same member was there name the same fact, so that neither counts twice.
    """
    return uuid5(_SPACE, f"{kind}/{training_id}/{membership_id or ''}")


class TrainingSeries(Master):
    """A meeting that comes again, such as every month's theme day; its exceptions are days."""

    __tablename__ = "training_series"

    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    title: Mapped[str] = mapped_column(String(200))
    every: Mapped[str] = mapped_column(String(8))
    """month or quarter."""
    on_day: Mapped[int]
    """Day of the month; in a month without it, the last day."""
    from_on: Mapped[date]
    to_on: Mapped[date]
    exceptions: Mapped[list[Any]] = mapped_column(default=list)
    """`{"on": day, "moved_to": day or null}`: moved, or left out."""


class Training(Master):
    """One meeting or training of a branch: its plan, and whether it is closed."""

    __tablename__ = "trainings"
    __table_args__ = (Index("ix_trainings_branch", "organization_id", "on_date"),)

    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"))
    series_id: Mapped[UUID | None] = mapped_column(references("training_series.id"), index=True, default=None)
    group_id: Mapped[UUID | None] = mapped_column(references("groups.id"), default=None)
    """The 党小组 whose meeting it is."""
    kind: Mapped[str] = mapped_column(String(24))
    """general_meeting, committee, group_meeting, lecture, theme_day, life_meeting, evaluation, training."""
    state: Mapped[str] = mapped_column(String(12), default="planned")
    """planned, closed or called_off."""
    title: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    on_date: Mapped[date]
    """The village's calendar day of the beginning."""
    matters: Mapped[list[Any]] = mapped_column(default=list)
    """Matters with majorities of their own: election, admission 接收, confirmation 转正."""
    place: Mapped[str | None] = mapped_column(String(200), default=None)
    platform: Mapped[str | None] = mapped_column(String(100), default=None)
    join_link: Mapped[str | None] = mapped_column(String(1000), default=None)
    agenda: Mapped[str | None] = mapped_column(String(4000), default=None)
    hours: Mapped[float] = mapped_column(default=0.0)
    """学时, in halves."""
    private: Mapped[bool] = mapped_column(default=False)
    """不宜公开: the secretary's side only; it stays out of 《流动党员会议记录》."""
    host_sealed: Mapped[str | None] = sealed_column("host")
    host = Sealed()
    recorder_sealed: Mapped[str | None] = sealed_column("recorder")
    recorder = Sealed()
    called_off_because: Mapped[str | None] = mapped_column(String(500), default=None)


class CommitteeSeat(Fact):
    """A member's seat on the branch committee (支部委员), from–to: who is due at 支委会."""

    __tablename__ = "committee_seats"

    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"), index=True)
    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    duty: Mapped[str | None] = mapped_column(String(60), default=None)
    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)


class Exclusion(Fact):
    """不计入应到: never automatic, with its basis and the days of consent and vote (domain §5)."""

    __tablename__ = "exclusions"

    training_id: Mapped[UUID] = mapped_column(references("trainings.id"), index=True)
    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    basis_code: Mapped[str] = mapped_column(String(24))
    """away_half_year, long_ill, abroad or other."""
    consent_on: Mapped[date | None] = mapped_column(default=None)
    """上级党组织同意."""
    voted_on: Mapped[date | None] = mapped_column(default=None)
    """党员大会表决."""
    withdrawn: Mapped[bool] = mapped_column(default=False)
    note_sealed: Mapped[str | None] = sealed_column("note")
    note = Sealed()


class Attendance(Fact):
    """How a member took part in a meeting, or why not. One for each member and meeting."""

    __tablename__ = "attendances"

    training_id: Mapped[UUID] = mapped_column(references("trainings.id"), index=True)
    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    way: Mapped[str] = mapped_column(String(8))
    """hall, video, host 流入地, absent, or none where an earlier entry was a mistake."""
    source: Mapped[str] = mapped_column(String(8))
    """branch (ticked), code (the member opened the meeting's code) or self."""
    reason_code: Mapped[str | None] = mapped_column(String(16), default=None)
    """Of an absence: work, ill, family, far or other."""
    host_branch_sealed: Mapped[str | None] = sealed_column("host_branch")
    host_branch = Sealed()
    reason_sealed: Mapped[str | None] = sealed_column("reason")
    reason = Sealed()

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Say without touching the table whether a member was ever at a meeting."""
        stands = Column("replaced_at", Instant()).is_(None)
        return (
            Index(
                "ix_attendances_taken",
                "membership_id",
                "way",
                sqlite_where=stands,
                postgresql_where=stands,
            ),
        )


class MakeUp(Fact):
    """补学: a meeting made up later. Told by the member it waits for the branch's confirmation."""

    __tablename__ = "make_ups"

    training_id: Mapped[UUID] = mapped_column(references("trainings.id"), index=True)
    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    on_date: Mapped[date]
    way: Mapped[str] = mapped_column(String(16))
    """material, recording, visit 送学上门, host or other."""
    state: Mapped[str] = mapped_column(String(12))
    """waiting, confirmed or declined."""
    note_sealed: Mapped[str | None] = sealed_column("note")
    note = Sealed()


class WrittenOpinion(Fact):
    """书面意见 handed in before the meeting: it counts as a vote (domain §5)."""

    __tablename__ = "written_opinions"

    training_id: Mapped[UUID] = mapped_column(references("trainings.id"), index=True)
    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    received_on: Mapped[date]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    text_sealed: Mapped[str | None] = sealed_column("text")
    text = Sealed()


class Minutes(Fact):
    """会议记录: what was talked about and decided, with the roll and its figures once it is closed."""

    __tablename__ = "minutes"

    training_id: Mapped[UUID] = mapped_column(references("trainings.id"), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    closed: Mapped[bool] = mapped_column(default=False)
    hours: Mapped[float] = mapped_column(default=0.0)
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """应到, 实到 and the others, as they stood when this row was closed."""
    roll: Mapped[list[Any]] = mapped_column(default=list)
    """Each member's footing on the day, as it was known at closing: ids and codes."""
    page_of_book: Mapped[str | None] = mapped_column(String(60), default=None)
    """Where the branch's own minute book is handwritten: its page (摘录)."""
    basis: Mapped[str | None] = mapped_column(String(500), default=None)
    """Of a correction after closing."""
    host_sealed: Mapped[str | None] = sealed_column("host")
    host = Sealed()
    recorder_sealed: Mapped[str | None] = sealed_column("recorder")
    recorder = Sealed()
    guests_sealed: Mapped[str | None] = sealed_column("guests")
    guests = Sealed()
    """列席 who are not on the roll."""
    topics_sealed: Mapped[str | None] = sealed_column("topics")
    topics = Sealed()
    content_sealed: Mapped[str | None] = sealed_column("content")
    content = Sealed()
    resolutions_sealed: Mapped[str | None] = sealed_column("resolutions")
    resolutions = Sealed()
    """JSON: each resolution's text, kind and votes."""


class Material(Fact):
    """What is to be read or watched for a meeting: a link, or a file."""

    __tablename__ = "materials"

    training_id: Mapped[UUID] = mapped_column(references("trainings.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    link: Mapped[str | None] = mapped_column(String(1000), default=None)
    attachment_id: Mapped[UUID | None] = mapped_column(references("attachments.id"), index=True, default=None)
    file_name: Mapped[str | None] = mapped_column(String(200), default=None)
    file_kind: Mapped[str | None] = mapped_column(String(8), default=None)
    size: Mapped[int | None] = mapped_column(default=None)
    withdrawn: Mapped[bool] = mapped_column(default=False)


class TrainingNotice(Fact):
    """通知: that a meeting was told, when and how."""

    __tablename__ = "training_notices"

    training_id: Mapped[UUID] = mapped_column(references("trainings.id"), index=True)
    way: Mapped[str] = mapped_column(String(12))
    """group, phone, in_person or paper."""
    told_on: Mapped[date]


class CalendarFeed(Operational):
    """A person's secret calendar address. Only the digest of the secret is kept."""

    __tablename__ = "calendar_feeds"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(references("accounts.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
