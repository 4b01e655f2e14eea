"""The one place that asks the time.

Rules never ask: they get the day they judge. Tests and the demo township travel with `at`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
"""Every calendar day of this product is a day in this zone (domain: calendar periods)."""

_standing_still: ContextVar[datetime | None] = ContextVar("standing_still", default=None)


def now() -> datetime:
    """Return the present instant, aware, in UTC, to the microsecond."""
    return _standing_still.get() or datetime.now(UTC)


def today() -> date:
    """Return the present calendar day in the village."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """Return the village's calendar day of an aware instant."""
    return instant.astimezone(ZONE).date()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Let the clock stand still at an aware instant, for tests and for telling a past story."""
    token = _standing_still.set(instant)
    try:
        yield
    finally:
        _standing_still.reset(token)
