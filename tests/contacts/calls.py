"""Contacts as the phone sends them, for every test that needs one."""

from datetime import date
from typing import Any

from werkzeug.test import TestResponse

from api import clock
from tests.cast import World


def call(world: World, name: str = "陈远", **told: Any) -> dict[str, Any]:
    """Return a phone call with a member that succeeded today."""
    return {
        "member_ids": [str(world.member(name))],
        "way": "phone",
        "happened_on": str(clock.today()),
        **{key: str(value) if isinstance(value, date) else value for key, value in told.items()},
    }


def log(world: World, by: str = "周书兰", name: str = "陈远", **told: Any) -> TestResponse:
    """Let somebody record a contact; return the answer."""
    answer = world.as_(by).post("/contacts", call(world, name, **told))
    assert answer.status_code == 201, answer.json
    return answer
