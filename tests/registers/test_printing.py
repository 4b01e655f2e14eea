"""Print a book: who may, what it says, and that every form says the same."""

import pytest
from sqlalchemy import select

from api.models import Reading, RegisterPrint
from tests.cast import World
from tests.registers.orders import cells_of, file_of, lines_of, order, printed, rows, table, words_of
from tests.reports.stories import away, told


def hand_in(world: World, name: str = "陈远", **more) -> str:
    answer = world.as_(name).post("/reports", told(world, "check_in", name, **more))
    assert answer.status_code == 201, answer.json
    return answer.json["id"]


@pytest.mark.parametrize(("name", "status"), [("陈远", 403), ("赵管", 403), ("吴白鹭", 404), ("冯外", 404)])
def test_who_does_not_read_the_books_of_a_branch_does_not_print_them(world: World, name, status):
    assert rows(world, "reports", name).status_code == status
    assert world.as_(name).post("/registers/prints", order(world, "reports")).status_code == status


def test_an_auditor_prints_covered_and_may_not_uncover(world: World):
    away(world, note="老板包住")
    wanted = world.as_("钱审").post("/registers/prints", order(world, "reports", phones=True))
    assert wanted.status_code == 403

    kept = printed(world, "reports", "xlsx", "钱审")
    assert kept["plain"] == []
    header, row, *_ = cells_of(file_of(world, kept["id"], "钱审"))
    line = dict(zip(header, row, strict=True))
    assert line["本人及家属电话"] == "本人199****0003"
    assert line["备注"] == "***"
    uncovered = printed(world, "reports", "xlsx")
    assert world.as_("钱审").get(f"/registers/prints/{uncovered['id']}/file").status_code == 403


def test_a_print_shows_phones_in_full_and_leaves_a_trace_for_each_person(world: World):
    away(world)
    kept = printed(world, "ledger", "xlsx")
    header, row, *_ = cells_of(file_of(world, kept["id"]))
    line = dict(zip(header, row, strict=True))
    assert line["本人电话"] == "19900000003"
    assert "公民身份号码" not in header
    with world.database.reading() as session:
        seen = session.scalars(select(Reading).where(Reading.kind == "print")).all()
    assert [(one.person_id, one.fields) for one in seen] == [(world.person("陈远"), ["phones", "words"])]


def test_the_id_number_stands_in_the_ledger_by_choice_only(world: World):
    away(world)
    kept = printed(world, "ledger", "xlsx", id_numbers=True)
    assert "公民身份号码" in cells_of(file_of(world, kept["id"]))[0]


def test_the_screen_covers_numbers_until_they_are_asked_for(world: World):
    away(world)
    assert table(world, "ledger")[0]["本人电话"] == "199****0003"
    assert table(world, "ledger", reveal="true")[0]["本人电话"] == "19900000003"
    assert rows(world, "ledger", "钱审", reveal="true").status_code == 403


def test_the_row_of_a_departure_reads_as_the_paper_book_would(world: World):
    away(
        world,
        departed_on="2026-02-23",
        reported_on="2026-02-20",
        method="self",
        expected_return_on="2027-01-20",
    )
    line = table(world, "reports", from_on="2026-01-01", to_on="2026-12-31")[0]
    assert line == {
        **dict.fromkeys(line, ""),
        "序号": "1",
        "报告日期": "2026.02.20",
        "报告人": "陈远",
        "报告类型": "外出",
        "报告方式": "本人填报",
        "外出事由": "务工",
        "离村时间": "2026.02.23",
        "预计返回": "2027.01.20",
        "外出地点": "浙江省宁波市鄞州区",
        "务工单位/住所": "顺达五金厂；***",
        "本人及家属电话": "本人199****0003",
        "活动证号及发证时间": "待编号",
        "受理人": "周书兰",
        "支部意见": line["支部意见"],
    }
    assert line["支部意见"].startswith("已受理")


def test_pdf_xlsx_and_csv_say_the_same(world: World):
    away(world, note="一二三" * 150)
    for name in ("李守田", "周书兰"):
        hand_in(world, name, note="到家了，一切都好")
    sheets = {form: file_of(world, printed(world, "reports", form)["id"]) for form in ("pdf", "xlsx", "csv")}
    header, *body = cells_of(sheets["xlsx"])
    from_csv = lines_of(sheets["csv"])
    assert from_csv[0] == header
    assert [[cell.lstrip("\t'") for cell in line] for line in from_csv[1:]] == body
    assert len(body) == 3
    text = words_of(sheets["pdf"])
    for cell in [*header, *(cell for line in body for cell in line)]:
        assert cell.replace(" ", "") in text


@pytest.mark.parametrize(
    "formula", ['=HYPERLINK("http://x","点我")', "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)"]
)
def test_what_looks_like_a_formula_stays_text(world: World, formula):
    hand_in(world, note=formula)
    header, line = cells_of(file_of(world, printed(world, "reports", "xlsx")["id"]))
    assert dict(zip(header, line, strict=True))["备注"] == formula
    from_csv = lines_of(file_of(world, printed(world, "reports", "csv")["id"]))
    assert from_csv[1][-1] == f"'{formula}"


def rename(world: World, name: str, new: str) -> None:
    member = world.as_("周书兰").get(f"/members/{world.member(name)}")
    changed = world.as_("周书兰").patch(
        f"/members/{world.member(name)}", {"name": new}, member.headers["ETag"]
    )
    assert changed.status_code == 200, changed.json


def test_rare_characters_of_names_are_drawn(world: World):
    rename(world, "李守田", "喆堃淼㛃𬭎")
    hand_in(world, "李守田")
    text = words_of(file_of(world, printed(world, "reports")["id"]))
    assert "喆堃淼㛃𬭎" in text


def test_a_character_that_the_font_lacks_fails_the_print_with_its_name(world: World):
    rename(world, "李守田", "李𲎯")
    hand_in(world, "李守田")
    answer = world.as_("周书兰").post("/registers/prints", order(world, "reports"))
    assert (answer.status_code, answer.json["code"]) == (422, "glyph_missing")
    assert answer.json["errors"] == {"characters": ["“𲎯”（U+323AF）"]}
    assert printed(world, "reports", "xlsx")


def test_an_empty_book_prints_its_header_and_says_so(world: World):
    text = words_of(file_of(world, printed(world, "contacts")["id"]))
    assert "内容摘要（思想、工作、组织生活、学习）" in text
    assert "本期无记录" in text


def test_the_same_order_twice_is_one_print(world: World):
    body = order(world, "reports")
    first = world.as_("周书兰").post("/registers/prints", body, key="once")
    again = world.as_("周书兰").post("/registers/prints", body, key="once")
    assert (first.status_code, again.data) == (201, first.data)
    with world.database.reading() as session:
        assert len(session.scalars(select(RegisterPrint)).all()) == 1


def test_a_township_prints_its_branches_in_their_fixed_order(world: World):
    hand_in(world, "郑飞")
    hand_in(world, "李守田")
    found = table(world, "reports", name="孙委员", node="云栖镇")
    assert [(line["党支部"], line["报告人"]) for line in found] == [
        ("青松村党支部", "李守田"),
        ("白鹭村党支部", "郑飞"),
    ]
