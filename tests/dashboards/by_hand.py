"""The figures worked out slowly from raw rows, person by person, without anything that the application reckons with."""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.models import (
    Attendance,
    AwayPeriod,
    Contact,
    Handoff,
    HomeStay,
    MakeUp,
    Membership,
    Need,
    Opening,
    Organization,
    Pairing,
    Report,
    ReportDecision,
    SettingValue,
)
from tests.seasons.test_seasons import OF_EVERY_YEAR, SPRING_FESTIVALS

TABLES = (
    Attendance,
    AwayPeriod,
    Contact,
    Handoff,
    HomeStay,
    MakeUp,
    Membership,
    Need,
    Opening,
    Organization,
    Pairing,
    Report,
    ReportDecision,
    SettingValue,
)
OPEN_DAYS = 30
"""`need_open_days`, where no place has set it otherwise."""

DAYS_AROUND = 15
"""`season_days_before` and `season_days_after`, where no place has set them otherwise."""


@dataclass
class Rows:
    """All rows of the tables that the figures rest on, by table."""

    of: dict[str, list[Any]] = field(default_factory=dict)

    def set_at(self, key: str, node: UUID | None, today: date, otherwise: Any) -> Any:
        """Return what the nearest place says of a setting on a day."""
        while node is not None:
            told = self.standing("setting_values", key=key, organization_id=node)
            begun = sorted((one for one in told if one.from_on <= today), key=lambda one: one.from_on)
            if begun and begun[-1].value["value"] is not None:
                return begun[-1].value["value"]
            node = next(one.parent_id for one in self.of["organizations"] if one.id == node)
        return otherwise

    def standing(self, table: str, **fits: Any) -> list[Any]:
        """Return the rows that were not replaced and are so."""
        return [
            row
            for row in self.of[table]
            if getattr(row, "replaced_at", None) is None
            and all(getattr(row, name) == value for name, value in fits.items())
        ]


def read_rows(session: Session) -> Rows:
    """Read whole tables."""
    return Rows({model.__tablename__: list(session.execute(select(model.__table__))) for model in TABLES})


Reckoned = dict[UUID, dict[str, list[Any]]]
"""Of each branch the ids that each figure counts."""


