"""The board says who is away and with whom; who loses a liaison stands on the desk the same moment."""

import pytest

from tests.cast import World
from tests.pairings.pairs import (
    ask_to_end,
    board,
    days,
    desk,
    newcomer,
    on_board,
    pair,
    paired,
    report_departure,
    send_away,
)


def _liaisons(world: World) -> dict[str, tuple[int, str | None]]:
    return {one["name"]: (one["looks_after"], one["hindrance"]) for one in board(world)["liaisons"]}


class TestBoard:
    def test_one_side_are_those_away_and_those_who_are_about_to_leave(self, world: World) -> None:
        send_away(world, "陈远")
        report_departure(world, "李守田", departed_on=str(days(9)))

        shown = {one["name"]: (one["where"], one["gap"]) for one in board(world)["members"]}

        assert shown == {"陈远": ("away", "none"), "李守田": ("reported", "none")}
        assert on_board(world, "陈远")["place_name"] == "浙江省宁波市鄞州区"

    def test_the_other_side_are_those_at_home_with_how_many_they_look_after(self, world: World) -> None:
        newcomer(world, "龙老人", exempt=True)
        send_away(world, "陈远")
        paired(world, "李守田", "陈远")

        assert _liaisons(world) == {"李守田": (1, None), "周书兰": (0, None), "龙老人": (0, "exempt")}

    def test_who_is_away_in_the_same_city_may_stand_beside(self, world: World) -> None:
        send_away(world, "陈远")
        send_away(world, "李守田", place_code="330203")
        assert [one["name"] for one in on_board(world, "陈远")["nearby"]] == ["李守田"]

    def test_who_is_back_while_still_paired_stays_in_sight(self, world: World) -> None:
        pair(world, "李守田", "陈远")
        assert (on_board(world, "陈远")["where"], on_board(world, "陈远")["gap"]) == ("home", None)

    def test_the_officer_reads_the_boards_of_all_branches(self, world: World) -> None:
        send_away(world, "陈远")
        send_away(world, "郑飞")
        answer = world.as_("孙委员").get(f"/pairings/board?organization_id={world.node('云栖镇')}")
        assert {one["name"] for one in answer.json["members"]} == {"陈远", "郑飞"}

    def test_an_auditor_reads_no_note_of_a_bond(self, world: World) -> None:
        body = {
            "organization_id": str(world.node("青松村")),
            "member_id": str(world.member("陈远")),
            "other_id": str(world.member("李守田")),
            "kind": "kin",
            "note": "表兄弟",
        }
        assert world.as_("何记").post("/bonds", body).status_code == 201
        assert board(world)["bonds"][0]["note"] == "表兄弟"
        assert board(world, "钱审")["bonds"][0]["note"] is None


class TestBonds:
    def _note(self, world: World, one: str, other: str, by: str = "周书兰", **more: str):
        body = {
            "organization_id": str(world.node("青松村")),
            "member_id": str(world.member(one)),
            "other_id": str(world.member(other)),
            "kind": "neighbour",
            **more,
        }
        return world.as_(by).post("/bonds", body)

    def test_a_bond_is_between_two_of_the_branch(self, world: World) -> None:
        assert self._note(world, "陈远", "陈远").json["code"] == "bond_oneself"
        assert self._note(world, "陈远", "郑飞").json["code"] == "pairing_other_branch"
        assert self._note(world, "陈远", "李守田", by="陈远").status_code == 403

    def test_noted_again_it_is_the_same_bond_and_withdrawn_it_is_gone(self, world: World) -> None:
        first = self._note(world, "陈远", "李守田").json["id"]
        assert self._note(world, "李守田", "陈远", kind="kin").json["id"] == first
        assert [one["kind"] for one in board(world)["bonds"]] == ["kin"]

        assert world.as_("周书兰").post(f"/bonds/{first}/withdrawal").json["state"] == "withdrawn"
        assert board(world)["bonds"] == []
        assert world.as_("周书兰").post(f"/bonds/{first}/withdrawal").json["code"] == "bond_withdrawn"


class TestDesk:
    def test_all_who_never_had_a_liaison_are_one_line(self, world: World) -> None:
        send_away(world, "陈远")
        send_away(world, "李守田")
        assert desk(world) == [("liaison_missing", None, None)]
        paired(world, "周书兰", "陈远")
        paired(world, "周书兰", "李守田")
        assert desk(world) == []

    def test_who_only_reported_to_leave_is_not_missed_yet(self, world: World) -> None:
        report_departure(world, "陈远", departed_on=str(days(9)))
        assert desk(world) == []

    def test_a_liaison_who_leaves_the_village_leaves_a_line(self, world: World) -> None:
        send_away(world, "陈远")
        paired(world, "李守田", "陈远")
        send_away(world, "李守田")
        assert desk(world) == [("liaison_lost", "liaison_away", "陈远"), ("liaison_missing", None, None)]
        assert on_board(world, "陈远")["gap"] == "liaison_away"

    def test_so_does_one_who_is_exempt_from_now_on(self, world: World) -> None:
        send_away(world, "陈远")
        paired(world, "李守田", "陈远")
        member = world.as_("周书兰").get(f"/members/{world.member('李守田')}")
        changed = world.as_("周书兰").patch(
            f"/members/{world.member('李守田')}", {"exempt": True}, version=member.headers["ETag"]
        )
        assert changed.status_code == 200
        assert desk(world) == [("liaison_lost", "liaison_exempt", "陈远")]

    @pytest.mark.parametrize("reason", ["died", "transferred"])
    def test_so_does_one_who_leaves_the_roll(self, world: World, reason: str) -> None:
        send_away(world, "陈远", departed_on=str(days(-30)))
        pair(world, "李守田", "陈远", days(-20))
        body = {"reason": reason, "on": str(days(0)), "basis": "证明"}
        assert world.as_("周书兰").post(f"/members/{world.member('李守田')}/leaving", body).status_code == 201
        assert desk(world) == [("liaison_lost", "ended", "陈远")]

    def test_so_does_a_pairing_that_ends_and_a_move(self, world: World) -> None:
        send_away(world, "陈远", departed_on=str(days(-30)))
        pairing = pair(world, "李守田", "陈远", days(-20))
        ask_to_end(world, pairing, reason="liaison_unable")
        assert desk(world) == [("liaison_lost", "ended", "陈远")]

    def test_another_liaison_at_home_keeps_the_member_in_touch(self, world: World) -> None:
        send_away(world, "陈远")
        paired(world, "李守田", "陈远")
        paired(world, "周书兰", "陈远")
        send_away(world, "李守田")
        assert ("liaison_lost", "liaison_away", "陈远") not in desk(world)

    def test_when_the_member_dies_nothing_is_asked_any_more(self, world: World) -> None:
        send_away(world, "陈远")
        paired(world, "李守田", "陈远")
        body = {"reason": "died", "on": str(days(0)), "basis": "证明"}
        assert world.as_("周书兰").post(f"/members/{world.member('陈远')}/leaving", body).status_code == 201
        assert desk(world) == []
        assert _liaisons(world)["李守田"] == (0, None)
