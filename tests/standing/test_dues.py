"""党费: recorded and never collected; amounts that the branch set, months without a gap, and what is refused."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.standing.dues.paid_to import find_paid_to
from api.standing.dues.rates import Category, Rates, suggest_monthly_fen
from api.standing.dues.service import amount_for
from api.standing.months import Month, add_months
from tests.cast import World
from tests.standing.ties import OFFICER, RECORDER, SECRETARY, assess, dues_of, noon, pay

CHEN, LI = "陈远", "李守田"
DAY = "2031-05-20"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"amount_fen": -1}, "validation_failed"),
        ({"amount_fen": 0}, "validation_failed"),
        ({"amount_fen": 10**18}, "validation_failed"),
        ({"paid_by": "branch"}, "validation_failed"),
        ({"last": "2031-08"}, "dues_too_far_ahead"),
        ({"first": "2010-06", "last": "2010-07"}, "dues_before_joining"),
        ({"first": "2031-04", "last": "2031-03"}, "dates_in_wrong_order"),
        ({"first": "2028-01"}, "validation_failed"),
        ({"on": "2031-05-21"}, "date_in_future"),
        ({"member_ids": ["0190c0de-0000-7000-8000-000000000001"]}, "validation_failed"),
        ({"amount_fen": None}, "dues_amount_missing"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_written(
    world: World, told: dict[str, object], code: str
) -> None:
    how = {"first": "2031-01", "last": "2031-03", "on": DAY, "amount_fen": 50, **told}
    with noon(DAY):
        answer = pay(world, CHEN, **how)  # type: ignore[arg-type]
        assert (answer.status_code, answer.json["code"]) == (422, code)
        assert dues_of(world, CHEN)["months"] == []


def test_the_branch_never_advances_dues_and_says_so(world: World) -> None:
    with noon(DAY):
        answer = pay(world, CHEN, "2031-01", "2031-03", DAY, paid_by="branch", amount_fen=50)
    assert answer.json["errors"]["paid_by"] == ["党费不由支部垫交，请选本人、家属或其他党员代交。"]


def test_a_decision_without_a_basis_is_refused(world: World) -> None:
    with noon(DAY):
        assert assess(world, CHEN, "2031-01", 50, basis="").json["code"] == "basis_missing"
        body = {
            "organization_id": str(world.node("青松村")),
            "member_ids": [str(world.member(CHEN))],
            "from_month": "2031-01",
            "to_month": "2031-01",
            "approved_on": DAY,
            "basis": " ",
        }
        assert world.as_(SECRETARY).post("/dues/waivers", body).json["code"] == "basis_missing"


def test_nobody_waives_their_own_dues_and_the_recorder_sets_no_amount(world: World) -> None:
    body = {
        "organization_id": str(world.node("青松村")),
        "member_ids": [str(world.member(SECRETARY))],
        "from_month": "2031-01",
        "to_month": "2031-01",
        "approved_on": DAY,
        "basis": "支委会同意",
    }
    with noon(DAY):
        assert world.as_(SECRETARY).post("/dues/waivers", body).json["code"] == "own_decision"
        assert world.as_(OFFICER).post("/dues/waivers", body).status_code == 201
        assert assess(world, CHEN, "2031-01", 50, by=RECORDER).status_code == 403


def test_a_quarter_for_ticked_names_is_one_entry_and_each_pays_what_is_set(world: World) -> None:
    with noon(DAY):
        assess(world, CHEN, "2031-01", 4000, rows=[_row(world, CHEN, 4000), _row(world, LI, 50)])
        both = [str(world.member(name)) for name in (CHEN, LI)]
        first = pay(world, CHEN, "2031-01", "2031-03", DAY, member_ids=both, paid_by="family", paid_to="host")
        assert first.status_code == 201
        months = dues_of(world, CHEN)["months"]
        assert [(cell["month"], cell["amount_fen"]) for cell in months] == [
            ("2031-03", 4000),
            ("2031-02", 4000),
            ("2031-01", 4000),
        ]
        assert {(cell["paid_by"], cell["paid_to"]) for cell in months} == {("family", "host")}
        grid = world.as_(RECORDER).get(f"/dues?organization_id={world.node('青松村')}&year=2031").json
        assert {row["name"]: row["paid_to"] for row in grid["items"]} == {
            CHEN: "2031-03",
            LI: "2031-03",
            "周书兰": None,
        }
        again = pay(world, CHEN, "2031-01", "2031-03", DAY, member_ids=both)
        assert again.json["code"] == "dues_already_recorded"
        # Ticked once more with a month further, only that month is written.
        assert pay(world, CHEN, "2031-01", "2031-04", DAY).status_code == 201
        assert len(dues_of(world, CHEN)["months"]) == 4


def test_the_same_request_twice_is_one_payment(world: World) -> None:
    with noon(DAY):
        answers = [
            pay(world, CHEN, "2031-01", "2031-03", DAY, amount_fen=50).status_code,
            pay(world, CHEN, "2031-01", "2031-03", DAY, amount_fen=50).status_code,
        ]
        body = {
            "organization_id": str(world.node("青松村")),
            "member_ids": [str(world.member(LI))],
            "from_month": "2031-01",
            "to_month": "2031-03",
            "paid_on": DAY,
            "amount_fen": 50,
        }
        one, other = (world.as_(RECORDER).post("/dues/payments", body, key="once") for _ in range(2))
    assert answers == [201, 409]
    assert one.data == other.data


def test_a_slip_is_taken_back_with_its_basis_and_the_gap_counts_again(world: World) -> None:
    slip = {"member_id": str(world.member(CHEN)), "from_month": "2031-02", "to_month": "2031-02"}
    with noon(DAY):
        pay(world, CHEN, "2031-01", "2031-03", DAY, amount_fen=50)
        refused = world.as_(RECORDER).post("/dues/corrections", {**slip, "state": "open", "basis": ""})
        assert refused.json["code"] == "basis_missing"
        undone = world.as_(RECORDER).post("/dues/corrections", {**slip, "state": "open", "basis": "看错一行"})
        assert undone.status_code == 201
        assert dues_of(world, CHEN)["paid_to"] == "2031-01"
        later = {**slip, "from_month": "2031-05", "to_month": "2031-05"}
        nothing = world.as_(RECORDER).post("/dues/corrections", {**later, "state": "open", "basis": "看错"})
        assert nothing.json["code"] == "dues_not_recorded"
        pay(world, CHEN, "2031-02", "2031-02", DAY, amount_fen=60)
        assert dues_of(world, CHEN)["paid_to"] == "2031-03"


def test_dues_go_on_from_the_opening_and_a_member_reads_their_own(world: World) -> None:
    opening = {"member_id": str(world.member(CHEN)), "dues_paid_to": "2031-03"}
    with noon(DAY):
        world.as_(RECORDER).post(
            "/members/opening", {"organization_id": str(world.node("青松村")), "rows": [opening]}
        )
        pay(world, CHEN, "2031-05", "2031-06", DAY, amount_fen=50)
        assert dues_of(world, CHEN, by=CHEN)["paid_to"] == "2031-03"
        pay(world, CHEN, "2031-04", "2031-04", DAY, amount_fen=50)
        own = dues_of(world, CHEN, by=CHEN)
    assert (own["opening_paid_to"], own["paid_to"], own["last_month"]) == ("2031-03", "2031-06", "2031-07")


def test_the_income_that_an_amount_was_reckoned_from_lies_sealed_and_is_not_shown(world: World) -> None:
    with noon(DAY):
        row = {**_row(world, CHEN, 4805), "category": "wage", "income_fen": 480_500}
        assert assess(world, CHEN, "2031-01", 4805, rows=[row]).status_code == 201
        assert "480500" not in world.as_(SECRETARY).get(f"/members/{world.member(CHEN)}/dues").text
        said = world.as_(RECORDER).get(
            f"/dues/suggestion?organization_id={world.node('青松村')}&category=wage&income_fen=480500"
        )
    assert said.json["monthly_fen"] == 4805


@pytest.mark.parametrize(
    ("category", "yuan", "fen"),
    [
        (Category.FARMER, None, 20),
        (Category.STUDENT, None, 20),
        (Category.LAID_OFF, 900, 20),
        (Category.RELIEF, None, 20),
        (Category.WAGE, None, None),
        (Category.WAGE, 3000, 1500),
        (Category.WAGE, 3001, 3001),
        (Category.WAGE, 5000, 5000),
        (Category.WAGE, 5001, 7502),  # 75.015 yuan
        (Category.WAGE, 10000, 15000),
        (Category.WAGE, 10001, 20002),
        (Category.PENSION, 5000, 2500),
        (Category.PENSION, 5001, 5001),
    ],
)
def test_the_rate_table_as_worked_out_by_hand(category: Category, yuan: int | None, fen: int | None) -> None:
    assert suggest_monthly_fen(category, None if yuan is None else yuan * 100, Rates()) == fen


MONTHS = st.integers(0, 60).map(lambda count: Month.of(add_months(date(2028, 1, 1), count)))


def _slow_paid_to(opening: Month | None, settled: set[Month]) -> Month | None:
    """Walk through every month of the calendar, one by one, and stop at the first that nobody settled."""
    known = [month for month in (opening, *settled) if month is not None]
    if not known:
        return None
    began = False
    reached: Month | None = None
    for count in range(-24, 24 * 12):
        month = Month.of(add_months(date(2028, 1, 1), count))
        if not began:
            began = month == (opening if opening is not None else min(settled))
            reached = month if began else None
        elif month in settled:
            reached = month
        else:
            return reached
    raise AssertionError("the calendar of this test is too short")


@given(st.none() | MONTHS, st.sets(MONTHS, max_size=40))
def test_paid_to_is_what_a_walk_through_the_calendar_finds(
    opening: Month | None, settled: set[Month]
) -> None:
    assert find_paid_to(opening, settled) == _slow_paid_to(opening, settled)


@given(st.sets(MONTHS, max_size=12), MONTHS)
def test_an_amount_holds_from_its_month_until_the_next_one(begun: set[Month], month: Month) -> None:
    amounts = [(str(first), at + 1) for at, first in enumerate(sorted(begun))]
    expected = None
    for at, first in enumerate(sorted(begun)):
        if first <= month:
            expected = at + 1
    assert amount_for(amounts, month) == expected


@pytest.mark.parametrize("seed", range(6))
def test_the_quick_look_at_many_members_finds_what_the_months_say(world: World, seed: int) -> None:
    """The statement counts and spans months; here it is held against the months themselves."""
    drawn = random.Random(seed)
    months = [Month.of(add_months(date(2030, 1, 1), count)) for count in range(12)]
    settled = {month for month in months if drawn.random() < (0.95 if seed % 2 else 0.6)}
    opening = drawn.choice([None, *months])
    with noon("2031-01-20"):
        if opening is not None:
            row = {"member_id": str(world.member(CHEN)), "dues_paid_to": str(opening)}
            world.as_(RECORDER).post(
                "/members/opening", {"organization_id": str(world.node("青松村")), "rows": [row]}
            )
        for month in sorted(settled):
            assert pay(world, CHEN, str(month), str(month), "2031-01-20", amount_fen=50).status_code == 201
        expected = find_paid_to(opening, settled)
        assert dues_of(world, CHEN)["paid_to"] == (str(expected) if expected else None)


def _row(world: World, name: str, fen: int) -> dict[str, object]:
    return {"member_id": str(world.member(name)), "category": "farmer", "monthly_fen": fen}
