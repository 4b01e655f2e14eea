"""What was exported imports again without change."""

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.codes import education, ethnic_groups, places
from api.codes.id_number import birth_date_of, sex_of
from api.codes.text import join_han, tidy
from api.members.roster.cells import is_empty, read_place, read_reason
from api.members.roster.export import write_csv, write_xlsx
from api.members.roster.fields import FIELDS, RosterRow
from api.members.roster.parse import parse_roster
from tests.roster.people import TODAY, make_id_number, make_people

HAN = "王李赵钱孙周吴郑冯陈褚卫𫖯㛃〇"
DANGEROUS = st.sampled_from(
    ["=1+1", "+86", "-5", "@某", "'引", "''=x", '=HYPERLINK("http://x")', "1986.1", "00123", "1e5", "_x0041_"]
)
MEANING_NOTHING = re.compile(r"[*×]|xxx", re.IGNORECASE)
"""Signs that stand for hidden digits: text with them is not what somebody knows."""
typed = st.text(min_size=1, max_size=40) | st.text("务农=+-@'\",\n\t0123456789 ", min_size=1, max_size=12)
texts = (DANGEROUS | typed.map(tidy)).filter(
    lambda text: not is_empty(text) and not MEANING_NOTHING.search(text)
)
short_texts = texts.map(join_han).filter(lambda text: not is_empty(text))
COLLECTION_FORM = (
    "姓名 性别 公民身份号码 民族 出生日期 学历 人员类别 所在党支部 加入党组织日期 转为正式党员日期 工作岗位 联系电话 "
    "固定电话 家庭住址 党籍状态 是否为失联党员 失去联系日期 是否为流动党员 外出流向"
)
names = st.text(HAN, min_size=2, max_size=4) | st.sampled_from(["阿依古丽·买买提", "John Li", "欧阳锋"])


def days(first: date, last: date = TODAY) -> st.SearchStrategy[str]:
    """Partial dates of each precision."""
    return st.builds(
        lambda day, length: day.isoformat()[:length], st.dates(first, last), st.sampled_from([4, 7, 10])
    )


@st.composite
def rows(draw: st.DrawFn) -> RosterRow:
    """Rows without a contradiction, each field there or not."""

    def maybe(strategy: st.SearchStrategy[Any]) -> Any:
        return draw(st.none() | strategy)

    id_number = maybe(
        st.builds(make_id_number, st.dates(date(1920, 1, 1), date(2000, 1, 1)), st.integers(0, 999))
    )
    return RosterRow(
        name=draw(names),
        sex=sex_of(id_number) if id_number else maybe(st.sampled_from(["0", "1", "2", "9"])),
        id_number=id_number,
        ethnicity=maybe(st.sampled_from(list(ethnic_groups.NAMES))),
        birth_date=birth_date_of(id_number)
        if id_number
        else maybe(days(date(1920, 1, 1), date(2000, 12, 31))),
        education=maybe(st.sampled_from(list(education.NAMES))),
        kind=maybe(st.sampled_from(["full", "probationary"])),
        branch_name=maybe(short_texts),
        joined_on=maybe(days(date(2001, 1, 1), date(2015, 12, 31))),
        confirmed_on=maybe(days(date(2016, 1, 1))),
        job=maybe(texts),
        phone=maybe(st.integers(10**10, 2 * 10**10 - 1).map(str)),
        landline=maybe(st.sampled_from(["0718-7281234", "7281234", "010-62345678-12"])),
        address=maybe(texts),
        roll_status=maybe(st.sampled_from(["normal", "suspended", "restored", "retained"])),
        lost_contact=maybe(st.booleans()),
        lost_contact_on=maybe(days(date(2016, 1, 1))),
        floating=maybe(st.booleans()),
        place=maybe(
            st.sampled_from(list(places.names())).map(places.name_of).map(read_place) | texts.map(read_place)
        ),
        group_name=maybe(short_texts),
        reason=maybe(texts.map(read_reason)),
        departed_on=maybe(days(date(2016, 1, 1), date(2020, 12, 31))),
        employer=maybe(texts),
        residence=maybe(texts),
        family_contact=maybe(texts),
        has_card=maybe(st.booleans()),
        card_number=maybe(short_texts),
        host=maybe(texts),
        expected_return_on=maybe(days(TODAY, TODAY + timedelta(days=900))),
        returned_on=maybe(days(date(2021, 1, 1))),
        dues_paid_to=maybe(
            days(date(2020, 1, 1)).filter(lambda partial: len(partial) > 4).map(lambda partial: partial[:7])
        ),
        last_contact_on=maybe(days(date(2020, 1, 1))),
        last_organization_life_on=maybe(days(date(2020, 1, 1))),
        communication=maybe(st.sampled_from(["smartphone", "feature_phone", "family_relay", "none"])),
        note=maybe(texts),
    )


