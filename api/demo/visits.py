"""The visits of two years: for each feast a plan, who comes home when, the calls that were made; and a few on other days."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.demo.acts import Act, Ids, moment
from api.demo.organizations import GUIHUAPING, find_start
from api.demo.records import DemoTownship
from api.demo.staff import RECORDER, SECRETARY
from api.seasons import SPRING_FESTIVAL, VISITS, Calendar, Window, windows
from api.visits import arrivals, planning
from api.visits import service as visits

_PLANNED_AFTER = timedelta(days=3)
_ROUNDS = (timedelta(days=5), timedelta(days=3), timedelta(days=2))
"""So long before the feast they set out, each time to a third of the homes."""

_SITUATIONS = (
    "老人身体硬朗，孩子在镇上读书，成绩不错。",
    "父母在家种茶，今年收成好，叫在外的放心。",
    "家里刚翻修了厨房，老人念叨孩子什么时候回。",
    "",
    "爱人带两个孩子，说电话联系得勤，没有困难。",
    "老人腿脚不如去年，邻居常过来看看。",
)
_GIFTS = {
    SPRING_FESTIVAL: "大米一袋、食用油一桶、春联一副",
    "july_first": "慰问信一封、茶叶一盒",
    "national_day": "月饼一盒、食用油一桶",
}
_RELATIONS = ("父亲", "妻子", "母亲", "")

AD_HOC = (
    # days ago, who is visited, outcome, situation, measures
    (34, "chen-shaokui", "met_member", "入秋后咳得厉害，不愿去医院。", "村医上门看过，开了药"),
    (120, "luo-dayong", "at_workplace", "在物流园见到，车刚保养完，身体好。", ""),
    (260, "zhou-dean", "met_family", "雨天屋角漏水，女儿在家照看。", "请邓宗海补了瓦"),
)


def tell_visits(township: DemoTownship, ids: Ids, today: date) -> Iterator[Act]:
    """Tell the feasts of the two years, and visits on days without a feast."""
    tell = _Visits(ids)
    start = find_start(today)
    for year in range(start.year, today.year + 2):
        for window in windows(year, Calendar()):
            if window.proposes(VISITS) and window.opens_on > start + timedelta(days=30):
                yield from _tell_window(tell, window, today)
    for days_ago, who, outcome, situation, measures in AD_HOC:
        day = today - timedelta(days=days_ago)
        yield Act(moment(day, 16, 20), partial(tell.drop_in, who, outcome, situation, measures))


def _tell_window(tell: "_Visits", window: Window, today: date) -> Iterator[Act]:
    planned_on = window.opens_on + _PLANNED_AFTER
    if planned_on >= today:
        return
    if window.kind == SPRING_FESTIVAL:
        yield Act(moment(window.opens_on + timedelta(days=1), 19, 5), partial(tell.ask_arrivals, window))
    yield Act(moment(planned_on, 20, 10), partial(tell.decide, window))
    for number, before in enumerate(_ROUNDS):
        day = window.feast_on - before
        if day < today:
            yield Act(moment(day, 17, 30 + number), partial(tell.call, window, number))


class _Visits:
    """What secretary and clerk do around a feast, each act in its own transaction."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids

    def ask_arrivals(self, window: Window, session: Session) -> None:
        """Ask most of those away when they come home; one or two do not come."""
        secretary = self.ids.actor(session, SECRETARY)
        for number, one in enumerate(self._plan(session, window).due):
            if number % 4 == 3:
                continue
            coming = number % 4 != 2
            told = {
                "window_key": window.key,
                "coming": coming,
                "arrives_on": window.feast_on - timedelta(days=4 + number % 3) if coming else None,
                "leaves_on": None,
                "told_by": "member",
            }
            arrivals.tell_arrival(session, secretary, one.id, told)

    def decide(self, window: Window, session: Session) -> None:
        """Decide who goes to each home: the liaisons, or secretary and clerk, with the village's work team."""
        clerk = self.ids.actor(session, RECORDER)
        for number, call in enumerate(self._plan(session, window).calls):
            goers = [goer["member_id"] for goer in call["goers"]] or [self.ids.memberships[SECRETARY]]
            day = window.feast_on - _ROUNDS[number % len(_ROUNDS)]
            told = {
                "organization_id": self.ids.nodes[GUIHUAPING],
                "window_key": window.key,
                "member_ids": [one["member_id"] for one in call["members"]],
                "replaces": call["call_id"],
                "on_date": day,
                "way": call["way"],
                "goer_ids": goers,
                "others": "驻村工作队 刘队长" if number % 3 == 0 else None,
                "left_out": False,
                "reason": None,
            }
            planning.decide_call(session, clerk, told)

    def call(self, window: Window, number: int, session: Session) -> None:
        """Make the calls of one round, and write them down in the evening."""
        secretary = self.ids.actor(session, SECRETARY)
        for place, call in enumerate(self._plan(session, window).calls):
            if place % len(_ROUNDS) == number and not call["done"]:
                visits.record_visit(session, secretary, self._visit(window, place, call))

    def drop_in(self, who: str, outcome: str, situation: str, measures: str, session: Session) -> None:
        """Call on somebody on a day without a feast."""
        told = {
            "members": [{"member_id": self.ids.memberships[who], "outcome": outcome}],
            "on_date": clock.today(),
            "window_key": None,
            "way": "workplace" if outcome == "at_workplace" else "home",
            "visitor_ids": [self.ids.memberships[SECRETARY]],
            "situation": situation,
            "measures": measures or None,
        }
        visits.record_visit(session, self.ids.actor(session, SECRETARY), told)

    def _visit(self, window: Window, place: int, call: dict[str, Any]) -> dict[str, Any]:
        by_video = call["way"] == "video"
        outcome = "by_phone_video" if by_video else "nobody_home" if place % 7 == 5 else "met_family"
        is_there = outcome == "met_family"
        gives_money = is_there and window.kind == SPRING_FESTIVAL and place % 3 == 0
        return {
            "members": [
                {
                    "member_id": one["member_id"],
                    "outcome": outcome,
                    "met": "member" if by_video else None,
                    "relation": _RELATIONS[place % len(_RELATIONS)] if is_there else None,
                }
                for one in call["members"]
            ],
            "on_date": clock.today(),
            "window_key": window.key,
            "way": call["way"],
            "visitor_ids": _ids_of(call["goers"]),
            "other_visitors": call["others"],
            "gifts": _GIFTS[window.kind] if is_there else None,
            "money_cents": 30000 if gives_money else None,
            "money_source": ("dues" if place % 6 == 0 else "village") if gives_money else None,
            "money_approval": "支委会研究同意，报镇党委备案" if gives_money and place % 6 == 0 else None,
            "situation": _SITUATIONS[place % len(_SITUATIONS)] if outcome != "nobody_home" else None,
            "signed_by": "family" if is_there else None,
        }

    def _plan(self, session: Session, window: Window) -> planning.Plan:
        return planning.Plan(session, [self.ids.nodes[GUIHUAPING]], window, clock.today())


def _ids_of(people: Sequence[dict[str, Any]]) -> list[UUID]:
    return [one["member_id"] for one in people]
