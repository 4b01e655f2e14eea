"""换届交接: what one secretary hands to the next, put together from what is on record."""

import pytest

from tests.cast import World
from tests.reports.stories import away, departure


def handover(world: World, name: str = "周书兰", node: str = "青松村"):
    return world.as_(name).get(f"/handover?organization_id={world.node(node)}")


@pytest.mark.parametrize(("name", "status"), [("何记", 403), ("钱审", 403), ("陈远", 403), ("吴白鹭", 404)])
def test_only_secretary_and_officer_read_the_list(world: World, name: str, status: int) -> None:
    assert handover(world, name).status_code == status


def test_a_township_hands_over_no_lists_of_its_own(world: World) -> None:
    assert handover(world, "孙委员", "云栖镇").json["code"] == "organization_invalid"


def test_it_holds_duties_open_items_cards_and_what_each_list_holds(world: World) -> None:
    world.as_("李守田").post("/reports", departure(world, "李守田"))
    away(world)
    told = handover(world).json
    assert told["organization_name"] == "青松村党支部"
    assert [(duty["name"], duty["role"], duty["to_on"]) for duty in told["duties"]] == [
        ("周书兰", "secretary", None),
        ("何记", "recorder", None),
    ]
    assert told["open_items"][0]["kind"] == "report_waiting"
    assert [(card["name"], card["state"]) for card in told["cards"]] == [("陈远", "to_number")]
    held = {one["key"]: one["count"] for one in told["holdings"]}
    assert (held["members"], held["reports"], held["away_periods"], held["dues_months"]) == (3, 2, 1, 0)
