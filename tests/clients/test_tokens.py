"""Tokens of systems that we did not give, no longer honour, or that are somebody else's."""

import base64
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import jwt

from api import crypto
from tests.cast import Caller, World
from tests.clients.systems import ask_for_token, connect
from tests.hostile.refusals import faults_of


def token_of(world: World, made: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return a good token of a system, and what it says."""
    token: str = ask_for_token(world, made).json["access_token"]
    return token, jwt.decode(token, options={"verify_signature": False})


def call(world: World, token: str) -> Any:
    """Ask for the members with a token."""
    return Caller(world.app.test_client(), token).get("/members")


def signed(claims: Any) -> str:
    """Sign claims with our key, whatever they are."""
    return jwt.PyJWS().encode(json.dumps(claims).encode(), crypto.keys().tokens, algorithm="HS256")


ODD: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "no secret": lambda claims: {name: value for name, value in claims.items() if name != "sec"},
    "a secret that never was": lambda claims: {**claims, "sec": str(uuid4())},
    "a number for a secret": lambda claims: {**claims, "sec": 7},
    "no scope": lambda claims: {name: value for name, value in claims.items() if name != "scope"},
    "a list for a scope": lambda claims: {**claims, "scope": ["members:read"]},
    "a client that never was": lambda claims: {**claims, "sub": str(uuid4())},
    "another use": lambda claims: {**claims, "use": "person"},
    "no use": lambda claims: {name: value for name, value in claims.items() if name != "use"},
    "a session beside": lambda claims: {**claims, "use": None, "fam": str(uuid4())},
}


def test_a_systems_token_with_odd_claims_lets_nobody_in(world: World) -> None:
    _, claims = token_of(world, connect(world, "members:read"))
    assert call(world, signed(claims)).status_code == 200, "or else the refusals mean nothing"
    for what, spoil in ODD.items():
        answer = call(world, signed(spoil(claims)))
        assert (answer.status_code, faults_of(answer)) == (401, []), what


def test_no_signature_another_key_and_another_algorithm_let_nobody_in(world: World) -> None:
    token, claims = token_of(world, connect(world, "members:read"))
    head, body, _ = token.split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    forged = (
        f"{none}.{body}.",
        f"{head}.{body}.",
        jwt.encode(claims, "", algorithm="none"),
        jwt.encode(claims, "another key of thirty-two letters or more", algorithm="HS256"),
        jwt.encode(claims, crypto.keys().tokens * 2, algorithm="HS512"),
    )
    for one in forged:
        answer = call(world, one)
        assert (answer.status_code, faults_of(answer)) == (401, []), one


def test_the_token_of_one_system_is_not_that_of_another(world: World) -> None:
    _, narrow = token_of(world, connect(world, "reports:read"))
    _, wide = token_of(world, connect(world, "members:read"))
    # Even with our signature, client and secret have to belong together, and the row says what is allowed.
    for claims in ({**narrow, "sub": wide["sub"]}, {**wide, "sec": narrow["sec"]}):
        assert call(world, signed(claims)).status_code == 401
    boasting = {**narrow, "scope": "reports:read members:read members:reveal"}
    assert call(world, signed(boasting)).status_code == 403


def test_a_persons_token_does_not_pass_for_a_systems_nor_a_systems_for_a_persons(world: World) -> None:
    made = connect(world, "members:read")
    _, system = token_of(world, made)
    world.as_("孙委员")
    person = jwt.decode(world.tokens["孙委员"], options={"verify_signature": False})
    mixed = (
        {**person, "sub": system["sub"]},
        {**person, "use": "client"},
        {**person, "use": "client", "sec": system["sec"], "scope": system["scope"]},
        {**system, "sub": person["sub"]},
        {**{name: value for name, value in system.items() if name != "use"}, "fam": person["fam"], "gv": 1},
    )
    for claims in mixed:
        answer = call(world, signed(claims))
        assert (answer.status_code, faults_of(answer)) == (401, []), claims
