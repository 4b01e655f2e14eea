"""Books and prints as answers."""

from collections.abc import Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.errors import Refusal
from api.http.paging import page
from api.members.readings import note_reading
from api.models import Account, RegisterPrint, name_of_account
from api.registers import rules, verifying
from api.registers.books import BOOKS
from api.registers.columns import Book
from api.registers.cuts import cut_of_json, newest, read_cut
from api.registers.lines import Asked, ask, node_name, read_lines, uncovers
from api.registers.prints import shows_numbers, spaced


def list_books() -> list[dict[str, Any]]:
    """Return every book with its columns and filters."""
    return [
        {
            "key": book.key,
            "title": book.title,
            "columns": [column.title for column in book.columns],
            "choices": [{"name": name, "choices": list(words)} for name, words in book.choices.items()],
            "grows": book.grows,
        }
        for book in BOOKS.values()
    ]


def filters_of(book: Book, chosen: str | None) -> dict[str, str]:
    """Return a book's filters, of several with commas between. Raise `validation_failed` for what is none of the book's."""
    found: dict[str, str] = {}
    for word in (chosen or "").split(","):
        if not word:
            continue
        names = [name for name, choices in book.choices.items() if word in choices]
        if not names or (len(names) == 1 and found.setdefault(names[0], word) != word):
            raise Refusal("validation_failed", errors={"filter": ["这一册没有这个筛选。"]})
    return found


def _filter_of(kept: RegisterPrint) -> str | None:
    """Write a print's filters as they are asked for: those that leave something out, or else the first of all."""
    choices = BOOKS[kept.book].choices
    chosen = [word for name, word in kept.filters.items() if word != choices[name][0]]
    return ",".join(chosen) or next(iter(kept.filters.values()), None)


def question(session: Session, actor: Actor, key: str, query: dict[str, Any]) -> Asked:
    """Return what the screen asks for. Raise where the actor may not, or there is no such book."""
    node_id = query["organization_id"]
    rules.ensure_book(key)
    rules.ensure_may_read(session, actor, node_id)
    rules.ensure_period(query["from_on"], query["to_on"])
    return ask(
        session,
        key,
        node_id,
        from_on=query["from_on"],
        to_on=query["to_on"],
        cut=read_cut(session, node_id, query["known_at"]),
        filters=filters_of(BOOKS[key], query["filter_"]),
        plain=rules.plain_on_screen(session, actor, node_id, reveal=query["reveal"]),
    )


