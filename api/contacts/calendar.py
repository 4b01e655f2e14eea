"""A member's year of contact, 12 months × ways, and a branch's month in figures for the branch itself.

What was asked for and not done in the past is left blank: it is never asked for again and never shown as a gap.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api import clock
from api.contacts.cadence.facts import State
from api.contacts.cadence.judge import Judged, Weighed, judge, list_periods
from api.contacts.cadence.periods import MONTH, Period
from api.contacts.cadence.presets import Duty
from api.contacts.gather import gather
from api.contacts.rules import stands
from api.contacts.today import show_duty
from api.models import Contact, Membership, Person, Report, ReportDecision

KEYS = ("phone", "wechat", "video", "in_person", "letter", "family", "any")
_LOOK_BACK = timedelta(days=366)
_LIVE = (State.OVERDUE, State.GRACE, State.DUE)


def show_year(session: Session, membership_id: UUID, year: int | None) -> dict[str, Any]:
    """Return a member's calendar of contact."""
    today = clock.today()
    year = year or today.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    facts = gather(session, [membership_id], today, first - _LOOK_BACK)[membership_id]
    counts = _count(session, membership_id, first, last)
    check_ins = _check_ins(session, membership_id, first, last)
    # A week or a quarter belongs to the month in which it ends; the present ones to the present month.
    periods = list_periods(facts, first, _month_end(last), today)
    now = judge(facts, today)
    months = []
    for number in range(1, 13):
        month = MONTH.period(date(year, number, 1))
        asked = [one for one in periods if _month_of(one.period, today) == month.first]
        present = now if today in month else []
        months.append(
            {
                "month": number,
                "away": any(
                    away.first <= month.last and (away.last is None or away.last >= month.first)
                    for away in facts.away
                ),
                "paused": any(
                    pause.first <= month.last and (pause.last is None or pause.last >= month.first)
                    for pause in facts.pauses
                ),
                "check_ins": check_ins.get(number, 0),
                "cells": [_cell(key, counts[number, key], asked, present) for key in KEYS],
            }
        )
    return {
        "member_id": membership_id,
        "year": year,
        "keys": list(KEYS),
        "today": today,
        "months": months,
        "duties": [show_duty(one) for one in now],
    }


def show_month(session: Session, organization_id: UUID, month: str) -> dict[str, Any]:
    """Return how many periods of a month were asked for and done, by duty and member of a branch."""
    today = clock.today()
    first = date.fromisoformat(f"{month}-01")
    last = MONTH.period(first).last
    members = session.execute(
        select(Membership.id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organization_id == organization_id)
        .order_by(Person.pinyin, Membership.id)
    ).all()
    facts = gather(session, [row.id for row in members], today, first - _LOOK_BACK)
    of_members = []
    for row in members:
        figures = _figures(list_periods(facts[row.id], first, last, today), first)
        if figures:
            of_members.append({"member_id": row.id, "member_name": row.name, "duties": figures})
    totals: dict[Duty, list[int]] = defaultdict(lambda: [0, 0])
    for member in of_members:
        for figure in member["duties"]:
            totals[figure["duty"]][0] += figure["asked"]
            totals[figure["duty"]][1] += figure["done"]
    return {
        "organization_id": organization_id,
        "month": month,
        "duties": [
            {"duty": duty, "asked": asked, "done": done} for duty, (asked, done) in sorted(totals.items())
        ],
        "members": of_members,
    }


def _figures(periods: Iterable[Weighed], first: date) -> list[dict[str, Any]]:
    found: dict[Duty, list[int]] = defaultdict(lambda: [0, 0])
    for one in periods:
        if one.asked is not None and one.period.last >= first:
            found[one.asked.duty][0] += 1
            found[one.asked.duty][1] += not one.is_missed
    return [{"duty": duty, "asked": asked, "done": done} for duty, (asked, done) in sorted(found.items())]


def _month_end(last: date) -> date:
    return last + timedelta(days=366)


def _month_of(period: Period, today: date) -> date:
    return (min(period.last, today) if period.first <= today else period.last).replace(day=1)


def _cell(
    key: str, counted: tuple[int, int], asked: Sequence[Weighed], present: Sequence[Judged]
) -> dict[str, Any]:
    ours = [one for one in asked if one.asked is not None and one.asked.duty == key]
    done = sum(not one.is_missed for one in ours)
    live = next((one.state for one in present if one.duty == key), None)
    return {
        "key": key,
        "reached": counted[0],
        "attempts": counted[1],
        "asked": len(ours),
        "done": done,
        "state": _state(live, len(ours), done),
    }


def _state(live: State | None, asked: int, done: int) -> str | None:
    if live in _LIVE or live is State.PAUSED:
        return live.value
    if not done:
        return None
    return "done" if done == asked else "partly"


def _count(
    session: Session, membership_id: UUID, first: date, last: date
) -> dict[tuple[int, str], tuple[int, int]]:
    """Count what succeeded and what was tried, by month and way; family and any way apart."""
    rows = session.execute(
        select(Contact.happened_on, Contact.way, Contact.with_whom, Contact.outcome).where(
            stands(), Contact.membership_id == membership_id, Contact.happened_on.between(first, last)
        )
    )
    found: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for happened_on, way, with_whom, outcome in rows:
        place = 0 if outcome == "reached" else 1
        keys = ("family",) if with_whom == "family" else (way, "any")
        for key in keys:
            found[happened_on.month, key][place] += 1
    return defaultdict(lambda: (0, 0), {key: (one, two) for key, (one, two) in found.items()})


def _check_ins(session: Session, membership_id: UUID, first: date, last: date) -> dict[int, int]:
    rows = session.execute(
        select(Report.reported_on, func.count())
        .join(ReportDecision, ReportDecision.report_row_id == Report.row_id)
        .where(
            Report.replaced_at.is_(None),
            Report.membership_id == membership_id,
            Report.kind == "check_in",
            Report.reported_on.between(first, last),
            ReportDecision.outcome == "accepted",
        )
        .group_by(Report.reported_on)
    )
    found: dict[int, int] = defaultdict(int)
    for reported_on, count in rows:
        found[reported_on.month] += count
    return found
