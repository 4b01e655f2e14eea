"""预备期: steps in their order, each with its grounds; only an approval makes a member 正式."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import Refusal
from api.standing.probation.steps import Step, Taken, Terms, ensure_fits, find_end, find_start
from tests.cast import World
from tests.standing.ties import OFFICER, SECRETARY, enter_probationary, noon, step

LIN = "林新秀"
JOINED = "2031-03-10"
TODAY = "2032-06-01"


@pytest.fixture
def on_probation(world: World) -> World:
    with noon("2031-03-12"):
        enter_probationary(world, LIN, JOINED)
    return world


def take(world: World, what: str, on: str, expected: int = 201, **more: object) -> str:
    answer = step(world, LIN, what, on, **more)  # type: ignore[arg-type]
    assert answer.status_code == expected, answer.json
    return str(answer.json.get("code") or answer.json["id"])


def test_a_member_who_is_not_on_probation_has_no_steps(world: World) -> None:
    with noon(TODAY):
        assert step(world, "陈远", "requested", "2032-05-01").json["code"] == "not_on_probation"
        assert world.as_(SECRETARY).get(f"/members/{world.member('陈远')}/probation").json["steps"] == []


@pytest.mark.parametrize("lacking", [{"basis": None}, {"meeting": None}, {"basis": " "}, {"meeting": ""}])
def test_a_decision_lacks_neither_meeting_nor_basis(on_probation: World, lacking: dict[str, object]) -> None:
    with noon(TODAY):
        assert take(on_probation, "extended", "2032-03-15", 422, months=6, **lacking) == "basis_missing"


def test_steps_keep_their_order(on_probation: World) -> None:
    world = on_probation
    with noon(TODAY):
        assert take(world, "passed", "2032-03-12", 409) == "probation_step_too_early"
        assert take(world, "approved", "2032-05-01", 409) == "probation_step_too_early"
        assert take(world, "requested", "2031-03-09", 422) == "dates_in_wrong_order"
        assert take(world, "requested", "2032-06-02", 422) == "date_in_future"
        take(world, "requested", "2032-02-20")
        assert take(world, "passed", "2032-03-09", 422) == "probation_not_over"
        take(world, "passed", "2032-03-10")
        assert take(world, "passed", "2032-03-11", 409) == "probation_step_taken"
        assert take(world, "extended", "2032-03-12", 409, months=6) == "probation_step_taken"
        assert take(world, "approved", "2032-03-09", 422) == "dates_in_wrong_order"
        assert take(world, "approved", "2032-05-01", 422, full_from_on="2032-03-09") == "dates_in_wrong_order"


@pytest.mark.parametrize("months", [None, 5, 13])
def test_an_extension_is_six_to_twelve_months_and_only_once(on_probation: World, months: int | None) -> None:
    with noon(TODAY):
        assert take(on_probation, "extended", "2032-03-12", 422, months=months) == "validation_failed"
        take(on_probation, "extended", "2032-03-12", months=12)
        assert take(on_probation, "extended", "2032-03-13", 409, months=6) == "probation_step_taken"
        seen = on_probation.as_(SECRETARY).get(f"/members/{on_probation.member(LIN)}/probation").json
    assert (seen["started_on"], seen["start_from_joining"], seen["ends_on"]) == (JOINED, True, "2033-03-10")


def test_an_approval_makes_a_full_member_from_the_day_the_probation_was_over(on_probation: World) -> None:
    world, member = on_probation, f"/members/{on_probation.member(LIN)}"
    with noon(TODAY):
        take(world, "requested", "2032-02-20")
        take(world, "passed", "2032-03-20")
        assert world.as_(SECRETARY).get(member).json["kind"] == "probationary"
        take(world, "approved", "2032-05-20")
        seen = world.as_(SECRETARY).get(member).json
        assert (seen["kind"], seen["confirmed_on"]) == ("full", "2032-03-10")
        told = world.as_(SECRETARY).get(f"{member}/probation").json
        assert (told["on_probation"], told["next_step"]) == (False, None)
        assert [one["step"] for one in told["steps"]] == ["requested", "passed", "approved"]
        timeline = world.as_(SECRETARY).get(f"{member}/timeline").json["items"]
    assert [(item["on"], item["sentence"]) for item in timeline][:2] == [
        ("2032-05-20", "上级党委批准转正。"),
        ("2032-03-20", "支部大会讨论通过转正。"),
    ]


def test_an_approval_recorded_in_error_is_taken_back_and_the_member_is_on_probation_again(
    on_probation: World,
) -> None:
    world, member = on_probation, f"/members/{on_probation.member(LIN)}"
    with noon(TODAY):
        take(world, "requested", "2032-02-20")
        meeting = take(world, "passed", "2032-03-20")
        approval = take(world, "approved", "2032-05-20")
        back = {"withdrawn": True, "basis": "批复写的是另一位同志"}
        before_it = world.as_(SECRETARY).post(f"/probation-steps/{meeting}/corrections", back)
        assert before_it.json["code"] == "not_on_probation"
        path = f"/probation-steps/{approval}/corrections"
        assert world.as_(SECRETARY).post(path, {"on_date": "2032-05-19", "basis": "看错"}).status_code == 409
        assert world.as_(SECRETARY).post(path, back).status_code == 201
        seen = world.as_(SECRETARY).get(member).json
        assert (seen["kind"], seen["confirmed_on"]) == ("probationary", None)
        told = world.as_(SECRETARY).get(f"{member}/probation").json
        assert (told["on_probation"], told["next_step"]) == (True, "approved")
        take(world, "approved", "2032-05-21")
        assert world.as_(SECRETARY).get(member).json["kind"] == "full"


def test_a_cancelled_probation_is_leaving_with_its_reason(on_probation: World) -> None:
    world = on_probation
    with noon(TODAY):
        take(world, "cancelled", "2032-05-20")
        seen = world.as_(SECRETARY).get(f"/members/{world.member(LIN)}").json
        assert (seen["leaving_reason"], seen["to_on"]) == ("probation_cancelled", "2032-05-20")
        assert take(world, "requested", "2032-05-21", 409) == "membership_ended"


def test_a_step_entered_wrongly_is_corrected_or_taken_back_with_the_basis(on_probation: World) -> None:
    world = on_probation
    with noon(TODAY):
        request = take(world, "requested", "2032-02-20")
        take(world, "passed", "2032-03-20")
        path = f"/probation-steps/{request}/corrections"
        assert world.as_(SECRETARY).post(path, {"on_date": "2032-02-21", "basis": ""}).status_code == 422
        # The request cannot come after the meeting that spoke about it, nor be gone before it.
        late = world.as_(SECRETARY).post(path, {"on_date": "2032-03-21", "basis": "看错"})
        assert late.json["code"] == "dates_in_wrong_order"
        gone = world.as_(SECRETARY).post(path, {"withdrawn": True, "basis": "看错"})
        assert gone.json["code"] == "probation_step_too_early"
        assert world.as_(SECRETARY).post(path, {"on_date": "2032-02-22", "basis": "看错"}).status_code == 201
        seen = world.as_(OFFICER).get(f"/members/{world.member(LIN)}/probation").json["steps"]
    assert [one["on_date"] for one in seen] == ["2032-02-22", "2032-03-20"]


def test_who_moves_takes_the_probation_along(on_probation: World) -> None:
    world = on_probation
    with noon(TODAY):
        take(world, "extended", "2032-03-12", months=6)
        moving = {"organization_id": str(world.node("白鹭村")), "on": TODAY, "basis": "本人申请"}
        moved = world.as_(OFFICER).post(f"/members/{world.member(LIN)}/moving", moving)
        seen = world.as_("吴白鹭").get(f"/members/{moved.json['id']}/probation").json
    assert (seen["ends_on"], [one["step"] for one in seen["steps"]]) == ("2032-09-10", ["extended"])


DAYS = st.dates(date(2028, 1, 1), date(2036, 12, 31))


def _slow_end(start: date, months: int) -> date:
    """Count month by month on a calendar; where a month has no such day its last day counts."""
    year, month = start.year, start.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    day = start.day
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


@given(DAYS, st.none() | st.integers(6, 12))
def test_the_end_of_a_probation_is_what_a_calendar_says(start: date, further: int | None) -> None:
    taken = [Taken(Step.ACCEPTED, start)]
    if further:
        taken.append(Taken(Step.EXTENDED, start + timedelta(days=300), further))
    assert find_end(find_start(taken, None), taken, Terms()) == _slow_end(start, 12 + (further or 0))


@given(
    DAYS, st.integers(-30, 900), st.integers(-30, 900), st.none() | st.integers(1, 18), st.integers(0, 900)
)
def test_a_meeting_passes_exactly_when_everything_before_it_holds(
    start: date, asked_after: int, met_after: int, further: int | None, today_after: int
) -> None:
    asked, met = start + timedelta(days=asked_after), start + timedelta(days=met_after)
    today = start + timedelta(days=today_after)
    taken = [Taken(Step.ACCEPTED, start), Taken(Step.REQUESTED, asked)]
    if further:
        taken.append(Taken(Step.EXTENDED, start, further))
    expected = asked <= met <= today and met >= max(start, _slow_end(start, 12 + (further or 0)))
    try:
        ensure_fits(Taken(Step.PASSED, met), None, taken, None, Terms(), today)
    except Refusal:
        assert not expected
    else:
        assert expected