rosters = st.lists(
    rows(), min_size=1, max_size=3, unique_by=(lambda row: row.name, lambda row: row.id_number or row.name)
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(rosters)
def test_a_csv_reads_back_as_the_same_rows(roster: list[RosterRow]) -> None:
    parsed = parse_roster(write_csv(roster), "导出.csv", TODAY)
    assert parsed.faults == ()
    assert list(parsed.rows) == roster
    assert parsed.ignored_columns == ()


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(rosters)
def test_a_workbook_reads_back_as_the_same_rows(roster: list[RosterRow]) -> None:
    parsed = parse_roster(write_xlsx(roster, title="青松村党支部党员信息采集表"), "导出.xlsx", TODAY)
    assert parsed.faults == ()
    assert list(parsed.rows) == roster


def test_exporting_twice_gives_the_same_bytes() -> None:
    people = make_people(20)
    assert write_xlsx(people) == write_xlsx(people)
    assert write_csv(people) == write_csv(people)


def test_the_sheet_begins_with_the_columns_of_the_collection_form() -> None:
    form = [field.zh for field in FIELDS[:19]]
    assert " ".join(form) == COLLECTION_FORM
    first = write_csv([]).decode("utf-8-sig").splitlines()[0].split(",")
    assert first[: len(form)] == form
    assert [field.zh for field in FIELDS] == first


def test_every_cell_is_text_and_no_formula() -> None:
    row = replace(make_people(1)[0], note="=1+1", employer="@某厂", job="+86")
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx([row]))).active
    assert sheet is not None
    kinds = {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None}
    assert kinds == {"s"}
    assert sheet.freeze_panes == "B2"


def test_a_csv_cell_never_begins_like_a_formula() -> None:
    row = replace(make_people(1)[0], note="=1+1", employer="@某厂", job="+86", address="-5号")
    lines = list(csv.reader(io.StringIO(write_csv([row]).decode("utf-8-sig"))))
    assert [cell for cell in lines[1] if cell[:1] in ("=", "+", "-", "@")] == []
    assert "'=1+1" in lines[1]


@pytest.mark.parametrize("masked", [True, False])
def test_a_masked_export_shows_no_id_number_phone_or_address(masked: bool) -> None:
    people = make_people(30)
    text = write_csv(people, masked=masked).decode("utf-8-sig")
    shown = [
        person.name
        for person in people
        if person.id_number in text or person.phone in text or person.address in text
    ]  # type: ignore[operator]
    assert len(shown) == (0 if masked else 30)


def test_a_masked_export_imports_as_no_change_of_what_it_hides() -> None:
    parsed = parse_roster(write_csv(make_people(5), masked=True), "导出.csv", TODAY)
    assert parsed.faults == ()
    assert {(row.id_number, row.phone, row.address) for row in parsed.rows} == {(None, None, None)}
    assert "value_masked" in {hint.code for hint in parsed.hints}
