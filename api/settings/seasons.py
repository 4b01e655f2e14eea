"""The days around feasts and farming seasons, as a place has set them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.models import Organization
from api.seasons import Calendar, MonthDay
from api.settings.values import Timelines, find_in_force, nodes_above, read_timelines

_KEYS = (
    "season_days_before",
    "season_days_after",
    "spring_farming_from",
    "spring_farming_to",
    "autumn_harvest_from",
    "autumn_harvest_to",
)


def calendar_of(session: Session, organization_id: UUID, on: date) -> Calendar:
    """Return the calendar in force at a node on a day."""
    path = nodes_above(session, organization_id)
    return _calendar(read_timelines(session, _KEYS, path), path, on)


def calendars_of(session: Session, organization_ids: Iterable[UUID], on: date) -> dict[UUID, Calendar]:
    """Return the calendar in force at each of many nodes on a day, with two queries."""
    rows = session.execute(select(Organization.id, Organization.parent_id))
    parents: dict[UUID, UUID | None] = {row.id: row.parent_id for row in rows}
    timelines = read_timelines(session, _KEYS, None)
    told = {place for _, place in timelines}
    calendars: dict[tuple[UUID, ...], Calendar] = {}
    found = {}
    for node_id in organization_ids:
        # Nearly all branches of a county share one calendar: it is put together once.
        path = tuple(place for place in _climb(parents, node_id) if place in told)
        if path not in calendars:
            calendars[path] = _calendar(timelines, path, on)
        found[node_id] = calendars[path]
    return found


def _climb(parents: Mapping[UUID, UUID | None], node_id: UUID) -> Iterator[UUID]:
    place: UUID | None = node_id
    while place is not None:
        yield place
        place = parents.get(place)


def _calendar(timelines: Timelines, path: Sequence[UUID], on: date) -> Calendar:
    told = {key: find_in_force(timelines, key, path, on).value for key in _KEYS}
    return Calendar(
        days_before=int(told["season_days_before"]),
        days_after=int(told["season_days_after"]),
        spring_farming=(_day(told["spring_farming_from"]), _day(told["spring_farming_to"])),
        autumn_harvest=(_day(told["autumn_harvest_from"]), _day(told["autumn_harvest_to"])),
    )


def _day(value: object) -> MonthDay:
    month, day = str(value).split("-")
    return int(month), int(day)
