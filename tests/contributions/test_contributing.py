"""双向带动: members away give back, those at home help; the secretary accepts, and nothing is counted twice."""

import hashlib
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from api import clock
from api.auth.notice import VERSION
from api.journal import in_transaction, record
from api.models import Pairing
from tests.cast import World

PICTURE = b"\x89PNG\r\n\x1a\n and so on"


def deed(world: World, name: str = "陈远", **more: Any) -> dict[str, Any]:
    return {
        "member_id": str(world.member(name)),
        "direction": "back",
        "kind": "road",
        "on_date": str(clock.today()),
        "words": "出钱修了进山的机耕路",
        **more,
    }


def recorded(world: World, by: str = "陈远", **more: Any) -> str:
    answer = world.as_(by).post("/contributions", deed(world, **more))
    assert answer.status_code == 201, answer.json
    made: str = answer.json["id"]
    return made


def accepted(world: World, by: str = "陈远", **more: Any) -> str:
    made = recorded(world, by, **more)
    assert world.as_("周书兰").post(f"/contributions/{made}/acceptance").status_code == 201
    return made


def send_picture(world: World, name: str, media_type: str = "image/png") -> str:
    sent = str(uuid4())
    digest = {"X-Content-SHA256": hashlib.sha256(PICTURE).hexdigest()}
    path = f"/attachments/{sent}"
    answer = world.as_(name).put(path, data=PICTURE, content_type=media_type, headers=digest)
    assert answer.status_code == 201, answer.json
    return sent


class TestRefusals:
    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"amount_yuan": 5000}, "source"),
            ({"amount_yuan": -1}, "amount_yuan"),
            ({"people": 0}, "people"),
            ({"kind": "farm"}, "kind"),
            ({"direction": "sideways"}, "direction"),
            ({"on_date": "2199-01-01"}, "on_date"),
            ({"words": ""}, "words"),
            ({"words": "一\x00二"}, "words"),
        ],
    )
    def test_what_cannot_be_is_named_by_its_field(
        self, world: World, more: dict[str, Any], field: str
    ) -> None:
        answer = world.as_("陈远").post("/contributions", deed(world, **more))
        assert (answer.status_code, list(answer.json["errors"])) == (422, [field])

    def test_nobody_records_for_whom_they_do_not_reach_and_nobody_accepts_their_own(
        self, world: World
    ) -> None:
        assert world.as_("李守田").post("/contributions", deed(world)).status_code == 404
        own = recorded(world, "周书兰", member_id=str(world.member("周书兰")))
        answer = world.as_("周书兰").post(f"/contributions/{own}/acceptance")
        assert (answer.status_code, answer.json["code"]) == (403, "own_decision")
        assert world.as_("孙委员").post(f"/contributions/{own}/acceptance").status_code == 201

    @pytest.mark.parametrize("name", ["陈远", "何记"])
    def test_a_recorder_and_a_member_accept_nothing(self, world: World, name: str) -> None:
        made = recorded(world)
        assert world.as_(name).post(f"/contributions/{made}/acceptance").status_code == 403

    def test_a_photo_needs_consent(self, world: World) -> None:
        answer = world.as_("陈远").post("/contributions", deed(world, photo_ids=[str(uuid4())]))
        assert (answer.status_code, answer.json["code"]) == (422, "photo_needs_consent")

    def test_a_file_that_is_no_picture_is_refused(self, world: World) -> None:
        sent = send_picture(world, "陈远", "image/svg+xml")
        answer = world.as_("陈远").post("/contributions", deed(world, photo_ids=[sent], photos_agreed=True))
        assert (answer.status_code, answer.json["code"]) == (422, "picture_kind_refused")

    def test_what_goes_on_is_of_the_same_member_and_kind(self, world: World) -> None:
        first = accepted(world)
        answer = world.as_("陈远").post("/contributions", deed(world, kind="jobs", continues_id=first))
        assert list(answer.json["errors"]) == ["continues_id"]

    def test_who_helped_is_of_the_branch(self, world: World) -> None:
        more = {"direction": "help", "kind": "farm", "helper_ids": [str(world.member("郑飞"))]}
        answer = world.as_("何记").post("/contributions", deed(world, **more))
        assert list(answer.json["errors"]) == ["helper_ids"]


