"""Two years over two Spring Festivals: in each window exactly the right people, worked out by hand.

The windows: 春节 2025 is the 29th of January (open 14 January to 13 February), 七一 2025 (16 June to 16 July), 国庆 2025
(16 September to 16 October), 春节 2026 is the 17th of February (open 2 February to 4 March).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

import pytest

from api import clock
from tests.cast import World

COUPLE = "梁一帆+梁秋"

STORY = (
    # day, who, what
    ("2024-06-01", "梁一帆", "is a member"),
    ("2024-06-01", "梁秋", "is a member"),
    ("2024-06-01", "石川", "is a member"),
    ("2024-06-01", "杜鹃", "is a member"),
    ("2024-06-01", "方建国", "is a member"),
    ("2024-06-01", "彭飞", "is a member"),
    ("2024-06-01", "何年", "is a member"),
    ("2024-06-01", "罗海", "is a member"),
    ("2024-06-01", "田野", "is a member"),
    ("2024-06-01", "马行舟", "is a member"),
    ("2024-06-01", "谢舟", "is a member"),
    ("2024-06-02", COUPLE, "live together, and the whole family is away"),
    ("2024-06-05", "梁一帆", "left on 2024-03-01"),
    ("2024-06-06", "石川", "left on 2024-05-05"),
    ("2024-06-07", "谢舟", "left on 2024-05-20"),
    ("2024-06-20", "彭飞", "left on 2024-06-18"),
    ("2024-07-02", "何年", "left on 2024-07-01"),
    ("2024-08-12", "杜鹃", "left on 2024-08-10"),
    ("2024-09-10", "梁秋", "left on 2024-09-10"),
    ("2024-10-08", "马行舟", "left on 2024-10-08"),
    # 春节 2025
    ("2025-01-10", "石川", "came home for good on 2025-01-10"),
    ("2025-01-12", "何年", "comes home from 2025-01-25 to 2025-02-08"),
    ("2025-01-21", "杜鹃", "came home for good on 2025-01-20"),
    ("2025-01-30", "谢舟", "died on 2025-01-30"),
    ("2025-02-06", "方建国", "left on 2025-02-05"),
    ("2025-02-20", "石川", "left on 2025-02-20"),
    # 国庆 2025
    ("2025-09-20", "马行舟", "moved to 白鹭村 on 2025-09-20"),
    ("2025-11-01", "江一", "is a probationary member"),
    ("2025-11-16", "江一", "left on 2025-11-15"),
    ("2025-12-20", "方建国", "died on 2025-12-20"),
    # 春节 2026
    ("2026-02-10", "彭飞", "was transferred on 2026-02-10"),
    ("2026-02-20", "田野", "left on 2026-02-20"),
)

EXPECTED = (
    # window, judged on, at, homes to call on
    ("spring_festival-2025", "2025-01-14", "青松村", {COUPLE, "杜鹃", "彭飞", "何年", "马行舟", "谢舟"}),
    ("spring_festival-2025", "2025-01-28", "青松村", {COUPLE, "杜鹃", "彭飞", "何年", "马行舟", "谢舟"}),
    ("spring_festival-2025", "2025-01-30", "青松村", {COUPLE, "杜鹃", "彭飞", "何年", "马行舟"}),
    ("spring_festival-2025", "2025-02-13", "青松村", {COUPLE, "杜鹃", "彭飞", "何年", "马行舟"}),
    ("july_first-2025", "2025-07-01", "青松村", {COUPLE, "石川", "方建国", "彭飞", "何年", "马行舟"}),
    ("national_day-2025", "2025-09-18", "青松村", {COUPLE, "石川", "方建国", "彭飞", "何年", "马行舟"}),
    ("national_day-2025", "2025-09-25", "青松村", {COUPLE, "石川", "方建国", "彭飞", "何年"}),
    ("national_day-2025", "2025-09-25", "白鹭村", {"马行舟"}),
    ("spring_festival-2026", "2026-02-05", "青松村", {COUPLE, "石川", "彭飞", "何年", "江一"}),
    ("spring_festival-2026", "2026-02-12", "青松村", {COUPLE, "石川", "何年", "江一"}),
    ("spring_festival-2026", "2026-03-04", "青松村", {COUPLE, "石川", "何年", "江一"}),
    # Looked at a year later, a window still shows who was due when it closed.
    ("spring_festival-2025", "2026-03-04", "青松村", {COUPLE, "杜鹃", "彭飞", "何年", "马行舟"}),
)

NODES = ("青松村", "白鹭村")


@pytest.fixture
def story(world: World) -> "Story":
    """Return the world on the eve of the story."""
    return Story(world)


@contextmanager
def _on(day: str) -> Iterator[None]:
    with clock.at(datetime.combine(date.fromisoformat(day), time(10), clock.ZONE)):
        yield


class Story:
    """Tells the story through the API, each line on its own day."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.told = 0

    def tell_until(self, day: str) -> None:
        """Tell all lines up to and on a day."""
        while self.told < len(STORY) and STORY[self.told][0] <= day:
            line_day, who, what = STORY[self.told]
            with _on(line_day):
                self._tell(who, what)
            self.told += 1

    def _tell(self, who: str, what: str) -> None:
        words = what.split()
        if what.endswith("member"):
            self._enter(who, "probationary" if "probationary" in words else "full")
        elif words[0] == "live":
            self._settle(who.split("+"))
        elif words[0] == "left":
            self._report(who, "departure", departed_on=words[-1], place_code="330212", employer="五金厂")
        elif words[0] == "came":
            self._report(who, "return", returned_on=words[-1])
        elif words[0] == "comes":
            body = {"from_on": words[3], "to_on": words[5]}
            self._post("周书兰", "/reports", {**self._told(who, "home_visit"), **body})
        elif words[0] == "died":
            self._post("周书兰", f"/members/{self._id(who)}/leaving", self._leaving("died", words[-1]))
        elif words[1] == "transferred":
            self._post("周书兰", f"/members/{self._id(who)}/leaving", self._leaving("transferred", words[-1]))
        elif words[0] == "moved":
            body = {"organization_id": str(self.world.node(words[2])), "on": words[-1], "basis": "本人申请"}
            moved = self._post("孙委员", f"/members/{self._id(who)}/moving", body)
            self.world.memberships[who] = moved["id"]
        else:
            raise AssertionError(what)

    def _enter(self, who: str, kind: str) -> None:
        body = {
            "name": who,
            "kind": kind,
            "organization_id": str(self.world.node("青松村")),
            "confirmed_new": True,
        }
        self.world.memberships[who] = self._post("周书兰", "/members", body)["id"]

    def _settle(self, names: list[str]) -> None:
        body = {
            "organization_id": str(self.world.node("青松村")),
            "member_ids": [self._id(name) for name in names],
            "all_away": True,
            "address": "青松村三组 12 号",
            "who_stays": "老人住女儿家",
        }
        self._post("周书兰", "/households", body)

    def _report(self, who: str, kind: str, **told: Any) -> None:
        report = self._post("周书兰", "/reports", {**self._told(who, kind), **told})
        self._post("周书兰", f"/reports/{report['id']}/acceptance", {})

    def _told(self, who: str, kind: str) -> dict[str, Any]:
        return {
            "member_id": self._id(who),
            "kind": kind,
            "method": "phone",
            "reported_on": str(clock.today()),
        }

    def _leaving(self, reason: str, on: str) -> dict[str, Any]:
        return {"reason": reason, "on": on, "basis": "家属告知"}

    def _id(self, who: str) -> str:
        return str(self.world.memberships[who])

    def _post(self, by: str, path: str, body: dict[str, Any]) -> Any:
        answer = self.world.as_(by).post(path, body)
        assert answer.status_code == 201, (path, answer.json)
        return answer.json

    def plan(self, window: str, node: str) -> dict[str, Any]:
        """Read a branch's plan as the officer sees it."""
        query = f"/visits/plan?organization_id={self.world.node(node)}&window_key={window}"
        answer = self.world.as_("孙委员").get(query)
        assert answer.status_code == 200, answer.json
        read: dict[str, Any] = answer.json
        return read


