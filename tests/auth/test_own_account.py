"""One's own account: who am I, my password, and what I agreed to."""

from typing import Any

import pytest
from sqlalchemy import select

from api.auth import notice, passwords
from api.errors import Refusal
from api.models import Consent, Password, current
from tests.auth.doors import PASSWORD, PHONES, give_password, kinds_at, refresh, sign_in
from tests.cast import World

CHANGE = "/auth/password"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/auth/me"),
        ("POST", "/auth/password"),
        ("POST", "/auth/consents"),
        ("POST", "/auth/sign-out-everywhere"),
        ("GET", "/invitations"),
        ("POST", "/invitations"),
        ("GET", "/grants"),
        ("POST", "/grants"),
        ("POST", "/delegations"),
    ],
)
def test_a_stranger_is_asked_to_sign_in(world: World, method: str, path: str) -> None:
    answer = world.stranger.send(method, path, {} if method == "POST" else None)
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (401, "unauthenticated")


def test_without_the_present_password_it_is_not_changed(world: World) -> None:
    give_password(world, "陈远")
    answer = world.as_("陈远").post(CHANGE, {"current_password": "wrong", "new_password": "12345678"})
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (422, "password_wrong")
    assert sign_in(world.app.test_client(), PHONES["陈远"]).status_code == 200


def test_an_unlocked_phone_gives_a_finder_five_guesses_at_the_password(world: World) -> None:
    give_password(world, "陈远")
    chen = world.as_("陈远")
    for _ in range(5):
        assert chen.post(CHANGE, {"current_password": "wrong", "new_password": "12345678"}).status_code == 422
    right = chen.post(CHANGE, {"current_password": PASSWORD, "new_password": "12345678"})
    assert right.status_code == 429


@pytest.mark.parametrize(
    ("name", "wanted"), [("陈远", "seven77"), ("周书兰", "onlylower"), ("何记", "lower1234")]
)
def test_a_weak_password_is_refused_and_the_old_one_stays(world: World, name: str, wanted: str) -> None:
    give_password(world, name)
    answer = world.as_(name).post(CHANGE, {"current_password": PASSWORD, "new_password": wanted})
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (422, "password_weak")
    assert sign_in(world.app.test_client(), PHONES[name]).status_code == 200


@pytest.mark.parametrize(
    ("password", "is_staff", "is_fine"),
    [
        ("1234567", False, False),
        ("12345678", False, True),
        ("abcdefgh", True, False),
        ("abcd1234", True, False),
        ("Abcd1234", True, True),
        ("abcd-1234", True, True),
        ("连心桥连心桥连心", True, False),
        ("连心桥lxq2026", True, True),
    ],
)
def test_strength_is_eight_characters_and_three_classes_for_staff(
    password: str, is_staff: bool, is_fine: bool
) -> None:
    if is_fine:
        passwords.ensure_strong(password, is_staff)
    else:
        with pytest.raises(Refusal, match="password_weak"):
            passwords.ensure_strong(password, is_staff)


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(world: World) -> None:
    give_password(world, "陈远")
    other, mine = world.app.test_client(), world.app.test_client()
    sign_in(other, PHONES["陈远"])
    signed_in: Any = sign_in(mine, PHONES["陈远"]).json
    changed = mine.post(
        f"/api/v1{CHANGE}",
        json={"current_password": PASSWORD, "new_password": "a new password"},
        headers={"Authorization": f"Bearer {signed_in['access_token']}"},
    )
    assert changed.status_code == 204
    assert refresh(other).status_code == 401
    assert refresh(mine).status_code == 200
    assert sign_in(world.app.test_client(), PHONES["陈远"]).status_code == 401
    assert sign_in(world.app.test_client(), PHONES["陈远"], "a new password").status_code == 200
    assert kinds_at(world, "青松村")[-1] == "password.changed"


def test_passwords_are_kept_as_argon2id_of_the_stated_cost(world: World) -> None:
    passwords.use("normal")
    give_password(world, "陈远")
    passwords.use("light")
    with world.database.reading() as session:
        kept = session.scalars(select(Password.hash)).one()
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_member_reads_who_they_are(world: World) -> None:
    me = world.as_("陈远").get("/auth/me").json
    assert me["membership_id"] == str(world.member("陈远"))
    assert (me["organization_name"], me["roles"]) == ("青松村党支部", [])


def test_an_officer_reads_the_own_role_and_node(world: World) -> None:
    me = world.as_("孙委员").get("/auth/me").json
    assert me["membership_id"] is None
    assert me["roles"] == [
        {
            "role": "officer",
            "organization_id": str(world.node("云栖镇")),
            "organization_name": "云栖镇党委",
            "delegated": False,
            "to_on": None,
        }
    ]


@pytest.mark.parametrize("agreed", [True, False])
def test_an_answer_to_the_notice_is_kept_and_refusing_costs_nothing(world: World, agreed: bool) -> None:
    chen = world.as_("陈远")
    assert chen.get("/auth/me").json["consents_needed"] == ["notice"]
    answer = chen.post("/auth/consents", {"kind": "notice", "version": notice.VERSION, "agreed": agreed})
    assert answer.status_code == 201
    assert answer.json is not None
    assert answer.json["organization_id"] == str(world.node("青松村"))
    assert chen.get("/auth/me").json["consents_needed"] == []
    with world.database.reading() as session:
        (kept,) = session.scalars(current(Consent))
    assert (kept.person_id, kept.agreed, kept.notice_version) == (
        world.person("陈远"),
        agreed,
        notice.VERSION,
    )


def test_an_officer_without_a_branch_answers_in_the_journal_of_the_township(world: World) -> None:
    body = {"kind": "notice", "version": notice.VERSION, "agreed": True}
    answer = world.as_("孙委员").post("/auth/consents", body)
    assert answer.json is not None
    assert answer.json["organization_id"] == str(world.node("云栖镇"))


def test_an_answer_to_an_old_notice_is_refused(world: World) -> None:
    body = {"kind": "notice", "version": "1999-01", "agreed": True}
    answer = world.as_("陈远").post("/auth/consents", body)
    assert answer.status_code == 422
    assert answer.json is not None and "version" in answer.json["errors"]


def test_agreeing_to_the_notice_is_not_agreeing_to_the_sensitive_part(world: World) -> None:
    chen = world.as_("陈远")
    chen.post("/auth/consents", {"kind": "sensitive", "version": notice.VERSION, "agreed": True})
    assert chen.get("/auth/me").json["consents_needed"] == ["notice"]


def test_the_notice_can_be_read_before_anybody_signs_in(world: World) -> None:
    shown = world.stranger.get("/auth/notice").json
    assert shown["version"] == notice.VERSION
    assert len(shown["zh"]["paragraphs"]) == len(shown["en"]["paragraphs"])
