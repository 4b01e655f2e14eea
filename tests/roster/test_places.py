"""Places as rosters write them, and the list of GB/T 2260."""

import pytest

from api.codes import places
from tests.roster import people


@pytest.mark.parametrize("written", ["朝阳", "鼓楼区", "和平里", "某某工地", "中山路3号", ""])
def test_a_place_that_could_be_several_or_none_is_not_guessed(written: str) -> None:
    assert places.find_one(written) is None


def test_an_ambiguous_place_offers_all_that_it_could_be() -> None:
    assert {place.code for place in places.find("朝阳")} == {"211300", "211321", "110105", "220104"}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("广东深圳", "440300"),
        ("广东省深圳市龙岗区", "440307"),
        ("深圳", "440300"),
        ("浙江-宁波-鄞州", "330212"),
        ("浙江省/宁波市/鄞州区", "330212"),
        ("浙江鄞州", "330212"),
        ("湖北省恩施土家族苗族自治州利川市", "422802"),
        ("湖北恩施州利川", "422802"),
        ("湖北省 利川市 团堡镇", "422802"),
        ("北京朝阳", "110105"),
        ("北京市市辖区朝阳区", "110105"),
        ("上海浦东", "310115"),
        ("重庆城口县", "500229"),
        ("湖北仙桃", "429004"),
        ("东莞厚街", "441900"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("长沙", "430100"),
        ("去广东打工", "440000"),
        ("朝阳县", "211321"),
        ("香港", "810000"),
        ("海外", "HW0000"),
        ("新加坡", "HW0000"),
    ],
)
def test_a_place_is_recognised_in_its_usual_forms(written: str, code: str) -> None:
    place = places.find_one(written)
    assert place is not None
    assert place.code == code


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("422802", "湖北省恩施州利川市"),
        ("110105", "北京市朝阳区"),
        ("110100", "北京市"),
        ("500229", "重庆市城口县"),
        ("429004", "湖北省仙桃市"),
        ("441900", "广东省东莞市"),
        ("460000", "海南省"),
        ("HW0000", "海外"),
    ],
)
def test_a_path_is_named_without_doubling(code: str, path: str) -> None:
    assert places.name_of(code) == path


def test_every_county_is_found_again_by_its_path() -> None:
    lost = [
        code
        for code in places.names()
        if not code.endswith("00") and (place := places.find_one(places.name_of(code))) and place.code != code
    ]
    assert lost == []
    assert all(places.find_one(places.name_of(code)) for code in places.names())


def test_the_tree_holds_every_code_once_and_no_development_zone() -> None:
    tree = places.tree()
    codes = [province["code"] for province in tree["provinces"]]
    codes += [city["code"] for province in tree["provinces"] for city in province["cities"]]
    counties = [c for province in tree["provinces"] for city in province["cities"] for c in city["counties"]]
    codes += [county["code"] for county in counties]
    assert sorted([*codes, "HW0000"]) == sorted(places.names())
    assert len(tree["provinces"]) == 34
    assert [
        c["name"] for c in counties if c["name"].endswith(("开发区", "高新区", "工业园区", "管理区", "镇"))
    ] == []
    assert tree["overseas"] == {"code": "HW0000", "name": "海外"}


def test_the_invented_people_live_in_places_that_exist() -> None:
    assert all(places.find_one(place) for place in people.PLACES)
