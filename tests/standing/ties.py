"""What the tests of dues, probation, transfers and links share: a day to stand on, and calls as the screens make them."""

from contextlib import AbstractContextManager
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from api import clock
from tests.cast import World

SECRETARY, RECORDER, OFFICER = "周书兰", "何记", "孙委员"


def noon(day: str | date) -> AbstractContextManager[None]:
    """Let it be noon of a day in the village."""
    wanted = date.fromisoformat(day) if isinstance(day, str) else day
    return clock.at(datetime.combine(wanted, time(12), clock.ZONE))


def pay(
    world: World, name: str, first: str, last: str, on: str, by: str = RECORDER, **more: Any
) -> TestResponse:
    """Tick a member for some months."""
    body = {
        "organization_id": str(world.node("青松村")),
        "member_ids": [str(world.member(name))],
        "from_month": first,
        "to_month": last,
        "paid_on": on,
        **more,
    }
    return world.as_(by).post("/dues/payments", body)


def assess(
    world: World, name: str, from_month: str, fen: int, by: str = SECRETARY, **more: Any
) -> TestResponse:
    """Set what a member pays a month."""
    row = {"member_id": str(world.member(name)), "category": "farmer", "monthly_fen": fen}
    body = {
        "organization_id": str(world.node("青松村")),
        "from_month": from_month,
        "basis": "支委会核定",
        "rows": [row],
        **more,
    }
    return world.as_(by).post("/dues/assessments", body)


def dues_of(world: World, name: str, by: str = SECRETARY) -> dict[str, Any]:
    """Return a member's dues."""
    answer = world.as_(by).get(f"/members/{world.member(name)}/dues")
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def listed(world: World, key: str, by: str = SECRETARY) -> set[tuple[str, str]]:
    """Return who stands in a small list, and why."""
    answer = world.as_(by).get(f"/standing-lists?organization_id={world.node('青松村')}")
    assert answer.status_code == 200, answer.json
    return {
        (item["member_name"], item["code"])
        for one in answer.json["lists"]
        if one["key"] == key
        for item in one["items"]
    }


def keys(world: World, by: str = SECRETARY) -> list[str]:
    """Return which lists a reader gets."""
    answer = world.as_(by).get(f"/standing-lists?organization_id={world.node('青松村')}")
    return [one["key"] for one in answer.json["lists"]]


def on_desk(world: World, kind: str, by: str = SECRETARY) -> list[dict[str, Any]]:
    """Return the desk's items of a kind."""
    items = world.as_(by).get(f"/desk?organization_id={world.node('青松村')}").json["items"]
    return [item for item in items if item["kind"] == kind]


def enter_probationary(world: World, name: str, joined_on: str) -> None:
    """Bring somebody in who is on probation."""
    body = {
        "organization_id": str(world.node("青松村")),
        "name": name,
        "kind": "probationary",
        "joined_on": joined_on,
    }
    entered = world.as_(SECRETARY).post("/members", body)
    assert entered.status_code == 201, entered.json
    world.memberships[name] = UUID(entered.json["id"])


def step(world: World, name: str, what: str, on: str, by: str = SECRETARY, **more: Any) -> TestResponse:
    """Record a step of a probation, with meeting and basis unless told otherwise."""
    body = {"step": what, "on_date": on, "meeting": "支部党员大会", "basis": "大会决议", **more}
    return world.as_(by).post(f"/members/{world.member(name)}/probation-steps", body)


def plan(world: World, name: str, on: str, by: str = SECRETARY) -> TestResponse:
    """Plan a transfer."""
    body = {"member_id": str(world.member(name)), "to_organization": "昆山市某社区党支部", "planned_on": on}
    return world.as_(by).post("/transfers", body)


def act(world: World, transfer_id: str, what: str, on: str, by: str = SECRETARY, **more: Any) -> TestResponse:
    """Record what happened to a transfer."""
    told = {"letter": {"letter_number": "12号"}, "sent": {}}.get(what, {"basis": "回执"})
    return world.as_(by).post(f"/transfers/{transfer_id}/acts", {"act": what, "on_date": on, **told, **more})


def transfer_of(world: World, name: str) -> dict[str, Any]:
    """Return a member's newest transfer."""
    found: dict[str, Any] = (
        world.as_(SECRETARY).get(f"/members/{world.member(name)}/transfers").json["items"][0]
    )
    return found
