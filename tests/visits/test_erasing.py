"""Erasing a person takes the words of needs and visits; what was written of a couple stays with the other one."""

import io

from sqlalchemy import select

from api import clock
from api.models import Need, Visit, VisitMember
from api.upkeep.prove import prove
from tests.cast import World

SITUATION = "母亲住院，父亲在家照看"


def _write(world: World, path: str, body: dict[str, object]) -> None:
    answer = world.as_("孙委员").post(path, body)
    assert answer.status_code == 201, answer.json


def _visit(world: World, *names: str) -> None:
    members = [
        {"member_id": str(world.member(name)), "outcome": "met_family", "relation": "父亲"} for name in names
    ]
    _write(world, "/visits", {"members": members, "on_date": str(clock.today()), "situation": SITUATION})


def _erase(world: World, name: str) -> None:
    leaving = {"reason": "transferred", "on": str(clock.today()), "basis": "介绍信3号"}
    _write(world, f"/members/{world.member(name)}/leaving", leaving)
    _write(world, f"/members/{world.member(name)}/erasure", {"basis": "requested"})


def test_needs_and_visits_lose_their_words_and_the_journal_still_verifies(world: World) -> None:
    _visit(world, "陈远")
    need = {"member_id": str(world.member("陈远")), "kind": "health", "words": "想请人陪诊"}
    _write(world, "/needs", {**need, "raised_on": str(clock.today())})
    _erase(world, "陈远")
    with world.database.reading() as session:
        assert [row.words for row in session.scalars(select(Need))] == [None]
        assert [row.situation for row in session.scalars(select(Visit))] == [None]
        assert [row.relation for row in session.scalars(select(VisitMember))] == [None]
    said = io.StringIO()
    assert prove(world.database, lambda line: said.write(f"{line}\n")), said.getvalue()


def test_what_was_written_of_a_couple_stays_with_the_other_one(world: World) -> None:
    _visit(world, "陈远", "李守田")
    _erase(world, "陈远")
    shown = world.as_("周书兰").get("/visits").json["items"][0]
    assert shown["situation"] == SITUATION
    assert [(one["name"], one["relation"]) for one in shown["members"]] == [
        ("已删除", None),
        ("李守田", "父亲"),
    ]


def test_of_two_records_of_one_person_the_need_is_still_the_members_own(world: World) -> None:
    need = {"member_id": str(world.member("陈远")), "kind": "health", "words": "想请人陪诊"}
    _write(world, "/needs", {**need, "raised_on": str(clock.today())})
    officer = world.as_("孙委员")
    node = str(world.node("青松村"))
    twice = officer.post(
        "/members", {"name": "陈远远", "kind": "full", "organization_id": node, "confirmed_new": True}
    ).json["id"]
    merged = officer.post("/members/merges", {"keep_id": twice, "drop_id": str(world.member("陈远"))})
    assert merged.status_code == 201, merged.json
    assert [one["words"] for one in world.as_("陈远").get("/needs").json["items"]] == ["想请人陪诊"]
