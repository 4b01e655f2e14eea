"""Two years of 青松村, worked out by hand: dues with a gap, a probation that was extended, a letter that ran out, a card.

Left stands what people did on which day; right what the lists say on which day. The years are 2031 and 2032, which has
a 29 February.
"""

from typing import Any

import pytest

from tests.cast import World
from tests.reports.stories import departure
from tests.standing.ties import (
    RECORDER,
    SECRETARY,
    act,
    assess,
    dues_of,
    enter_probationary,
    keys,
    listed,
    noon,
    on_desk,
    pay,
    plan,
    step,
    transfer_of,
)

CHEN, LI, LIN = "陈远", "李守田", "林新秀"

DONE: list[tuple[str, str, tuple[Any, ...]]] = [
    # day        what           whom and how
    ("2031-01-05", "assess", (CHEN, "2031-01", 4000)),
    ("2031-01-05", "assess", (LI, "2031-01", 50)),
    ("2031-02-10", "leave home", (CHEN,)),
    ("2031-03-12", "enter", (LIN, "2031-03-10")),
    ("2031-03-20", "pay", (CHEN, "2031-01", "2031-03")),
    ("2031-03-20", "pay", (LI, "2031-01", "2031-03")),
    ("2031-06-20", "pay", (CHEN, "2031-04", "2031-06")),
    ("2031-06-20", "pay", (LI, "2031-04", "2031-06")),
    ("2031-09-20", "pay", (LI, "2031-07", "2031-09")),
    ("2031-12-20", "pay", (CHEN, "2031-10", "2031-12")),
    ("2031-12-20", "pay", (LI, "2031-10", "2031-12")),
    ("2032-01-10", "waive", (LI, "2032-01", "2032-03")),
    ("2032-02-15", "pay", (CHEN, "2031-07", "2031-09")),
    ("2032-02-20", "step", (LIN, "requested")),
    ("2032-02-20", "review", (CHEN,)),
    ("2032-03-15", "step", (LIN, "extended")),
    ("2032-04-01", "plan", (CHEN,)),
    ("2032-04-10", "letter", (CHEN, 90)),
    ("2032-04-12", "sent", (CHEN,)),
    ("2032-07-15", "letter", (CHEN, 60)),
    ("2032-09-01", "received", (CHEN,)),
    ("2032-09-05", "leave the roll", (CHEN,)),
    ("2032-09-12", "step", (LIN, "passed")),
    ("2032-11-30", "step", (LIN, "approved")),
]

SEEN: list[tuple[str, str, str, set[str]]] = [
    # day        list           whom  what it says
    ("2031-07-31", "dues", CHEN, set()),
    ("2031-08-01", "dues", CHEN, {"dues_hint"}),
    ("2031-09-30", "dues", CHEN, {"dues_hint"}),
    ("2031-10-01", "dues", CHEN, {"dues_task"}),
    ("2031-12-01", "dues", CHEN, {"dues_red"}),
    ("2031-12-31", "dues", CHEN, {"dues_red"}),
    ("2031-12-31", "detachment", CHEN, set()),
    ("2032-01-01", "detachment", CHEN, {"suspected_detachment"}),
    ("2032-02-16", "detachment", CHEN, set()),
    ("2032-02-16", "dues", CHEN, {"dues_hint"}),
    ("2032-04-30", "dues", LI, set()),
    ("2032-05-01", "dues", LI, {"dues_hint"}),
    ("2032-01-09", "probation", LIN, {"probation_quarter"}),
    ("2032-01-10", "probation", LIN, {"probation_quarter", "probation_ending"}),
    ("2032-01-15", "probation", LIN, {"probation_ending"}),
    ("2032-03-10", "probation", LIN, {"probation_ended"}),
    ("2032-03-16", "probation", LIN, set()),
    ("2032-07-11", "probation", LIN, {"probation_quarter"}),
    ("2032-07-12", "probation", LIN, {"probation_quarter", "probation_ending"}),
    ("2032-11-25", "probation", LIN, set()),
    ("2032-11-26", "probation", LIN, {"approval_waiting"}),
    ("2032-12-01", "probation", LIN, set()),
    ("2031-08-09", "transfer_due", CHEN, set()),
    ("2031-08-10", "transfer_due", CHEN, {"suggest_transfer"}),
    ("2032-04-02", "transfer_due", CHEN, set()),
    ("2032-04-02", "transfers", CHEN, {"planned"}),
    ("2032-04-11", "transfers", CHEN, {"letter_issued"}),
    ("2032-07-09", "transfers", CHEN, {"in_transit"}),
    ("2032-07-10", "transfers", CHEN, {"overrun"}),
    ("2032-07-16", "transfers", CHEN, {"letter_issued"}),
    ("2032-09-02", "transfers", CHEN, {"received"}),
    ("2032-09-06", "transfers", CHEN, set()),
    ("2032-02-09", "cards", CHEN, set()),
    ("2032-02-10", "cards", CHEN, {"card_review"}),
    ("2032-02-21", "cards", CHEN, set()),
]

PAID_TO: list[tuple[str, str, str | None]] = [
    ("2031-03-19", CHEN, None),
    ("2031-03-21", CHEN, "2031-03"),
    ("2031-06-21", CHEN, "2031-06"),
    ("2031-12-21", CHEN, "2031-06"),
    ("2032-02-16", CHEN, "2031-12"),
    ("2031-12-21", LI, "2031-12"),
    ("2032-01-11", LI, "2032-03"),
]

