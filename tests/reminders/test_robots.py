"""群机器人: kept by secretary and officer, sealed, signed, within the platforms' limits, against real receivers."""

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from sqlalchemy import select, text

from api import clock
from api.config import Config
from api.http.running import NAME, Running
from api.integration import outgoing
from api.models import Delivery, Robot, RobotPace
from api.reminders.daily import tell_everybody
from api.reminders.sending import LEASE, send_waiting
from api.upkeep.verify_journal import verify
from tests.cast import World
from tests.pairings.pairs import pair
from tests.reminders.days import DAY, at_hour, config_of, inbox, minute_of_worker, sentences
from tests.reminders.receivers import DING_SECRET, FEISHU_SECRET, Platform, platform
from tests.reports.stories import away, departure

SECRETS = {"wecom": None, "dingtalk": DING_SECRET, "feishu": FEISHU_SECRET}
ADDRESSES = {
    "wecom": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abcd-1234",
    "dingtalk": "https://oapi.dingtalk.com/robot/send?access_token=tok-5678",
    "feishu": "https://open.feishu.cn/open-apis/bot/v2/hook/hook-9012",
}


@pytest.fixture
def group(world: World) -> Iterator[Platform]:
    """Open this machine's own network to the installation, as a test may, and let the platforms listen there."""
    running = world.app.extensions[NAME]
    config = replace(running.config, outgoing_networks=(ip_network("127.0.0.0/8"),))
    world.app.extensions[NAME] = Running(config, running.database)
    with platform() as there:
        there.now = at_hour(9)
        yield there


def robot(world: World, kind: str = "wecom", address: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "organization_id": str(world.node("青松村")),
        "kind": kind,
        "name": "支部群",
        "address": address or ADDRESSES[kind],
        "secret": SECRETS[kind],
        **more,
    }


def add(world: World, group: Platform, kind: str = "wecom", **more: Any) -> str:
    answer = world.as_("周书兰").post("/robots", robot(world, kind, group.address(kind), **more))
    assert answer.status_code == 201, answer.json
    id_: str = answer.json["id"]
    return id_


def robots_of(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        world.as_("周书兰").get(f"/robots?organization_id={world.node('青松村')}").json["items"]
    )
    return found


def test_others_keep_no_robot_of_a_branch(world: World) -> None:
    for name, status in (("何记", 403), ("钱审", 403), ("陈远", 403), ("吴白鹭", 404), ("冯外", 404)):
        assert world.as_(name).post("/robots", robot(world)).status_code == status
        path = f"/robots?organization_id={world.node('青松村')}"
        assert world.as_(name).get(path).status_code == status


ODD: tuple[tuple[dict[str, Any], str], ...] = (
    ({"address": "https://evil.example/robot/send?access_token=1"}, "robot_address_odd"),
    ({"address": "https://qyapi.weixin.qq.com@127.0.0.1/x"}, "outgoing_address_refused"),
    ({"address": "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"}, "outgoing_address_refused"),
    ({"address": "https://127.0.0.1/cgi-bin/webhook/send?key=1"}, "outgoing_address_refused"),
    ({"kind": "dingtalk", "address": ADDRESSES["dingtalk"], "secret": None}, "robot_secret_missing"),
    ({"secret": "SECx"}, "validation_failed"),
    ({"hour": 23}, "reminder_hour_quiet"),
    ({"name": ""}, "validation_failed"),
)


def test_an_odd_robot_is_refused_with_the_reason(world: World) -> None:
    for changed, code in ODD:
        answer = world.as_("周书兰").post("/robots", {**robot(world), **changed})
        assert (answer.status_code, answer.json["code"]) == (422, code), changed


def test_address_and_secret_are_sealed_and_shown_to_nobody(world: World) -> None:
    for kind in ADDRESSES:
        world.as_("周书兰").post("/robots", robot(world, kind))
    with world.database.reading() as session:
        rows = str(session.execute(text("SELECT * FROM robots")).all())
        rows += str(session.execute(text("SELECT * FROM robots_versions")).all())
        rows += str(session.execute(text("SELECT * FROM journal_entries")).all())
    shown = str(robots_of(world))
    for told in (*SECRETS.values(), "abcd-1234", "tok-5678", "hook-9012"):
        assert told is None or (told not in rows and told not in shown)
    assert {one["address"] for one in robots_of(world)} == {
        "qyapi.weixin.qq.com/…1234",
        "oapi.dingtalk.com/…5678",
        "open.feishu.cn/…9012",
    }


