"""Two years of the branch over two Spring Festivals: each round has exactly the right people, worked out by hand.

The Spring Festival of 2025 was on 29 January, that of 2026 on 17 February. Eight people, and what happened to them:

    周书兰  at home all the time; 李守田 at home until he died on 2025-09-20
    陈远    went to Ningbo on 2024-03-01, was back on 2025-01-24, left again on 2025-02-20, back on 2026-02-09
    向红    admitted on probation on 2025-01-22, while the first round went on; left for Wuhan on 2025-03-15
    谭平    at home; transferred out on 2026-02-20, after he had been asked in the round
    覃山    transferred out on 2024-12-31, before the first round
    冉光    moved in from 白鹭村 on 2026-02-10, while the last round went on
    郑飞    of 白鹭村, another branch: in none of these rounds
"""

from typing import Any

from tests.cast import World
from tests.reports.stories import departure, told
from tests.screenings.stories import differs, finding, on

TABLE = """
round                 from        to          done                        missing      left                      away
spring_festival-2025  2025-01-16  2025-02-12  周书兰 李守田 陈远 向红 谭平  -            -                         -
spring_farming-2025   2025-03-20  2025-04-18  周书兰 李守田 陈远 向红       谭平         -                         陈远 向红
autumn_harvest-2025   2025-09-12  2025-10-09  周书兰 陈远 向红 谭平         -            李守田=2025-09-20         陈远 向红
spring_festival-2026  2026-02-03  2026-03-03  周书兰 陈远 向红 谭平         冉光         谭平=2026-02-20           陈远 向红
"""
"""away: who was away by the finding. 陈远 was asked on the first day each time, so in 2026 he had not come home yet;
谭平 was asked and then left, so he is done and stays listed with the day on which he left."""

JOINED = {"spring_festival-2025": {"向红": "2025-01-22"}, "spring_festival-2026": {"冉光": "2026-02-10"}}


def rows() -> list[dict[str, Any]]:
    head, *lines = TABLE.strip().splitlines()
    read = []
    for line in lines:
        cells = [cell for cell in line.split("  ") if cell.strip()]
        values = [cell.strip() for cell in cells]
        read.append(dict(zip(head.split(), values, strict=True)))
    return read


def names(cell: str) -> set[str]:
    return set() if cell == "-" else {one.split("=")[0] for one in cell.split(" ")}


def enter(world: World, day: str, name: str, kind: str = "full", branch: str = "青松村") -> None:
    with on(day):
        body = {"name": name, "kind": kind, "organization_id": str(world.node(branch))}
        answer = world.as_("孙委员").post("/members", body)
    assert answer.status_code == 201, answer.json
    world.memberships[name] = answer.json["id"]


def leave(world: World, day: str, name: str, reason: str) -> None:
    with on(day):
        body = {"reason": reason, "on": day, "basis": "按规定"}
        assert world.as_("孙委员").post(f"/members/{world.member(name)}/leaving", body).status_code == 201


def accepted(world: World, day: str, body: dict[str, Any]) -> None:
    with on(day):
        sent = world.as_("何记").post("/reports", body | {"method": "phone", "reported_on": day})
        assert sent.status_code == 201, sent.json
        done = world.as_("周书兰").post(f"/reports/{sent.json['id']}/acceptance", {})
        assert done.status_code == 201, done.json


def goes(world: World, day: str, name: str) -> None:
    accepted(world, day, departure(world, name, departed_on=day))


def returns(world: World, day: str, name: str) -> None:
    accepted(world, day, told(world, "return", name, returned_on=day))


def opens(world: World, row: dict[str, Any]) -> str:
    with on(row["from"]):
        body = {"organization_id": str(world.node("青松村")), "window_key": row["round"]}
        answer = world.as_("周书兰").post("/screenings", body)
    assert answer.status_code == 201, answer.json
    round_id: str = answer.json["id"]
    return round_id


def asked(world: World, round_id: str, day: str, *who: str) -> None:
    for name in who:
        with on(day):
            answer = world.as_("何记").post(f"/screenings/{round_id}/findings", finding(world, name, day))
        assert answer.status_code == 201, answer.json


def closes(world: World, round_id: str, row: dict[str, Any]) -> None:
    why = {} if row["missing"] == "-" else {"why_missing": "人没在家，电话没打通"}
    with on(row["to"]):
        answer = world.as_("周书兰").post(f"/screenings/{round_id}/closing", why)
    assert answer.status_code == 201, answer.json


def test_each_round_of_two_years_has_exactly_the_right_people(world: World) -> None:
    winter, spring, autumn, festival = rows()
    made = {}
    enter(world, "2024-01-10", "谭平")
    enter(world, "2024-01-10", "覃山")
    enter(world, "2024-01-10", "冉光", branch="白鹭村")
    goes(world, "2024-03-01", "陈远")
    leave(world, "2024-12-31", "覃山", "transferred")

    round_id = made[winter["round"]] = opens(world, winter)
    asked(world, round_id, "2025-01-17", "周书兰", "李守田", "谭平")
    enter(world, "2025-01-22", "向红", "probationary")
    returns(world, "2025-01-24", "陈远")
    asked(world, round_id, "2025-02-01", "陈远", "向红")
    closes(world, round_id, winter)
    goes(world, "2025-02-20", "陈远")
    goes(world, "2025-03-15", "向红")

    round_id = made[spring["round"]] = opens(world, spring)
    asked(world, round_id, "2025-03-21", "周书兰", "李守田", "陈远", "向红")
    closes(world, round_id, spring)

    round_id = made[autumn["round"]] = opens(world, autumn)
    asked(world, round_id, "2025-09-13", "周书兰", "陈远", "谭平")
    leave(world, "2025-09-20", "李守田", "died")
    asked(world, round_id, "2025-10-08", "向红")
    closes(world, round_id, autumn)

    round_id = made[festival["round"]] = opens(world, festival)
    asked(world, round_id, "2026-02-03", "周书兰", "陈远", "谭平")
    returns(world, "2026-02-09", "陈远")
    with on("2026-02-10"):
        body = {"organization_id": str(world.node("青松村")), "on": "2026-02-10", "basis": "本人申请"}
        moved = world.as_("孙委员").post(f"/members/{world.member('冉光')}/moving", body)
        world.memberships["冉光"] = moved.json["id"]
    with on("2026-02-15"):
        body = differs(world, "向红", "2026-02-15", employer="江城机械")
        assert world.as_("何记").post(f"/screenings/{round_id}/findings", body).status_code == 201
    leave(world, "2026-02-20", "谭平", "transferred")
    closes(world, round_id, festival)

    for row in (winter, spring, autumn, festival):
        items = world.as_("周书兰").get(f"/screenings/{made[row['round']]}/members").json["items"]
        state = {name: {one["name"] for one in items if one["state"] == name} for name in ("done", "missing")}
        left = {one["name"]: one["left_on"] for one in items if one["left_on"]}
        away = {one["name"] for one in items if one["finding"] and one["finding"]["is_away"]}
        joined = {one["name"]: one["joined_on"] for one in items if one["joined_on"]}
        assert state["done"] == names(row["done"]), row["round"]
        assert state["missing"] == names(row["missing"]), row["round"]
        assert left == ({} if row["left"] == "-" else dict([row["left"].split("=")])), row["round"]
        assert away == names(row["away"]), row["round"]
        assert joined == JOINED.get(row["round"], {}), row["round"]
        assert len(items) == len({one["name"] for one in items})
