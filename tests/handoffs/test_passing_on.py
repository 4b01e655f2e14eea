"""请协助 through the tree: the county asks a township, which passes it on to its branches or answers itself."""

from itertools import product
from typing import Any
from uuid import uuid4

import pytest

from api import clock
from api.access import THE_PRODUCT
from api.handoffs.words import FOR_BRANCH
from api.journal import in_transaction, record
from api.models import Grant
from tests.cast import LONG_AGO, World
from tests.dashboards.test_desk import desk
from tests.handoffs.test_handoffs import called, on_desk, seen, wish
from tests.pairings.pairs import pair
from tests.reports.stories import away, departure, move, told

COUNTY = "冯外"
"""The officer of another township, who is the county's here, too."""


@pytest.fixture
def county(world: World) -> World:
    """Return the cast with an officer of the county."""
    node, account = world.node("利泉县"), world.accounts[COUNTY]
    grant = Grant(account_id=account, role="officer", organization_id=node, from_on=LONG_AGO)
    in_transaction(
        world.database,
        lambda session: record(
            session,
            node_id=node,
            kind="grant.given",
            actor=THE_PRODUCT,
            subjects={"grant": grant.id},
            writes=[grant],
        ),
    )
    return world


def of_township(world: World, name: str | None = None, about: str = "other", **more: Any) -> dict[str, Any]:
    """Return a hand-off to the township as the form sends it."""
    return wish(world, name, about, **{"organization_id": str(world.node("云栖镇")), **more})


def asked_above(world: World, name: str | None = None, about: str = "other") -> str:
    """Let the county ask the township; return the hand-off's id."""
    answer = world.as_(COUNTY).post("/handoffs", of_township(world, name, about))
    assert answer.status_code == 201, answer.json
    handoff_id: str = answer.json["id"]
    return handoff_id


def left_in_the_other_branch(world: World) -> None:
    """Let 郑飞 leave the other branch, accepted by its own secretary."""
    report_id = world.as_("郑飞").post("/reports", departure(world, "郑飞")).json["id"]
    answer = world.as_("吴白鹭").post(f"/reports/{report_id}/acceptance", {})
    assert answer.status_code == 201, answer.json


def passed_on(world: World, handoff_id: str, branch: str = "青松村") -> str:
    """Let the township pass it on; return the id of what the branch is asked."""
    body = {"organization_id": str(world.node(branch)), "note": "请看看"}
    answer = world.as_("孙委员").post(f"/handoffs/{handoff_id}/passing-on", body)
    assert answer.status_code == 201, answer.json
    passed_id: str = answer.json["id"]
    return passed_id


def answered(
    world: World, name: str, handoff_id: str, state: str = "done", words: str | None = "都办了"
) -> None:
    """Let somebody answer."""
    answer = world.as_(name).post(f"/handoffs/{handoff_id}/answer", {"state": state, "answer": words})
    assert answer.status_code == 201, answer.json


