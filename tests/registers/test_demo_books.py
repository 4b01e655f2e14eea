"""Each book of the demo township, both years and each branch, cell by cell against a second way to reckon it."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pypdf import PdfReader
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
from api.registers.writing.beside import SettingStoppedError
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


def sheet_of(book: str) -> pdf.Sheet:
    columns = BOOKS[book].columns
    return pdf.Sheet(
        title=BOOKS[book].title,
        node="青松村党支部",
        year="2026年",
        titles=["序号", *(column.title for column in columns)],
        columns=columns,
        about=[("用途", "存档")],
        foot="校验码",
        signers=("填表人",),
        portrait=BOOKS[book].portrait,
    )


def numbered(book: str, count: int) -> list[list[str]]:
    return [[f"行{number}号", *[""] * (len(BOOKS[book].columns) - 1)] for number in range(1, count + 1)]


def read_pages(made: pdf.Made) -> list[str]:
    return [
        re.sub(r"[\s\u200b]", "", page.extract_text()) for page in PdfReader(io.BytesIO(made.content)).pages
    ]


def test_a_long_book_set_in_parts_counts_its_pages_through_and_shows_no_seam(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = read_pages(pdf.write_pdf(sheet_of("contacts"), numbered("contacts", 130)))
    monkeypatch.setattr(pdf, "PART_ROWS", 50)
    made = pdf.write_pdf(sheet_of("contacts"), numbered("contacts", 130))
    cover, *pages = read_pages(made)
    assert [cover, *pages] == whole
    assert made.page_count == len(pages) > 4
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in page
    assert re.findall(r"行(\d+)号", "".join(pages)) == [str(number) for number in range(1, 131)]
    assert "".join(pages).count("填表人") == 1
    assert "共" not in cover


def test_a_row_over_two_pages_stays_whole_where_a_part_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PART_ROWS", 2)
    rows = numbered("contacts", 4)
    for row in rows:
        row[6] = "很长的一段话。" * 400
    pages = read_pages(pdf.write_pdf(sheet_of("contacts"), rows))
    assert "".join(pages).count("很") == 1600
    assert re.findall(r"行(\d+)号", "".join(pages)) == ["1", "2", "3", "4"]


def test_many_minutes_are_counted_through_from_the_page_that_another_print_ended_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "PART_ROWS", 2)
    goes_on = replace(sheet_of("trainings"), cover=False, first_row=8, first_page=11)
    made = pdf.write_pdf(goes_on, numbered("trainings", 5))
    pages = read_pages(made)
    assert made.page_count == len(pages) == 5
    assert [f"第{number}页共15页" in page for number, page in enumerate(pages, 11)] == [True] * 5


def test_a_long_print_stops_between_two_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PART_ROWS", 2)
    paused: list[None] = []

    def pause() -> None:
        paused.append(None)
        if len(paused) == 2:
            raise SettingStoppedError

    with pytest.raises(SettingStoppedError):
        pdf.write_pdf(sheet_of("contacts"), numbered("contacts", 9), pause)
    assert len(paused) == 2
