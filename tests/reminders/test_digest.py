"""每日提醒: one message a day and person, at their hour, and none where nothing waits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.dashboards.items import KINDS
from api.models import InboxMessage, ReminderDay
from api.reminders import daily, saying
from api.reminders.hours import HOURS, is_due, is_quiet
from api.reminders.sweeps import sweep_reminders
from tests.cast import World
from tests.pairings.pairs import pair
from tests.reminders.days import DAY, at_hour, config_of, inbox, minute_of_worker, sentences
from tests.reports.stories import away, departure
from tests.trainings.stories import plan

HOUR = st.integers(0, HOURS - 1)


def told_by_a_watchman(hour: int, wanted: int, quiet_from: int, quiet_to: int) -> bool:
    """Say the same as `is_due`, walking through the day hour by hour with the night's lamp in hand."""
    night = set()
    if quiet_from != quiet_to:
        at = quiet_from
        while at != quiet_to:
            night.add(at)
            at = (at + 1) % HOURS
    first = wanted
    while first in night:
        first = (first + 1) % HOURS
    return hour not in night and hour in range(first, HOURS)


@given(HOUR, HOUR, HOUR, HOUR)
def test_a_message_is_due_from_its_hour_on_and_never_at_night(
    hour: int, wanted: int, quiet_from: int, quiet_to: int
) -> None:
    due = is_due(hour, wanted, quiet_from, quiet_to)
    assert due is told_by_a_watchman(hour, wanted, quiet_from, quiet_to)
    assert not (due and is_quiet(hour, quiet_from, quiet_to))


def test_every_kind_of_the_desk_has_its_words_in_a_message() -> None:
    lines = saying.count_up([{"kind": kind, "count": None} for kind in KINDS])
    assert sum(line["count"] for line in lines) == len(KINDS)
    for line in lines:
        assert saying.say_line(line, "zh") != saying.say_line(line, "en")


def test_thirty_items_are_one_message_of_a_few_lines() -> None:
    items = [{"kind": "report_waiting", "count": None}] * 20 + [
        {"kind": "contact_overdue", "count": None}
    ] * 9
    lines = saying.count_up([*items, {"kind": "contact_due", "count": 4}])
    assert saying.compose(lines, "https://lxq.example") == (
        "【连心桥】今天有 2 件事\n· 20 份报告等书记确认\n· 13 位同志该联系了\n打开连心桥看看：https://lxq.example"
    )


def test_the_secretary_is_told_at_eight_and_once(world: World) -> None:
    world.as_("陈远").post("/reports", departure(world))

    assert minute_of_worker(world, at_hour(7, 59)) == 0
    assert inbox(world, "周书兰") == []
    minute_of_worker(world, at_hour(8))
    minute_of_worker(world, at_hour(8, 1))
    minute_of_worker(world, at_hour(20, 59))

    assert sentences(world, "周书兰") == ["1 份报告等书记确认", "3 位同志的底数待补登"]
    assert len(inbox(world, "周书兰")) == 1
    assert inbox(world, "周书兰")[0]["on_date"] == str(DAY)
    assert inbox(world, "周书兰", "en")[0]["title"] == "2 things to see to"


def test_nobody_is_told_at_night_and_a_worker_that_comes_back_in_the_afternoon_tells_then(
    world: World,
) -> None:
    assert minute_of_worker(world, at_hour(22)) == 0
    assert minute_of_worker(world, at_hour(3, day=DAY + timedelta(days=1))) == 0
    assert inbox(world, "周书兰") == []
    assert minute_of_worker(world, at_hour(15, day=DAY + timedelta(days=1))) > 0
    assert len(inbox(world, "周书兰")) == 1


def test_where_nothing_waits_nothing_is_sent(world: World) -> None:
    minute_of_worker(world, at_hour(9))
    for name in ("陈远", "李守田", "钱审", "赵管"):
        assert inbox(world, name) == [], name
    with world.database.reading() as session:
        looked = session.scalar(select(func.count()).select_from(ReminderDay))
    assert looked == len(world.accounts)


def test_a_member_is_told_of_a_report_to_complete(world: World) -> None:
    report = world.as_("陈远").post("/reports", departure(world)).json["id"]
    world.as_("周书兰").post(f"/reports/{report}/sending-back", {"reason": "请写清楚去哪里"})
    minute_of_worker(world, at_hour(9))
    assert sentences(world, "陈远") == ["您有 1 份报告请补充"]


