"""请协助: what the township's officer asked of the branches: done, answered by the records, open, and one that needs support."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from api.demo.acts import Act, Ids, moment
from api.demo.organizations import FENGXIANGLING, GUIHUAPING, SHIQIAOGOU
from api.demo.staff import OFFICER, find_secretary
from api.handoffs import service as handoffs


@dataclass(frozen=True, slots=True)
class DemoHandoff:
    """What was asked so many days ago, of which branch and about whom, and the branch's answer."""

    days_ago: int
    branch: str
    about: str
    note: str | None = None
    person_key: str | None = None
    answered: tuple[int, str, str] | None = None
    """Days later, state, words."""


HANDOFFS = (
    DemoHandoff(165, GUIHUAPING, "need", "听说老屋后墙裂了，老人一个人住，请去看看。", person_key="tan-zhiyuan"),
    DemoHandoff(
        20, GUIHUAPING, "other", "县里要一张外出党员的合影，请问问她愿不愿意。", person_key="tian-xiaoqin",
        answered=(2, "done", "问过了，她说忙，就不照了。"),
    ),
    DemoHandoff(8, SHIQIAOGOU, "other", "两位在外的老党员想学用手机开视频会，请教一教。",
                answered=(3, "support_wanted", "村里信号不好，想请镇里帮忙联系通信公司。")),
    DemoHandoff(6, FENGXIANGLING, "opening"),
    DemoHandoff(5, GUIHUAPING, "need", "取药的事拖了一阵，请看看还差什么。", person_key="tian-xiaoqin"),
)  # fmt: skip


def tell_handoffs(ids: Ids, today: date) -> Iterator[Act]:
    """Tell what was asked, and each answer on its own day."""
    made: dict[int, UUID] = {}
    for number, one in enumerate(HANDOFFS):
        day = today - timedelta(days=one.days_ago)
        yield Act(moment(day, 9, 40 + number), partial(_ask, ids, made, number, one))
        if one.answered is not None:
            answered_on = day + timedelta(days=one.answered[0])
            yield Act(moment(answered_on, 19, number), partial(_answer, ids, made, number, one))


def _ask(ids: Ids, made: dict[int, UUID], number: int, one: DemoHandoff, session: Session) -> None:
    told = {
        "id": None,
        "organization_id": ids.nodes[one.branch],
        "member_id": ids.memberships[one.person_key] if one.person_key else None,
        "about": one.about,
        "note": one.note,
    }
    made[number] = handoffs.ask(session, ids.actor(session, OFFICER), told).id


def _answer(ids: Ids, made: dict[int, UUID], number: int, one: DemoHandoff, session: Session) -> None:
    if one.answered is None:
        return
    secretary = ids.actor(session, find_secretary(one.branch))
    told = {"state": one.answered[1], "answer": one.answered[2]}
    handoffs.answer(session, secretary, made[number], told)
