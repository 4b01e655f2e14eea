"""What leaves the house names nobody: random worlds, and every sealed value and every name looked for in what went out."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from ipaddress import ip_network
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from api import clock, crypto
from api.http.running import NAME, Running
from api.models import Base, Person
from api.reminders.sms import FileGateway, folder_of
from tests.cast import World
from tests.pairings.pairs import pair
from tests.reminders.days import DAY, at_hour, config_of, minute_of_worker
from tests.reminders.receivers import DING_SECRET, Platform, platform
from tests.reports.stories import departure, told
from tests.trainings.stories import plan

MEMBERS = ("陈远", "李守田", "郑飞", "周书兰", "吴白鹭")
WORDS = ("膝盖旧伤又犯了", "想借钱盖房", "与家里吵了架", "在老乡店里帮忙", "孩子上学没着落")
SHORTEST = 2


@pytest.fixture
def group(world: World) -> Iterator[Platform]:
    running = world.app.extensions[NAME]
    config = replace(running.config, outgoing_networks=(ip_network("127.0.0.0/8"),))
    world.app.extensions[NAME] = Running(config, running.database)
    with platform() as there:
        yield there


def live(world: World, chance: Random) -> None:
    """Let people do things that leave names, numbers and notes everywhere."""
    for name in chance.sample(MEMBERS, k=4):
        note = f"{chance.choice(WORDS)}{chance.randrange(1000)}号{chance.randrange(10**7, 10**8)}"
        left = str(DAY - timedelta(days=chance.randrange(20, 500)))
        report = world.as_(name).post("/reports", departure(world, name, departed_on=left, note=note))
        if chance.random() < 0.7:
            world.as_("孙委员").post(f"/reports/{report.json['id']}/acceptance", {})
        if chance.random() < 0.6:
            world.as_(name).post(
                "/reports", told(world, "change", name, note=note, phone=f"188{chance.randrange(10**8):08}")
            )
        if chance.random() < 0.6:
            need = {"member_id": str(world.member(name)), "kind": "health", "words": note}
            world.as_(name).post("/needs", {**need, "raised_on": str(DAY - timedelta(days=60))})
    pair(world, "李守田", "陈远", date(2025, 6, 1))
    plan(world, on=DAY + timedelta(days=chance.randrange(2)), title=f"学习{chance.choice(MEMBERS)}同志事迹")


def secrets_of(world: World) -> set[str]:
    """Return every sealed value of every table, opened, and every name."""
    found: set[str] = set()
    with world.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                field = column.info.get("sealed")
                if not field or table.name.startswith("robots"):
                    continue
                for row in session.execute(select(table.c.id, column).where(column.is_not(None))):
                    found.add(crypto.keys().open(row[1], row[0], field))
        found.update(session.scalars(select(Person.name)))
    return {value for value in found if len(value) >= SHORTEST}


@pytest.mark.parametrize("seed", range(2))
def test_no_message_that_leaves_holds_a_name_a_number_an_address_or_a_note(
    world: World, group: Platform, seed: int
) -> None:
    chance = Random(seed)
    live(world, chance)
    feeds = []
    for name in (*MEMBERS, "孙委员"):
        world.as_(name).put("/reminder-choices", json={"inbox": True, "sms": True, "hour": None})
        feeds.append(world.as_(name).post("/calendar-feeds").json["path"].removeprefix("/api/v1"))
    for node, secretary in (("青松村", "周书兰"), ("白鹭村", "吴白鹭"), ("云栖镇", "孙委员")):
        body = {
            "organization_id": str(world.node(node)),
            "kind": "dingtalk",
            "name": "群",
            "secret": DING_SECRET,
        }
        made = world.as_(secretary).post("/robots", {**body, "address": group.address("dingtalk")})
        assert made.status_code == 201, made.json
    group.now = at_hour(9)
    minute_of_worker(world, at_hour(9))

    sent = [text for _, text in group.texts]
    texts = [json.loads(file.read_text())["text"] for file in folder_of(config_of(world)).glob("*.json")]
    calendars = [world.stranger.get(path).text.replace("\r\n ", "") for path in feeds]
    assert sent and texts and "BEGIN:VEVENT" in "".join(calendars)
    # The title of a meeting is its planner's own words: a person's own calendar has it, nothing else does.
    calendars = ["\n".join(line for line in one.split("\r\n") if "学习" not in line) for one in calendars]
    for secret in secrets_of(world):
        for out in (*sent, *texts, *calendars):
            assert secret not in out


def files(world: World) -> list[dict[str, Any]]:
    return [json.loads(file.read_text()) for file in sorted(folder_of(config_of(world)).glob("*.json"))]


def test_an_sms_is_a_file_that_only_its_owner_reads(world: World) -> None:
    world.as_("陈远").post("/reports", departure(world))
    world.as_("周书兰").put("/reminder-choices", json={"inbox": False, "sms": True, "hour": None})
    minute_of_worker(world, at_hour(9))
    minute_of_worker(world, at_hour(9, 1))
    [one] = files(world)
    assert (one["to"], one["text"]) == (
        "19900000001",
        "【连心桥】1 份报告等书记确认；3 位同志的底数待补登。打开连心桥看看：http://127.0.0.1:8000",
    )
    [file] = folder_of(config_of(world)).glob("*.json")
    assert file.stat().st_mode & 0o077 == 0
    assert world.as_("周书兰").get("/inbox").json["items"] == []


def test_a_gateway_that_fails_is_asked_again_and_the_same_message_is_one_file(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.as_("陈远").post("/reports", departure(world))
    world.as_("周书兰").put("/reminder-choices", json={"inbox": False, "sms": True, "hour": None})
    whole = FileGateway.send

    def write_and_fail(gateway: FileGateway, *message: Any) -> None:
        whole(gateway, *message)
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(FileGateway, "send", write_and_fail)
        minute_of_worker(world, at_hour(9))
    minute_of_worker(world, at_hour(9, 1))
    assert len(files(world)) == 1


def test_nobody_is_written_to_at_night_by_sms_either(world: World) -> None:
    world.as_("陈远").post("/reports", departure(world))
    world.as_("周书兰").put("/reminder-choices", json={"inbox": False, "sms": True, "hour": None})
    minute_of_worker(world, at_hour(22))
    assert files(world) == []
    assert clock.today() == DAY
