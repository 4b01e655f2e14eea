"""设置: the nearest node wins, from a day on, and a rule changed today rewrites nothing of last year."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from werkzeug.test import TestResponse

from api import clock
from api.access import THE_PRODUCT
from api.errors import Refusal
from api.journal import in_transaction
from api.models import Membership, Organization
from api.settings.catalogue import CATALOGUE, LEVELS, setting_of
from api.settings.service import set_value
from api.settings.values import Dated, find_in_force, value_on, values_on
from tests.cast import World

KEY = "days_until_suspected"
CADENCE = "contact_cadence"
NEW_YEAR, MARCH, JUNE = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)


def tell(world: World, name: str, **told: Any) -> TestResponse:
    place = {} if "member_id" in told else {"organization_id": str(world.node("青松村"))}
    return world.as_(name).post(
        "/settings", {"key": KEY, "value": 120, "from_on": "2026-03-01", **place, **told}
    )


def judge(world: World, on: date, node: str = "青松村", member: str | None = None, key: str = KEY) -> Any:
    with world.database.reading() as session:
        return value_on(session, key, world.node(node), on, world.member(member) if member else None)


def shown(world: World, name: str = "周书兰", **query: str) -> dict[str, dict[str, Any]]:
    chosen = query or {"organization_id": str(world.node("青松村"))}
    answer = world.as_(name).get("/settings", query_string=chosen)
    assert answer.status_code == 200, answer.json
    return {item["key"]: item for item in answer.json["items"]}


def test_a_stranger_a_member_and_a_reader_set_nothing(world: World) -> None:
    place = {"key": KEY, "value": 1, "organization_id": str(world.node("青松村"))}
    assert world.stranger.post("/settings", place).status_code == 401
    for name in ("陈远", "钱审", "何记"):
        assert tell(world, name).status_code == 403
    for name in ("吴白鹭", "冯外"):
        assert tell(world, name).status_code == 404
    assert judge(world, JUNE) == setting_of(KEY).default


def test_a_secretary_sets_nothing_above_the_branch(world: World) -> None:
    assert tell(world, "周书兰", organization_id=str(world.node("云栖镇"))).status_code in {403, 404}


def test_who_keeps_accounts_sets_nothing_for_a_person(world: World) -> None:
    answer = tell(world, "赵管", member_id=str(world.member("陈远")), key=CADENCE, value="monthly")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"key": "points_for_signing_in"}, "setting_unknown"),
        ({"value": 29}, "setting_value_invalid"),
        ({"value": 367}, "setting_value_invalid"),
        ({"value": True}, "setting_value_invalid"),
        ({"value": "90"}, "setting_value_invalid"),
        ({"key": "card_issuing", "value": 1}, "setting_value_invalid"),
        ({"key": CADENCE, "value": "hourly"}, "setting_value_invalid"),
        ({"key": "staff_idle_minutes", "value": 10}, "setting_not_here"),
        ({"value": [90]}, "validation_failed"),
        ({"value": {"value": 90}}, "validation_failed"),
        ({"value": 90.5}, "validation_failed"),
        ({"from_on": "2026-02-30"}, "validation_failed"),
        ({"organization_id": None}, "validation_failed"),
        ({"for": "everybody"}, "validation_failed"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(world: World, told: dict[str, Any], code: str) -> None:
    answer = tell(world, "周书兰", **told)

    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert answer.json["title"]


def test_a_member_has_no_value_of_a_setting_that_is_no_members(world: World) -> None:
    answer = tell(world, "周书兰", member_id=str(world.member("陈远")))

    assert answer.json["code"] == "setting_not_here"


def test_a_value_holds_from_its_day_on_and_rewrites_nothing_before(world: World) -> None:
    answer = tell(world, "周书兰")

    assert answer.status_code == 201
    assert answer.json["organization_id"] == str(world.node("青松村"))
    assert judge(world, MARCH - timedelta(days=1)) == 90
    assert judge(world, MARCH) == judge(world, JUNE) == 120
    assert judge(world, JUNE, "白鹭村") == 90


def test_the_nearest_node_wins_and_null_gives_way_to_the_node_above(world: World) -> None:
    county, township, branch = (str(world.node(name)) for name in ("利泉县", "云栖镇", "青松村"))
    in_transaction(
        world.database,
        lambda s: set_value(s, THE_PRODUCT, CADENCE, "quarterly", NEW_YEAR, organization_id=UUID(county)),
    )
    for name, place, value, day in (
        ("孙委员", {"organization_id": township}, "article", "2026-02-01"),
        ("周书兰", {"organization_id": branch}, "monthly", "2026-03-01"),
        ("周书兰", {"member_id": str(world.member("陈远"))}, "quarterly", "2026-03-01"),
        ("周书兰", {"organization_id": branch}, None, "2026-05-01"),
    ):
        told = {"key": CADENCE, "value": value, "from_on": day, **place}
        assert world.as_(name).post("/settings", told).status_code == 201

    assert judge(world, date(2026, 1, 15), key=CADENCE) == "quarterly"
    assert judge(world, date(2026, 2, 1), key=CADENCE) == "article"
    assert judge(world, MARCH, key=CADENCE) == "monthly"
    assert judge(world, MARCH, key=CADENCE, member="陈远") == "quarterly"
    assert judge(world, MARCH, key=CADENCE, member="李守田") == "monthly"
    assert judge(world, date(2026, 5, 1), key=CADENCE) == "article"
    assert judge(world, date(2026, 5, 1), "竹溪村", key=CADENCE) == "quarterly"


def test_the_same_day_again_corrects_the_value_and_an_old_cut_keeps_the_first(world: World) -> None:
    tell(world, "周书兰", value=100)
    with world.database.reading() as session:
        cut = clock.now()
    tell(world, "周书兰", value=110)

    with world.database.reading() as session:
        assert value_on(session, KEY, world.node("青松村"), JUNE) == 110
        assert value_on(session, KEY, world.node("青松村"), JUNE, cut=cut) == 100


def test_the_list_says_where_each_value_comes_from_and_since_when(world: World) -> None:
    tell(world, "孙委员", organization_id=str(world.node("云栖镇")), from_on="2020-02-02")
    tell(world, "周书兰", value=60, from_on="2199-01-01")

    items = shown(world)

    assert list(items) == list(CATALOGUE)
    told = items[KEY]
    assert (told["value"], told["default"], told["since"]) == (120, 90, "2020-02-02")
    assert told["source"] == {
        "level": "township",
        "organization_id": str(world.node("云栖镇")),
        "name": "云栖镇党委",
    }
    assert told["upcoming"] == [{"from_on": "2199-01-01", "value": 60}]
    assert (items[CADENCE]["value"], items[CADENCE]["source"], items[CADENCE]["since"]) == (
        "monthly",
        None,
        None,
    )
    assert items["staff_idle_minutes"]["settable"] is False
    assert shown(world, member_id=str(world.member("陈远")))[KEY]["settable"] is False
    assert shown(world, member_id=str(world.member("陈远")))[CADENCE]["settable"] is True


def test_the_list_speaks_the_readers_language(world: World) -> None:
    def label(language: str) -> str:
        answer = world.as_("周书兰").get(
            "/settings",
            query_string={"organization_id": str(world.node("青松村"))},
            headers={"Accept-Language": language},
        )
        return str(answer.json["items"][0]["label"])

    assert label("zh") == setting_of("months_until_floating").zh
    assert label("en") == setting_of("months_until_floating").en


def test_the_defaults_are_those_of_the_rules_and_fit_their_own_bounds() -> None:
    expected = {
        "months_until_floating": 6,
        "months_until_transfer": 6,
        "days_until_suspected": 90,
        "dues_hint_months": 1,
        "dues_task_months": 3,
        "dues_red_months": 5,
        "late_entry_days": 7,
        "home_stay_restarts_clock": False,
        "card_issuing": True,
        "invitation_days": 14,
    }
    assert {key: CATALOGUE[key].default for key in expected} == expected
    for setting in CATALOGUE.values():
        setting.ensure_fits(setting.default)
        assert setting.mark in "ABCD"
        assert setting.levels
        assert set(setting.levels) <= set(LEVELS)
        assert setting.zh
        assert setting.en
    with pytest.raises(Refusal, match="setting_unknown"):
        setting_of("nothing")


PLACES = [UUID(int=number) for number in range(3)]
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 12))


@given(
    told=st.lists(st.tuples(st.sampled_from(PLACES), DAYS, st.none() | st.integers(30, 366)), max_size=12),
    on=DAYS,
)
def test_the_value_in_force_is_what_walking_through_the_calendar_finds(
    told: list[tuple[UUID, date, int | None]], on: date
) -> None:
    last_word = {(place, day): value for place, day, value in told}
    timelines: dict[tuple[str, UUID], list[Dated]] = {}
    for (place, day), value in sorted(last_word.items(), key=lambda item: item[0][1]):
        timelines.setdefault((KEY, place), []).append(Dated(day, value))

    assert find_in_force(timelines, KEY, PLACES, on).value == walk_the_calendar(last_word, PLACES, on)


def walk_the_calendar(told: dict[tuple[UUID, date], Any], path: list[UUID], on: date) -> Any:
    """Find the value slowly: go through every day and remember what each place last said."""
    says: dict[UUID, Any] = {}
    day = date(2025, 12, 1)
    while day <= on:
        for place in path:
            if (place, day) in told:
                says[place] = told[place, day]
        day += timedelta(days=1)
    for place in path:
        if says.get(place) is not None:
            return says[place]
    return setting_of(KEY).default


def test_many_members_at_once_get_what_each_gets_alone_with_two_queries(world: World) -> None:
    dice = random.Random(7)
    told: dict[tuple[UUID, date], Any] = {}
    with world.database.reading() as session:
        branches = {row.id: row.organization_id for row in session.query(Membership)}
        parents = {row.id: row.parent_id for row in session.query(Organization)}
    places = [*((None, node) for node in parents), *((member, None) for member in branches)]
    for _ in range(40):
        member, node = dice.choice(places)
        day = date(2026, 1, 1) + timedelta(days=dice.randrange(12))
        value = dice.choice(["monthly", "article", "quarterly", None])
        told[member or node, day] = value

        def work(
            session: Any, node: Any = node, member: Any = member, value: Any = value, day: date = day
        ) -> None:
            set_value(session, THE_PRODUCT, CADENCE, value, day, organization_id=node, membership_id=member)

        in_transaction(world.database, work)

    for offset in range(-1, 14, 3):
        on = date(2026, 1, 1) + timedelta(days=offset)
        with world.database.reading() as session, counted(world) as statements:
            found = values_on(session, [CADENCE, KEY], branches, on)
        assert len([each for each in statements if each.startswith("SELECT")]) == 2
        with world.database.reading() as session:
            for member_id, branch_id in branches.items():
                path = [member_id, branch_id, parents[branch_id], parents[parents[branch_id]]]
                slow = walk_the_calendar(told, path, on)
                expected = "monthly" if slow == setting_of(KEY).default else slow
                assert found[member_id] == {CADENCE: expected, KEY: 90}
                assert value_on(session, CADENCE, branch_id, on, member_id) == expected


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(world.database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(world.database.engine, "before_cursor_execute", note)
