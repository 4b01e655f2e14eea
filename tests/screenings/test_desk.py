"""What the desk says of a round: first that it may begin, then who is missing, then that it can be closed."""

from typing import Any

import pytest

from tests.cast import World
from tests.screenings.stories import OPENED, begin, finding, on


def desk(world: World, day: str, node: str = "青松村", reader: str = "周书兰") -> list[dict[str, Any]]:
    with on(day):
        answer = world.as_(reader).get(f"/desk?organization_id={world.node(node)}")
    assert answer.status_code == 200, answer.json
    return [item for item in answer.json["items"] if item["kind"].startswith("screening_")]


@pytest.mark.parametrize(
    ("day", "windows"),
    [
        ("2026-02-01", []),
        ("2026-02-02", ["spring_festival-2026"]),
        ("2026-03-04", ["spring_festival-2026"]),
        # The days before the spring farming begin on the next morning.
        ("2026-03-05", ["spring_farming-2026"]),
        ("2026-07-01", []),
    ],
)
def test_a_window_asks_for_its_round_while_it_is_open(world: World, day: str, windows: list[str]) -> None:
    items = desk(world, day)
    assert [(item["kind"], item["code"]) for item in items] == [
        ("screening_to_open", window) for window in windows
    ]


def test_an_open_round_tells_how_many_are_missing_and_the_days_left(world: World) -> None:
    round_id = begin(world)
    with on(OPENED):
        world.as_("何记").post(f"/screenings/{round_id}/findings", finding(world))
    [item] = desk(world, "2026-02-10")
    assert (item["subject_id"], item["count"]) == (round_id, 2)
    assert item["sentence"] == "2026年春节排查还有 2 位没有问到，还剩 22 天。"
    over = next(item for item in desk(world, "2026-03-05") if item["kind"] == "screening_open")
    assert over["sentence"].startswith("2026年春节排查的日子过了")


def test_when_everybody_is_asked_it_says_so_and_a_closed_round_is_silent(world: World) -> None:
    round_id = begin(world)
    with on(OPENED):
        for name in ("周书兰", "陈远", "李守田"):
            world.as_("何记").post(f"/screenings/{round_id}/findings", finding(world, name))
    [item] = desk(world, OPENED)
    assert (item["count"], item["sentence"]) == (0, "2026年春节排查都问到了，可以结束这一轮。")
    with on(OPENED):
        assert world.as_("周书兰").post(f"/screenings/{round_id}/closing", {}).status_code == 201
    assert desk(world, OPENED) == []


def test_the_township_reads_of_each_branch(world: World) -> None:
    begin(world)
    items = desk(world, OPENED, "云栖镇", "孙委员")
    assert [(item["kind"], item["organization_id"]) for item in items] == [
        ("screening_open", str(world.node("青松村"))),
        ("screening_to_open", str(world.node("白鹭村"))),
    ]
