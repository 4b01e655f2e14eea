"""常慰问: planned for a feast, recorded at the door, a couple once, money with its source; on any other day too."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import THE_PRODUCT
from api.journal import in_transaction, record
from api.models import AwayPeriod, Contact, ExpectedArrival, HomeStay, Visit, VisitMember, current
from tests.cast import World
from tests.pairings.pairs import pair

OPENS, FEAST = date(2027, 1, 22), date(2027, 2, 6)
WINDOW = "spring_festival-2027"


@pytest.fixture
def feast(world: World) -> Iterator[World]:
    """Return the village a week before Spring Festival 2027, with 陈远 and 李守田 away."""
    with clock.at(datetime.combine(FEAST - timedelta(days=7), time(9), clock.ZONE)):
        in_transaction(world.database, lambda session: _let_two_be_away(session, world))
        yield world


def _let_two_be_away(session: Session, world: World) -> None:
    for name in ("陈远", "李守田"):
        period = AwayPeriod(
            membership_id=world.member(name), departed_on=date(2027, 1, 10), place_code="330212"
        )
        record(
            session,
            node_id=world.node("青松村"),
            kind="away_period.opened",
            actor=THE_PRODUCT,
            subjects={"membership": world.member(name)},
            writes=[period],
        )


def visit(world: World, *names: str, **more: Any) -> dict[str, Any]:
    """Return a visit as the form sends it."""
    return {
        "members": [
            {"member_id": str(world.member(name)), "outcome": "met_family", "relation": "父亲"}
            for name in names or ("陈远",)
        ],
        "on_date": str(clock.today()),
        "visitor_ids": [str(world.member("周书兰"))],
        "other_visitors": "驻村工作队 王队长",
        "gifts": "大米一袋、食用油一桶",
        **more,
    }


def recorded(world: World, by: str = "周书兰", *names: str, **more: Any) -> str:
    """Let a visit be recorded; return its id."""
    answer = world.as_(by).post("/visits", visit(world, *names, **more))
    assert answer.status_code == 201, answer.json
    visit_id: str = answer.json["id"]
    return visit_id


def read_plan(world: World, name: str = "周书兰") -> dict[str, Any]:
    """Return the plan of the open window."""
    answer = world.as_(name).get(f"/visits/plan?organization_id={world.node('青松村')}")
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def call(world: World, *names: str, **more: Any) -> dict[str, Any]:
    """Return a decision on a call as the form sends it."""
    return {
        "organization_id": str(world.node("青松村")),
        "window_key": WINDOW,
        "member_ids": [str(world.member(name)) for name in names],
        "on_date": "2027-02-03",
        "goer_ids": [str(world.member("周书兰"))],
        **more,
    }


def at_home_together(world: World) -> None:
    """Let 陈远 and 李守田 be a couple."""
    body = {
        "organization_id": str(world.node("青松村")),
        "member_ids": [str(world.member(name)) for name in ("陈远", "李守田")],
        "address": "青松村二组 5 号",
    }
    assert world.as_("周书兰").post("/households", body).status_code == 201


class TestRefusals:
    def test_a_stranger_is_asked_to_sign_in(self, feast: World) -> None:
        assert feast.stranger.post("/visits", visit(feast)).status_code == 401

    @pytest.mark.parametrize("name", ["吴白鹭", "郑飞", "冯外", "韩外"])
    def test_a_visit_of_another_branch_is_not_there(self, feast: World, name: str) -> None:
        visit_id = recorded(feast)
        assert feast.as_(name).get(f"/visits/{visit_id}").status_code == 404
        assert feast.as_(name).get("/visits").json["items"] == []
        plan = f"/visits/plan?organization_id={feast.node('青松村')}"
        assert feast.as_(name).get(plan).status_code == 404
        assert feast.as_(name).post("/visits", visit(feast)).status_code == 404

    def test_a_member_records_no_visit_to_the_own_home(self, feast: World) -> None:
        assert feast.as_("陈远").post("/visits", visit(feast)).status_code == 403

    def test_the_auditor_records_nothing_and_reads_no_words(self, feast: World) -> None:
        visit_id = recorded(feast, situation="母亲住院")
        assert feast.as_("钱审").post("/visits", visit(feast)).status_code == 403
        shown = feast.as_("钱审").get(f"/visits/{visit_id}").json
        assert (shown["situation"], shown["gifts"], shown["may_change"]) == (None, None, False)

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"money_cents": -1}, "money_cents"),
            ({"money_cents": 20000}, "money_source"),
            ({"money_cents": 20000, "money_source": "dues"}, "money_approval"),
            ({"on_date": "2027-02-30"}, "on_date"),
            ({"on_date": "2027-02-20"}, "on_date"),
            ({"situation": "一\x00二"}, "situation"),
            ({"way": "drone"}, "way"),
            ({"members": []}, "members"),
            ({"score": 5}, "score"),
        ],
    )
    def test_what_cannot_be_is_named_by_its_field(
        self, feast: World, told: dict[str, Any], field: str
    ) -> None:
        answer = feast.as_("周书兰").post("/visits", visit(feast, **told))
        assert (answer.status_code, answer.json["code"]) == (422, "validation_failed")
        assert list(answer.json["errors"]) == [field]

    def test_one_visit_is_to_one_branch_and_names_nobody_twice(self, feast: World) -> None:
        officer = feast.as_("孙委员")
        answer = officer.post("/visits", visit(feast, "陈远", "郑飞", visitor_ids=[]))
        assert list(answer.json["errors"]) == ["members"]
        assert list(officer.post("/visits", visit(feast, "陈远", "陈远")).json["errors"]) == ["members"]
        elsewhere = visit(feast, visitor_ids=[str(feast.member("郑飞"))])
        assert list(officer.post("/visits", elsewhere).json["errors"]) == ["visitor_ids"]

    def test_nobody_is_visited_after_leaving_but_a_late_record_of_before_still_arrives(
        self, feast: World
    ) -> None:
        body = {"reason": "died", "on": str(clock.today() - timedelta(days=2)), "basis": "家属告知"}
        assert feast.as_("周书兰").post(f"/members/{feast.member('陈远')}/leaving", body).status_code == 201
        answer = feast.as_("周书兰").post("/visits", visit(feast))
        assert (answer.status_code, answer.json["code"]) == (409, "membership_ended")
        recorded(feast, on_date=str(clock.today() - timedelta(days=3)))

    def test_a_day_outside_the_named_window_is_refused_and_is_an_ordinary_visit_otherwise(
        self, feast: World
    ) -> None:
        before = visit(feast, on_date="2027-01-15")
        answer = feast.as_("周书兰").post("/visits", {**before, "window_key": WINDOW})
        assert (answer.status_code, answer.json["code"]) == (422, "date_outside_window")
        answer = feast.as_("周书兰").post("/visits", {**before, "window_key": "spring_farming-2027"})
        assert (answer.status_code, answer.json["code"]) == (422, "window_unknown")
        answer = feast.as_("周书兰").post("/visits", {**before, "window_key": "easter-2027"})
        assert list(answer.json["errors"]) == ["window_key"]
        visit_id = recorded(feast, on_date="2027-01-15")
        assert feast.as_("周书兰").get(f"/visits/{visit_id}").json["window_key"] is None

    def test_no_picture_without_consent(self, feast: World) -> None:
        answer = feast.as_("周书兰").post("/visits", visit(feast, photo_ids=[str(uuid4())]))
        assert (answer.status_code, answer.json["code"]) == (422, "photo_needs_consent")

    def test_an_edit_names_the_version_and_never_whom_they_visited(self, feast: World) -> None:
        visit_id, secretary = recorded(feast), feast.as_("周书兰")
        assert secretary.patch(f"/visits/{visit_id}", {"gifts": "春联"}, version=7).status_code == 412
        other = [{"member_id": str(feast.member("李守田")), "outcome": "met_member"}]
        answer = secretary.patch(f"/visits/{visit_id}", {"members": other}, version=1)
        assert list(answer.json["errors"]) == ["members"]


class TestPlan:
    def test_the_open_window_proposes_each_member_away(self, feast: World) -> None:
        plan = read_plan(feast)
        assert (plan["window"]["key"], plan["window"]["is_open"], plan["may_plan"]) == (WINDOW, True, True)
        assert [[one["name"] for one in call["members"]] for call in plan["calls"]] == [["陈远"], ["李守田"]]
        assert {call["on_date"] for call in plan["calls"]} == {"2027-02-03"}

    def test_a_decision_says_who_goes_and_when(self, feast: World) -> None:
        answer = feast.as_("何记").post("/visits/plan/calls", call(feast, "陈远", others="村医"))
        assert answer.status_code == 201, answer.json
        decided = read_plan(feast)["calls"][0]
        assert (decided["decided"], decided["others"]) == (True, "村医")
        assert [goer["name"] for goer in decided["goers"]] == ["周书兰"]
        assert read_plan(feast)["branches"][0]["decided"] == 1

    def test_two_who_decide_at_once_are_told(self, feast: World) -> None:
        first = feast.as_("何记").post("/visits/plan/calls", call(feast, "陈远"))
        again = feast.as_("周书兰").post("/visits/plan/calls", call(feast, "陈远"))
        assert (again.status_code, again.json["code"]) == (412, "stale_version")
        changed = call(feast, "陈远", replaces=first.json["id"], on_date="2027-02-04")
        assert feast.as_("周书兰").post("/visits/plan/calls", changed).status_code == 201
        assert read_plan(feast)["calls"][0]["on_date"] == "2027-02-04"

    def test_leaving_somebody_out_needs_its_reason(self, feast: World) -> None:
        answer = feast.as_("周书兰").post("/visits/plan/calls", call(feast, "陈远", left_out=True))
        assert list(answer.json["errors"]) == ["reason"]
        left_out = call(feast, "陈远", left_out=True, reason="本人年前已返乡，当面见过")
        assert feast.as_("周书兰").post("/visits/plan/calls", left_out).status_code == 201
        assert read_plan(feast)["branches"][0] | {} == {
            **read_plan(feast)["branches"][0],
            "calls": 1,
            "left_out": 1,
        }

    def test_who_is_at_home_is_in_no_plan(self, feast: World) -> None:
        answer = feast.as_("周书兰").post("/visits/plan/calls", call(feast, "周书兰"))
        assert (answer.status_code, answer.json["code"]) == (409, "not_in_plan")
        outside = call(feast, "陈远", on_date="2027-03-30")
        assert list(feast.as_("周书兰").post("/visits/plan/calls", outside).json["errors"]) == ["on_date"]

    def test_a_couple_is_one_call_even_where_only_one_was_decided_on(self, feast: World) -> None:
        at_home_together(feast)
        assert len(read_plan(feast)["calls"]) == 1
        feast.as_("周书兰").post("/visits/plan/calls", call(feast, "陈远"))
        only = read_plan(feast)["calls"]
        assert [len(one["members"]) for one in only] == [2]

    def test_liaisons_are_proposed_to_go_and_see_only_their_own_part(self, feast: World) -> None:
        assert read_plan(feast, "李守田")["calls"] == []
        pair(feast, "李守田", "陈远")
        assert [goer["name"] for goer in read_plan(feast)["calls"][0]["goers"]] == ["李守田"]
        theirs = read_plan(feast, "李守田")
        assert [call["members"][0]["name"] for call in theirs["calls"]] == ["陈远"]
        assert theirs["may_plan"] is False

    def test_who_was_sent_may_record_the_visit(self, feast: World) -> None:
        assert feast.as_("李守田").post("/visits", visit(feast)).status_code == 404
        sent = call(feast, "陈远", goer_ids=[str(feast.member("李守田"))])
        assert feast.as_("周书兰").post("/visits/plan/calls", sent).status_code == 201
        visit_id = recorded(feast, "李守田")
        assert feast.as_("李守田").get(f"/visits/{visit_id}").json["may_change"] is True

    def test_the_township_sees_how_far_each_branch_is(self, feast: World) -> None:
        plan = feast.as_("孙委员").get(f"/visits/plan?organization_id={feast.node('云栖镇')}").json
        assert [(one["name"], one["calls"]) for one in plan["branches"]] == [("青松村", 2), ("白鹭村", 0)]
        assert plan["calls"] == []


class TestRecording:
    def test_a_visit_of_a_couple_is_one_visit_with_a_row_each_and_the_gift_once(self, feast: World) -> None:
        at_home_together(feast)
        money = {"money_cents": 30000, "money_source": "dues", "money_approval": "1月20日支委会研究同意"}
        visit_id = recorded(feast, "周书兰", "陈远", "李守田", **money)
        shown = feast.as_("周书兰").get(f"/visits/{visit_id}").json
        assert [one["name"] for one in shown["members"]] == ["陈远", "李守田"]
        assert (shown["money_cents"], shown["address"]) == (30000, "青松村二组 5 号")
        with feast.database.reading() as session:
            assert len(session.scalars(current(Visit)).all()) == 1
            assert len(session.scalars(current(VisitMember)).all()) == 2
        plan = read_plan(feast)
        assert plan["calls"][0]["done"] is True
        assert {one["visit_id"] for one in plan["calls"][0]["members"]} == {visit_id}

    @pytest.mark.parametrize("outcome", ["nobody_home", "by_phone_video", "at_workplace", "mailed"])
    def test_each_outcome_is_a_complete_record(self, feast: World, outcome: str) -> None:
        members = [{"member_id": str(feast.member("陈远")), "outcome": outcome}]
        recorded(feast, members=members)
        assert read_plan(feast)["calls"][0]["members"][0]["outcome"] == outcome

    def test_a_visitor_recorded_as_away_that_day_is_a_hint_and_no_refusal(self, feast: World) -> None:
        visit_id = recorded(feast, visitor_ids=[str(feast.member(name)) for name in ("李守田", "周书兰")])
        shown = feast.as_("周书兰").get(f"/visits/{visit_id}").json
        assert shown["hints"] == [
            {"code": "visitor_away", "member_id": str(feast.member("李守田")), "name": "李守田"}
        ]

    def test_needs_told_at_the_door_become_needs(self, feast: World) -> None:
        need = {"member_id": str(feast.member("陈远")), "kind": "health", "words": "母亲要复查，没人陪"}
        visit_id = recorded(feast, needs=[need])
        seen = feast.as_("陈远").get("/needs").json["items"]
        assert [(one["source"], one["source_id"], one["words"]) for one in seen] == [
            ("visit", visit_id, "母亲要复查，没人陪")
        ]
        stray = visit(feast, needs=[{**need, "member_id": str(feast.member("李守田"))}])
        assert list(feast.as_("周书兰").post("/visits", stray).json["errors"]) == ["needs"]

    def test_the_visited_member_reads_what_was_written(self, feast: World) -> None:
        visit_id = recorded(feast, situation="老人身体好")
        assert feast.as_("陈远").get(f"/visits/{visit_id}").json["situation"] == "老人身体好"
        assert feast.as_("李守田").get(f"/visits/{visit_id}").status_code == 404

    def test_sent_twice_from_a_phone_it_is_one_visit(self, feast: World) -> None:
        told_at = str(clock.now().isoformat())
        body, key = visit(feast, id=str(uuid4()), recorded_at_device=told_at), str(uuid4())
        first = feast.as_("周书兰").post("/visits", body, key=key)
        second = feast.as_("周书兰").post("/visits", body, key=key)
        assert (first.status_code, first.data) == (second.status_code, second.data)
        assert feast.as_("周书兰").post("/visits", body).json["code"] == "id_taken"

    def test_put_right_it_keeps_what_was_written_before(self, feast: World) -> None:
        visit_id, secretary = recorded(feast), feast.as_("周书兰")
        members = [{"member_id": str(feast.member("陈远")), "outcome": "met_member"}]
        changed = secretary.patch(f"/visits/{visit_id}", {"members": members, "gifts": "春联"}, version=1)
        assert changed.status_code == 200, changed.json
        shown = secretary.get(f"/visits/{visit_id}").json
        assert (shown["gifts"], shown["members"][0]["met"], shown["revision"]) == ("春联", "member", 2)
        with feast.database.reading() as session:
            rows = session.scalars(select(Visit).order_by(Visit.revision)).all()
            assert [row.gifts for row in rows] == ["大米一袋、食用油一桶", "春联"]

    def test_recorded_by_mistake_it_counts_for_nothing_and_stays_readable(self, feast: World) -> None:
        visit_id, secretary = recorded(feast), feast.as_("周书兰")
        assert secretary.post(f"/visits/{visit_id}/voiding", {"basis": "记到了别家"}).status_code == 201
        assert read_plan(feast)["calls"][0]["done"] is False
        assert secretary.get("/visits").json["items"] == []
        assert secretary.get(f"/visits/{visit_id}").json["void"] is True
        answer = secretary.patch(f"/visits/{visit_id}", {"gifts": "春联"}, version=2)
        assert (answer.status_code, answer.json["code"]) == (409, "visit_void")

    def test_the_timeline_tells_of_it(self, feast: World) -> None:
        recorded(feast)
        items = feast.as_("周书兰").get(f"/members/{feast.member('陈远')}/timeline").json["items"]
        assert "春节走访慰问。" in [item["sentence"] for item in items]


class TestAsAContact:
    def _contacts(self, world: World) -> list[tuple[str, str, str]]:
        with world.database.reading() as session:
            rows = session.scalars(current(Contact).where(Contact.withdrawn_by_id.is_(None)))
            return [(row.way, row.with_whom, str(row.happened_on)) for row in rows]

    def test_a_visit_is_a_contact_with_whom_they_met(self, feast: World) -> None:
        recorded(feast)
        assert self._contacts(feast) == [("in_person", "family", str(clock.today()))]
        seen = feast.as_("周书兰").get(f"/contacts?member_id={feast.member('陈远')}").json["items"]
        assert [(one["way"], one["with_whom"]) for one in seen] == [("in_person", "family")]

    @pytest.mark.parametrize("outcome", ["nobody_home", "mailed"])
    def test_nobody_met_is_no_contact(self, feast: World, outcome: str) -> None:
        recorded(feast, members=[{"member_id": str(feast.member("陈远")), "outcome": outcome}])
        assert self._contacts(feast) == []

    def test_a_video_call_instead_is_a_video_contact(self, feast: World) -> None:
        members = [{"member_id": str(feast.member("陈远")), "outcome": "by_phone_video", "met": "member"}]
        recorded(feast, members=members, way="video")
        assert self._contacts(feast) == [("video", "self", str(clock.today()))]

    def test_put_right_or_voided_the_contact_follows(self, feast: World) -> None:
        visit_id, secretary = recorded(feast), feast.as_("周书兰")
        members = [{"member_id": str(feast.member("陈远")), "outcome": "met_member"}]
        day = str(clock.today() - timedelta(days=1))
        body = {"members": members, "on_date": day}
        assert secretary.patch(f"/visits/{visit_id}", body, version=1).status_code == 200
        assert self._contacts(feast) == [("in_person", "self", day)]
        nobody = [{"member_id": str(feast.member("陈远")), "outcome": "nobody_home"}]
        assert secretary.patch(f"/visits/{visit_id}", {"members": nobody}, version=2).status_code == 200
        assert self._contacts(feast) == []
        secretary.patch(f"/visits/{visit_id}", {"members": members}, version=3)
        assert len(self._contacts(feast)) == 1
        assert secretary.post(f"/visits/{visit_id}/voiding", {"basis": "记错"}).status_code == 201
        assert self._contacts(feast) == []


class TestArrivals:
    def _tell(self, world: World, by: str = "陈远", **told: Any) -> Any:
        body = {"window_key": WINDOW, "coming": True, **told}
        return world.as_(by).post(f"/members/{world.member('陈远')}/arrival", body)

    def test_the_member_is_asked_once_and_may_say_something_else_later(self, feast: World) -> None:
        own = f"/members/{feast.member('陈远')}/arrival"
        asked = feast.as_("陈远").get(own).json
        assert (asked["window"]["key"], asked["arrival"]) == (WINDOW, None)
        assert self._tell(feast, arrives_on="2027-02-02").status_code == 201
        assert feast.as_("陈远").get(own).json["arrival"]["arrives_on"] == "2027-02-02"
        assert self._tell(feast, coming=False).status_code == 201
        assert feast.as_("陈远").get(own).json["arrival"]["coming"] is False
        with feast.database.reading() as session:
            assert len(session.scalars(select(ExpectedArrival)).all()) == 2

    def test_nobody_at_home_is_asked(self, feast: World) -> None:
        asked = feast.as_("周书兰").get(f"/members/{feast.member('周书兰')}/arrival").json
        assert (asked["window"], asked["away"]) == (None, False)

    def test_with_both_days_it_is_a_stay_at_home_as_well(self, feast: World) -> None:
        assert self._tell(feast, arrives_on="2027-02-02", leaves_on="2027-02-13").status_code == 201
        again = self._tell(feast, arrives_on="2027-02-02", leaves_on="2027-02-13")
        assert again.status_code == 201
        with feast.database.reading() as session:
            stays = session.scalars(current(HomeStay)).all()
            assert [(str(stay.from_on), str(stay.to_on)) for stay in stays] == [("2027-02-02", "2027-02-13")]
        assert read_plan(feast)["calls"][0]["on_date"] == "2027-02-03"

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"arrives_on": "2027-02-09", "leaves_on": "2027-02-01"}, "leaves_on"),
            ({"leaves_on": "2027-02-01"}, "arrives_on"),
            ({"coming": False, "arrives_on": "2027-02-02"}, "coming"),
            ({"arrives_on": "2027-06-01"}, "arrives_on"),
        ],
    )
    def test_days_that_cannot_be_are_named(self, feast: World, told: dict[str, Any], field: str) -> None:
        assert list(self._tell(feast, **told).json["errors"]) == [field]

    def test_a_liaison_fills_it_in_and_nobody_elses_answer_is_taken(self, feast: World) -> None:
        assert self._tell(feast, by="李守田", arrives_on="2027-02-02").status_code == 404
        pair(feast, "李守田", "陈远")
        assert self._tell(feast, by="李守田", arrives_on="2027-02-02", told_by="family").status_code == 201


class TestDesk:
    def _items(self, world: World, *kinds: str) -> list[dict[str, Any]]:
        answer = world.as_("周书兰").get(f"/desk?organization_id={world.node('青松村')}")
        return [item for item in answer.json["items"] if item["kind"] in kinds]

    def test_an_open_window_stands_there_until_every_home_is_called_on(self, feast: World) -> None:
        found = self._items(feast, "visit_window_open")
        assert [(item["count"], item["code"]) for item in found] == [(2, WINDOW)]
        assert "春节" in found[0]["sentence"]
        recorded(feast, "周书兰", "陈远")
        assert [item["count"] for item in self._items(feast, "visit_window_open")] == [1]
        recorded(feast, "周书兰", "李守田")
        assert self._items(feast, "visit_window_open") == []

    def test_missing_arrivals_are_one_line(self, feast: World) -> None:
        assert [item["count"] for item in self._items(feast, "arrivals_missing")] == [2]
        body = {"window_key": WINDOW, "coming": False}
        feast.as_("周书兰").post(f"/members/{feast.member('陈远')}/arrival", body)
        assert [item["count"] for item in self._items(feast, "arrivals_missing")] == [1]

    def test_without_an_open_window_there_is_nothing(self, feast: World) -> None:
        with clock.at(datetime.combine(date(2027, 5, 1), time(9), clock.ZONE)):
            assert self._items(feast, "visit_window_open", "arrivals_missing") == []
