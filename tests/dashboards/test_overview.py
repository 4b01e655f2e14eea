"""The picture of a node: figures that are their lists, sums over the tree, and no rate above the branch."""

from typing import Any

import pytest

from api import clock
from tests.cast import World
from tests.reports.stories import away, departure


def overview(world: World, name: str = "孙委员", node: str = "云栖镇") -> dict[str, Any]:
    """Return a node's picture."""
    answer = world.as_(name).get(f"/dashboards/overview?organization_id={world.node(node)}")
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def figures(told: dict[str, Any]) -> dict[str, int]:
    """Return figures by key."""
    return {one["key"]: one["count"] for one in told["figures"]}


def people(world: World, figure: str, name: str = "孙委员", node: str = "云栖镇") -> list[dict[str, Any]]:
    """Return the whole list behind a figure."""
    items: list[dict[str, Any]] = []
    cursor = ""
    while True:
        answer = world.as_(name).get(
            f"/dashboards/people?organization_id={world.node(node)}&figure={figure}&limit=2{cursor}"
        )
        assert answer.status_code == 200, answer.json
        items += answer.json["items"]
        if answer.json["next_cursor"] is None:
            assert answer.json["total"] == len(items)
            return items
        cursor = f"&cursor={answer.json['next_cursor']}"


@pytest.mark.parametrize("name", ["孙委员", "钱审"])
def test_no_rate_leaves_the_branch(world: World, name: str) -> None:
    for path in ("rings", "rings/contact"):
        answer = world.as_(name).get(f"/dashboards/{path}?organization_id={world.node('青松村')}")
        assert answer.status_code == 403
    assert overview(world, name, "青松村")["may_read_rings"] is False


def test_a_ring_is_of_a_branch_and_there_are_five(world: World) -> None:
    path = f"/dashboards/rings/steps?organization_id={world.node('青松村')}"
    assert world.as_("周书兰").get(path).status_code == 404


def test_a_township_reads_its_branches_in_their_fixed_order(world: World) -> None:
    told = overview(world)
    assert [line["name"] for line in told["lines"]] == ["青松村", "白鹭村"]
    assert [one["name"] for one in told["path"]] == ["云栖镇"]
    assert figures(told)["members"] == 5
    assert figures(told)["silent_30"] == 0


def test_who_left_and_of_whom_nothing_is_known_reads_unregistered_and_never_silent(world: World) -> None:
    on_paper = departure(world, method="paper", departed_on="2024-03-01")
    report_id = world.as_("周书兰").post("/reports", on_paper).json["id"]
    world.as_("周书兰").post(f"/reports/{report_id}/acceptance", {})
    told = figures(overview(world))
    assert (told["away"], told["contact_unknown"], told["silent_90"]) == (1, 1, 0)
    assert [line["member_name"] for line in people(world, "contact_unknown")] == ["陈远"]
    assert [line["member_name"] for line in people(world, "life_unknown")] == ["陈远"]


def test_above_the_branch_learning_is_told_by_what_was_held_and_of_whom_nothing_is_known(
    world: World,
) -> None:
    away(world)

    def learning() -> str:
        return next(one["sentence"] for one in overview(world)["difficulties"] if one["key"] == "learning")

    assert learning() == (
        "近 3 个月还没有登记党课和培训；1 位在外的同志最近参加组织生活未登记。谁参加了、谁还没有，由各支部自己看。"
    )
    row = {"member_id": str(world.member("陈远")), "last_organization_life_on": str(clock.today())}
    grid = {"organization_id": str(world.node("青松村")), "rows": [row]}
    assert world.as_("周书兰").post("/members/opening", grid).status_code == 201
    assert people(world, "life_unknown") == []
    assert "都有登记" in learning()


def test_the_picture_says_304_until_something_is_written(world: World) -> None:
    path = f"/dashboards/overview?organization_id={world.node('云栖镇')}"
    tag = world.as_("孙委员").get(path).headers["ETag"]
    again = world.as_("孙委员").get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    away(world)
    assert world.as_("孙委员").get(path, headers={"If-None-Match": tag}).json["figures"][1]["count"] == 1
