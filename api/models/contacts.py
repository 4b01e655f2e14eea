"""Contacts with members away and their families, pauses of the duty, and what was decided on two of one call."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, String, Uuid, and_
from sqlalchemy.orm import Mapped, mapped_column

from api.db import Instant
from api.models.base import Fact, Sealed, references, sealed_column

_STANDS = and_(Column("replaced_at", Instant()).is_(None), Column("withdrawn_by_id", Uuid()).is_(None))
"""Neither corrected nor withdrawn. Null tests only: both databases then see that a query fits the index."""


class Contact(Fact):
    """One contact, or one try. A correction or a withdrawal is a new row; `double_of_id` marks 疑似重复."""

    __tablename__ = "contacts"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"))
    revision: Mapped[int] = mapped_column(default=1)
    way: Mapped[str] = mapped_column(String(12))
    """phone 电话, wechat 微信, video 视频, in_person 当面, letter 信函."""
    with_whom: Mapped[str] = mapped_column(String(8))
    """self 本人 or family 家属."""
    outcome: Mapped[str] = mapped_column(String(16))
    """reached 联系上, no_answer 未接通, out_of_service 空号停机, declined 拒接."""
    direction: Mapped[str] = mapped_column(String(8))
    """outgoing: somebody at home began; incoming: the member did."""
    happened_on: Mapped[date]
    """The day that counts, in the village's zone."""
    happened_at: Mapped[datetime | None] = mapped_column(default=None)
    recorded_at_device: Mapped[datetime]
    """When it was noted down; the server's time where the caller named none. 补录 is judged by it."""
    clock_ahead: Mapped[bool] = mapped_column(default=False)
    """The device's clock was ahead of the server's when this was noted down."""
    by_membership_id: Mapped[UUID | None] = mapped_column(references("memberships.id"), default=None)
    """Who was in touch: a liaison, the secretary; null for a recorder who is no member."""
    logged_by_id: Mapped[UUID] = mapped_column(references("accounts.id"))
    """Whose account noted it down."""
    joint_id: Mapped[UUID | None] = mapped_column(default=None)
    """The same for all members of one group video."""
    double_of_id: Mapped[UUID | None] = mapped_column(default=None)
    """疑似重复: an earlier contact with this member on this day in this way by somebody else."""
    report_id: Mapped[UUID | None] = mapped_column(default=None)
    """The report of a change that was handed in from what was told."""
    visit_id: Mapped[UUID | None] = mapped_column(default=None)
    """The visit that this contact was a part of."""
    withdrawn_by_id: Mapped[UUID | None] = mapped_column(references("accounts.id"), default=None)
    """Who took it back; null while it stands."""

    place_code: Mapped[str | None] = mapped_column(String(6), default=None)
    employer: Mapped[str | None] = mapped_column(String(200), default=None)
    residence_sealed: Mapped[str | None] = sealed_column("residence")
    residence = Sealed()
    phone_sealed: Mapped[str | None] = sealed_column("phone")
    phone = Sealed()
    note_sealed: Mapped[str | None] = sealed_column("note")
    note = Sealed()

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Judge a member without touching the table, list a member's and a branch's by day, find marked doubles."""
        stands: dict[str, Any] = {"sqlite_where": _STANDS, "postgresql_where": _STANDS}
        marked = and_(_STANDS, Column("double_of_id", Uuid()).is_not(None))
        return (
            Index(
                "ix_contacts_duty", "membership_id", "outcome", "with_whom", "happened_on", "way", **stands
            ),
            Index("ix_contacts_member_day", "membership_id", "happened_on", **stands),
            Index("ix_contacts_node_day", "node_id", "happened_on", **stands),
            Index(
                "ix_contacts_doubles", "node_id", "double_of_id", sqlite_where=marked, postgresql_where=marked
            ),
            Index("ix_contacts_joint", "joint_id"),
        )


class ContactPause(Fact):
    """The duty rests from–to: in hospital, at home for a while. An open one has no last day."""

    __tablename__ = "contact_pauses"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    reason: Mapped[str] = mapped_column(String(16))
    """hospital, at_home or other."""
    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)
    note_sealed: Mapped[str | None] = sealed_column("note")
    note = Sealed()


class ContactMerge(Fact):
    """同一次 or 另一次: what a person decided on two contacts that look like one. Both originals stay."""

    __tablename__ = "contact_merges"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    contact_id: Mapped[UUID] = mapped_column()
    """The earlier one, which counts."""
    other_id: Mapped[UUID] = mapped_column(index=True)
    """The later one, which carries the mark."""
    same: Mapped[bool]
    decided_by_id: Mapped[UUID] = mapped_column(references("accounts.id"))
