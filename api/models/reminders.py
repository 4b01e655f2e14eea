"""提醒: what somebody is told once a day, by which way, and the robots of group chats.

Nothing here names a member: a reminder holds kinds and counts, so that it may leave the house and need not be erased.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.db import new_id
from api.models.base import Master, Operational, Sealed, references, sealed_column


class ReminderChoice(Operational):
    """How an account wants to be reminded; without a row, as everybody is: in the app, at the place's hour."""

    __tablename__ = "reminder_choices"

    account_id: Mapped[UUID] = mapped_column(references("accounts.id"), primary_key=True)
    inbox: Mapped[bool] = mapped_column(default=True)
    sms: Mapped[bool] = mapped_column(default=False)
    hour: Mapped[int | None] = mapped_column(default=None)
    """Null is the place's own hour."""
    changed_at: Mapped[datetime]


class ReminderDay(Operational):
    """That an account's or robot's day was looked at, whether it held anything or not: the key keeps it to once."""

    __tablename__ = "reminder_days"

    recipient_id: Mapped[UUID] = mapped_column(primary_key=True)
    on_date: Mapped[date] = mapped_column(primary_key=True, index=True)


class InboxMessage(Operational):
    """收件箱: one message of an account. Its sentences are written from kinds and counts when it is read."""

    __tablename__ = "inbox_messages"
    __table_args__ = (Index("uq_inbox_messages_once", "account_id", "kind", "key", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(references("accounts.id"))
    kind: Mapped[str] = mapped_column(String(16))
    """digest or robot_failed."""
    key: Mapped[str] = mapped_column(String(64))
    """What makes it one: a day, a delivery."""
    on_date: Mapped[date] = mapped_column(index=True)
    lines: Mapped[list[Any]] = mapped_column()
    """`{"kind": …, "count": …}`."""
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None] = mapped_column(default=None)


class Robot(Master):
    """A robot of a group chat (企业微信, 钉钉, 飞书) that tells a node's group once a day what waits."""

    __tablename__ = "robots"

    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    """wecom, dingtalk or feishu."""
    name: Mapped[str] = mapped_column(String(100))
    hour: Mapped[int | None] = mapped_column(default=None)
    paused: Mapped[bool] = mapped_column(default=False)
    ended: Mapped[bool] = mapped_column(default=False)
    address_index: Mapped[str | None] = mapped_column(String(64), index=True, default=None)
    """Tells robots of one address, whose limit they share."""
    address_sealed: Mapped[str | None] = sealed_column("address")
    address = Sealed()
    """Whoever knows it can write into the group: a secret."""
    secret_sealed: Mapped[str | None] = sealed_column("secret")
    secret = Sealed()
    """加签 of 钉钉, 签名校验 of 飞书."""


class RobotPace(Operational):
    """When an address was last written to, and until when its platform wants to be left alone."""

    __tablename__ = "robot_paces"

    address_index: Mapped[str] = mapped_column(String(64), primary_key=True)
    sent: Mapped[list[Any]] = mapped_column()
    """The instants of the last sendings, oldest first."""
    rests_until: Mapped[datetime | None] = mapped_column(default=None)


class Delivery(Operational):
    """One message on its way out of the house. The unique slot keeps it to one a day for each recipient and channel."""

    __tablename__ = "reminder_deliveries"
    __table_args__ = (
        Index("uq_reminder_deliveries_slot", "channel", "recipient_id", "slot", unique=True),
        Index("ix_reminder_deliveries_waiting", "state", "run_after"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    channel: Mapped[str] = mapped_column(String(8))
    """sms or robot."""
    recipient_id: Mapped[UUID]
    """The account, or the robot."""
    slot: Mapped[str] = mapped_column(String(48))
    """A day, or a trial's own name."""
    trial: Mapped[bool] = mapped_column(default=False)
    lines: Mapped[list[Any]] = mapped_column()
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    """waiting, sending, sent, failed (for good) or late (the day was over)."""
    attempts: Mapped[int] = mapped_column(default=0)
    run_after: Mapped[datetime]
    lease_owner: Mapped[str | None] = mapped_column(String(64), default=None)
    lease_until: Mapped[datetime | None] = mapped_column(default=None)
    problem: Mapped[str | None] = mapped_column(String(32), default=None)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
