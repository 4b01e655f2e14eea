"""The desk: one ordered list of what needs a person today."""

import pytest

from api import clock
from tests.cast import World
from tests.reports.stories import away, departure, told


def desk(world: World, name: str = "周书兰", node: str = "青松村") -> list[dict[str, object]]:
    """Return the items of a desk."""
    answer = world.as_(name).get(f"/desk?organization_id={world.node(node)}")
    assert answer.status_code == 200, answer.json
    items: list[dict[str, object]] = answer.json["items"]
    return items


@pytest.mark.parametrize(("name", "status"), [("陈远", 403), ("赵管", 403), ("吴白鹭", 404), ("冯外", 404)])
def test_others_have_no_look_at_a_branchs_desk(world: World, name: str, status: int) -> None:
    assert world.as_(name).get(f"/desk?organization_id={world.node('青松村')}").status_code == status


def test_a_new_branch_shows_one_item_and_no_wall_of_red(world: World) -> None:
    items = desk(world)
    assert [(item["kind"], item["count"]) for item in items] == [("opening_missing", 3)]


def test_a_waiting_report_comes_first_and_leaves_at_once_when_it_is_accepted(world: World) -> None:
    report_id = world.as_("陈远").post("/reports", departure(world)).json["id"]
    first = desk(world)[0]
    assert (first["kind"], first["subject_id"], first["member_name"]) == ("report_waiting", report_id, "陈远")
    world.as_("周书兰").post(f"/reports/{report_id}/acceptance", {"card_number": "C-1"})
    assert "report_waiting" not in {item["kind"] for item in desk(world)}


def test_a_card_waits_for_its_number(world: World) -> None:
    away(world)
    assert desk(world)[0]["kind"] == "card_to_number"


def test_what_was_heard_waits_to_be_checked(world: World) -> None:
    world.as_("李守田").post("/reports", told(world, "hearsay", "陈远", method="in_person"))
    assert desk(world)[0]["sentence"] == "陈远：听说已外出，请核实后补报。"


def test_what_was_heard_is_not_asked_any_more_when_the_time_away_is_on_record(world: World) -> None:
    world.as_("李守田").post("/reports", told(world, "hearsay", "陈远", method="in_person"))
    away(world)
    assert "hearsay_waiting" not in {item["kind"] for item in desk(world)}


def test_one_line_for_several_names_whom_it_counts(world: World) -> None:
    away(world)
    line = next(item for item in desk(world) if item["kind"] == "liaison_missing")
    assert (line["count"], line["member_ids"]) == (1, [str(world.member("陈远"))])


def test_a_long_absence_is_suggested_for_a_decision_and_nothing_changes_by_itself(world: World) -> None:
    long_ago = clock.today().replace(year=clock.today().year - 1, day=1)
    away(world, departed_on=str(long_ago), wants_card=False)
    codes = [item["code"] for item in desk(world) if item["kind"] == "suggestion"]
    assert "suggest_floating" in codes
    decided = world.as_("周书兰").post(
        f"/members/{world.member('陈远')}/standing-decisions",
        {"state": "floating", "decided_on": str(clock.today()), "basis": "支委会研究"},
    )
    assert decided.status_code == 201
    assert "suggest_floating" not in [item["code"] for item in desk(world)]


def test_the_officer_sees_the_desks_of_all_branches_at_once(world: World) -> None:
    world.as_("陈远").post("/reports", departure(world))
    world.as_("郑飞").post("/reports", departure(world, "郑飞"))
    names = [
        item["member_name"] for item in desk(world, "孙委员", "云栖镇") if item["kind"] == "report_waiting"
    ]
    assert sorted(map(str, names)) == ["郑飞", "陈远"]


def test_the_desk_speaks_english_when_asked(world: World) -> None:
    answer = world.as_("周书兰").get(
        f"/desk?organization_id={world.node('青松村')}", headers={"Accept-Language": "en"}
    )
    assert answer.json["items"][0]["sentence"].startswith("Of 3 members")
