"""What the lines of a list, the rings and the five difficulties say, in Chinese and in English."""

from datetime import date

from api.dashboards.items import Pair, say
from api.dashboards.overview import figures
from api.standing.words import Language

_SILENT = ("最近一次联系上是 {contact}，{days} 天前。", "Last in touch on {contact}, {days} days ago.")
_LINES: dict[str, Pair] = {
    figures.MEMBERS: ("在册。", "On the roll."),
    figures.CONTACT_UNKNOWN: ("最近一次联系未登记。", "The last contact is not on record."),
    figures.DEPARTURE_UNKNOWN: ("离村时间未登记。", "The day of departure is not on record."),
    figures.LIFE_UNKNOWN: (
        "在外，最近一次参加组织生活未登记。",
        "Away; the last time at organisation life is not on record.",
    ),
    figures.OPENING_MISSING: (
        "启用前的底数还没补登。",
        "What was known before the start is not on record yet.",
    ),
    figures.UNCOVERED: (
        "在外，眼下没有能联系的联络员。",
        "Away, with nobody at home who can keep in touch at present.",
    ),
    figures.NEEDS_OPEN: ("{since}提出的诉求还没办结。", "A need raised on {since} is open."),
    figures.NEEDS_LONG: ("诉求提出已有 {waits} 天，还没办结。", "A need has been open for {waits} days."),
    figures.SUPPORT_WANTED: ("{since}答复：需要上级支持。", "Answered on {since} that support is wanted."),
}
_AWAY_SINCE = ("{since}起在外。", "Away since {since}.")
_AWAY = ("在外，离村时间未登记。", "Away; the day of departure is not on record.")


def say_line(
    code: str,
    contact_on: date | None,
    days: int | None,
    since: date | None,
    today: date,
    language: Language,
) -> str:
    """Say why somebody stands in a list."""
    if code in figures.SILENT.values():
        pair = _SILENT
    elif code == figures.AWAY:
        pair = _AWAY_SINCE if since else _AWAY
    else:
        pair = _LINES[code]
    return say(
        pair,
        language,
        contact=day(contact_on, language),
        days=days,
        since=day(since, language),
        waits=(today - since).days if since else None,
    )


def day(on: date | None, language: Language) -> str:
    """Write a day."""
    if on is None:
        return ""
    return f"{on.year}年{on.month}月{on.day}日" if language == "zh" else on.isoformat()
