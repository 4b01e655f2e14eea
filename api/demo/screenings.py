"""Rounds of screening: those of the past two years, closed, and one that goes on today and is half done."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.demo.acts import Act, Ids, moment
from api.demo.organizations import GUIHUAPING, SHIQIAOGOU
from api.demo.records import DemoMembership, DemoTownship
from api.demo.staff import RECORDER, SECRETARY, find_secretary
from api.models import ScreeningFinding, current
from api.reports import service as reports
from api.screenings import service as screenings
from api.seasons import SCREENING, SPRING_FESTIVAL, Calendar, Window, windows, windows_on
from api.standing import service as standing

HARD_TO_REACH = "luo-dayong"
"""The driver is on the road when the others are at home."""

WHY_MISSING = "罗大勇跑长途，正月里没回来，电话几次都没打通，家里人说人平安。"
MOVED_JOBS = ("long-yunfei", "tian-xiaoqin", "huang-jianjun")
"""Of whom the newest Spring Festival found out a new employer: the first who was away then."""

_SETTLED = timedelta(days=20)
_DAYS_OF_ASKING = (1, 3, 4, 8)
_HALF_DONE_DAYS = 4
_NOTHING_MORE: dict[str, Any] = {}


def tell_screenings(township: DemoTownship, ids: Ids, today: date) -> Iterator[Act]:
    """Tell the rounds of the main branch, and the last Spring Festival of one other."""
    for node_key in (GUIHUAPING, SHIQIAOGOU):
        node = next(one for one in township.organizations if one.key == node_key)
        members = [one for one in township.memberships if one.organization_key == node_key]
        since = max(node.started_on + _SETTLED, today - timedelta(days=730))
        past = [window for window in _list_windows(today) if window.opens_on > since]
        festivals = [window for window in past if window.kind == SPRING_FESTIVAL]
        seasons = [window for window in past if window.kind != SPRING_FESTIVAL]
        told = [*festivals, *seasons[-1:]] if node_key == GUIHUAPING else festivals[-1:]
        for window in sorted(told, key=lambda one: one.opens_on):
            tell = _Round(ids, node_key, members, today)
            yield from tell.whole(window, is_newest=window in festivals[-1:])
    yield from _Round(
        ids, GUIHUAPING, [one for one in township.memberships if one.organization_key == GUIHUAPING], today
    ).half_done()


def _list_windows(today: date) -> list[Window]:
    """List the windows that propose a round and are over."""
    calendar = Calendar()
    years = range(today.year - 2, today.year + 1)
    found = [window for year in years for window in windows(year, calendar) if window.proposes(SCREENING)]
    return [window for window in found if window.closes_on < today]


class _Round:
    """One round of one branch, each act in its own transaction."""

    def __init__(self, ids: Ids, node_key: str, members: Sequence[DemoMembership], today: date) -> None:
        self.ids = ids
        self.node_key = node_key
        self.members = members
        self.today = today
        self.round_id: UUID | None = None
        self.found_a_move = False
        self.secretary = find_secretary(node_key)
        self.screeners = (RECORDER, SECRETARY) if node_key == GUIHUAPING else (self.secretary,)

    def whole(self, window: Window, *, is_newest: bool) -> Iterator[Act]:
        """Tell a round from its first day to its last."""
        opened_on = window.opens_on + timedelta(days=2)
        yield Act(moment(opened_on, 8, 30), partial(self.open, window.key))
        skips_driver = window.kind == SPRING_FESTIVAL and not is_newest and self.node_key == GUIHUAPING
        asked = [one for one in self.members if not (skips_driver and one.person_key == HARD_TO_REACH)]
        differs = is_newest and self.node_key == GUIHUAPING
        for turn, after in enumerate(_DAYS_OF_ASKING):
            day = opened_on + timedelta(days=after)
            some = [one for one in asked[turn :: len(_DAYS_OF_ASKING)] if one.joined_on < day]
            who = self.screeners[turn % len(self.screeners)]
            yield Act(moment(day, 18, 10 + turn), partial(self.ask, some, who, differs))
        if differs:
            day = opened_on + timedelta(days=_DAYS_OF_ASKING[-1] + 1)
            yield Act(moment(day, 20, 10), self.accept)
        closed_on = opened_on + timedelta(days=16)
        why = WHY_MISSING if skips_driver else None
        yield Act(moment(closed_on, 20, 30), partial(self.close, why))

    def half_done(self) -> Iterator[Act]:
        """Tell of the round that goes on today: that of an open window, else a daily one."""
        open_now = [one for one in windows_on(self.today, Calendar()) if one.proposes(SCREENING)]
        opened_on = self.today - timedelta(days=_HALF_DONE_DAYS)
        key = "daily"
        if open_now:
            key, opened_on = open_now[0].key, max(open_now[0].opens_on, opened_on)
        yield Act(moment(opened_on, 8, 40), partial(self.open, key))
        asked = [one for one in self.members if one.person_key != HARD_TO_REACH][::2]
        yield Act(moment(opened_on, 18, 40), partial(self.ask, asked, RECORDER, False))

    def open(self, key: str, session: Session) -> None:
        """Open the round."""
        data = {
            "id": None,
            "organization_id": self.ids.nodes[self.node_key],
            "window_key": key,
            "opened_on": clock.today(),
        }
        self.round_id = screenings.open_round(session, self.ids.actor(session, self.secretary), data).id

    def ask(
        self, some: Sequence[DemoMembership], screener: str, finds_new_job: bool, session: Session
    ) -> None:
        """Record what one evening's calls found out."""
        if self.round_id is None:
            raise LookupError(self.node_key)
        actor = self.ids.actor(session, screener)
        for number, one in enumerate(some):
            membership_id = self.ids.memberships[one.person_key]
            away = standing.open_period_of(session, membership_id) is not None
            finding = _same(membership_id, number, away)
            moved = away and finds_new_job and not self.found_a_move and one.person_key in MOVED_JOBS
            if moved:
                finding |= {"result": "differs", "told": {"employer": "新港精密配件厂"}}
            self.found_a_move = self.found_a_move or moved
            screenings.record_finding(session, actor, self.round_id, finding)

    def accept(self, session: Session) -> None:
        """Let the secretary accept what the difference became."""
        became = current(ScreeningFinding).where(
            ScreeningFinding.round_id == self.round_id, ScreeningFinding.report_id.is_not(None)
        )
        for finding in session.scalars(became).all():
            if finding.report_id is not None:
                reports.accept(session, self.ids.actor(session, SECRETARY), finding.report_id, _NOTHING_MORE)

    def close(self, why_missing: str | None, session: Session) -> None:
        """Close the round."""
        if self.round_id is None:
            raise LookupError(self.node_key)
        data = {"closed_on": None, "why_missing": why_missing}
        screenings.close_round(session, self.ids.actor(session, self.secretary), self.round_id, data)


def _same(membership_id: UUID, number: int, away: bool) -> dict[str, Any]:
    method = ("wechat", "phone")[number % 2] if away else ("visit", "phone", "visit")[number % 3]
    asked = "family" if away and number % 3 == 0 else "self"
    nothing = dict.fromkeys(
        (
            "id",
            "recorded_at_device",
            "ledger_version",
            "told",
            "lost_since",
            "lost_situation",
            "family",
            "conclusion",
            "screener",
            "note",
            "need",
        )
    )
    return {
        **nothing,
        "member_id": membership_id,
        "screened_on": clock.today(),
        "method": method,
        "asked": asked,
        "result": "same",
    }
