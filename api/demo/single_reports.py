"""The reports that happen once: a hearsay that proved true, one sent back, one withdrawn, and what waits today."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from api.demo.absence_reports import Reporter, tell_departure
from api.demo.festivals import list_settled_festivals
from api.demo.records import DemoAbsence, Event, Payload
from api.demo.staff import RECORDER, SECRETARY


def send_back_first(absence: DemoAbsence, reporter: Reporter) -> tuple[Event, ...]:
    """Tell a departure that came without employer and residence, was sent back, and was completed."""
    [completed] = tell_departure(absence, reporter)
    missing = {"employer", "place_text"}
    first = replace(
        completed,
        key=f"{completed.key}-first",
        payload={name: value for name, value in completed.payload.items() if name not in missing},
        decision="send_back",
        reason="请补充在哪里上班、住在哪里，支部好寄学习材料。",
        decision_payload={},
    )
    corrected_on = completed.recorded_on + timedelta(days=2)
    accepted_on = corrected_on + timedelta(days=1)
    card = {**completed.decision_payload, "card_issued_on": accepted_on}
    corrected = replace(
        completed,
        on=corrected_on,
        recorded_on=corrected_on,
        decision_on=accepted_on,
        decision_payload=card,
        corrects=first.key,
    )
    return first, corrected


def list_single_reports(today: date) -> Iterator[Event]:
    """List the reports that belong to no routine."""
    yield from _list_changes(today)
    yield _tell_hearsay(today)
    yield _tell_withdrawal(today)
    yield from _list_waiting(today)


def _list_changes(today: date) -> Iterator[Event]:
    yield _tell_change(
        "tian-xiaoqin",
        today - timedelta(days=160),
        {"employer": "晨光仪表厂", "place_text": "桑园路员工公寓", "note": "原来的厂搬走了"},
    )
    yield _tell_change(
        "li-siyuan", today - timedelta(days=210), {"place_text": "新项目部营地", "note": "换了一个项目"}
    )


def _tell_change(person_key: str, on: date, payload: Payload) -> Event:
    return Event(
        key=f"{person_key}-change-{on:%Y%m%d}",
        on=on,
        recorded_on=on,
        kind="change",
        person_key=person_key,
        by_key=person_key,
        method="self",
        payload=payload,
        decision="accept",
        decision_on=on + timedelta(days=1),
        decided_by_key=SECRETARY,
    )


def _tell_hearsay(today: date) -> Event:
    """Tell what the group leader heard of the driver; the branch asked, and the departure came in as 补报."""
    heard_on = list_settled_festivals(today, 1)[0] + timedelta(days=45)
    return Event(
        key="luo-dayong-hearsay",
        on=heard_on,
        recorded_on=heard_on,
        kind="hearsay",
        person_key="luo-dayong",
        by_key="ran-qiming",
        method="in_person",
        payload={"discovered_on": heard_on, "note": "听说春节后又出去跑车了"},
        decision="accept",
        decision_on=heard_on + timedelta(days=5),
        decided_by_key=SECRETARY,
    )


def _tell_withdrawal(today: date) -> Event:
    told_on = today - timedelta(days=65)
    return Event(
        key="liu-zhengbing-departure",
        on=told_on,
        recorded_on=told_on,
        kind="departure",
        person_key="liu-zhengbing",
        by_key="liu-zhengbing",
        method="self",
        payload={
            "departed_on": told_on + timedelta(days=4),
            "departed_precision": "day",
            "reason_code": "work",
            "place_code": "330782",
            "place_unsettled": False,
            "employer": "千帆饰品厂",
            "wants_card": False,
        },
        decision="withdraw",
        decision_on=told_on + timedelta(days=2),
        decided_by_key="liu-zhengbing",
        reason="家里茶厂缺人，不去了",
    )


def _list_waiting(today: date) -> Iterator[Event]:
    """List what the secretary finds on the desk this morning."""
    yesterday = today - timedelta(days=1)
    heard_on = today - timedelta(days=3)
    changed_on = today - timedelta(days=2)
    yield Event(
        key="qin-faxiang-hearsay",
        on=heard_on,
        recorded_on=heard_on,
        kind="hearsay",
        person_key="qin-faxiang",
        by_key="tian-yongfu",
        method="in_person",
        payload={"discovered_on": heard_on, "note": "听说到女儿家帮忙带孩子去了，没说哪天回"},
    )
    yield Event(
        key="tan-zhiyuan-change",
        on=changed_on,
        recorded_on=changed_on,
        kind="change",
        person_key="tan-zhiyuan",
        by_key="tan-zhiyuan",
        method="self",
        payload={"employer": "新木匠家居公司", "place_text": "清林路出租屋"},
    )
    yield Event(
        key="mu-wei-return",
        on=yesterday,
        recorded_on=yesterday,
        kind="return",
        person_key="mu-wei",
        by_key=RECORDER,
        method="in_person",
        payload={"returned_on": yesterday, "note": "工地完工了，在家过冬"},
    )
    yield Event(
        key="xiang-xiaoyong-departure",
        on=yesterday,
        recorded_on=yesterday,
        kind="departure",
        person_key="xiang-xiaoyong",
        by_key="xiang-xiaoyong",
        method="self",
        payload={
            "departed_on": today + timedelta(days=6),
            "departed_precision": "day",
            "reason_code": "work",
            "place_code": "330212",
            "place_unsettled": False,
            "place_text": "东环路公寓",
            "employer": "明湖电子厂",
            "wants_card": True,
        },
    )