class TestDeeds:
    def test_a_member_records_the_secretary_asks_and_accepts_and_it_stands_in_the_timeline(
        self, world: World
    ) -> None:
        made = recorded(world, amount_yuan=30000, source="told")
        world.as_("周书兰").post(f"/contributions/{made}/sending-back", {"reason": "请写是哪条路"})
        shown = world.as_("陈远").get(f"/contributions/{made}")
        assert (shown.json["state"], shown.json["reason"]) == ("sent_back", "请写是哪条路")
        assert shown.json["may_change"]
        assert not world.as_("何记").get(f"/contributions/{made}").json["may_change"]
        told = deed(world, words="出钱修了上坪的机耕路", amount_yuan=30000, source="told")
        for name in ("member_id", "direction"):
            del told[name]
        path = f"/contributions/{made}"
        assert world.as_("陈远").patch(path, told, shown.headers["ETag"]).status_code == 200
        assert world.as_("陈远").patch(path, told, shown.headers["ETag"]).status_code == 412
        assert world.as_("周书兰").post(f"{path}/acceptance").status_code == 201
        again = world.as_("周书兰").post(f"{path}/acceptance")
        assert (again.status_code, again.json["code"]) == (409, "contribution_decided")
        timeline = world.as_("陈远").get(f"/members/{world.member('陈远')}/timeline").json["items"]
        assert timeline[0]["sentence"] == "一件回报家乡的事已登记。"

    def test_it_waits_on_the_desk_until_somebody_decides(self, world: World) -> None:
        made = recorded(world)
        path = f"/desk?organization_id={world.node('青松村')}"

        def waiting() -> list[str]:
            items = world.as_("周书兰").get(path).json["items"]
            return [item["subject_id"] for item in items if item["kind"] == "contribution_waiting"]

        assert waiting() == [made]
        world.as_("周书兰").post(f"/contributions/{made}/acceptance")
        assert waiting() == []

    def test_sent_twice_the_answer_is_the_same_to_the_byte(self, world: World) -> None:
        key, body = str(uuid4()), deed(world, id=str(uuid4()))
        answers = [world.as_("陈远").post("/contributions", body, key=key) for _ in range(2)]
        assert answers[0].status_code == 201
        assert answers[0].data == answers[1].data

    def test_what_goes_on_for_years_is_one_line_with_its_newest_figures(self, world: World) -> None:
        last_year = str(clock.today() - timedelta(days=366))
        first = accepted(world, kind="jobs", on_date=last_year, people=6, source="seen")
        accepted(world, kind="jobs", continues_id=first, people=9, source="paper")
        accepted(world, kind="road", amount_yuan=20000, source="told")
        path = f"/contributions/threads?organization_id={world.node('青松村')}"
        threads = world.as_("周书兰").get(path).json["items"]
        assert sorted((one["newest"]["kind"], one["people"], len(one["years"])) for one in threads) == [
            ("jobs", 9, 2),
            ("road", None, 1),
        ]

    def test_help_from_home_names_who_helped(self, world: World) -> None:
        more = {"direction": "help", "kind": "farm", "words": "帮他家收了三亩油菜"}
        made = accepted(world, "何记", helper_ids=[str(world.member("李守田"))], **more)
        shown = world.as_("陈远").get(f"/contributions/{made}").json
        assert (shown["helper_ids"], shown["helper_names"]) == ([str(world.member("李守田"))], ["李守田"])

    def test_a_liaison_records_for_whom_they_are_paired_with(self, world: World) -> None:
        pairing = Pairing(
            organization_id=world.node("青松村"),
            member_id=world.member("陈远"),
            liaison_id=world.member("李守田"),
            from_on=date(2026, 1, 5),
        )
        in_transaction(
            world.database,
            lambda session: record(
                session,
                node_id=world.node("青松村"),
                kind="pairing.begun",
                actor=world.actor("周书兰"),
                subjects={"pairing": pairing.id},
                writes=[pairing],
            ),
        )
        assert recorded(world, "李守田")

    def test_a_picture_is_added_once_the_member_was_asked_and_whoever_reads_the_words_sees_it(
        self, world: World
    ) -> None:
        made = recorded(world, photo_ids=[send_picture(world, "陈远")], photos_agreed=True)
        [photo_id] = world.as_("周书兰").get(f"/contributions/{made}").json["photo_ids"]
        path = f"/contributions/{made}/photos/{photo_id}"
        shown = world.as_("周书兰").get(path)
        assert (shown.status_code, shown.data, shown.content_type) == (200, PICTURE, "image/png")
        assert shown.headers["X-Content-Type-Options"] == "nosniff"
        assert shown.headers["Content-Disposition"].startswith("attachment")
        # An auditor reads no words and sees no picture; another branch sees neither; another's id opens nothing.
        assert world.as_("钱审").get(path).status_code == 404
        assert world.as_("郑飞").get(path).status_code == 404
        other = recorded(world)
        assert world.as_("周书兰").get(f"/contributions/{other}/photos/{photo_id}").status_code == 404

    def test_who_said_yes_once_is_not_asked_again_and_who_says_no_since_is(self, world: World) -> None:
        recorded(world, photo_ids=[send_picture(world, "陈远")], photos_agreed=True)
        assert recorded(world, photo_ids=[send_picture(world, "陈远")])
        no = {"kind": "sensitive", "version": VERSION, "agreed": False}
        assert world.as_("陈远").post("/auth/consents", no).status_code == 201
        answer = world.as_("陈远").post(
            "/contributions", deed(world, photo_ids=[send_picture(world, "陈远")])
        )
        assert answer.json["code"] == "photo_needs_consent"

    def test_it_may_be_taken_back_before_it_is_accepted(self, world: World) -> None:
        made = recorded(world)
        assert world.as_("陈远").post(f"/contributions/{made}/withdrawal").status_code == 201
        assert world.as_("周书兰").post(f"/contributions/{made}/acceptance").status_code == 409


