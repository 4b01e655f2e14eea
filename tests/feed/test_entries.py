"""What an entry tells, and to whom: no names, no words, and of what is private only that a number was given out."""

from typing import Any

import pytest
from sqlalchemy import select

from api import clock
from api.access import ACCESS, CLIENT_SCOPES
from api.integration.feed.entries import FACTS, READABLE_BY, WITHHELD, permission_for
from api.models import JournalEntry
from tests.cast import PEOPLE, World
from tests.clients.systems import connect, sign_in, system
from tests.permissions.filled import Filled
from tests.reports.stories import told

EVERY_READING = tuple(name for name in CLIENT_SCOPES if name.endswith(":read"))


def journal(world: World, *scopes: str, node: str = "青松村") -> list[dict[str, Any]]:
    """Return a branch's journal as a system with these scopes reads it."""
    caller = system(world, "feed:read", *scopes)
    items: list[dict[str, Any]] = caller.get(f"/organizations/{world.node(node)}/feed?limit=200").json[
        "items"
    ]
    return items


def test_a_kind_is_as_readable_as_the_noun_it_speaks_of() -> None:
    assert set(READABLE_BY.values()) <= set(ACCESS)
    assert permission_for("members.dues_paid") == "dues.read"
    assert permission_for("members.imported") == "members.read"
    assert permission_for("something.new") is None


def test_what_the_scopes_do_not_open_keeps_its_number_and_nothing_else(world: World) -> None:
    report = world.as_("陈远").post("/reports", {**told(world, "change", "陈远"), "note": "换了厂"})
    closed = journal(world)[-1]
    assert (closed["number"], closed["kind"]) == (report.json["number"], WITHHELD)
    assert closed["subjects"] == closed["facts"] == {} and closed["client_id"] is None

    opened = journal(world, "reports:read")[-1]
    assert opened["kind"] == "report.submitted"
    assert opened["subjects"] == {
        "report": [report.json["id"]],
        "membership": [str(world.member("陈远"))],
        "person": [str(world.person("陈远"))],
    }
    assert opened["facts"] == {"kind": "change", "method": "self"}
    assert set(opened) == {
        "organization_id",
        "epoch",
        "number",
        "kind",
        "at",
        "client_id",
        "subjects",
        "facts",
    }


def test_a_system_knows_its_own_entries(world: World) -> None:
    made = connect(world, "feed:read", "reports:read", "reports:write")
    caller = sign_in(world, made)
    assert caller.post("/reports", told(world, "check_in", "陈远", method="phone")).status_code == 201
    last = caller.get(f"/organizations/{world.node('青松村')}/feed").json["items"][-1]
    assert last["client_id"] == made["client_id"]


def need(world: World, **more: Any) -> str:
    """Let 陈远 raise a need; return its id."""
    body = {
        "member_id": str(world.member("陈远")),
        "kind": "health",
        "words": "想请人陪诊",
        "raised_on": str(clock.today()),
    }
    made = world.as_("陈远").post("/needs", {**body, **more})
    assert made.status_code == 201, made.json
    id_: str = made.json["id"]
    return id_


def test_a_private_need_is_nobodys_news_even_where_it_became_private_later(world: World) -> None:
    later = need(world)
    assert journal(world, "needs:read")[-1]["subjects"]["need"] == [later]
    changed = world.as_("陈远").patch(f"/needs/{later}", {"private": True}, version=1)
    assert changed.status_code == 200, changed.json
    need(world, private=True)
    assert [item["kind"] for item in journal(world, *EVERY_READING)[-3:]] == [WITHHELD] * 3
    officers = world.as_("孙委员").get(f"/organizations/{world.node('青松村')}/feed").json["items"]
    assert [item["kind"] for item in officers[-3:]] == [WITHHELD] * 3


def test_a_report_that_carried_a_private_need_does_not_name_it(world: World) -> None:
    told_with = told(
        world, "check_in", "陈远", need={"kind": "health", "words": "想请人陪诊", "private": True}
    )
    made = world.as_("陈远").post("/reports", told_with)
    assert made.status_code == 201, made.json
    last = journal(world, *EVERY_READING)[-1]
    assert last["kind"] == "report.submitted" and "need" not in last["subjects"]


def test_a_meeting_kept_from_view_is_for_those_who_write_it_up(world: World) -> None:
    body = {
        "organization_id": str(world.node("青松村")),
        "kind": "theme_day",
        "title": "学党史",
        "starts_at": f"{clock.today()}T00:00:00+08:00",
        "ends_at": f"{clock.today()}T02:00:00+08:00",
        "private": True,
    }
    made = world.as_("周书兰").post("/trainings", body)
    assert made.status_code == 201, made.json
    assert journal(world, *EVERY_READING)[-1]["kind"] == WITHHELD
    path = f"/organizations/{world.node('青松村')}/feed"
    assert world.as_("钱审").get(path).json["items"][-1]["kind"] == WITHHELD
    assert world.as_("周书兰").get(path).json["items"][-1]["kind"] == "training.planned"


def test_whether_somebody_counts_as_lost_is_told_to_who_decides(world: World) -> None:
    decided = {"state": "out_of_contact", "decided_on": str(clock.today()), "basis": "支委会议定"}
    made = world.as_("周书兰").post(f"/members/{world.member('陈远')}/standing-decisions", decided)
    assert made.status_code == 201, made.json
    assert journal(world, *EVERY_READING)[-1]["facts"] == {}
    path = f"/organizations/{world.node('青松村')}/feed"
    assert world.as_("钱审").get(path).json["items"][-1]["facts"] == {}
    assert world.as_("周书兰").get(path).json["items"][-1]["facts"] == {"state": "out_of_contact"}


def test_an_admin_sees_accounts_and_settings_and_no_members(world: World) -> None:
    items = world.as_("赵管").get(f"/organizations/{world.node('青松村')}/feed").json["items"]
    assert {item["kind"] for item in items} == {"organization.created", WITHHELD}


@pytest.fixture
def everything(looked_at: Filled) -> list[dict[str, Any]]:
    """Return every journal of the filled township, as its officer reads it."""
    world = looked_at.world
    items = []
    for node in ("云栖镇", "青松村", "白鹭村"):
        after, more = (0, 0), True
        while more:
            page = (
                world.as_("孙委员")
                .get(
                    f"/organizations/{world.node(node)}/feed?after_epoch={after[0]}&after_number={after[1]}&limit=200"
                )
                .json
            )
            items += page["items"]
            after, more = (page["epoch"], page["number"]), page["more"]
    return items


def test_every_kind_and_every_fact_of_a_full_township_is_known_to_the_tables(
    everything: list[dict[str, Any]], looked_at: Filled
) -> None:
    with looked_at.world.database.reading() as session:
        rows = session.execute(select(JournalEntry.kind, JournalEntry.facts)).all()
    unknown = sorted({kind for kind, _ in rows if permission_for(kind) is None})
    assert unknown == [], "name in READABLE_BY whose these are"
    dropped = {name for _, facts in rows for name in facts} - FACTS
    assert dropped <= STAY_HERE, "decide in FACTS whether these leave"
    assert {item["kind"] for item in everything} - {WITHHELD}


STAY_HERE = {"basis", "cut", "erased", "filters", "hmac", "value", "version"}
"""What an entry keeps for the proof of a book, or what says more than that something changed."""


def test_no_entry_carries_a_name_or_a_word(everything: list[dict[str, Any]]) -> None:
    text = str(everything)
    assert not [name for name, *_ in PEOPLE if name in text]
    for words in ("换了厂", "陪诊", "修路", "学党史", "宏发"):
        assert words not in text
    assert len(everything) > 100
