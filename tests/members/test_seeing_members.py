"""Who sees which members, how they are found, and what is covered."""

import pytest

from api.access import THE_PRODUCT
from api.journal import in_transaction, lock, record
from api.models import AwayPeriod, Membership, Person
from tests.cast import World


def names(answer):
    return [item["name"] for item in answer.json["items"]]


def send_away(world: World, name: str, **further) -> None:
    def work(session):
        period = AwayPeriod(membership_id=world.member(name), **further)
        record(
            session,
            node_id=world.node("青松村"),
            kind="away_period.opened",
            actor=THE_PRODUCT,
            subjects={"membership": world.member(name)},
            writes=[period],
        )

    in_transaction(world.database, work)


def test_a_stranger_is_asked_to_sign_in(world: World):
    assert world.stranger.get("/members").status_code == 401


def test_the_admin_keeps_accounts_and_sees_no_personal_data(world: World):
    assert world.as_("赵管").get("/members").status_code == 403


@pytest.mark.parametrize("reader", ["李守田", "吴白鹭", "冯外", "韩外"])
def test_a_member_of_elsewhere_or_a_neighbour_gets_404_for_chen_yuan(world: World, reader):
    assert world.as_(reader).get(f"/members/{world.member('陈远')}").status_code == 404


def test_a_secretary_gets_404_for_the_list_of_a_branch_out_of_sight(world: World):
    answer = world.as_("周书兰").get(f"/members?organization_id={world.node('竹溪村')}")

    assert answer.status_code == 404


def test_an_unknown_field_sort_or_cursor_is_refused_with_a_sentence(world: World):
    for query in ("fields=salary", "sort=merit", "cursor=xyz", "limit=0", "state=lost"):
        answer = world.as_("周书兰").get(f"/members?{query}")
        assert answer.status_code == 422, query
        assert answer.json["code"] == "validation_failed"


def test_the_secretary_sees_her_branch_in_the_order_of_pinyin(world: World):
    assert names(world.as_("周书兰").get("/members")) == ["陈远", "李守田", "周书兰"]


def test_the_officer_sees_the_township_and_nobody_of_another(world: World):
    assert set(names(world.as_("孙委员").get("/members"))) == {"陈远", "李守田", "周书兰", "吴白鹭", "郑飞"}


def test_a_member_sees_only_the_own_record(world: World):
    assert names(world.as_("陈远").get("/members")) == ["陈远"]


@pytest.mark.parametrize("wanted", ["远", "陈", "cheny", "cy", "ChenYuan", "19900000003", "199 0000 0003"])
def test_chen_yuan_is_found_by_name_pinyin_initials_or_whole_phone(world: World, wanted):
    assert names(world.as_("周书兰").get("/members", query_string={"q": wanted})) == ["陈远"]


@pytest.mark.parametrize("wanted", ["1990000", "yuan", "%", "_", "0003"])
def test_a_part_of_a_phone_or_a_wildcard_finds_nobody(world: World, wanted):
    assert names(world.as_("周书兰").get("/members", query_string={"q": wanted})) == []


def test_pages_follow_each_other_without_gap(world: World):
    caller = world.as_("孙委员")
    first = caller.get("/members?limit=2")
    second = caller.get(f"/members?limit=2&cursor={first.json['next_cursor']}")
    third = caller.get(f"/members?limit=2&cursor={second.json['next_cursor']}")

    assert names(first) + names(second) + names(third) == names(caller.get("/members"))
    assert third.json["next_cursor"] is None


@pytest.mark.parametrize("sort", ["joined_on", "birth_date"])
def test_members_without_a_date_keep_their_place_in_pages(world: World, sort):
    caller = world.as_("孙委员")
    first = caller.get(f"/members?limit=3&sort={sort}")
    second = caller.get(f"/members?limit=3&sort={sort}&cursor={first.json['next_cursor']}")

    assert len({item["id"] for item in first.json["items"] + second.json["items"]}) == 5


def test_fields_leaves_out_what_was_not_asked_for(world: World):
    answer = world.as_("周书兰").get("/members?fields=name,phone")

    assert answer.json["items"][0] == {
        "id": str(world.member("陈远")),
        "name": "陈远",
        "phone": "199****0003",
    }


def test_the_list_tells_who_is_away_and_since_when(world: World, days):
    send_away(world, "陈远", departed_on=days(-40), place_code="440300", employer="深圳某厂")

    away = world.as_("周书兰").get("/members?state=away").json["items"]
    home = world.as_("周书兰").get("/members?state=home")

    assert [item["name"] for item in away] == ["陈远"]
    assert away[0]["away"]["departed_on"] == days(-40).isoformat()
    assert away[0]["away"]["place_name"] == "广东省深圳市"
    assert names(home) == ["李守田", "周书兰"]


def test_the_whole_list_takes_the_same_few_selects_for_many_members(world: World, days, count_selects):
    for name in ("陈远", "李守田", "周书兰"):
        send_away(world, name, departed_on=days(-40))
    with count_selects() as one:
        world.as_("周书兰").get("/members?limit=1")
    with count_selects() as all_:
        world.as_("周书兰").get("/members?limit=200")

    assert len(all_) == len(one)


def test_numbers_and_addresses_are_covered_until_somebody_reveals_them(world: World):
    def work(session):
        person = lock(session, Person, world.person("陈远"))
        person.id_number = "422802198607121239"
        person.address = "湖北省利川市青松村3组12号"
        person.family_contact = "妻子 王秀 13900001234"
        record(
            session,
            node_id=world.node("青松村"),
            kind="member.changed",
            actor=THE_PRODUCT,
            subjects={"person": person.id},
            writes=[person],
        )

    in_transaction(world.database, work)

    shown = world.as_("周书兰").get(f"/members/{world.member('陈远')}").json

    assert shown["id_number"] == "422802********1239"
    assert shown["phone"] == "199****0003"
    assert "12号" not in shown["address"]
    assert "13900001234" not in shown["family_contact"]


def test_what_left_the_roll_is_listed_apart(world: World):
    def work(session):
        membership = lock(session, Membership, world.member("李守田"))
        membership.to_on = membership.from_on
        membership.leaving_reason = "transferred"
        record(
            session,
            node_id=world.node("青松村"),
            kind="member.left",
            actor=THE_PRODUCT,
            subjects={"membership": membership.id},
            writes=[membership],
        )

    in_transaction(world.database, work)

    assert names(world.as_("周书兰").get("/members")) == ["陈远", "周书兰"]
    assert names(world.as_("周书兰").get("/members?roll=left")) == ["李守田"]
