"""The token endpoint speaks RFC 6749, and says the same to whoever does not belong."""

import base64
from datetime import timedelta
from typing import Any

import jwt
import pytest

from api import clock, crypto
from api.errors import CATALOGUE
from api.integration.clients import service, tokens
from tests.cast import Caller, World
from tests.clients.systems import TOKEN, ask_for_token, connect, somebody

FORM = "application/x-www-form-urlencoded"


def basic(client_id: str, secret: str) -> dict[str, str]:
    """Return the Basic header of a client."""
    return {"Authorization": "Basic " + base64.b64encode(f"{client_id}:{secret}".encode()).decode()}


def test_a_client_gets_a_token_by_form_and_by_basic_header(world: World) -> None:
    made = connect(world, "members:read", "reports:read")
    by_form = ask_for_token(world, made)
    assert by_form.status_code == 200, by_form.json
    assert by_form.json["token_type"] == "Bearer" and by_form.json["expires_in"] == 3600
    assert by_form.json["scope"] == "members:read reports:read"
    assert (by_form.headers["Cache-Control"], by_form.headers["Pragma"]) == ("no-store", "no-cache")
    by_header = world.app.test_client().post(
        TOKEN,
        data={"grant_type": "client_credentials"},
        headers=basic(made["client_id"], made["client_secret"]),
    )
    assert by_header.status_code == 200, by_header.json
    caller = Caller(world.app.test_client(), by_header.json["access_token"])
    assert caller.get("/members").status_code == 200


def test_an_unknown_client_a_wrong_secret_and_a_revoked_client_get_the_same_answer(world: World) -> None:
    made, gone = connect(world, "members:read"), connect(world, "members:read")
    world.as_("孙委员").post(f"/service-clients/{gone['id']}/revocation")
    answers = [
        ask_for_token(world, made, client_secret="lxq_wrong"),
        ask_for_token(world, made, client_secret=gone["client_secret"]),
        ask_for_token(world, made, client_id=somebody()),
        ask_for_token(world, made, client_id="县里的平台"),
        ask_for_token(world, made, client_id="\0"),
        ask_for_token(world, gone),
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.get_data() for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.keys())) for answer in answers}) == 1
    assert answers[0].json["error"] == "invalid_client"
    assert answers[0].headers["WWW-Authenticate"].startswith("Basic ")


def test_every_try_hashes_once_and_compares_at_least_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = connect(world, "members:read")
    compared: list[int] = []
    real = service.secrets.find

    def find(wanted: str, kept: Any) -> Any:
        listed = list(kept)
        compared.append(len(listed))
        return real(wanted, listed)

    monkeypatch.setattr(service.secrets, "find", find)
    ask_for_token(world, made, client_id=somebody())
    ask_for_token(world, made, client_id="nobody")
    ask_for_token(world, made, client_secret="wrong")
    assert compared == [0, 0, 1]


REFUSED: tuple[tuple[dict[str, Any], int, str], ...] = (
    ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ({"grant_type": ""}, 400, "unsupported_grant_type"),
    ({"grant_type": None}, 400, "invalid_request"),
    ({"client_secret": None}, 401, "invalid_client"),
    ({"client_id": None}, 401, "invalid_client"),
    ({"scope": "members:adore"}, 400, "invalid_scope"),
    ({"scope": "members:read\0"}, 400, "invalid_scope"),
    ({"client_secret": "x" * 5000}, 400, "invalid_request"),
)


def test_refusals_carry_the_rfcs_members_and_the_one_error_shape(world: World) -> None:
    made = connect(world, "members:read")
    good = {name: made[name] for name in ("client_id", "client_secret")} | {
        "grant_type": "client_credentials"
    }
    for form, status, error in REFUSED:
        sent = {name: value for name, value in {**good, **form}.items() if value is not None}
        answer = world.app.test_client().post(TOKEN, data=sent)
        assert (answer.status_code, answer.json["error"]) == (status, error), form
        assert answer.mimetype == "application/json"
        assert answer.json["error_description"].isascii()
        assert CATALOGUE[answer.json["code"]].status == answer.json["status"] == status


def test_what_is_no_form_or_says_a_thing_twice_is_refused(world: World) -> None:
    made = connect(world, "members:read")
    browser = world.app.test_client()
    said = f"client_id={made['client_id']}&client_secret={made['client_secret']}"
    twice = browser.post(
        TOKEN, data=f"grant_type=client_credentials&grant_type=password&{said}", content_type=FORM
    )
    assert (twice.status_code, twice.json["error"]) == (400, "invalid_request")
    as_json = browser.post(TOKEN, json={"grant_type": "client_credentials"})
    assert (as_json.status_code, as_json.json["error"]) == (400, "invalid_request")
    both = browser.post(
        TOKEN,
        data=f"grant_type=client_credentials&{said}",
        content_type=FORM,
        headers=basic(made["client_id"], made["client_secret"]),
    )
    assert (both.status_code, both.json["error"]) == (400, "invalid_request")


def test_an_odd_authorization_header_is_no_client(world: World) -> None:
    odd = ("", "Basic", "Basic x", "Basic 5Li0", "Basic OnM=", "Bearer a.b.c", "Digest x", "Basic \xff")
    for header in odd:
        answer = world.app.test_client().post(
            TOKEN, data={"grant_type": "client_credentials"}, headers={"Authorization": header}
        )
        assert (answer.status_code, answer.json["error"]) == (401, "invalid_client"), header


def test_failures_lock_the_address_and_neither_the_client_nor_people(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "_ADDRESS_MOST", 3)
    made = connect(world, "members:read")
    for _ in range(3):
        assert ask_for_token(world, made, client_secret="wrong").status_code == 401
    locked = ask_for_token(world, made)
    assert (locked.status_code, locked.json["code"]) == (429, "too_many_requests")
    assert int(locked.headers["Retry-After"]) > 0
    elsewhere = world.app.test_client().post(
        TOKEN,
        data={"grant_type": "client_credentials"},
        headers=basic(made["client_id"], made["client_secret"]),
        environ_base={"REMOTE_ADDR": "10.9.8.7"},
    )
    assert elsewhere.status_code == 200
    signing_in = world.stranger.post("/auth/sign-in", {"phone": "19900000003", "password": "Falsch-2026"})
    assert signing_in.json["code"] == "sign_in_failed"


def test_a_token_is_over_after_an_hour(world: World) -> None:
    made = connect(world, "members:read")
    token = ask_for_token(world, made).json["access_token"]
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == 3600
    over = int((clock.now() - timedelta(minutes=1)).timestamp())
    spent = jwt.encode({**claims, "exp": over}, crypto.keys().tokens, algorithm="HS256")
    refused = Caller(world.app.test_client(), spent).get("/members")
    assert (refused.status_code, refused.json["code"]) == (401, "token_expired")
