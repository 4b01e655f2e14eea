"""Each book of the demo township, both years and each branch, cell by cell against a second way to reckon it."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.models import Organization
from api.registers.books import BOOKS
from api.registers.columns import PLAIN
from api.registers.cuts import read_cut
from api.registers.lines import ask, read_lines
from api.registers.prints import Face, write
from api.registers.writing import pdf
from tests.demo.telling import Told
from tests.registers.by_hand import BY_HAND, Hand
from tests.registers.orders import cells_of, words_of

_SETS = {"补学登记", "出席（含线上）", "缺席及原因", "流动党员参加情况"}
"""Lists of people, in whatever order they stand."""


def engine(
    session: Session, book: str, branch: Organization, from_on: date, to_on: date
) -> list[dict[str, str]]:
    cut = read_cut(session, branch.id)
    plain = frozenset(PLAIN) - ({"id_numbers"} if book == "ledger" else set())
    asked = ask(session, book, branch.id, from_on=from_on, to_on=to_on, cut=cut, plain=plain)
    return [dict(zip(asked.titles[1:], line.cells, strict=True)) for line in read_lines(session, asked)]


def tidy(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text


@pytest.mark.parametrize("book", BOOKS)
def test_a_book_says_what_somebody_who_fills_it_in_by_hand_would_write(told: Told, book: str) -> None:
    today = clock.today()
    count = 0
    with told.database.reading() as session:
        branches = session.scalars(select(Organization).where(Organization.kind == "branch")).all()
        for branch in branches:
            for from_on, to_on in (
                (today - timedelta(days=800), today),
                (date(today.year, 1, 1), date(today.year, 12, 31)),
            ):
                made = engine(session, book, branch, from_on, to_on)
                wanted = BY_HAND[book](Hand(session, branch.id, from_on, to_on))
                assert len(made) == len(wanted), (branch.short_name, from_on)
                for number, (row, by_hand) in enumerate(zip(made, wanted, strict=True), 1):
                    for title, value in by_hand.items():
                        where = (branch.short_name, number, title)
                        if title in _SETS:
                            assert all(str(one) in row[title] for one in value), where
                            names = [part for part in re.split(r"[、；：]", row[title]) if part]
                            assert bool(names) == bool(value), where
                        else:
                            assert row[title] == tidy(value), where
                    count += 1
    assert count > 10


@pytest.mark.parametrize("book", BOOKS)
def test_the_paper_says_what_the_workbook_says(told: Told, book: str) -> None:
    today = clock.today()
    with told.database.reading() as session:
        branch = session.scalars(
            select(Organization).where(Organization.short_name == "桂花坪村党支部")
        ).one()
        asked = ask(
            session,
            book,
            branch.id,
            from_on=date(today.year - 1, 1, 1),
            to_on=today,
            cut=read_cut(session, branch.id),
            plain=frozenset(PLAIN),
        )
        lines = list(read_lines(session, asked))
        face = Face("ABCDEFGHJKLM", None, "核对", "向国梁")
        text = words_of(write(session, asked, "pdf", lines, face)[0])
        header, *rows = cells_of(write(session, asked, "xlsx", lines, face)[0])
    assert header == asked.titles
    assert len(rows) == max(len(lines), 1)
    for row in rows:
        for cell in row:
            assert re.sub(r"\s", "", cell) in text


def test_a_large_book_is_bound_as_volumes_each_with_its_own_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "VOLUME_ROWS", 3)
    columns = BOOKS["contacts"].columns
    sheet = pdf.Sheet(
        title="流动党员联系登记册",
        node="青松村党支部",
        year="2026年",
        titles=["序号", *(column.title for column in columns)],
        columns=columns,
        about=[("用途", "存档")],
        foot="校验码",
        signers=("填表人",),
    )
    made = pdf.write_pdf(sheet, [[f"第{number}行", *[""] * (len(columns) - 1)] for number in range(1, 9)])
    text = words_of(made.content)
    assert made.page_count == 3
    assert all(f"第{number}册共3册" in text for number in (1, 2, 3))
    assert text.count("第1页共1页") == 3
    assert text.count("填表人") == 1
    assert all(f"第{number}行" in text for number in range(1, 9))
