"""A few needs and what became of them: one open for long, one private, one that could not be met and was explained."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.demo.acts import Act, Ids, moment
from api.demo.staff import SECRETARY
from api.needs import service as needs


@dataclass(frozen=True, slots=True)
class DemoNeed:
    """A need, raised so many days ago, with its steps (days later, words) and its end."""

    key: str
    person_key: str
    days_ago: int
    kind: str
    words: str
    by_key: str = SECRETARY
    told_by: str = "member"
    private: bool = False
    handler_key: str | None = None
    steps: tuple[tuple[int, str], ...] = ()
    ended: tuple[int, str, str, str | None] | None = None
    """Days later, state, result, and the way in which the member was told."""


NEEDS = (
    DemoNeed(
        "medicine", "tian-xiaoqin", 41, "elders", "父亲腿脚不便，想请人每周去镇上取一次药。",
        by_key="tian-xiaoqin", handler_key="luo-cuiping",
        steps=((2, "去家里看过，药方抄下来了。"), (9, "镇卫生院说可以一次开两周的量，正在办手续。")),
    ),
    DemoNeed(
        "wages", "mu-wei", 12, "rights", "工地拖了三个月工资，不想让村里人知道，请支部帮着问问怎么办。",
        private=True, handler_key=SECRETARY,
        steps=((1, "联系了镇司法所，需要合同和考勤的照片。"),),
    ),
    DemoNeed(
        "school", "long-yunfei", 4, "children", "孩子明年上小学，想问户口不在那边能不能就近入学。",
        told_by="family",
    ),
    DemoNeed(
        "roof", "tan-zhiyuan", 170, "farm", "老屋后墙裂了，父亲一个人住，下雨不放心。",
        handler_key="tian-yongfu", told_by="family",
        steps=((3, "和邓宗海去看过，要换两根檩条。"), (12, "六个人帮了一天工，墙也补好了。")),
        ended=(14, "settled", "后墙和檩条都修好了，材料费由村集体出。", "phone"),
    ),
    DemoNeed(
        "application", "yang-yuxin", 66, "party", "预备期快满了，人在外地，转正申请怎么交？",
        handler_key=SECRETARY,
        ended=(2, "settled", "手写申请拍照先发来，原件寄到村委会就行。", "wechat"),
    ),
    DemoNeed(
        "loan", "luo-dayong", 230, "hardship", "想贷款换车，问有没有贴息。",
        handler_key="li-xingwang", told_by="other",
        steps=((6, "问了镇里和信用社。"),),
        ended=(20, "explained", "今年的贴息只给种养业，货车不在里面；信用社的利率表给了他。", "phone"),
    ),
)  # fmt: skip


def tell_needs(ids: Ids, today: date) -> Iterator[Act]:
    """Tell the needs, each step on its own day."""
    tell = _Needs(ids)
    for number, need in enumerate(NEEDS):
        day = today - timedelta(days=need.days_ago)
        yield Act(moment(day, 18, number), partial(tell.raise_it, need))
        if need.handler_key is not None:
            yield Act(moment(day, 20, 35 + number), partial(tell.assign, need))
        for after, words in need.steps:
            yield Act(moment(day + timedelta(days=after), 21, number), partial(tell.step, need, words))
        if need.ended is not None:
            yield Act(moment(day + timedelta(days=need.ended[0]), 21, 10 + number), partial(tell.end, need))


class _Needs:
    """What is done about each need, each act in its own transaction."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.made: dict[str, UUID] = {}

    def raise_it(self, need: DemoNeed, session: Session) -> None:
        """Raise it, by the member or by the secretary who was told."""
        told = {
            "id": None,
            "member_id": self.ids.memberships[need.person_key],
            "kind": need.kind,
            "words": need.words,
            "private": need.private,
            "told_by": need.told_by,
            "raised_on": clock.today(),
            "recorded_at_device": clock.now(),
        }
        self.made[need.key] = needs.submit(session, self.ids.actor(session, need.by_key), told).id

    def assign(self, need: DemoNeed, session: Session) -> None:
        """Name who sees to it."""
        handler = self.ids.persons[need.handler_key or SECRETARY]
        due_on = clock.today() + timedelta(days=14)
        needs.assign(session, self._secretary(session), self.made[need.key], handler, due_on)

    def step(self, need: DemoNeed, words: str, session: Session) -> None:
        """Note a step."""
        told = {"on_date": clock.today(), "words": words}
        needs.take_step(session, self._secretary(session), self.made[need.key], told)

    def end(self, need: DemoNeed, session: Session) -> None:
        """Write what became of it, and that the member was told."""
        if need.ended is None:
            return
        _, state, result, way = need.ended
        told = {"state": state, "on_date": clock.today(), "result": result, "told_way": way}
        needs.settle(session, self._secretary(session), self.made[need.key], told)

    def _secretary(self, session: Session) -> Actor:
        return self.ids.actor(session, SECRETARY)
