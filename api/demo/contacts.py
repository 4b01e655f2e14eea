"""Two years of keeping in touch with the members away of 桂花坪村: calls, messages, videos, a word with the family.

Most months went well. Today one member is overdue, one is due, one is called every week, one has not answered for
months, and one call was noted down twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.contacts import service as contacts
from api.demo.acts import Act, Ids, moment
from api.demo.main_branch import AWAY
from api.demo.organizations import find_start
from api.demo.records import DemoAbsence, DemoTownship
from api.demo.staff import SECRETARY
from api.models import Pairing, in_force
from api.settings import service as settings
from api.standing.months import Month, add_months

SILENT = "luo-dayong"
"""Nobody reached him since long before the opening grid; every try is on record."""

OVERDUE = "long-yunfei"
DUE = "mu-wei"
WEEKLY = "yang-yuxin"
"""On probation: called by the article's cadence, which was chosen for her alone."""

OVERSEAS = "li-siyuan"
ALL_AWAY = frozenset({"huang-jianjun", "ran-chunmei"})
"""No family is left at home to be asked."""

TOGETHER = ("tian-xiaoqin", "tan-zhiyuan", "huang-jianjun")
_SILENT_DAYS = 96
_WEEKS = 8

_WORDS = (
    "厂里订单多，常加班，身体都好。",
    "学习了手机上的党课，问村里路修得怎么样了。",
    "家里老人的药快没了，托人带一次。",
    "换了宿舍，条件比以前好。",
    "打算过年回来，票还没买。",
    "孩子的成绩有进步，心里踏实。",
    "想了解村里茶叶合作社的分红。",
)
_FAMILY_WORDS = ("家里都好，老人血压有点高。", "母亲说儿子上周来过电话。", "地里的活有人帮忙，放心。")


@dataclass(frozen=True, slots=True)
class Told:
    """One contact of the story."""

    person_key: str
    on: date
    way: str = "phone"
    with_whom: str = "self"
    outcome: str = "reached"
    direction: str = "outgoing"
    note: str | None = None
    days_later: int = 0
    by_secretary: bool = False


def tell_contacts(township: DemoTownship, ids: Ids, today: date) -> Iterator[Act]:
    """Tell the contacts of two years, each noted down in the evening of its day."""
    tell = _Contacts(ids)
    yield Act(moment(today - timedelta(days=70), 20, 5), partial(tell.choose_article, WEEKLY))
    start = find_start(today)
    villagers = {villager.key for villager in AWAY} | {"qu-jiashun", "xiang-xiaoyong"}
    told = [
        one
        for absence in township.absences
        if absence.person_key in villagers
        for one in _of_absence(absence, start, today)
    ]
    for number, one in enumerate(told):
        noted_on = min(one.on + timedelta(days=one.days_later), today)
        yield Act(_evening(noted_on, number, today), partial(tell.note_down, one))
    sunday = today - timedelta(days=(today.weekday() + 1) % 7 + 14)
    yield Act(moment(sunday, 20, 40), partial(tell.call_together, sunday))
    yesterday = today - timedelta(days=1)
    for minute, by_secretary in ((10, False), (50, True)):
        double = Told("tian-xiaoqin", yesterday, by_secretary=by_secretary)
        yield Act(moment(yesterday, 20, minute), partial(tell.note_down, double))


def _evening(day: date, number: int, today: date) -> datetime:
    # What was noted down today was so in the morning: the story ends now.
    return moment(day, 6 if day == today else 20, number % 60)


def _of_absence(absence: DemoAbsence, start: date, today: date) -> Iterator[Told]:
    first = max(absence.departed_on, start) + timedelta(days=12)
    last = absence.returned_on or today
    if absence.person_key == SILENT:
        yield from _of_the_silent(first, today)
        return
    month = Month.of(first)
    while month.first_day <= last:
        yield from _of_month(absence.person_key, month, first, last, today)
        month = month.following()


