"""Receivers that a test plays: what they were sent, and what they answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from api.integration.outgoing import Answer, OutgoingError
from tests.cast import World

ADDRESS = "https://hooks.example/in"


@dataclass
class Played:
    """A receiver without a socket. `answer` tells what it says to an event, or raises."""

    answer: Callable[[Mapping[str, Any]], int | str] = lambda _: 204
    got: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """(webhook-id, body) of each try."""
    headers: list[Mapping[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    said: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, _url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        event = orjson.loads(body)
        self.got.append((headers["webhook-id"], event))
        self.headers.append(headers)
        self.bodies.append(body)
        answer = self.answer(event)
        if isinstance(answer, str):
            raise OutgoingError(answer)
        return Answer(answer, self.said, b"")

    @property
    def ids(self) -> list[str]:
        """Return the ids in the order in which they came."""
        return [event_id for event_id, _ in self.got]


def order(world: World, node: str = "云栖镇", **told: Any) -> dict[str, Any]:
    """Return a webhook as the form sends it."""
    return {"organization_id": str(world.node(node)), "name": "县里的平台", "address": ADDRESS, **told}


def set_up(world: World, by: str = "孙委员", **told: Any) -> dict[str, Any]:
    """Let somebody set up a webhook, and return the receipt with its secret."""
    made = world.as_(by).post("/webhooks", order(world, **told))
    assert made.status_code == 201, made.json
    receipt: dict[str, Any] = made.json
    return receipt


def check_in(world: World, name: str) -> None:
    """Let something happen in a member's branch: one entry of its journal."""
    body = {
        "member_id": str(world.member(name)),
        "kind": "check_in",
        "method": "self",
        "reported_on": "2026-01-01",
    }
    made = world.as_(name).post("/reports", body)
    assert made.status_code == 201, made.json
