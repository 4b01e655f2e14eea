"""Signing in: five wrong passwords lock, and nothing tells whether a phone is known."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from api import clock
from api.auth import passwords
from api.journal import in_transaction
from api.models import Account, Password, Throttle
from tests.auth.doors import PASSWORD, PHONES, STRANGERS_PHONE, give_password, share_phone, sign_in, token_in
from tests.cast import World

KNOWN = PHONES["陈远"]


@pytest.fixture
def verifications(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the Argon2 verifications that are really made."""
    made: list[str] = []
    real = passwords.PasswordHasher.verify

    def verify(self: Any, kept: str, password: str) -> bool:
        made.append(kept)
        return real(self, kept, password)

    monkeypatch.setattr(passwords.PasswordHasher, "verify", verify)
    return made


def fail(world: World, phone: str, times: int = 5, address: str = "127.0.0.1") -> None:
    for _ in range(times):
        assert sign_in(world.app.test_client(), phone, "wrong", address=address).status_code == 401


def test_a_wrong_password_and_an_unknown_phone_get_the_same_answer(world: World) -> None:
    give_password(world, "陈远")
    wrong = sign_in(world.app.test_client(), KNOWN, "wrong")
    unknown = sign_in(world.app.test_client(), STRANGERS_PHONE, "wrong")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.data == unknown.data
    assert wrong.json is not None and wrong.json["code"] == "sign_in_failed"
    assert wrong.headers.getlist("Set-Cookie") == unknown.headers.getlist("Set-Cookie") == []


def test_somebody_who_never_chose_a_password_gets_the_same_answer_as_a_stranger(world: World) -> None:
    assert (
        sign_in(world.app.test_client(), KNOWN).data == sign_in(world.app.test_client(), STRANGERS_PHONE).data
    )


@pytest.mark.parametrize("case", ["known", "unknown", "shared", "no phone at all", "right"])
def test_each_try_costs_the_same_two_verifications(world: World, verifications: list[str], case: str) -> None:
    give_password(world, "陈远", "李守田")
    if case == "shared":
        share_phone(world, "李守田", "陈远")
    phone = {"unknown": STRANGERS_PHONE, "no phone at all": "书记"}.get(case, KNOWN)
    sign_in(world.app.test_client(), phone, PASSWORD if case == "right" else "wrong")
    assert len(verifications) == 2


def test_naming_a_person_of_another_phone_costs_the_same_and_opens_nothing(
    world: World, verifications: list[str]
) -> None:
    give_password(world, "陈远", "李守田")
    answer = sign_in(world.app.test_client(), KNOWN, person_id=str(world.person("李守田")))
    assert answer.status_code == 401
    assert len(verifications) == 2


@pytest.mark.parametrize("phone", [KNOWN, STRANGERS_PHONE])
def test_five_failures_lock_a_phone_for_half_an_hour_known_or_not(world: World, phone: str) -> None:
    give_password(world, "陈远")
    fail(world, phone)
    locked = sign_in(world.app.test_client(), phone)
    assert locked.status_code == 429
    assert locked.json is not None and locked.json["code"] == "locked"
    assert 1700 < int(locked.headers["Retry-After"]) <= 1801


def test_a_locked_phone_costs_no_verification(world: World, verifications: list[str]) -> None:
    fail(world, KNOWN)
    verifications.clear()
    sign_in(world.app.test_client(), KNOWN)
    assert verifications == []


def test_after_half_an_hour_the_right_password_opens_again(world: World) -> None:
    give_password(world, "陈远")
    fail(world, KNOWN)
    with clock.at(clock.now() + timedelta(minutes=31)):
        assert sign_in(world.app.test_client(), KNOWN).status_code == 200


def test_four_failures_and_a_success_begin_the_count_anew(world: World) -> None:
    give_password(world, "陈远")
    fail(world, KNOWN, times=4)
    assert sign_in(world.app.test_client(), KNOWN).status_code == 200
    fail(world, KNOWN, times=4)
    assert sign_in(world.app.test_client(), KNOWN).status_code == 200


def test_a_stranger_who_locks_the_phone_does_not_lock_out_chen_yuan_on_his_own_phone(world: World) -> None:
    give_password(world, "陈远")
    own = world.app.test_client()
    assert sign_in(own, KNOWN).status_code == 200
    fail(world, KNOWN)
    assert sign_in(world.app.test_client(), KNOWN).status_code == 429
    assert sign_in(own, KNOWN).status_code == 200


def test_his_own_phone_gives_an_attacker_no_further_tries(world: World) -> None:
    give_password(world, "陈远")
    own = world.app.test_client()
    sign_in(own, KNOWN)
    fail(world, KNOWN)
    assert sign_in(own, KNOWN).status_code == 200
    assert sign_in(world.app.test_client(), KNOWN).status_code == 429


def test_a_known_device_locks_after_five_failures_of_its_own(world: World) -> None:
    give_password(world, "陈远")
    own = world.app.test_client()
    sign_in(own, KNOWN)
    for _ in range(5):
        assert sign_in(own, KNOWN, "wrong").status_code == 401
    assert sign_in(own, KNOWN).status_code == 429


def test_a_device_known_to_chen_yuan_is_none_for_li_shoutian(world: World) -> None:
    give_password(world, "陈远", "李守田")
    browser = world.app.test_client()
    sign_in(browser, KNOWN)
    fail(world, PHONES["李守田"])
    assert sign_in(browser, PHONES["李守田"]).status_code == 429


