"""Bringing somebody into a branch."""

from uuid import UUID

import pytest

from api.models import Membership, Person
from tests.cast import World


def newcomer(world: World, **further):
    return {"organization_id": str(world.node("青松村")), "name": "田禾", "kind": "full", **further}


@pytest.mark.parametrize(("caller", "status"), [("陈远", 403), ("钱审", 403), ("吴白鹭", 404), ("冯外", 404)])
def test_who_has_no_say_in_the_branch_brings_nobody_in(world: World, caller, status):
    assert world.as_(caller).post("/members", newcomer(world)).status_code == status


def test_nobody_enters_a_township(world: World):
    answer = world.as_("孙委员").post("/members", newcomer(world, organization_id=str(world.node("云栖镇"))))

    assert answer.json["code"] == "organization_invalid"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"id_number": "422802198607121230"}, "id_number"),
        ({"id_number": "42280219860712"}, "id_number"),
        ({"phone": "12345"}, "phone"),
        ({"landline": "abc"}, "landline"),
        ({"name": " "}, "name"),
        ({"ethnicity": "99"}, "ethnicity"),
        ({"birth_date": "1986-02-30"}, "birth_date"),
        ({"salary": 3}, "salary"),
        ({"name": "田\u0000禾"}, "name"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world: World, given, field):
    answer = world.as_("周书兰").post("/members", newcomer(world, **given))

    assert answer.status_code == 422
    assert field in answer.json["errors"]


def test_birth_date_and_sex_must_agree_with_the_id_number(world: World, make_id_number):
    answer = world.as_("周书兰").post(
        "/members", newcomer(world, id_number=make_id_number(), birth_date="1987-07", sex="2")
    )

    assert answer.json["code"] == "id_number_invalid"
    assert set(answer.json["errors"]) == {"birth_date", "sex"}


def test_nobody_joins_before_birth_or_is_confirmed_before_joining(world: World):
    for dates in (
        {"birth_date": "1990", "joined_on": "1989-12"},
        {"joined_on": "2010-07", "confirmed_on": "2010-06-30"},
    ):
        answer = world.as_("周书兰").post("/members", newcomer(world, **dates))
        assert answer.json["code"] == "dates_in_wrong_order"


def test_nobody_enters_on_a_day_that_has_not_come(world: World, days):
    answer = world.as_("周书兰").post("/members", newcomer(world, from_on=days(1).isoformat()))

    assert answer.json["code"] == "date_in_future"


def test_the_id_number_fills_in_birth_date_and_sex(world: World, make_id_number):
    receipt = world.as_("何记").post(
        "/members", newcomer(world, id_number=make_id_number(), phone="138 0000 1111")
    )
    shown = world.as_("周书兰").get(f"/members/{receipt.json['id']}").json

    assert receipt.status_code == 201
    assert (shown["birth_date"], shown["sex"]) == ("1986-07-12", "1")
    assert shown["phone"] == "138****1111"


def test_the_same_key_brings_nobody_in_twice(world: World):
    first = world.as_("周书兰").post("/members", newcomer(world), key="k1")
    again = world.as_("周书兰").post("/members", newcomer(world), key="k1")

    assert again.data == first.data
    assert len(world.as_("周书兰").get("/members?q=田禾").json["items"]) == 1


def test_a_person_known_by_id_number_is_shown_before_a_second_record_is_made(world: World, make_id_number):
    world.as_("吴白鹭").post(
        "/members",
        newcomer(world, organization_id=str(world.node("白鹭村")), id_number=make_id_number()),
    )

    answer = world.as_("周书兰").post("/members", newcomer(world, name="田河", id_number=make_id_number()))

    candidate = answer.json["candidates"][0]
    assert (answer.status_code, answer.json["code"]) == (409, "person_exists")
    assert candidate["name"] == "田*"
    assert candidate["reason"] == "id_number"
    assert candidate["organization_name"] is None, "the neighbour branch is out of the secretary's reach"


def test_a_namesake_of_the_same_month_is_a_candidate_and_one_without_birth_date_is_not(world: World):
    world.as_("周书兰").post("/members", newcomer(world, birth_date="1986-07-12"))

    same = world.as_("周书兰").post("/members", newcomer(world, birth_date="1986-07"))
    unknown = world.as_("周书兰").post("/members", newcomer(world))

    assert same.json["candidates"][0]["reason"] == "name_and_birth_date"
    assert unknown.status_code == 201


def test_two_id_numbers_are_two_people_whatever_their_names(world: World, make_id_number):
    world.as_("周书兰").post("/members", newcomer(world, id_number=make_id_number()))

    answer = world.as_("周书兰").post("/members", newcomer(world, id_number=make_id_number(order="125")))

    assert answer.status_code == 201


def test_somebody_who_compared_them_enters_the_namesake(world: World):
    world.as_("周书兰").post("/members", newcomer(world, birth_date="1986-07"))

    answer = world.as_("周书兰").post("/members", newcomer(world, birth_date="1986-07", confirmed_new=True))

    assert answer.status_code == 201


def test_somebody_in_a_branch_is_not_entered_into_another(world: World):
    answer = world.as_("孙委员").post(
        "/members", newcomer(world, name="郑飞", person_id=str(world.person("郑飞")))
    )

    assert answer.json["code"] == "person_has_open_membership"


def test_a_stranger_s_person_id_is_not_there(world: World):
    answer = world.as_("周书兰").post(
        "/members", newcomer(world, name="韩外", person_id=str(world.person("韩外")))
    )

    assert answer.status_code == 404


def test_who_left_comes_back_as_the_same_person(world: World, days):
    li = world.member("李守田")
    world.as_("周书兰").post(
        f"/members/{li}/leaving", {"reason": "transferred", "on": days(-9).isoformat(), "basis": "介绍信3号"}
    )

    receipt = world.as_("周书兰").post(
        "/members", newcomer(world, name="李守田", person_id=str(world.person("李守田")))
    )

    assert receipt.status_code == 201
    with world.database.reading() as session:
        back = session.get_one(Membership, UUID(receipt.json["id"]))
        assert back.person_id == world.person("李守田")
        assert session.get_one(Person, back.person_id).version == 1, "nothing new was said of the person"
