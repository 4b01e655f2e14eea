"""What ties members to their branch and the branch at the place away: probation, transfers, host links, registration."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from api.demo.acts import Act, Ids, moment
from api.demo.organizations import GUIHUAPING
from api.demo.records import DemoTownship
from api.demo.staff import RECORDER, SECRETARY, find_secretary
from api.standing.hosts import service as hosts
from api.standing.probation import service as probation
from api.standing.registrations import service as registrations
from api.standing.transfers import service as transfers

TRANSFERRED = "tan-zhiyuan"
REGISTERED = ("tian-xiaoqin", "tan-zhiyuan")
"""Whom the national system has already; the others are on the sheet of differences."""

_OVERRUN_DAYS = 104
_LINKS: tuple[tuple[str, int, str, str | None, str | None], ...] = (
    ("tian-xiaoqin", 34, "registered", "明湖工业园区流动党员党支部", "胡书记 0574-0000012"),
    ("tan-zhiyuan", 33, "registered", "龙腾社区党支部", "社区党群服务中心 0755-0000031"),
    ("huang-jianjun", 21, "contacted", "季华社区党委", "党建办 0757-0000022"),
    ("ran-chunmei", 21, "contacted", "季华社区党委", "党建办 0757-0000022"),
)


def tell_relations(township: DemoTownship, ids: Ids, today: date) -> Iterator[Act]:
    """Tell what was recorded of the ties of members away."""
    tell = _Relations(ids, today)
    for one in township.memberships:
        if one.kind == "probationary":
            day = one.joined_on + timedelta(days=3)
            yield Act(moment(day, 17, 5), partial(tell.accept, one.person_key, one.joined_on))
    yield Act(
        moment(today - timedelta(days=60), 15, 40), partial(tell.plan, TRANSFERRED, "龙腾社区党支部", 60)
    )
    yield Act(moment(today - timedelta(days=52), 15, 40), partial(tell.act, TRANSFERRED, "letter", 52))
    yield Act(moment(today - timedelta(days=47), 15, 40), partial(tell.act, TRANSFERRED, "sent", 47))
    overrun = _find_overrun(township)
    if overrun is not None:
        begun = _OVERRUN_DAYS + 6
        day = today - timedelta(days=begun)
        yield Act(moment(day, 15, 50), partial(tell.plan, overrun, "滨江街道某社区党支部", begun))
        day = today - timedelta(days=_OVERRUN_DAYS)
        yield Act(moment(day, 15, 50), partial(tell.act, overrun, "letter", _OVERRUN_DAYS))
    day = today - timedelta(days=40)
    yield Act(moment(day, 15, 30), partial(tell.register, day))
    for number, link in enumerate(_LINKS):
        yield Act(moment(today - timedelta(days=link[1]), 17, 30 + number), partial(tell.link, link))


def _find_overrun(township: DemoTownship) -> str | None:
    """Find somebody of another branch who has been away for years and whose letter nobody answered."""
    gone = {one.person_key: one.departed_on for one in township.absences if one.returned_on is None}
    others = [
        one.person_key
        for one in township.memberships
        if one.organization_key != GUIHUAPING and one.opening is not None and one.person_key in gone
    ]
    return min(others, key=lambda key: (gone[key], key), default=None)


class _Relations:
    """What is recorded, each act in its own transaction."""

    def __init__(self, ids: Ids, today: date) -> None:
        self.ids = ids
        self.today = today
        self.transfers: dict[str, Any] = {}

    def accept(self, key: str, on: date, session: Session) -> None:
        """Record the meeting that took a member in."""
        data = {
            "step": "accepted",
            "on_date": on,
            "months": None,
            "full_from_on": None,
            "meeting": "支部党员大会",
            "basis": "大会表决通过，镇党委批准",
        }
        secretary = self.ids.actor(session, SECRETARY)
        probation.take_step(session, secretary, self.ids.memberships[key], data)

    def plan(self, key: str, to_organization: str, days_ago: int, session: Session) -> None:
        """Plan a transfer."""
        data = {
            "member_id": self.ids.memberships[key],
            "to_organization": to_organization,
            "planned_on": self.today - timedelta(days=days_ago),
            "basis": "本人申请",
        }
        self.transfers[key] = transfers.plan(session, self._actor(session, key), data).id

    def act(self, key: str, act: str, days_ago: int, session: Session) -> None:
        """Record what happened to a transfer."""
        on = self.today - timedelta(days=days_ago)
        data = {
            "act": act,
            "on_date": on,
            "letter_number": f"云栖转{on.year}-{on.month:02d}" if act == "letter" else None,
            "valid_days": 90 if act == "letter" else None,
            "basis": None,
        }
        transfers.act(session, self._actor(session, key), self.transfers[key], data)

    def link(self, link: tuple[str, int, str, str | None, str | None], session: Session) -> None:
        """Record how the link with a host branch stands."""
        key, days_ago, state, organization, contact = link
        data = {
            "state": state,
            "organization": organization,
            "on_date": self.today - timedelta(days=days_ago),
            "contact": contact,
        }
        hosts.tell(session, self.ids.actor(session, RECORDER), self.ids.memberships[key], data)

    def register(self, on: date, session: Session) -> None:
        """Record who was entered in the national system."""
        data = {
            "organization_id": self.ids.nodes[GUIHUAPING],
            "on_date": on,
            "as_of": None,
            "rows": [{"member_id": self.ids.memberships[key], "entered": True} for key in REGISTERED],
        }
        registrations.copy(session, self.ids.actor(session, RECORDER), data)

    def _actor(self, session: Session, key: str) -> Any:
        branch = GUIHUAPING if key == TRANSFERRED else key.rsplit("-", 1)[0]
        return self.ids.actor(session, find_secretary(branch))
