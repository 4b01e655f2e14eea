"""Access tokens that we did not give, no longer honour, or never would have given."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest
from flask.testing import FlaskClient

from api import clock, crypto
from api.http.guard import make_access_token
from api.models import Account
from tests.hostile.refusals import faults_of
from tests.permissions.filled import Filled

NOT_OURS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "no account": lambda claims: {key: value for key, value in claims.items() if key != "sub"},
    "no session": lambda claims: {key: value for key, value in claims.items() if key != "fam"},
    "a number for an account": lambda claims: {**claims, "sub": 5},
    "a list for an account": lambda claims: {**claims, "sub": [claims["sub"]]},
    "a word for an account": lambda claims: {**claims, "sub": "周书兰"},
    "NUL for an account": lambda claims: {**claims, "sub": "\0" * 36},
    "a number for a session": lambda claims: {**claims, "fam": 5},
    "nothing for a session": lambda claims: {**claims, "fam": None},
    "an object for a session": lambda claims: {**claims, "fam": {"id": claims["fam"]}},
    "half an id for a session": lambda claims: {**claims, "fam": claims["fam"][:20]},
    "a refresh token": lambda claims: {**claims, "type": "refresh"},
    "not yet valid": lambda claims: {**claims, "nbf": claims["nbf"] + 3600},
    "valid from a word": lambda claims: {**claims, "nbf": "now"},
    "valid until a word": lambda claims: {**claims, "exp": "never"},
    "valid until infinity": lambda claims: {**claims, "exp": float("inf")},
    "issued in a list": lambda claims: {**claims, "iat": [1]},
}


def call(filled: Filled, token: str | bytes) -> Any:
    """Ask with a token who one is."""
    browser: FlaskClient = filled.world.app.test_client()
    bearer = token.decode("latin-1") if isinstance(token, bytes) else token
    return browser.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {bearer}"})


def claims_of(filled: Filled, name: str = "孙委员") -> dict[str, Any]:
    """Return what a good token says."""
    filled.world.as_(name)
    token = filled.world.tokens[name]
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


def signed(claims: dict[str, Any], key: str | bytes | None = None, algorithm: str = "HS256") -> str:
    """Sign claims with our key, or with another."""
    return jwt.encode(claims, crypto.keys().tokens if key is None else key, algorithm=algorithm)


@pytest.mark.parametrize("what", NOT_OURS)
def test_a_token_with_our_signature_and_odd_claims_is_no_sign_in(attacked: Filled, what: str) -> None:
    claims = NOT_OURS[what](claims_of(attacked))
    token = signed_by_hand(claims)
    answer = call(attacked, token)
    assert faults_of(answer) == [], answer.text
    assert answer.status_code == 401


def signed_by_hand(claims: dict[str, Any]) -> str:
    """Sign claims that the library would refuse to write."""
    library = jwt.PyJWS()
    return library.encode(json.dumps(claims).encode(), crypto.keys().tokens, algorithm="HS256")


def test_a_good_token_signed_by_hand_lets_in_so_that_the_refusals_mean_something(attacked: Filled) -> None:
    assert call(attacked, signed_by_hand(claims_of(attacked))).status_code == 200


def test_a_token_without_a_signature_or_with_another_key_is_no_sign_in(attacked: Filled) -> None:
    claims = claims_of(attacked)
    head, body, _ = signed(claims).split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    forged = (
        f"{none}.{body}.",
        f"{none}.{body}",
        f"{head}.{body}.",
        jwt.encode(claims, "", algorithm="none"),
        signed(claims, key="another key of thirty-two letters or more"),
        signed(claims, key=crypto.keys().tokens * 2, algorithm="HS512"),
        signed(claims)[:-2],
        signed(claims).replace(".", "..", 1),
    )
    for token in forged:
        answer = call(attacked, token)
        assert (answer.status_code, faults_of(answer)) == (401, []), token


@pytest.mark.parametrize(
    "token",
    ["", " ", "x", "a.b.c", "....", "null", "=" * 100, "é" * 40, "A" * 1_000_000, ("[" * 5000) + "." + "a.b"],
)
def test_what_is_no_token_is_no_sign_in(attacked: Filled, token: str) -> None:
    answer = call(attacked, token)
    assert (answer.status_code, faults_of(answer)) == (401, [])


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Basic dXNlcjpwYXNz", "bearer", "Bearer a b c", "Digest x", "\xff\xfe"]
)
def test_an_odd_authorization_header_is_no_sign_in(attacked: Filled, header: str) -> None:
    answer = attacked.world.app.test_client().get("/api/v1/auth/me", headers={"Authorization": header})
    assert (answer.status_code, faults_of(answer)) == (401, [])


def test_a_spent_token_says_that_it_is_spent(attacked: Filled) -> None:
    long_ago = clock.now() - timedelta(hours=1)
    answer = call(attacked, signed({**claims_of(attacked), "exp": int(long_ago.timestamp())}))
    assert (answer.status_code, answer.json["code"], faults_of(answer)) == (401, "token_expired", [])


@pytest.mark.parametrize("version", [None, 0, -1, "1", 2**70, [1], 1.5, {}])
def test_a_token_from_before_the_roles_changed_is_to_be_renewed(attacked: Filled, version: Any) -> None:
    answer = call(attacked, signed_by_hand({**claims_of(attacked), "gv": version}))
    assert (answer.status_code, answer.json["code"], faults_of(answer)) == (401, "token_expired", [])


def test_a_token_of_a_session_that_never_was_or_is_somebody_elses_is_revoked(attacked: Filled) -> None:
    claims, other = claims_of(attacked), claims_of(attacked, "冯外")
    for family in (str(uuid4()), other["fam"]):
        answer = call(attacked, signed({**claims, "fam": family}))
        assert (answer.status_code, answer.json["code"], faults_of(answer)) == (401, "session_revoked", [])


def test_a_token_whose_session_was_ended_is_revoked_at_once(opened: Filled) -> None:
    caller = opened.world.as_("李守田")
    assert caller.get("/auth/me").status_code == 200
    assert caller.post("/auth/sign-out").status_code == 204
    answer = caller.get("/auth/me")
    assert (answer.status_code, answer.json["code"], faults_of(answer)) == (401, "session_revoked", [])


def test_a_token_of_a_closed_account_is_revoked(opened: Filled) -> None:
    world = opened.world
    with world.app.app_context():
        nobody = make_access_token(Account(id=uuid4(), grants_version=1), world.families["郑飞"], [])
    answer = call(opened, nobody)
    assert (answer.status_code, answer.json["code"]) == (401, "session_revoked")


def test_a_role_that_a_token_claims_gives_nothing(attacked: Filled) -> None:
    claims = {**claims_of(attacked, "陈远"), "roles": ["officer", "secretary", "admin"]}
    browser = attacked.world.app.test_client()
    answer = browser.get("/api/v1/grants", headers={"Authorization": f"Bearer {signed(claims)}"})
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")
