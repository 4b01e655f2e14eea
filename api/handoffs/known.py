"""What the records say to a question already: before somebody asks, and as soon as an answer has come in.

Nothing is stored. An open hand-off whose question the records answer reads 系统已答, and comes back by itself where
the record that answered it is taken back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from api import clock
from api.access import nodes_below
from api.codes import places
from api.models import (
    AwayPeriod,
    Membership,
    Need,
    Opening,
    Organization,
    Pairing,
    Person,
    Report,
    ReportDecision,
    ScreeningRound,
    current,
    pairings_in_force,
)
from api.pairings.board import list_uncovered
from api.screenings.coverage import State
from api.screenings.roll import read_roll
from api.screenings.windows import name_of
from api.standing.facts import StandingFacts
from api.standing.gather import gather_facts
from api.standing.months import Month
from api.standing.words import Language
from api.visits.planning import count_open_windows

Pair = tuple[str, str]

_LEFT: Pair = ("这位同志已不在本支部的名册上。", "This member is not on the branch's roll any more.")
_CONTACT: Pair = ("最近一次双向联系是{on}。", "The last two-way contact was on {on}.")
_NO_CONTACT: Pair = ("还没有登记过双向联系。", "No two-way contact is on record yet.")
_AT_HOME: Pair = ("登记在村。", "On record as at home.")
_AWAY: Pair = ("登记在外：{place}。", "On record as away: {place}.")
_UNSETTLED: Pair = ("地点不固定", "no fixed place")
_PLACE_UNKNOWN: Pair = ("去向还没有登记。", "Where the member is has not been recorded yet.")
_LIAISON: Pair = ("联络员：{names}。", "Liaison: {names}.")
_NO_LIAISON: Pair = ("还没有联络员。", "Nobody keeps in touch yet.")
_UNCOVERED: Pair = ("还有 {count} 位在外的同志没有联络员。", "{count} members away have no liaison yet.")
_COVERED: Pair = ("在外的同志都有联络员。", "Every member away has a liaison.")
_REPORTS: Pair = (
    "有 {count} 份报告等支部确认，最早的是{on}交来的。",
    "{count} reports wait for the branch, the oldest since {on}.",
)
_NO_REPORTS: Pair = ("没有报告在等支部确认。", "No report waits for the branch.")
_NEEDS: Pair = (
    "有 {count} 件诉求还在办，最早的是{on}提出的。",
    "{count} needs are open, the oldest since {on}.",
)
_NO_NEEDS: Pair = ("没有诉求还在办。", "No need is open.")
_DUES: Pair = ("党费交至 {month}。", "Dues are paid to {month}.")
_NO_DUES: Pair = ("党费交到哪个月还没有登记。", "Up to which month dues are paid is not on record.")
_OPENING: Pair = (
    "还有 {count} 位党员的底数没有登记。",
    "Of {count} members, what was known at the start is not on record yet.",
)
_OPENED: Pair = ("党员底数都登记了。", "What was known at the start is on record for every member.")
_ROUND: Pair = ("{name}排查：{done}/{covered} 位问到了。", "{name}: {done} of {covered} members are asked.")
_ROUND_CLOSED: Pair = ("最近一轮排查{on}已经结束。", "The last round of screening was closed on {on}.")
_NO_ROUND: Pair = ("还没有排查记录。", "No round of screening is on record.")
_VISITS: Pair = ("{name}慰问：{done}/{calls} 户走访了。", "{name}: {done} of {calls} homes were called on.")
_NO_VISITS: Pair = ("眼下没有慰问要安排。", "No visits are to be made at present.")
_ROUNDS_LEFT: Pair = (
    "还有 {count} 个支部没有做完这一轮排查：{names}。",
    "{count} branches have not finished their round of screening: {names}.",
)
_ROUNDS_DONE: Pair = ("各支部的排查都做完了。", "Every branch has finished its round of screening.")
_VISITS_LEFT: Pair = (
    "还有 {count} 个支部没有走访完：{names}。",
    "{count} branches have homes left to call on: {names}.",
)
_OTHER: Pair = ("这件事系统里没有记录可查。", "The records do not speak of this.")


@dataclass(frozen=True)
class Known:
    """What the records say, of which day, and whether a question is left."""

    sentence: str
    on: date | None = None
    met: bool = False


class Records:
    """Reads the records for one list of hand-offs; what is read for a branch is read once."""

    def __init__(self, session: Session, language: Language) -> None:
        self._session, self._language = session, language
        self._uncovered: dict[UUID, set[UUID]] = {}
        self._facts: dict[UUID, StandingFacts] = {}

    def ask(self, about: str, organization_id: UUID, member_id: UUID | None, since: date) -> Known:
        """Return what is known of a member, of a branch, or of all branches below a township. since: the day asked."""
        if member_id is not None:
            on_roll = select(Membership.id).where(
                Membership.id == member_id,
                Membership.organization_id.in_(nodes_below([organization_id])),
                Membership.to_on.is_(None),
            )
            if self._session.scalar(on_roll) is None:
                return Known(self._say(_LEFT), met=True)
            of_member: dict[str, Callable[[], Known]] = {
                "contact": lambda: self._contact(member_id, since),
                "whereabouts": lambda: self._whereabouts(member_id),
                "liaison": lambda: self._liaison(organization_id, member_id),
                "report": lambda: self._reports(organization_id, member_id),
                "need": lambda: self._needs(organization_id, member_id),
                "dues": lambda: self._dues(member_id, since),
            }
            return of_member[about]() if about in of_member else Known(self._say(_OTHER))
        of_branch: dict[str, Callable[[], Known]] = {
            "liaison": lambda: self._liaisons(organization_id),
            "report": lambda: self._reports(organization_id, None),
            "need": lambda: self._needs(organization_id, None),
            "opening": lambda: self._opening(organization_id),
            "screening": lambda: self._screening(organization_id, since),
            "visit": lambda: self._visits(organization_id),
        }
        return of_branch[about]() if about in of_branch else Known(self._say(_OTHER))

    def _say(self, pair: Pair, **values: Any) -> str:
        return pair[0 if self._language == "zh" else 1].format(**values)

    def _day(self, day: date) -> str:
        return day.isoformat() if self._language == "en" else f"{day.year}年{day.month}月{day.day}日"

    def _facts_of(self, member_id: UUID) -> StandingFacts:
        if member_id not in self._facts:
            self._facts |= gather_facts(self._session, [member_id])
        return self._facts[member_id]

    def _contact(self, member_id: UUID, since: date) -> Known:
        on = self._facts_of(member_id).last_contact_on
        if on is None:
            return Known(self._say(_NO_CONTACT))
        return Known(self._say(_CONTACT, on=self._day(on)), on, met=on >= since)

    def _whereabouts(self, member_id: UUID) -> Known:
        away = self._session.scalar(
            current(AwayPeriod)
            .where(AwayPeriod.membership_id == member_id, AwayPeriod.returned_on.is_(None))
            .order_by(AwayPeriod.recorded_at.desc())
            .limit(1)
        )
        if away is None:
            if self._facts_of(member_id).whereabouts_registered:
                return Known(self._say(_AT_HOME), met=True)
            return Known(self._say(_PLACE_UNKNOWN))
        if away.place_code is None and not away.place_unsettled:
            return Known(self._say(_PLACE_UNKNOWN))
        place = places.name_of(away.place_code) if away.place_code else self._say(_UNSETTLED)
        return Known(self._say(_AWAY, place=place), clock.day_of(away.recorded_at), met=True)

    def _uncovered_of(self, organization_id: UUID) -> set[UUID]:
        if organization_id not in self._uncovered:
            found = list_uncovered(self._session, organization_id)
            self._uncovered[organization_id] = {one["member_id"] for one in found}
        return self._uncovered[organization_id]

    def _liaison(self, organization_id: UUID, member_id: UUID) -> Known:
        rows = self._session.execute(
            pairings_in_force(clock.today())
            .where(Pairing.member_id == member_id)
            .join(Membership, Membership.id == Pairing.liaison_id)
            .join(Person, Person.id == Membership.person_id)
            .with_only_columns(Person.name, Pairing.from_on)
            .order_by(Pairing.from_on)
        ).all()
        if not rows:
            return Known(self._say(_NO_LIAISON))
        names = "、".join(row.name for row in rows)
        covered = member_id not in self._uncovered_of(organization_id)
        return Known(self._say(_LIAISON, names=names), rows[-1].from_on, met=covered)

    def _liaisons(self, organization_id: UUID) -> Known:
        count = len(self._uncovered_of(organization_id))
        return Known(self._say(_UNCOVERED, count=count) if count else self._say(_COVERED), met=count == 0)

    def _reports(self, organization_id: UUID, member_id: UUID | None) -> Known:
        waiting = (
            select(func.count(), func.min(Report.reported_on))
            .select_from(Report)
            .join(Membership, Membership.id == Report.membership_id)
            .outerjoin(ReportDecision, ReportDecision.report_row_id == Report.row_id)
            .where(Report.replaced_at.is_(None), Report.node_id.in_(nodes_below([organization_id])))
            .where(ReportDecision.row_id.is_(None), Membership.to_on.is_(None))
        )
        return self._counted(waiting, Report.membership_id, member_id, _REPORTS, _NO_REPORTS)

    def _needs(self, organization_id: UUID, member_id: UUID | None) -> Known:
        still_open = (
            select(func.count(), func.min(Need.raised_on))
            .select_from(Need)
            .join(Membership, Membership.id == Need.membership_id)
            .where(
                Need.replaced_at.is_(None),
                Need.node_id.in_(nodes_below([organization_id])),
                Need.state == "open",
            )
            # A private one is not spoken of above the branch, so it neither asks nor answers here.
            .where(Need.private.is_(False), Membership.to_on.is_(None))
        )
        return self._counted(still_open, Need.membership_id, member_id, _NEEDS, _NO_NEEDS)

    def _counted(
        self, statement: Select[int, date], whose: Any, member_id: UUID | None, some: Pair, none: Pair
    ) -> Known:
        if member_id is not None:
            statement = statement.where(whose == member_id)
        count, oldest = self._session.execute(statement).one()
        if not count:
            return Known(self._say(none), met=True)
        return Known(self._say(some, count=count, on=self._day(oldest)), oldest)

    def _dues(self, member_id: UUID, since: date) -> Known:
        paid_to = self._facts_of(member_id).dues_paid_to
        if paid_to is None:
            return Known(self._say(_NO_DUES))
        month_before = Month.of(since.replace(day=1) - timedelta(days=1))
        shown = f"{paid_to.year}-{paid_to.month:02}"
        return Known(self._say(_DUES, month=shown), met=paid_to >= month_before)

    def _opening(self, organization_id: UUID) -> Known:
        opened = exists().where(Opening.membership_id == Membership.id, Opening.replaced_at.is_(None))
        count = self._session.scalar(
            select(func.count())
            .select_from(Membership)
            .where(
                Membership.organization_id.in_(nodes_below([organization_id])),
                Membership.to_on.is_(None),
                ~opened,
            )
        )
        return Known(self._say(_OPENING, count=count) if count else self._say(_OPENED), met=not count)

    def _branches(self, organization_id: UUID) -> list[Any]:
        """Return the branches of a node in their order; a branch is its own."""
        return list(
            self._session.execute(
                select(Organization.id, Organization.short_name)
                .where(Organization.id.in_(nodes_below([organization_id])), Organization.kind == "branch")
                .where(Organization.ended_on.is_(None))
                .order_by(Organization.position, Organization.id)
            )
        )

    def _names(self, names: list[str]) -> str:
        return (", " if self._language == "en" else "、").join(names)

    def _screening(self, organization_id: UUID, since: date) -> Known:
        branches = self._branches(organization_id)
        if [one.id for one in branches] == [organization_id]:
            return self._round(organization_id, since)
        left = [one.short_name for one in branches if not self._round(one.id, since).met]
        if not left:
            return Known(self._say(_ROUNDS_DONE), met=True)
        return Known(self._say(_ROUNDS_LEFT, count=len(left), names=self._names(left)))

    def _round(self, organization_id: UUID, since: date) -> Known:
        rounds = self._session.scalars(
            current(ScreeningRound)
            .where(ScreeningRound.node_id == organization_id, ScreeningRound.closed_on.is_(None))
            .where(ScreeningRound.void_on.is_(None))
            .order_by(ScreeningRound.opened_on, ScreeningRound.id)
        ).all()
        rolls = [read_roll(self._session, round_) for round_ in rounds]
        if rounds:
            newest, lines = rounds[-1], rolls[-1].lines
            missing = rolls[-1].of(State.MISSING)
            name = name_of(newest.window_key, self._language)
            sentence = self._say(_ROUND, name=name, done=len(lines) - len(missing), covered=len(lines))
            return Known(sentence, newest.opened_on, met=not any(roll.of(State.MISSING) for roll in rolls))
        closed = self._session.scalar(
            select(func.max(ScreeningRound.closed_on)).where(
                ScreeningRound.node_id == organization_id,
                ScreeningRound.replaced_at.is_(None),
                ScreeningRound.void_on.is_(None),
            )
        )
        if closed is None:
            return Known(self._say(_NO_ROUND))
        return Known(self._say(_ROUND_CLOSED, on=self._day(closed)), closed, met=closed >= since)

    def _visits(self, organization_id: UUID) -> Known:
        open_windows = list(count_open_windows(self._session, organization_id, clock.today()))
        names = {one.id: one.short_name for one in self._branches(organization_id)}
        if set(names) != {organization_id}:
            behind = dict.fromkeys(
                names[branch] for branch, _, counts in open_windows if counts["done"] < counts["calls"]
            )
            if behind:
                return Known(self._say(_VISITS_LEFT, count=len(behind), names=self._names(list(behind))))
            return Known(self._say(_NO_VISITS), met=True)
        for _, window, counts in open_windows:
            name = window.name(self._language)
            sentence = self._say(_VISITS, name=name, done=counts["done"], calls=counts["calls"])
            if counts["done"] < counts["calls"]:
                return Known(sentence, window.opens_on)
        return Known(self._say(_NO_VISITS), met=True)