class TestRefusals:
    def test_nobody_asks_the_county(self, county: World) -> None:
        body = of_township(county, organization_id=str(county.node("利泉县")))
        answer = county.as_(COUNTY).post("/handoffs", body)
        assert (answer.status_code, answer.json["code"]) == (422, "organization_invalid")

    def test_a_member_of_another_township_is_not_there(self, county: World) -> None:
        body = of_township(county, "韩外", "contact")
        assert county.as_(COUNTY).post("/handoffs", body).status_code == 404

    def test_others_neither_see_nor_answer_what_the_township_was_asked(self, county: World) -> None:
        handoff_id = asked_above(county)
        body = {"state": "done", "answer": None}
        for name, status in (("周书兰", 404), ("钱审", 403), ("赵管", 403), ("陈远", 403)):
            assert county.as_(name).get(f"/handoffs/{handoff_id}").status_code == status
            assert county.as_(name).post(f"/handoffs/{handoff_id}/answer", body).status_code == status

    def test_the_township_does_not_take_back_what_it_was_asked_nor_the_county_answer_it(
        self, county: World
    ) -> None:
        handoff_id = asked_above(county)
        assert county.as_("孙委员").post(f"/handoffs/{handoff_id}/withdrawal").status_code == 403
        body = {"state": "done", "answer": None}
        assert county.as_(COUNTY).post(f"/handoffs/{handoff_id}/answer", body).status_code == 403

    def test_an_officer_does_not_answer_for_a_branch(self, county: World) -> None:
        passed_id = passed_on(county, asked_above(county))
        for name in ("孙委员", COUNTY):
            answer = county.as_(name).post(f"/handoffs/{passed_id}/answer", {"state": "done", "answer": None})
            assert answer.status_code == 403

    def test_it_is_passed_on_to_a_branch_of_the_township_only(self, county: World) -> None:
        handoff_id = asked_above(county)
        for node, status in (("竹溪村", 404), ("石桥镇", 404), ("云栖镇", 422), ("利泉县", 404)):
            body = {"organization_id": str(county.node(node))}
            answer = county.as_("孙委员").post(f"/handoffs/{handoff_id}/passing-on", body)
            assert answer.status_code == status, node

    def test_about_a_member_the_own_branch_is_asked(self, county: World) -> None:
        body = {"organization_id": str(county.node("白鹭村"))}
        answer = county.as_("孙委员").post(f"/handoffs/{asked_above(county, '陈远')}/passing-on", body)
        assert answer.status_code == 404

    def test_what_a_branch_is_asked_goes_no_further(self, county: World) -> None:
        passed_id = passed_on(county, asked_above(county))
        body = {"organization_id": str(county.node("青松村"))}
        assert county.as_("孙委员").post(f"/handoffs/{passed_id}/passing-on", body).status_code == 403
        assert county.as_("周书兰").post(f"/handoffs/{passed_id}/passing-on", body).status_code == 403

    def test_what_is_answered_or_known_is_not_passed_on(self, county: World) -> None:
        body = {"organization_id": str(county.node("青松村"))}
        handoff_id = asked_above(county)
        answered(county, "孙委员", handoff_id)
        answer = county.as_("孙委员").post(f"/handoffs/{handoff_id}/passing-on", body)
        assert (answer.status_code, answer.json["code"]) == (409, "handoff_closed")
        away(county)
        pair(county, "李守田", "陈远")
        left_in_the_other_branch(county)
        answer = county.as_("孙委员").post(
            f"/handoffs/{asked_above(county, None, 'liaison')}/passing-on", body
        )
        assert (answer.status_code, answer.json["code"]) == (409, "answer_known")

    def test_a_branch_is_asked_the_same_once(self, county: World) -> None:
        away(county)
        handoff_id = asked_above(county, None, "liaison")
        passed_on(county, handoff_id)
        body = {"organization_id": str(county.node("青松村"))}
        answer = county.as_("孙委员").post(f"/handoffs/{handoff_id}/passing-on", body)
        assert (answer.status_code, answer.json["code"]) == (409, "already_asked")


class TestPassingOn:
    def test_it_waits_on_the_townships_desk_with_who_asks(self, county: World) -> None:
        handoff_id = asked_above(county)
        (item,) = [one for one in desk(county, "孙委员", "云栖镇") if one["kind"] == "handoff_open"]
        assert item["subject_id"] == handoff_id
        assert item["sentence"] == "利泉县冯外请协助：镇里的一件事。"
        assert on_desk(county) == [], "the branches are not asked yet"
        assert on_desk(county, COUNTY, "利泉县") == []

    def test_passed_on_it_waits_at_the_branch_alone_and_comes_back_when_it_is_answered(
        self, county: World
    ) -> None:
        handoff_id = asked_above(county)
        passed_id = passed_on(county, handoff_id)
        assert on_desk(county) == [passed_id]
        assert on_desk(county, "孙委员", "云栖镇") == []
        found = seen(county, handoff_id, COUNTY)
        assert (found["state"], [one["organization_name"] for one in found["passed_on"]]) == (
            "passed_on",
            ["青松村"],
        )
        answered(county, "周书兰", passed_id)
        assert on_desk(county) == []
        (item,) = [one for one in desk(county, "孙委员", "云栖镇") if one["kind"] == "handoff_open"]
        assert str(item["sentence"]).endswith("支部都答复了，请答复上级。")
        answered(county, "孙委员", handoff_id)
        assert on_desk(county, "孙委员", "云栖镇") == []
        found = seen(county, handoff_id, COUNTY)
        assert (found["state"], found["answered_by_name"]) == ("done", "孙委员")

    def test_of_two_branches_the_later_one_brings_it_back(self, county: World) -> None:
        handoff_id = asked_above(county)
        first, second = passed_on(county, handoff_id), passed_on(county, handoff_id, "白鹭村")
        answered(county, "周书兰", first)
        assert on_desk(county, "孙委员", "云栖镇") == []
        answered(county, "吴白鹭", second)
        assert on_desk(county, "孙委员", "云栖镇") == [handoff_id]

    def test_taken_back_from_the_branch_it_is_the_townships_again(self, county: World) -> None:
        handoff_id = asked_above(county)
        passed_id = passed_on(county, handoff_id)
        assert county.as_("孙委员").post(f"/handoffs/{passed_id}/withdrawal").status_code == 201
        assert on_desk(county, "孙委员", "云栖镇") == [handoff_id]
        assert seen(county, handoff_id)["passed_on"] == []

    def test_the_same_request_twice_asks_the_branch_once(self, county: World) -> None:
        handoff_id = asked_above(county)
        body = {"id": str(uuid4()), "organization_id": str(county.node("青松村"))}
        officer = county.as_("孙委员")
        first, second = (
            officer.post(f"/handoffs/{handoff_id}/passing-on", body, key="once") for _ in range(2)
        )
        assert first.data == second.data
        assert len(seen(county, handoff_id)["passed_on"]) == 1

    def test_what_the_township_needs_waits_above_and_not_on_its_own_desk(self, county: World) -> None:
        handoff_id = asked_above(county)
        answered(county, "孙委员", handoff_id, "support_wanted", "想请县里派人讲一课")
        assert on_desk(county, "孙委员", "云栖镇") == []
        assert on_desk(county, COUNTY, "利泉县") == [handoff_id]
        reply = {"reply": "周五派人来"}
        assert county.as_(COUNTY).post(f"/handoffs/{handoff_id}/reply", reply).status_code == 201
        assert on_desk(county, "孙委员", "云栖镇") == [handoff_id]

    def test_what_a_branch_needs_for_it_is_the_townships_to_answer(self, county: World) -> None:
        passed_id = passed_on(county, asked_above(county))
        answered(county, "周书兰", passed_id, "support_wanted", "想借一台投影仪")
        assert passed_id in on_desk(county, "孙委员", "云栖镇")


