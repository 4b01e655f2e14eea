"""What a book is: a title, columns and a query. Adding a column is one line in `books/`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from api.codes import mask

if TYPE_CHECKING:
    from api.registers.known import Known

PHONES, ID_NUMBERS, WORDS = "phones", "id_numbers", "words"
"""What a column may hold that is covered until somebody with the right uncovers it."""
PLAIN = (PHONES, ID_NUMBERS, WORDS)

HIDDEN = "***"

Value = Callable[[Any], str | None]


@dataclass(frozen=True)
class Column:
    """One column. value: from a record to its text. covered: what stands there while `plain` is not uncovered."""

    title: str
    value: Value
    width: float = 1.0
    """Its share of the page's width."""
    plain: str | None = None
    covered: Value = lambda _record: HIDDEN
    long: bool = False
    """Free text: set from the left; everything else stands in the middle."""
    by_choice: bool = False
    """The column is there only where it is uncovered: the ID number of the ledger."""
    by_hand: bool = False
    """It stays empty, to be filled on paper."""


def phones(
    title: str, value: Value, width: float = 2.0, *, covered: Value | None = None, long: bool = False
) -> Column:
    """Return a column with phones or addresses; covered, it shows the first and last digits only."""
    return Column(title, value, width, PHONES, covered or (lambda one: mask.digits(value(one) or "")), long)


def words(title: str, value: Value, width: float = 4.0) -> Column:
    """Return a column of what people told; those who may not uncover it see that something stands there."""
    return Column(title, value, width, WORDS, lambda one: HIDDEN if value(one) else "", long=True)


def blank(title: str, width: float = 1.5) -> Column:
    """Return a column that is filled by hand on paper."""
    return Column(title, lambda _record: "", width, by_hand=True)


@dataclass(frozen=True)
class Record:
    """One row before it is written: what it is about and what the columns read it from."""

    key: str
    """Stays the same whatever is corrected: corrections and 续打 know a row by it."""
    person_ids: tuple[UUID, ...]
    about: Any
    subjects: tuple[UUID, ...] = ()
    """The facts and masters behind the row; the journal says who changed them."""
    membership_id: UUID | None = None
    erased: bool = False


@dataclass(frozen=True)
class Book:
    """One of the seven sheets. records: everything of one branch in a period, as known at its cut, in the book's order."""

    key: str
    title: str
    columns: tuple[Column, ...]
    records: Callable[["Known"], Iterator[Record]]
    portrait: bool = False
    """One record a page, as a form: the minutes."""
    grows: bool = True
    """Rows are things that happened, so that 续打 can go on from the last one; a ledger is printed whole."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Filters by name with what may be chosen; the first is what is meant without a choice."""
    signers: tuple[str, ...] = ("填表人", "审核人", "支部书记")
