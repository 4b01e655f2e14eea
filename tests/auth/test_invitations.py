"""Invitations: a secretary hands over a code, and with it a member chooses a password."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from api import clock
from api.auth import codes, notice
from api.auth.invitations import revoke_invitations
from api.journal import in_transaction
from api.models import Consent, Invitation, current
from tests.auth.doors import (
    PASSWORD,
    PHONES,
    accept,
    enter_member,
    give_password,
    invitation_for,
    kinds_at,
    refresh,
    sign_in,
)
from tests.cast import World

LOOKUPS = "/auth/invitation-lookups"


def invite(world: World, inviter: str, name: str) -> tuple[int, str | None]:
    answer = world.as_(inviter).post("/invitations", {"person_id": str(world.person(name))})
    return answer.status_code, (answer.json or {}).get("code")


@pytest.mark.parametrize("name", ["陈远", "何记", "钱审"])
def test_a_member_a_recorder_and_an_auditor_invite_nobody(world: World, name: str) -> None:
    assert invite(world, name, "李守田") == (403, "forbidden")


@pytest.mark.parametrize("inviter", ["吴白鹭", "冯外"])
def test_a_person_out_of_reach_is_not_found(world: World, inviter: str) -> None:
    assert invite(world, inviter, "陈远") == (404, "not_found")


def test_a_person_who_does_not_exist_is_not_found(world: World) -> None:
    answer = world.as_("周书兰").post("/invitations", {"person_id": str(uuid4())})
    assert answer.status_code == 404


def test_a_secretary_cannot_take_over_a_township_role_by_inviting_its_holder(world: World) -> None:
    granted = world.as_("孙委员").post(
        "/grants",
        {
            "person_id": str(world.person("李守田")),
            "role": "auditor",
            "organization_id": str(world.node("云栖镇")),
        },
    )
    assert granted.status_code == 201
    assert invite(world, "周书兰", "李守田") == (403, "forbidden")
    assert invite(world, "孙委员", "李守田")[0] == 201


def test_nobody_invites_themselves(world: World) -> None:
    assert invite(world, "周书兰", "周书兰") == (403, "forbidden")


def test_somebody_without_a_phone_cannot_be_invited_yet(world: World) -> None:
    person_id = enter_member(world, "无号", "青松村", phone=None)
    answer = world.as_("周书兰").post("/invitations", {"person_id": person_id})
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (409, "phone_missing")


@pytest.mark.parametrize("code", ["0000-0000-00", "x", "邀请码", "69QR2Y96DC69QR2Y96DC"])
def test_a_code_that_was_never_given_leads_nowhere(world: World, code: str) -> None:
    answer = world.stranger.post(LOOKUPS, {"code": code})
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (404, "invitation_invalid")


def test_a_code_dies_after_fourteen_days(world: World) -> None:
    code = invitation_for(world, "陈远")["code"]
    with clock.at(clock.now() + timedelta(days=14)):
        assert world.stranger.post(LOOKUPS, {"code": code}).status_code == 404
        assert accept(world.app.test_client(), code).status_code == 404


def test_a_revoked_code_and_one_that_a_newer_replaced_are_dead(world: World) -> None:
    first = invitation_for(world, "陈远")
    second = invitation_for(world, "陈远")
    assert accept(world.app.test_client(), first["code"]).status_code == 404
    assert world.as_("周书兰").delete(f"/invitations/{second['id']}").status_code == 204
    assert accept(world.app.test_client(), second["code"]).status_code == 404
    listed = world.as_("周书兰").get("/invitations").json
    assert [one["state"] for one in listed["items"]] == ["revoked", "revoked"]


def test_a_changed_phone_kills_what_was_open(world: World) -> None:
    code = invitation_for(world, "陈远")["code"]
    in_transaction(world.database, lambda session: revoke_invitations(session, world.person("陈远")))
    assert world.stranger.post(LOOKUPS, {"code": code}).status_code == 404


def test_an_invitation_of_another_branch_cannot_be_seen_or_taken_back(world: World) -> None:
    invitation = invitation_for(world, "陈远")
    assert world.as_("吴白鹭").get("/invitations").json["items"] == []
    assert world.as_("吴白鹭").delete(f"/invitations/{invitation['id']}").status_code == 404
    listed = world.as_("吴白鹭").get(f"/invitations?organization_id={world.node('青松村')}")
    assert listed.status_code == 404
    assert world.stranger.post(LOOKUPS, {"code": invitation["code"]}).status_code == 200
    mine = world.as_("孙委员").get(f"/invitations?organization_id={world.node('青松村')}").json
    assert [one["id"] for one in mine["items"]] == [invitation["id"]]


def test_a_weak_password_is_refused_and_does_not_spend_the_code(world: World) -> None:
    code = invitation_for(world, "陈远")["code"]
    weak = accept(world.app.test_client(), code, "1234567")
    assert weak.json is not None
    assert (weak.status_code, weak.json["code"]) == (422, "password_weak")
    assert accept(world.app.test_client(), code, "12345678").status_code == 200


def test_staff_need_a_password_of_three_classes(world: World) -> None:
    code = invitation_for(world, "何记")["code"]
    assert accept(world.app.test_client(), code, "onlylowercase").status_code == 422
    assert accept(world.app.test_client(), code, "Three-classes").status_code == 200


def test_a_code_is_used_once(world: World) -> None:
    code = invitation_for(world, "陈远")["code"]
    assert accept(world.app.test_client(), code).status_code == 200
    assert accept(world.app.test_client(), code, "another-password").status_code == 404
    assert world.stranger.post(LOOKUPS, {"code": code}).status_code == 200
    with clock.at(clock.now() + timedelta(minutes=16)):
        assert accept(world.app.test_client(), code).status_code == 404
        assert world.stranger.post(LOOKUPS, {"code": code}).status_code == 404


def test_a_repeat_after_a_lost_answer_signs_in_again(world: World) -> None:
    code = invitation_for(world, "陈远")["code"]
    accept(world.app.test_client(), code)
    browser = world.app.test_client()
    assert accept(browser, code).status_code == 200
    assert refresh(browser).status_code == 200


def test_ten_wrong_codes_that_begin_alike_lock_those_and_no_others(world: World) -> None:
    code = invitation_for(world, "陈远")["code"]
    near = codes.read(code)[:4] + "000000"
    for number in range(10):
        answer = accept(world.app.test_client(), near, address=f"203.0.113.{number}")
        assert answer.status_code == 404
    assert accept(world.app.test_client(), code, address="203.0.113.99").status_code == 429
    assert accept(world.app.test_client(), "WXYZ-WXYZ-WX", address="203.0.113.99").status_code == 404


def test_one_address_that_guesses_codes_is_told_to_wait(world: World) -> None:
    code = invitation_for(world, "陈远")["code"]
    for number in range(50):
        accept(world.app.test_client(), f"{number:04}000000", address="2001:db8::1")
    assert accept(world.app.test_client(), code, address="2001:db8::2").status_code == 429
    assert accept(world.app.test_client(), code, address="2001:db8:1::2").status_code == 200


def test_an_old_notice_cannot_be_agreed_to(world: World) -> None:
    code = invitation_for(world, "陈远")["code"]
    consents = [{"kind": "notice", "version": "1999-01"}]
    assert accept(world.app.test_client(), code, consents=consents).status_code == 422


def test_the_code_tells_in_outline_whom_it_is_for(world: World) -> None:
    hint = world.stranger.post(LOOKUPS, {"code": invitation_for(world, "陈远")["code"]}).json
    assert hint["name_hint"] == "陈*"
    assert hint["organization_name"] == "青松村党支部"
    assert set(hint) == {"name_hint", "organization_name", "expires_at"}


def test_a_code_is_read_as_people_type_it(world: World) -> None:
    code = invitation_for(world, "陈远")["code"]
    assert len(codes.read(code)) == codes.LENGTH
    sloppy = " " + code.lower().replace("-", " ").replace("0", "o").replace("1", "l") + "-"
    wide = "".join(chr(ord(letter) + 0xFEE0) if letter.isalnum() else letter for letter in code)
    assert world.stranger.post(LOOKUPS, {"code": sloppy}).status_code == 200
    assert world.stranger.post(LOOKUPS, {"code": wide}).status_code == 200


def test_the_same_request_shows_the_same_code_again_and_only_its_hash_is_kept(world: World) -> None:
    body = {"person_id": str(world.person("陈远"))}
    first = world.as_("周书兰").post("/invitations", body, key="one-key")
    again = world.as_("周书兰").post("/invitations", body, key="one-key")
    assert first.data == again.data
    assert first.json is not None
    code = codes.read(first.json["code"])
    assert first.json["link"] == f"/i#{code}"
    with world.database.reading() as session:
        (kept,) = session.scalars(select(Invitation))
        assert kept.code_hash == codes.hash_of(code)
        assert code not in str(vars(kept))


def test_a_member_without_an_account_comes_in(world: World) -> None:
    person_id = enter_member(world, "新党员", "青松村", phone="19900000077")
    code = world.as_("周书兰").post("/invitations", {"person_id": person_id}).json["code"]
    browser = world.app.test_client()
    entered = accept(browser, code, consents=[{"kind": "notice", "version": notice.VERSION}])
    assert entered.json is not None
    assert entered.json["me"]["name"] == "新党员"
    assert entered.json["me"]["consents_needed"] == []
    assert refresh(browser).status_code == 200
    assert sign_in(world.app.test_client(), "19900000077").status_code == 200
    assert kinds_at(world, "青松村")[-3:] == ["invitation.created", "account.created", "consent.agreed"]


def test_without_agreeing_one_comes_in_just_the_same(world: World) -> None:
    entered = accept(world.app.test_client(), invitation_for(world, "陈远")["code"])
    assert entered.json is not None
    assert entered.json["me"]["consents_needed"] == ["notice"]
    with world.database.reading() as session:
        assert session.scalar(current(Consent).where(Consent.person_id == world.person("陈远"))) is None


def test_a_forgotten_password_is_reset_and_the_old_sessions_end(world: World) -> None:
    give_password(world, "陈远", password="forgotten-one")
    old = world.app.test_client()
    sign_in(old, PHONES["陈远"], "forgotten-one")
    code = invitation_for(world, "陈远")["code"]
    assert accept(world.app.test_client(), code, PASSWORD).status_code == 200
    assert refresh(old).status_code == 401
    assert sign_in(world.app.test_client(), PHONES["陈远"], "forgotten-one").status_code == 401
    assert sign_in(world.app.test_client(), PHONES["陈远"], PASSWORD).status_code == 200
    assert kinds_at(world, "青松村")[-1] == "password.reset"


def test_a_new_invitation_opens_a_phone_that_was_locked(world: World) -> None:
    for _ in range(5):
        sign_in(world.app.test_client(), PHONES["陈远"], "wrong")
    accept(world.app.test_client(), invitation_for(world, "陈远")["code"])
    assert sign_in(world.app.test_client(), PHONES["陈远"]).status_code == 200


@pytest.mark.parametrize("inviter", ["周书兰", "孙委员", "赵管"])
def test_secretary_officer_and_admin_invite_a_member_of_their_reach(world: World, inviter: str) -> None:
    assert accept(world.app.test_client(), invitation_for(world, "陈远", inviter)["code"]).status_code == 200
