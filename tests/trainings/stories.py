"""Meetings as the screens send them, for every test that needs one."""

import hashlib
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from api import clock
from tests.cast import World


def meeting(world: World, kind: str = "theme_day", on: date | None = None, **told: Any) -> dict[str, Any]:
    """Return a meeting of 青松村 on a day (today), as the form sends it."""
    begins = datetime.combine(on or clock.today(), time(0, 0), clock.ZONE)
    return {
        "organization_id": str(world.node("青松村")),
        "kind": kind,
        "title": "学习党史",
        "starts_at": begins.isoformat(),
        "ends_at": (begins + timedelta(hours=2)).isoformat(),
        "place": "村委会二楼",
        "hours": 2,
        "host": "周书兰",
        "recorder": "何记",
        **told,
    }


def plan(world: World, kind: str = "theme_day", on: date | None = None, **told: Any) -> str:
    """Let the secretary plan a meeting; return its id."""
    answer = world.as_("周书兰").post("/trainings", meeting(world, kind, on, **told))
    assert answer.status_code == 201, answer.json
    made: str = answer.json["id"]
    return made


def tick(world: World, training: str, **ways: str | dict[str, Any]) -> None:
    """Let the secretary tick who took part, and how."""
    answer = world.as_("周书兰").post(f"/trainings/{training}/attendance", {"entries": entries(world, ways)})
    assert answer.status_code == 201, answer.json


def entries(world: World, ways: dict[str, str | dict[str, Any]]) -> list[dict[str, Any]]:
    """Return ticks as the list sends them."""
    details = {"host": {"host_branch": "海棠路社区党支部"}, "absent": {"reason_code": "work"}}
    return [
        {
            "member_id": str(world.member(name)),
            **(way if isinstance(way, dict) else {"way": way, **details.get(way, {})}),
        }
        for name, way in ways.items()
    ]


def write(world: World, training: str, revision: int = 0, **told: Any) -> Any:
    """Let the secretary write the minutes; return the answer."""
    said = {"host": "周书兰", "recorder": "何记", "content": "学了一章，议了修路。", **told}
    return world.as_("周书兰").patch(f"/trainings/{training}/minutes", said, version=revision)


def close(world: World, training: str) -> None:
    """Let the secretary close a meeting that has its minutes."""
    assert write(world, training).status_code == 200
    answer = world.as_("周书兰").post(f"/trainings/{training}/closing")
    assert answer.status_code == 201, answer.json


def read(world: World, training: str, name: str = "周书兰") -> dict[str, Any]:
    """Read a meeting as the branch sees it."""
    answer = world.as_(name).get(f"/trainings/{training}")
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def place_of(world: World, training: str, name: str) -> dict[str, Any]:
    """Return one member's line of a meeting's roll."""
    wanted = str(world.member(name))
    [line] = [one for one in read(world, training)["members"] if one["member_id"] == wanted]
    return line


def send(world: World, name: str, content: bytes, file_name: str, who: str = "周书兰") -> str:
    """Let somebody send a file; return its id."""
    file_id = str(uuid4())
    answer = world.as_(who).put(
        f"/attachments/{file_id}",
        data=content,
        content_type="application/octet-stream",
        headers={"X-Content-SHA256": hashlib.sha256(content).hexdigest(), "X-File-Name": file_name},
    )
    assert answer.status_code == 201, (name, answer.json)
    return file_id


def ids(world: World, *names: str) -> list[UUID]:
    """Return the memberships of people."""
    return [world.member(name) for name in names]
