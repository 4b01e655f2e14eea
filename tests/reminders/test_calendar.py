"""日历订阅: meetings, calls on families, probations, calls that are due; a secret address, and nobody's data."""

from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from api import clock
from tests.cast import World
from tests.pairings.pairs import pair
from tests.reminders.days import DAY, at_hour
from tests.reports.stories import away
from tests.trainings.stories import plan
from tests.visits.test_visits import call


def address(world: World, name: str) -> str:
    opened = world.as_(name).post("/calendar-feeds")
    assert opened.status_code == 201, opened.json
    path: str = opened.json["path"].removeprefix("/api/v1")
    return path


def events(world: World, path: str) -> list[Any]:
    answer = world.stranger.get(path)
    assert answer.status_code == 200, answer.json
    assert answer.mimetype == "text/calendar"
    calendar = Calendar.from_ical(answer.data)
    assert calendar.errors == []
    found = list(calendar.walk("VEVENT"))
    for event in found:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
    assert len({str(event["UID"]) for event in found}) == len(found)
    return found


def texts(world: World, path: str) -> list[tuple[str, str]]:
    return [(str(event["SUMMARY"]), str(day_of(event["DTSTART"].dt))) for event in events(world, path)]


def day_of(told: Any) -> date:
    return clock.day_of(told) if isinstance(told, datetime) else told


def test_an_ended_a_renewed_a_guessed_and_an_odd_address_look_the_same(world: World) -> None:
    first = address(world, "陈远")
    second = address(world, "陈远")
    world.as_("周书兰").post("/calendar-feeds/ending")
    ended = address(world, "周书兰")
    world.as_("周书兰").post("/calendar-feeds/ending")
    guessed = "/calendar-feeds/" + "A" * 43
    answers = [
        world.stranger.get(path) for path in (first, ended, guessed, "/calendar-feeds/x", guessed + "中")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers)) for answer in answers}) == 1
    assert events(world, second) == []


def test_one_sees_ones_own_address_and_since_when(world: World) -> None:
    assert world.as_("陈远").get("/calendar-feeds").json == {"path": None, "since": None}
    path = address(world, "陈远")
    shown = world.as_("陈远").get("/calendar-feeds")
    assert shown.json["path"] == f"/api/v1{path}"
    assert shown.headers["Cache-Control"] == "no-store"
    assert world.as_("周书兰").get("/calendar-feeds").json["path"] is None


def test_nothing_new_is_not_sent_again(world: World) -> None:
    path = address(world, "周书兰")
    first = world.stranger.get(path)
    with clock.at(at_hour(12)):
        again = world.stranger.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    plan(world, on=DAY + timedelta(days=3))
    assert world.stranger.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_liaison_sees_until_when_to_call_and_how_many_and_no_name(world: World) -> None:
    away(world, departed_on="2025-06-01", wants_card=False)
    pair(world, "李守田", "陈远", date(2025, 6, 1))
    assert texts(world, address(world, "李守田")) == [
        ("该联系了：1 位结对的同志", "2026-05-31"),
        # The family once a quarter.
        ("该联系了：1 位结对的同志", "2026-06-30"),
    ]


def test_a_secretary_sees_meetings_and_the_ends_of_probations(world: World) -> None:
    born = {
        "organization_id": str(world.node("青松村")),
        "name": "小苗",
        "kind": "probationary",
        "joined_on": "2025-06-10",
    }
    entered = world.as_("周书兰").post("/members", born)
    assert entered.status_code == 201, entered.json
    plan(world, on=DAY + timedelta(days=3))
    found = texts(world, address(world, "周书兰"))
    assert ("1 位预备党员预备期满", "2026-06-10") in found
    assert any(day == "2026-05-17" for _, day in found)
    assert "小苗" not in world.stranger.get(address(world, "周书兰")).text


def test_whoever_goes_calling_sees_the_day_and_how_many_homes(world: World) -> None:
    with clock.at(at_hour(9, day=date(2027, 1, 31))):
        away(world, departed_on="2026-06-01", wants_card=False)
        called = world.as_("周书兰").post("/visits/plan/calls", call(world, "陈远"))
        assert called.status_code == 201, called.json
        assert ("走访慰问：1 户", "2027-02-03") in texts(world, address(world, "周书兰"))
        assert "走访" not in str(texts(world, address(world, "李守田")))


def test_staff_who_are_no_members_have_a_calendar_of_their_own(world: World) -> None:
    for name in ("孙委员", "赵管", "何记"):
        assert events(world, address(world, name)) == []
