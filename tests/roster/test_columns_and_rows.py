"""Headers as townships write them, and what is checked within a row."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from api.members.roster.cells import AwayPlace, AwayReason, Cell
from api.members.roster.columns import Header, find_header
from api.members.roster.fields import FIELDS
from api.members.roster.parse import ParsedRoster, parse_roster
from api.members.roster.read_workbook import Merge, Sheet
from tests.roster.people import TODAY, make_id_number

WANG = make_id_number(date(1986, 7, 12), 122)
"""The ID number of 王桂英, a woman born on 12 July 1986."""


def header_of(*lines: list[Cell], merges: tuple[Merge, ...] = ()) -> Header:
    header = find_header(Sheet("花名册", [list(line) for line in lines], merges))
    assert header is not None
    return header


def fields_of(header: Header) -> dict[str, str]:
    return {column.letter: column.field for column in header.columns}


def parse(*lines: list[object]) -> ParsedRoster:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(lines)
    return parse_roster(buffer.getvalue().encode(), "花名册.csv", TODAY)


def codes_of(titles: list[str], row: list[object]) -> dict[str, str]:
    return {fault.cell: fault.code for fault in parse(titles, row).faults}


def test_every_usual_title_means_its_field_whatever_stands_around_it() -> None:
    for column in FIELDS:
        for title in column.titles:
            for written in (
                title,
                f" ★{title} ",
                f"{title}\n(必填)",
                f"3.{title}*",
                " ".join(title),
                f"【{title}】",
            ):
                header = header_of(["姓名" if column.key != "name" else "性别", written])
                read = fields_of(header)["B"]
                shared = [other.key for other in FIELDS if title in other.titles]
                assert read in shared, written


def test_titles_may_stand_in_any_order_below_a_heading() -> None:
    header = header_of(
        ["团堡镇花名册", None, None],
        [None, None, None],
        ["转正时间", "党员姓名", "身份证号"],
        ["2008.07", "王桂英", "x"],
    )
    assert header.row == 3
    assert fields_of(header) == {"A": "confirmed_on", "B": "name", "C": "id_number"}


def test_the_present_address_is_the_home_only_where_there_is_no_other() -> None:
    assert fields_of(header_of(["姓名", "现住址"])) == {"A": "name", "B": "address"}
    both = {"A": "name", "B": "residence", "C": "address"}
    assert fields_of(header_of(["姓名", "现住址", "家庭住址"])) == both


def test_another_persons_phone_is_never_taken_for_the_members() -> None:
    header = header_of(
        ["姓名", "家属", None, "联系电话(家属)", "入党介绍人姓名"],
        [None, "姓名", "联系电话", None, None],
        merges=(Merge(0, 1, 0, 2),),
    )
    assert fields_of(header) == {"A": "name", "B": "family_contact", "C": "family_contact"}
    assert [column.letter for column in header.ignored] == ["D", "E"]


def test_a_group_over_its_parts_explains_them() -> None:
    header = header_of(
        ["姓名", "外出情况", None, None, "外出流向", None, None],
        [None, "时间", "原因", "工作单位", "省", "市", "县"],
        merges=(Merge(0, 1, 0, 3), Merge(0, 4, 0, 6)),
    )
    assert header.row == 2
    assert list(fields_of(header).values()) == [
        "name",
        "departed_on",
        "reason",
        "employer",
        "place",
        "place",
        "place",
    ]


def test_province_city_and_county_in_three_columns_become_one_place() -> None:
    parsed = parse(
        ["姓名", "性别", "外出流向", "", ""],
        ["", "", "省", "市", "县"],
        ["王桂英", "女", "浙江", "宁波", "鄞州"],
    )
    assert parsed.rows[0].place == AwayPlace("330212")


def test_a_title_that_stands_twice_is_a_fault_and_neither_column_is_read() -> None:
    parsed = parse(["姓名", "手机", "联系电话"], ["王桂英", "13812345678", "13912345678"])
    assert [(fault.cell, fault.code) for fault in parsed.faults] == [("C1", "column_twice")]
    assert parsed.rows[0].phone is None


@pytest.mark.parametrize(
    ("titles", "row", "faults"),
    [
        (["姓名", "出生日期", "身份证号"], ["王桂英", "1986.08", WANG], {"B2": "birth_date_differs"}),
        (["姓名", "性别", "身份证号"], ["王桂英", "男", WANG], {"B2": "sex_differs"}),
        (["姓名", "身份证号"], ["王桂英", "4.22802E+17"], {"B2": "id_number_stored_as_number"}),
        (["姓名", "性别"], ["", "女"], {"A2": "name_missing"}),
        (["姓名", "性别"], ["—", "女"], {"A2": "name_missing"}),
        (["姓名", "性别"], ["王3", "女"], {"A2": "name_digits"}),
        (["姓名", "性别"], ["=1+1", "女"], {"A2": "name_digits"}),
        (["姓名", "性别"], ["王桂英", "?"], {"B2": "sex_unknown"}),
        (["姓名", "民族"], ["王桂英", "火星族"], {"B2": "ethnicity_unknown"}),
        (["姓名", "入党时间"], ["王桂英", "2026-11-24"], {"B2": "date_in_future"}),
        (["姓名", "入党时间"], ["王桂英", "2027"], {"B2": "date_in_future"}),
        (
            ["姓名", "入党时间", "转正时间"],
            ["王桂英", "2010.07", "2010.06"],
            {"C2": "confirmed_before_joined"},
        ),
        (["姓名", "出生日期", "入党时间"], ["王桂英", "1986.07", "1985"], {"C2": "joined_before_birth"}),
        (
            ["姓名", "外出时间", "返乡时间"],
            ["王桂英", "2025.07", "2025.06"],
            {"C2": "returned_before_departed"},
        ),
        (["姓名", "党籍状态"], ["王桂英", "自行脱党"], {"B2": "roll_status_unknown"}),
        (["姓名", "是否持证"], ["王桂英", "也许"], {"B2": "yes_no_unknown"}),
        (["姓名", "党费交至年月"], ["王桂英", "2026"], {"B2": "month_missing"}),
        (["姓名", "备注"], ["王桂英", "很" * 1001], {"B2": "text_too_long"}),
    ],
)
def test_a_row_that_contradicts_itself_names_the_cell(
    titles: list[str], row: list[object], faults: dict[str, str]
) -> None:
    assert codes_of(titles, row) == faults


@pytest.mark.parametrize(
    ("titles", "row"),
    [
        (["姓名", "入党时间"], ["王桂英", "2026-11-23"]),
        (["姓名", "入党时间"], ["王桂英", "2026"]),
        (["姓名", "入党时间", "转正时间"], ["王桂英", "2010", "2010.06"]),
        (["姓名", "出生日期", "身份证号"], ["王桂英", "1986.07", WANG]),
        (["姓名", "预计返回日期"], ["王桂英", "2027年1月"]),
        (["姓名", "党费交至年月"], ["王桂英", "2026年12月"]),
    ],
)
def test_what_may_be_right_is_no_fault(titles: list[str], row: list[object]) -> None:
    assert codes_of(titles, row) == {}


def test_sex_and_birth_date_come_from_the_id_number_where_the_sheet_leaves_them_open() -> None:
    row = parse(["姓名", "身份证号", "出生年月"], ["王桂英", WANG, "1986.07"]).rows[0]
    assert (row.sex, row.birth_date) == ("2", "1986-07-12")


def test_joining_before_eighteen_is_a_hint_that_keeps_nobody_out() -> None:
    parsed = parse(["姓名", "出生日期", "入党时间"], ["王桂英", "1986.07.12", "2004.06"])
    assert [hint.code for hint in parsed.hints] == ["joined_before_18"]
    assert len(parsed.rows) == 1


def test_an_unknown_place_is_kept_as_written_with_a_hint() -> None:
    parsed = parse(
        ["姓名", "外出地点"],
        ["王桂英", "某某工地"],
        ["李守田", "开货车,全国各地"],
        ["陈远", "广东深圳宝安电子厂"],
    )
    places = [row.place for row in parsed.rows]
    assert places == [
        AwayPlace(None, "某某工地"),
        AwayPlace(None, "开货车,全国各地", unsettled=True),
        AwayPlace("440306", "广东深圳宝安电子厂"),
    ]
    assert [(hint.cell, hint.code) for hint in parsed.hints] == [("B2", "place_unknown")]


def test_a_reason_keeps_its_own_words() -> None:
    rows = parse(["姓名", "外出原因"], ["王桂英", "务工"], ["李守田", "开店做生意"], ["陈远", "看病"]).rows
    assert [row.reason for row in rows] == [
        AwayReason("work"),
        AwayReason("business", "开店做生意"),
        AwayReason("other", "看病"),
    ]


def test_the_same_person_twice_is_named_at_the_second_row() -> None:
    parsed = parse(
        ["姓名", "身份证号", "出生日期"],
        ["王桂英", WANG, ""],
        ["王桂英", "", "1986.07"],
        ["王桂英", make_id_number(date(1986, 7, 12), 124), ""],
        ["王贵英", WANG, ""],
    )
    assert {fault.cell: fault.code for fault in parsed.faults} == {
        "A3": "person_twice",
        "B5": "id_number_twice",
    }
    assert "第2行" in parsed.faults[0].sentence_zh


def test_footers_section_titles_and_blank_lines_are_nobody() -> None:
    parsed = parse(
        ["序号", "姓名", "性别"],
        ["1", "王桂英", "女"],
        ["2", "", ""],
        ["", "青松村党支部(9人)", ""],
        ["序号", "姓名", "性别"],
        ["3", "李守田", "男"],
        ["合计2人", "", ""],
        ["填表人:", "陈某", ""],
    )
    assert [row.name for row in parsed.rows] == ["王桂英", "李守田"]
    assert parsed.faults == ()


def test_another_sheet_that_looks_like_a_roster_is_mentioned_and_a_hidden_one_is_not_read() -> None:
    book = openpyxl.Workbook()
    for name, person in (("作废", "冯外"), ("青松村", "王桂英"), ("白鹭村", "郑飞")):
        sheet = book.create_sheet(name)
        sheet.append(["姓名", "性别"])
        sheet.append([person, "女"])
    book["作废"].sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    parsed = parse_roster(buffer.getvalue(), "花名册.xlsx", TODAY)
    assert parsed.sheet == "青松村"
    assert [row.name for row in parsed.rows] == ["王桂英"]
    assert parsed.other_sheets == ("白鹭村",)
