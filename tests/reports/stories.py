"""Reports as the forms send them, for every test that needs one."""

from typing import Any

from api import clock
from tests.cast import World


def departure(world: World, name: str = "陈远", **told: Any) -> dict[str, Any]:
    """Return a departure to Ningbo as the form sends it."""
    return {
        "member_id": str(world.member(name)),
        "kind": "departure",
        "method": "self",
        "reported_on": str(clock.today()),
        "departed_on": str(clock.today()),
        "place_code": "330212",
        "employer": "顺达五金厂",
        "residence": "下应街道海棠路 8 号",
        "reason_code": "work",
        "wants_card": True,
        **told,
    }


def told(world: World, kind: str, name: str = "陈远", **more: Any) -> dict[str, Any]:
    """Return another report of a member's own."""
    return {
        "member_id": str(world.member(name)),
        "kind": kind,
        "method": "self",
        "reported_on": str(clock.today()),
        **more,
    }


def away(world: World, name: str = "陈远", **more: Any) -> str:
    """Let a member's departure be handed in and accepted; return the report's id."""
    handed_in = world.as_(name).post("/reports", departure(world, name, **more))
    assert handed_in.status_code == 201, handed_in.json
    report_id: str = handed_in.json["id"]
    accepted = world.as_("周书兰").post(f"/reports/{report_id}/acceptance", {})
    assert accepted.status_code == 201, accepted.json
    return report_id


def move(world: World, name: str, branch: str) -> None:
    """Let the officer move a member of 青松村 to another branch."""
    body = {"organization_id": str(world.node(branch)), "on": str(clock.today()), "basis": "本人申请"}
    moved = world.as_("孙委员").post(f"/members/{world.member(name)}/moving", body)
    assert moved.status_code == 201, moved.json
