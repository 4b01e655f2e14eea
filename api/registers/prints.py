"""Print a book: read the rows at the branches' heads, write the file, then keep what was printed, why and by whom."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.attachments import service as attachments
from api.attachments import vault
from api.db import new_id
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.members.readings import note_reading
from api.models import Organization, Person, RegisterPrint
from api.registers import rules
from api.registers.columns import ID_NUMBERS, PHONES
from api.registers.cuts import cut_as_json, cut_of_json, newest, read_cut
from api.registers.known import Known
from api.registers.lines import (
    Asked,
    Line,
    ask,
    digests_of,
    node_name,
    read_lines,
    uncovers,
    whole_digest,
)
from api.registers.words import day
from api.registers.writing.pdf import Sheet, write_pdf
from api.registers.writing.texts import csv_lines, write_xlsx

MOST_AT_ONCE = 6000
"""Rows of one PDF that somebody waits for; more is for the job that makes a pack."""

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
}
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without those that paper confuses: 0 and O, 1 and I."""


@dataclass(frozen=True)
class Order:
    """What somebody wants printed."""

    asked: Asked
    form: str
    purpose: str
    edition: bool = False
    continues_id: UUID | None = None


@dataclass(frozen=True)
class Printed:
    """A print that is made and not yet recorded."""

    order: Order
    id: UUID
    code: str
    content: bytes
    name: str
    digests: list[str]
    person_ids: frozenset[UUID]
    page_count: int
    first_row: int
    first_page: int
    attachment_id: UUID | None
    digest: str | None = None

    @property
    def sha256(self) -> str:
        """Return the digest of the file."""
        return self.digest or hashlib.sha256(self.content).hexdigest()


def order_of(session: Session, actor: Actor, data: dict[str, Any]) -> Order:
    """Read an order, with the cut taken from the committed heads. Raise where the actor may not, or it cannot be."""
    rules.ensure_book(data["book"])
    rules.ensure_period(data["from_on"], data["to_on"])
    node_id = data["organization_id"]
    plain = rules.plain_on_paper(
        session, actor, node_id, phones=data["phones"], id_numbers=data["id_numbers"]
    )
    rules.ensure_may_print(session, actor, node_id, plain)
    asked = ask(
        session,
        data["book"],
        node_id,
        from_on=data["from_on"],
        to_on=data["to_on"],
        cut=read_cut(session, node_id, data["known_at"]),
        filters=data["filters"],
        plain=plain,
    )
    return Order(asked, data["form"], data["purpose"], data["edition"], data["continues_id"])


def make(session: Session, actor: Actor, order: Order, print_id: UUID | None = None) -> Printed:
    """Make a print. Raise `glyph_missing`, `register_too_large` or `nothing_new_to_print`."""
    before = _print_before(session, actor, order)
    order = order if before is None else replace(order, asked=_going_on(order.asked, before))
    without = keys_before(session, before) if before is not None else frozenset()
    lines = list(read_lines(session, order.asked, without))
    if before is not None and not lines:
        raise Refusal("nothing_new_to_print")
    if order.form == "pdf" and len(lines) > MOST_AT_ONCE:
        raise Refusal("register_too_large")
    first_row = before.first_row + before.row_count if before else 1
    first_page = before.first_page + before.page_count if before else 1
    code = new_code()
    number = next_edition(session, order.asked) if order.edition else None
    face = Face(code, number, order.purpose, session_name(session, actor), first_row, first_page)
    content, pages = write(session, order.asked, order.form, lines, face)
    digests = digests_of(lines)
    people = frozenset(person for line in lines for person in line.person_ids)
    return Printed(
        order=order,
        id=print_id or new_id(),
        code=code,
        content=content,
        name=file_name(session, order.asked, order.form),
        digests=digests,
        person_ids=people if shows_numbers(order.asked) else frozenset(),
        page_count=pages,
        first_row=first_row,
        first_page=first_page,
        attachment_id=new_id(),
    )


