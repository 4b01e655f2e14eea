"""Paper back in: a blank sheet with row codes goes out, and comes back through one grid without making doubles.

A row's code on paper is `K7QD-03`; the fact that it becomes has an id that follows from the sheet and the row, so that
the same row typed twice, by whomever, is there once. What a book's sheet is stands in `sheets/`.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.db import new_id
from api.errors import Refusal
from api.journal import Outcome, record
from api.models import Membership, Organization, PaperSheet, Person, current
from api.registers.prints import CODE_LETTERS
from api.registers.sheets import SHEETS
from api.registers.sheets.book import MOST_ROWS, Row, SheetBook
from api.registers.words import day
from api.registers.writing.glyphs import ensure_drawn
from api.registers.writing.pdf import breakable, typeset


def issue(session: Session, actor: Actor, data: Mapping[str, Any]) -> Outcome:
    """Make a blank sheet of a branch: rows for those whom its book is about, and wholly blank ones behind."""
    node_id = data["organization_id"]
    branch = session.get_one(Organization, node_id)
    if branch.kind != "branch":
        raise Refusal("only_in_branch")
    if actor.account_id is None:
        raise Refusal("forbidden")
    people = SHEETS[data["book"]].people(session, actor, node_id, data["rows_each"])
    rows = [*map(_kept, people.rows), *[None] * data["blank_rows"]][:MOST_ROWS]
    sheet = PaperSheet(
        id=new_id(),
        organization_id=node_id,
        account_id=actor.account_id,
        book=data["book"],
        about=people.about,
        code="".join(secrets.choice(CODE_LETTERS) for _ in range(6)),
        members=rows,
        created_at=clock.now(),
    )
    session.add(sheet)
    entry = record(
        session,
        node_id=node_id,
        kind="paper.issued",
        actor=actor,
        subjects={"paper_sheet": sheet.id},
        facts={"book": sheet.book, "rows": len(rows)},
    )
    return Outcome(sheet.id, "issued", entry)


def _kept(members: Sequence[UUID]) -> str | list[str]:
    first, *others = map(str, members)
    return [first, *others] if others else first


def _printed_for(sheet: PaperSheet, number: int) -> list[UUID]:
    """Return whom a row was printed for: one member, those of one home, or nobody."""
    kept = sheet.members[number - 1]
    return [UUID(member) for member in (kept if isinstance(kept, list) else filter(None, [kept]))]


def row_id(sheet: PaperSheet, number: int) -> UUID:
    """Return the id of the fact that a row becomes."""
    return uuid5(sheet.id, f"row {number}")


def row_code(sheet: PaperSheet, number: int) -> str:
    """Return what is printed beside a row."""
    return f"{sheet.code}-{number:02d}"


def show(session: Session, actor: Actor, sheet: PaperSheet, language: str = "zh") -> dict[str, Any]:
    """Return a sheet with its rows: whom each was printed for, and whether it has come back."""
    book = SHEETS[sheet.book]
    back = _back(session, sheet)
    names = _names(session, sheet)
    beside = book.beside.read(session, actor, sheet) if book.beside else {}
    rows = []
    for number in range(1, len(sheet.members) + 1):
        members = _printed_for(sheet, number)
        rows.append(
            {
                "number": number,
                "code": row_code(sheet, number),
                "member_id": members[0] if members else None,
                "member_ids": members,
                "member_name": "、".join(names[member] for member in members) or None,
                "beside": next((beside[member] for member in members if beside.get(member)), None),
                "entered": number in back,
            }
        )
    return {
        **_head(session, sheet, language),
        "rows": rows,
        "people": _people(session, sheet.organization_id),
    }


def list_sheets(session: Session, node_id: UUID, language: str) -> list[dict[str, Any]]:
    """Return the newest sheets of a branch with how many of their rows came back."""
    sheets = session.scalars(
        select(PaperSheet)
        .where(PaperSheet.organization_id == node_id)
        .order_by(PaperSheet.created_at.desc())
        .limit(20)
    )
    return [
        {
            **_head(session, sheet, language),
            "row_count": len(sheet.members),
            "entered": len(_back(session, sheet)),
        }
        for sheet in sheets
    ]


def _head(session: Session, sheet: PaperSheet, language: str) -> dict[str, Any]:
    return {
        "id": sheet.id,
        "organization_id": sheet.organization_id,
        "book": sheet.book,
        "about_name": SHEETS[sheet.book].name_about(session, sheet.about, language) if sheet.about else None,
        "code": sheet.code,
        "created_at": sheet.created_at,
    }


def _entered(session: Session, sheet: PaperSheet) -> set[UUID]:
    model = SHEETS[sheet.book].fact
    ids = [row_id(sheet, number) for number in range(1, len(sheet.members) + 1)]
    return set(session.scalars(current(model).with_only_columns(model.id).where(model.id.in_(ids))))


def _back(session: Session, sheet: PaperSheet) -> set[int]:
    """Return the numbers of the rows that nobody has to enter any more."""
    entered, answered = _entered(session, sheet), SHEETS[sheet.book].answered(session, sheet)
    numbers = range(1, len(sheet.members) + 1)
    told = {number for number in numbers if (on := set(_printed_for(sheet, number))) and on <= answered}
    return told | {number for number in numbers if row_id(sheet, number) in entered}


def _names(session: Session, sheet: PaperSheet) -> dict[UUID, str]:
    wanted = {member for number in range(1, len(sheet.members) + 1) for member in _printed_for(sheet, number)}
    rows = session.execute(
        select(Membership.id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id.in_(wanted))
    )
    return {row.id: row.name for row in rows}


def _people(session: Session, node_id: UUID) -> list[dict[str, Any]]:
    """Return who may stand on a blank row, with the letters under which the keyboard finds them."""
    rows = session.execute(
        select(Membership.id, Person.name, Person.pinyin)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organization_id == node_id, Membership.to_on.is_(None))
        .order_by(Person.pinyin, Membership.id)
    )
    return [
        {"member_id": row.id, "name": row.name, "initials": (row.pinyin.split()[1:2] or [""])[0].upper()}
        for row in rows
    ]


def enter(session: Session, actor: Actor, sheet: PaperSheet, rows: Sequence[Mapping[str, Any]]) -> Outcome:
    """Write the rows that came back, each as the verb of its own slice does; a row that is there already is left alone.

    All rows are written, or none: a row that cannot be is named.
    """
    # Two who type the same sheet wait for each other; the second then finds the rows of the first.
    session.execute(select(PaperSheet.id).where(PaperSheet.id == sheet.id).with_for_update())
    entered = _entered(session, sheet)
    done: list[int] = []
    for row in sorted(rows, key=lambda one: one["number"]):
        number = row["number"]
        if number > len(sheet.members):
            raise Refusal("validation_failed", errors={f"rows.{number}": ["这张表没有这一行。"]})
        if row_id(sheet, number) in entered or number in done:
            continue
        try:
            _enter_row(session, actor, sheet, row)
        except Refusal as refused:
            wrong = dict(_name_faults(number, refused, SHEETS[sheet.book]))
            raise Refusal("validation_failed", errors=wrong) from refused
        done.append(number)
    entry = record(
        session,
        node_id=sheet.organization_id,
        kind="paper.entered",
        actor=actor,
        subjects={"paper_sheet": sheet.id},
        facts={"book": sheet.book, "rows": done},
    )
    return Outcome(sheet.id, "entered" if done else "unchanged", entry)


def _name_faults(number: int, refused: Refusal, book: SheetBook) -> Iterator[tuple[str, list[str]]]:
    """Yield each sentence under the row's number and the field of the grid that it is about."""
    for name, said in _flatten(refused.errors or {"": [refused.sentence.zh]}):
        field = "on" if name in book.days else name
        yield f"rows.{number}.{field}".rstrip("."), said


