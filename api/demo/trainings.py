"""Two years of organisation life of the main branch, the newest months of two others, and what is planned next.

This quarter's lecture is neither held nor planned, one group meeting waits for its minutes, and a member away has made up
a theme day and waits for the branch.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.demo.acts import Act, Ids, moment
from api.demo.contacts import SILENT
from api.demo.organizations import CHASHANAO, GUIHUAPING, SHIQIAOGOU
from api.demo.records import DemoTownship
from api.demo.staff import DEPUTY, find_secretary
from api.models import Membership, Training
from api.standing.months import Month, add_months
from api.trainings import attending, gather, materials, minuting, notices
from api.trainings import service as trainings

_AWAY_WITH_PHONE = "tian-xiaoqin"
_COMMITTEE = (find_secretary(GUIHUAPING), DEPUTY, "tian-yongfu")
_MONTHS_OF_GROUPS = 3
_AHEAD = timedelta(days=45)

_THEMES = (
    "春节返乡党员座谈",
    "清理沟渠，护水爱水",
    "植树护林",
    "清明祭扫，缅怀先烈",
    "帮困难户插秧",
    "防汛演练和隐患排查",
    "重温入党誓词",
    "走访独居老人",
    "金秋助学",
    "晒家风，话家训",
    "村道保洁",
    "共话一年变化",
)
_LECTURES = ("学习党章第一章", "乡村振兴我们怎么干", "党的纪律是什么", "从身边事讲理想信念")
_SUBJECTS = {4: "党史学习", 9: "法律法规：土地承包和劳动合同"}


@dataclass(frozen=True, slots=True)
class _Plan:
    """One meeting of the story."""

    node_key: str
    kind: str
    title: str
    on: date
    hour: int
    hours: float
    group_key: str | None = None

    @property
    def key(self) -> str:
        return f"{self.node_key}/{self.kind}/{self.group_key or ''}/{self.on}"


def tell_trainings(township: DemoTownship, ids: Ids, today: date) -> Iterator[Act]:
    """Tell each meeting: planned a week before, ticked and written up the same evening, closed the next day."""
    tell = _Meetings(township, ids)
    start = next(node.started_on for node in township.organizations if node.key == GUIHUAPING)
    yield Act(moment(start + timedelta(days=1), 10, 30), partial(tell.seat, start))
    plans = sorted(
        (plan for plan in _list_plans(township, start, today) if plan.on > start),
        key=lambda plan: (plan.on, plan.key),
    )
    newest_group = max((plan.on for plan in plans if plan.group_key and plan.on < today), default=None)
    missed = max(
        (
            plan
            for plan in plans
            if plan.kind == "theme_day" and plan.node_key == GUIHUAPING and plan.on < today
        ),
        key=lambda plan: plan.on,
        default=None,
    )
    tell.missed = missed.key if missed else None
    for month, of_month in groupby(plans, key=lambda plan: plan.on.replace(day=1)):
        some = list(of_month)
        planned_on = max(start + timedelta(days=1), min(month - timedelta(days=3), today - timedelta(days=1)))
        yield Act(moment(planned_on, 11, 10), partial(tell.plan, some))
        held = [plan for plan in some if plan.on < today]
        for plan in held:
            waits = plan.group_key == "xiaping" and plan.on == newest_group
            yield Act(
                moment(plan.on, 20, crc32(plan.key.encode()) % 50), partial(tell.hold, plan, waits=waits)
            )
            if plan.kind == "general_meeting":
                yield Act(moment(plan.on, 21, 5), partial(tell.resolve, plan))
        done = [plan for plan in held if not (plan.group_key == "xiaping" and plan.on == newest_group)]
        if done:
            yield Act(moment(done[-1].on, 21, 55), partial(tell.close, done))
    near = [plan for plan in plans if timedelta(0) <= plan.on - today <= timedelta(days=14)]
    if near:
        yield Act(moment(today - timedelta(days=1), 12), partial(tell.notice, near))
    if missed is not None and missed.on < today - timedelta(days=1):
        yield Act(moment(today - timedelta(days=1), 20, 45), partial(tell.make_up, missed))


def _list_plans(township: DemoTownship, start: date, today: date) -> Iterator[_Plan]:
    month = Month.of(start)
    quarter_now = (today.year, (today.month - 1) // 3)
    while month.first_day <= today + _AHEAD:
        first, year, number = month.first_day, month.year, month.month
        yield from _plans_of_month(GUIHUAPING, first, today)
        if number in {2, 5, 8, 11} and (year, (number - 1) // 3) != quarter_now:
            yield _Plan(GUIHUAPING, "lecture", _LECTURES[(number - 2) // 3], _day(first, 15), 15, 1.5)
        if number in _SUBJECTS:
            yield _Plan(GUIHUAPING, "training", _SUBJECTS[number], _day(first, 26), 9, 4)
        if number == 12:
            yield _Plan(GUIHUAPING, "life_meeting", f"{year}年度组织生活会", _day(first, 27), 9, 2)
            yield _Plan(GUIHUAPING, "evaluation", f"{year}年度民主评议党员", _day(first, 28), 9, 1)
        if first >= Month.of(add_months(today, -_MONTHS_OF_GROUPS)).first_day:
            for group in township.groups:
                day = _day(first, 7 + group.position)
                yield _Plan(GUIHUAPING, "group_meeting", f"{group.name}学习会", day, 19, 1, group.key)
        if add_months(today, -3) <= first <= today:
            for key in (SHIQIAOGOU, CHASHANAO):
                yield from _plans_of_month(key, first, today, small=True)
        month = month.following()


def _plans_of_month(key: str, first: date, today: date, *, small: bool = False) -> Iterator[_Plan]:
    number = first.month
    yield _Plan(key, "theme_day", _THEMES[number - 1], _day(first, 20), 9, 2)
    if not small:
        yield _Plan(key, "committee", f"{number}月支委会", _day(first, 3), 19, 0)
    if number % 3 == 0:
        yield _Plan(
            key, "general_meeting", f"第{'一二三四'[number // 3 - 1]}季度党员大会", _day(first, 12), 9, 1
        )


def _day(first: date, day: int) -> date:
    return first + timedelta(days=day - 1)


class _Meetings:
    """What is done for the meetings, each act in its own transaction."""

    def __init__(self, township: DemoTownship, ids: Ids) -> None:
        self.ids = ids
        self.trainings: dict[str, UUID] = {}
        self.missed: str | None = None
        """What the member away missed and made up."""
        self._names = {person.key: person.name for person in township.persons}
        self._titles = {node.key: node.short_name for node in township.organizations}

    def seat(self, start: date, session: Session) -> None:
        """Record who sits on the committee."""
        actor = self.ids.actor(session, find_secretary(GUIHUAPING))
        for key, duty in zip(_COMMITTEE, ("书记", "组织委员", "宣传委员"), strict=True):
            data = {"member_id": self.ids.memberships[key], "duty": duty, "from_on": start}
            trainings.take_seat(session, actor, data)

    def plan(self, plans: list[_Plan], session: Session) -> None:
        """Plan the meetings of a month in one sitting."""
        for plan in plans:
            self._plan(plan, session)

    def _plan(self, plan: _Plan, session: Session) -> None:
        # Whoever is away joins by video where all of the branch are asked.
        begins = datetime.combine(plan.on, time(plan.hour), clock.ZONE)
        video = plan.kind not in {"committee", "group_meeting"} and plan.node_key == GUIHUAPING
        data: dict[str, Any] = {
            "organization_id": self.ids.nodes[plan.node_key],
            "kind": plan.kind,
            "title": plan.title,
            "starts_at": begins,
            "ends_at": begins + timedelta(minutes=max(60, int(plan.hours * 60))),
            "hours": plan.hours,
            "place": "村党群服务中心会议室" if plan.kind != "group_meeting" else "组长家院坝",
            "platform": "腾讯会议" if video else None,
            "join_link": "https://meeting.example.org/guihuaping" if video else None,
            "group_id": self.ids.groups[plan.group_key] if plan.group_key else None,
            "host": self._names[find_secretary(plan.node_key)],
            "recorder": "胡晓敏" if plan.node_key == GUIHUAPING else None,
        }
        actor = self.ids.actor(session, find_secretary(plan.node_key))
        self.trainings[plan.key] = trainings.plan(session, actor, data).id

    def notice(self, plans: list[_Plan], session: Session) -> None:
        """Tell the group of the meetings that are near, with something to read before."""
        for plan in plans:
            if plan.kind == "committee":
                continue
            actor = self.ids.actor(session, find_secretary(plan.node_key))
            training_id = self.trainings[plan.key]
            link = {"title": "先看一看：学习提纲", "link": "https://study.example.org/outline", "id": None}
            materials.add_link(session, actor, training_id, link)
            notices.give(session, actor, training_id, "group")

    def hold(self, plan: _Plan, session: Session, *, waits: bool) -> None:
        """Tick who came and, unless the minutes still wait, write them."""
        self._tick(plan, session)
        if not waits:
            self._write(plan, session)

    def _tick(self, plan: _Plan, session: Session) -> None:
        # Most of those at home come; of those away some join by video, and one now and then at a host branch.
        training = session.get_one(Training, self.trainings[plan.key])
        keys = {id_: key for key, id_ in self.ids.memberships.items()}
        entries = []
        for footing in gather.footings_of(session, training):
            if plan.key == self.missed and keys[footing.member_id] == _AWAY_WITH_PHONE:
                continue
            draw = crc32(f"{plan.key}/{keys[footing.member_id]}".encode()) % 100
            if keys[footing.member_id] == SILENT:
                # Nobody has reached him for months, so he was at no meeting either.
                draw = 99
            entries += [
                {"member_id": footing.member_id, **way}
                for way in _ways(plan, footing.away, footing.exempt, draw)
            ]
        attending.tick(session, self.ids.actor(session, find_secretary(plan.node_key)), training.id, entries)

    def _write(self, plan: _Plan, session: Session) -> None:
        said: dict[str, Any] = {
            "host": self._names[find_secretary(plan.node_key)],
            "recorder": "胡晓敏",
            "topics": plan.title,
            "content": f"{plan.title}。大家围绕主题发言，议定下一步的安排，由各党小组落实。",
        }
        actor = self.ids.actor(session, find_secretary(plan.node_key))
        minuting.write(session, actor, self.trainings[plan.key], 0, said)

    def resolve(self, plan: _Plan, session: Session) -> None:
        """Write down what a general meeting resolved."""
        training = session.get_one(Training, self.trainings[plan.key])
        votes = gather.figures_of(session, training, None).votes
        abstained = votes // 12
        resolution = {
            "text": "同意支委会提出的下季度工作安排",
            "matter": "ordinary",
            "member_id": None,
            "for_count": votes - abstained,
            "against_count": 0,
            "abstained_count": abstained,
        }
        actor = self.ids.actor(session, find_secretary(plan.node_key))
        minuting.write(session, actor, training.id, 1, {"resolutions": [resolution]})

    def close(self, plans: list[_Plan], session: Session) -> None:
        """Close the meetings of a month."""
        for plan in plans:
            actor = self.ids.actor(session, find_secretary(plan.node_key))
            minuting.close(session, actor, self.trainings[plan.key])

    def make_up(self, plan: _Plan, session: Session) -> None:
        """Let a member away tell that the missed theme day was made up."""
        actor = self.ids.actor(session, _AWAY_WITH_PHONE)
        member_id = session.scalar(select(Membership.id).where(Membership.id == actor.membership_id))
        data = {
            "member_id": member_id,
            "on_date": clock.today(),
            "way": "material",
            "note": "看了提纲，写了笔记",
        }
        attending.make_up(session, actor, self.trainings[plan.key], data)


def _ways(plan: _Plan, away: bool, exempt: bool, draw: int) -> Iterator[dict[str, Any]]:
    """Yield how somebody takes part, if anything was recorded of it."""
    if plan.kind == "committee":
        yield {"way": "hall"}
    elif away:
        if plan.kind == "theme_day" and 30 <= draw < 38:
            yield {"way": "host", "host_branch": "流入地社区党支部"}
        elif draw < 38 and plan.node_key == GUIHUAPING and plan.kind != "group_meeting":
            yield {"way": "video"}
        elif plan.kind == "general_meeting":
            yield {"way": "absent", "reason_code": "far"}
    elif exempt:
        if draw < 30:
            yield {"way": "hall"}
    elif draw < 92:
        yield {"way": "hall"}
    else:
        yield {"way": "absent", "reason_code": ("ill", "family", "work")[draw % 3]}
