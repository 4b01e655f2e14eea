"""What a book on paper is: its columns, whom its rows are for, how a row becomes a fact, which fact tells that it came back."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from marshmallow import fields
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import Actor
from api.http.fields import Part, Shape, Text, Word, Yes
from api.models import AwayPeriod, Fact, Membership, PaperSheet, Person
from api.needs.words import KINDS as NEEDS

MOST_ROWS = 500
OPTIONAL: Any = {"load_default": None, "allow_none": True}


class SheetNeedIn(Shape):
    """困难诉求 that stands on a row."""

    kind = Word(*NEEDS, required=True)
    words = Text(most=1000, least=1, required=True)
    private = Yes(load_default=False)


def need_part() -> fields.Field[Any]:
    """Return the field by which a row of a book carries a need."""
    return Part(SheetNeedIn, load_default=None, allow_none=False)


@dataclass(frozen=True, slots=True)
class People:
    """Whom the rows are printed for, one home or person after another, and what the whole sheet is about."""

    rows: Sequence[Sequence[UUID]]
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that came back. `id` is the fact's, whoever types it; `told` is what was written, by the book's own fields."""

    id: UUID
    sheet: PaperSheet
    member_ids: Sequence[UUID]
    on: date
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Beside:
    """A column that is printed full: what is known of somebody, so that nobody writes it again."""

    title: str
    width: float
    read: Callable[[Session, Actor, PaperSheet], Mapping[UUID, str]]


def about_nothing(_session: Session, _about: str, _language: str) -> str | None:
    """Name nothing: most sheets are for any day."""
    return None


def nobody(_session: Session, _sheet: PaperSheet) -> Set[UUID]:
    """Return nobody: what is on paper may be told in other ways as well."""
    return frozenset()


@dataclass(frozen=True)
class SheetBook:
    """One book on paper.

    columns: what a person with a pen fills, each with its share of the width; what follows a line's end in a title
    stands smaller. fields: the same as the grid sends it. people: whom the rows are for, with so many rows for each;
    who: what they are called. enter: writes a row by the verb of its slice, and raises Refusal where it cannot be.
    fact: what a row becomes; one with the row's id tells that it came back. days: what the slice calls the row's day.
    answered: who needs no row any more, since it was recorded in another way. of_self: whether somebody may enter a row
    about themselves, as the book's slice has it.
    """

    key: str
    title: str
    columns: Sequence[tuple[str, float]]
    fields: Mapping[str, fields.Field[Any]]
    people: Callable[[Session, Actor, UUID, int], People]
    enter: Callable[[Session, Actor, Row], object]
    fact: type[Fact]
    who: str = "流动党员"
    days: Set[str] = field(default_factory=frozenset)
    beside: Beside | None = None
    name_about: Callable[[Session, str, str], str | None] = about_nothing
    answered: Callable[[Session, PaperSheet], Set[UUID]] = nobody
    of_self: bool = False
    signers: Sequence[str] = ("填表人", "录入人", "支部书记")


def each_away(session: Session, _actor: Actor, node_id: UUID, rows_each: int) -> People:
    """Return so many rows for each member away."""
    away = select(AwayPeriod.membership_id).where(
        AwayPeriod.replaced_at.is_(None), AwayPeriod.returned_on.is_(None)
    )
    found = on_the_roll(session, node_id, Membership.id.in_(away))
    return People([[member] for member in found for _ in range(rows_each)])


def on_the_roll(session: Session, node_id: UUID, *conditions: Any) -> Sequence[UUID]:
    """Return the members of a branch today, by name."""
    return session.scalars(
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organization_id == node_id, Membership.to_on.is_(None), *conditions)
        .order_by(Person.pinyin, Membership.id)
    ).all()
