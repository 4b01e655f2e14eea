"""A slow second opinion on the cadence: it looks at one day after another and knows no periods, only labels of days."""

from datetime import date, timedelta
from typing import Any

from api.contacts.cadence.facts import MemberFacts

DAY = timedelta(days=1)
USELESS = {
    "feature_phone": {"wechat", "video"},
    "family_relay": {"wechat", "video"},
    "none": {"phone", "wechat", "video"},
}


class Oracle:
    """Answers for one member; what is asked for on a day is remembered."""

    def __init__(self, facts: MemberFacts) -> None:
        self.facts = facts
        self._asked: dict[tuple[str, date], Any] = {}
        self._alike: dict[tuple[str, Any], list[date]] = {}

    def state(self, duty: str, on: date) -> str:
        """Say how a duty stands on a day."""
        asked = self.asked(duty, on)
        if asked is None:
            return "not_started"
        if self.rests(on):
            return "paused"
        days = self.days_alike(asked[0], on)
        wanted = self.wanted(duty, asked[0], days)
        if wanted is None:
            return "not_started"
        count, rule = wanted
        if self.done(duty, [day for day in days if day <= on], rule) >= count:
            return "done"
        earlier = self.days_alike(asked[0], days[0] - DAY)
        wanted_then = self.wanted(duty, asked[0], earlier)
        if wanted_then is None or self.done(duty, earlier, wanted_then[1]) >= wanted_then[0]:
            return "due"
        return "grace" if days.index(on) < rule.grace_days else "overdue"

    def asked(self, duty: str, day: date) -> Any:
        """Return the label's name and how many of what the rule of a day asks for, whatever rests."""
        if (duty, day) not in self._asked:
            self._asked[duty, day] = self._ask(duty, day)
        return self._asked[duty, day]

    def _ask(self, duty: str, day: date) -> Any:
        facts = self.facts
        if facts.begins_on is None or day < facts.begins_on:
            return None
        if facts.ends_on and not day < facts.ends_on:
            return None
        abroad = None
        for away in sorted(facts.away, key=lambda one: one.first):
            if away.first <= day and not (away.last and day > away.last):
                abroad = away.overseas
        if abroad is None or duty in USELESS.get(facts.communication or "", set()):
            return None
        if duty == "family" and not facts.family_at_home:
            return None
        rule = None
        for dated in facts.rules:
            if dated.from_on <= day:
                rule = dated.rule
        assert rule is not None
        for asked in rule.overseas if abroad else rule.home:
            if str(asked.duty) == duty:
                return asked.unit.name, asked.count, rule
        return None

    def rests(self, day: date) -> bool:
        """Say whether the duty rests on a day."""
        resting = False
        for pause in self.facts.pauses:
            resting = resting or (day >= pause.first and (not pause.last or day <= pause.last))
        return resting

    def days_alike(self, name: str, day: date) -> list[date]:
        """Return all days that carry the same label as this one."""
        days, here = [day], label(name, day)
        if (name, here) in self._alike:
            return self._alike[name, here]
        while label(name, days[0] - DAY) == here:
            days.insert(0, days[0] - DAY)
        while label(name, days[-1] + DAY) == here:
            days.append(days[-1] + DAY)
        self._alike[name, here] = days
        return days

    def wanted(self, duty: str, name: str, days: list[date]) -> Any:
        """Return how many are wanted in these days and by which rule, or None where the duty runs on too few."""
        runs = [
            day
            for day in days
            if (asked := self.asked(duty, day)) is not None and asked[0] == name and not self.rests(day)
        ]
        if len(runs) < len(days) - len(runs):
            return None
        return self.asked(duty, runs[0])[1:]

    def done(self, duty: str, days: list[date], rule: Any) -> int:
        """Count the contacts of these days that serve the duty."""
        count = 0
        logged = {log.on for log in self.facts.logs}
        for day in days:
            met = day in logged and any(
                (away.may_count_from or away.first) <= day and (away.last is None or day <= away.last + DAY)
                for away in self.facts.away
            )
            for log in self.facts.logs if met else ():
                count += log.on == day and self._serves(duty, log, rule)
        return count

    def _serves(self, duty: str, log: Any, rule: Any) -> bool:
        if duty == "family":
            return bool(log.family)
        if log.family and self.facts.communication not in ("family_relay", "none"):
            return False
        ways = {"any": ["phone", "wechat", "video", "in_person", "letter"], "wechat": ["wechat"]}
        serving = ways.get(duty, [duty])
        if duty == "wechat" and rule.covering:
            serving = ["wechat", "video"]
        return log.way in serving


def label(name: str, day: date) -> Any:
    """Name the stretch of days that a day belongs to."""
    if name == "xun":
        return day.year, day.month, "上" if day.day < 11 else "中" if day.day < 21 else "下"
    if name == "week":
        return day.isocalendar()[:2]
    many = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}.get(name) or int(
        name.removesuffix("_months")
    )
    return (day.year * 12 + day.month - 1) // many
