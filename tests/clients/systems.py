"""Other systems of the tests: connected by an officer, and signed in."""

from typing import Any
from uuid import uuid4

from werkzeug.test import TestResponse

from tests.cast import Caller, World

TOKEN = "/api/v1/oauth/token"


def connect(
    world: World, *scopes: str, by: str = "孙委员", at: str = "云栖镇", **more: Any
) -> dict[str, Any]:
    """Let somebody connect a system; return the receipt with its secret."""
    body = {"organization_id": str(world.node(at)), "name": "县里的平台", "scopes": list(scopes), **more}
    made = world.as_(by).post("/service-clients", body)
    assert made.status_code == 201, made.json
    receipt: dict[str, Any] = made.json
    return receipt


def ask_for_token(world: World, made: dict[str, Any], **form: Any) -> TestResponse:
    """Ask for a token with a client's secret in the form."""
    said = {
        "grant_type": "client_credentials",
        "client_id": made["client_id"],
        "client_secret": made["client_secret"],
        **form,
    }
    return world.app.test_client().post(TOKEN, data=said)


def sign_in(world: World, made: dict[str, Any], **form: Any) -> Caller:
    """Return a system, signed in."""
    answer = ask_for_token(world, made, **form)
    assert answer.status_code == 200, answer.json
    return Caller(world.app.test_client(), answer.json["access_token"])


def system(world: World, *scopes: str, **more: Any) -> Caller:
    """Connect a system and sign it in."""
    return sign_in(world, connect(world, *scopes, **more))


def somebody() -> str:
    """Return an id of nobody."""
    return str(uuid4())
