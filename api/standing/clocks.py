"""Judge how a member stands on a day: six clocks that are never mixed, and none on missing data."""

from collections.abc import Iterator
from datetime import date, timedelta

from api.standing.facts import (
    AwayFacts,
    CardFacts,
    Limits,
    MembershipKind,
    RollStatus,
    StandingFacts,
    State,
)
from api.standing.months import Precision, add_months, latest_day
from api.standing.probation.reminders import remind_of_probation
from api.standing.suggestions import Standing, Suggestion, SuggestionCode, Unknown

DEFAULT_LIMITS = Limits()


def judge(facts: StandingFacts, on: date, limits: Limits = DEFAULT_LIMITS) -> Standing:
    """Derive the standing of a member on a day; nothing is changed, only suggested.

    A member who died or left, or whose relation was transferred, is asked for nothing from that day on.
    """
    away = find_absence(facts, on)
    if _has_left(facts, away, on):
        return Standing(State.LEFT)
    if facts.from_on is not None and on < facts.from_on:
        return Standing(State.UNREGISTERED)
    state = _derive_state(facts, away, on, limits)
    confirmed = _find_confirmed(facts, away, on)
    return Standing(
        state=state,
        confirmed_state=confirmed,
        suggestions=tuple(_suggest(facts, away, state, confirmed, on, limits)),
        unknown=frozenset(_find_unknown(facts, away, on, limits)),
        away_period_id=away.id if away else None,
    )


def find_absence(facts: StandingFacts, on: date) -> AwayFacts | None:
    """Find the away period that is open on a day; of several, the one that began last."""
    open_periods = [
        period
        for period in facts.away_periods
        if (period.departed_on is None or period.departed_on <= on)
        and (period.returned_on is None or on < period.returned_on)
    ]
    return max(open_periods, key=lambda period: period.departed_on or date.min, default=None)


def find_latest_departure(away: AwayFacts) -> date | None:
    """Give the last day that the departure can have happened, so that no suggestion comes early."""
    if away.departed_on is None:
        return None
    latest = latest_day(away.departed_on, away.precision)
    if away.discovered_on is not None and away.discovered_on < latest:
        return max(away.discovered_on, away.departed_on)
    return latest


def _has_left(facts: StandingFacts, away: AwayFacts | None, on: date) -> bool:
    if facts.ended_on is not None and facts.ended_on <= on:
        return True
    transferred = away.relation_transferred_on if away else None
    return transferred is not None and transferred <= on


def _derive_state(facts: StandingFacts, away: AwayFacts | None, on: date, limits: Limits) -> State:
    if away is None:
        announced = any(p.departed_on is not None and on < p.departed_on for p in facts.away_periods)
        if announced or facts.reported_departure_on is not None:
            return State.DEPARTURE_REPORTED
        return State.AT_HOME if facts.whereabouts_registered else State.UNREGISTERED
    if facts.reported_return_on is not None:
        return State.RETURN_EXPECTED
    start = _find_run_start(facts, away, on, limits)
    if start is None:
        return State.UNREGISTERED
    return State.FLOATING if add_months(start, limits.floating_months) <= on else State.SHORT_ABSENCE


def _find_run_start(facts: StandingFacts, away: AwayFacts, on: date, limits: Limits) -> date | None:
    """Find the first day of the months "in a row"; a short stay at home restarts them only by setting."""
    start = find_latest_departure(away)
    if start is None or not limits.home_stay_restarts:
        return start
    return max([start, *_list_days_at_home(facts, on)])


def _list_days_at_home(facts: StandingFacts, on: date) -> list[date]:
    return [min(stay.to_on or on, on) for stay in facts.home_stays if stay.from_on <= on]


def _find_confirmed(facts: StandingFacts, away: AwayFacts | None, on: date) -> State | None:
    """Find the latest decision; one from before the last departure or return belongs to the past."""
    returns = [p.returned_on for p in facts.away_periods if p.returned_on is not None and p.returned_on <= on]
    bounds = [*returns, away.departed_on if away and away.departed_on else date.min]
    current = [d for d in facts.decisions if max(bounds) <= d.on <= on]
    return max(current, key=lambda d: d.on).state if current else None


