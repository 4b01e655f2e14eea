"""五常 of one branch as five rings: how many of whom, by which formula, and the list that both were counted from.

A rate is the branch's own affair (domain §4): it is read by whoever has a duty at the branch itself. What is 未登记 is
neither done nor missed; it stands beside the ring.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api import clock
from api.access import ACCESS, Actor, ensure_reaches
from api.dashboards.items import Pair, say
from api.dashboards.overview import figures, people
from api.dashboards.overview.words import day
from api.errors import Refusal
from api.models import Membership, Organization, Person, Report, ReportDecision, ScreeningRound, current
from api.screenings.coverage import State as Screened
from api.screenings.roll import read_roll
from api.screenings.windows import name_of
from api.seasons import VISITS, Window, windows
from api.settings.seasons import calendar_of
from api.settings.values import value_on
from api.standing.gather import gather_facts
from api.standing.months import add_months
from api.standing.words import Language
from api.visits.planning import Plan

SCREENING, REPORTING, CONTACT, TRAINING, VISITING = (
    "screening",
    "reporting",
    "contact",
    "training",
    "visiting",
)
RINGS = (SCREENING, REPORTING, CONTACT, TRAINING, VISITING)
"""常排查 常报告 常联系 常培训 常慰问."""

_YEAR = timedelta(days=366)
_CONTACT_DAYS = min(figures.SILENT)


class State(StrEnum):
    """Where a member stands in a ring."""

    DONE = "done"
    OPEN = "open"
    UNKNOWN = "unregistered"


@dataclass(frozen=True, slots=True)
class Line:
    """One member of a ring. on: the day that decides; null where there is none."""

    member_id: UUID
    name: str
    state: State
    on: date | None = None


@dataclass(frozen=True)
class Ring:
    """One habit: its formula, the days it looks at, and everybody it counts. about: the round or window it is of."""

    key: str
    formula: Pair
    values: dict[str, Any] = field(default_factory=dict)
    lines: Sequence[Line] = ()
    about: str | None = None
    from_on: date | None = None
    to_on: date | None = None
    missing: Pair | None = None
    """Why there is nothing to count yet."""

    def count(self, state: State) -> int:
        """Return how many members stand so."""
        return sum(line.state is state for line in self.lines)


def may_read_rings(actor: Actor, branch_id: UUID) -> bool:
    """Say whether the reader has a duty at this very branch: from a duty above it, no rate is seen."""
    return any(held.organization_id == branch_id and held.role in ACCESS["rings.read"] for held in actor.held)


def ensure_may_read(session: Session, actor: Actor, branch_id: UUID) -> None:
    """Raise `only_in_branch` for a node that is no branch, `forbidden` for a reader from above."""
    ensure_reaches(session, actor, "rings.read", branch_id)
    if not may_read_rings(actor, branch_id):
        raise Refusal("forbidden")
    kind = session.scalar(select(Organization.kind).where(Organization.id == branch_id))
    if kind != "branch":
        raise Refusal("only_in_branch")


def read_rings(session: Session, branch_id: UUID, language: Language) -> list[Ring]:
    """Return the five rings of a branch as of today."""
    return [find(session, branch_id, language) for find in _FINDERS.values()]


def read_ring(session: Session, branch_id: UUID, key: str, language: Language) -> Ring:
    """Return one ring with its list."""
    return _FINDERS[key](session, branch_id, language)


def show_ring(ring: Ring, language: Language) -> dict[str, Any]:
    """Write a ring as the screens read it; a ring with nothing to count has no figures, not nought."""
    done, still_open = ring.count(State.DONE), ring.count(State.OPEN)
    counts = ring.missing is None
    return {
        "key": ring.key,
        "about": ring.about,
        "formula": say(ring.formula, language, **ring.values),
        "numerator": done if counts else None,
        "denominator": done + still_open if counts else None,
        "unregistered": ring.count(State.UNKNOWN),
        "from_on": ring.from_on,
        "to_on": ring.to_on,
        "missing": say(ring.missing, language) if ring.missing else None,
    }


def show_lines(ring: Ring, language: Language) -> list[dict[str, Any]]:
    """Write the list: first whom somebody might ask after, then what is 未登记, then who is done."""
    order = [State.OPEN, State.UNKNOWN, State.DONE]
    return [
        {
            "member_id": line.member_id,
            "member_name": line.name,
            "state": line.state,
            "on": line.on,
            "sentence": say(
                _SENTENCES[ring.key, line.state]
                if line.on or line.state is not State.OPEN
                else _NEVER[ring.key],
                language,
                day=day(line.on, language),
            ),
        }
        for line in sorted(ring.lines, key=lambda line: order.index(line.state))
    ]


def _screening(session: Session, branch_id: UUID, language: Language) -> Ring:
    today = clock.today()
    round_ = session.scalar(
        current(ScreeningRound)
        .where(
            ScreeningRound.node_id == branch_id,
            ScreeningRound.void_on.is_(None),
            ScreeningRound.opened_on > today - _YEAR,
        )
        .order_by(ScreeningRound.opened_on.desc(), ScreeningRound.id.desc())
        .limit(1)
    )
    if round_ is None:
        return Ring(SCREENING, _FORMULAS[SCREENING], missing=_MISSING[SCREENING])
    roll = read_roll(session, round_)
    states = {Screened.DONE: State.DONE, Screened.MISSING: State.OPEN}
    names = _names(session, [line.membership_id for line in roll.lines])
    lines = []
    for line in roll.lines:
        if line.state in states:
            found = roll.findings.get(line.membership_id)
            on = found.screened_on if found else None
            lines.append(Line(line.membership_id, names[line.membership_id], states[line.state], on))
    return Ring(
        SCREENING,
        _FORMULAS[SCREENING],
        lines=lines,
        about=name_of(round_.window_key, language),
        from_on=round_.opened_on,
        to_on=round_.closed_on or today,
    )


def _reporting(session: Session, branch_id: UUID, _language: Language) -> Ring:
    today = clock.today()
    months = int(value_on(session, "ring_report_months", branch_id, today))
    since = add_months(today, -months)
    started_on = session.scalar(select(Organization.started_on).where(Organization.id == branch_id))
    members = _away(session, branch_id, today)
    last = _last_reports(session, [row.member_id for row in members])
    lines = []
    for row in members:
        on = last.get(row.member_id)
        if on is not None:
            state = State.DONE if on > since else State.OPEN
        else:
            known = None not in (started_on, row.departed_on) and row.departed_on >= started_on
            state = State.OPEN if known else State.UNKNOWN
        lines.append(Line(row.member_id, row.name, state, on))
    return _ring(REPORTING, lines, {"months": months}, since + timedelta(1), today)


def _contact(session: Session, branch_id: UUID, _language: Language) -> Ring:
    today = clock.today()
    lines = []
    for row in _away(session, branch_id, today, only_clocked=True):
        state = State.UNKNOWN if row.unknown else State.OPEN if row.silent else State.DONE
        days = [on for on in (row.contact_on, row.report_on, row.opening_on) if on is not None]
        lines.append(Line(row.member_id, row.name, state, max(days, default=None)))
    since = today - timedelta(_CONTACT_DAYS - 1)
    return _ring(CONTACT, lines, {"days": _CONTACT_DAYS}, since, today)


def _training(session: Session, branch_id: UUID, _language: Language) -> Ring:
    today = clock.today()
    months = int(value_on(session, "ring_training_months", branch_id, today))
    since = add_months(today, -months)
    members = [row for row in _away(session, branch_id, today, only_clocked=True) if not row.exempt]
    known = gather_facts(session, [row.member_id for row in members])
    lines = []
    for row in members:
        on = known[row.member_id].last_organization_life_on
        state = State.UNKNOWN if on is None else State.DONE if on > since else State.OPEN
        lines.append(Line(row.member_id, row.name, state, on))
    return _ring(TRAINING, lines, {"months": months}, since + timedelta(1), today)


def _visiting(session: Session, branch_id: UUID, language: Language) -> Ring:
    today = clock.today()
    started_on = session.scalar(select(Organization.started_on).where(Organization.id == branch_id))
    window = _last_window(session, branch_id, today)
    if started_on is None or window.closes_on < started_on:
        return Ring(VISITING, _FORMULAS[VISITING], missing=_MISSING[VISITING])
    lines = [
        Line(one["member_id"], one["name"], State.DONE if one["visit_id"] else State.OPEN, one["visited_on"])
        for call in Plan(session, [branch_id], window, today).calls
        if not call["left_out"]
        for one in call["members"]
    ]
    about, ends = window.name(language), min(window.closes_on, today)
    return Ring(
        VISITING,
        _FORMULAS[VISITING],
        lines=lines,
        about=about,
        from_on=window.opens_on,
        to_on=ends,
        missing=None if lines else _NOBODY,
    )


def _last_window(session: Session, branch_id: UUID, today: date) -> Window:
    calendar = calendar_of(session, branch_id, today)
    opened = [
        window
        for year in (today.year - 1, today.year, today.year + 1)
        for window in windows(year, calendar)
        if window.proposes(VISITS) and window.opens_on <= today
    ]
    return max(opened, key=lambda window: (window.opens_on, window.key))


def _ring(key: str, lines: Sequence[Line], values: dict[str, Any], from_on: date, to_on: date) -> Ring:
    return Ring(
        key,
        _FORMULAS[key],
        values,
        lines,
        from_on=from_on,
        to_on=to_on,
        missing=None if lines else _NOBODY,
    )


def _away(session: Session, branch_id: UUID, today: date, *, only_clocked: bool = False) -> Sequence[Any]:
    """Return the members away by name, with what the figures say of their contact."""
    away = people.away_members()
    statement = (
        select(
            away.rows,
            away.conditions[figures.SILENT[_CONTACT_DAYS]].label("silent"),
            away.conditions[figures.CONTACT_UNKNOWN].label("unknown"),
            Person.name,
        )
        .join(Membership, Membership.id == away.rows.c.member_id)
        .join(Person, Person.id == Membership.person_id)
        .order_by(Person.pinyin, Membership.id)
    )
    if only_clocked:
        statement = statement.where(away.rows.c.clocked == 1)
    return session.execute(statement, people.bound_to(branch_id, today)).all()


def _last_reports(session: Session, membership_ids: Sequence[UUID]) -> dict[UUID, date]:
    """Return the day of each member's last accepted report of any kind, by whomever it was recorded."""
    rows = session.execute(
        select(Report.membership_id, func.max(Report.reported_on))
        .join(ReportDecision, ReportDecision.report_row_id == Report.row_id)
        .where(
            Report.replaced_at.is_(None),
            Report.membership_id.in_(membership_ids),
            Report.kind != "hearsay",
            ReportDecision.outcome == "accepted",
        )
        .group_by(Report.membership_id)
    )
    return dict(rows.all())


