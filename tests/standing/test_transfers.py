"""组织关系转接: a letter that holds for 90 days, a member who stays on the roll, and acts that follow each other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.standing.transfers.letter import TransferState, state_on
from tests.cast import World
from tests.standing.ties import OFFICER, SECRETARY, act, noon, plan, transfer_of

CHEN = "陈远"
TODAY = "2031-06-01"


def begin(world: World) -> str:
    answer = plan(world, CHEN, "2031-01-10")
    assert answer.status_code == 201, answer.json
    return str(answer.json["id"])


def test_one_transfer_of_a_member_is_under_way(world: World) -> None:
    with noon(TODAY):
        begin(world)
        assert plan(world, CHEN, "2031-01-11").json["code"] == "transfer_under_way"
        assert plan(world, "李守田", "2031-06-02").json["code"] == "date_in_future"


def test_nobody_decides_about_themselves(world: World) -> None:
    with noon(TODAY):
        assert plan(world, SECRETARY, "2031-01-10").json["code"] == "own_decision"
        by_officer = plan(world, SECRETARY, "2031-01-10", by=OFFICER).json["id"]
        assert act(world, by_officer, "letter", "2031-01-12").json["code"] == "own_decision"


def test_acts_follow_each_other_in_the_order_of_days_and_name_their_grounds(world: World) -> None:
    with noon(TODAY):
        transfer = begin(world)
        assert act(world, transfer, "sent", "2031-01-12").json["code"] == "transfer_step_impossible"
        assert act(world, transfer, "letter", "2031-01-09").json["code"] == "dates_in_wrong_order"
        assert act(world, transfer, "letter", "2031-06-02").json["code"] == "date_in_future"
        assert (
            act(world, transfer, "letter", "2031-01-12", letter_number=None).json["code"] == "basis_missing"
        )
        assert act(world, transfer, "letter", "2031-01-12", valid_days=91).json["code"] == "validation_failed"
        assert act(world, transfer, "letter", "2031-01-12").status_code == 201
        assert act(world, transfer, "received", "2031-02-01", basis=None).json["code"] == "basis_missing"
        assert act(world, transfer, "received", "2031-02-01").status_code == 201
        assert act(world, transfer, "sent", "2031-02-02").json["code"] == "transfer_step_impossible"


def test_in_transit_and_even_received_the_member_stays_on_the_roll_until_a_person_says_otherwise(
    world: World,
) -> None:
    with noon(TODAY):
        transfer = begin(world)
        for what, on in (("letter", "2031-05-01"), ("sent", "2031-05-02"), ("received", "2031-05-20")):
            assert act(world, transfer, what, on).status_code == 201
            assert world.as_(SECRETARY).get(f"/members/{world.member(CHEN)}").json["to_on"] is None
        left = {"reason": "transferred", "on": TODAY, "basis": "回执联"}
        assert world.as_(SECRETARY).post(f"/members/{world.member(CHEN)}/leaving", left).status_code == 201


def test_a_letter_that_came_back_is_written_anew_and_one_that_is_dropped_is_over(world: World) -> None:
    with noon(TODAY):
        transfer = begin(world)
        act(world, transfer, "letter", "2031-02-01")
        assert act(world, transfer, "returned", "2031-03-01", basis="写错支部").status_code == 201
        assert act(world, transfer, "letter", "2031-03-05").status_code == 201
        seen = transfer_of(world, CHEN)
        assert (seen["state_today"], seen["valid_until"], seen["returned_on"]) == (
            "letter_issued",
            "2031-06-03",
            None,
        )
        assert act(world, transfer, "dropped", "2031-05-01", basis="不走了").status_code == 201
        assert act(world, transfer, "letter", "2031-05-02").json["code"] == "transfer_step_impossible"
        assert plan(world, CHEN, "2031-05-03").status_code == 201


def test_one_that_came_back_waits_while_another_is_under_way(world: World) -> None:
    with noon(TODAY):
        first = begin(world)
        act(world, first, "letter", "2031-02-01")
        act(world, first, "returned", "2031-03-01", basis="写错支部")
        assert plan(world, CHEN, "2031-03-02").status_code == 201
        assert act(world, first, "letter", "2031-03-03").json["code"] == "transfer_under_way"


@pytest.mark.parametrize("state", list(TransferState))
@given(st.dates(date(2030, 1, 1), date(2034, 12, 31)), st.integers(1, 90), st.integers(-5, 120))
def test_a_letter_has_run_out_on_the_day_after_its_last(
    state: TransferState, written: date, days: int, later: int
) -> None:
    on = written + timedelta(days=later)
    last, counted = written, 0
    while counted < days:
        last, counted = last + timedelta(days=1), counted + 1
    out = state in {TransferState.LETTER_ISSUED, TransferState.IN_TRANSIT} and on > last
    assert state_on(state, written, days, on) is (TransferState.OVERRUN if out else state)
