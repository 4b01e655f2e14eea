"""Changing what is known of a member."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from api import clock
from api.journal import in_transaction
from api.models import Invitation, Membership, Person, at
from tests.cast import World


def version_of(world: World, name: str) -> str:
    return world.as_("周书兰").get(f"/members/{world.member(name)}").headers["ETag"]


@pytest.mark.parametrize(("caller", "status"), [("陈远", 403), ("钱审", 403), ("吴白鹭", 404), ("冯外", 404)])
def test_who_has_no_say_changes_nothing(world: World, caller, status):
    answer = world.as_(caller).patch(f"/members/{world.member('陈远')}", {"name": "陈元"}, '"2"')

    assert answer.status_code == status


def test_an_edit_names_the_version_it_read(world: World):
    answer = world.as_("周书兰").patch(f"/members/{world.member('陈远')}", {"name": "陈元"})

    assert answer.json["code"] == "precondition_required"


@pytest.mark.parametrize("meanwhile", [{"phone": "13800001111"}, {"exempt": True}])
def test_a_change_of_person_or_membership_makes_the_read_version_stale(world: World, meanwhile):
    read = version_of(world, "陈远")
    world.as_("何记").patch(f"/members/{world.member('陈远')}", meanwhile, read)

    answer = world.as_("周书兰").patch(f"/members/{world.member('陈远')}", {"name": "陈元"}, read)

    assert answer.json["code"] == "stale_version"


def test_the_status_on_the_roll_is_no_field_to_edit_but_a_decision_with_a_basis(world: World, days):
    path = f"/members/{world.member('陈远')}"
    edit = world.as_("周书兰").patch(path, {"roll_status": "suspended"}, version_of(world, "陈远"))
    by_recorder = world.as_("何记").post(
        f"{path}/roll-decisions",
        {"roll_status": "suspended", "on": days(0).isoformat(), "basis": "支部大会决议"},
    )
    decision = world.as_("周书兰").post(
        f"{path}/roll-decisions",
        {"roll_status": "suspended", "on": days(0).isoformat(), "basis": "支部大会决议"},
    )

    assert edit.json["errors"].keys() == {"roll_status"}
    assert by_recorder.status_code == 403
    assert decision.status_code == 201
    assert world.as_("周书兰").get(path).json["roll_status"] == "suspended"


def test_a_group_of_another_branch_is_refused(world: World):
    group = world.as_("吴白鹭").post(
        "/groups", {"organization_id": str(world.node("白鹭村")), "name": "一组"}
    )
    answer = world.as_("周书兰").patch(
        f"/members/{world.member('陈远')}", {"group_id": group.json["id"]}, version_of(world, "陈远")
    )

    assert answer.json["errors"].keys() == {"group_id"}


def test_a_new_name_is_found_by_its_pinyin_and_the_old_cut_keeps_the_old_name(world: World):
    before = clock.now()
    world.as_("周书兰").patch(
        f"/members/{world.member('陈远')}", {"name": "程远航"}, version_of(world, "陈远")
    )

    found = world.as_("周书兰").get("/members?q=cyh").json["items"]
    with world.database.reading() as session:
        old = session.execute(at(Person, before).where(Person.versions.c.id == world.person("陈远"))).one()
        new = session.execute(
            at(Person, clock.now()).where(Person.versions.c.id == world.person("陈远"))
        ).one()

    assert [item["name"] for item in found] == ["程远航"]
    assert (old.name, new.name) == ("陈远", "程远航")


def test_a_new_phone_ends_the_open_invitations_to_the_old_one(world: World):
    def invite(session):
        session.add(
            Invitation(
                person_id=world.person("陈远"),
                organization_id=world.node("青松村"),
                code_hash="0" * 64,
                created_by_id=world.accounts["周书兰"],
                created_at=clock.now(),
                expires_at=clock.now() + timedelta(days=7),
            )
        )

    in_transaction(world.database, invite)
    path = f"/members/{world.member('陈远')}"
    world.as_("周书兰").patch(path, {"job": "木匠"}, version_of(world, "陈远"))
    with world.database.reading() as session:
        assert session.scalar(select(Invitation.revoked_at)) is None

    world.as_("周书兰").patch(path, {"phone": "13800001111"}, version_of(world, "陈远"))

    with world.database.reading() as session:
        assert session.scalar(select(Invitation.revoked_at)) is not None
    assert world.as_("周书兰").get("/members?q=13800001111").json["items"][0]["name"] == "陈远"


def test_null_empties_a_field_and_what_is_left_out_stays(world: World):
    path = f"/members/{world.member('陈远')}"
    world.as_("周书兰").patch(path, {"job": "木匠", "wechat": "chenyuan"}, version_of(world, "陈远"))
    world.as_("周书兰").patch(path, {"wechat": None}, version_of(world, "陈远"))

    shown = world.as_("周书兰").get(path).json
    assert (shown["job"], shown["wechat"]) == ("木匠", None)


def test_the_same_edit_sent_twice_under_one_key_counts_once(world: World):
    path, read = f"/members/{world.member('陈远')}", version_of(world, "陈远")
    first = world.as_("周书兰").patch(path, {"job": "木匠"}, read, headers={"Idempotency-Key": "k"})
    again = world.as_("周书兰").patch(path, {"job": "木匠"}, read, headers={"Idempotency-Key": "k"})

    assert first.data == again.data
    with world.database.reading() as session:
        assert session.get_one(Person, world.person("陈远")).version == 2
        assert session.get_one(Membership, world.member("陈远")).version == 1