def new_code() -> str:
    """Return a fresh check code."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(12))


def put_away(files: Path, made: Printed) -> None:
    """Put the file into the vault, encrypted, before anybody is told of it."""
    if made.attachment_id is None:
        return
    vault.keep(files, made.attachment_id, made.sha256, made.content)


def keep(session: Session, actor: Actor, made: Printed, *, alone: bool = True) -> Outcome:
    """Record what was printed, with a Reading of everybody whose numbers stand in it; 定稿 gets its number.

    alone: one book, rather than one of many whose Readings the caller notes together.
    """
    order = made.order
    asked = order.asked
    if actor.account_id is None:
        raise Refusal("forbidden")
    if session.scalar(select(RegisterPrint.row_id).where(RegisterPrint.id == made.id).limit(1)) is not None:
        raise Refusal("id_taken")
    number = None
    if order.edition:
        # Two editions at once: the second waits here, and finds that its number is taken.
        lock(session, Organization, asked.node_id)
        number = next_edition(session, asked)
    kept = RegisterPrint(
        id=made.id,
        book=asked.book.key,
        form=order.form,
        from_on=asked.from_on,
        to_on=asked.to_on,
        cut=cut_as_json(asked.cut),
        filters=dict(asked.filters),
        plain=sorted(asked.plain),
        printed_by_id=actor.account_id,
        rows_hmac=whole_digest(asked, made.digests),
        row_digests="".join(made.digests),
        row_count=len(made.digests),
        page_count=made.page_count,
        first_row=made.first_row,
        first_page=made.first_page,
        edition=number,
        continues_id=order.continues_id,
        attachment_id=made.attachment_id,
        sha256=made.sha256,
        code=made.code,
        purpose=order.purpose,
    )
    if made.attachment_id is not None:
        sent = attachments.Sent(made.content, made.sha256, MEDIA_TYPES[order.form], made.name)
        attachments.enter_made(session, actor.account_id, made.attachment_id, sent, referenced=order.edition)
    if made.person_ids and alone:
        role = rules.role_that_reveals(session, actor, asked.node_id)
        note_reading(session, actor, sorted(made.person_ids), role, "print", uncovers(asked))
    entry = record(
        session,
        node_id=asked.node_id,
        kind="register.printed",
        actor=actor,
        subjects={"register_print": kept.id},
        facts={
            "book": kept.book,
            "form": kept.form,
            "from": str(kept.from_on),
            "to": str(kept.to_on),
            "cut": {branch: head[:2] for branch, head in kept.cut.items()},
            "filters": kept.filters,
            "plain": kept.plain,
            "rows": kept.row_count,
            "hmac": kept.rows_hmac,
            "edition": kept.edition,
        },
        writes=[kept],
    )
    return Outcome(kept.id, "edition" if number else "printed", entry)


def _print_before(session: Session, actor: Actor, order: Order) -> RegisterPrint | None:
    if order.continues_id is None:
        return None
    before = rules.get_print(session, actor, order.continues_id)
    asked = order.asked
    # A print from before its book had a filter left nothing out.
    filters = {**{name: choices[0] for name, choices in asked.book.choices.items()}, **before.filters}
    same = (before.node_id, before.book, before.form, filters)
    fits = same == (asked.node_id, asked.book.key, order.form, dict(asked.filters))
    if not fits or not asked.book.grows or asked.has_branches or before.to_on > asked.to_on:
        raise Refusal("print_not_continued")
    return before


def _going_on(asked: Asked, before: RegisterPrint) -> Asked:
    return replace(asked, from_on=before.from_on)


def keys_before(session: Session, before: RegisterPrint) -> frozenset[str]:
    """Return the keys of every row that was on paper once this print was made."""
    return frozenset(line.key for line in read_lines(session, asked_of(session, before)))


def asked_of(session: Session, kept: RegisterPrint) -> Asked:
    """Return what a print was asked for, at its own cut; a filter that its book got later is none of its own."""
    asked = ask(
        session,
        kept.book,
        kept.node_id,
        from_on=kept.from_on,
        to_on=kept.to_on,
        cut=cut_of_json(kept.cut),
        filters=kept.filters,
        plain=frozenset(kept.plain),
    )
    return replace(asked, filters=dict(kept.filters))


def lines_of(session: Session, kept: RegisterPrint, asked: Asked | None = None) -> list[Line]:
    """Return the rows of a print read again, at its own cut or at that of another question."""
    without: frozenset[str] = frozenset()
    if kept.continues_id is not None:
        before = session.scalar(select(RegisterPrint).where(RegisterPrint.id == kept.continues_id))
        without = keys_before(session, before) if before is not None else without
    return list(read_lines(session, asked or asked_of(session, kept), without))


def shows_numbers(asked: Asked) -> bool:
    """Say whether phones, addresses or ID numbers stand in a print in plain: that leaves a trace."""
    return not {PHONES, ID_NUMBERS}.isdisjoint(uncovers(asked))


def next_edition(session: Session, asked: Asked) -> int:
    """Return the number of the next 定稿 of a node's book and period."""
    newest_number = session.scalar(
        select(func.max(RegisterPrint.edition)).where(
            RegisterPrint.node_id == asked.node_id,
            RegisterPrint.book == asked.book.key,
            RegisterPrint.from_on == asked.from_on,
            RegisterPrint.to_on == asked.to_on,
        )
    )
    return (newest_number or 0) + 1


@dataclass(frozen=True)
class Face:
    """What stands on a print beside its rows."""

    code: str
    edition: int | None
    purpose: str
    printed_by: str
    first_row: int = 1
    first_page: int = 1
    printed_on: date | None = None


