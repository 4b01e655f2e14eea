"""The one engine: cut × period × organization × filter × mask → canonical rows. Every form is written from these."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from api import crypto
from api.codes.text import tidy
from api.members.erasing import ERASED_NAME
from api.models import Organization
from api.registers.books import BOOKS
from api.registers.columns import Book, Column
from api.registers.cuts import Cut
from api.registers.known import Known

_DIGEST_BYTES = 8
DIGEST_LETTERS = 11
"""How many letters stand for one row in a print's `row_digests`."""

ORDINAL = "序号"


@dataclass(frozen=True)
class Asked:
    """What is printed: one book of a node, its period, cut, filter, and what stands uncovered."""

    book: Book
    node_id: UUID
    from_on: date
    to_on: date
    cut: Cut
    filters: Mapping[str, str] = field(default_factory=dict)
    plain: frozenset[str] = frozenset()

    @property
    def columns(self) -> list[Column]:
        """Return the columns that this print has."""
        return [column for column in self.book.columns if not column.by_choice or column.plain in self.plain]

    @property
    def titles(self) -> list[str]:
        """Return the header: 序号, the branch where there are several, then the book's columns."""
        return [ORDINAL, *(["党支部"] if self.has_branches else []), *(one.title for one in self.columns)]

    @property
    def has_branches(self) -> bool:
        """Say whether rows of several branches stand in one sheet."""
        return self.node_id not in self.cut and "所在" not in "".join(one.title for one in self.columns)


@dataclass(frozen=True)
class Line:
    """One canonical row: its cells as text, without 序号, and what is needed to know it again."""

    key: str
    cells: tuple[str, ...]
    person_ids: tuple[UUID, ...]
    subjects: tuple[UUID, ...]
    branch_id: UUID
    membership_id: UUID | None
    erased: bool

    def digest(self) -> str:
        """Return eleven letters that nobody without the installation's key can make."""
        content = orjson.dumps([self.key, *self.cells])
        made = hmac.new(_key(), content, hashlib.sha256).digest()[:_DIGEST_BYTES]
        return urlsafe_b64encode(made).decode().rstrip("=")


def read_lines(session: Session, asked: Asked, without: Collection[str] = frozenset()) -> Iterator[Line]:
    """Yield the rows, branch after branch in their fixed order. without: keys of rows printed before (续打)."""
    columns = asked.columns
    for branch_id, head in asked.cut.items():
        known = Known(session, branch_id, head.at, asked.from_on, asked.to_on, asked.filters)
        before = (known.branch_name,) if asked.has_branches else ()
        for record in asked.book.records(known):
            if record.key in without:
                continue
            cells = tuple(_write(column, record.about, asked.plain) for column in columns)
            yield Line(
                key=record.key,
                cells=(*before, *cells),
                person_ids=record.person_ids,
                subjects=record.subjects,
                branch_id=branch_id,
                membership_id=record.membership_id,
                erased=record.erased or any(ERASED_NAME in cell for cell in cells),
            )


def _write(column: Column, record: object, plain: frozenset[str]) -> str:
    covered = column.plain is not None and column.plain not in plain
    text = (column.covered if covered else column.value)(record)
    return tidy(text) if text else ""


def digests_of(lines: Iterable[Line]) -> list[str]:
    """Return the digest of each row."""
    return [line.digest() for line in lines]


def whole_digest(asked: Asked, digests: Iterable[str]) -> str:
    """Return the HMAC of a print's rows with what it was asked for: the value that `register.printed` carries."""
    about = [asked.book.key, str(asked.node_id), asked.from_on, asked.to_on, sorted(asked.filters.items())]
    made = hmac.new(_key(), orjson.dumps([*about, sorted(asked.plain), asked.titles]), hashlib.sha256)
    for digest in digests:
        made.update(digest.encode())
    return made.hexdigest()


def split(digests: str) -> list[str]:
    """Return the digests of the rows that a print kept in one text."""
    return [digests[at : at + DIGEST_LETTERS] for at in range(0, len(digests), DIGEST_LETTERS)]


def uncovers(asked: Asked) -> list[str]:
    """Return the codes of what this print really shows in plain: only columns that are there count."""
    return sorted(asked.plain & {column.plain for column in asked.columns if column.plain})


def whole(asked: Asked, cut: Cut) -> Asked:
    """Return the same question at another cut."""
    return replace(asked, cut=cut)


def ask(session: Session, key: str, node_id: UUID, **rest: object) -> Asked:
    """Return a question whose filter is complete. Raise KeyError for no such book."""
    book = BOOKS[key]
    filters = {name: choices[0] for name, choices in book.choices.items()}
    given = {name: value for name, value in dict(rest.pop("filters", {}) or {}).items() if value}  # type: ignore[call-overload]
    plain = frozenset(rest.pop("plain", ())) & {column.plain for column in book.columns}  # type: ignore[call-overload]
    return Asked(book, node_id, filters={**filters, **given}, plain=plain, **rest)  # type: ignore[arg-type]


def node_name(session: Session, asked: Asked) -> str:
    """Return the name that stands on the cover: a branch's as it was called at the period's end."""
    head = asked.cut.get(asked.node_id)
    if head is not None:
        return Known(session, asked.node_id, head.at, asked.from_on, asked.to_on).branch_name
    return session.scalars(select(Organization.name).where(Organization.id == asked.node_id)).one()


def _key() -> bytes:
    return hmac.new(crypto.keys().index, b"registers", hashlib.sha256).digest()