def test_the_same_request_twice_makes_one_robot_and_a_stale_edit_none(world: World) -> None:
    first = world.as_("周书兰").post("/robots", robot(world), key="once")
    assert world.as_("周书兰").post("/robots", robot(world), key="once").data == first.data
    path = f"/robots/{first.json['id']}"
    assert world.as_("周书兰").patch(path, {"hour": 9}, version=1).status_code == 200
    assert world.as_("周书兰").patch(path, {"hour": 10}, version=1).json["code"] == "stale_version"
    ended = world.as_("周书兰").post(f"{path}/ending", key="end")
    assert world.as_("周书兰").post(f"{path}/ending", key="end").data == ended.data
    assert robots_of(world) == []
    assert world.as_("周书兰").post(f"{path}/trials").json["code"] == "robot_ended"
    with world.database.reading() as session:
        assert list(verify(session)) == []


def test_a_node_has_a_handful_of_robots(world: World) -> None:
    for number in range(5):
        world.as_("周书兰").post("/robots", robot(world, name=f"群{number}"))
    assert world.as_("周书兰").post("/robots", robot(world)).json["code"] == "robots_enough"


def test_a_trial_arrives_signed_and_says_so(world: World, group: Platform) -> None:
    robots = [add(world, group, kind) for kind in ADDRESSES]
    with clock.at(at_hour(23)):
        group.now = clock.now()
        # Whoever presses the button is awake.
        for robot_id in robots:
            world.as_("周书兰").post(f"/robots/{robot_id}/trials")
        assert {one["last"]["state"] for one in robots_of(world)} == {"waiting"}
        send_waiting(config_of(world), world.database, "甲")
    assert dict(group.texts) == dict.fromkeys(ADDRESSES, "【连心桥】这是一条测试消息，收到就是连好了。")
    assert {one["last"]["state"] for one in robots_of(world)} == {"sent"}


def test_a_wrong_secret_is_told_to_those_who_keep_the_robot_and_not_tried_again(
    world: World, group: Platform
) -> None:
    paired(world)
    for kind in ("dingtalk", "feishu"):
        add(world, group, kind, secret="SECwrong")
    minute_of_worker(world, at_hour(9))
    minute_of_worker(world, at_hour(10))
    assert group.texts == []
    assert {one["last"]["problem"] for one in robots_of(world)} == {"dingtalk_310000", "feishu_19021"}
    assert [one["kind"] for one in inbox(world, "周书兰")].count("robot_failed") == 2
    assert [one["kind"] for one in inbox(world, "孙委员")].count("robot_failed") == 0


def test_the_group_reads_how_many_and_never_who_and_nothing_of_the_secretarys_own_matters(
    world: World, group: Platform
) -> None:
    add(world, group)
    paired(world)
    world.as_("李守田").post("/reports", departure(world, "李守田"))
    minute_of_worker(world, at_hour(9))
    assert group.texts == [
        ("wecom", "【连心桥】今天有 1 件事\n· 1 位同志该联系了\n打开连心桥看看：http://127.0.0.1:8000")
    ]
    assert "1 份报告等书记确认" in sentences(world, "周书兰")


def paired(world: World) -> None:
    """Let 陈远 be away since long, with 李守田 as liaison."""
    away(world, departed_on="2025-06-01", wants_card=False)
    pair(world, "李守田", "陈远", date(2025, 6, 1))


def test_a_paused_robot_is_silent_and_so_is_every_robot_where_nothing_waits(
    world: World, group: Platform
) -> None:
    add(world, group)
    minute_of_worker(world, at_hour(9))
    paired(world)
    robot_id = robots_of(world)[0]["id"]
    world.as_("周书兰").patch(f"/robots/{robot_id}", {"paused": True}, version=1)
    minute_of_worker(world, at_hour(9, day=DAY + timedelta(days=1)))
    assert group.texts == []


def put_many(world: World, robot_id: str, many: int) -> None:
    with clock.at(at_hour(9)):
        for number in range(many):
            with clock.at(clock.now() + timedelta(microseconds=number)):
                world.as_("周书兰").post(f"/robots/{robot_id}/trials")


def test_no_more_than_twenty_go_to_one_address_in_any_minute_whoever_sends(
    world: World, group: Platform
) -> None:
    robot_id = add(world, group)
    put_many(world, robot_id, 24)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda owner: send_at(world, 1, owner), ("甲", "乙")))
    assert len(group.texts) == 20
    send_at(world, 59)
    assert len(group.texts) == 20
    group.now = at_hour(9, 1) + timedelta(seconds=2)
    send_at(world, 62)
    assert len(group.texts) == 24
    assert states(world) == ["sent"] * 24


def send_at(world: World, seconds: int, owner: str = "甲") -> None:
    with clock.at(at_hour(9) + timedelta(seconds=seconds)):
        send_waiting(config_of(world), world.database, owner)


def states(world: World) -> list[str]:
    with world.database.reading() as session:
        return list(session.scalars(select(Delivery.state)))


