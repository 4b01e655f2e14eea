"""Who kept in touch with whom in the two years: of each of the nine, who led, what ended and why, and one bond."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import uuid5

from sqlalchemy.orm import Session

from api.demo.acts import Act, Ids, moment
from api.demo.organizations import GUIHUAPING
from api.demo.records import DemoTownship
from api.demo.staff import find_secretary
from api.pairings import service as pairings


@dataclass(frozen=True, slots=True)
class Pair:
    """One pairing: in which of the member's times away, and how many days after its acceptance it began."""

    member_key: str
    liaison_key: str
    absence: int = 0
    after: int = 1
    lead: bool = True
    kind: str = "home"
    bond_kind: str | None = None
    explanation: str | None = None


PAIRS = (
    Pair("tan-zhiyuan", "tian-yongfu", bond_kind="same_group"),
    Pair("tian-xiaoqin", "luo-cuiping"),
    Pair("qu-jiashun", "tian-yongfu", bond_kind="same_group"),
    Pair("huang-jianjun", "mu-changqing", bond_kind="same_group"),
    Pair("ran-chunmei", "mu-changqing", bond_kind="same_group"),
    Pair("xiang-xiaoyong", "tian-yongfu", bond_kind="same_group"),
    Pair("xiang-xiaoyong", "huang-jianjun", after=2, lead=False, kind="away", explanation="在同一个镇上班"),
    Pair("li-siyuan", "li-xingwang", bond_kind="kin", explanation="叔侄，家里的事也由他照应"),
    Pair("long-yunfei", "peng-qiuju", lead=False, bond_kind="household"),
    Pair("long-yunfei", "luo-cuiping", bond_kind="same_group"),
    Pair("huang-jianjun", "mu-changqing", absence=1, bond_kind="past"),
    Pair("ran-chunmei", "peng-qiuju", absence=1, bond_kind="same_group"),
    Pair("luo-dayong", "deng-zonghai", bond_kind="same_group"),
    Pair("yang-yuxin", "zhang-yumei", bond_kind="same_group"),
    Pair("yang-yuxin", "yang-changming", lead=False, bond_kind="kin", explanation="伯父，和家里住得近"),
    Pair("mu-wei", "peng-qiuju", bond_kind="same_group"),
)

HANDED_OVER = ("tian-xiaoqin", "luo-cuiping", "qu-jiashun")
"""Whose liaison changed once somebody of the same party group was home again."""

GIVEN_UP = ("luo-dayong", "deng-zonghai", 3)
"""Whose liaison could go on no longer, so many days ago: the branch is to choose another."""

BOND = ("li-siyuan", "li-xingwang")


def tell_pairings(township: DemoTownship, ids: Ids, today: date) -> Iterator[Act]:
    """Tell the pairings of 桂花坪村, each begun when the departure was accepted."""
    tell = _Pairings(ids)
    accepted, returned = _days_of(township, "departure"), _days_of(township, "return")
    by_day: dict[date, list[Pair]] = defaultdict(list)
    for pair in PAIRS:
        by_day[accepted[pair.member_key][pair.absence] + timedelta(days=pair.after)].append(pair)
    for day, pairs in sorted(by_day.items()):
        if day <= today:
            yield Act(moment(day, 10, 15), partial(tell.pair, day, pairs))
    yield Act(moment(accepted[BOND[0]][0], 21, 30), tell.note_bond)
    for member_key, days in returned.items():
        for absence, day in enumerate(days):
            ended = [pair for pair in PAIRS if pair.member_key == member_key and pair.absence == absence]
            if ended:
                yield Act(moment(day, 21, 40), partial(tell.end, day, ended, "returned", None))
    yield from _tell_changes(tell, returned, today)


def _tell_changes(tell: "_Pairings", returned: dict[str, list[date]], today: date) -> Iterator[Act]:
    member_key, before, after = HANDED_OVER
    day = returned[after][0] + timedelta(days=14)
    if day < today:
        first = next(pair for pair in PAIRS if (pair.member_key, pair.liaison_key) == (member_key, before))
        second = Pair(member_key, after, bond_kind="same_group")
        yield Act(
            moment(day, 20, 50),
            partial(tell.end, day, [first], "changed", "同组的瞿家顺回来了，两家近"),
        )
        yield Act(moment(day, 20, 55), partial(tell.pair, day, [second]))
    member_key, liaison_key, days_ago = GIVEN_UP
    pair = next(pair for pair in PAIRS if (pair.member_key, pair.liaison_key) == (member_key, liaison_key))
    day = today - timedelta(days=days_ago)
    reason = partial(tell.end, day, [pair], "liaison_unable", "腿脚不便，住到女儿家去了")
    yield Act(moment(day, 20, 40), reason)


class _Pairings:
    """What the secretary does, each act in its own transaction."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids

    def pair(self, day: date, pairs: list[Pair], session: Session) -> None:
        """Pair some of one day in one entry."""
        told = [
            {
                "id": self._id(pair),
                "member_id": self.ids.memberships[pair.member_key],
                "liaison_id": self.ids.memberships[pair.liaison_key],
                "kind": pair.kind,
                "lead": pair.lead,
                "from_on": day,
                "to_on": None,
                "bond_kind": pair.bond_kind,
                "explanation": pair.explanation,
            }
            for pair in pairs
        ]
        pairings.pair(session, self._secretary(session), {"organization_id": self._branch, "pairs": told})

    def end(self, day: date, pairs: list[Pair], reason: str, note: str | None, session: Session) -> None:
        """End pairings for a reason."""
        ids = [self._id(pair) for pair in pairs]
        data = {"organization_id": self._branch, "ids": ids, "reason": reason, "note": note, "on": day}
        pairings.end(session, self._secretary(session), data)

    def note_bond(self, session: Session) -> None:
        """Note that two are kin."""
        one, other = (self.ids.memberships[key] for key in BOND)
        data: dict[str, Any] = {"id": None, "organization_id": self._branch, "kind": "kin", "note": "叔侄"}
        pairings.note_bond(session, self._secretary(session), {**data, "member_id": one, "other_id": other})

    @property
    def _branch(self) -> Any:
        return self.ids.nodes[GUIHUAPING]

    def _secretary(self, session: Session) -> Any:
        return self.ids.actor(session, find_secretary(GUIHUAPING))

    def _id(self, pair: Pair) -> Any:
        member = self.ids.memberships[pair.member_key]
        return uuid5(member, f"{pair.liaison_key} {pair.absence}")


def _days_of(township: DemoTownship, kind: str) -> dict[str, list[date]]:
    """Return the days on which each member's departures or returns were accepted, in order."""
    days: dict[str, list[date]] = defaultdict(list)
    for event in township.events:
        if event.kind == kind and event.decision == "accept":
            days[event.person_key].append(event.decision_on or event.recorded_on)
    return {key: sorted(found) for key, found in days.items()}
