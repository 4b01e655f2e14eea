"""Which windows are open in which branch today: for screening, for visits, or both."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.seasons import SCREENING, VISITS, Calendar, Window, windows_on
from api.settings.seasons import calendars_of


def open_in(session: Session, branches: Iterable[UUID], today: date) -> dict[UUID, Sequence[Window]]:
    """Return the open windows of each branch; most branches of a county share one calendar."""
    by_calendar: dict[Calendar, Sequence[Window]] = {}
    found: dict[UUID, Sequence[Window]] = {}
    for branch, calendar in calendars_of(session, branches, today).items():
        if calendar not in by_calendar:
            by_calendar[calendar] = windows_on(today, calendar)
        found[branch] = by_calendar[calendar]
    return found


def show(windows: Iterable[tuple[Window, int]], language: str) -> list[dict[str, Any]]:
    """Write windows as the screens read them, with the number of branches in which each is open."""
    return [
        {
            "key": window.key,
            "name": window.name(language),
            "opens_on": window.opens_on,
            "closes_on": window.closes_on,
            "screening": window.proposes(SCREENING),
            "visits": window.proposes(VISITS),
            "branches": branches,
        }
        for window, branches in windows
    ]
