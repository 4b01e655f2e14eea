"""The tree: counties, townships, branches, and what happens to them."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Fact, Master, Sealed, references, sealed_column


class Organization(Master):
    """A node of the tree with its dates. Its dated names are `OrganizationName`."""

    __tablename__ = "organizations"

    kind: Mapped[str] = mapped_column(String(16))
    """county, township or branch."""
    parent_id: Mapped[UUID | None] = mapped_column(references("organizations.id"), index=True, default=None)
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(100))
    position: Mapped[int] = mapped_column(default=0)
    """The fixed order among siblings; branches are never sorted by merit (domain §9)."""
    started_on: Mapped[date | None] = mapped_column(default=None)
    """启用日期: no clock runs on what lies before it (domain §2)."""
    ended_on: Mapped[date | None] = mapped_column(default=None)
    code: Mapped[str | None] = mapped_column(String(100), default=None)
    """Free text: no public pattern exists (domain §11)."""
    place_code: Mapped[str | None] = mapped_column(String(6), default=None)
    office_phone: Mapped[str | None] = mapped_column(String(30), default=None)
    """The office's public number for the 联系卡, no person's."""


class OrganizationName(Fact):
    """A name from a day on; old books print under the old name (domain §2a)."""

    __tablename__ = "organization_names"

    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    from_on: Mapped[date]


class OrganizationChange(Fact):
    """A merge, split or move of nodes on a day."""

    __tablename__ = "organization_changes"

    kind: Mapped[str] = mapped_column(String(16))
    """merged, split or moved."""
    from_id: Mapped[UUID] = mapped_column(references("organizations.id"), index=True)
    to_id: Mapped[UUID] = mapped_column(references("organizations.id"), index=True)
    on_date: Mapped[date]
    basis: Mapped[str] = mapped_column(String(500))


class Group(Master):
    """党小组: a part of a branch with a leader."""

    __tablename__ = "groups"

    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    position: Mapped[int] = mapped_column(default=0)
    leader_id: Mapped[UUID | None] = mapped_column(default=None)
    """The leader's membership."""
    ended_on: Mapped[date | None] = mapped_column(default=None)


class Household(Master):
    """同户: people of one home, who stays and where (domain §3)."""

    __tablename__ = "households"

    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"), index=True)
    all_away: Mapped[bool] = mapped_column(default=False)
    """举家外出."""
    address_sealed: Mapped[str | None] = sealed_column("address")
    address = Sealed()
    who_stays_sealed: Mapped[str | None] = sealed_column("who_stays")
    who_stays = Sealed()


class SettingValue(Fact):
    """One setting's value at a node or member, from a day on; the nearest node wins."""

    __tablename__ = "setting_values"

    organization_id: Mapped[UUID | None] = mapped_column(references("organizations.id"), default=None)
    membership_id: Mapped[UUID | None] = mapped_column(references("memberships.id"), default=None)
    key: Mapped[str] = mapped_column(String(80))
    value: Mapped[dict[str, Any]] = mapped_column()
    """`{"value": …}`, so that null can be told from nothing."""
    from_on: Mapped[date]

    @classmethod
    def further_table_args(cls) -> tuple[Index, ...]:
        """Find a key's values by node."""
        return (Index("ix_setting_values_key", "key", "organization_id", "from_on"),)
