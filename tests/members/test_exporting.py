"""The roster as a file."""

import pytest

from tests.cast import World


def path(world: World, node: str = "青松村", **query):
    words = "".join(f"&{name}={value}" for name, value in query.items())
    return f"/members/export?organization_id={world.node(node)}{words}"


@pytest.mark.parametrize(
    ("caller", "status"), [("何记", 403), ("陈远", 403), ("赵管", 403), ("吴白鹭", 404), ("冯外", 404)]
)
def test_who_may_not_export_gets_no_file(world: World, caller, status):
    assert world.as_(caller).get(path(world)).status_code == status


def test_the_auditor_exports_covered_numbers_only(world: World):
    file = world.as_("钱审").get(path(world, format="csv"))

    assert file.status_code == 200
    assert "199****0003" in file.get_data(as_text=True)
    assert world.as_("钱审").get(path(world, reveal="true")).status_code == 403


def test_a_revealed_export_is_a_reading_of_each_person_but_oneself(world: World):
    file = world.as_("周书兰").get(path(world, format="csv", reveal="true"))

    assert "19900000003" in file.get_data(as_text=True)
    for name in ("陈远", "李守田"):
        lines = world.as_(name).get(f"/members/{world.member(name)}/readings").json["items"]
        assert [(line["by_name"], line["kind"]) for line in lines] == [("周书兰", "export")]
    assert world.as_("周书兰").get(f"/members/{world.member('周书兰')}/readings").json["items"] == []


def test_a_workbook_is_a_workbook(world: World):
    file = world.as_("孙委员").get(path(world, node="云栖镇"))

    assert file.data[:2] == b"PK"
    assert "filename*=UTF-8''" in file.headers["Content-Disposition"]