WAITING: list[tuple[str, list[str]]] = [
    ("2032-06-23", []),
    ("2032-06-24", ["in_transit"]),
    ("2032-07-10", ["overrun"]),
    ("2032-07-16", []),
    ("2032-08-29", ["letter_issued"]),
    ("2032-09-02", ["received"]),
]


def do(world: World, day: str, what: str, how: tuple[Any, ...]) -> None:
    """Do one thing of the table through the API."""
    name, *rest = how
    if what == "assess":
        answer = assess(world, name, *rest)
    elif what == "leave home":
        left = world.as_(CHEN).post("/reports", departure(world, departed_on=day, wants_card=True))
        accepted = {"card_number": "青-031", "card_issued_on": day}
        answer = world.as_(SECRETARY).post(f"/reports/{left.json['id']}/acceptance", accepted)
    elif what == "enter":
        enter_probationary(world, name, *rest)
        return
    elif what == "pay":
        answer = pay(world, name, *rest, on=day)
    elif what == "waive":
        ticked = {"member_ids": [str(world.member(name))], "from_month": rest[0], "to_month": rest[1]}
        approved = {"organization_id": str(world.node("青松村")), "approved_on": day, "basis": "住院，经批准"}
        answer = world.as_(SECRETARY).post("/dues/waivers", {**ticked, **approved})
    elif what == "step":
        answer = step(world, name, rest[0], day, months=6 if rest[0] == "extended" else None)
    elif what == "review":
        card = world.as_(SECRETARY).get(f"/members/{world.member(name)}/away-periods").json["items"][0]
        body = {"state": "reviewed", "on_date": day}
        answer = world.as_(SECRETARY).post(f"/cards/{card['card_id']}/changes", body)
    elif what == "plan":
        answer = plan(world, name, day)
    elif what == "leave the roll":
        body = {"reason": "transferred", "on": day, "basis": "回执联第 8 号"}
        answer = world.as_(SECRETARY).post(f"/members/{world.member(name)}/leaving", body)
    else:
        more = {"valid_days": rest[0]} if rest else {}
        answer = act(world, transfer_of(world, name)["id"], what, day, **more)
    assert answer.status_code == 201, (day, what, answer.json)


def test_the_lists_say_on_each_day_what_was_worked_out_by_hand(world: World) -> None:
    looks = {day for day, *_ in SEEN} | {day for day, *_ in PAID_TO} | {day for day, _ in WAITING}
    wrong = []
    for day in sorted({day for day, *_ in DONE} | looks):
        with noon(day):
            for _, what, how in [one for one in DONE if one[0] == day]:
                do(world, day, what, how)
            for _, key, name, expected in [one for one in SEEN if one[0] == day]:
                found = {code for who, code in listed(world, key) if who == name}
                if found != expected:
                    wrong.append((day, key, name, "expected", expected, "found", found))
            for _, name, month in [one for one in PAID_TO if one[0] == day]:
                if (found := dues_of(world, name)["paid_to"]) != month:
                    wrong.append((day, "paid to", name, "expected", month, "found", found))
            for _, codes in [one for one in WAITING if one[0] == day]:
                if (found := [item["code"] for item in on_desk(world, "transfer_waiting")]) != codes:
                    wrong.append((day, "desk", "expected", codes, "found", found))
    assert not wrong, "\n".join(map(str, wrong))
    lin = world.as_(SECRETARY).get(f"/members/{world.member(LIN)}").json
    assert (lin["kind"], lin["confirmed_on"]) == ("full", "2032-09-10")
    gone = world.as_(SECRETARY).get(f"/members/{world.member(CHEN)}").json
    assert (gone["to_on"], gone["leaving_reason"]) == ("2032-09-05", "transferred")


@pytest.mark.parametrize(
    ("reader", "hidden"), [(SECRETARY, False), ("孙委员", False), (RECORDER, True), ("钱审", True)]
)
def test_only_secretary_and_officer_read_of_self_detachment_and_silence(
    world: World, reader: str, hidden: bool
) -> None:
    with noon("2031-01-05"):
        assess(world, CHEN, "2031-01", 100)
        pay(world, CHEN, "2031-01", "2031-01", on="2031-01-05")
    with noon("2031-08-02"):
        answer = world.as_(reader).get(f"/standing-lists?organization_id={world.node('青松村')}")
        assert ("detachment" not in keys(world, reader)) is hidden
        assert ("自行脱党" not in answer.text) is hidden


def test_where_no_cards_are_issued_there_is_no_list_of_them_and_nothing_to_review(world: World) -> None:
    body = {"organization_id": str(world.node("青松村")), "key": "card_issuing", "value": False}
    with noon("2031-02-10"):
        do(world, "2031-02-10", "leave home", (CHEN,))
        card = world.as_(SECRETARY).get(f"/members/{world.member(CHEN)}/away-periods").json["items"][0]
    with noon("2032-03-01"):
        assert listed(world, "cards") == {(CHEN, "card_review")}
        assert world.as_(SECRETARY).post("/settings", {**body, "from_on": "2032-03-01"}).status_code == 201
        assert "cards" not in keys(world)
        told = {"state": "reviewed", "on_date": "2032-03-01"}
        refused = world.as_(SECRETARY).post(f"/cards/{card['card_id']}/changes", told)
    assert refused.json["code"] == "card_not_in_hand"
