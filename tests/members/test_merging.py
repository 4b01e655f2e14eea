"""Two records of one person."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from api import clock
from api.models import Account, Membership, Person, ToldApart
from tests.cast import World


def enter_twice(world: World, number: str) -> tuple[str, str]:
    first = world.as_("周书兰").post(
        "/members",
        {
            "organization_id": str(world.node("青松村")),
            "name": "田禾",
            "kind": "full",
            "birth_date": "1986-07",
        },
    )
    second = world.as_("吴白鹭").post(
        "/members",
        {
            "organization_id": str(world.node("白鹭村")),
            "name": "田禾",
            "kind": "full",
            "id_number": number,
            "phone": "13800001111",
            "confirmed_new": True,
        },
    )
    return first.json["id"], second.json["id"]


@pytest.mark.parametrize(("caller", "status"), [("何记", 403), ("钱审", 403), ("周书兰", 404), ("冯外", 404)])
def test_who_does_not_decide_on_both_merges_nothing(world: World, make_id_number, caller, status):
    keep, drop = enter_twice(world, make_id_number())

    assert world.as_(caller).post("/members/merges", {"keep_id": keep, "drop_id": drop}).status_code == status


def test_a_record_is_not_merged_into_itself(world: World):
    one = str(world.member("陈远"))

    answer = world.as_("孙委员").post("/members/merges", {"keep_id": one, "drop_id": one})

    assert answer.json["code"] == "merge_impossible"


def test_two_people_with_an_account_each_are_not_merged(world: World):
    answer = world.as_("孙委员").post(
        "/members/merges", {"keep_id": str(world.member("陈远")), "drop_id": str(world.member("郑飞"))}
    )

    assert answer.json["code"] == "merge_impossible"
    assert world.as_("郑飞").get(f"/members/{world.member('郑飞')}").status_code == 200


def test_pairs_show_who_may_be_one_person(world: World, make_id_number):
    keep, drop = enter_twice(world, make_id_number())

    pairs = (
        world.as_("孙委员").get(f"/members/duplicates?organization_id={world.node('云栖镇')}").json["items"]
    )

    assert [(pair["reason"], {side["id"] for side in pair["members"]}) for pair in pairs] == [
        ("name_and_birth_date", {keep, drop})
    ]


def test_a_branch_out_of_sight_has_no_pairs_to_show(world: World):
    answer = world.as_("周书兰").get(f"/members/duplicates?organization_id={world.node('白鹭村')}")

    assert answer.status_code == 404


def test_merging_keeps_one_on_the_roll_and_takes_over_what_only_the_other_knew(world: World, make_id_number):
    keep, drop = enter_twice(world, make_id_number())

    answer = world.as_("孙委员").post("/members/merges", {"keep_id": keep, "drop_id": drop})

    shown = world.as_("周书兰").get(f"/members/{keep}").json
    assert answer.json["id"] == keep
    assert (shown["phone"], shown["birth_date"]) == ("138****1111", "1986-07")
    with world.database.reading() as session:
        dropped = session.get_one(Membership, UUID(drop))
        assert (dropped.leaving_reason, dropped.organization_id) == ("recorded_twice", world.node("白鹭村"))
        assert str(session.get_one(Person, dropped.person_id).merged_into_id) == shown["person_id"]
    assert (
        world.as_("孙委员").get(f"/members/duplicates?organization_id={world.node('云栖镇')}").json["items"]
        == []
    )


def test_two_people_who_look_alike_are_told_apart_once_and_not_shown_again(world: World, make_id_number):
    one, other = enter_twice(world, make_id_number())
    officer, duplicates = world.as_("孙委员"), f"/members/duplicates?organization_id={world.node('云栖镇')}"

    first = officer.post("/members/tellings-apart", {"one_id": one, "other_id": other})
    again = officer.post("/members/tellings-apart", {"one_id": other, "other_id": one})

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json["id"] == again.json["id"]
    assert officer.get(duplicates).json["items"] == []
    with world.database.reading() as session:
        assert [fact.node_id for fact in session.scalars(select(ToldApart))] == [
            min(world.node("青松村"), world.node("白鹭村"))
        ]


def test_one_person_is_not_told_apart_from_themselves(world: World):
    one = str(world.member("陈远"))

    answer = world.as_("孙委员").post("/members/tellings-apart", {"one_id": one, "other_id": one})

    assert answer.status_code == 422


def test_the_account_goes_along_with_the_person(world: World):
    keep = (
        world.as_("周书兰")
        .post("/members", {"organization_id": str(world.node("青松村")), "name": "陈远", "kind": "full"})
        .json["id"]
    )

    world.as_("周书兰").post("/members/merges", {"keep_id": keep, "drop_id": str(world.member("陈远"))})

    with world.database.reading() as session:
        kept = session.get_one(Membership, UUID(keep))
        owner = session.scalar(select(Account.person_id).where(Account.id == world.accounts["陈远"]))
    assert owner == kept.person_id
    assert world.as_("陈远").get(f"/members/{keep}").status_code == 200


def enter_anew(world: World, name: str = "陈远") -> str:
    """Let somebody who is on 青松村's roll be entered a second time."""
    answer = world.as_("周书兰").post(
        "/members",
        {
            "organization_id": str(world.node("青松村")),
            "name": name,
            "kind": "full",
            "confirmed_new": True,
        },
    )
    assert answer.status_code == 201, answer.json
    again: str = answer.json["id"]
    return again


def test_who_was_called_yesterday_under_the_other_record_is_not_silent_after_the_merging(world: World):
    keep, drop = str(world.member("陈远")), enter_anew(world)
    yesterday = str(clock.today() - timedelta(1))
    called = world.as_("周书兰").post(
        "/contacts", {"member_ids": [drop], "way": "phone", "happened_on": yesterday}
    )
    assert called.status_code == 201, called.json

    world.as_("周书兰").post("/members/merges", {"keep_id": keep, "drop_id": drop})

    grid = world.as_("周书兰").get(f"/members/opening?organization_id={world.node('青松村')}").json["items"]
    assert {row["member_id"]: row["last_contact_on"] for row in grid}[keep] == yesterday


def test_an_open_need_goes_along_with_the_member_and_drops_out_of_no_list(world: World):
    keep, drop = str(world.member("陈远")), enter_anew(world)
    told = {"member_id": drop, "kind": "elders", "words": "想请人送药", "raised_on": str(clock.today())}
    need_id = world.as_("周书兰").post("/needs", told).json["id"]

    world.as_("周书兰").post("/members/merges", {"keep_id": keep, "drop_id": drop})

    path = f"/dashboards/people?organization_id={world.node('青松村')}&figure=needs_open"
    assert [
        (line["subject_id"], line["member_id"]) for line in world.as_("孙委员").get(path).json["items"]
    ] == [(need_id, keep)]
    assert world.as_("周书兰").get(f"/needs/{need_id}").json["words"] == "想请人送药"


def test_what_was_merged_into_a_record_follows_it_into_the_next(world: World):
    first, second, last = enter_anew(world), enter_anew(world), str(world.member("陈远"))

    for keep, drop in ((second, first), (last, second)):
        merged = world.as_("周书兰").post("/members/merges", {"keep_id": keep, "drop_id": drop})
        assert merged.status_code == 201, merged.json

    with world.database.reading() as session:
        kept = session.get_one(Membership, UUID(last)).person_id
        pointers = [
            session.get_one(Person, session.get_one(Membership, UUID(one)).person_id).merged_into_id
            for one in (first, second)
        ]
    assert pointers == [kept, kept]
