"""Seeing numbers in plain leaves a trace that the member can read."""

import pytest

from tests.cast import World


@pytest.mark.parametrize(
    ("caller", "status"), [("钱审", 403), ("赵管", 403), ("李守田", 404), ("吴白鹭", 404)]
)
def test_who_may_not_reveal_is_refused_and_leaves_no_trace(world: World, caller, status):
    answer = world.as_(caller).get(f"/members/{world.member('陈远')}?reveal=true")

    assert answer.status_code == status
    assert world.as_("陈远").get(f"/members/{world.member('陈远')}/readings").json["items"] == []


@pytest.mark.parametrize("caller", ["何记", "钱审", "李守田", "吴白鹭"])
def test_others_do_not_read_who_read(world: World, caller):
    assert world.as_(caller).get(f"/members/{world.member('陈远')}/readings").status_code in {403, 404}


def test_a_reveal_shows_the_phone_and_the_member_sees_who_looked(world: World):
    shown = world.as_("周书兰").get(f"/members/{world.member('陈远')}?reveal=true").json
    seen = world.as_("陈远").get(f"/members/{world.member('陈远')}/readings").json["items"]

    assert shown["phone"] == "19900000003"
    assert [(line["by_name"], line["by_role"], line["kind"], line["fields"]) for line in seen] == [
        ("周书兰", "secretary", "reveal", ["phone"])
    ]


def test_the_trace_names_the_role_that_opened_the_record(world: World):
    world.as_("孙委员").get(f"/members/{world.member('陈远')}?reveal=true")

    line = world.as_("陈远").get(f"/members/{world.member('陈远')}/readings").json["items"][0]
    assert line["by_role"] == "officer"


def test_looking_at_the_own_record_is_nobody_s_reading(world: World):
    for name in ("陈远", "周书兰"):
        shown = world.as_(name).get(f"/members/{world.member(name)}?reveal=true").json
        assert shown["phone"].startswith("199000000")
        assert world.as_(name).get(f"/members/{world.member(name)}/readings").json["items"] == []


def test_nobody_takes_along_another_s_record(world: World):
    path = f"/members/{world.member('陈远')}/own-record"

    assert world.as_("周书兰").get(path).status_code == 403
    assert world.as_("李守田").get(path).status_code == 404


def test_a_member_takes_along_everything_that_is_kept(world: World):
    world.as_("周书兰").get(f"/members/{world.member('陈远')}?reveal=true")
    kept = world.as_("陈远").get(f"/members/{world.member('陈远')}/own-record")

    assert kept.json["person"]["phone"] == "19900000003"
    assert kept.json["memberships"][0]["joined_on"] == "2010-07"
    assert kept.json["readings"][0]["by_name"] == "周书兰"
    assert "attachment" in kept.headers["Content-Disposition"]
