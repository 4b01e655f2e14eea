"""A person, a membership and an account are three things (design §4)."""

from datetime import date
from uuid import UUID

from sqlalchemy import Column, Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Fact, Master, Sealed, references, sealed_column

_STILL_OPEN = Column("to_on", Date()).is_(None)


class Person(Master):
    """A human being, in a branch or not. Name and pinyin are plain because they are searched."""

    __tablename__ = "persons"

    name: Mapped[str] = mapped_column(String(100), index=True)
    pinyin: Mapped[str] = mapped_column(String(400), default="")
    """Full pinyin and initials under every reading, for search."""
    sex: Mapped[str] = mapped_column(String(1), default="0")
    """GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated."""
    birth_date: Mapped[str | None] = mapped_column(String(10), default=None)
    """A partial date: the paper often knows the month only."""
    ethnicity: Mapped[str | None] = mapped_column(String(2), default=None)
    """GB/T 3304."""
    education: Mapped[str | None] = mapped_column(String(2), default=None)
    """GB/T 4658."""
    job: Mapped[str | None] = mapped_column(String(200), default=None)
    """工作岗位 / 原职业."""
    communication: Mapped[str | None] = mapped_column(String(20), default=None)
    """通信条件: smartphone, feature_phone, family_relay, none; null is 未登记."""
    household_id: Mapped[UUID | None] = mapped_column(references("households.id"), index=True, default=None)
    id_number_index: Mapped[str | None] = mapped_column(String(64), index=True, default=None)
    phone_index: Mapped[str | None] = mapped_column(String(64), index=True, default=None)
    merged_into_id: Mapped[UUID | None] = mapped_column(references("persons.id"), index=True, default=None)
    erased: Mapped[bool] = mapped_column(default=False)

    id_number_sealed: Mapped[str | None] = sealed_column("id_number")
    id_number = Sealed()
    phone_sealed: Mapped[str | None] = sealed_column("phone")
    phone = Sealed()
    landline_sealed: Mapped[str | None] = sealed_column("landline")
    landline = Sealed()
    address_sealed: Mapped[str | None] = sealed_column("address")
    address = Sealed()
    family_contact_sealed: Mapped[str | None] = sealed_column("family_contact")
    family_contact = Sealed()
    wechat_sealed: Mapped[str | None] = sealed_column("wechat")
    wechat = Sealed()
    note_sealed: Mapped[str | None] = sealed_column("note")
    note = Sealed()


class Membership(Master):
    """A person's time in one branch; at most one is open (by constraint)."""

    __tablename__ = "memberships"
    __table_args__ = (
        Index(
            "uq_memberships_one_open",
            "person_id",
            unique=True,
            sqlite_where=_STILL_OPEN,
            postgresql_where=_STILL_OPEN,
        ),
        Index("ix_memberships_branch", "organization_id", "to_on"),
    )

    person_id: Mapped[UUID] = mapped_column(references("persons.id"), index=True)
    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"))
    kind: Mapped[str] = mapped_column(String(16))
    """full 正式 or probationary 预备."""
    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)
    joined_on: Mapped[str | None] = mapped_column(String(10), default=None)
    """加入党组织日期, partial."""
    confirmed_on: Mapped[str | None] = mapped_column(String(10), default=None)
    """转为正式党员日期, partial."""
    roll_status: Mapped[str] = mapped_column(String(16), default="normal")
    """党籍: normal 正常, suspended 停止党籍, restored 恢复党籍, retained 保留党籍 (domain §2)."""
    roll_status_on: Mapped[date | None] = mapped_column(default=None)
    """The day of the decision on 党籍; null where the roster came without one."""
    roll_status_basis: Mapped[str | None] = mapped_column(String(500), default=None)
    leaving_reason: Mapped[str | None] = mapped_column(String(24), default=None)
    """减少原因: died, transferred, struck_off, withdrew, expelled, probation_cancelled, moved, recorded_twice."""
    leaving_basis: Mapped[str | None] = mapped_column(String(500), default=None)
    group_id: Mapped[UUID | None] = mapped_column(references("groups.id"), default=None)
    exempt: Mapped[bool] = mapped_column(default=False)
    """Old, frail or ill: no hard requirements (domain §5)."""
    reported_lost: Mapped[bool | None] = mapped_column(default=None)
    """是否为失联党员 as the imported sheet says; the clocks do not read it."""
    reported_lost_on: Mapped[str | None] = mapped_column(String(10), default=None)


class Opening(Fact):
    """补登底数: what was known of a member when the branch started here (domain §2)."""

    __tablename__ = "openings"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    dues_paid_to: Mapped[str | None] = mapped_column(String(7), default=None)
    """党费交至年月, `YYYY-MM`."""
    last_contact_on: Mapped[date | None] = mapped_column(default=None)
    last_organization_life_on: Mapped[date | None] = mapped_column(default=None)


class Consent(Fact):
    """What a person agreed to or refused, with the notice's version (domain §12)."""

    __tablename__ = "consents"

    person_id: Mapped[UUID] = mapped_column(references("persons.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    """notice, sensitive (ID number, photo, hardships), or photo: asked before a picture was added."""
    notice_version: Mapped[str] = mapped_column(String(20))
    agreed: Mapped[bool]
    on_paper: Mapped[bool] = mapped_column(default=False)


class ToldApart(Fact):
    """不是同一个人: a person compared two records that look alike; they are not shown as a pair again."""

    __tablename__ = "told_apart"

    person_id: Mapped[UUID] = mapped_column(references("persons.id"), index=True)
    other_id: Mapped[UUID] = mapped_column(references("persons.id"), index=True)
    """The later of the two ids, so that a pair is one row whichever was named first."""
