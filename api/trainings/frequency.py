"""Frequency watch: this branch's months and quarters against domain §5. It leads to no rate, and leaves no branch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from api.trainings import kinds

HELD, TO_CLOSE, PLANNED, MISSING, OPEN, LATER = "held", "to_close", "planned", "missing", "open", "later"
STATUSES = (HELD, TO_CLOSE, PLANNED, MISSING, OPEN, LATER)

MONTH, QUARTER, YEAR = 1, 3, 12
"""Periods, by their months."""

PERIOD_OF = {
    kinds.GENERAL_MEETING: QUARTER,
    kinds.COMMITTEE: MONTH,
    kinds.GROUP_MEETING: MONTH,
    kinds.LECTURE: QUARTER,
    kinds.THEME_DAY: MONTH,
    kinds.LIFE_MEETING: YEAR,
    kinds.EVALUATION: YEAR,
}
"""What domain §5 names a period for; a training has none."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as the watch sees it."""

    kind: str
    on: date
    closed: bool
    group_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """What a branch is asked for: so many of a kind in a period, from a day on and to another."""

    kind: str
    times: int
    since: date
    until: date | None = None
    group_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """One period of one kind, with what was held in it, what waits to be closed, and what is planned."""

    kind: str
    group_id: UUID | None
    first: date
    last: date
    times: int
    held: int
    to_close: int
    planned: int
    status: str


def watch(asked: Iterable[Watched], meetings: Iterable[Meeting], year: int, today: date) -> list[Span]:
    """Return each period of a year in which something is asked for; a period begun before its `since` asks nothing."""
    by_kind: dict[tuple[str, UUID | None], list[Meeting]] = {}
    for meeting in meetings:
        group_id = meeting.group_id if meeting.kind == kinds.GROUP_MEETING else None
        by_kind.setdefault((meeting.kind, group_id), []).append(meeting)
    spans = []
    for one in asked:
        for first, last in periods(PERIOD_OF[one.kind], year):
            if one.times < 1 or first < one.since or (one.until is not None and last > one.until):
                continue
            within = [each for each in by_kind.get((one.kind, one.group_id), ()) if first <= each.on <= last]
            spans.append(_judge(one, first, last, within, today))
    return spans


def _judge(one: Watched, first: date, last: date, within: list[Meeting], today: date) -> Span:
    held = sum(meeting.closed for meeting in within)
    to_close = sum(not meeting.closed and meeting.on <= today for meeting in within)
    planned = len(within) - held - to_close
    if held >= one.times:
        status = HELD
    elif held + to_close >= one.times:
        status = TO_CLOSE
    elif len(within) >= one.times:
        status = PLANNED
    elif last < today:
        status = MISSING
    else:
        status = OPEN if first <= today else LATER
    return Span(one.kind, one.group_id, first, last, one.times, held, to_close, planned, status)


def periods(months: int, year: int) -> list[tuple[date, date]]:
    """Return the first and last days of a year's periods."""
    firsts = [date(year, month, 1) for month in range(1, 13, months)]
    following = [*firsts[1:], date(year + 1, 1, 1)]
    return [(first, after - timedelta(days=1)) for first, after in zip(firsts, following, strict=True)]


def worth_a_word(span: Span, today: date) -> bool:
    """Say whether the desk mentions an open period: in its second half, not on its first day."""
    return span.status == OPEN and (today - span.first) * 2 >= span.last - span.first


def times_by_kind(values: Mapping[str, object]) -> dict[str, int]:
    """Read the settings: how many of a kind a period asks for."""
    return {kind: int(str(values[SETTING_OF[kind]])) for kind in PERIOD_OF}


SETTING_OF = {
    kinds.GENERAL_MEETING: "general_meetings_a_quarter",
    kinds.COMMITTEE: "committee_meetings_a_month",
    kinds.GROUP_MEETING: "group_meetings_a_month",
    kinds.LECTURE: "lectures_a_quarter",
    kinds.THEME_DAY: "theme_days_a_month",
    kinds.LIFE_MEETING: "life_meetings_a_year",
    kinds.EVALUATION: "evaluations_a_year",
}
