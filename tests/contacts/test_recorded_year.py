"""A recorded year of one branch: figures, a member's calendar, work list and register are those worked out by hand."""

from calendar import monthrange
from datetime import datetime
from typing import Any

from api import clock
from tests.cast import World
from tests.contacts.branch_year import (
    AT_HOME,
    BY_HAND,
    CALL_TODAY,
    FAMILY_TOTALS,
    JUNE_OF_TAN,
    OWN_CADENCE,
    TOTALS,
    YEAR,
    live,
    read_by_hand,
    read_members,
)
from tests.contacts.year_on_paper import compare_register, relayed_months

AFTERWARDS = datetime(YEAR + 1, 1, 15, 10, tzinfo=clock.ZONE)

RELAYED = ["_", "✓", "✓", "·", "✓", "✓", "✓", "✓", "✓", "✓", "✓", "✓"]
"""The months of 陈远, were word to reach him through the family only: the call with them in September serves, too."""


def test_the_year_is_what_was_worked_out_by_hand(world: World) -> None:
    live(world)
    assert (len(list(read_members())), len(AT_HOME)) == (9, 20)
    months = [_fulfilment(world, month) for month in range(1, 13)]
    _compare_members(months)
    _compare_totals(months)
    _compare_calendars(world)
    _compare_work_lists(world)
    _compare_marks(world)
    with clock.at(AFTERWARDS):
        compare_register(world)
    _compare_relayed(world)


def test_the_totals_follow_from_the_rows_that_were_worked_out_by_hand() -> None:
    rows = read_by_hand().values()
    for month, (asked, done) in TOTALS.items():
        marks = [months[month - 1] for months, _ in rows]
        assert (sum(mark != "_" for mark in marks), marks.count("✓")) == (asked, done), month
    for month, (asked, done) in FAMILY_TOTALS.items():
        marks = [quarters[month // 3 - 1] for _, quarters in rows]
        assert (sum(mark != "_" for mark in marks), marks.count("✓")) == (asked, done), month
    assert BY_HAND.count("\n") == 11


def _fulfilment(world: World, month: int) -> dict[str, Any]:
    with clock.at(AFTERWARDS):
        answer = world.as_("周书兰").get(
            f"/contacts/fulfilment?organization_id={world.node('青松村')}&month={YEAR}-{month:02d}"
        )
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def _marks(months: list[dict[str, Any]], name: str, duty: str) -> list[str]:
    """Return a mark for each month, as the table by hand has them."""
    marks = []
    for month in months:
        duties = [
            figure
            for member in month["members"]
            if member["member_name"] == name
            for figure in member["duties"]
            if figure["duty"] == duty
        ]
        assert len(duties) <= 1
        done = {(1, 1): "✓", (1, 0): "·"}
        marks.append(done[duties[0]["asked"], duties[0]["done"]] if duties else "_")
    return marks


def _compare_members(months: list[dict[str, Any]]) -> None:
    for name, (by_month, by_quarter) in read_by_hand().items():
        assert _marks(months, name, "any") == by_month, name
        family = _marks(months, name, "family")
        assert [family[index] for index in (2, 5, 8, 11)] == by_quarter, name
    for (name, duty), marks in OWN_CADENCE.items():
        assert _marks(months, name, duty) == marks.split(), name
    june = next(member for member in months[5]["members"] if member["member_name"] == "谭勤联")
    figures = {figure["duty"]: (figure["asked"], figure["done"]) for figure in june["duties"]}
    assert {duty: figures[duty] for duty in JUNE_OF_TAN} == JUNE_OF_TAN


def _compare_totals(months: list[dict[str, Any]]) -> None:
    for number, month in enumerate(months, 1):
        totals = {figure["duty"]: (figure["asked"], figure["done"]) for figure in month["duties"]}
        assert totals["any"] == TOTALS[number], number
        assert totals.get("family") == FAMILY_TOTALS.get(number), number


def _compare_calendars(world: World) -> None:
    for name, (by_month, _) in read_by_hand().items():
        with clock.at(AFTERWARDS):
            year = world.as_("李守田").get(f"/members/{world.member(name)}/contact-calendar?year={YEAR}").json
        cells = [next(cell for cell in month["cells"] if cell["key"] == "any") for month in year["months"]]
        # What was not done is not shown as a gap.
        assert [cell["state"] for cell in cells] == ["done" if mark == "✓" else None for mark in by_month], (
            name
        )


def _compare_work_lists(world: World) -> None:
    for month, names in CALL_TODAY.items():
        last = datetime(YEAR, month, monthrange(YEAR, month)[1], 12, tzinfo=clock.ZONE)
        with clock.at(last):
            branch = world.as_("周书兰").get(f"/contacts/today?organization_id={world.node('青松村')}").json
            liaison = world.as_("李守田").get("/contacts/today").json
        for today in (branch, liaison):
            due = {
                item["member_name"]
                for item in today["items"]
                for duty in item["duties"]
                if duty["duty"] != "family" and duty["state"] in {"due", "grace", "overdue"}
            }
            assert due == set(names.split()), month


def _compare_marks(world: World) -> None:
    """补录 for what was noted down more than a week later; 不计入本期 for what lies in no time away."""
    with clock.at(AFTERWARDS):
        pages = [
            world.as_("周书兰").get(f"/members/{world.member(name)}/contacts").json["items"]
            for name, *_ in read_members()
        ]
    contacts = [contact for page in pages for contact in page]
    late = {(one["member_name"], one["happened_on"]) for one in contacts if one["late"]}
    assert late == {("陈远", "2025-11-28"), ("王海", "2025-03-03")}
    uncounted = {(one["member_name"], one["happened_on"]) for one in contacts if not one["counted"]}
    assert uncounted == {("李远航", "2025-12-05"), ("杨新走", "2025-12-05")}
    assert {one["same_as"] is not None for one in contacts if one["happened_on"] == "2025-02-02"} == {
        True,
        False,
    }


def _compare_relayed(world: World) -> None:
    member = f"/members/{world.member('陈远')}"
    with clock.at(AFTERWARDS):
        read = world.as_("周书兰").get(member)
        changed = world.as_("周书兰").patch(member, {"communication": "family_relay"}, read.headers["ETag"])
        assert changed.status_code == 200, changed.json
        months = [_fulfilment(world, month) for month in range(1, 13)]
        assert _marks(months, "陈远", "any") == relayed_months(world, "陈远", RELAYED) == RELAYED