class TestAnsweredByTheRecords:
    def test_a_township_is_told_branch_by_branch_what_is_known(self, county: World) -> None:
        away(county)
        left_in_the_other_branch(county)
        pair(county, "吴白鹭", "郑飞")
        handoff_id = asked_above(county, None, "liaison")
        assert seen(county, handoff_id)["known"]["sentence"] == "还有 1 位在外的同志没有联络员。"
        found = county.as_("孙委员").get(f"/handoffs/{handoff_id}/branches").json["items"]
        assert [(one["organization_name"], one["known"]["met"], one["asked"]) for one in found] == [
            ("青松村", False, False),
            ("白鹭村", True, False),
        ]

    def test_when_the_branch_has_done_it_the_records_answer_above_it_too(self, county: World) -> None:
        away(county)
        handoff_id = asked_above(county, None, "liaison")
        passed_id = passed_on(county, handoff_id)
        pair(county, "李守田", "陈远")
        assert on_desk(county) == on_desk(county, "孙委员", "云栖镇") == []
        assert seen(county, passed_id)["state"] == seen(county, handoff_id, COUNTY)["state"] == "recorded"

    def test_a_member_is_one_line_on_the_townships_desk_with_who_asks(self, county: World) -> None:
        county.as_("陈远").post("/reports", told(county, "yearly", thinking="都好"))
        handoff_id = asked_above(county, "陈远", "report")
        lines = [one for one in desk(county, "孙委员", "云栖镇") if one["member_name"] == "陈远"]
        assert [(one["kind"], one["handoff_id"]) for one in lines] == [("report_waiting", handoff_id)]

    def test_a_call_by_the_branch_answers_the_county(self, county: World) -> None:
        handoff_id = asked_above(county, "陈远", "contact")
        called(county)
        assert seen(county, handoff_id, COUNTY)["state"] == "recorded"

    def test_who_moved_within_the_township_is_still_asked_about(self, county: World) -> None:
        handoff_id = asked_above(county, "陈远", "contact")
        move(county, "陈远", "白鹭村")
        assert seen(county, handoff_id)["state"] == "recorded", (
            "the membership that was asked about has ended"
        )

    def test_each_question_about_the_branches_has_an_answer(self, county: World) -> None:
        for about, language in product(FOR_BRANCH, ("zh", "en")):
            answer = county.as_(COUNTY).get(
                f"/handoffs/known?organization_id={county.node('云栖镇')}&about={about}",
                headers={"Accept-Language": language},
            )
            assert answer.status_code == 200
            assert answer.json["sentence"].endswith("。" if language == "zh" else ".")

    def test_a_round_in_each_branch_answers_for_the_township(self, county: World) -> None:
        query = f"organization_id={county.node('云栖镇')}&about=screening"
        first = county.as_(COUNTY).get(f"/handoffs/known?{query}").json
        assert first["sentence"] == "还有 2 个支部没有做完这一轮排查：青松村、白鹭村。"
        for name, branch in (("周书兰", "青松村"), ("吴白鹭", "白鹭村")):
            body = {
                "organization_id": str(county.node(branch)),
                "window_key": "daily",
                "opened_on": str(clock.today()),
            }
            round_id = county.as_(name).post("/screenings", body).json["id"]
            why = {"why_missing": "都在外"}
            assert county.as_(name).post(f"/screenings/{round_id}/closing", why).status_code == 201
        assert county.as_(COUNTY).get(f"/handoffs/known?{query}").json["met"]
