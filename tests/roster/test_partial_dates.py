"""Dates as rosters write them; what would have to be guessed is refused."""

from calendar import monthrange
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.codes import partial_date
from api.codes.unreadable import UnreadableError


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026-02-30", "date_not_in_calendar"),
        ("2025年2月29日", "date_not_in_calendar"),
        ("1986.13", "date_not_in_calendar"),
        ("二〇二六年二月三十日", "date_not_in_calendar"),
        ("不详", "date_unknown"),
        ("86.7", "date_two_digit_year"),
        ("86年7月", "date_two_digit_year"),
        ("0086-07", "date_year_out_of_range"),
        ("1886-07-01", "date_year_out_of_range"),
        (1986.1, "date_january_or_october"),
        ("19867", "date_shape"),
        ("去年春节", "date_shape"),
        ("", "date_shape"),
        (True, "date_shape"),
        (None, "date_shape"),
        (-5, "date_shape"),
        (float("nan"), "date_shape"),
        (1e300, "date_shape"),
    ],
)
def test_a_date_that_would_have_to_be_guessed_is_refused_with_its_reason(written: object, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        partial_date.read(written)
    assert refused.value.code == code
    assert refused.value.zh
    assert refused.value.en


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1986.07", "1986-07"),
        ("1986.7", "1986-07"),
        ("1986年7月", "1986-07"),
        ("1986年07月", "1986-07"),
        ("1986-7-1", "1986-07-01"),
        ("1986-7", "1986-07"),
        ("19860701", "1986-07-01"),
        ("198607", "1986-07"),
        ("1986/7/1", "1986-07-01"),
        ("1986.7.01", "1986-07-01"),
        ("1986年7月1日", "1986-07-01"),
        ("1986年7月1号", "1986-07-01"),
        ("1986", "1986"),
        ("1986年", "1986"),
        ("1986。07", "1986-07"),
        ("1986年7月生", "1986-07"),
        ("'1986.07", "1986-07"),
        ("1986-07-01 00:00:00", "1986-07-01"),
        ("1986/7/1 0:00", "1986-07-01"),
        ("１９８６年７月", "1986-07"),
        ("１９８６．０７", "1986-07"),
        (" 1986 . 07 ", "1986-07"),
        ("\u30001986年\n7月\u00a0", "1986-07"),
        ("一九八六年七月", "1986-07"),
        ("二〇一〇年十月二十三日", "2010-10-23"),
        ("二○一○年十二月", "2010-12"),
        ("2024年2月29日", "2024-02-29"),
        (31594, "1986-07-01"),
        (31594.0, "1986-07-01"),
        (31594.75, "1986-07-01"),
        (1986.07, "1986-07"),
        (1986.12, "1986-12"),
        (1986, "1986"),
        (1986.0, "1986"),
        (198607, "1986-07"),
        (19860701.0, "1986-07-01"),
        (date(1986, 7, 1), "1986-07-01"),
        (datetime(1986, 7, 1, 23, 59), "1986-07-01"),  # noqa: DTZ001 - a cell has no time zone
    ],
)
def test_a_date_in_a_usual_form_is_read(written: object, meant: str) -> None:
    assert partial_date.read(written) == meant


@given(st.dates(date(1910, 2, 1), date(2100, 12, 31)))
def test_every_day_reads_the_same_from_every_full_form(day: date) -> None:
    forms = [
        day,
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month:02d}/{day.day:02d}",
        f"{day:%Y-%m-%d}".translate(str.maketrans("0123456789-", "０１２３４５６７８９－")),
        (day - date(1899, 12, 30)).days,
    ]
    assert {partial_date.read(form) for form in forms} == {day.isoformat()}


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_a_month_reaches_from_its_first_to_its_last_day(year: int, month: int) -> None:
    partial = f"{year}-{month:02d}"
    assert partial_date.earliest(partial) == date(year, month, 1)
    assert partial_date.latest(partial) == date(year, month, monthrange(year, month)[1])
    assert (partial_date.latest(partial) + timedelta(days=1)).day == 1


def test_a_less_precise_date_agrees_with_a_more_precise_one_within_it() -> None:
    assert partial_date.compatible("1986-07", "1986-07-12")
    assert partial_date.compatible("1986-07-12", "1986")
    assert not partial_date.compatible("1986-07", "1986-08")
    assert not partial_date.compatible("1986-07-12", "1986-07-13")


@pytest.mark.parametrize(
    ("born", "joined", "years"),
    [
        ("1990-07-01", "2008-06-30", 17),
        ("1990-07-01", "2008-07-01", 18),
        ("1990-07", "2008-07", 18),
        ("1990", "2008", 18),
        ("1992-02-29", "2010-02-28", 17),
    ],
)
def test_full_years_are_counted_in_favour_of_what_is_unknown(born: str, joined: str, years: int) -> None:
    assert partial_date.full_years_between(born, joined) == years


@given(
    st.one_of(st.text(max_size=12), st.floats(), st.integers(), st.text("0123456789年月日.-/ ", max_size=12))
)
def test_nothing_that_is_typed_breaks_the_reader(written: object) -> None:
    try:
        read = partial_date.read(written)
    except UnreadableError:
        return
    assert partial_date.read(read) == read
    assert partial_date.earliest(read) <= partial_date.latest(read)
