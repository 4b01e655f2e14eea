"""请协助: the officer hands a matter to a branch; the records answer it, or the secretary does."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from api import clock
from api.handoffs.words import FOR_BRANCH, FOR_MEMBER
from tests.cast import World
from tests.dashboards.test_desk import desk
from tests.pairings.pairs import pair
from tests.reports.stories import away, move, told

NOTE = "老人住院了，请去看看"


def wish(world: World, name: str | None = "陈远", about: str = "other", **more: Any) -> dict[str, Any]:
    """Return a hand-off as the form sends it."""
    return {
        "organization_id": str(world.node("青松村")),
        "member_id": str(world.member(name)) if name else None,
        "about": about,
        "note": NOTE,
        **more,
    }


def asked(world: World, name: str | None = "陈远", about: str = "other", **more: Any) -> str:
    """Let the officer ask; return the hand-off's id."""
    answer = world.as_("孙委员").post("/handoffs", wish(world, name, about, **more))
    assert answer.status_code == 201, answer.json
    handoff_id: str = answer.json["id"]
    return handoff_id


def seen(world: World, handoff_id: str, by: str = "孙委员") -> dict[str, Any]:
    """Return a hand-off as somebody reads it."""
    answer = world.as_(by).get(f"/handoffs/{handoff_id}")
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def answered(world: World, handoff_id: str, state: str = "done", words: str | None = "去看过了") -> None:
    """Let the secretary answer."""
    body = {"state": state, "answer": words}
    answer = world.as_("周书兰").post(f"/handoffs/{handoff_id}/answer", body)
    assert answer.status_code == 201, answer.json


def called(world: World, **more: Any) -> str:
    """Let the secretary note a call with 陈远; return its id."""
    body = {
        "member_ids": [str(world.member("陈远"))],
        "way": "phone",
        "happened_on": str(clock.today()),
        **more,
    }
    answer = world.as_("周书兰").post("/contacts", body)
    assert answer.status_code == 201, answer.json
    contact_id: str = answer.json["id"]
    return contact_id


def on_desk(world: World, name: str = "周书兰", node: str = "青松村") -> list[str]:
    """Return the ids of the hand-offs on a desk, in lines of their own or beside the matter itself."""
    return [str(one["handoff_id"]) for one in desk(world, name, node) if one["handoff_id"]]


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "status"), [("周书兰", 403), ("何记", 403), ("钱审", 403), ("陈远", 403), ("冯外", 404)]
    )
    def test_only_the_officer_above_the_branch_asks(self, world: World, name: str, status: int) -> None:
        assert world.as_(name).post("/handoffs", wish(world)).status_code == status

    def test_nobody_asks_the_township_they_speak_for(self, world: World) -> None:
        body = wish(world, None, organization_id=str(world.node("云栖镇")))
        answer = world.as_("孙委员").post("/handoffs", body)
        assert (answer.status_code, answer.json["code"]) == (422, "organization_invalid")

    def test_a_member_of_another_branch_is_not_there(self, world: World) -> None:
        assert world.as_("孙委员").post("/handoffs", wish(world, "郑飞")).status_code == 404

    @pytest.mark.parametrize(("name", "about"), [("陈远", "opening"), (None, "dues"), (None, "nothing")])
    def test_what_is_no_question_of_the_kind_is_named_by_its_field(
        self, world: World, name: str | None, about: str
    ) -> None:
        answer = world.as_("孙委员").post("/handoffs", wish(world, name, about))
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["about"])

    def test_what_is_open_is_not_asked_again(self, world: World) -> None:
        away(world)
        asked(world, about="liaison")
        again = world.as_("孙委员").post("/handoffs", wish(world, about="liaison"))
        assert (again.status_code, again.json["code"]) == (409, "already_asked")

    def test_what_the_records_say_is_not_asked(self, world: World) -> None:
        away(world)
        answer = world.as_("孙委员").post("/handoffs", wish(world, about="whereabouts"))
        assert (answer.status_code, answer.json["code"]) == (409, "answer_known")

    def test_a_wish_for_support_says_what_is_needed(self, world: World) -> None:
        handoff_id = asked(world)
        answer = world.as_("周书兰").post(f"/handoffs/{handoff_id}/answer", {"state": "support_wanted"})
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["answer"])

    @pytest.mark.parametrize("path", ["answer", "withdrawal", "reply"])
    def test_what_was_taken_back_is_not_answered(self, world: World, path: str) -> None:
        handoff_id = asked(world)
        assert world.as_("孙委员").post(f"/handoffs/{handoff_id}/withdrawal").status_code == 201
        name = "周书兰" if path == "answer" else "孙委员"
        body = {"answer": {"state": "done"}, "withdrawal": {}, "reply": {"reply": "好"}}[path]
        answer = world.as_(name).post(f"/handoffs/{handoff_id}/{path}", body)
        assert (answer.status_code, answer.json["code"]) == (409, "handoff_closed")