def test_a_liaison_is_told_of_those_paired_and_everybody_of_tomorrows_meeting(world: World) -> None:
    away(world, departed_on="2025-06-01", wants_card=False)
    pair(world, "李守田", "陈远", date(2025, 6, 1))
    plan(world, on=DAY + timedelta(days=1))
    plan(world, on=DAY + timedelta(days=1), private=True)
    plan(world, on=DAY + timedelta(days=2))
    minute_of_worker(world, at_hour(9))
    assert sentences(world, "李守田") == ["主题党日：5月15日（周五）00:00", "您结对的同志有 1 位该联系了"]
    assert sentences(world, "陈远") == ["主题党日：5月15日（周五）00:00"]


def test_the_officer_reads_of_all_branches_in_one_message(world: World) -> None:
    world.as_("陈远").post("/reports", departure(world))
    world.as_("郑飞").post("/reports", departure(world, "郑飞"))
    minute_of_worker(world, at_hour(9))
    assert sentences(world, "孙委员")[0] == "2 份报告等书记确认"


def test_everybody_chooses_their_hour_or_nothing_at_all(world: World) -> None:
    world.as_("周书兰").put("/reminder-choices", json={"inbox": True, "sms": False, "hour": 18})
    world.as_("何记").put("/reminder-choices", json={"inbox": False, "sms": False, "hour": None})

    minute_of_worker(world, at_hour(17, 59))
    assert inbox(world, "周书兰") == []
    minute_of_worker(world, at_hour(18))
    assert len(inbox(world, "周书兰")) == 1
    assert inbox(world, "何记") == []


def test_an_hour_at_night_is_refused_with_a_sentence(world: World) -> None:
    answer = world.as_("周书兰").put("/reminder-choices", json={"inbox": True, "sms": False, "hour": 23})
    assert (answer.status_code, answer.json["code"]) == (422, "reminder_hour_quiet")
    read = world.as_("周书兰").get("/reminder-choices").json
    assert (read["hour"], read["place_hour"], read["quiet_from_hour"], read["quiet_to_hour"]) == (
        None,
        8,
        21,
        7,
    )
    assert read["phone"] == "199****0001"


def test_a_township_sets_its_own_hour(world: World) -> None:
    set_ = world.as_("孙委员").post(
        "/settings",
        {
            "organization_id": str(world.node("云栖镇")),
            "key": "reminder_hour",
            "value": 6,
            "from_on": "2026-01-01",
        },
    )
    assert set_.status_code == 201, set_.json
    # Six o'clock lies in the quiet hours: the message goes when they end.
    assert minute_of_worker(world, at_hour(6, 30)) == 0
    assert minute_of_worker(world, at_hour(7)) > 0


def test_two_workers_at_once_double_nothing(world: World) -> None:
    world.as_("陈远").post("/reports", departure(world))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda owner: minute_of_worker(world, at_hour(9), owner), ("甲", "乙")))
    assert len(inbox(world, "周书兰")) == 1
    assert len(inbox(world, "孙委员")) == 1


def test_a_worker_killed_before_it_wrote_has_told_nobody_and_the_next_one_does(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(daily, "put_into_inbox", die)
        with pytest.raises(KeyboardInterrupt):
            minute_of_worker(world, at_hour(9))
    assert inbox(world, "周书兰") == []
    minute_of_worker(world, at_hour(9, 1))
    assert len(inbox(world, "周书兰")) == 1


def test_a_day_that_cannot_be_worked_out_keeps_nobody_else_from_theirs(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, broken = daily.gather_for, world.accounts["孙委员"]

    def gather(session: Session, actor: Actor) -> list[saying.Line]:
        if actor.account_id == broken:
            raise LookupError
        return whole(session, actor)

    monkeypatch.setattr(daily, "gather_for", gather)
    monkeypatch.setattr(daily, "MOST_AT_ONCE", 1)
    for minute in range(len(world.accounts)):
        minute_of_worker(world, at_hour(9, minute))
    assert minute_of_worker(world, at_hour(10)) == 0
    assert inbox(world, "孙委员") == []
    assert len(inbox(world, "周书兰")) == 1


def test_messages_are_marked_as_read_by_their_own_reader_only(world: World) -> None:
    minute_of_worker(world, at_hour(9))
    mine = inbox(world, "周书兰")[0]["id"]

    assert world.as_("陈远").put("/inbox/reading", json={"ids": [mine]}).json == {"unread": 0}
    assert world.as_("周书兰").get("/inbox").json["unread"] == 1
    for _ in range(2):
        assert world.as_("周书兰").put("/inbox/reading", json={"ids": [mine]}).json == {"unread": 0}
    assert inbox(world, "周书兰")[0]["read_at"] is not None
    assert world.stranger.get("/inbox").status_code == 401


def test_old_messages_go(world: World) -> None:
    minute_of_worker(world, at_hour(9))
    with clock.at(at_hour(9, day=DAY + timedelta(days=91))):
        sweep_reminders(config_of(world), world.database)
    with world.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(InboxMessage)) == 0
        assert session.scalar(select(func.count()).select_from(ReminderDay)) == 0