def _names(session: Session, membership_ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = session.execute(
        select(Membership.id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id.in_(membership_ids))
    )
    return dict(rows.all())


_FINDERS: dict[str, Callable[[Session, UUID, Language], Ring]] = {
    SCREENING: _screening,
    REPORTING: _reporting,
    CONTACT: _contact,
    TRAINING: _training,
    VISITING: _visiting,
}

_FORMULAS: dict[str, Pair] = {
    SCREENING: (
        "最近一轮排查里已经问到的党员，占这一轮要问的党员；中途去世、转出的不算在内。",
        "Members asked after in the latest round, of all whom the round covers; who died or left meanwhile is not counted.",
    ),
    REPORTING: (
        "近 {months} 个月有过报告并已受理的，占在外党员；启用前外出、还没有报告的算未登记。",
        (
            "Members with an accepted report in the last {months} months, of all away; who left before the start "
            "and has no report is not on record."
        ),
    ),
    CONTACT: (
        "近 {days} 天和本人联系上过、或这些天人还在家的，占在外党员；停止、保留党籍的不算在内。",
        (
            "Members themselves in touch within {days} days, or still at home then, of all away; those whose membership "
            "is suspended or retained are not counted."
        ),
    ),
    TRAINING: (
        "近 {months} 个月参加过组织生活或培训的（含视频、流入地、补学），占在外党员；年老体弱免除的不算在内。",
        (
            "Members who took part in organisation life or made it up within {months} months, of all away; "
            "who is exempt is not counted."
        ),
    ),
    VISITING: (
        "最近一个慰问节点里已经走访的，占应走访的在外党员；写明原因不走访的不算在内。",
        "Members called on in the latest window, of all away who are due; who is left out with a reason is not counted.",
    ),
}

_NOBODY: Pair = ("眼下没有这样的党员。", "There is nobody to count at present.")
_MISSING: dict[str, Pair] = {
    SCREENING: ("近一年还没有开过排查。", "No round was opened within a year."),
    VISITING: ("启用以来还没有过慰问节点。", "No window of visits has come since the start."),
}

_SENTENCES: dict[tuple[str, State], Pair] = {
    (SCREENING, State.DONE): ("{day}问到了。", "Asked on {day}."),
    (SCREENING, State.OPEN): ("还没有问到。", "Not asked yet."),
    (SCREENING, State.UNKNOWN): ("未登记。", "Not on record."),
    (REPORTING, State.DONE): ("最近一次报告：{day}。", "Last report: {day}."),
    (REPORTING, State.OPEN): ("最近一次报告：{day}。", "Last report: {day}."),
    (REPORTING, State.UNKNOWN): (
        "启用前外出，报告未登记。",
        "Left before the start; no report is on record.",
    ),
    (CONTACT, State.DONE): ("最近一次联系上：{day}。", "Last in touch: {day}."),
    (CONTACT, State.OPEN): ("最近一次联系上：{day}。", "Last in touch: {day}."),
    (CONTACT, State.UNKNOWN): ("最近一次联系未登记。", "The last contact is not on record."),
    (TRAINING, State.DONE): ("最近一次参加：{day}。", "Last took part: {day}."),
    (TRAINING, State.OPEN): ("最近一次参加：{day}。", "Last took part: {day}."),
    (TRAINING, State.UNKNOWN): ("最近一次参加未登记。", "The last time is not on record."),
    (VISITING, State.DONE): ("{day}走访过。", "Called on {day}."),
    (VISITING, State.OPEN): ("还没有走访。", "Not called on yet."),
    (VISITING, State.UNKNOWN): ("未登记。", "Not on record."),
}
_NEVER: dict[str, Pair] = {
    SCREENING: _SENTENCES[SCREENING, State.OPEN],
    REPORTING: ("外出以来还没有报告。", "No report since the departure."),
    CONTACT: ("外出以来还没有联系上。", "Not in touch since the departure."),
    TRAINING: ("还没有参加过。", "Has not taken part yet."),
    VISITING: _SENTENCES[VISITING, State.OPEN],
}
