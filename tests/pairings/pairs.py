"""Pairs of the cast, for tests of pairings and of what follows from them."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from api import clock
from api.access import THE_PRODUCT
from api.journal import in_transaction, record
from api.models import Membership, Pairing
from tests.cast import LONG_AGO, World
from tests.reports.stories import departure


def days(count: int) -> date:
    """Return a day so many days from today."""
    return clock.today() + timedelta(days=count)


def pair(world: World, liaison: str, member: str, from_on: date = LONG_AGO, **values: Any) -> str:
    """Pair a liaison with a member of the same branch, whatever the rules say; return the pairing's id."""
    pairing = Pairing(
        member_id=world.member(member), liaison_id=world.member(liaison), from_on=from_on, **values
    )

    def write(session: Session) -> None:
        branch = session.get_one(Membership, pairing.liaison_id).organization_id
        pairing.organization_id = branch
        record(
            session,
            node_id=branch,
            kind="pairings.made",
            actor=THE_PRODUCT,
            subjects={"pairing": pairing.id},
            writes=[pairing],
        )

    in_transaction(world.database, write)
    return str(pairing.id)


def told(world: World, liaison: str, member: str, **more: Any) -> dict[str, Any]:
    """Return one pair as the board sends it."""
    return {"member_id": str(world.member(member)), "liaison_id": str(world.member(liaison)), **more}


def ask_to_pair(world: World, *pairs: dict[str, Any], by: str = "周书兰", **options: Any) -> TestResponse:
    """Send pairs of 青松村."""
    return world.as_(by).post(
        "/pairings", {"organization_id": str(world.node("青松村")), "pairs": list(pairs)}, **options
    )


def paired(world: World, liaison: str, member: str, **more: Any) -> str:
    """Pair two as the secretary does; return the pairing's id."""
    pairing_id = str(uuid4())
    made = ask_to_pair(world, told(world, liaison, member, id=pairing_id, **more))
    assert made.status_code == 201, made.json
    return pairing_id


def ask_to_end(world: World, *ids: str, by: str = "周书兰", **more: Any) -> TestResponse:
    """End pairings of 青松村."""
    body = {"organization_id": str(world.node("青松村")), "ids": list(ids), "reason": "changed", **more}
    return world.as_(by).post("/pairings/endings", body)


def newcomer(world: World, name: str, **more: Any) -> None:
    """Bring somebody into 青松村 who is at home; the world knows them by name."""
    body = {"name": name, "kind": "full", "organization_id": str(world.node("青松村")), "confirmed_new": True}
    entered = world.as_("孙委员").post("/members", {**body, **more})
    assert entered.status_code == 201, entered.json
    world.memberships[name] = UUID(entered.json["id"])


def report_departure(world: World, name: str, **more: Any) -> str:
    """Let the officer hand in somebody's departure; return the report's id."""
    sent = world.as_("孙委员").post("/reports", departure(world, name, method="phone", **more))
    assert sent.status_code == 201, sent.json
    report_id: str = sent.json["id"]
    return report_id


def send_away(world: World, name: str, **more: Any) -> None:
    """Let somebody be away, accepted by the officer."""
    report_id = report_departure(world, name, **more)
    accepted = world.as_("孙委员").post(f"/reports/{report_id}/acceptance", {})
    assert accepted.status_code == 201, accepted.json


def board(world: World, by: str = "周书兰") -> dict[str, Any]:
    """Read the board of 青松村."""
    answer = world.as_(by).get(f"/pairings/board?organization_id={world.node('青松村')}")
    assert answer.status_code == 200, answer.json
    shown: dict[str, Any] = answer.json
    return shown


def on_board(world: World, name: str) -> dict[str, Any]:
    """Read one member's row of the board."""
    return next(one for one in board(world)["members"] if one["name"] == name)


def desk(world: World) -> list[tuple[str, str | None, str | None]]:
    """Read what the desk says of liaisons: kind, code, name."""
    answer = world.as_("周书兰").get(f"/desk?organization_id={world.node('青松村')}")
    return [
        (item["kind"], item["code"], item["member_name"])
        for item in answer.json["items"]
        if item["kind"].startswith("liaison")
    ]
