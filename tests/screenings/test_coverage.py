"""Who belongs to a round: the fast rule against a slow one that goes through the roll day by day."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.screenings.coverage import Line, State, Stay, cover

FIRST = date(2026, 2, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def person(number: int) -> UUID:
    return UUID(int=number)


@st.composite
def stays(draw: st.DrawFn) -> list[Stay]:
    """Some people, each with one to three stays that do not overlap, as the database has them."""
    made: list[Stay] = []
    for who in range(draw(st.integers(0, 5))):
        marks = sorted(draw(st.lists(st.integers(0, 20), min_size=2, max_size=6, unique=False)))
        pairs = list(zip(marks[::2], marks[1::2], strict=False))
        for turn, (begin, end) in enumerate(pairs):
            is_open = turn == len(pairs) - 1 and draw(st.booleans())
            made.append(
                Stay(
                    person(who), UUID(int=100 * who + turn + 1000), day(begin), None if is_open else day(end)
                )
            )
    return made


def days_on_roll(stay: Stay, last: date) -> Iterator[date]:
    on = stay.from_on
    while on <= last and (stay.to_on is None or on < stay.to_on):
        yield on
        on += timedelta(days=1)


def slowly(
    made: list[Stay], found: set[UUID], opened_on: date, as_of: date
) -> dict[UUID, tuple[object, ...]]:
    """Go through every day of the round and look who is on the roll."""
    answer: dict[UUID, tuple[object, ...]] = {}
    for who in {stay.person_id for stay in made}:
        own = [stay for stay in made if stay.person_id == who]
        on_roll = {on: stay for stay in own for on in days_on_roll(stay, as_of) if on >= opened_on}
        if not on_roll:
            continue
        last_day = max(on_roll)
        latest = on_roll[last_day]
        here = last_day == as_of
        was_found = any(stay.membership_id in found for stay in on_roll.values())
        state = State.DONE if was_found else State.MISSING if here else State.LEFT
        came = None if opened_on in on_roll else min(on_roll)
        answer[latest.membership_id] = (state, came, None if here else last_day + timedelta(days=1))
    return answer


@given(stays(), st.sets(st.integers(0, 5)), st.integers(0, 20), st.integers(0, 20))
def test_a_round_has_whom_the_roll_had_on_any_of_its_days(
    made: list[Stay], finders: set[int], opens: int, length: int
) -> None:
    found = {stay.membership_id for stay in made if stay.membership_id.int % 7 in finders}
    opened_on, as_of = day(opens), day(opens + length)

    lines = cover(made, found, opened_on, as_of)

    told = {line.membership_id: (line.state, line.joined_on, line.left_on) for line in lines}
    assert told == slowly(made, found, opened_on, as_of)
    assert len(lines) == len(told)
    assert all((line.found_under_id is not None) == (line.state is State.DONE) for line in lines)


@given(stays(), st.integers(0, 20), st.integers(0, 10), st.integers(0, 10))
def test_nobody_drops_out_of_a_round_while_it_goes_on(
    made: list[Stay], opens: int, length: int, more: int
) -> None:
    people = {stay.membership_id: stay.person_id for stay in made}
    early = cover(made, set(), day(opens), day(opens + length))
    late = cover(made, set(), day(opens), day(opens + length + more))
    assert {people[line.membership_id] for line in early} <= {people[line.membership_id] for line in late}


ONE = UUID(int=1)


@pytest.mark.parametrize(
    ("from_on", "to_on", "line"),
    [
        (day(0), None, (State.MISSING, None, None)),
        (day(10), None, (State.MISSING, None, None)),
        (day(11), None, (State.MISSING, day(11), None)),
        (day(20), None, (State.MISSING, day(20), None)),
        (day(21), None, None),
        (day(0), day(10), None),
        (day(0), day(11), (State.LEFT, None, day(11))),
        (day(0), day(20), (State.LEFT, None, day(20))),
        (day(0), day(21), (State.MISSING, None, None)),
        (day(12), day(12), None),
    ],
    ids=[
        "long here",
        "on the first day",
        "the day after",
        "on the last day",
        "after it",
        "left on the first day",
        "left during it",
        "left on the last day",
        "leaves later",
        "never here",
    ],
)
def test_the_edges_of_a_round_from_the_tenth_to_the_twentieth(
    from_on: date, to_on: date | None, line: tuple[object, ...] | None
) -> None:
    lines = cover([Stay(ONE, ONE, from_on, to_on)], set(), day(10), day(20))
    assert [(one.state, one.joined_on, one.left_on) for one in lines] == ([line] if line else [])


def test_two_records_of_one_person_are_one_line_and_either_finding_counts() -> None:
    twice, kept = UUID(int=2), UUID(int=3)
    records = [Stay(ONE, twice, day(0), day(12)), Stay(ONE, kept, day(0))]
    assert cover(records, {twice}, day(10), day(20)) == [Line(kept, State.DONE, found_under_id=twice)]
    assert cover(records, {twice, kept}, day(10), day(20)) == [Line(kept, State.DONE, found_under_id=kept)]