SLOW_DOWN: tuple[tuple[str, Any, int], ...] = (
    ("wecom", {"errcode": 45009}, 60),
    ("dingtalk", {"errcode": 130101}, 600),
    ("feishu", {"code": 11232}, 60),
)


def test_an_address_that_is_told_to_slow_down_rests_and_the_others_do_not(
    world: World, group: Platform
) -> None:
    robots = {kind: add(world, group, kind) for kind in ADDRESSES}
    for hour, (kind, said, rest) in enumerate((*SLOW_DOWN, ("wecom", 429, 60)), 9):
        group.texts, group.times = [], []
        with clock.at(at_hour(hour)):
            world.as_("周书兰").post(f"/robots/{robots[kind]}/trials")
            group.now, group.verdicts = clock.now(), [said]
            send_waiting(config_of(world), world.database, "甲")
        other = "feishu" if kind == "wecom" else "wecom"
        with clock.at(at_hour(hour) + timedelta(seconds=rest - 1)):
            group.now = clock.now()
            world.as_("周书兰").post(f"/robots/{robots[other]}/trials")
            send_waiting(config_of(world), world.database, "甲")
        assert [told for told, _ in group.texts] == [other]
        with clock.at(at_hour(hour) + timedelta(seconds=rest + 1)):
            group.now = clock.now()
            send_waiting(config_of(world), world.database, "甲")
        assert [told for told, _ in group.texts] == [other, kind]


def test_a_platform_that_is_down_is_tried_again_later_and_later_then_given_up(
    world: World, group: Platform
) -> None:
    paired(world)
    add(world, group)
    with clock.at(at_hour(9)):
        tell_everybody(config_of(world), world.database)
    group.verdicts = [500, {"errcode": -1}, 503, 502, 500, 500]
    waits = []
    for _ in range(6):
        with world.database.reading() as session:
            found = session.scalars(select(Delivery)).one()
            waits.append(found.run_after)
        with clock.at(found.run_after):
            send_waiting(config_of(world), world.database, "甲")
    assert [(later - sooner).total_seconds() for sooner, later in itertools.pairwise(waits)] == [
        30,
        90,
        270,
        810,
        2430,
    ]
    assert (states(world), group.texts) == (["failed"], [])


def test_a_trial_that_fails_says_so_at_once(world: World, group: Platform) -> None:
    put_many(world, add(world, group), 1)
    group.verdicts = [500]
    send_at(world, 1)
    assert (states(world), group.texts) == (["failed"], [])
    assert robots_of(world)[0]["last"]["problem"] == "http_500"


def test_a_day_that_is_over_is_not_told_of_afterwards(world: World, group: Platform) -> None:
    paired(world)
    add(world, group)
    group.verdicts = [500]
    minute_of_worker(world, at_hour(20, 59))
    send_at(world, 12 * 3600 + 60)
    assert (states(world), group.texts) == (["late"], [])


def test_a_worker_killed_after_sending_sends_again_once_its_lease_is_over_and_never_before(
    world: World, group: Platform
) -> None:
    robot_id = add(world, group)
    put_many(world, robot_id, 1)

    def send_and_die(*args: Any, **options: Any) -> outgoing.Answer:
        outgoing.post(*args, **options)
        raise KeyboardInterrupt

    with clock.at(at_hour(9)), pytest.raises(KeyboardInterrupt):
        send_waiting(config_of(world), world.database, "甲", send_and_die)
    send_at(world, 59, "乙")
    assert len(group.texts) == 1
    group.now = at_hour(9, 2)
    send_at(world, int(LEASE.total_seconds()) + 1, "乙")
    send_at(world, 300, "乙")
    # At least once: the platform got it twice, which is what a kill between sending and noting costs.
    assert (len(group.texts), states(world)) == (2, ["sent"])


def test_without_the_tests_own_setting_no_message_reaches_this_machine(world: World, group: Platform) -> None:
    robot_id = add(world, group)
    put_many(world, robot_id, 1)
    closed: Config = replace(config_of(world), outgoing_networks=())
    with clock.at(at_hour(9)):
        send_waiting(closed, world.database, "甲")
    assert group.texts == []
    assert robots_of(world)[0]["last"]["problem"] == outgoing.NO_PUBLIC_ADDRESS


def test_robots_of_one_address_share_its_limit(world: World, group: Platform) -> None:
    first, second = add(world, group, name="甲群"), add(world, group, name="乙群")
    put_many(world, first, 15)
    put_many(world, second, 15)
    send_at(world, 1)
    assert len(group.texts) == 20
    with world.database.reading() as session:
        assert len(session.scalars(select(RobotPace)).all()) == 1
        assert len({robot.address_index for robot in session.scalars(select(Robot))}) == 1
