"""The open visiting windows: homes not called on yet, and arrivals that nobody told; one line each for a branch."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.dashboards.items import say
from api.standing.words import Language
from api.visits import planning

_WINDOW = (
    "{window}慰问：{calls} 户，已走访 {done} 户，{undecided}到{closes}为止。",
    "{window}: {done} of {calls} homes called on, {undecided}until {closes}.",
)
_UNDECIDED = ("{count} 户还没定谁去，", "{count} without anybody to go, ")
_ARRIVALS = (
    "{window}：还有 {count} 位同志没说哪天到家，问一声就好。",
    "{window}: {count} have not said yet when they come home; a word will do.",
)


def find(session: Session, _actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return an item for each branch whose window is open and not all homes are called on, and one for arrivals."""
    today = clock.today()
    items = []
    for branch_id, window, counts in planning.count_open_windows(session, organization_id, today):
        left = counts["calls"] - counts["done"]
        shared = {
            "code": window.key,
            "subject_id": branch_id,
            "member_id": None,
            "member_name": None,
            "organization_id": branch_id,
            "since": window.opens_on,
        }
        name = window.name(language)
        if left:
            undecided = counts["calls"] - counts["decided"]
            sentence = say(
                _WINDOW,
                language,
                window=name,
                calls=counts["calls"],
                done=counts["done"],
                undecided=say(_UNDECIDED, language, count=undecided) if undecided else "",
                closes=_day(window.closes_on, language),
            )
            items.append({**shared, "kind": "visit_window_open", "sentence": sentence, "count": left})
        if counts["arrivals_missing"] and today <= window.last_on:
            missing = counts["arrivals_missing"]
            sentence = say(_ARRIVALS, language, window=name, count=missing)
            items.append({**shared, "kind": "arrivals_missing", "sentence": sentence, "count": missing})
    return items


def _day(day: Any, language: Language) -> str:
    return day.isoformat() if language == "en" else f"{day.month}月{day.day}日"
