"""五常 as five rings of one branch: each is its list, nothing is judged that is not on record."""

from typing import Any

from api import clock
from api.dashboards.overview.rings import RINGS
from tests.cast import World
from tests.needs.test_needs import raised
from tests.reports.stories import away


def rings(world: World) -> dict[str, dict[str, Any]]:
    """Return the rings of 青松村 by key, each held against its list."""
    node = world.node("青松村")
    answer = world.as_("周书兰").get(f"/dashboards/rings?organization_id={node}")
    assert answer.status_code == 200, answer.json
    assert [one["key"] for one in answer.json["rings"]] == list(RINGS)
    assert [one["key"] for one in answer.json["difficulties"]] == [
        "whereabouts",
        "rules",
        "learning",
        "meetings",
        "contribution",
    ]
    for ring in answer.json["rings"]:
        listed = world.as_("周书兰").get(f"/dashboards/rings/{ring['key']}?organization_id={node}").json
        states = [item["state"] for item in listed["items"]]
        assert listed["ring"] == ring
        assert ring["formula"]
        assert ring["unregistered"] == states.count("unregistered")
        if ring["missing"] is None:
            assert ring["numerator"] == states.count("done")
            assert ring["denominator"] == states.count("done") + states.count("open")
        else:
            assert (ring["numerator"], ring["denominator"]) == (None, None)
    return {one["key"]: one for one in answer.json["rings"]}


def test_a_branch_with_nobody_away_has_no_figures_and_not_nought(world: World) -> None:
    told = rings(world)
    assert {key: told[key]["missing"] for key in ("screening", "contact")} == {
        "screening": "近一年还没有开过排查。",
        "contact": "眼下没有这样的党员。",
    }


def test_what_is_not_on_record_is_neither_done_nor_open(world: World) -> None:
    away(world)
    told = rings(world)
    assert (told["contact"]["numerator"], told["contact"]["denominator"]) == (1, 1)
    assert (told["reporting"]["numerator"], told["reporting"]["denominator"]) == (1, 1)
    training = told["training"]
    assert (training["numerator"], training["denominator"], training["unregistered"]) == (0, 0, 1)


def test_a_round_is_counted_until_everybody_is_asked(world: World) -> None:
    node = str(world.node("青松村"))
    world.as_("周书兰").post("/screenings", {"organization_id": node, "window_key": "daily"})
    ring = rings(world)["screening"]
    assert (ring["numerator"], ring["denominator"]) == (0, 3)
    assert ring["to_on"] == str(clock.today())


def test_the_rings_say_304_until_the_branch_writes(world: World) -> None:
    path = f"/dashboards/rings?organization_id={world.node('青松村')}"
    tag = world.as_("周书兰").get(path).headers["ETag"]
    assert world.as_("周书兰").get(path, headers={"If-None-Match": tag}).status_code == 304
    away(world)
    assert world.as_("周书兰").get(path, headers={"If-None-Match": tag}).status_code == 200


def test_a_private_need_is_counted_for_the_secretary_and_for_nobody_above(world: World) -> None:
    raised(world, private=True)
    path = f"/dashboards/people?organization_id={world.node('青松村')}&figure=needs_open"
    assert world.as_("周书兰").get(path).json["total"] == 1
    assert world.as_("孙委员").get(path).json["total"] == 0