class TestAsking:
    def test_the_secretary_sees_why_since_when_and_who_asks(self, world: World) -> None:
        handoff_id = asked(world)
        item = next(one for one in desk(world) if one["kind"] == "handoff_open")
        assert (item["subject_id"], item["member_name"]) == (handoff_id, "陈远")
        assert item["since"] == str(clock.today())
        assert item["sentence"] == "云栖镇孙委员请协助：陈远的一件事。"
        assert seen(world, handoff_id, "周书兰")["note"] == NOTE

    @pytest.mark.parametrize("name", ["吴白鹭", "冯外", "陈远"])
    def test_others_do_not_see_it(self, world: World, name: str) -> None:
        assert world.as_(name).get(f"/handoffs/{asked(world)}").status_code in {403, 404}

    def test_the_same_request_twice_is_asked_once(self, world: World) -> None:
        body, officer = wish(world, id=str(uuid4())), world.as_("孙委员")
        first, second = (officer.post("/handoffs", body, key="once") for _ in range(2))
        assert first.data == second.data
        assert len(officer.get("/handoffs").json["items"]) == 1

    def test_before_it_is_asked_the_records_say_what_they_have(self, world: World) -> None:
        happened = clock.today() - timedelta(days=40)
        called(world, happened_on=str(happened))
        query = f"organization_id={world.node('青松村')}&member_id={world.member('陈远')}&about=contact"
        known = world.as_("孙委员").get(f"/handoffs/known?{query}").json
        assert (known["on"], known["met"]) == (str(happened), False)
        assert known["sentence"].startswith("最近一次双向联系是")

    @pytest.mark.parametrize(
        ("name", "about"),
        [*(("陈远", about) for about in FOR_MEMBER), *((None, about) for about in FOR_BRANCH)],
    )
    def test_each_question_has_an_answer_of_the_records(
        self, world: World, name: str | None, about: str
    ) -> None:
        member = f"&member_id={world.member(name)}" if name else ""
        for language in ("zh", "en"):
            answer = world.as_("孙委员").get(
                f"/handoffs/known?organization_id={world.node('青松村')}&about={about}{member}",
                headers={"Accept-Language": language},
            )
            assert answer.status_code == 200
            assert answer.json["sentence"].endswith("。" if language == "zh" else ".")


class TestAnswering:
    def test_done_leaves_the_desk_and_is_read_above(self, world: World) -> None:
        handoff_id = asked(world)
        answered(world, handoff_id)
        assert on_desk(world) == []
        found = seen(world, handoff_id)
        assert (found["state"], found["answer"], found["answered_by_name"]) == ("done", "去看过了", "周书兰")

    def test_an_answer_is_taken_back_and_it_waits_again(self, world: World) -> None:
        handoff_id = asked(world)
        answered(world, handoff_id)
        assert world.as_("周书兰").post(f"/handoffs/{handoff_id}/reopening").status_code == 201
        assert on_desk(world) == [handoff_id]
        assert seen(world, handoff_id)["answer"] is None

    def test_a_question_is_taken_back_with_one_tap(self, world: World) -> None:
        handoff_id = asked(world)
        assert world.as_("孙委员").post(f"/handoffs/{handoff_id}/withdrawal").status_code == 201
        assert on_desk(world) == []
        assert seen(world, handoff_id)["state"] == "withdrawn"

    def test_a_wish_for_support_waits_above_and_a_reply_brings_it_back(self, world: World) -> None:
        handoff_id = asked(world)
        answered(world, handoff_id, "support_wanted", "想请民政的同志一起去")
        assert on_desk(world) == []
        assert on_desk(world, "孙委员", "云栖镇") == [handoff_id]
        reply = {"reply": "民政周三一起去"}
        assert world.as_("孙委员").post(f"/handoffs/{handoff_id}/reply", reply).status_code == 201
        assert on_desk(world) == [handoff_id]
        assert on_desk(world, "孙委员", "云栖镇") == []
        assert seen(world, handoff_id, "周书兰")["reply"] == "民政周三一起去"


