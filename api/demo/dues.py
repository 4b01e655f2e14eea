"""Two years of dues: amounts set once, quarters ticked in the grid, one waiver, and the driver who is behind."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from zlib import crc32

from sqlalchemy.orm import Session

from api.demo.acts import Act, Ids, moment
from api.demo.organizations import GUIHUAPING
from api.demo.records import DemoMembership, DemoTownship
from api.demo.staff import RECORDER, find_secretary
from api.standing.dues import service as dues
from api.standing.dues.rates import Category, Rates, suggest_monthly_fen
from api.standing.months import Month, add_months

BEHIND = "luo-dayong"
WAIVED = "zhou-dean"
_QUARTER = 3
_MONTHS_OF_THE_OTHERS = 12
"""The other branches began to keep dues here a year ago."""

_WAGES = {
    "tan-shiyou": ("pension", 420_000),
    "zhang-yumei": ("wage", 310_000),
    "luo-cuiping": ("wage", 350_000),
    "tan-zhiyuan": ("wage", 720_000),
    "tian-xiaoqin": ("wage", 480_000),
    "yang-yuxin": ("wage", 450_000),
}
"""Wage or pension a month in fen; everybody else pays as a farmer."""


def tell_dues(township: DemoTownship, ids: Ids, today: date) -> Iterator[Act]:
    """Tell amounts and quarters of each branch that has filled in its opening grid."""
    tell = _Dues(ids, today)
    away = {absence.person_key for absence in township.absences if absence.returned_on is None}
    for node in township.organizations:
        members = [
            one
            for one in township.memberships
            if one.organization_key == node.key and one.opening is not None
        ]
        if not members:
            continue
        first = Month.of(node.started_on)
        if node.key != GUIHUAPING:
            first = max(first, Month.of(add_months(today, -_MONTHS_OF_THE_OTHERS)))
        for from_month, some in _list_beginnings(members, first).items():
            day = max(from_month.first_day + timedelta(days=16), *(one.joined_on for one in some))
            yield Act(moment(day, 15, 20 + node.position), partial(tell.assess, node.key, from_month, some))
        for months in _list_quarters(first, today):
            day = months[-1].first_day + timedelta(days=19)
            home = [one for one in members if one.person_key not in away]
            gone = [one for one in members if one.person_key in away]
            yield Act(moment(day, 16, node.position), partial(tell.pay, node.key, months, home, "self"))
            yield Act(
                moment(day, 16, 10 + node.position), partial(tell.pay, node.key, months, gone, "family")
            )
    waived = Month.of(add_months(today, -13))
    yield Act(moment(waived.first_day + timedelta(days=9), 15, 5), partial(tell.waive, waived))


def _list_beginnings(members: Sequence[DemoMembership], first: Month) -> dict[Month, list[DemoMembership]]:
    beginnings: dict[Month, list[DemoMembership]] = {}
    for one in members:
        beginnings.setdefault(max(first, Month.of(one.joined_on)), []).append(one)
    return beginnings


def _list_quarters(first: Month, today: date) -> Iterator[list[Month]]:
    """List the quarters that were ticked before today, each with its months; the first may be a short one."""
    months: list[Month] = []
    month = first
    while month.first_day + timedelta(days=21) < today:
        months.append(month)
        if month.month % _QUARTER == 0:
            yield months
            months = []
        month = month.following()


class _Dues:
    """What is recorded of dues, each act in its own transaction."""

    def __init__(self, ids: Ids, today: date) -> None:
        self.ids = ids
        self.today = today

    def assess(
        self, node_key: str, month: Month, members: Sequence[DemoMembership], session: Session
    ) -> None:
        """Set what each member pays a month."""
        rows = []
        for one in members:
            category, income_fen = _WAGES.get(one.person_key, ("farmer", None))
            suggested = suggest_monthly_fen(Category(category), income_fen, Rates()) or 0
            # Farmers have a span to choose from; here everybody chose in steps of ten fen.
            fen = suggested + (0 if income_fen else crc32(one.person_key.encode()) % 4 * 10)
            rows.append(
                {
                    "member_id": self.ids.memberships[one.person_key],
                    "category": category,
                    "monthly_fen": fen,
                    "income_fen": income_fen,
                }
            )
        data = {
            "organization_id": self.ids.nodes[node_key],
            "from_month": str(month),
            "basis": "支委会核定，党员大会公布",
            "rows": rows,
        }
        dues.assess(session, self.ids.actor(session, find_secretary(node_key)), data)

    def pay(
        self,
        node_key: str,
        months: Sequence[Month],
        members: Sequence[DemoMembership],
        paid_by: str,
        session: Session,
    ) -> None:
        """Tick a quarter for all who have paid; who joined within it pays from then on."""
        keeper = RECORDER if node_key == GUIHUAPING else find_secretary(node_key)
        told_on = months[-1].first_day + timedelta(days=19)
        groups: dict[tuple[Month, Month], list[DemoMembership]] = {}
        for one in members:
            first, last = max(months[0], Month.of(one.joined_on)), months[-1]
            if one.person_key == BEHIND:
                last = min(last, Month.of(add_months(self.today, -4)))
            if first <= last:
                groups.setdefault((first, last), []).append(one)
        for (first, last), some in groups.items():
            # Nobody has heard of this one for three months, and dues paid would be a sign.
            alone = [one.person_key for one in some] == [BEHIND] and last < months[-1]
            paid_on = min(told_on, self.today - timedelta(days=100)) if alone else told_on
            data = {
                "organization_id": self.ids.nodes[node_key],
                "member_ids": [self.ids.memberships[one.person_key] for one in some],
                "from_month": str(first),
                "to_month": str(last),
                "amount_fen": None,
                "paid_on": paid_on,
                "paid_by": paid_by,
                "paid_to": "branch",
            }
            dues.pay(session, self.ids.actor(session, keeper), data)

    def waive(self, month: Month, session: Session) -> None:
        """Waive a month for somebody who lay in hospital."""
        data = {
            "organization_id": self.ids.nodes[GUIHUAPING],
            "member_ids": [self.ids.memberships[WAIVED]],
            "from_month": str(month),
            "to_month": str(month),
            "approved_on": month.first_day + timedelta(days=8),
            "basis": "住院治疗，支委会研究同意，镇党委批准",
        }
        dues.waive(session, self.ids.actor(session, find_secretary(GUIHUAPING)), data)