def write(session: Session, asked: Asked, form: str, lines: Iterable[Line], face: Face) -> tuple[bytes, int]:
    """Return the file of canonical rows in a form, and how many numbered pages it has."""
    rows = [line.cells for line in lines]
    if form == "csv":
        return b"".join(csv_lines(asked.titles, rows, face.first_row)), 0
    if form == "xlsx":
        return write_workbook(session, asked, rows, face), 0
    made = write_pdf(sheet_of(session, asked, face), rows)
    return made.content, made.page_count


def write_workbook(session: Session, asked: Asked, rows: Iterable[Sequence[str]], face: Face) -> bytes:
    """Return the rows as a workbook."""
    foot = _foot(asked, face)
    return write_xlsx(
        asked.book.title,
        f"{node_name(session, asked)}　{day(asked.from_on)}至{day(asked.to_on)}　{foot}",
        asked.titles,
        asked.columns,
        rows,
        sheet_name=asked.book.title,
        first_row=face.first_row,
        foot=foot,
    )


def sheet_of(session: Session, asked: Asked, face: Face) -> Sheet:
    """Return everything of a print on paper but its rows."""
    numbers = [head.number for head in asked.cut.values()]
    known = as_of(asked) + (f"（日志第{numbers[0]}号）" if len(numbers) == 1 else "")
    about = [
        ("起止", f"{day(asked.from_on)}至{day(asked.to_on)}"),
        ("数据截至", known),
        ("打印", f"{day(face.printed_on or clock.today())}　{face.printed_by}"),
        ("用途", face.purpose),
        *([("版次", f"定稿　第{face.edition}版")] if face.edition else []),
        ("校验码", spaced(face.code)),
    ]
    first, last = asked.from_on.year, asked.to_on.year
    return Sheet(
        title=asked.book.title,
        node=node_name(session, asked),
        year=f"{first}年" if first == last else f"{first}年至{last}年",
        titles=asked.titles,
        columns=asked.columns,
        about=about,
        foot=_foot(asked, face) + (f"　定稿第{face.edition}版" if face.edition else ""),
        signers=asked.book.signers,
        portrait=asked.book.portrait,
        cover=face.first_page == 1,
        first_row=face.first_row,
        first_page=face.first_page,
    )


def _foot(asked: Asked, face: Face) -> str:
    return f"校验码 {spaced(face.code)}　数据截至 {as_of(asked)}"


def as_of(asked: Asked) -> str:
    """Write 数据截至 in the village's time."""
    instant = newest(asked.cut)
    return "" if instant is None else f"{instant.astimezone(clock.ZONE):%Y.%m.%d %H:%M}"


def spaced(code: str) -> str:
    """Write a check code in groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def session_name(session: Session, actor: Actor) -> str:
    """Return the name of whoever prints."""
    return session.scalar(select(Person.name).where(Person.id == actor.person_id)) or ""


def file_name(session: Session, asked: Asked, form: str) -> str:
    """Return the name under which the file is saved."""
    short = session.scalars(select(Organization.short_name).where(Organization.id == asked.node_id)).one()
    return f"{short}{asked.book.title}{asked.from_on:%Y%m%d}-{asked.to_on:%Y%m%d}.{form}"


def read_file(session: Session, files: Path, actor: Actor, kept: RegisterPrint) -> bytes:
    """Return a print's file: as it was handed out, or set again at its cut where that copy is gone.

    After an erasure that touches it, the kept copy is no longer handed out: the rows of today say 已删除.
    """
    rules.ensure_may_have_file(session, actor, kept)
    asked = asked_of(session, kept)
    lines = lines_of(session, kept, asked)
    unchanged = "".join(digests_of(lines)) == kept.row_digests
    stored = attachments.load_made(session, files, kept.attachment_id) if kept.attachment_id else None
    if unchanged and stored is not None:
        return stored
    name = Known(session, kept.node_id, kept.recorded_at, kept.from_on, kept.to_on).account_name(
        kept.printed_by_id
    )
    face = Face(
        kept.code,
        kept.edition,
        kept.purpose or "",
        name,
        kept.first_row,
        kept.first_page,
        clock.day_of(kept.recorded_at),
    )
    return write(session, asked, kept.form, lines, face)[0]


def note_file_read(session: Session, actor: Actor, kept: RegisterPrint) -> None:
    """Leave a trace where somebody else than the printer takes a file with numbers in it."""
    asked = asked_of(session, kept)
    if actor.account_id == kept.printed_by_id or not shows_numbers(asked):
        return
    people = {person for line in lines_of(session, kept, asked) for person in line.person_ids}
    role = rules.role_that_reveals(session, actor, kept.node_id)
    note_reading(session, actor, sorted(people), role, "print", uncovers(asked))