def reckon(rows: Rows, today: date) -> Reckoned:
    """Return of each branch whom or what each figure counts."""
    told: dict[UUID, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    members = [row for row in rows.of["memberships"] if row.to_on is None]
    for member in members:
        here = told[member.organization_id]
        here["members"].append(member.id)
        if not rows.standing("openings", membership_id=member.id):
            here["opening_missing"].append(member.id)
        for key in _reckon_away(rows, member, members, today):
            here[key].append(member.id)
    on_roll = {member.id for member in members}
    for need in rows.standing("needs", state="open", private=False):
        if need.membership_id in on_roll:
            told[need.node_id]["needs_open"].append(need.id)
            if (today - need.raised_on).days > rows.set_at("need_open_days", need.node_id, today, OPEN_DAYS):
                told[need.node_id]["needs_long"].append(need.id)
    branches = {one.id for one in rows.of["organizations"] if one.kind == "branch"}
    for handoff in rows.standing("handoffs", state="support_wanted"):
        if handoff.node_id in branches:
            told[handoff.node_id]["support_wanted"].append(handoff.id)
    for branch in rows.of["organizations"]:
        if branch.kind == "branch" and branch.ended_on is None:
            told[branch.id]["windows"] += [branch.id] * _open_windows(rows, branch.id, today)
    for here in told.values():
        here["assist"] = [
            one for key in ("silent_90", "uncovered", "needs_long", "support_wanted") for one in here[key]
        ]
    return told


def _reckon_away(rows: Rows, member: Any, members: list[Any], today: date) -> Iterator[str]:
    """Yield the figures that count a member for being away."""
    periods = [
        one
        for one in _still_away(rows, member.id, today)
        if (one.departed_on is None or one.departed_on <= today)
        and (one.relation_transferred_on is None or one.relation_transferred_on > today)
    ]
    if not periods:
        return
    yield "away"
    if any(one.departed_on is None for one in periods):
        yield "departure_unknown"
    if not _is_looked_after(rows, member.id, members, today):
        yield "uncovered"
    if member.roll_status in ("suspended", "retained"):
        return
    yield "clocked"
    if not member.exempt and not _took_part(rows, member.id):
        yield "life_unknown"
    heard = heard_on(rows, member.id)
    if not heard:
        yield "contact_unknown"
        return
    met = [*heard, *(_gone_by(one) for one in periods if one.departed_on is not None)]
    stays = rows.standing("home_stays", membership_id=member.id)
    met += [stay.to_on for stay in stays if stay.from_on <= today]
    for days in (30, 60, 90):
        if (today - max(met)).days >= days:
            yield f"silent_{days}"


def _still_away(rows: Rows, member_id: UUID, today: date) -> list[Any]:
    periods = rows.standing("away_periods", membership_id=member_id)
    return [one for one in periods if one.returned_on is None or one.returned_on > today]


def _gone_by(period: Any) -> date:
    """Return the last day on which an approximate departure can have been."""
    first: date = period.departed_on
    month_end = calendar.monthrange(first.year, first.month)[1]
    if period.departed_precision == "day":
        last = first
    elif period.departed_precision == "month":
        last = date(first.year, first.month, month_end)
    elif period.departed_precision == "year":
        last = date(first.year, 12, 31)
    else:
        year, month = first.year + (first.month + 2) // 12, (first.month + 2) % 12 + 1
        last = date(year, month, min(first.day, calendar.monthrange(year, month)[1])) - timedelta(1)
    found: date | None = period.discovered_on
    return last if found is None else min(last, max(found, first))


def heard_on(rows: Rows, member_id: UUID) -> list[date]:
    """Return the days on which somebody was in touch with the member."""
    days = [
        one.happened_on
        for one in rows.standing("contacts", membership_id=member_id, outcome="reached", with_whom="self")
        if one.withdrawn_by_id is None
    ]
    accepted = {one.report_row_id for one in rows.of["report_decisions"] if one.outcome == "accepted"}
    days += [
        one.reported_on
        for one in rows.standing("reports", membership_id=member_id)
        if one.row_id in accepted
        and one.kind != "hearsay"
        and (one.method == "self" or one.kind in ("check_in", "yearly", "return"))
    ]
    days += [
        one.last_contact_on
        for one in rows.standing("openings", membership_id=member_id)
        if one.last_contact_on is not None
    ]
    return days


def _took_part(rows: Rows, member_id: UUID) -> bool:
    """Say whether anything is on record of the member at a meeting."""
    return (
        any(
            one.last_organization_life_on is not None
            for one in rows.standing("openings", membership_id=member_id)
        )
        or any(
            one.way in ("hall", "video", "host")
            for one in rows.standing("attendances", membership_id=member_id)
        )
        or bool(rows.standing("make_ups", membership_id=member_id, state="confirmed"))
    )


def _open_windows(rows: Rows, branch: UUID, today: date) -> int:
    """Count the windows that are open: the feasts with the days around them, and the seasons with those before."""
    before = timedelta(int(rows.set_at("season_days_before", branch, today, DAYS_AROUND)))
    after = timedelta(int(rows.set_at("season_days_after", branch, today, DAYS_AROUND)))
    spans = []
    for year in (today.year - 1, today.year, today.year + 1):
        for kind, days in OF_EVERY_YEAR.items():
            first, last = (date.fromisoformat(f"{year}-{day}") for day in days[:2])
            spans.append(
                (first - before, last if kind in ("spring_farming", "autumn_harvest") else last + after)
            )
        if year in SPRING_FESTIVALS:
            feast = date.fromisoformat(SPRING_FESTIVALS[year][0])
            spans.append((feast - before, feast + after))
    return sum(opens <= today <= closes for opens, closes in spans)


def _is_looked_after(rows: Rows, member_id: UUID, members: Iterable[Any], today: date) -> bool:
    by_id = {member.id: member for member in members}
    decided = {one.report_row_id for one in rows.of["report_decisions"]}
    for pairing in rows.of["pairings"]:
        if pairing.member_id != member_id or pairing.kind != "home" or pairing.from_on > today:
            continue
        liaison = by_id.get(pairing.liaison_id)
        if liaison is None or (pairing.to_on is not None and pairing.to_on <= today):
            continue
        away = _still_away(rows, liaison.id, today)
        if any(one.departed_on is None or one.departed_on <= today for one in away):
            continue
        if any(one.relation_transferred_on and one.relation_transferred_on <= today for one in away):
            continue
        leaves = bool(away) or any(
            one.row_id not in decided
            for one in rows.standing("reports", membership_id=liaison.id, kind="departure")
        )
        if leaves or (not liaison.exempt and liaison.roll_status != "suspended"):
            return True
    return False
