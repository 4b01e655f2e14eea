"""党小组 with a leader, and 同户 with who stays."""

import pytest

from tests.cast import World


def household(world: World, *names: str, **further):
    return {
        "organization_id": str(world.node("青松村")),
        "member_ids": [str(world.member(name)) for name in names],
        **further,
    }


@pytest.mark.parametrize(("caller", "status"), [("陈远", 403), ("钱审", 403), ("吴白鹭", 404), ("冯外", 404)])
def test_who_has_no_say_sets_up_neither_group_nor_household(world: World, caller, status):
    group = {"organization_id": str(world.node("青松村")), "name": "一组"}

    assert world.as_(caller).post("/groups", group).status_code == status
    assert world.as_(caller).post("/households", household(world, "陈远")).status_code == status


def test_a_leader_is_a_member_of_the_branch(world: World):
    answer = world.as_("周书兰").post(
        "/groups",
        {
            "organization_id": str(world.node("青松村")),
            "name": "一组",
            "leader_id": str(world.member("郑飞")),
        },
    )

    assert answer.json["errors"].keys() == {"leader_id"}


def test_a_household_takes_only_members_of_the_branch(world: World):
    answer = world.as_("周书兰").post("/households", household(world, "陈远", "郑飞"))

    assert answer.json["errors"].keys() == {"member_ids"}


def test_a_group_has_members_and_a_leader_who_gives_it_up_when_leaving(world: World, days):
    group = (
        world.as_("周书兰")
        .post(
            "/groups",
            {
                "organization_id": str(world.node("青松村")),
                "name": "一组",
                "leader_id": str(world.member("李守田")),
            },
        )
        .json["id"]
    )
    path = f"/members/{world.member('陈远')}"
    world.as_("周书兰").patch(path, {"group_id": group}, world.as_("周书兰").get(path).headers["ETag"])

    assert world.as_("陈远").get(path).json["group_name"] == "一组"
    listed = world.as_("陈远").get(f"/groups?organization_id={world.node('青松村')}").json["items"]
    assert [(one["name"], one["leader_name"]) for one in listed] == [("一组", "李守田")]

    world.as_("周书兰").post(
        f"/members/{world.member('李守田')}/leaving",
        {"reason": "transferred", "on": days(0).isoformat(), "basis": "介绍信3号"},
    )
    assert world.as_("周书兰").get(f"/groups/{group}").json["leader_id"] is None


def test_a_household_says_who_lives_there_and_who_stays(world: World):
    made = world.as_("何记").post(
        "/households", household(world, "陈远", "李守田", who_stays="老人住女儿家 13900001234", all_away=True)
    )
    shown = world.as_("周书兰").get(f"/households/{made.json['id']}")

    assert [one["name"] for one in shown.json["members"]] == ["陈远", "李守田"]
    assert shown.json["all_away"] is True
    assert shown.json["who_stays"] == "老人住女儿家 139****1234"

    world.as_("何记").patch(
        f"/households/{made.json['id']}", {"member_ids": [str(world.member("李守田"))]}, shown.headers["ETag"]
    )
    assert world.as_("周书兰").get(f"/members/{world.member('陈远')}").json["household_id"] is None
    stale = world.as_("何记").patch(
        f"/households/{made.json['id']}", {"all_away": False}, shown.headers["ETag"]
    )
    assert stale.json["code"] == "stale_version"


def test_a_member_sees_the_own_household_and_no_other(world: World):
    made = world.as_("何记").post("/households", household(world, "陈远")).json["id"]

    assert world.as_("陈远").get(f"/households/{made}").status_code == 200
    assert world.as_("李守田").get(f"/households/{made}").status_code == 404
