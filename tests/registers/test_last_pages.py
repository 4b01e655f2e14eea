"""The lines to sign stand below rows: however many there are and however long they are, never alone on a page."""

import io
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from api.registers import corrections
from api.registers.books import BOOKS
from api.registers.writing import pdf

NOTE = 6
"""The column of the book of contacts that holds what was said."""


def sheet(book: str, *, cover: bool = False) -> pdf.Sheet:
    columns = BOOKS[book].columns
    return pdf.Sheet(
        title=BOOKS[book].title,
        node="青松村党支部",
        year="2026年",
        titles=["序号", *(column.title for column in columns)],
        columns=columns,
        about=[],
        foot="校验码",
        signers=("填表人", "支部书记"),
        portrait=BOOKS[book].portrait,
        cover=cover,
    )


def contacts(lengths: list[int]) -> list[list[str]]:
    """Return a row for each length of what was said; what stands first says which row it is."""
    empty = [""] * len(BOOKS["contacts"].columns)
    rows = []
    for number, length in enumerate(lengths, 1):
        row = [*empty]
        row[0], row[NOTE] = f"行{number}号", "厂里都好，" * (length // 5)
        rows.append(row)
    return rows


def pages_of(made: pdf.Made) -> list[str]:
    return [
        re.sub(r"[\s\u200b]", "", page.extract_text()) for page in PdfReader(io.BytesIO(made.content)).pages
    ]


def ensure_signed_below_a_row(lengths: list[int]) -> None:
    pages = pages_of(pdf.write_pdf(sheet("contacts"), contacts(lengths)))
    assert [number for page in pages for number in re.findall(r"行(\d+)号", page)] == [
        str(number) for number in range(1, len(lengths) + 1)
    ]
    assert "".join(pages).count("厂") == sum(length // 5 for length in lengths)
    assert ["填表人" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    assert "行" in pages[-1] or "厂" in pages[-1]
    assert "书记阅" in pages[-1]


lengths = st.one_of(
    st.integers(1, 80).flatmap(lambda count: st.just([10] * count)),
    st.lists(st.sampled_from([0, 20, 60, 150, 500]), min_size=1, max_size=24),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example([10] * 11)
@example([0] * 3 + [500] * 3)
@given(lengths)
def test_the_last_page_carries_a_row_above_the_lines_to_sign(lengths: list[int]) -> None:
    ensure_signed_below_a_row(lengths)


@pytest.mark.parametrize("length", range(2000, 4500, 300))
def test_a_last_row_that_is_longer_than_a_page_goes_on_above_the_lines_to_sign(length: int) -> None:
    ensure_signed_below_a_row([20, length])


def test_where_a_long_book_ends_its_last_rows_stand_with_the_lines_to_sign(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "PART_ROWS", 40)
    for count in (42, 50, 57, 64):
        ensure_signed_below_a_row([60] * count)


def test_whoever_signs_the_minutes_signs_below_what_was_written() -> None:
    columns = [column.title for column in BOOKS["trainings"].columns]
    row = [""] * len(columns)
    row[columns.index("补学登记")] = "田晓琴 2026.03.08 看回放"
    for length in range(1500, 2100, 50):
        row[columns.index("内容")] = "学" * length
        pages = pages_of(pdf.write_pdf(sheet("trainings"), [row]))
        assert "看回放" in pages[-1]
        assert "主持人签名" in pages[-1]


@pytest.mark.parametrize("length", [40, 900, 1500, 2200])
def test_the_lines_to_sign_stand_below_a_correction_however_long_it_is(length: int) -> None:
    changed = ["3", "整行", "厂" * length, "不再列入本册", "更正了一次联系", "向国梁", "2026.03.08"]
    face = dict.fromkeys(("title", "node", "year", "beneath", "foot"), "青松村")
    pages = pages_of(pdf.Made(corrections.set_rows([changed] * 3, face), 0))
    assert "".join(pages).count("厂") == 3 * length
    assert ["审核人" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    assert "厂" in pages[-1]
