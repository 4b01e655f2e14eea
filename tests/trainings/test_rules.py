"""Due, quorum, frequency and series against slow oracles that share no line with the rules."""

from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from api.trainings import kinds
from api.trainings.due import Figures, Footing, Local, count
from api.trainings.frequency import PERIOD_OF, Meeting, Watched, watch
from api.trainings.quorum import ballots, is_carried, quorum_of
from api.trainings.series import days_of

footings = st.builds(
    Footing,
    member_id=st.integers(0, 11).map(lambda number: UUID(int=number)),
    probationary=st.booleans(),
    suspended=st.sampled_from([False, False, True]),
    exempt=st.booleans(),
    away=st.booleans(),
    at_home=st.booleans(),
    excluded=st.sampled_from([None, None, None, "long_ill"]),
)
rolls = st.lists(footings, max_size=9, unique_by=lambda footing: footing.member_id)
ways = st.dictionaries(
    st.integers(0, 13).map(lambda number: UUID(int=number)),
    st.sampled_from(["hall", "video", "host", "absent"]),
)
wrote = st.sets(st.integers(0, 13).map(lambda number: UUID(int=number)))
locals_ = st.builds(
    Local,
    video_present=st.booleans(),
    video_votes=st.booleans(),
    away_due=st.booleans(),
    election_percent=st.integers(51, 100),
)


def walk(
    roll: list[Footing], kind: str, took: dict[UUID, str], opinions: set[UUID], local: Local
) -> dict[str, int]:
    """Count by asking one person after another, in plain words."""
    told = dict.fromkeys(("due", "present", "may_vote", "votes", "written", "observers", "absent"), 0)
    by_id = {footing.member_id: footing for footing in roll}
    for number in range(14):
        person = UUID(int=number)
        footing, way = by_id.get(person), took.get(person)
        in_session = way in ("hall", "video")
        counts_as_come = way == "hall" or (way == "video" and local.video_present)
        if footing is None:
            told["observers"] += in_session
            continue
        has_rights = not footing.suspended and footing.excluded is None
        votes_meeting = kind in ("general_meeting", "committee")
        really_away = footing.away and not footing.at_home and not local.away_due
        is_expected = votes_meeting or counts_as_come or not (really_away or footing.exempt)
        if not (has_rights and is_expected):
            told["observers"] += in_session
            continue
        told["due"] += 1
        told["present"] += counts_as_come
        told["absent"] += not counts_as_come
        told["observers"] += in_session and not counts_as_come
        if footing.probationary:
            continue
        told["may_vote"] += 1
        raises_hand = way == "hall" or (way == "video" and local.video_votes)
        told["votes"] += raises_hand
        told["written"] += person in opinions and not raises_hand
    return told


@given(rolls, st.sampled_from(kinds.KINDS), ways, wrote, locals_)
def test_a_meeting_is_counted_as_somebody_would_who_asks_one_after_another(
    roll: list[Footing], kind: str, took: dict[UUID, str], opinions: set[UUID], local: Local
) -> None:
    figures = count(roll, kind, took, opinions, local)

    expected = walk(roll, kind, took, opinions, local)
    assert {name: getattr(figures, name) for name in expected} == expected
    assert figures.due == figures.on_roll - sum(figures.reasons.values()), "the formula adds up"
    assert [Footing.read(footing.kept()) for footing in roll] == roll


@given(rolls, ways, wrote, locals_, st.sampled_from([[], ["election"], ["admission"], ["confirmation"]]))
def test_a_quorum_and_a_majority_are_what_fractions_say(
    roll: list[Footing], took: dict[UUID, str], opinions: set[UUID], local: Local, matters: list[str]
) -> None:
    figures = count(roll, "general_meeting", took, opinions, local)
    quorum = quorum_of("general_meeting", matters, figures, local)
    assert quorum is not None

    share = Fraction(figures.votes, figures.may_vote) if figures.may_vote else Fraction(0)
    enough = share > Fraction(1, 2)
    if "election" in matters:
        enough = enough and share >= Fraction(local.election_percent, 100)
    assert quorum.met is enough
    for matter in ("ordinary", *matters):
        of = figures.may_vote if matter in ("admission", "confirmation") else ballots(figures)
        for agreed in range(of + 1):
            carried = is_carried({"for_count": agreed, "matter": matter}, figures)
            assert carried is (of > 0 and Fraction(agreed, of) > Fraction(1, 2)), (matter, agreed, of)


def test_an_unasked_kind_has_no_quorum() -> None:
    figures = Figures(1, {}, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0)

    assert quorum_of("theme_day", [], figures, Local()) is None


days = st.dates(date(2025, 1, 1), date(2025, 12, 31))
meetings = st.lists(
    st.builds(Meeting, kind=st.sampled_from(kinds.KINDS), on=days, closed=st.booleans()), max_size=25
)


@given(
    meetings,
    st.sampled_from(sorted(PERIOD_OF)),
    st.integers(0, 3),
    st.dates(date(2024, 6, 1), date(2025, 12, 31)),
    st.dates(date(2024, 12, 1), date(2026, 2, 1)),
)
def test_the_watch_says_what_somebody_says_who_turns_the_calendar_day_by_day(
    held: list[Meeting], kind: str, times: int, since: date, today: date
) -> None:
    spans = watch([Watched(kind, times, since)], held, 2025, today)

    told: dict[int, list[date]] = {}
    for number in range(365):
        day = date(2025, 1, 1) + timedelta(days=number)
        told.setdefault((day.month - 1) // PERIOD_OF[kind], []).append(day)
    asked = [calendar for calendar in told.values() if times and calendar[0] >= since]
    assert [(span.first, span.last) for span in spans] == [(one[0], one[-1]) for one in asked]
    for span, calendar in zip(spans, asked, strict=True):
        of_kind = [
            meeting for day in calendar for meeting in held if (meeting.kind, meeting.on) == (kind, day)
        ]
        closed = sum(meeting.closed for meeting in of_kind)
        past = sum(not meeting.closed and meeting.on <= today for meeting in of_kind)
        ahead = len(of_kind) - closed - past
        assert (span.held, span.to_close, span.planned) == (closed, past, ahead)
        if closed >= times:
            expected = "held"
        elif closed + past >= times:
            expected = "to_close"
        elif closed + past + ahead >= times:
            expected = "planned"
        elif today in calendar or today == calendar[-1]:
            expected = "open"
        else:
            expected = "later" if today < calendar[0] else "missing"
        assert span.status == expected


@given(
    st.sampled_from(["month", "quarter"]),
    st.integers(1, 31),
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    st.integers(0, 400),
)
def test_a_series_falls_on_the_days_that_a_calendar_shows(
    every: str, on_day: int, from_on: date, length: int
) -> None:
    to_on = from_on + timedelta(days=length)

    expected = []
    for number in range(length + 1):
        day = from_on + timedelta(days=number)
        is_last = (day + timedelta(days=1)).month != day.month
        months = (day.year * 12 + day.month) - (from_on.year * 12 + from_on.month)
        in_turn = every == "month" or months % 3 == 0
        if in_turn and (day.day == on_day or (is_last and day.day < on_day)):
            expected.append(day)
    assert [counts for _, counts in days_of(every, on_day, from_on, to_on, {})] == expected
    moved = {day: (day + timedelta(days=1) if index % 2 else None) for index, day in enumerate(expected)}
    assert [counts for _, counts in days_of(every, on_day, from_on, to_on, moved)] == [
        day for day in moved.values() if day is not None
    ]
