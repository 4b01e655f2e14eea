"""Meetings of a filled branch: one that is planned, one that is held, one that is closed, with what belongs to them."""

import hashlib
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from api import clock
from tests.cast import World

_MEMBERS = {"青松村": "李守田", "白鹭村": "郑飞", "竹溪村": "韩外"}


def hold_meetings(world: World, branch: str, officer: str) -> dict[str, str]:
    """Let an officer plan and hold the meetings of a branch; return the ids."""
    begins = datetime.combine(clock.today(), time(0, 0), clock.ZONE)
    plan = {
        "organization_id": str(world.node(branch)),
        "kind": "theme_day",
        "title": "学党史",
        "starts_at": begins.isoformat(),
        "ends_at": (begins + timedelta(hours=2)).isoformat(),
        "hours": 2,
    }
    member = str(world.member(_MEMBERS[branch]))
    training, held, closed = (made(world, officer, "/trainings", plan) for _ in range(3))
    kept = made(world, officer, "/trainings", {**plan, "private": True})
    for one in (held, closed):
        entries = [{"member_id": member, "way": "hall"}]
        made(world, officer, f"/trainings/{one}/attendance", {"entries": entries})
        minutes = {"host": "书记", "recorder": "记录员", "content": "学了一章。"}
        written = world.as_(officer).patch(f"/trainings/{one}/minutes", minutes, version=0)
        assert written.status_code == 200, written.json
    made(world, officer, f"/trainings/{closed}/closing", {})
    content, file_id = "学习提纲".encode(), str(uuid4())
    sent = world.as_(officer).put(
        f"/attachments/{file_id}",
        data=content,
        content_type="text/plain",
        headers={"X-Content-SHA256": hashlib.sha256(content).hexdigest(), "X-File-Name": "outline.txt"},
    )
    assert sent.status_code == 201, sent.json
    link = {"title": "公报", "link": "https://study.example.org/bulletin"}
    series = {key: plan[key] for key in ("organization_id", "kind", "title")} | {
        "every": "month",
        "on_day": 5,
        "from_on": str(clock.today()),
        "to_on": str(clock.today() + timedelta(days=40)),
        "starts_time": "15:00",
        "minutes": 60,
    }
    return {
        "training": training,
        "held": held,
        "closed": closed,
        "kept": kept,
        "material": made(world, officer, f"/trainings/{training}/materials", link),
        "file": made(
            world, officer, f"/trainings/{training}/materials", {"title": "提纲", "attachment_id": file_id}
        ),
        "series": made(world, officer, "/training-series", series),
        "seat": made(
            world, officer, "/committee-seats", {"member_id": member, "from_on": str(clock.today())}
        ),
    }


def made(world: World, name: str, path: str, body: dict[str, Any]) -> str:
    """Let somebody make something; return its id."""
    answer = world.as_(name).post(path, body)
    assert answer.status_code == 201, (path, answer.json)
    id_: str = answer.json["id"]
    return id_
