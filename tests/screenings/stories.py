"""Rounds and findings as the screens send them, on a stated day."""

from contextlib import AbstractContextManager
from datetime import date, datetime, time
from typing import Any

from api import clock
from tests.cast import World

SPRING = "spring_festival-2026"
OPENED = "2026-02-05"
"""The Spring Festival of 2026 is on 17 February; its window opens on the 2nd."""


def on(day: str, hour: int = 9) -> AbstractContextManager[None]:
    """Let everything happen on this day."""
    return clock.at(datetime.combine(date.fromisoformat(day), time(hour), clock.ZONE))


def begin(world: World, window: str = SPRING, day: str = OPENED, branch: str = "青松村") -> str:
    """Let the officer open a round; return its id."""
    with on(day):
        body = {"organization_id": str(world.node(branch)), "window_key": window}
        answer = world.as_("孙委员").post("/screenings", body)
    assert answer.status_code == 201, answer.json
    made: str = answer.json["id"]
    return made


def finding(world: World, name: str = "李守田", day: str = OPENED, **more: Any) -> dict[str, Any]:
    """Return 与台账一致, asked of the member on the phone."""
    return {
        "member_id": str(world.member(name)),
        "screened_on": day,
        "method": "phone",
        "asked": "self",
        "result": "same",
        **more,
    }


def differs(world: World, name: str = "李守田", day: str = OPENED, **told: Any) -> dict[str, Any]:
    """Return 有变化 with what was told."""
    return finding(world, name, day, result="differs", told=told)


def lines(world: World, round_id: str, reader: str = "周书兰") -> dict[str, dict[str, Any]]:
    """Return the lines of a round by name."""
    answer = world.as_(reader).get(f"/screenings/{round_id}/members")
    assert answer.status_code == 200, answer.json
    return {item["name"]: item for item in answer.json["items"]}