def _of_month(key: str, month: Month, first: date, last: date, today: date) -> Iterator[Told]:
    ago = (today.year - month.year) * 12 + today.month - month.month
    number = crc32(f"{key} {month}".encode())
    days = min(month.last_day, last, today)
    on = month.first_day + timedelta(days=number % max((days - month.first_day).days, 1))
    if on < first or on > days:
        return
    if month.month % 3 == 1 and key not in ALL_AWAY and ago > 0:
        words = _FAMILY_WORDS[number % len(_FAMILY_WORDS)] if number % 2 else None
        yield Told(key, on, with_whom="family", note=words)
    if key == WEEKLY and ago < 2:
        if ago == 0:
            yield from _every_week(key, first, today)
        return
    if key == OVERSEAS and number % 4:
        return
    if (key == OVERDUE and ago < 2) or (key == DUE and ago < 1):
        return
    if number % 7 == 0 and on > month.first_day:
        yield Told(key, on - timedelta(days=1), outcome="no_answer")
    ways = ("phone",) if key == DUE else ("phone", "wechat", "phone", "video", "phone")
    yield Told(
        key,
        on,
        way=ways[number % len(ways)],
        direction="incoming" if number % 9 == 0 else "outgoing",
        note=_WORDS[number % len(_WORDS)] if number % 3 == 0 else None,
        days_later=12 if number % 17 == 0 and ago > 1 else 0,
    )


def _every_week(key: str, first: date, today: date) -> Iterator[Told]:
    monday = today - timedelta(days=today.weekday())
    for week in range(_WEEKS):
        day = min(monday - timedelta(days=7 * week) + timedelta(days=2), today)
        if day >= first:
            yield Told(key, day, way="video", note=_WORDS[1] if week % 4 == 1 else None)
    for months in range(2):
        day = min(add_months(today.replace(day=1), -months) + timedelta(days=1), today)
        if day >= first:
            yield Told(key, day)


def _of_the_silent(first: date, today: date) -> Iterator[Told]:
    """Tell of somebody who answered until one day, and of every try since."""
    last_word = today - timedelta(days=_SILENT_DAYS)
    day = first
    while day <= last_word:
        yield Told(SILENT, day, note="在路上跑车，月底回一趟。" if day.month % 2 else None)
        day += timedelta(days=31)
    tries = (
        (80, "phone", "self", "no_answer", None),
        (66, "wechat", "self", "no_answer", None),
        (52, "phone", "self", "out_of_service", None),
        (51, "in_person", "family", "reached", "妻子说他换了号，跑长途，没留新号。"),
        (30, "phone", "self", "out_of_service", None),
        (16, "wechat", "self", "no_answer", None),
        (5, "phone", "family", "reached", "家里说过几天会来电话。"),
    )
    for days, way, with_whom, outcome, note in tries:
        on = today - timedelta(days=days)
        if on >= first:
            yield Told(SILENT, on, way=way, with_whom=with_whom, outcome=outcome, note=note)


class _Contacts:
    """What is noted down, each act in its own transaction. The secretary writes; who was in touch is the liaison."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids

    def choose_article(self, key: str, session: Session) -> None:
        """Choose the article's cadence for one member."""
        settings.set_value(
            session,
            self.ids.actor(session, SECRETARY),
            "contact_cadence",
            "article",
            clock.today(),
            membership_id=self.ids.memberships[key],
        )

    def note_down(self, told: Told, session: Session) -> None:
        """Note a contact down."""
        member_id = self.ids.memberships[told.person_key]
        made_by = self.ids.memberships[SECRETARY] if told.by_secretary else self._liaison(session, member_id)
        self._log(
            session,
            [member_id],
            by_member_id=made_by,
            happened_on=told.on,
            way=told.way,
            with_whom=told.with_whom,
            outcome=told.outcome,
            direction=told.direction,
            note=told.note,
        )

    def call_together(self, on: date, session: Session) -> None:
        """Note down one video with several members."""
        members = [self.ids.memberships[key] for key in TOGETHER]
        self._log(session, members, by_member_id=self.ids.memberships[SECRETARY], happened_on=on, way="video")

    def _log(self, session: Session, members: list[UUID], **told: Any) -> None:
        contacts.log(
            session,
            self.ids.actor(session, SECRETARY),
            {
                "id": None,
                "member_ids": members,
                "with_whom": "self",
                "outcome": "reached",
                "direction": "outgoing",
                "happened_at": None,
                "recorded_at_device": None,
                "note": None,
                "place_code": None,
                "employer": None,
                "residence": None,
                "phone": None,
                "need": None,
                **told,
            },
        )

    def _liaison(self, session: Session, member_id: UUID) -> UUID:
        """Return who leads in keeping in touch with a member on the day that is told; nobody yet: the secretary."""
        found = session.scalar(
            select(Pairing.liaison_id)
            .where(Pairing.member_id == member_id, in_force(clock.today()))
            .order_by(Pairing.lead.desc(), Pairing.id)
            .limit(1)
        )
        return found or self.ids.memberships[SECRETARY]
