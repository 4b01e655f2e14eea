"""The windows of the year in which the village screens and visits its members: feasts and farming seasons.

A window opens some days before its feast, because people must be caught while they are at home, and closes some days
after. What each proposes follows from domain §1: 春节 and the farming seasons a screening round, 春节, 七一 and 国庆 a
visiting plan. Pure: the days that a place may set otherwise come in a `Calendar` (`api.settings.seasons`).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from lunar_python import Lunar  # type: ignore[import-untyped]

SPRING_FESTIVAL, JULY_FIRST, NATIONAL_DAY = "spring_festival", "july_first", "national_day"
SPRING_FARMING, AUTUMN_HARVEST = "spring_farming", "autumn_harvest"
KINDS = (SPRING_FESTIVAL, SPRING_FARMING, JULY_FIRST, AUTUMN_HARVEST, NATIONAL_DAY)

SCREENING, VISITS = "screening", "visits"

PROPOSES = {
    SPRING_FESTIVAL: frozenset({SCREENING, VISITS}),
    SPRING_FARMING: frozenset({SCREENING}),
    JULY_FIRST: frozenset({VISITS}),
    AUTUMN_HARVEST: frozenset({SCREENING}),
    NATIONAL_DAY: frozenset({VISITS}),
}
"""What a window of each kind proposes."""

WORDS = {
    SPRING_FESTIVAL: ("春节", "Spring Festival"),
    SPRING_FARMING: ("春耕农忙", "spring farming"),
    JULY_FIRST: ("七一", "1 July"),
    AUTUMN_HARVEST: ("秋收农忙", "autumn harvest"),
    NATIONAL_DAY: ("国庆", "National Day"),
}

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a place may set: days before and after a feast, and the first and last day of the farming seasons."""

    days_before: int = 15
    days_after: int = 15
    spring_farming: tuple[MonthDay, MonthDay] = ((3, 20), (4, 20))
    autumn_harvest: tuple[MonthDay, MonthDay] = ((9, 10), (10, 10))


@dataclass(frozen=True, slots=True)
class Window:
    """One window: what for, which year's, the feast's first and last day, and when it opens and closes (both count)."""

    kind: str
    year: int
    feast_on: date
    last_on: date
    opens_on: date
    closes_on: date

    @property
    def key(self) -> str:
        """Return the name by which facts refer to this window."""
        return f"{self.kind}-{self.year}"

    def proposes(self, what: str) -> bool:
        """Say whether this window proposes a screening round, or a visiting plan."""
        return what in PROPOSES[self.kind]

    @property
    def asks_arrival(self) -> bool:
        """Say whether people come home for it, so that 哪天到家 is the first question; for 七一 nobody travels."""
        return self.kind != JULY_FIRST

    def is_open(self, day: date) -> bool:
        """Say whether the window is open on a day."""
        return self.opens_on <= day <= self.closes_on

    def name(self, language: str) -> str:
        """Return the words for it: 2026年春节."""
        zh, en = WORDS[self.kind]
        return f"{en} {self.year}" if language == "en" else f"{self.year}年{zh}"


@cache
def spring_festival(year: int) -> date:
    """Return the first day of the lunar year that begins in a calendar year."""
    day = Lunar.fromYmd(year, 1, 1).getSolar()
    return date(day.getYear(), day.getMonth(), day.getDay())


def windows(year: int, calendar: Calendar) -> tuple[Window, ...]:
    """Return the windows whose feast or season begins in a year, in the order in which they begin."""
    feasts = (
        (SPRING_FESTIVAL, spring_festival(year)),
        (JULY_FIRST, date(year, 7, 1)),
        (NATIONAL_DAY, date(year, 10, 1)),
    )
    found = [_around(kind, year, day, day, calendar, calendar.days_after) for kind, day in feasts]
    seasons = ((SPRING_FARMING, calendar.spring_farming), (AUTUMN_HARVEST, calendar.autumn_harvest))
    for kind, (first, last) in seasons:
        begins, ends = date(year, *first), date(year, *last)
        if ends < begins:
            ends = date(year + 1, *last)
        # A season's last day is set by the place itself; only a feast, which is one day, needs days after it.
        found.append(_around(kind, year, begins, ends, calendar, 0))
    return tuple(sorted(found, key=lambda window: (window.feast_on, KINDS.index(window.kind))))


def windows_on(day: date, calendar: Calendar) -> tuple[Window, ...]:
    """Return the windows that are open on a day: the one that opened first stands first."""
    # A window may open before the turn of the year and close after it.
    near = [window for year in (day.year - 1, day.year, day.year + 1) for window in windows(year, calendar)]
    return tuple(sorted((one for one in near if one.is_open(day)), key=lambda one: (one.opens_on, one.key)))


def next_window(day: date, calendar: Calendar, what: str | None = None) -> Window:
    """Return the next window that opens after a day, of those that propose `what`."""
    coming = [window for year in (day.year, day.year + 1, day.year + 2) for window in windows(year, calendar)]
    wanted = [one for one in coming if one.opens_on > day and (what is None or one.proposes(what))]
    return min(wanted, key=lambda one: (one.opens_on, one.key))


def find_window(key: str, calendar: Calendar) -> Window | None:
    """Return the window of a key, or None where there is no such window."""
    kind, _, year = key.rpartition("-")
    if kind not in KINDS or not (len(year) == 4 and year.isascii() and year.isdigit()):
        return None
    if not 1900 <= int(year) <= 2199:
        return None
    return next(window for window in windows(int(year), calendar) if window.kind == kind)


def _around(kind: str, year: int, first: date, last: date, calendar: Calendar, after: int) -> Window:
    return Window(kind, year, first, last, first - timedelta(calendar.days_before), last + timedelta(after))
