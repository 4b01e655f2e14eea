"""Nothing twice: one matter of one member is one line, whichever sources speak of it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from api import clock
from api.access import THE_PRODUCT
from api.dashboards.items import ORDER, count_of, key_of
from api.dashboards.once import GIVES_WAY, say_once
from api.journal import in_transaction, record
from api.models import Membership
from tests.cast import World
from tests.dashboards.test_desk import desk
from tests.handoffs.test_handoffs import asked
from tests.pairings.pairs import pair
from tests.reports.stories import away, departure, told

BRANCH = UUID(int=1)
PEOPLE = [UUID(int=10 + number) for number in range(4)]
SINCE = date(2026, 1, 1)
COUNTED = ("liaison_missing", "contact_due")


def line(key: str, member_id: UUID | None, **more: Any) -> dict[str, Any]:
    """Return an item as a source gives it."""
    kind, _, code = key.partition(".")
    return {
        "kind": kind,
        "code": code or None,
        "subject_id": uuid5(member_id or BRANCH, key),
        "member_id": member_id,
        "member_name": None,
        "organization_id": BRANCH,
        "sentence": key,
        "since": SINCE,
        "count": None,
        **more,
    }


def counted(key: str, members: list[UUID]) -> dict[str, Any]:
    """Return an item that counts members."""
    return count_of(key, BRANCH, members, lambda count: f"{count} of {key}", since=SINCE)


MANY = st.sets(st.sampled_from(PEOPLE), min_size=1).map(sorted)
OF_MEMBER = sorted({*GIVES_WAY, *(key for keys in GIVES_WAY.values() for key in keys), *ORDER} - {*COUNTED})
ITEMS = st.builds(
    lambda single, groups: (
        [line(key, who) for key, who in single] + [counted(*one) for one in groups.items()]
    ),
    st.sets(
        st.tuples(
            st.sampled_from([key for key in OF_MEMBER if "handoff" not in key]), st.sampled_from(PEOPLE)
        )
    ),
    st.dictionaries(st.sampled_from(COUNTED), MANY),
)


def spoken_of(items: list[dict[str, Any]]) -> set[tuple[str, UUID]]:
    """Return which key speaks of which member."""
    return {
        (key, member)
        for item in items
        for key in (item["kind"], key_of(item))
        for member in (item.get("members") or [item["member_id"]])
    }


@given(ITEMS)
def test_whoever_a_nearer_line_speaks_of_stands_in_no_other(items: list[dict[str, Any]]) -> None:
    said, before = spoken_of(say_once(items)), spoken_of(items)
    for key, member in before:
        gave_way = any((nearer, member) in before for nearer in GIVES_WAY.get(key, ()))
        kind_gave_way = any(
            (nearer, member) in before
            for other, of in before
            if of == member and other.split(".")[0] == key
            for nearer in GIVES_WAY.get(other, ())
        )
        if not (gave_way or kind_gave_way):
            assert (key, member) in said, "nothing is lost that nobody else says"
        if gave_way:
            assert (key, member) not in said


@given(ITEMS)
def test_a_line_that_counts_says_how_many_are_left(items: list[dict[str, Any]]) -> None:
    for item in say_once(items):
        if "members" in item:
            assert item["count"] == len(item["members"]) > 0
            assert item["sentence"].startswith(f"{item['count']} of ")


def test_who_has_no_liaison_is_not_overdue_too(world: World) -> None:
    long_ago = str(clock.today() - timedelta(days=70))
    away(world, departed_on=long_ago, wants_card=False)
    # No clock runs before the branch's first day, nor before somebody keeps in touch.
    pair(world, "李守田", "陈远", from_on=clock.today() - timedelta(days=65))
    overdue = [item["kind"] for item in desk(world) if item["member_name"] == "陈远"]
    assert "contact_overdue" in overdue

    def suspend(session: Any) -> None:
        liaison = session.get_one(Membership, world.member("李守田"))
        liaison.exempt = True
        record(
            session,
            node_id=world.node("青松村"),
            kind="member.changed",
            actor=THE_PRODUCT,
            subjects={"membership": liaison.id},
            writes=[liaison],
        )

    in_transaction(world.database, suspend)
    kinds = [item["kind"] for item in desk(world) if item["member_name"] == "陈远"]
    assert "liaison_lost" in kinds
    assert "contact_overdue" not in kinds


def test_what_was_heard_gives_way_to_the_report_itself(world: World) -> None:
    world.as_("李守田").post("/reports", told(world, "hearsay", "陈远", method="in_person"))
    world.as_("陈远").post("/reports", departure(world))
    kinds = [item["kind"] for item in desk(world) if item["member_name"] == "陈远"]
    assert kinds == ["report_waiting"]


def test_a_report_that_those_above_ask_about_is_one_line_that_says_who_asks(world: World) -> None:
    report_id = world.as_("陈远").post("/reports", told(world, "yearly", thinking="都好")).json["id"]
    handoff_id = asked(world, about="report")
    about = [item for item in desk(world) if item["member_name"] == "陈远"]
    assert [(item["subject_id"], item["handoff_id"]) for item in about] == [(report_id, handoff_id)]
    assert about[0]["asked_by"] == "云栖镇 孙委员"


def test_each_line_says_since_when(world: World) -> None:
    away(world, departed_on=str(clock.today() - timedelta(days=500)), wants_card=False)
    items = desk(world)
    assert {"yearly_report_due", "suggestion", "liaison_missing", "opening_missing"} <= {
        str(item["kind"]) for item in items
    }
    assert all(str(item["since"]) <= str(clock.today()) for item in items)


def test_a_yearly_report_ends_the_wait_for_it(world: World) -> None:
    away(world, departed_on=str(clock.today() - timedelta(days=500)), wants_card=False)
    world.as_("陈远").post("/reports", told(world, "yearly", thinking="都好"))
    assert "yearly_report_due" not in {item["kind"] for item in desk(world)}


def test_a_desk_that_nobody_wrote_to_answers_304_and_a_word_makes_it_new(world: World) -> None:
    path = f"/desk?organization_id={world.node('青松村')}"
    first = world.as_("周书兰").get(path)
    mark = {"If-None-Match": first.headers["ETag"]}
    again = world.as_("周书兰").get(path, headers=mark)
    assert again.status_code in {200, 304}, "five minutes may just have passed"
    assert again.headers["ETag"] != first.headers["ETag"] or (again.status_code, again.data) == (304, b"")
    assert world.as_("何记").get(path, headers=mark).status_code == 200, "another reader, another desk"
    world.as_("陈远").post("/reports", told(world, "change", note="换了厂"))
    anew = world.as_("周书兰").get(path, headers=mark)
    assert (anew.status_code, anew.json["items"][0]["kind"]) == (200, "report_waiting")