def _suggest(
    facts: StandingFacts,
    away: AwayFacts | None,
    state: State,
    confirmed: State | None,
    on: date,
    limits: Limits,
) -> Iterator[Suggestion]:
    if facts.roll_status is RollStatus.SUSPENDED:
        yield from _suggest_removal(facts, on, limits)
        return
    if facts.roll_status is RollStatus.RETAINED:
        return
    if away is not None and state is not State.RETURN_EXPECTED:
        yield from _suggest_for_absence(facts, away, confirmed, on, limits)
    yield from _suggest_for_silence(facts, away, confirmed, on, limits)
    yield from _suggest_for_detachment(facts, on, limits)
    yield from _suggest_for_dues(facts, on, limits)
    yield from _suggest_for_cards(facts, away, on, limits)
    if facts.kind is MembershipKind.PROBATIONARY and facts.probation is not None:
        yield from remind_of_probation(facts.probation, on, limits)


def _suggest_removal(facts: StandingFacts, on: date, limits: Limits) -> Iterator[Suggestion]:
    if facts.suspended_on is not None:
        since = add_months(facts.suspended_on, limits.removal_months)
        if since <= on:
            yield Suggestion(SuggestionCode.REMOVAL_TO_BE_STUDIED, since, None, "A 停止党籍期满")


def _suggest_for_absence(
    facts: StandingFacts, away: AwayFacts, confirmed: State | None, on: date, limits: Limits
) -> Iterator[Suggestion]:
    start = _find_run_start(facts, away, on, limits)
    if start is not None:
        approximate = away.precision is not Precision.DAY
        floating = add_months(start, limits.floating_months)
        if floating <= on and confirmed is not State.FLOATING:
            yield Suggestion(SuggestionCode.SUGGEST_FLOATING, floating, None, "A 流动认定", approximate)
        transfer = add_months(start, limits.transfer_months)
        # Abroad there is no branch that an ordinary transfer could go to (C).
        if transfer <= on and not (away.place_unsettled or away.overseas or facts.transfer_under_way):
            yield Suggestion(SuggestionCode.SUGGEST_TRANSFER, transfer, None, "A 应转组织关系", approximate)
    if away.expected_return_on is not None and away.expected_return_on <= on:
        yield Suggestion(SuggestionCode.ASK_RETURN, away.expected_return_on, None, "C 预计返回")


def _suggest_for_silence(
    facts: StandingFacts, away: AwayFacts | None, confirmed: State | None, on: date, limits: Limits
) -> Iterator[Suggestion]:
    """Run the clock of 失联 for members who are away, or of whom nobody knows whether they are."""
    if away is None and facts.whereabouts_registered:
        return
    start = _find_last_sign(facts, away, on)
    if start is None:
        return
    study = add_months(start, limits.study_months)
    if study <= on:
        yield Suggestion(SuggestionCode.TO_BE_STUDIED, study, None, "A 失联")
        return
    # Abroad one contact in half a year is enough (A), so silence is no sign before that.
    suspected = (
        add_months(start, limits.overseas_suspected_months)
        if away and away.overseas
        else start + timedelta(days=limits.suspected_days)
    )
    if suspected <= on and confirmed is not State.OUT_OF_CONTACT:
        yield Suggestion(SuggestionCode.SUSPECTED_OUT_OF_CONTACT, suspected, study, "A 失联")


def _find_last_sign(facts: StandingFacts, away: AwayFacts | None, on: date) -> date | None:
    """Find the last day that the member was surely in touch; None where that is not registered.

    It is the latest of contact, organisation life and dues. A value that is 未登记 could only be older than
    the branch's 启用日期, so it matters only while all the known ones are older than that, too. Days at home
    and the departure itself move the day on: somebody who was still here was not out of contact.
    """
    dues = facts.dues_paid_on or (facts.dues_paid_to.last_day if facts.dues_paid_to else None)
    signs = (facts.last_contact_on, facts.last_organization_life_on, dues)
    known = [sign for sign in signs if sign is not None]
    if not known:
        return None
    if len(known) < len(signs) and (facts.started_on is None or max(known) < facts.started_on):
        return None
    departed = find_latest_departure(away) if away else None
    return max([*known, *_list_days_at_home(facts, on), departed or date.min])


