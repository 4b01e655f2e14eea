"""Roles: given within one's own reach, handed over for a while, and ended at once."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from api import clock
from api.access import THE_PRODUCT
from api.auth import service
from api.journal import in_transaction
from tests.auth.doors import PASSWORD, accept, enter_member, kinds_at, renew_token, sign_in
from tests.cast import World


def give(world: World, giver: str, receiver: str, role: str, node: str, **more: Any) -> TestResponse:
    return world.as_(giver).post(
        "/grants",
        {
            "person_id": str(world.person(receiver)),
            "role": role,
            "organization_id": str(world.node(node)),
            **more,
        },
    )


def delegate(
    world: World, giver: str, receiver: str, node: str = "青松村", days: int = 30, start: int = 0
) -> TestResponse:
    today = clock.today()
    return world.as_(giver).post(
        "/delegations",
        {
            "person_id": str(world.person(receiver)),
            "organization_id": str(world.node(node)),
            "from_on": str(today + timedelta(days=start)),
            "to_on": str(today + timedelta(days=start + days)),
        },
    )


def told(answer: TestResponse) -> tuple[int, str]:
    assert answer.json is not None
    return answer.status_code, answer.json["code"]


def roles_of(world: World, name: str) -> list[tuple[str, bool]]:
    return [(held.role, held.delegated) for held in world.actor(name).held]


def grant_of(world: World, reader: str, name: str) -> str:
    items = world.as_(reader).get("/grants").json["items"]
    return next(one["id"] for one in items if one["name"] == name)


@pytest.mark.parametrize("giver", ["周书兰", "何记", "陈远", "钱审"])
def test_only_officer_and_admin_give_roles(world: World, giver: str) -> None:
    assert told(give(world, giver, "李守田", "recorder", "青松村")) == (403, "forbidden")


def test_nobody_gives_a_role_above_their_own_node(world: World) -> None:
    assert told(give(world, "孙委员", "李守田", "officer", "利泉县")) == (404, "not_found")


def test_nobody_gives_a_role_in_another_township(world: World) -> None:
    assert told(give(world, "冯外", "韩外", "recorder", "青松村")) == (404, "not_found")
    assert told(give(world, "孙委员", "韩外", "recorder", "青松村")) == (404, "not_found")


@pytest.mark.parametrize(
    ("role", "node"),
    [("secretary", "云栖镇"), ("recorder", "云栖镇"), ("officer", "青松村"), ("admin", "青松村")],
)
def test_a_role_stands_at_its_own_kind_of_node(world: World, role: str, node: str) -> None:
    assert told(give(world, "孙委员", "李守田", role, node)) == (422, "grant_invalid")


def test_an_admin_does_not_make_themselves_an_officer(world: World) -> None:
    assert told(give(world, "赵管", "赵管", "officer", "云栖镇")) == (403, "grant_to_oneself")


def test_a_role_does_not_end_before_it_begins(world: World) -> None:
    days = {"from_on": "2026-05-02", "to_on": "2026-05-01"}
    assert told(give(world, "孙委员", "李守田", "recorder", "青松村", **days)) == (
        422,
        "dates_in_wrong_order",
    )


def test_a_role_is_given_to_one_person_known_or_new(world: World) -> None:
    body = {"role": "recorder", "organization_id": str(world.node("青松村"))}
    newcomer = {"name": "文书新", "phone": "19900000088"}
    both = {**body, "person_id": str(world.person("李守田")), "newcomer": newcomer}
    assert world.as_("孙委员").post("/grants", body).status_code == 422
    assert world.as_("孙委员").post("/grants", both).status_code == 422
    landline = {**body, "newcomer": {"name": "文书新", "phone": "0718-7281234"}}
    assert "newcomer.phone" in world.as_("孙委员").post("/grants", landline).json["errors"]


def test_a_village_clerk_who_is_no_member_is_entered_invited_and_comes_in(world: World) -> None:
    body = {
        "newcomer": {"name": "文书新", "phone": "19900000088"},
        "role": "recorder",
        "organization_id": str(world.node("青松村")),
    }
    assert world.as_("孙委员").post("/grants", body).status_code == 201
    assert told(world.as_("孙委员").post("/grants", body)) == (409, "person_exists")
    (clerk,) = [one for one in world.as_("周书兰").get("/grants").json["items"] if one["name"] == "文书新"]
    code = world.as_("周书兰").post("/invitations", {"person_id": clerk["person_id"]}).json["code"]
    entered = accept(world.app.test_client(), code)
    assert entered.json is not None
    assert [role["role"] for role in entered.json["me"]["roles"]] == ["recorder"]
    assert entered.json["me"]["membership_id"] is None


def test_a_role_that_is_given_holds_at_once_and_stands_in_the_journal(world: World) -> None:
    li = world.as_("李守田")
    given = give(world, "孙委员", "李守田", "recorder", "青松村")
    assert given.status_code == 201
    assert told(li.get("/auth/me")) == (401, "token_expired")
    assert roles_of(world, "李守田") == [("recorder", False)]
    assert kinds_at(world, "青松村")[-1] == "grant.given"


def test_a_role_that_begins_later_does_not_hold_yet(world: World) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    give(world, "孙委员", "李守田", "recorder", "青松村", from_on=str(clock.day_of(tomorrow)))
    assert roles_of(world, "李守田") == []
    with clock.at(tomorrow):
        assert roles_of(world, "李守田") == [("recorder", False)]


def test_the_same_key_gives_a_role_once(world: World) -> None:
    body = {
        "person_id": str(world.person("李守田")),
        "role": "recorder",
        "organization_id": str(world.node("青松村")),
    }
    first = world.as_("孙委员").post("/grants", body, key="once")
    assert world.as_("孙委员").post("/grants", body, key="once").data == first.data
    assert roles_of(world, "李守田") == [("recorder", False)]


def test_an_ended_role_is_gone_on_the_next_request(world: World) -> None:
    secretary = world.as_("周书兰")
    assert secretary.get("/invitations").status_code == 200
    ended = world.as_("孙委员").post(f"/grants/{grant_of(world, '孙委员', '周书兰')}/ending")
    assert ended.status_code == 201
    assert secretary.get("/invitations").status_code == 401
    assert roles_of(world, "周书兰") == []
    assert kinds_at(world, "青松村")[-1] == "grant.ended"


def test_a_role_may_end_with_a_day_to_come(world: World) -> None:
    last = clock.now() + timedelta(days=10)
    grant_id = grant_of(world, "孙委员", "周书兰")
    ended = world.as_("孙委员").post(f"/grants/{grant_id}/ending", {"last_on": str(clock.day_of(last))})
    assert ended.status_code == 201
    with clock.at(last):
        assert roles_of(world, "周书兰") == [("secretary", False)]
    with clock.at(last + timedelta(days=1)):
        assert roles_of(world, "周书兰") == []


def test_an_ended_role_does_not_end_again_and_is_not_made_longer(world: World) -> None:
    grant_id = grant_of(world, "孙委员", "周书兰")
    officer = world.as_("孙委员")
    today = clock.today()
    past, later, latest = (str(today + timedelta(days=days)) for days in (-1, 5, 6))
    assert told(officer.post(f"/grants/{grant_id}/ending", {"last_on": past})) == (
        422,
        "dates_in_wrong_order",
    )
    assert officer.post(f"/grants/{grant_id}/ending", {"last_on": later}).status_code == 201
    assert told(officer.post(f"/grants/{grant_id}/ending", {"last_on": latest})) == (
        422,
        "dates_in_wrong_order",
    )
    assert officer.post(f"/grants/{grant_id}/ending").status_code == 201
    assert told(officer.post(f"/grants/{grant_id}/ending")) == (409, "grant_ended")


def test_a_role_of_another_township_is_not_found_and_a_secretary_ends_none(world: World) -> None:
    grant_id = grant_of(world, "孙委员", "周书兰")
    assert told(world.as_("冯外").post(f"/grants/{grant_id}/ending")) == (404, "not_found")
    assert told(world.as_("周书兰").post(f"/grants/{grant_id}/ending")) == (403, "forbidden")
    assert told(world.as_("周书兰").post(f"/delegations/{grant_id}/ending")) == (403, "forbidden")


def test_a_secretary_sees_the_roles_of_the_own_branch_only(world: World) -> None:
    assert {one["name"] for one in world.as_("周书兰").get("/grants").json["items"]} == {"周书兰", "何记"}
    assert world.as_("周书兰").get(f"/grants?organization_id={world.node('云栖镇')}").status_code in {
        403,
        404,
    }
    below = world.as_("孙委员").get(f"/grants?organization_id={world.node('白鹭村')}").json["items"]
    assert [one["name"] for one in below] == ["吴白鹭"]
    assert world.as_("陈远").get("/grants").status_code == 403


def test_a_recorder_an_auditor_and_an_admin_hand_nothing_over(world: World) -> None:
    for giver in ("何记", "钱审", "赵管", "李守田"):
        assert told(delegate(world, giver, "陈远")) == (403, "forbidden")


def test_nothing_is_handed_over_in_another_branch_or_to_somebody_else_s_member(world: World) -> None:
    assert told(delegate(world, "周书兰", "郑飞", "白鹭村")) == (404, "not_found")
    assert told(delegate(world, "周书兰", "郑飞", "青松村")) == (404, "not_found")
    assert told(delegate(world, "孙委员", "李守田", "云栖镇")) == (422, "grant_invalid")


def test_a_delegation_is_not_for_oneself_not_backwards_and_not_in_the_past(world: World) -> None:
    assert told(delegate(world, "周书兰", "周书兰")) == (403, "grant_to_oneself")
    assert told(delegate(world, "周书兰", "李守田", days=-1)) == (422, "dates_in_wrong_order")
    assert told(delegate(world, "周书兰", "李守田", start=-3)) == (422, "validation_failed")


def test_what_was_handed_over_is_not_handed_on(world: World) -> None:
    assert delegate(world, "周书兰", "李守田").status_code == 201
    renew_token(world, "李守田")
    assert told(delegate(world, "李守田", "陈远", days=1)) == (422, "delegation_too_wide")


def test_a_delegation_ends_no_later_than_the_giver_s_own_role(world: World) -> None:
    last = clock.today() + timedelta(days=10)
    grant_id = grant_of(world, "孙委员", "吴白鹭")
    world.as_("孙委员").post(f"/grants/{grant_id}/ending", {"last_on": str(last)})
    renew_token(world, "吴白鹭")
    assert told(delegate(world, "吴白鹭", "郑飞", "白鹭村", days=11)) == (422, "delegation_too_wide")
    assert delegate(world, "吴白鹭", "郑飞", "白鹭村", days=10).status_code == 201


def test_a_member_acts_for_the_secretary_from_day_to_day(world: World) -> None:
    assert delegate(world, "周书兰", "李守田", start=2, days=3).status_code == 201
    now = clock.now()
    held = {}
    for day in range(7):
        with clock.at(now + timedelta(days=day)):
            held[day] = roles_of(world, "李守田")
    assert [day for day, roles in held.items() if roles == [("secretary", True)]] == [2, 3, 4, 5]
    assert kinds_at(world, "青松村")[-1] == "grant.delegated"
    (shown,) = [one for one in world.as_("周书兰").get("/grants").json["items"] if one["delegated"]]
    assert (shown["name"], shown["delegated_by_name"]) == ("李守田", "周书兰")


def test_the_officer_hands_over_when_the_secretary_cannot_be_reached(world: World) -> None:
    assert delegate(world, "孙委员", "李守田").status_code == 201
    assert roles_of(world, "李守田") == [("secretary", True)]


def test_the_secretary_takes_a_delegation_back(world: World) -> None:
    given = delegate(world, "周书兰", "李守田")
    assert given.json is not None
    assert world.as_("周书兰").post(f"/delegations/{given.json['id']}/ending").status_code == 201
    assert roles_of(world, "李守田") == []


def test_what_a_secretary_handed_over_ends_with_the_secretary_s_role(world: World) -> None:
    delegate(world, "周书兰", "李守田")
    world.as_("孙委员").post(f"/grants/{grant_of(world, '孙委员', '周书兰')}/ending")
    assert roles_of(world, "李守田") == []


def test_account_password_and_role_of_somebody_new_can_be_made_in_one_transaction(world: World) -> None:
    person_id = UUID(enter_member(world, "新书记", "竹溪村", phone="19900000066"))

    def work(session: Session) -> None:
        account = service.open_account(session, THE_PRODUCT, person_id, world.node("竹溪村"))
        service.set_password(session, account.id, PASSWORD)
        service.grant_role(
            session, THE_PRODUCT, account.id, "secretary", world.node("竹溪村"), date(2020, 1, 1)
        )

    in_transaction(world.database, work)
    entered = sign_in(world.app.test_client(), "19900000066")
    assert entered.json is not None
    assert [role["role"] for role in entered.json["me"]["roles"]] == ["secretary"]
    assert kinds_at(world, "竹溪村")[-2:] == ["account.created", "grant.given"]