def show_rows(session: Session, actor: Actor, key: str, query: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a book's rows; where numbers are shown in plain, each person of the part gets a Reading."""
    asked = question(session, actor, key, query)
    lines = list(read_lines(session, asked))
    start, limit = query["offset"], query["limit"]
    part = list(islice(lines, start, start + limit))
    if query["reveal"] and shows_numbers(asked):
        people = sorted({person for line in part for person in line.person_ids})
        role = rules.role_that_reveals(session, actor, asked.node_id)
        note_reading(session, actor, people, role, "reveal", uncovers(asked))
    lead = asked.titles[: len(asked.titles) - len(asked.columns)]
    return {
        "book": asked.book.key,
        "title": asked.book.title,
        "organization_name": node_name(session, asked),
        "as_of": newest(asked.cut),
        "columns": [
            *(
                {"title": title, "width": 0.7 if at == 0 else 1.8, "long": False, "covered": False}
                for at, title in enumerate(lead)
            ),
            *(
                {
                    "title": column.title,
                    "width": column.width,
                    "long": column.long,
                    "covered": column.plain is not None and column.plain not in asked.plain,
                }
                for column in asked.columns
            ),
        ],
        "items": [
            {"key": line.key, "member_id": line.membership_id, "cells": [str(number), *line.cells]}
            for number, line in enumerate(part, start + 1)
        ],
        "total": len(lines),
        "next_offset": start + limit if start + limit < len(lines) else None,
    }


def list_prints(
    session: Session, actor: Actor, query: dict[str, Any]
) -> tuple[list[dict[str, Any]], str | None]:
    """Return one page of a node's prints, newest first."""
    rules.ensure_may_read(session, actor, query["organization_id"])
    statement = rules.prints_visible_to(actor).where(RegisterPrint.node_id == query["organization_id"])
    if query["book"]:
        statement = statement.where(RegisterPrint.book == query["book"])
    if query["editions"]:
        statement = statement.where(RegisterPrint.edition.is_not(None))
    order = [(RegisterPrint.recorded_at, True), (RegisterPrint.id, True)]
    rows, following = page(session, statement, order, query["limit"], query["cursor"])
    return show_prints(session, [row[0] for row in rows]), following


def show_prints(session: Session, prints: Sequence[RegisterPrint]) -> list[dict[str, Any]]:
    """Return prints as answers."""
    names = verifying.branch_names(session, list({kept.node_id for kept in prints}))
    by: dict[UUID, str] = dict(
        session.execute(
            select(Account.id, name_of_account(Account.id)).where(
                Account.id.in_({kept.printed_by_id for kept in prints})
            )
        ).all()
    )
    return [
        {
            "id": kept.id,
            "organization_id": kept.node_id,
            "organization_name": names[kept.node_id],
            "book": kept.book,
            "title": BOOKS[kept.book].title,
            "form": kept.form,
            "from_on": kept.from_on,
            "to_on": kept.to_on,
            "filter_": _filter_of(kept),
            "plain": kept.plain,
            "purpose": kept.purpose,
            "printed_by_name": by.get(kept.printed_by_id, ""),
            "printed_at": kept.recorded_at,
            "as_of": newest(cut_of_json(kept.cut)),
            "row_count": kept.row_count,
            "page_count": kept.page_count,
            "first_row": kept.first_row,
            "first_page": kept.first_page,
            "edition": kept.edition,
            "continues_id": kept.continues_id,
            "code": spaced(kept.code),
        }
        for kept in prints
    ]


def show_verification(session: Session, actor: Actor, code: str, language: str) -> dict[str, Any]:
    """Return how a print stands to what is recorded, with a sentence."""
    found = verifying.verify(session, actor, code)
    names = verifying.branch_names(session, [one["organization_id"] for one in found["erasures"]])
    erasures = [{**one, "organization_name": names[one["organization_id"]]} for one in found["erasures"]]
    kept: RegisterPrint = found["print"]
    return {
        **{name: found[name] for name in ("state", "corrections", "added")},
        "erasures": erasures,
        "sentence": _sentence(kept, found, erasures, language),
        "print_": show_prints(session, [kept])[0],
    }


def _sentence(
    kept: RegisterPrint, found: dict[str, Any], erasures: list[dict[str, Any]], language: str
) -> str:
    printed_on = clock.day_of(kept.recorded_at)
    zh = (
        f"第{kept.edition}版"
        if kept.edition
        else f"{printed_on.year}年{printed_on.month}月{printed_on.day}日打印"
    )
    en = f"Edition {kept.edition}" if kept.edition else f"Printed on {printed_on}"
    numbers = "、".join(f"{one['organization_name']}第{one['number']}号" for one in erasures)
    if found["state"] == "differs":
        sentences = (
            f"{zh}，与系统记录不一致，请核对纸面。",
            f"{en}: it differs from what is recorded; please check the paper.",
        )
    elif found["state"] == "differs_by_erasure":
        sentences = (
            f"{zh}，与系统记录一致；只有依申请删除（日志{numbers}）的内容不同。",
            f"{en}: as recorded, except for what was erased on request (journal {numbers}).",
        )
    else:
        sentences = f"{zh}，与系统记录一致", f"{en}: as recorded"
        if found["corrections"]:
            sentences = (
                f"{zh}，此后有{found['corrections']}处更正",
                f"{en}, with {found['corrections']} later corrections",
            )
        if found["added"]:
            sentences = (
                f"{sentences[0]}，另有{found['added']}条是后来补记的",
                f"{sentences[1]}; {found['added']} rows were recorded later",
            )
        sentences = f"{sentences[0]}。", f"{sentences[1]}."
    return sentences[1] if language == "en" else sentences[0]
