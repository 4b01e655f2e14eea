"""Paper back in: a blank sheet with row codes, entered later without doubles."""

import pytest

from api import clock
from tests.cast import World
from tests.registers.orders import table, words_of
from tests.reports.stories import away


@pytest.fixture
def sheet(world: World) -> dict:
    """Return a sheet for contacts that was printed: two rows for 陈远, one wholly blank."""
    away(world, departed_on="2026-01-05", reported_on="2026-01-04")
    body = {"organization_id": str(world.node("青松村")), "book": "contacts", "rows_each": 2, "blank_rows": 1}
    made = world.as_("何记").post("/registers/sheets", body)
    assert made.status_code == 201, made.json
    return world.as_("何记").get(f"/registers/sheets/{made.json['id']}").json


def enter(world: World, sheet: dict, *rows: dict, name: str = "何记"):
    return world.as_(name).post(f"/registers/sheets/{sheet['id']}/rows", {"rows": list(rows)})


def test_the_sheet_prints_a_code_for_each_row(world: World, sheet):
    assert [(row["code"], row["member_name"]) for row in sheet["rows"]] == [
        (f"{sheet['code']}-01", "陈远"),
        (f"{sheet['code']}-02", "陈远"),
        (f"{sheet['code']}-03", None),
    ]
    text = words_of(world.as_("何记").get(f"/registers/sheets/{sheet['id']}/file").data)
    assert all(row["code"] in text for row in sheet["rows"])


def test_rows_that_came_back_stand_in_the_book_once_however_often_they_are_typed(world: World, sheet):
    first = enter(world, sheet, {"number": 1, "on": "2026-03-05", "note": "身体好"})
    assert (first.status_code, first.json["state"]) == (201, "entered")
    again = enter(
        world,
        sheet,
        {"number": 1, "on": "2026-03-05", "note": "身体好"},
        {"number": 2, "on": "2026-03-15", "way": "video", "with_whom": "family"},
        name="周书兰",
    )
    assert again.status_code == 201
    assert enter(world, sheet, {"number": 2, "on": "2026-03-15"}).json["state"] == "unchanged"
    lines = table(world, "contacts", from_on="2026-01-01", to_on=str(clock.today()))
    assert [(line["日期"], line["方式"], line["联系对象"], line["备注"]) for line in lines] == [
        ("2026.03.05", "电话", "本人", "补录"),
        ("2026.03.15", "视频", "家属", "补录"),
    ]
    listed = (
        world.as_("何记")
        .get("/registers/sheets", query_string={"organization_id": sheet["organization_id"]})
        .json
    )
    assert (listed["items"][0]["entered"], listed["items"][0]["row_count"]) == (2, 3)


def test_a_row_that_cannot_be_is_named_and_nothing_is_written(world: World, sheet):
    answer = enter(world, sheet, {"number": 1, "on": "2026-03-05"}, {"number": 3, "on": "2026-03-05"})
    assert answer.status_code == 422
    assert answer.json["errors"] == {"rows.3.member_id": ["请选本支部的党员。"]}
    assert enter(world, sheet, {"number": 9, "on": "2026-03-05"}).json["errors"] == {
        "rows.9": ["这张表没有这一行。"]
    }
    assert table(world, "contacts") == []


def test_a_wholly_blank_row_takes_a_member_of_the_branch_only(world: World, sheet):
    other = {"number": 3, "on": "2026-03-05", "member_id": str(world.member("郑飞"))}
    assert enter(world, sheet, other).status_code == 422
    own = {**other, "member_id": str(world.member("陈远"))}
    assert enter(world, sheet, own).status_code == 201


def test_another_branch_neither_sees_nor_enters_the_sheet(world: World, sheet):
    for name, status in (("吴白鹭", 404), ("钱审", 403), ("陈远", 403)):
        assert world.as_(name).get(f"/registers/sheets/{sheet['id']}").status_code == status
        assert enter(world, sheet, {"number": 1, "on": "2026-03-05"}, name=name).status_code == status


def test_reports_come_back_on_paper_too(world: World):
    body = {"organization_id": str(world.node("青松村")), "book": "reports", "rows_each": 0, "blank_rows": 2}
    made = world.as_("何记").post("/registers/sheets", body).json
    row = {
        "number": 1,
        "on": "2026-03-05",
        "kind": "departure",
        "member_id": str(world.member("李守田")),
        "departed_on": "2026-03-06",
        "place_code": "330212",
    }
    assert enter(world, made, row).status_code == 201
    lines = table(world, "reports", from_on="2026-01-01", to_on=str(clock.today()))
    assert [(line["报告人"], line["报告方式"], line["支部意见"]) for line in lines] == [
        ("李守田", "书面", "待受理")
    ]