def _flatten(errors: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name, said in errors.items():
        if isinstance(said, Mapping):
            yield from _flatten(said)
        else:
            yield name.rpartition(".")[2], said


def _enter_row(session: Session, actor: Actor, sheet: PaperSheet, row: Mapping[str, Any]) -> None:
    book, number = SHEETS[sheet.book], row["number"]
    members = _printed_for(sheet, number) or [row["member_id"]]
    members = list(dict.fromkeys(_standing_for(session, sheet, member) for member in members))
    if not book.of_self and any(map(actor.is_about_self, members)):
        raise Refusal("own_decision")
    told = {name: row[name] for name in book.fields}
    book.enter(session, actor, Row(row_id(sheet, number), sheet, members, row["on"], told))


def _standing_for(session: Session, sheet: PaperSheet, member_id: UUID | None) -> UUID:
    """Return a member of the sheet's branch; a record that was merged into another stands for that one."""
    found = session.execute(
        select(Membership.organization_id, Person.merged_into_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id == member_id)
    ).first()
    if member_id is None or found is None or found.organization_id != sheet.organization_id:
        raise Refusal("validation_failed", errors={"member_id": ["请选本支部的党员。"]})
    if found.merged_into_id is None:
        return member_id
    kept = (
        select(Membership.id)
        .where(
            Membership.person_id == found.merged_into_id, Membership.organization_id == sheet.organization_id
        )
        .order_by(Membership.to_on.is_not(None), Membership.from_on.desc())
    )
    return session.scalars(kept).first() or member_id


def write_sheet(session: Session, actor: Actor, sheet: PaperSheet) -> bytes:
    """Return the blank sheet as PDF. Raise `glyph_missing`."""
    book = SHEETS[sheet.book]
    shown = show(session, actor, sheet)
    branch = session.get_one(Organization, sheet.organization_id)
    titles, widths = ["行码", book.who], []
    rows = [[row["code"], breakable(row["member_name"] or "", 6)] for row in shown["rows"]]
    if book.beside and any(row["beside"] for row in shown["rows"]):
        titles.append(book.beside.title)
        widths.append(book.beside.width)
        for cells, row in zip(rows, shown["rows"], strict=True):
            cells.append(breakable(row["beside"] or "", 12))
    ensure_drawn([branch.name, *(cell for cells in rows for cell in cells)])
    return typeset(
        "blank",
        {
            "title": f"{book.title}（空白表）",
            "about": shown["about_name"],
            "node": branch.name,
            "year": day(clock.day_of(sheet.created_at)),
            "titles": [*titles, *(title for title, _ in book.columns)],
            "widths": [*widths, *(width for _, width in book.columns)],
            "rows": rows,
            "foot": f"表号 {sheet.code}　交回后凭行码录入，同一行录两次也只记一次",
            "signers": book.signers,
            "size": 8.5 if len(book.columns) < 12 else 7.5,
        },
    )
