"""补登底数: one grid for a branch that starts."""

import pytest

from tests.cast import World


def grid(world: World, *rows, node: str = "青松村"):
    return {"organization_id": str(world.node(node)), "rows": list(rows)}


def row(world: World, name: str = "陈远", **further):
    return {"member_id": str(world.member(name)), **further}


@pytest.mark.parametrize(("caller", "status"), [("陈远", 403), ("钱审", 403), ("吴白鹭", 404), ("冯外", 404)])
def test_who_has_no_say_fills_in_nothing(world: World, caller, status):
    body = grid(world, row(world, dues_paid_to="2025-01"))

    assert world.as_(caller).post("/members/opening", body).status_code == status
    assert (
        world.as_(caller).get(f"/members/opening?organization_id={world.node('青松村')}").status_code
        == status
    )


def test_each_cell_that_cannot_be_is_named_and_nothing_is_kept(world: World, days):
    body = grid(
        world,
        row(world, "陈远", dues_paid_to="2199-01"),
        row(world, "李守田", last_contact_on=days(1).isoformat(), last_organization_life_on="1999-01-01"),
        row(world, "周书兰", dues_paid_to="2026-01"),
    )

    answer = world.as_("何记").post("/members/opening", body)

    assert answer.json["errors"].keys() == {
        "rows.0.dues_paid_to",
        "rows.1.last_contact_on",
        "rows.1.last_organization_life_on",
    }
    rows = world.as_("何记").get(f"/members/opening?organization_id={world.node('青松村')}").json["items"]
    assert all(item["dues_paid_to"] is None for item in rows)


def test_a_member_of_another_branch_or_twice_the_same_is_refused(world: World):
    foreign = world.as_("孙委员").post(
        "/members/opening", grid(world, row(world, "郑飞", dues_paid_to="2025-01"))
    )
    twice = world.as_("何记").post("/members/opening", grid(world, row(world), row(world)))

    assert foreign.json["errors"].keys() == {"rows.0.member_id"}
    assert twice.json["errors"].keys() == {"rows"}


def test_the_grid_is_one_entry_and_a_second_filling_corrects_the_first(world: World, days):
    caller, path = world.as_("何记"), f"/members/opening?organization_id={world.node('青松村')}"
    first = caller.post(
        "/members/opening",
        grid(
            world,
            row(world, "陈远", dues_paid_to="2025-01", last_contact_on=days(-3).isoformat()),
            row(world, "李守田", dues_paid_to="2025-06"),
        ),
    )
    second = caller.post("/members/opening", grid(world, row(world, "陈远", dues_paid_to="2025-02")))

    rows = {item["name"]: item for item in caller.get(path).json["items"]}
    assert second.json["number"] == first.json["number"] + 1
    assert rows["陈远"]["dues_paid_to"] == "2025-02"
    assert rows["陈远"]["last_contact_on"] == days(-3).isoformat()
    assert rows["李守田"]["dues_paid_to"] == "2025-06"
    assert rows["周书兰"]["dues_paid_to"] is None
