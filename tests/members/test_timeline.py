"""What was recorded of a member, told in the reader's language."""

import pytest

from api.members.words import sentence_of
from tests.cast import World


@pytest.mark.parametrize(
    ("caller", "status"), [("赵管", 403), ("李守田", 404), ("吴白鹭", 404), ("冯外", 404)]
)
def test_who_does_not_see_the_member_does_not_read_the_timeline(world: World, caller, status):
    assert world.as_(caller).get(f"/members/{world.member('陈远')}/timeline").status_code == status


def test_a_report_is_told_with_the_day_on_which_it_happened(world: World, days):
    sent = world.as_("陈远").post(
        "/reports",
        {
            "member_id": str(world.member("陈远")),
            "kind": "departure",
            "method": "self",
            "reported_on": days(0).isoformat(),
            "departed_on": days(-12).isoformat(),
            "departed_precision": "day",
            "reason_code": "work",
            "place_code": "440300",
        },
    )
    assert sent.status_code == 201, sent.json

    newest = world.as_("陈远").get(f"/members/{world.member('陈远')}/timeline").json["items"][0]

    assert newest["sentence"] == "报告了外出。"
    assert newest["on"] == days(-12).isoformat()
    assert newest["number"] == sent.json["number"]


def test_an_english_reader_reads_english(world: World):
    items = (
        world.as_("周书兰")
        .get(f"/members/{world.member('陈远')}/timeline", headers={"Accept-Language": "en"})
        .json["items"]
    )

    assert [item["sentence"] for item in items] == ["Entered on the branch's roll."]


def test_pages_follow_each_other(world: World):
    path = f"/members/{world.member('陈远')}"
    for job in ("木匠", "瓦匠", "电工"):
        version = world.as_("周书兰").get(path).headers["ETag"]
        world.as_("周书兰").patch(path, {"job": job}, version)

    first = world.as_("周书兰").get(f"{path}/timeline?limit=3").json
    second = world.as_("周书兰").get(f"{path}/timeline?limit=3&cursor={first['next_cursor']}").json

    numbers = [item["number"] for item in first["items"] + second["items"]]
    assert len(numbers) == 4
    assert numbers == sorted(numbers, reverse=True)


def test_a_kind_without_a_sentence_of_its_own_is_told_neutrally():
    assert sentence_of("kite.flown", {}, "zh") == "记了一笔。"
    assert sentence_of("kite.flown", {}, "en") == "Something was recorded."


def test_the_reason_of_leaving_makes_the_sentence_exact():
    assert sentence_of("member.left", {"reason": "transferred"}, "zh") == "组织关系转出。"
    assert sentence_of("member.left", {"reason": "expelled"}, "zh") == "离开本支部。"
