"""The windows that propose a round, and the words for the window of a round."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.errors import Refusal
from api.seasons import SCREENING, Calendar, Window, find_window, next_window, windows_on
from api.settings.seasons import calendar_of

DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Opening:
    """Under which key a round is opened, and how long its window lasts."""

    key: str
    until_on: date | None


def choose(session: Session, organization_id: UUID, window_key: str, opened_on: date) -> Opening:
    """Return what a round opened on this day stands for. Raise where there is no such window, or not on that day."""
    if opened_on > clock.today():
        raise Refusal("date_in_future", errors={"opened_on": ["这一天还没到。"]})
    if window_key == DAILY:
        return Opening(f"{DAILY}-{opened_on.isoformat()}", None)
    window = find_window(window_key, calendar_of(session, organization_id, opened_on))
    if window is None or not window.proposes(SCREENING):
        raise Refusal("validation_failed", errors={"window_key": ["没有这个排查节点。"]})
    if not window.is_open(opened_on):
        raise Refusal("screening_outside_window", errors={"opened_on": ["这一天不在这个节点里。"]})
    return Opening(window.key, window.closes_on)


def open_windows(session: Session, organization_id: UUID) -> list[Window]:
    """Return the windows that are open today and propose a round."""
    today = clock.today()
    calendar = calendar_of(session, organization_id, today)
    return [window for window in windows_on(today, calendar) if window.proposes(SCREENING)]


def coming_window(session: Session, organization_id: UUID) -> Window:
    """Return the next window that proposes a round."""
    today = clock.today()
    return next_window(today, calendar_of(session, organization_id, today), SCREENING)


def name_of(window_key: str, language: str) -> str:
    """Return the words for a round's window: 2026年春节, or the day of a daily round."""
    if window_key.startswith(f"{DAILY}-"):
        day = date.fromisoformat(window_key.removeprefix(f"{DAILY}-"))
        return (
            f"daily from {day.isoformat()}"
            if language == "en"
            else f"{day.year}年{day.month}月{day.day}日起的日常"
        )
    # The words depend on kind and year only, not on the days that a place has set.
    window = find_window(window_key, Calendar())
    return window.name(language) if window else window_key
