"""Columns are as wide as what stands in them asks for."""

import io

import pytest
from pypdf import PdfReader

from api.registers.books import BOOKS
from api.registers.writing import pdf
from tests.registers.test_last_pages import sheet

DAY, PHONE, NAME = "2026.03.08", "19900000001", "欧阳国梁"


def filled(book: str, note: str) -> list[str]:
    """Return a row with a day, a phone, a name, and a note in each long column."""
    columns = BOOKS[book].columns
    row = [note if column.long else "" for column in columns]
    short = [at for at, column in enumerate(columns) if not column.long and not column.by_hand]
    row[short[0]], row[short[1]], row[short[2]] = DAY, PHONE, NAME
    return row


def set_book(book: str, rows: list[list[str]]) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.write_pdf(sheet(book), rows).content))


@pytest.mark.parametrize("book", [key for key, book in BOOKS.items() if not book.portrait])
def test_a_day_a_phone_and_a_name_are_not_broken_beside_short_notes(book: str) -> None:
    text = set_book(book, [filled(book, "都好")] * 9).pages[0].extract_text()
    assert [text.count(one) for one in (DAY, PHONE, NAME)] == [9, 9, 9]


def test_long_notes_in_every_column_take_the_room_of_days_and_phones() -> None:
    rows = [filled("screenings", "厂" * 500), *[filled("screenings", "")] * 3]
    reader = set_book("screenings", rows)
    assert len(reader.pages) <= 2
    assert sum(page.extract_text().count("厂") for page in reader.pages) == 1500


@pytest.mark.parametrize(
    ("title", "room", "lines"),
    [
        ("是否为失联党员", 2.3, ["是否", "为失", "联党", "员"]),
        ("失去联系日期", 5.2, ["失去联", "系日期"]),
        ("节点（春节/七一/国庆/日常）", 6.0, ["节点", "（春节/七一/国庆/日常）"]),
        ("姓名", 2.0, ["姓名"]),
    ],
)
def test_a_title_is_broken_into_lines_of_one_length(title: str, room: float, lines: list[str]) -> None:
    assert pdf._headed(title, room).split("\n") == lines
