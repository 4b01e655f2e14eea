"""Who is due, held against an oracle that asks day by day; and what is proposed for a call."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.seasons import Calendar, Window, windows
from api.visits.plan import Candidate, TimeAway, group_by_home, is_due, propose_day, propose_way

DAYS = st.dates(date(2025, 12, 1), date(2026, 4, 1))
WINDOWS = st.sampled_from([window for window in windows(2026, Calendar()) if window.proposes("visits")])
SPRING = windows(2026, Calendar())[0]


@st.composite
def candidates(draw: st.DrawFn) -> Candidate:
    """Draw a membership with up to three times away, some without a first or last day."""
    away = []
    for _ in range(draw(st.integers(0, 3))):
        departed, returned = draw(st.none() | DAYS), draw(st.none() | DAYS)
        if departed and returned and returned < departed:
            departed, returned = returned, departed
        away.append(TimeAway(departed, returned))
    from_on, to_on = draw(DAYS), draw(st.none() | DAYS)
    return Candidate(UUID(int=draw(st.integers(1, 9))), from_on, to_on, tuple(away))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(step) for step in range((last - first).days + 1)]


def _is_away(one: TimeAway, day: date) -> bool:
    has_left = one.departed_on is None or one.departed_on <= day
    is_back = one.returned_on is not None and one.returned_on <= day
    return has_left and not is_back


def _is_on_roll(candidate: Candidate, day: date) -> bool:
    return candidate.from_on <= day and (candidate.to_on is None or day < candidate.to_on)


@given(candidate=candidates(), today=DAYS)
def test_due_is_who_is_on_the_roll_and_away_on_a_day_up_to_the_feast(
    candidate: Candidate, today: date
) -> None:
    judged = min(SPRING.closes_on, today)
    away = any(_is_away(one, day) for one in candidate.away for day in _days(SPRING.opens_on, SPRING.last_on))
    assert is_due(candidate, SPRING, today) == (_is_on_roll(candidate, judged) and away)


@given(found=st.lists(candidates(), max_size=6, unique_by=lambda one: one.membership_id), home=st.booleans())
def test_everybody_is_called_on_once(found: list[Candidate], home: bool) -> None:
    shared = UUID(int=77) if home else None
    housed = [Candidate(one.membership_id, one.from_on, one.to_on, one.away, shared) for one in found]
    calls = group_by_home(housed)
    assert sorted(member for call in calls for member in call) == sorted(one.membership_id for one in housed)
    assert len(calls) == (min(len(housed), 1) if home else len(housed))


@given(window=WINDOWS, arrivals=st.lists(DAYS, max_size=3), today=DAYS)
def test_a_proposed_day_lies_in_the_window_and_not_in_the_past(
    window: Window, arrivals: list[date], today: date
) -> None:
    day = propose_day(window, arrivals, today)
    assert day is None or (window.is_open(day) and day >= today)
    assert day is not None or today >= window.closes_on or max(arrivals) >= window.closes_on


@pytest.mark.parametrize(
    ("all_away", "coming", "way"),
    [
        (True, None, "video"),
        (True, False, "video"),
        (True, True, "home"),
        (False, False, "home"),
        (False, None, "home"),
    ],
)
def test_a_family_all_away_is_called_by_video_unless_somebody_comes_home(
    all_away: bool, coming: bool | None, way: str
) -> None:
    assert propose_way(all_away=all_away, coming=coming) == way
