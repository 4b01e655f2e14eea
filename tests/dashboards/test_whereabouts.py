"""Where our people are: every figure equals the list behind it and the sum over the nodes below."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, Held
from api.codes import places
from api.codes.text import squeeze
from api.dashboards.whereabouts import service
from api.dashboards.whereabouts.industries import industry_of
from api.db import new_id
from api.models import AwayPeriod, Membership, Person, SettingValue
from tests.cast import World
from tests.demo.telling import Told
from tests.reports import stories
from tests.reports.stories import away, move

ALL = {"province": None, "city": None, "county": None, "employer": None, "industry": None}
APART = {"overseas": "HW0000", "unsettled": "unsettled", "unregistered": "unregistered"}


def ask(world: World, name: str = "孙委员", node: str = "云栖镇", **query: Any) -> Any:
    return world.as_(name).get("/whereabouts", query_string={"organization_id": world.node(node), **query})


def list_behind(world: World, name: str = "孙委员", node: str = "云栖镇", **query: Any) -> Any:
    return world.as_(name).get(
        "/whereabouts/members", query_string={"organization_id": world.node(node), **query}
    )


@pytest.mark.parametrize(("name", "status"), [("陈远", 403), ("赵管", 403), ("吴白鹭", 404), ("冯外", 404)])
def test_whoever_does_not_reach_the_branch_sees_neither_figures_nor_names(
    world: World, name: str, status: int
) -> None:
    assert ask(world, name, "青松村").status_code == status
    assert list_behind(world, name, "青松村").status_code == status


def test_a_secretary_does_not_see_the_township(world: World) -> None:
    assert ask(world, "周书兰", "云栖镇").status_code == 404


def test_an_industry_that_does_not_exist_is_refused(world: World) -> None:
    assert list_behind(world, industry="mining").status_code == 422


def test_an_unknown_place_has_an_empty_list(world: World) -> None:
    away(world)
    behind = list_behind(world, province="999999").json
    assert (behind["total"], behind["items"], behind["place_name"]) == (0, [], None)


def test_a_departure_shows_at_once_in_branch_and_township(world: World) -> None:
    away(world)
    for name, node in (("周书兰", "青松村"), ("孙委员", "云栖镇"), ("钱审", "云栖镇")):
        told = ask(world, name, node, province="330000").json
        assert [(one["name"], one["count"]) for one in told["provinces"]] == [("浙江省", 1)]
        assert [(one["code"], one["name"], one["count"]) for one in told["cities"]] == [
            ("330200", "宁波市", 1)
        ]
        assert told["members"] == told["at_home"] + 1


def test_the_list_says_who_is_where_and_nothing_finer_than_the_county(world: World) -> None:
    away(world)
    answer = list_behind(world, city="330200")
    assert "海棠路" not in answer.text
    assert "1990000" not in answer.text
    (item,) = answer.json["items"]
    assert (item["name"], item["place_name"], item["employer"]) == (
        "陈远",
        "浙江省宁波市鄞州区",
        "顺达五金厂",
    )


def test_a_member_who_moved_counts_in_the_new_branch_only(world: World) -> None:
    away(world)
    move(world, "陈远", "白鹭村")
    homes = {one["name"]: one["away"] for one in ask(world).json["homes"]}
    assert homes == {"青松村": 0, "白鹭村": 1}


def test_a_departure_that_is_announced_for_next_week_is_none_yet_on_any_page(world: World) -> None:
    away(world, departed_on=str(clock.today() + timedelta(7)))
    assert ask(world).json["away"] == 0
    assert list_behind(world).json["total"] == 0


def test_nobody_is_away_twice_at_once(world: World) -> None:
    secretary, path = world.as_("周书兰"), f"/members/{world.member('陈远')}/away-periods"
    away(world)
    home = secretary.post(
        "/reports", stories.told(world, "return", method="in_person", returned_on=str(clock.today()))
    ).json["id"]
    assert secretary.post(f"/reports/{home}/acceptance", {}).status_code == 201
    away(world)
    ended = next(one for one in secretary.get(path).json["items"] if one["returned_on"])
    again = secretary.post(
        f"/away-periods/{ended['id']}/corrections", {"returned_on": None, "basis": "没有回来"}
    )
    assert (again.status_code, again.json["code"]) == (409, "already_away")
    assert ask(world).json["away"] == list_behind(world).json["total"] == 1


def test_the_picture_says_how_many_places_there_are_and_the_pages_hold_them_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "FIRST_CLUSTERS", 1)
    pairs = (
        ("陈远", "顺达五金厂"),
        ("李守田", "顺达五金厂"),
        ("周书兰", "两江建筑队"),
        ("郑飞", "两江建筑队"),
    )
    with world.database.engine.execution_options(may_write=True).begin() as connection:
        for name, employer in pairs:
            period = {"id": new_id(), "row_id": new_id(), "recorded_at": clock.now(), "employer": employer}
            period |= {"membership_id": world.member(name), "node_id": world.node("青松村")}
            period |= {"departed_on": date(2021, 3, 1), "departed_precision": "day"}
            period |= {"place_code": "330212", "place_unsettled": False}
            connection.execute(insert(AwayPeriod.__table__).values(**period))
        setting = {"id": new_id(), "row_id": new_id(), "recorded_at": clock.now(), "key": "cluster_members"}
        setting |= {"organization_id": world.node("云栖镇"), "node_id": world.node("云栖镇")}
        setting |= {"from_on": date(2021, 1, 1), "value": {"value": 2}}
        connection.execute(insert(SettingValue.__table__).values(**setting))
    picture = ask(world).json
    assert [len(picture["employers"]), picture["employers_total"], picture["places_total"]] == [1, 2, 1]
    found, cursor = [], None
    while True:
        query = {"organization_id": world.node("云栖镇"), "by": "employer", "limit": 1, "cursor": cursor}
        given = {name: value for name, value in query.items() if value is not None}
        page = world.as_("孙委员").get("/whereabouts/clusters", query_string=given).json
        assert page["total"] == 2
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found[:1] == picture["employers"]
    assert {one["employer"] for one in found} == {"顺达五金厂", "两江建筑队"}
    for one in found:
        behind = list_behind(world, city=one["city"], employer=one["employer"]).json
        assert behind["total"] == one["count"] == 2


@pytest.mark.parametrize("query", [{"by": "street"}, {"by": "county", "cursor": "-1"}, {}])
def test_what_is_no_page_of_places_is_refused(world: World, query: dict[str, str]) -> None:
    query = {"organization_id": str(world.node("云栖镇")), **query}
    assert world.as_("孙委员").get("/whereabouts/clusters", query_string=query).status_code == 422


def test_names_of_one_employer_meet_whatever_their_spelling_and_the_place_decides_what_is_enough(
    world: World,
) -> None:
    for name, employer in (("陈远", "顺达 五金厂"), ("李守田", "顺达五金厂")):
        away(world, name, employer=employer)
    assert ask(world).json["employers"] == []
    body = {
        "organization_id": str(world.node("云栖镇")),
        "key": "cluster_members",
        "value": 2,
        "from_on": str(clock.today()),
    }
    assert world.as_("孙委员").post("/settings", body).status_code == 201
    (cluster,) = ask(world).json["employers"]
    assert (cluster["place_name"], cluster["count"], cluster["branches"]) == ("浙江省宁波市", 2, 1)
    behind = list_behind(world, employer=cluster["employer"], city=cluster["city"]).json
    assert (behind["total"], behind["place_name"]) == (2, "浙江省宁波市")


@pytest.mark.parametrize(
    ("code", "known"), [("330200", True), ("330000", False), ("110000", True), ("HW0000", True)]
)
def test_the_list_of_those_whose_city_is_not_on_record_says_so(world: World, code: str, known: bool) -> None:
    assert list_behind(world, city=code).json["city_known"] is known


@pytest.mark.parametrize(
    ("employer", "industry"),
    [
        ("顺达五金厂", "making"),
        ("两江建筑劳务队", "building"),
        ("顺达物流公司", "logistics"),
        ("江城餐饮公司", "catering"),
        ("建材店", "retail"),
        ("某某事务所", "other"),
        (" ", "none"),
        (None, "none"),
    ],
)
def test_an_industry_is_read_from_the_name_and_from_nothing_else(employer: str | None, industry: str) -> None:
    assert industry_of(employer) == industry


BRANCHES = ("青松村", "白鹭村", "竹溪村")
NODES = ("利泉县", "云栖镇", "石桥镇", *BRANCHES)
PARTS = {"利泉县": ("云栖镇", "石桥镇"), "云栖镇": ("青松村", "白鹭村"), "石桥镇": ("竹溪村",)}
CODES = (
    *("330212", "330782", "330200", "330000", "110105", "500231", "500112", "429004", "429000", "420000"),
    *("441900", "810000", "HW0000", None),
)
EMPLOYERS = ("顺达五金厂", "顺达 五金厂", "两江建筑队", "个体", "事务所", "", None)


@dataclass(frozen=True)
class One:
    """A member as drawn."""

    branch: str
    away: bool
    place: str | None
    unsettled: bool
    employer: str | None
    ended: bool

    @property
    def counts(self) -> bool:
        """Say whether the member is away and on the roll."""
        return self.away and not self.ended

    @property
    def province(self) -> str:
        """Say where the member counts, by looking through the tree of places."""
        if self.place == "HW0000":
            return "HW0000"
        if self.unsettled:
            return "unsettled"
        if self.place is None:
            return "unregistered"
        for province in places.tree()["provinces"]:
            codes = [province["code"], *(city["code"] for city in province["cities"])]
            codes += [county["code"] for city in province["cities"] for county in city["counties"]]
            if self.place in codes:
                return province["code"]
        raise AssertionError(self.place)

    @property
    def city(self) -> str:
        """Say in which city the member counts, by its name: without one, the province."""
        if not self.province.isdigit():
            return self.province
        name = places.name_of(self.place or "")
        for city in ("浙江省宁波市", "浙江省金华市", "广东省东莞市", "湖北省仙桃市"):
            if name.startswith(city):
                return {"波": "330200", "华": "330700", "莞": "441900", "桃": "429004"}[city[-2]]
        return self.province


ones = st.builds(
    One,
    branch=st.sampled_from(BRANCHES),
    away=st.integers(0, 3).map(bool),
    place=st.sampled_from(CODES),
    unsettled=st.integers(0, 5).map(lambda number: number == 0),
    employer=st.sampled_from(EMPLOYERS),
    ended=st.integers(0, 7).map(lambda number: number == 0),
)


def bring_in(session: Session, world: World, drawn: list[One]) -> None:
    """Write the drawn members straight into the tables: nobody reads their journal."""
    rows: dict[Any, list[dict[str, Any]]] = {Person: [], Membership: [], AwayPeriod: []}
    for number, one in enumerate(drawn):
        person, membership, long_ago = new_id(), new_id(), date(2021, 3, 1)
        rows[Person].append({"id": person, "version": 1, "name": f"党员{number}", "pinyin": f"dy{number:03}"})
        rows[Membership].append(
            {
                "id": membership,
                "version": 1,
                "person_id": person,
                "organization_id": world.node(one.branch),
                "kind": "full",
                "from_on": long_ago,
                "to_on": clock.today() if one.ended else None,
            }
        )
        period = {"membership_id": membership, "node_id": world.node(one.branch), "recorded_at": clock.now()}
        period |= {"departed_on": long_ago, "departed_precision": "day", "replaced_at": None}
        earlier = {"place_code": "440307", "place_unsettled": False, "employer": "早先的厂"}
        rows[AwayPeriod].append(
            {**period, "id": new_id(), "row_id": new_id(), **earlier, "returned_on": long_ago}
        )
        if one.away:
            same, told = new_id(), {"returned_on": None}
            now = {"place_code": one.place, "place_unsettled": one.unsettled, "employer": one.employer}
            rows[AwayPeriod].append({**period, "id": same, "row_id": new_id(), **now, **told})
            replaced = {**period, "replaced_at": clock.now()}
            rows[AwayPeriod].append({**replaced, "id": same, "row_id": new_id(), **earlier, **told})
    for model, values in rows.items():
        if values:
            session.execute(insert(model.__table__), values)


@given(drawn=st.lists(ones, min_size=8, max_size=30), looked_at=st.sampled_from(NODES))
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)
def test_every_figure_of_every_node_is_the_length_of_its_list_and_the_sum_over_its_parts(
    world: World, drawn: list[One], looked_at: str
) -> None:
    officer = Actor(new_id(), held=(Held("officer", world.node("利泉县")),))
    with world.database.engine.execution_options(may_write=True).connect() as connection:
        begun = connection.begin()
        with Session(connection) as session:
            bring_in(session, world, drawn)
            told = {
                node: service.read_whereabouts(session, officer, world.node(node), None) for node in NODES
            }
            check_node(session, officer, world, looked_at, drawn, told[looked_at])
            for whole, parts in PARTS.items():
                for figure in ("members", "at_home", "away", *APART):
                    assert told[whole][figure] == sum(told[part][figure] for part in parts)
                for figure in ("provinces", "industries"):
                    assert counts(told[whole][figure]) == sum(
                        (counts(told[part][figure]) for part in parts), Counter()
                    )
                assert [(one["name"], one["away"]) for one in told[whole]["homes"]] == [
                    (part, told[part]["away"]) for part in parts
                ]
        begun.rollback()


def counts(figures: list[dict[str, Any]]) -> Counter[str]:
    return Counter({one["code"]: one["count"] for one in figures})


def branches_of(node: str) -> tuple[str, ...]:
    return tuple(branch for part in PARTS.get(node, ()) for branch in branches_of(part)) or (node,)


def check_node(
    session: Session, officer: Actor, world: World, node: str, drawn: list[One], told: dict[str, Any]
) -> None:
    """Compare each figure of a node with what was drawn, and with the list behind it."""
    node_id = world.node(node)
    mine = [one for one in drawn if one.branch in branches_of(node) and one.counts]

    def behind(**asked: Any) -> int:
        return read_whole_list(session, officer, node_id, {**ALL, **asked})

    assert told["away"] == len(mine) == behind()
    assert told["members"] == told["at_home"] + told["away"]
    by_province = Counter(one.province for one in mine)
    figures = counts(told["provinces"]) + Counter(
        {code: told[name] for name, code in APART.items() if told[name]}
    )
    assert figures == by_province
    assert [one["count"] for one in told["provinces"]] == sorted(
        (one["count"] for one in told["provinces"]), reverse=True
    )
    for code, count in by_province.items():
        assert behind(province=code) == count
        cities = service.read_whereabouts(session, officer, node_id, code)["cities"]
        assert counts(cities) == Counter(one.city for one in mine if one.province == code)
        for city in cities:
            assert behind(province=code, city=city["code"]) == city["count"]
    industries = Counter(industry_of(one.employer) for one in mine)
    assert counts(told["industries"]) == industries
    for industry, count in industries.items():
        assert behind(industry=industry) == count
    check_clusters(told, mine, behind)
    flows = Counter({(one["organization_id"], one["province"]): one["count"] for one in told["flows"]})
    parts = PARTS.get(node, (node,))
    assert flows == Counter(
        (world.node(part), one.province) for part in parts for one in mine if one.branch in branches_of(part)
    )


def check_clusters(told: dict[str, Any], mine: list[One], behind: Any) -> None:
    """Compare the hints with what was drawn: three and more, wherever there are so many."""
    assert [told["employers_total"], told["places_total"]] == [len(told["employers"]), len(told["places"])]
    named = Counter(
        (one.city, squeeze(one.employer))
        for one in mine
        if one.employer not in {"", None, "个体"} and one.province not in {"unsettled", "unregistered"}
    )
    assert {(one["city"], squeeze(one["employer"])): one["count"] for one in told["employers"]} == {
        key: count for key, count in named.items() if count >= 3
    }
    for one in told["employers"]:
        assert behind(city=one["city"], employer=one["employer"]) == one["count"]
    at_county = Counter(
        one.place
        for one in mine
        if one.province.isdigit() and one.place and (one.place[4:] != "00" or one.place == "441900")
    )
    assert {one["county"]: one["count"] for one in told["places"]} == {
        county: count for county, count in at_county.items() if count >= 3
    }
    for one in told["places"]:
        assert behind(county=one["county"]) == one["count"]


def read_whole_list(session: Session, officer: Actor, node_id: UUID, asked: dict[str, Any]) -> int:
    """Turn all pages of a list, and return its length; no page says otherwise, and nobody stands there twice."""
    seen: set[UUID] = set()
    cursor = None
    while True:
        asked = {**asked, "limit": 20, "cursor": cursor}
        items, cursor, total = service.list_away(session, officer, node_id, asked)
        assert not seen & {one["member_id"] for one in items}
        seen |= {one["member_id"] for one in items}
        if cursor is None:
            assert total == len(seen)
            return total


def test_the_demo_township_stands_where_its_story_says(told: Told) -> None:
    node = told.ids.nodes["yunqi"]
    officer = Actor(new_id(), held=(Held("officer", node),))
    with told.database.reading() as session:
        seen = service.read_whereabouts(session, officer, node, "440000")
    assert (seen["members"], seen["at_home"], seen["away"]) == (87, 69, 18)
    assert [(one["name"], one["count"]) for one in seen["provinces"]] == [
        ("广东省", 6),
        ("江苏省", 3),
        ("浙江省", 3),
        ("湖北省", 2),
        ("福建省", 1),
        ("重庆市", 1),
    ]
    assert [(one["name"], one["count"]) for one in seen["cities"]] == [("佛山市", 4), ("深圳市", 2)]
    assert (seen["overseas"], seen["unsettled"], seen["unregistered"]) == (1, 1, 0)
    assert [one["away"] for one in seen["homes"]] == [9, 4, 3, 2]
    (place,) = seen["places"]
    assert (place["place_name"], place["count"], place["branches"]) == ("江苏省苏州市昆山市", 3, 3)
    (together,) = seen["employers"]
    assert (together["employer"], together["place_name"], together["count"]) == (
        "顺达物流公司",
        "江苏省苏州市",
        3,
    )