def _suggest_for_detachment(facts: StandingFacts, on: date, limits: Limits) -> Iterator[Suggestion]:
    """Run the clock of 自行脱党 on organisation life and on dues; assigned work is a person's to judge."""
    grounds: list[tuple[date, str]] = []
    if facts.last_organization_life_on is not None and not facts.exempt:
        grounds.append((facts.last_organization_life_on, "组织生活"))
    if facts.dues_paid_to is not None:
        grounds.append((facts.dues_paid_to.following().first_day, "党费"))
    reached = sorted(
        (since, ground)
        for start, ground in grounds
        if (since := add_months(start, limits.detachment_months)) <= on
    )
    if reached:
        basis = "A 自行脱党：" + "、".join(ground for _, ground in reached)
        yield Suggestion(SuggestionCode.SUSPECTED_DETACHMENT, reached[0][0], None, basis)


def _suggest_for_dues(facts: StandingFacts, on: date, limits: Limits) -> Iterator[Suggestion]:
    """Give the strongest of hint, task and red, counted from the first day of the first unpaid month."""
    if facts.dues_paid_to is None:
        return
    unpaid = facts.dues_paid_to.following().first_day
    steps = (
        (SuggestionCode.DUES_RED, limits.dues_red_months),
        (SuggestionCode.DUES_TASK, limits.dues_task_months),
        (SuggestionCode.DUES_HINT, limits.dues_hint_months),
    )
    for code, months in steps:
        since = add_months(unpaid, months)
        if since <= on:
            yield Suggestion(code, since, add_months(unpaid, limits.back_payment_months), "A 补交党费")
            return


def _suggest_for_cards(
    facts: StandingFacts, away: AwayFacts | None, on: date, limits: Limits
) -> Iterator[Suggestion]:
    if not limits.cards_in_use:
        return
    returns = [p.returned_on for p in facts.away_periods if p.returned_on is not None and p.returned_on <= on]
    for card in facts.cards:
        if not _is_in_hand(card, on):
            continue
        if away is None and returns and (card.issued_on is None or card.issued_on <= max(returns)):
            yield Suggestion(SuggestionCode.CARD_INSPECTION, max(returns), None, "A 返乡查验")
        elif card.issued_on is not None:
            last_seen = max(card.issued_on, card.reviewed_on or card.issued_on)
            review = add_months(last_seen, limits.card_review_months)
            if review <= on:
                yield Suggestion(SuggestionCode.CARD_REVIEW, review, None, "A 活动证年审")


def _is_in_hand(card: CardFacts, on: date) -> bool:
    return not any(day is not None and day <= on for day in (card.inspected_on, card.lost_on))


def _find_unknown(
    facts: StandingFacts, away: AwayFacts | None, on: date, limits: Limits
) -> Iterator[Unknown]:
    """List what reads 未登记, of the facts that a clock of this member would need."""
    if away is None and not facts.whereabouts_registered:
        yield Unknown.WHEREABOUTS
    if away is not None and away.departed_on is None:
        yield Unknown.DEPARTED_ON
    if facts.roll_status is RollStatus.SUSPENDED:
        if facts.suspended_on is None:
            yield Unknown.SUSPENDED_ON
        return
    if facts.roll_status is RollStatus.RETAINED:
        return
    if facts.last_contact_on is None and (away is not None or not facts.whereabouts_registered):
        yield Unknown.LAST_CONTACT_ON
    if facts.last_organization_life_on is None and not facts.exempt:
        yield Unknown.LAST_ORGANIZATION_LIFE_ON
    if facts.dues_paid_to is None:
        yield Unknown.DUES_PAID_TO
    if limits.cards_in_use and any(c.issued_on is None and _is_in_hand(c, on) for c in facts.cards):
        yield Unknown.CARD_ISSUED_ON
    if facts.kind is MembershipKind.PROBATIONARY and (
        facts.probation is None or facts.probation.decided_on is None
    ):
        yield Unknown.PROBATION_DECIDED_ON
