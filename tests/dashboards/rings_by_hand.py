"""五常 of one branch worked out slowly from raw rows, without anything that the application reckons with."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.models import PlannedVisit, ScreeningFinding, ScreeningRound, Training, Visit, VisitMember
from tests.dashboards.by_hand import DAYS_AROUND, Reckoned, Rows
from tests.seasons.test_seasons import SPRING_FESTIVALS

TABLES = (PlannedVisit, ScreeningFinding, ScreeningRound, Training, Visit, VisitMember)
REPORT_MONTHS, TRAINING_MONTHS = 12, 3
"""`ring_report_months` and `ring_training_months`, where no place has set them otherwise."""


@dataclass(frozen=True)
class ByHand:
    """Who did it, who did not yet, and of whom nothing is on record; `missing`: there is nothing to count."""

    done: list[UUID]
    still_open: list[UUID]
    unknown: list[UUID]
    missing: bool = False


NOTHING = ByHand([], [], [], missing=True)


def read_further(session: Session, rows: Rows) -> None:
    """Read the tables that only the rings rest on, too."""
    for model in TABLES:
        rows.of[model.__tablename__] = list(session.execute(select(model.__table__)))


def work_out(rows: Rows, told: Reckoned, branch: UUID, today: date) -> dict[str, ByHand]:
    """Return the five rings of a branch."""
    started_on = next(one.started_on for one in rows.of["organizations"] if one.id == branch)
    return {
        "screening": _screening(rows, branch, today),
        "reporting": _reporting(rows, told[branch]["away"], started_on, today),
        "contact": _contact(told[branch]),
        "training": _training(rows, told[branch]["clocked"], today),
        "visiting": _visiting(rows, branch, started_on, today),
    }


def _screening(rows: Rows, branch: UUID, today: date) -> ByHand:
    rounds = [
        one
        for one in rows.standing("screening_rounds", node_id=branch, void_on=None)
        if (today - one.opened_on).days < 366
    ]
    if not rounds:
        return NOTHING
    newest = max(rounds, key=lambda one: (one.opened_on, one.id))
    last = newest.closed_on or today
    asked = {one.membership_id for one in rows.standing("screening_findings", round_id=newest.id)}
    covered = [
        one
        for one in rows.of["memberships"]
        if one.organization_id == branch
        and one.from_on <= last
        and (one.to_on is None or one.to_on > newest.opened_on)
    ]
    done = [one.id for one in covered if one.id in asked]
    # Who died or left without having been asked is asked after by nobody any more.
    return ByHand(
        done,
        [one.id for one in covered if one.id not in asked and (one.to_on is None or one.to_on > last)],
        [],
    )


def _reporting(rows: Rows, away: Iterable[UUID], started_on: date | None, today: date) -> ByHand:
    since = _months_before(today, REPORT_MONTHS)
    accepted = {one.report_row_id for one in rows.of["report_decisions"] if one.outcome == "accepted"}
    found = ByHand([], [], [])
    for member in away:
        days = [
            one.reported_on
            for one in rows.standing("reports", membership_id=member)
            if one.row_id in accepted and one.kind != "hearsay"
        ]
        left = max(
            (
                one.departed_on
                for one in rows.standing("away_periods", membership_id=member, returned_on=None)
            ),
            default=None,
        )
        if days:
            (found.done if max(days) > since else found.still_open).append(member)
        elif left is not None and started_on is not None and left >= started_on:
            found.still_open.append(member)
        else:
            found.unknown.append(member)
    return found if any((found.done, found.still_open, found.unknown)) else NOTHING


def _contact(counted: dict[str, list[UUID]]) -> ByHand:
    silent, unknown = counted["silent_30"], counted["contact_unknown"]
    done = [one for one in counted["clocked"] if one not in silent and one not in unknown]
    return ByHand(done, silent, unknown) if counted["clocked"] else NOTHING


def _training(rows: Rows, clocked: Iterable[UUID], today: date) -> ByHand:
    since = _months_before(today, TRAINING_MONTHS)
    held_on = {one.id: one.on_date for one in rows.of["trainings"] if one.state != "called_off"}
    found = ByHand([], [], [])
    for member in clocked:
        if any(one.id == member and one.exempt for one in rows.of["memberships"]):
            continue
        days = [
            held_on[one.training_id]
            for one in rows.standing("attendances", membership_id=member)
            if one.way in ("hall", "video", "host")
        ]
        days += [one.on_date for one in rows.standing("make_ups", membership_id=member, state="confirmed")]
        days += [
            one.last_organization_life_on
            for one in rows.standing("openings", membership_id=member)
            if one.last_organization_life_on is not None
        ]
        if days:
            (found.done if max(days) > since else found.still_open).append(member)
        else:
            found.unknown.append(member)
    return found if any((found.done, found.still_open, found.unknown)) else NOTHING


def _visiting(rows: Rows, branch: UUID, started_on: date | None, today: date) -> ByHand:
    around = timedelta(DAYS_AROUND)
    feasts = [
        (feast, f"{kind}-{feast.year}")
        for year in (today.year - 1, today.year, today.year + 1)
        for kind, feast in (
            ("spring_festival", date.fromisoformat(SPRING_FESTIVALS[year][0])),
            ("july_first", date(year, 7, 1)),
            ("national_day", date(year, 10, 1)),
        )
        if feast - around <= today
    ]
    feast, key = max(feasts)
    if started_on is None or feast + around < started_on:
        return NOTHING
    judged_on = min(today, feast + around)
    visits = {one.id for one in rows.standing("visits", window_key=key, void=False)}
    called_on = {one.membership_id for one in rows.standing("visit_members") if one.visit_id in visits}
    left_out = {one.membership_id for one in rows.standing("planned_visits", window_key=key) if one.left_out}
    due = [
        one.id
        for one in rows.of["memberships"]
        if one.organization_id == branch
        and one.from_on <= judged_on
        and (one.to_on is None or one.to_on > judged_on)
        and one.id not in left_out
        and any(
            (away.departed_on is None or away.departed_on <= feast)
            and (away.returned_on is None or away.returned_on > feast - around)
            for away in rows.standing("away_periods", membership_id=one.id)
        )
    ]
    done = [one for one in due if one in called_on]
    return ByHand(done, [one for one in due if one not in called_on], []) if due else NOTHING


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
