"""What the cadence is given about one member."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from api.contacts.cadence.presets import Duty, Rule


class State(StrEnum):
    """How a duty stands on a day."""

    NOT_STARTED = "not_started"
    """未开始, or not asked for in this period."""
    DONE = "done"
    DUE = "due"
    GRACE = "grace"
    OVERDUE = "overdue"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both counted; `last` is None while it is open."""

    first: date
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Away:
    """A time away. `first`: surely away from this day; `may_count_from`: may have been away already.

    `last` is the day before the return; a contact on the day of the return still counts.
    """

    first: date
    last: date | None = None
    overseas: bool = False
    may_count_from: date | None = None

    def __contains__(self, day: date) -> bool:
        """Say whether the member is surely away on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def may_count(self, day: date) -> bool:
        """Say whether a contact on this day may have met somebody who was away."""
        begun = (self.may_count_from or self.first) <= day
        return begun and (self.last is None or (day - self.last).days <= 1)


@dataclass(frozen=True, slots=True)
class Log:
    """A contact that succeeded: the day that counts, its way, and whether the family was spoken to."""

    on: date
    way: str
    family: bool = False


@dataclass(frozen=True, slots=True)
class DatedRule:
    """A rule that holds from a day on."""

    from_on: date
    rule: Rule


@dataclass(frozen=True)
class MemberFacts:
    """All that decides how the duties of one member stand.

    `begins_on` is the latest of the branch's 启用日期, the membership's first day and the first pairing; None while
    nobody was ever paired: then nothing has started. `rules` are in order, the first from the beginning of time.
    """

    begins_on: date | None
    rules: tuple[DatedRule, ...]
    away: tuple[Away, ...] = ()
    pauses: tuple[Span, ...] = ()
    logs: tuple[Log, ...] = ()
    ends_on: date | None = None
    """The first day on which the member is no longer on the roll."""
    communication: str | None = None
    family_at_home: bool = True

    @cached_property
    def turning_points(self) -> tuple[date, ...]:
        """Return the days on which what is asked may change, in order."""
        days = {dated.from_on for dated in self.rules}
        spans: list[Away | Span] = [*self.away, *self.pauses]
        for span in spans:
            days.add(span.first)
            if span.last is not None:
                days.add(_following(span.last))
        days.update(day for day in (self.begins_on, self.ends_on) if day is not None)
        return tuple(sorted(days))


def rules_out(communication: str | None, duty: Duty) -> bool:
    """Say whether the member's 通信条件 leave no such way; what is 未登记 rules out nothing."""
    return duty in _RULED_OUT.get(communication or "", frozenset())


def is_relayed(communication: str | None) -> bool:
    """Say whether word reaches the member through the family only, so that it serves the member's duty, too."""
    return communication in {"family_relay", "none"}


_RULED_OUT = {
    "feature_phone": frozenset({Duty.WECHAT, Duty.VIDEO}),
    "family_relay": frozenset({Duty.WECHAT, Duty.VIDEO}),
    "none": frozenset({Duty.PHONE, Duty.WECHAT, Duty.VIDEO}),
}


def _following(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
