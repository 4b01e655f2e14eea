"""Paper back in: a blank sheet with row codes goes out, and comes back through one grid without making doubles.

A row's code on paper is `K7QD-03`; the fact that it becomes has an id that follows from the sheet and the row, so that
the same row typed twice, by whomever, is there once.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.contacts import service as contacts
from api.db import new_id
from api.errors import Refusal
from api.journal import Outcome, record
from api.models import (
    AwayPeriod,
    Contact,
    Membership,
    Organization,
    PaperSheet,
    Person,
    Report,
    current,
)
from api.registers.prints import CODE_LETTERS
from api.registers.words import day
from api.registers.writing.glyphs import ensure_drawn
from api.registers.writing.pdf import typeset
from api.reports import service as reports

CONTACTS, REPORTS = "contacts", "reports"
MOST_ROWS = 200

_COLUMNS: dict[str, Sequence[tuple[str, float]]] = {
    CONTACTS: (
        ("日期", 1.3),
        ("联络员", 1.2),
        ("对象\n本人／家属", 1.0),
        ("方式\n电话／微信／视频／当面", 1.5),
        ("联系上\n是／否", 0.8),
        ("内容摘要（思想、工作、组织生活、学习）", 5.5),
        ("困难诉求", 2.0),
        ("签字", 1.2),
    ),
    REPORTS: (
        ("报告日期", 1.3),
        ("类型\n外出／变更／返乡", 1.2),
        ("离村或返乡日期", 1.3),
        ("预计返回", 1.3),
        ("外出事由", 1.0),
        ("外出地点（省市县）", 2.0),
        ("务工单位／住所", 2.6),
        ("电话（有变化时填）", 1.6),
        ("备注", 2.0),
        ("签字", 1.2),
    ),
}
_TITLES = {CONTACTS: "流动党员联系登记册（空白表）", REPORTS: "流动党员报告登记册（空白表）"}

_REPORT_FIELDS = (
    "recorded_at_device",
    "departed_on",
    "departed_precision",
    "departed_text",
    "discovered_on",
    "expected_return_on",
    "returned_on",
    "from_on",
    "to_on",
    "reason_code",
    "place_code",
    "place_unsettled",
    "employer",
    "residence",
    "phone",
    "family_contact",
    "wants_card",
    "note",
    "thinking",
    "work",
    "organization_life",
    "dues",
)


def issue(session: Session, actor: Actor, data: Mapping[str, Any]) -> Outcome:
    """Make a blank sheet of a branch: some rows for each member away, and wholly blank ones behind."""
    node_id = data["organization_id"]
    branch = session.get_one(Organization, node_id)
    if branch.kind != "branch":
        raise Refusal("only_in_branch")
    if actor.account_id is None:
        raise Refusal("forbidden")
    away = session.scalars(
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organization_id == node_id,
            Membership.to_on.is_(None),
            Membership.id.in_(
                select(AwayPeriod.membership_id).where(
                    AwayPeriod.replaced_at.is_(None), AwayPeriod.returned_on.is_(None)
                )
            ),
        )
        .order_by(Person.pinyin, Membership.id)
    ).all()
    printed: list[str | None] = [str(member) for member in away for _ in range(data["rows_each"])]
    rows = [*printed, *[None] * data["blank_rows"]][:MOST_ROWS]
    sheet = PaperSheet(
        id=new_id(),
        organization_id=node_id,
        account_id=actor.account_id,
        book=data["book"],
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


def row_id(sheet: PaperSheet, number: int) -> UUID:
    """Return the id of the fact that a row becomes."""
    return uuid5(sheet.id, f"row {number}")


def row_code(sheet: PaperSheet, number: int) -> str:
    """Return what is printed beside a row."""
    return f"{sheet.code}-{number:02d}"


def show(session: Session, sheet: PaperSheet) -> dict[str, Any]:
    """Return a sheet with its rows: whom each was printed for, and whether it has come back."""
    entered = _entered(session, sheet)
    names = _names(session, sheet)
    return {
        "id": sheet.id,
        "organization_id": sheet.organization_id,
        "book": sheet.book,
        "code": sheet.code,
        "created_at": sheet.created_at,
        "rows": [
            {
                "number": number,
                "code": row_code(sheet, number),
                "member_id": UUID(member) if member else None,
                "member_name": names.get(member or ""),
                "entered": row_id(sheet, number) in entered,
            }
            for number, member in enumerate(sheet.members, 1)
        ],
    }


def list_sheets(session: Session, actor: Actor, node_id: UUID) -> list[dict[str, Any]]:
    """Return the newest sheets of a branch with how many of their rows came back."""
    sheets = session.scalars(
        select(PaperSheet)
        .where(PaperSheet.organization_id == node_id)
        .order_by(PaperSheet.created_at.desc())
        .limit(20)
    )
    return [
        {
            "id": sheet.id,
            "book": sheet.book,
            "code": sheet.code,
            "created_at": sheet.created_at,
            "row_count": len(sheet.members),
            "entered": len(_entered(session, sheet)),
        }
        for sheet in sheets
    ]


def _entered(session: Session, sheet: PaperSheet) -> set[UUID]:
    model = Contact if sheet.book == CONTACTS else Report
    ids = [row_id(sheet, number) for number in range(1, len(sheet.members) + 1)]
    return set(session.scalars(current(model).with_only_columns(model.id).where(model.id.in_(ids))))


def _names(session: Session, sheet: PaperSheet) -> dict[str, str]:
    wanted = [UUID(member) for member in set(sheet.members) if member]
    rows = session.execute(
        select(Membership.id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id.in_(wanted))
    )
    return {str(row.id): row.name for row in rows}


def enter(session: Session, actor: Actor, sheet: PaperSheet, rows: Sequence[Mapping[str, Any]]) -> Outcome:
    """Write the rows that came back, each as the verb of its own slice does; a row that is there already is left alone.

    All rows are written, or none: a row that cannot be is named.
    """
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
            told = refused.errors or {"": [refused.sentence.zh]}
            wrong = {f"rows.{number}.{name}".rstrip("."): said for name, said in told.items()}
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


def _enter_row(session: Session, actor: Actor, sheet: PaperSheet, row: Mapping[str, Any]) -> None:
    printed_for = sheet.members[row["number"] - 1]
    member_id = UUID(printed_for) if printed_for else row["member_id"]
    branch = session.scalar(select(Membership.organization_id).where(Membership.id == member_id))
    if branch != sheet.organization_id:
        raise Refusal("validation_failed", errors={"member_id": ["请选本支部的党员。"]})
    if actor.is_about_self(member_id):
        raise Refusal("own_decision")
    if sheet.book == CONTACTS:
        contacts.log(
            session, actor, {**_contact(row), "id": row_id(sheet, row["number"]), "member_ids": [member_id]}
        )
        return
    told = {name: row.get(name) for name in _REPORT_FIELDS}
    told["departed_precision"] = told["departed_precision"] or "day"
    reports.submit(
        session,
        actor,
        {
            **told,
            "id": row_id(sheet, row["number"]),
            "member_id": member_id,
            "kind": row["kind"],
            "method": "paper",
            "reported_on": row["on"],
        },
    )


def _contact(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "way": row["way"],
        "with_whom": row["with_whom"],
        "outcome": row["outcome"],
        "direction": "outgoing",
        "happened_on": row["on"],
        "happened_at": None,
        "recorded_at_device": None,
        "by_member_id": row["by_member_id"],
        "note": row["note"],
        "place_code": row["place_code"],
        "employer": row["employer"],
        "residence": row["residence"],
        "phone": row["phone"],
        "need": None,
    }


def write_sheet(session: Session, sheet: PaperSheet) -> bytes:
    """Return the blank sheet as PDF. Raise `glyph_missing`."""
    names = _names(session, sheet)
    branch = session.get_one(Organization, sheet.organization_id)
    rows = [
        [row_code(sheet, number), names.get(member or "", "")]
        for number, member in enumerate(sheet.members, 1)
    ]
    ensure_drawn([branch.name, *names.values()])
    return typeset(
        "blank",
        {
            "title": _TITLES[sheet.book],
            "node": branch.name,
            "year": day(clock.day_of(sheet.created_at)),
            "titles": [title for title, _ in _COLUMNS[sheet.book]],
            "widths": [width for _, width in _COLUMNS[sheet.book]],
            "rows": rows,
            "foot": f"表号 {sheet.code}　交回后凭行码录入，同一行录两次也只记一次",
            "signers": ["填表人", "录入人", "支部书记"],
            "size": 8.5,
        },
    )
