"""Sessions: tokens rotate, a lost answer costs nothing, a stolen token ends the family."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from api import clock
from api.models import RefreshFamily
from tests.auth.doors import PHONES, give_password, refresh, refresh_with, sign_in, token_in
from tests.cast import World


@pytest.fixture
def browser(world: World) -> FlaskClient:
    """Return Chen Yuan's browser, signed in."""
    give_password(world, "陈远")
    browser = world.app.test_client()
    assert sign_in(browser, PHONES["陈远"]).status_code == 200
    return browser


def held(browser: FlaskClient) -> str:
    cookie = browser.get_cookie("lxq_refresh", path="/api/v1/auth")
    assert cookie is not None
    return cookie.value


def test_without_a_cookie_nobody_is_signed_in(world: World) -> None:
    answer = refresh(world.app.test_client())
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (401, "unauthenticated")


@pytest.mark.parametrize("change", ["signature", "number", "family", "nonsense"])
def test_a_token_that_we_did_not_write_is_refused(world: World, browser: FlaskClient, change: str) -> None:
    family, number, signature = held(browser).split(".")
    forged = {
        "signature": f"{family}.{number}.{'A' * 43}",
        "number": f"{family}.7.{signature}",
        "family": f"{'0' * 32}.{number}.{signature}",
        "nonsense": "x\x7f",
    }[change]
    assert refresh_with(world, forged).status_code == 401
    assert refresh(browser).status_code == 200


def test_another_site_cannot_renew_with_the_cookie(browser: FlaskClient) -> None:
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ):
        assert refresh(browser, **headers).status_code == 403
    assert refresh(browser, **{"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert refresh(browser, Origin="http://localhost").status_code == 200


def test_a_token_from_two_renewals_ago_ends_the_family(world: World, browser: FlaskClient) -> None:
    stolen = held(browser)
    refresh(browser)
    refresh(browser)
    replay = refresh_with(world, stolen)
    assert replay.json is not None
    assert (replay.status_code, replay.json["code"]) == (401, "session_revoked")
    assert refresh(browser).status_code == 401
    with world.database.reading() as session:
        assert [f.ended_because for f in session.query(RefreshFamily) if f.ended_because] == ["replayed"]


def test_an_access_token_dies_with_its_family(world: World, browser: FlaskClient) -> None:
    stolen = held(browser)
    answer = refresh(browser)
    assert answer.json is not None
    headers = {"Authorization": f"Bearer {answer.json['access_token']}"}
    refresh(browser)
    refresh_with(world, stolen)
    assert browser.get("/api/v1/auth/me", headers=headers).status_code == 401


def test_a_lost_answer_costs_nothing(world: World, browser: FlaskClient) -> None:
    before = held(browser)
    lost = token_in(refresh_with(world, before))
    again = refresh_with(world, before)
    assert again.status_code == 200
    assert token_in(again) == lost


def test_two_tabs_with_the_same_token_both_go_on(world: World, browser: FlaskClient) -> None:
    shared = held(browser)
    one, other = token_in(refresh_with(world, shared)), token_in(refresh_with(world, shared))
    assert one == other
    assert refresh_with(world, one).status_code == 200


def test_the_previous_token_lives_until_its_successor_is_first_used(
    world: World, browser: FlaskClient
) -> None:
    first = held(browser)
    second = token_in(refresh_with(world, first))
    assert refresh_with(world, first).status_code == 200
    refresh_with(world, second)
    assert refresh_with(world, first).status_code == 401


def test_a_session_that_rested_for_sixty_days_is_over(browser: FlaskClient) -> None:
    with clock.at(clock.now() + timedelta(days=61)):
        assert refresh(browser).status_code == 401


def test_a_member_who_rested_for_a_month_is_still_signed_in(browser: FlaskClient) -> None:
    with clock.at(clock.now() + timedelta(days=30)):
        assert refresh(browser).status_code == 200


def test_a_secretary_who_rested_for_half_an_hour_is_locked(world: World) -> None:
    give_password(world, "周书兰")
    browser = world.app.test_client()
    start = clock.now()
    with clock.at(start):
        sign_in(browser, PHONES["周书兰"])
    with clock.at(start + timedelta(minutes=29)):
        assert refresh(browser).status_code == 200
    with clock.at(start + timedelta(minutes=58)):
        assert refresh(browser).status_code == 200
    with clock.at(start + timedelta(minutes=89)):
        locked = refresh(browser)
        assert locked.json is not None
        assert (locked.status_code, locked.json["code"]) == (401, "session_idle")
    with clock.at(start + timedelta(minutes=90)):
        assert refresh(browser).status_code == 401


def test_signing_out_ends_this_session_and_no_other(world: World, browser: FlaskClient) -> None:
    elsewhere = world.app.test_client()
    sign_in(elsewhere, PHONES["陈远"])
    kept = held(browser)
    assert browser.post("/api/v1/auth/sign-out").status_code == 204
    assert browser.get_cookie("lxq_refresh", path="/api/v1/auth") is None
    assert refresh_with(world, kept).status_code == 401
    assert refresh(elsewhere).status_code == 200


def test_signing_out_with_the_access_token_alone_ends_its_session(world: World) -> None:
    chen = world.as_("陈远")
    assert chen.post("/auth/sign-out").status_code == 204
    assert chen.get("/auth/me").status_code == 401


def test_nobody_can_sign_out_who_is_not_signed_in(world: World) -> None:
    assert world.stranger.post("/auth/sign-out").status_code == 401


def test_another_site_cannot_sign_somebody_out(browser: FlaskClient) -> None:
    assert browser.post("/api/v1/auth/sign-out", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert refresh(browser).status_code == 200


def test_signing_out_everywhere_ends_every_session_at_once(world: World, browser: FlaskClient) -> None:
    other = world.as_("陈远")
    answer = refresh(browser)
    assert answer.json is not None
    headers = {"Authorization": f"Bearer {answer.json['access_token']}"}
    assert browser.post("/api/v1/auth/sign-out-everywhere", headers=headers).status_code == 204
    assert other.get("/auth/me").status_code == 401
    assert browser.get("/api/v1/auth/me", headers=headers).status_code == 401
    assert world.as_("李守田").get("/auth/me").status_code == 200


def test_after_signing_out_everywhere_a_lost_phone_is_no_known_device(
    world: World, browser: FlaskClient
) -> None:
    world.as_("陈远").post("/auth/sign-out-everywhere")
    for _ in range(5):
        sign_in(world.app.test_client(), PHONES["陈远"], "wrong")
    assert sign_in(browser, PHONES["陈远"]).status_code == 429