def _homes(plan: dict[str, Any]) -> set[str]:
    return {"+".join(one["name"] for one in call["members"]) for call in plan["calls"]}


def _call(plan: dict[str, Any], name: str) -> dict[str, Any]:
    return next(call for call in plan["calls"] if name in [one["name"] for one in call["members"]])


def _in_order(names: set[str]) -> set[str]:
    # The two of a home stand in the order of their names' spelling.
    return {"梁秋+梁一帆" if name == COUPLE else name for name in names}


def test_each_window_has_exactly_the_right_homes(story: Story) -> None:
    wrong = []
    for window, day, node, expected in sorted(EXPECTED, key=lambda line: line[1]):
        story.tell_until(day)
        with _on(day):
            found = _homes(story.plan(window, node))
        if found != _in_order(expected):
            wrong.append(f"{window} on {day} at {node}: {found ^ _in_order(expected)}")
    assert not wrong, "\n".join(wrong)


def test_a_couple_is_one_call_and_a_family_all_away_is_called_by_video(story: Story) -> None:
    story.tell_until("2025-01-14")
    with _on("2025-01-14"):
        plan = story.plan("spring_festival-2025", "青松村")
        couple, other = _call(plan, "梁秋"), _call(plan, "彭飞")
        assert (couple["way"], couple["all_away"], couple["who_stays"]) == ("video", True, "老人住女儿家")
        assert (other["way"], other["on_date"]) == ("home", "2025-01-26")
        assert plan["branches"][0]["calls"] == 6


def test_the_stay_at_home_that_was_reported_answers_the_first_question(story: Story) -> None:
    story.tell_until("2025-01-14")
    with _on("2025-01-14"):
        call = _call(story.plan("spring_festival-2025", "青松村"), "何年")
    assert call["members"][0]["arrival"] == {
        "coming": True,
        "arrives_on": "2025-01-25",
        "leaves_on": "2025-02-08",
        "source": "home_stay",
    }
    assert call["on_date"] == "2025-01-26"


def test_who_has_come_home_for_good_says_so_by_the_return(story: Story) -> None:
    story.tell_until("2025-01-21")
    with _on("2025-01-22"):
        call = _call(story.plan("spring_festival-2025", "青松村"), "杜鹃")
    assert (call["members"][0]["arrival"]["source"], call["members"][0]["arrival"]["arrives_on"]) == (
        "returned",
        "2025-01-20",
    )
    assert call["on_date"] == "2025-01-22"
