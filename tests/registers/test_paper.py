"""Paper back in: a blank sheet with row codes, entered later without doubles, for four books."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select

from api import clock
from api.models import Contact, Fact, Need, ScreeningFinding, Visit, VisitMember, current
from tests.cast import World
from tests.registers.orders import table, words_of
from tests.reports.stories import away
from tests.screenings.stories import OPENED, begin, finding, on


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


def test_a_place_is_read_as_it_is_written_and_a_need_is_raised_from_the_row(world: World, sheet):
    body = {"organization_id": sheet["organization_id"], "book": "reports", "rows_each": 0, "blank_rows": 1}
    made = world.as_("何记").post("/registers/sheets", body).json
    row = {"number": 1, "on": "2026-03-05", "kind": "departure", "member_id": str(world.member("李守田"))}
    row |= {"departed_on": "2026-03-06", "place": "厂里"}
    assert list(enter(world, made, row).json["errors"]) == ["rows.1.place"]
    assert enter(world, made, {**row, "place": "浙江宁波，地点不固定"}).status_code == 201
    (line,) = table(world, "reports", from_on="2026-03-01", to_on="2026-03-31")
    assert line["外出地点"] == "浙江省宁波市，地点不固定"
    need = {"kind": "farm", "words": "秧没人插"}
    assert enter(world, sheet, {"number": 1, "on": "2026-03-05", "need": need}).status_code == 201
    assert count(world, Need) == 1


def issue(world: World, book: str, **more: Any) -> Any:
    """Let the recorder print a blank sheet; return it as the grid reads it."""
    body = {"organization_id": str(world.node("青松村")), "book": book, "blank_rows": 1, **more}
    made = world.as_("何记").post("/registers/sheets", body)
    assert made.status_code == 201, made.json
    return world.as_("何记").get(f"/registers/sheets/{made.json['id']}").json


def row_of(sheet: dict[str, Any], name: str) -> int:
    """Return the number of the row that was printed for somebody."""
    return next(row["number"] for row in sheet["rows"] if row["member_name"] == name)


def count(world: World, model: type[Fact]) -> int:
    """Return how many rows of a kind stand."""
    with world.database.reading() as session:
        return session.scalar(select(func.count()).select_from(current(model).subquery())) or 0


class TestScreenings:
    """The round of Spring Festival 2026, with 陈远 away."""

    @pytest.fixture
    def sheet(self, world: World) -> Iterator[dict[str, Any]]:
        with on(OPENED):
            away(world, departed_on="2025-08-20", reported_on="2025-08-20")
        begin(world)
        with on("2026-02-10"):
            yield issue(world, "screenings")

    def test_a_row_that_cannot_be_is_named_and_none_is_written(self, world: World, sheet: dict) -> None:
        good = {"number": 2, "on": "2026-02-09", "screening": {"method": "visit"}}
        for field, wrote in {
            "method": {},
            "lost_since": {"screening": {"method": "phone", "result": "lost"}},
            "place": {"screening": {"method": "phone", "result": "differs", "place": "老地方"}},
            "result": {"screening": {"method": "phone", "place": "浙江宁波鄞州"}},
            "on": {"screening": {"method": "phone"}, "on": "2026-02-04"},
        }.items():
            answer = enter(world, sheet, {"number": 1, "on": "2026-02-09", **wrote}, good)
            assert answer.status_code == 422
            assert f"rows.1.{field}" in answer.json["errors"]
        assert count(world, ScreeningFinding) == 0

    def test_without_a_round_the_rows_are_for_everybody_and_wait_for_one(self, world: World) -> None:
        with on(OPENED):
            sheet = issue(world, "screenings")
            assert [row["member_name"] for row in sheet["rows"]] == ["陈远", "李守田", "周书兰", None]
            row = {"number": 1, "on": OPENED, "screening": {"method": "phone"}}
            assert list(enter(world, sheet, row).json["errors"]) == ["rows.1.on"]
        begin(world)
        with on(OPENED):
            assert enter(world, sheet, row).json["state"] == "entered"

    def test_the_sheet_says_what_the_ledger_says_and_no_phone_number(self, world: World, sheet: dict) -> None:
        assert (sheet["about_name"], len(sheet["rows"])) == ("2026年春节", 4)
        beside = sheet["rows"][row_of(sheet, "陈远") - 1]["beside"]
        assert beside == "在外；2025.08.20起；浙江省宁波市鄞州区；顺达五金厂"
        text = words_of(world.as_("何记").get(f"/registers/sheets/{sheet['id']}/file").data)
        assert "顺达五金厂" in text
        assert "2026年春节" in text
        assert "19900000003" not in text

    def test_what_came_back_stands_in_the_book_and_differences_wait_for_the_secretary(
        self, world: World, sheet: dict
    ) -> None:
        went = {
            "method": "visit",
            "asked": "family",
            "result": "differs",
            "is_away": True,
            "departed_on": "2026-02-01",
            "place": "浙江宁波鄞州",
            "screener": "李组长",
            "need": {"kind": "elders", "words": "母亲一个人在家"},
        }
        lost = {"method": "compare", "result": "lost", "lost_since": "2025-12-01", "lost_situation": "moved"}
        rows = [
            {"number": row_of(sheet, "李守田"), "on": "2026-02-09", "screening": went},
            {"number": row_of(sheet, "陈远"), "on": "2026-02-09", "screening": lost},
            # One's own row is typed by whoever types, as in the round itself.
            {"number": row_of(sheet, "周书兰"), "on": "2026-02-10", "screening": {"method": "phone"}},
        ]
        assert enter(world, sheet, *rows, name="周书兰").json["state"] == "entered"
        assert enter(world, sheet, *rows).json["state"] == "unchanged"
        lines = {
            line["姓名"]: line
            for line in table(world, "screenings", from_on="2026-01-01", to_on="2026-03-01")
        }
        told = [lines["李守田"][title] for title in ("排查结论", "流向", "排查人", "排查时间")]
        assert told == ["有变化", "浙江省宁波市鄞州区", "李组长", "2026.02.09"]
        assert (lines["陈远"]["是否失联"], lines["陈远"]["失联情形"]) == ("是", "居住地改变")
        assert lines["周书兰"]["排查结论"] == "与台账一致"
        waiting = world.as_("周书兰").get("/reports", query_string={"state": "submitted"}).json["items"]
        assert [(one["kind"], one["member_name"]) for one in waiting] == [("departure", "李守田")]
        assert (count(world, ScreeningFinding), count(world, Need)) == (3, 1)

    def test_whoever_was_asked_on_the_phone_meanwhile_is_not_asked_again(
        self, world: World, sheet: dict
    ) -> None:
        number = row_of(sheet, "李守田")
        round_id = (
            world.as_("周书兰")
            .get("/screenings", query_string={"organization_id": sheet["organization_id"]})
            .json["items"][0]["id"]
        )
        found = finding(world, "李守田", "2026-02-10")
        assert world.as_("周书兰").post(f"/screenings/{round_id}/findings", found).status_code == 201
        again = world.as_("何记").get(f"/registers/sheets/{sheet['id']}").json
        assert [row["entered"] for row in again["rows"]].count(True) == 1
        assert again["rows"][number - 1]["entered"]
        row = {"number": number, "on": "2026-02-09", "screening": {"method": "visit"}}
        assert enter(world, sheet, row).json["errors"] == {
            f"rows.{number}.member_id": ["周书兰在2月10日已经问过这位同志了。"]
        }
        assert "李守田" not in {row["member_name"] for row in issue(world, "screenings")["rows"]}


class TestVisits:
    """A week before Spring Festival 2027, with 陈远 and 李守田 away, who live together."""

    @pytest.fixture
    def sheet(self, world: World) -> Iterator[dict[str, Any]]:
        with on("2027-01-30"):
            for name in ("陈远", "李守田"):
                away(world, name, departed_on="2027-01-10", reported_on="2027-01-10")
            home = {
                "organization_id": str(world.node("青松村")),
                "member_ids": [str(world.member(name)) for name in ("陈远", "李守田")],
            }
            assert world.as_("周书兰").post("/households", home).status_code == 201
            yield issue(world, "visits")

    def test_a_row_that_cannot_be_is_named_and_none_is_written(self, world: World, sheet: dict) -> None:
        good = {"number": 2, "on": "2027-01-29", "member_id": str(world.member("周书兰"))}
        good["visit"] = {"outcome": "nobody_home"}
        money = {"outcome": "met_family", "money_cents": 20000}
        for field, wrote in {
            "outcome": {},
            "money_source": {"visit": money},
            "money_approval": {"visit": {**money, "money_source": "dues"}},
            "met": {"visit": {"outcome": "met_family", "met": "member"}},
            "on": {"visit": {"outcome": "nobody_home"}, "on": "2027-02-03"},
        }.items():
            answer = enter(world, sheet, good, {"number": 1, "on": "2027-01-29", **wrote})
            assert answer.status_code == 422
            assert f"rows.1.{field}" in answer.json["errors"]
        assert count(world, Visit) == 0

    def test_a_home_is_one_row_with_what_was_decided_beside(self, world: World, sheet: dict) -> None:
        first = sheet["rows"][0]
        assert (sheet["about_name"], len(sheet["rows"])) == ("2027年春节", 2)
        assert (first["member_name"], first["beside"]) == ("陈远、李守田", None)
        call = {
            "organization_id": sheet["organization_id"],
            "window_key": "spring_festival-2027",
            "member_ids": first["member_ids"],
            "on_date": "2027-02-03",
            "goer_ids": [str(world.member("周书兰"))],
            "others": "驻村工作队",
        }
        assert world.as_("何记").post("/visits/plan/calls", call).status_code == 201
        again = world.as_("何记").get(f"/registers/sheets/{sheet['id']}").json
        assert again["rows"][0]["beside"] == "2027.02.03 上门 周书兰、驻村工作队"

    def test_who_told_of_a_hardship_is_named_too_unless_it_is_private(
        self, world: World, sheet: dict
    ) -> None:
        for name, private in (("周书兰", False), ("陈远", True)):
            need = {"member_id": str(world.member(name)), "kind": "health", "words": "看病难"}
            need |= {"private": private, "raised_on": "2027-01-30"}
            assert world.as_("何记").post("/needs", need).status_code == 201
        at_the_door = {"number": 1, "on": "2027-01-30", "visit": {"outcome": "met_family"}}
        assert enter(world, sheet, at_the_door).status_code == 201
        assert [row["member_name"] for row in issue(world, "visits")["rows"]] == ["周书兰", None]

    def test_what_came_back_is_one_visit_with_a_row_for_each_and_the_gift_once(
        self, world: World, sheet: dict
    ) -> None:
        told = {
            "outcome": "met_family",
            "relation": "父亲",
            "visitors": "周书兰、驻村工作队 王队长",
            "gifts": "大米一袋",
            "money_cents": 20000,
            "money_source": "village",
            "situation": "老人腿脚不便",
            "signed_by": "family",
            "need": {"kind": "elders", "words": "想请人陪着看病"},
        }
        row = {"number": 1, "on": "2027-01-29", "visit": told}
        assert enter(world, sheet, row).json["state"] == "entered"
        assert enter(world, sheet, row, name="周书兰").json["state"] == "unchanged"
        lines = table(world, "visits", from_on="2027-01-01", to_on="2027-02-01")
        titles = ("流动党员", "慰问人", "慰问品", "方式", "节点（春节/七一/国庆/日常）")
        assert [tuple(line[title] for title in titles) for line in lines] == [
            ("陈远", "周书兰、驻村工作队 王队长", "大米一袋", "上门", "春节"),
            ("李守田", "周书兰、驻村工作队 王队长", "同一次，见上行", "上门", "春节"),
        ]
        assert [count(world, model) for model in (Visit, Contact, Need)] == [1, 2, 1]

    def test_two_who_type_the_same_sheet_at_once_make_one_visit(self, world: World, sheet: dict) -> None:
        row = {"number": 1, "on": "2027-01-29", "visit": {"outcome": "by_phone_video"}}
        callers = {name: world.as_(name) for name in ("何记", "周书兰")}
        ready = Barrier(2)

        def type_it(name: str) -> Any:
            ready.wait()
            with on("2027-01-30"):
                return callers[name].post(f"/registers/sheets/{sheet['id']}/rows", {"rows": [row]})

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(type_it, callers))
        assert sorted(answer.json["state"] for answer in answers) == ["entered", "unchanged"]
        assert (count(world, Visit), count(world, VisitMember)) == (1, 2)

    def test_far_from_any_feast_and_without_hardship_the_sheet_is_blank(self, world: World) -> None:
        with on("2027-04-20"):
            sheet = issue(world, "visits", blank_rows=3)
        assert (sheet["about_name"], [row["member_name"] for row in sheet["rows"]]) == (None, [None] * 3)
