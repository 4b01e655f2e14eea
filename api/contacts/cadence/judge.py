"""Judge how a duty of contact stands on a day. It is a reminder: a past period is never asked for again."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from api.contacts.cadence.facts import Away, Log, MemberFacts, State, is_relayed, rules_out
from api.contacts.cadence.periods import Period
from api.contacts.cadence.presets import Asked, Duty, Rule


@dataclass(frozen=True, slots=True)
class Judged:
    """How one duty stands on a day, in which period, and how much of it is done."""

    duty: Duty
    state: State
    unit: str
    period: Period
    done: int
    needed: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A period of one duty: what is asked for in it, if anything is, and how much of that was done by a day."""

    period: Period
    asked: Asked | None
    rule: Rule | None
    done: int = 0

    @property
    def is_missed(self) -> bool:
        """Say whether something was asked for and less was done."""
        return self.asked is not None and self.done < self.asked.count


def judge(facts: MemberFacts, on: date) -> list[Judged]:
    """Judge every duty that the rule names on a day; none for somebody who is not away."""
    return [_judge(facts, asked, on) for asked in _named_on(facts, on)]


def judge_duty(facts: MemberFacts, duty: Duty, on: date) -> State:
    """Return how one duty stands on a day."""
    named = next((asked for asked in _named_on(facts, on) if asked.duty is duty), None)
    return State.NOT_STARTED if named is None else _judge(facts, named, on).state


def weigh(facts: MemberFacts, asked: Asked, period: Period, until: date) -> Weighed:
    """Weigh a period of a duty.

    It is judged by the rule of the first day on which its duty runs, and asked for only where the duty runs on half of
    its days or more.
    """
    days, first_day = 0, None
    for start, end in _stretches(facts, period):
        named = _named(facts, asked.duty, start)
        if named is None or named.unit != asked.unit or _is_paused(facts, start):
            continue
        days += (end - start).days + 1
        first_day = first_day or start
    if first_day is None or days * 2 < period.days:
        return Weighed(period, None, None)
    judged_by, rule = _named(facts, asked.duty, first_day), _rule_on(facts, first_day)
    until = min(until, period.last)
    done = sum(
        period.first <= log.on <= until and serves(facts, log, asked.duty, rule.covering)
        for log in facts.logs
    )
    return Weighed(period, judged_by, rule, done)


def list_periods(facts: MemberFacts, first: date, last: date, until: date) -> list[Weighed]:
    """Weigh every period of every duty that ends within these days and has begun by `until`."""
    found = []
    kinds = {
        (asked.duty, asked.unit): asked
        for dated in facts.rules
        for asked in (*dated.rule.home, *dated.rule.overseas)
    }
    for asked in kinds.values():
        period = asked.unit.period(first)
        while period.last <= last and period.first <= until:
            weighed = weigh(facts, asked, period, until)
            if weighed.asked is not None:
                found.append(weighed)
            period = asked.unit.after(period)
    return found


def counts(facts: MemberFacts, on: date) -> bool:
    """Say whether a contact on this day counts at all: others are kept and marked 不计入本期."""
    return any(away.may_count(on) for away in facts.away)


def serves(facts: MemberFacts, log: Log, duty: Duty, covering: bool) -> bool:
    """Say whether a contact serves a duty."""
    if not counts(facts, log.on):
        return False
    if duty is Duty.FAMILY:
        return log.family
    if log.family and not is_relayed(facts.communication):
        return False
    if duty is Duty.ANY:
        return True
    return log.way == duty or (covering and duty is Duty.WECHAT and log.way == Duty.VIDEO)


def _judge(facts: MemberFacts, asked: Asked, on: date) -> Judged:
    period = asked.unit.period(on)
    now = weigh(facts, asked, period, on)
    needed = now.asked.count if now.asked else asked.count
    return Judged(asked.duty, _state(facts, asked, now, on), asked.unit.name, period, now.done, needed)


def _state(facts: MemberFacts, asked: Asked, now: Weighed, on: date) -> State:
    if _is_paused(facts, on):
        return State.PAUSED
    if now.asked is None or now.rule is None:
        return State.NOT_STARTED
    if not now.is_missed:
        return State.DONE
    before = asked.unit.before(now.period)
    if not weigh(facts, asked, before, before.last).is_missed:
        return State.DUE
    is_early = (on - now.period.first).days < now.rule.grace_days
    return State.GRACE if is_early else State.OVERDUE


def _stretches(facts: MemberFacts, period: Period) -> Iterator[tuple[date, date]]:
    """Yield the parts of a period in each of which nothing changes that decides what is asked."""
    starts = [period.first, *(day for day in facts.turning_points if period.first < day <= period.last)]
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        yield start, date.fromordinal(following.toordinal() - 1) if following else period.last


def _named_on(facts: MemberFacts, on: date) -> list[Asked]:
    """List what the rule names on a day for somebody who is away; a pause is judged apart."""
    if facts.begins_on is None or on < facts.begins_on:
        return []
    if facts.ends_on is not None and on >= facts.ends_on:
        return []
    away = _away_on(facts, on)
    if away is None:
        return []
    rule = _rule_on(facts, on)
    return [
        asked
        for asked in (rule.overseas if away.overseas else rule.home)
        if not rules_out(facts.communication, asked.duty)
        and (asked.duty is not Duty.FAMILY or facts.family_at_home)
    ]


def _named(facts: MemberFacts, duty: Duty, on: date) -> Asked | None:
    return next((asked for asked in _named_on(facts, on) if asked.duty is duty), None)


def _away_on(facts: MemberFacts, on: date) -> Away | None:
    """Find the time away that is open on a day; of several, the one that began last."""
    return max((away for away in facts.away if on in away), key=lambda away: away.first, default=None)


def _is_paused(facts: MemberFacts, on: date) -> bool:
    return any(on in pause for pause in facts.pauses)


def _rule_on(facts: MemberFacts, on: date) -> Rule:
    place = bisect_right(facts.rules, on, key=lambda dated: dated.from_on)
    return facts.rules[max(place - 1, 0)].rule