class TestAnsweredByTheRecords:
    def test_a_call_answers_whether_somebody_was_reached(self, world: World) -> None:
        handoff_id = asked(world, about="contact")
        assert on_desk(world) == [handoff_id]
        called(world, outcome="no_answer")
        called(world, with_whom="family")
        assert on_desk(world) == [handoff_id], (
            "a try, and a word with the family, are no contact with the member"
        )
        contact_id = called(world)
        assert on_desk(world) == []
        assert seen(world, handoff_id)["state"] == "recorded"
        world.as_("周书兰").post(f"/contacts/{contact_id}/withdrawal")
        assert on_desk(world) == [handoff_id], "the contact was taken back, and the question stands again"

    def test_a_member_who_says_i_am_well_answers_it_too(self, world: World) -> None:
        handoff_id = asked(world, "李守田", "contact")
        world.as_("李守田").post("/reports", told(world, "check_in", "李守田"))
        assert seen(world, handoff_id)["state"] == "recorded"

    def test_a_pairing_answers_who_keeps_in_touch(self, world: World) -> None:
        away(world)
        handoff_id, of_branch = asked(world, about="liaison"), asked(world, None, "liaison")
        assert sorted(on_desk(world)) == sorted([handoff_id, of_branch])
        kinds = {one["handoff_id"]: one["kind"] for one in desk(world)}
        assert kinds[of_branch] == "liaison_missing", (
            "the matter stands on the desk already, and says who asks"
        )
        pair(world, "李守田", "陈远")
        assert on_desk(world) == []
        assert seen(world, handoff_id)["known"]["sentence"] == "联络员：李守田。"
        assert seen(world, of_branch)["state"] == "recorded"

    def test_an_accepted_report_answers_what_waited(self, world: World) -> None:
        report_id = world.as_("陈远").post("/reports", told(world, "yearly", thinking="都好")).json["id"]
        handoff_id = asked(world, about="report")
        assert "1 份报告" in seen(world, handoff_id)["known"]["sentence"]
        world.as_("周书兰").post(f"/reports/{report_id}/acceptance", {})
        assert seen(world, handoff_id)["state"] == "recorded"

    def test_a_private_need_neither_asks_nor_answers(self, world: World) -> None:
        need = {"member_id": str(world.member("陈远")), "kind": "health", "raised_on": str(clock.today())}
        world.as_("陈远").post("/needs", {**need, "words": "家里的事", "private": True})
        answer = world.as_("孙委员").post("/handoffs", wish(world, about="need"))
        assert answer.json["code"] == "answer_known"
        raised = world.as_("陈远").post("/needs", {**need, "words": "想请人陪诊"}).json["id"]
        handoff_id = asked(world, about="need")
        result = {"state": "settled", "on_date": str(clock.today()), "result": "陪去了"}
        world.as_("周书兰").post(f"/needs/{raised}/closing", result)
        assert seen(world, handoff_id)["state"] == "recorded"

    def test_a_round_with_everybody_asked_answers_for_the_branch(self, world: World) -> None:
        body = {
            "organization_id": str(world.node("青松村")),
            "window_key": "daily",
            "opened_on": str(clock.today()),
        }
        handoff_id = asked(world, None, "screening")
        round_id = world.as_("周书兰").post("/screenings", body).json["id"]
        assert seen(world, handoff_id)["state"] == "open"
        for name in ("陈远", "李守田", "周书兰"):
            finding = {
                "member_id": str(world.member(name)),
                "screened_on": str(clock.today()),
                "method": "phone",
                "asked": "self",
                "result": "same",
            }
            world.as_("周书兰").post(f"/screenings/{round_id}/findings", finding)
        assert seen(world, handoff_id)["state"] == "recorded"

    def test_a_member_who_moved_leaves_no_question_behind(self, world: World) -> None:
        handoff_id = asked(world, about="contact")
        move(world, "陈远", "白鹭村")
        assert on_desk(world) == []
        assert seen(world, handoff_id)["state"] == "recorded"
