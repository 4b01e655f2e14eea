"""Who at home keeps in touch with whom away 结对, and the bonds that a pairing respects.

A pairing holds from `from_on` up to, not including, `to_on`, and only while both memberships are open: when somebody
dies, leaves or moves, nothing has to be ended (docs/decisions/0006). So no one asks `to_on` alone: ask `in_force`.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Index,
    Select,
    SQLColumnExpression,
    String,
    and_,
    exists,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from api.models.base import Fact, Master, Sealed, references, sealed_column
from api.models.members import Membership

_OPEN = text("to_on IS NULL")
_OPEN_LEAD = text("to_on IS NULL AND lead")


@dataclass(frozen=True, slots=True)
class Span:
    """From a day up to, not including, another; None has no end."""

    begins: date
    ends: date | None

    def meets(self, other: "Span") -> bool:
        """Say whether the two have a day in common."""
        begins = max(self.begins, other.begins)
        ends = [end for end in (self.ends, other.ends) if end is not None]
        return all(begins < end for end in ends)


class Pairing(Master):
    """结对: one member away, one liaison 联络员. Several liaisons may share a member; one of them leads."""

    __tablename__ = "pairings"
    __table_args__ = (
        CheckConstraint("member_id <> liaison_id", name="not_oneself"),
        Index(
            "uq_pairings_open_pair",
            "member_id",
            "liaison_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "uq_pairings_open_lead",
            "member_id",
            unique=True,
            sqlite_where=_OPEN_LEAD,
            postgresql_where=_OPEN_LEAD,
        ),
        Index("ix_pairings_member", "member_id", "to_on"),
        Index("ix_pairings_liaison", "liaison_id", "to_on"),
        Index("ix_pairings_branch", "organization_id", "to_on"),
    )

    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"))
    """The branch of both: a liaison is of the same branch."""
    member_id: Mapped[UUID] = mapped_column(references("memberships.id"))
    liaison_id: Mapped[UUID] = mapped_column(references("memberships.id"))
    kind: Mapped[str] = mapped_column(String(8), default="home")
    """home 在家联络员, or away 在外联络员 at the same place, who stands beside one at home."""
    lead: Mapped[bool] = mapped_column(default=False)
    """牵头的联络员; at most one among the open pairings of a member, by constraint."""
    lead_from_on: Mapped[date | None] = mapped_column(default=None)
    """Since when they lead, where that is later than `from_on`."""
    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)
    """The first day on which it no longer holds."""
    end_reason: Mapped[str | None] = mapped_column(String(20), default=None)
    """returned, liaison_away, liaison_unable, liaison_left, changed, mistaken, merged or other."""
    bond_kind: Mapped[str | None] = mapped_column(String(16), default=None)
    """Why these two: kin, household, neighbour, past, same_group or other; null where the load alone spoke for it."""
    explanation_sealed: Mapped[str | None] = sealed_column("explanation")
    explanation = Sealed()
    end_note_sealed: Mapped[str | None] = sealed_column("end_note")
    end_note = Sealed()


class Bond(Fact):
    """What ties two members already: kin 亲属, neighbours 邻居. The same 党小组 and past pairings are derived."""

    __tablename__ = "bonds"

    membership_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    other_id: Mapped[UUID] = mapped_column(references("memberships.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    """kin, neighbour or other."""
    withdrawn: Mapped[bool] = mapped_column(default=False)
    """Noted by mistake, or no longer so."""
    note_sealed: Mapped[str | None] = sealed_column("note")
    note = Sealed()


def in_force(
    day: date | SQLColumnExpression[date], *, until_the_last_day: bool = False
) -> ColumnElement[bool]:
    """Return the condition that a pairing holds on a day: it began, did not end, and neither of the two left.

    until_the_last_day: the day on which it ended counts too; who was called that morning was called by their liaison.
    """
    return and_(
        Pairing.from_on <= day,
        or_(Pairing.to_on.is_(None), Pairing.to_on > Pairing.from_on),
        _not_over(Pairing.to_on, day, until_the_last_day),
        _still_open(_memberships()[0], Pairing.member_id, day, until_the_last_day),
        _still_open(_memberships()[1], Pairing.liaison_id, day, until_the_last_day),
    )


def pairings_in_force(day: date) -> Select[Pairing]:
    """Select the pairings that hold on a day."""
    return select(Pairing).where(in_force(day))


def _not_over(
    to_on: Any, day: date | SQLColumnExpression[date], until_the_last_day: bool
) -> ColumnElement[bool]:
    return or_(to_on.is_(None), to_on >= day if until_the_last_day else to_on > day)


@cache
def _memberships() -> tuple[Any, Any]:
    """Return the names under which the two memberships are asked; made once, since making one costs a millisecond."""
    return aliased(Membership), aliased(Membership)


def _still_open(
    membership: Any,
    membership_id: SQLColumnExpression[UUID],
    day: date | SQLColumnExpression[date],
    until_the_last_day: bool,
) -> ColumnElement[bool]:
    # A membership's first day is often that of the import; its last day is what a person decided.
    not_over = _not_over(membership.to_on, day, until_the_last_day)
    return exists().where(membership.id == membership_id, not_over)
