"""The days around feasts and farming seasons, as a place has set them."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from api.seasons import Calendar, MonthDay
from api.settings.values import find_in_force, nodes_above, read_timelines

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
    timelines = read_timelines(session, _KEYS, path)
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