class TestCalls:
    def call(self, world: World) -> str:
        body = {
            "organization_id": str(world.node("青松村")),
            "title": "春耕互助",
            "text": "在家的党员帮在外的党员家里把秧插完，报名请回一声。",
            "from_on": str(clock.today()),
        }
        answer = world.as_("周书兰").post("/campaigns", body)
        assert answer.status_code == 201, answer.json
        made: str = answer.json["id"]
        return made

    def test_members_read_it_and_take_part_once(self, world: World) -> None:
        made = self.call(world)
        part = {"member_id": str(world.member("李守田")), "on_date": str(clock.today()), "words": "插秧两天"}
        for _ in range(2):
            answer = world.as_("李守田").post(f"/campaigns/{made}/participants", part)
            assert answer.status_code == 201
        path = f"/campaigns?organization_id={world.node('青松村')}"
        [shown] = world.as_("陈远").get(path).json["items"]
        assert [(one["member_name"], one["words"]) for one in shown["parts"]] == [("李守田", None)]
        world.as_("李守田").post(f"/campaigns/{made}/participants", {**part, "withdrawn": True})
        assert world.as_("陈远").get(path).json["items"][0]["parts"] == []

    def test_the_branch_ends_a_call_once_and_who_took_part_stays(self, world: World) -> None:
        made = self.call(world)
        part = {"member_id": str(world.member("李守田")), "on_date": str(clock.today())}
        world.as_("李守田").post(f"/campaigns/{made}/participants", part)
        assert world.as_("李守田").post(f"/campaigns/{made}/ending").status_code == 403
        assert world.as_("何记").post(f"/campaigns/{made}/ending").status_code == 201
        again = world.as_("周书兰").post(f"/campaigns/{made}/ending")
        assert (again.status_code, again.json["code"]) == (409, "campaign_ended")
        [shown] = world.as_("周书兰").get(f"/campaigns?organization_id={world.node('青松村')}").json["items"]
        assert (shown["ended_on"], shown["may_end"], len(shown["parts"])) == (str(clock.today()), False, 1)

    def test_nobody_takes_part_for_somebody_else_and_no_other_branch_reads_it(self, world: World) -> None:
        made = self.call(world)
        part = {"member_id": str(world.member("李守田")), "on_date": str(clock.today())}
        assert world.as_("陈远").post(f"/campaigns/{made}/participants", part).status_code == 404
        assert world.as_("郑飞").post(f"/campaigns/{made}/participants", part).status_code == 404
        assert world.as_("何记").post(f"/campaigns/{made}/participants", part).status_code == 201
        assert world.as_("郑飞").get(f"/campaigns?organization_id={world.node('青松村')}").status_code == 404
