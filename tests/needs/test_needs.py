"""困难诉求: raised by a member or for one, seen to by somebody, and told; a private one stays between three people."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from api import clock
from api.models import Need, current
from tests.cast import World
from tests.pairings.pairs import pair
from tests.reports.stories import move, told


def need(world: World, name: str = "陈远", **more: Any) -> dict[str, Any]:
    """Return a need as the form sends it."""
    return {
        "member_id": str(world.member(name)),
        "kind": "elders",
        "words": "父亲腿脚不便，想请人每周送两次药",
        "raised_on": str(clock.today()),
        **more,
    }


def raised(world: World, by: str = "陈远", **more: Any) -> str:
    """Let a need be raised; return its id."""
    answer = world.as_(by).post("/needs", need(world, **more))
    assert answer.status_code == 201, answer.json
    need_id: str = answer.json["id"]
    return need_id


def assigned(world: World, need_id: str, to: str = "李守田") -> None:
    """Let the secretary name who sees to it."""
    body = {"handler_id": str(world.person(to)), "due_on": str(clock.today() + timedelta(days=7))}
    answer = world.as_("周书兰").post(f"/needs/{need_id}/assignment", body)
    assert answer.status_code == 201, answer.json


def closed(world: World, need_id: str, by: str = "周书兰", state: str = "settled") -> None:
    """Let it be written what became of it."""
    result = {"state": state, "on_date": str(clock.today()), "result": "村医每周一、四送药上门"}
    answer = world.as_(by).post(f"/needs/{need_id}/closing", result)
    assert answer.status_code == 201, answer.json


class TestRefusals:
    def test_a_stranger_is_asked_to_sign_in(self, world: World) -> None:
        answer = world.stranger.post("/needs", need(world))
        assert (answer.status_code, answer.json["code"]) == (401, "unauthenticated")

    @pytest.mark.parametrize("name", ["吴白鹭", "郑飞", "冯外", "韩外", "李守田"])
    def test_somebody_elses_need_is_not_there(self, world: World, name: str) -> None:
        need_id = raised(world)
        step = {"on_date": str(clock.today()), "words": "看过"}
        assert world.as_(name).get(f"/needs/{need_id}").status_code == 404
        assert world.as_(name).get("/needs").json["items"] == []
        assert world.as_(name).post(f"/needs/{need_id}/steps", step).status_code == 404

    def test_a_member_raises_for_nobody_else(self, world: World) -> None:
        assert world.as_("李守田").post("/needs", need(world, "陈远")).status_code == 404

    @pytest.mark.parametrize("name", ["周书兰", "何记", "孙委员"])
    def test_nobody_but_its_owner_or_who_raised_it_takes_it_back(self, world: World, name: str) -> None:
        need_id = raised(world)
        assert world.as_(name).post(f"/needs/{need_id}/withdrawal").status_code == 403

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"words": ""}, "words"),
            ({"words": "一\x00二"}, "words"),
            ({"kind": "money"}, "kind"),
            ({"raised_on": "2199-01-01"}, "raised_on"),
            ({"state": "settled"}, "state"),
        ],
    )
    def test_what_cannot_be_is_named_by_its_field(
        self, world: World, told: dict[str, Any], field: str
    ) -> None:
        answer = world.as_("陈远").post("/needs", need(world, **told))
        assert answer.status_code == 422
        assert list(answer.json["errors"]) == [field]

    def test_a_closed_need_takes_no_further_step(self, world: World) -> None:
        need_id = raised(world)
        closed(world, need_id)
        step = {"on_date": str(clock.today()), "words": "又去了一次"}
        answer = world.as_("周书兰").post(f"/needs/{need_id}/steps", step)
        assert (answer.status_code, answer.json["code"]) == (409, "need_closed")

    def test_nobody_from_another_branch_is_made_to_handle_it(self, world: World) -> None:
        body = {"handler_id": str(world.person("郑飞"))}
        answer = world.as_("周书兰").post(f"/needs/{raised(world)}/assignment", body)
        assert (answer.status_code, answer.json["code"]) == (422, "handler_invalid")

    def test_a_step_before_the_need_is_refused(self, world: World) -> None:
        step = {"on_date": str(clock.today() - timedelta(days=2)), "words": "去看过"}
        answer = world.as_("周书兰").post(f"/needs/{raised(world)}/steps", step)
        assert (answer.status_code, answer.json["code"]) == (422, "dates_in_wrong_order")

    def test_a_result_is_told_only_where_there_is_one(self, world: World) -> None:
        told_on = {"on_date": str(clock.today()), "way": "phone"}
        answer = world.as_("周书兰").post(f"/needs/{raised(world)}/telling", told_on)
        assert (answer.status_code, answer.json["code"]) == (409, "need_open")

    def test_an_edit_names_the_version_that_was_read(self, world: World) -> None:
        need_id = raised(world)
        assigned(world, need_id)
        own = world.as_("陈远")
        assert own.patch(f"/needs/{need_id}", {"words": "改一下"}, version=1).status_code == 412
        assert own.patch(f"/needs/{need_id}", {"words": "改一下"}, version=2).status_code == 200


class TestPrivate:
    def test_a_private_need_is_for_member_secretary_and_handler_only(self, world: World) -> None:
        need_id = raised(world, private=True)
        for name in ("孙委员", "钱审", "何记", "李守田", "吴白鹭"):
            assert world.as_(name).get(f"/needs/{need_id}").status_code == 404, name
            assert world.as_(name).get("/needs").json["items"] == [], name
        assert world.as_("陈远").get(f"/needs/{need_id}").json["words"]
        assigned(world, need_id)
        assert world.as_("李守田").get(f"/needs/{need_id}").json["may_handle"] is True
        assert [one["id"] for one in world.as_("李守田").get("/needs?mine=true").json["items"]] == [need_id]
        assert world.as_("孙委员").get(f"/needs/{need_id}").status_code == 404

    def test_no_role_above_acts_on_it(self, world: World) -> None:
        body = {"handler_id": str(world.person("李守田"))}
        need_id = raised(world, private=True)
        assert world.as_("孙委员").post(f"/needs/{need_id}/assignment", body).status_code == 404

    def test_a_timeline_says_nothing_of_it(self, world: World) -> None:
        raised(world, private=True)
        raised(world)
        items = world.as_("孙委员").get(f"/members/{world.member('陈远')}/timeline").json["items"]
        assert [item["kind"] for item in items].count("need.raised") == 1

    def test_an_auditor_sees_that_there_is_a_need_and_not_its_words(self, world: World) -> None:
        shown = world.as_("钱审").get(f"/needs/{raised(world)}").json
        assert (shown["kind"], shown["words"], shown["may_handle"]) == ("elders", None, False)


class TestLiaison:
    def test_a_liaison_raises_and_reads_the_needs_of_those_paired_unless_private(self, world: World) -> None:
        pair(world, "李守田", "陈远")
        theirs = raised(world, by="李守田", told_by="family")
        private = raised(world, private=True)
        seen = world.as_("李守田").get("/needs").json["items"]
        assert [one["id"] for one in seen] == [theirs]
        assert seen[0]["words"] == need(world)["words"]
        assert world.as_("李守田").get(f"/needs/{private}").status_code == 404
        step = {"on_date": str(clock.today()), "words": "问过村医"}
        assert world.as_("李守田").post(f"/needs/{theirs}/steps", step).status_code == 403


class TestWhatBecomesOfIt:
    def test_a_need_from_the_first_word_to_the_telling(self, world: World) -> None:
        need_id = raised(world)
        assigned(world, need_id)
        step = {"on_date": str(clock.today()), "words": "和村医说好了"}
        assert world.as_("李守田").post(f"/needs/{need_id}/steps", step).status_code == 201
        closed(world, need_id, by="李守田")
        told_on = {"on_date": str(clock.today()), "way": "phone"}
        assert world.as_("周书兰").post(f"/needs/{need_id}/telling", told_on).status_code == 201
        seen = world.as_("陈远").get(f"/needs/{need_id}").json
        assert (seen["state"], seen["result"]) == ("settled", "村医每周一、四送药上门")
        assert (seen["handler_name"], seen["told_on"], seen["told_way"]) == (
            "李守田",
            str(clock.today()),
            "phone",
        )
        assert [one["words"] for one in seen["steps"]] == ["和村医说好了"]

    def test_the_member_knows_now_or_says_that_it_is_not_settled_yet(self, world: World) -> None:
        need_id, own = raised(world), world.as_("陈远")
        closed(world, need_id, state="explained")
        told_on = {"on_date": str(clock.today()), "way": "phone"}
        assert own.post(f"/needs/{need_id}/telling", told_on).status_code == 201
        assert own.get(f"/needs/{need_id}").json["told_way"] == "app"
        assert own.post(f"/needs/{need_id}/reopening").status_code == 201
        again = own.get(f"/needs/{need_id}").json
        assert (again["state"], again["told_on"]) == ("open", None)

    def test_a_need_is_taken_back_and_stays_readable(self, world: World) -> None:
        need_id = raised(world)
        assert world.as_("陈远").post(f"/needs/{need_id}/withdrawal").status_code == 201
        assert world.as_("周书兰").get(f"/needs/{need_id}").json["state"] == "withdrawn"

    def test_raised_for_a_member_it_says_who_told_it(self, world: World) -> None:
        shown = world.as_("陈远").get(f"/needs/{raised(world, by='何记', told_by='family')}").json
        assert (shown["source"], shown["told_by"], shown["raised_by_name"]) == ("told", "family", "何记")

    def test_sent_twice_it_is_one_need(self, world: World) -> None:
        body, key = need(world, id=str(uuid4())), str(uuid4())
        first = world.as_("陈远").post("/needs", body, key=key)
        second = world.as_("陈远").post("/needs", body, key=key)
        assert (first.status_code, first.data) == (second.status_code, second.data)
        third = world.as_("陈远").post("/needs", body)
        assert (third.status_code, third.json["code"]) == (409, "id_taken")

    def test_after_a_move_the_member_still_sees_what_became_of_it(self, world: World) -> None:
        need_id = raised(world)
        move(world, "陈远", "白鹭村")
        closed(world, need_id)
        assert world.as_("陈远").get(f"/needs/{need_id}").json["state"] == "settled"
        assert world.as_("吴白鹭").get(f"/needs/{need_id}").status_code == 404

    def test_what_was_written_first_stays_readable(self, world: World) -> None:
        need_id = raised(world)
        world.as_("陈远").patch(f"/needs/{need_id}", {"words": "改过的话"}, version=1)
        with world.database.reading() as session:
            rows = session.scalars(select(Need).order_by(Need.revision)).all()
            assert [row.words for row in rows] == [need(world)["words"], "改过的话"]
            assert [row.replaced_at is None for row in rows] == [False, True]


class TestFromAReport:
    def test_a_check_in_raises_a_need_in_the_words_of_its_note(self, world: World) -> None:
        body = told(world, "check_in", note="都好，就是想给孩子转学", need={"kind": "children"})
        assert world.as_("陈远").post("/reports", body).status_code == 201
        seen = world.as_("周书兰").get("/needs").json["items"]
        assert [(one["source"], one["words"], one["kind"]) for one in seen] == [
            ("check_in", "都好，就是想给孩子转学", "children")
        ]

    def test_said_right_after_a_check_in_it_names_it_but_no_report_of_somebody_else(
        self, world: World
    ) -> None:
        report_id = world.as_("陈远").post("/reports", told(world, "check_in")).json["id"]
        seen = world.as_("陈远").get(f"/needs/{raised(world, report_id=report_id)}").json
        assert (seen["source"], seen["source_id"]) == ("check_in", report_id)
        foreign = need(world, "李守田", report_id=report_id)
        assert world.as_("李守田").post("/needs", foreign).status_code == 404

    def test_a_report_that_is_refused_raises_nothing(self, world: World) -> None:
        without_words = told(world, "check_in", note=None, need={"kind": "children"})
        assert world.as_("陈远").post("/reports", without_words).status_code == 422
        another_kind = told(world, "change", note="换了厂", need={"kind": "children", "words": "转学"})
        assert world.as_("陈远").post("/reports", another_kind).status_code == 422
        with world.database.reading() as session:
            assert session.scalars(current(Need)).all() == []


class TestDesk:
    def test_a_need_is_on_the_desk_from_the_thirty_first_day(self, world: World) -> None:
        today = clock.today()
        younger = raised(world, raised_on=str(today - timedelta(days=30)))
        older = raised(world, raised_on=str(today - timedelta(days=31)))
        assert len(_on_the_desk(world, "周书兰", "need_unassigned")) == 2, "at once, while nobody sees to it"
        for need_id in (younger, older):
            body = {"handler_id": str(world.person("李守田"))}
            assert world.as_("周书兰").post(f"/needs/{need_id}/assignment", body).status_code == 201
        assert _on_the_desk(world, "周书兰", "need_unassigned") == []
        assert [item["subject_id"] for item in _on_the_desk(world, "周书兰")] == [older]
        body = {"organization_id": str(world.node("青松村")), "key": "need_open_days", "value": 20}
        assert world.as_("周书兰").post("/settings", body).status_code == 201
        assert len(_on_the_desk(world, "周书兰")) == 2

    def test_a_private_one_is_on_the_secretarys_desk_only(self, world: World) -> None:
        raised(world, private=True, raised_on=str(clock.today() - timedelta(days=40)))
        assert len(_on_the_desk(world, "周书兰", "need_unassigned")) == 1
        for name in ("孙委员", "何记", "钱审"):
            assert _on_the_desk(world, name, "need_unassigned") == []

    def test_of_who_has_died_nothing_is_asked(self, world: World) -> None:
        raised(world, raised_on=str(clock.today() - timedelta(days=40)))
        body = {"reason": "died", "on": str(clock.today()), "basis": "家属告知"}
        left = world.as_("周书兰").post(f"/members/{world.member('陈远')}/leaving", body)
        assert left.status_code == 201
        assert _on_the_desk(world, "周书兰", "need_unassigned") == []


def _on_the_desk(world: World, name: str, kind: str = "need_open_long") -> list[dict[str, Any]]:
    answer = world.as_(name).get(f"/desk?organization_id={world.node('青松村')}")
    return [item for item in answer.json["items"] if item["kind"] == kind]