def test_one_address_that_tries_many_phones_is_told_to_wait(world: World) -> None:
    give_password(world, "陈远")
    for number in range(50):
        sign_in(world.app.test_client(), f"199222{number:05}", "wrong", address="203.0.113.7")
    refused = sign_in(world.app.test_client(), KNOWN, address="203.0.113.7")
    assert refused.json is not None
    assert (refused.status_code, refused.json["code"]) == (429, "too_many_requests")
    assert sign_in(world.app.test_client(), KNOWN, address="203.0.113.8").status_code == 200


def test_of_twenty_tries_at_once_no_more_than_five_learn_whether_they_were_right(world: World) -> None:
    give_password(world, "陈远")
    with ThreadPoolExecutor(10) as threads:
        tries = [threads.submit(sign_in, world.app.test_client(), KNOWN, "wrong") for _ in range(20)]
        answers = sorted(one.result().status_code for one in tries)
    assert answers == [401] * 5 + [429] * 15


def test_failures_stay_counted_although_the_answer_is_a_refusal(world: World) -> None:
    fail(world, KNOWN, times=3)
    with world.database.reading() as session:
        counts = {row.key.split(":")[0]: row.failures for row in session.query(Throttle)}
    assert counts == {"phone": 3, "address": 3}


def test_the_right_password_opens_with_a_token_and_a_cookie_that_scripts_cannot_read(world: World) -> None:
    give_password(world, "周书兰")
    answer = sign_in(world.app.test_client(), PHONES["周书兰"])
    assert answer.json is not None
    assert answer.json["token_type"] == "Bearer"
    assert answer.json["expires_in"] == 600
    assert answer.json["me"]["name"] == "周书兰"
    assert [role["role"] for role in answer.json["me"]["roles"]] == ["secretary"]
    assert answer.headers["Cache-Control"] == "no-store"
    for cookie in answer.headers.getlist("Set-Cookie"):
        for attribute in ("HttpOnly", "Secure", "SameSite=Strict", "Path=/api/v1/auth"):
            assert attribute in cookie
    headers = {"Authorization": f"Bearer {answer.json['access_token']}"}
    assert world.app.test_client().get("/api/v1/auth/me", headers=headers).json == answer.json["me"]


@pytest.mark.parametrize("written", ["199 0000 0003", "+8619900000003", "19900000003", "199-0000-0003"])
def test_a_phone_may_be_written_as_people_write_it(world: World, written: str) -> None:
    give_password(world, "陈远")
    assert sign_in(world.app.test_client(), written).status_code == 200


def test_a_couple_that_shares_a_phone_is_told_apart_by_their_passwords(world: World) -> None:
    share_phone(world, "李守田", "陈远")
    give_password(world, "陈远", password="his-own-word")
    give_password(world, "李守田", password="her-own-word")
    his = sign_in(world.app.test_client(), KNOWN, "his-own-word")
    hers = sign_in(world.app.test_client(), KNOWN, "her-own-word")
    assert his.json is not None and hers.json is not None
    assert (his.json["me"]["name"], hers.json["me"]["name"]) == ("陈远", "李守田")


def test_a_couple_with_one_phone_and_one_password_is_asked_who_it_is(world: World) -> None:
    share_phone(world, "李守田", "陈远")
    give_password(world, "陈远", "李守田")
    asked = sign_in(world.app.test_client(), KNOWN)
    assert asked.json is not None
    assert (asked.status_code, asked.json["code"]) == (409, "choose_person")
    assert {one["name"]: one["person_id"] for one in asked.json["choices"]} == {
        name: str(world.person(name)) for name in ("陈远", "李守田")
    }
    assert asked.headers.getlist("Set-Cookie") == []
    chosen = sign_in(world.app.test_client(), KNOWN, person_id=str(world.person("李守田")))
    assert chosen.json is not None and chosen.json["me"]["name"] == "李守田"


def test_who_shares_a_phone_is_not_told_to_somebody_without_the_password(world: World) -> None:
    share_phone(world, "李守田", "陈远")
    give_password(world, "陈远", "李守田")
    assert sign_in(world.app.test_client(), KNOWN, "wrong").status_code == 401


def test_a_hash_of_older_parameters_is_made_anew_at_the_next_sign_in(world: World) -> None:
    passwords.use("normal")
    give_password(world, "陈远")
    passwords.use("light")
    assert sign_in(world.app.test_client(), KNOWN).status_code == 200
    with world.database.reading() as session:
        kept = session.get_one(Password, world.accounts["陈远"]).hash
    assert "m=8,t=1,p=1" in kept
    assert sign_in(world.app.test_client(), KNOWN).status_code == 200


def test_a_closed_account_opens_no_more(world: World) -> None:
    give_password(world, "陈远")
    closing = update(Account).where(Account.id == world.accounts["陈远"]).values(closed=True)
    in_transaction(world.database, lambda session: session.execute(closing))
    assert sign_in(world.app.test_client(), KNOWN).status_code == 401


def test_every_sign_in_has_a_token_of_its_own(world: World) -> None:
    give_password(world, "陈远")
    one = sign_in(world.app.test_client(), KNOWN)
    other = sign_in(world.app.test_client(), KNOWN)
    assert token_in(one) != token_in(other)
