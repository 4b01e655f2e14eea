"""A worker's minutes, told to the cast: at an hour of a day, look and send."""

from datetime import date, datetime, time

from api import clock
from api.config import Config
from api.http.running import NAME
from api.reminders.daily import tell_everybody
from api.reminders.sending import send_waiting
from tests.cast import World

DAY = date(2026, 5, 14)
"""A Thursday without a feast or a farming season near it, in the first half of month and quarter."""


def at_hour(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    """Return an instant by the village's clock."""
    return datetime.combine(day, time(hour, minute), clock.ZONE)


def config_of(world: World) -> Config:
    """Return the settings of the running installation."""
    found: Config = world.app.extensions[NAME].config
    return found


def minute_of_worker(world: World, now: datetime, owner: str = "甲", config: Config | None = None) -> int:
    """Let a worker have its minute; return how many people and groups it looked at."""
    with clock.at(now):
        looked = tell_everybody(config or config_of(world), world.database)
        send_waiting(config or config_of(world), world.database, owner)
    return looked


def inbox(world: World, name: str, language: str = "zh") -> list[dict[str, object]]:
    """Return somebody's messages, newest first."""
    answer = world.as_(name).get("/inbox", headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.json
    items: list[dict[str, object]] = answer.json["items"]
    return items


def sentences(world: World, name: str) -> list[str]:
    """Return what the newest message says."""
    messages = inbox(world, name)
    return [line["sentence"] for line in messages[0]["lines"]] if messages else []  # type: ignore[attr-defined]
