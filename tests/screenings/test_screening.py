"""常排查: a round is opened, everybody is asked after, differences become reports, and the end stays as it was."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from api import clock
from api.journal import in_transaction, record
from api.models import Need, Pairing, Report, ScreeningFinding
from tests.cast import World
from tests.reports.stories import departure
from tests.screenings.stories import OPENED, SPRING, begin, differs, finding, lines, on

IN_THREE_WEEKS = "2026-02-26"


def went_away(world: World, name: str = "陈远", day: str = "2025-08-20") -> None:
    with on(day):
        sent = world.as_(name).post("/reports", departure(world, name, departed_on=day))
        world.as_("周书兰").post(f"/reports/{sent.json['id']}/acceptance", {})


class TestRefusals:
    def test_a_second_round_of_the_same_window_is_refused_and_names_the_first(self, world: World) -> None:
        first = begin(world)
        with on("2026-02-10"):
            body = {"organization_id": str(world.node("青松村")), "window_key": SPRING}
            answer = world.as_("何记").post("/screenings", body)
        assert (answer.status_code, answer.json["code"]) == (409, "screening_round_exists")
        assert answer.json["round_id"] == first

    @pytest.mark.parametrize(
        ("window", "day", "status", "code"),
        [
            (SPRING, "2026-02-01", 422, "screening_outside_window"),
            (SPRING, "2026-03-05", 422, "screening_outside_window"),
            ("national_day-2026", "2026-10-01", 422, "validation_failed"),
            ("midsummer-2026", "2026-07-01", 422, "validation_failed"),
            ("spring_festival-9999", "2026-02-05", 422, "validation_failed"),
        ],
    )
    def test_a_round_lies_in_a_window_that_proposes_one(
        self, world: World, window: str, day: str, status: int, code: str
    ) -> None:
        with on(day):
            body = {"organization_id": str(world.node("青松村")), "window_key": window}
            answer = world.as_("周书兰").post("/screenings", body)
        assert (answer.status_code, answer.json["code"]) == (status, code)

    def test_a_township_has_no_round_of_its_own(self, world: World) -> None:
        with on(OPENED):
            body = {"organization_id": str(world.node("云栖镇")), "window_key": SPRING}
            answer = world.as_("孙委员").post("/screenings", body)
        assert (answer.status_code, answer.json["code"]) == (422, "organization_invalid")

    def test_who_left_before_the_round_has_no_finding_in_it(self, world: World) -> None:
        with on("2026-01-20"):
            left = {"reason": "transferred", "on": "2026-01-20", "basis": "介绍信"}
            world.as_("周书兰").post(f"/members/{world.member('李守田')}/leaving", left)
        round_id = begin(world)
        with on(OPENED):
            answer = world.as_("周书兰").post(f"/screenings/{round_id}/findings", finding(world))
        assert (answer.status_code, answer.json["code"]) == (422, "screening_left_before")
        assert "李守田" not in lines(world, round_id)

    def test_a_member_of_another_branch_is_not_there(self, world: World) -> None:
        round_id = begin(world)
        with on(OPENED):
            answer = world.as_("孙委员").post(f"/screenings/{round_id}/findings", finding(world, "郑飞"))
        assert answer.status_code == 404

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"screened_on": "2026-02-04"}, "screened_on"),
            ({"screened_on": "2026-02-20"}, "screened_on"),
            ({"result": "lost", "lost_situation": "work"}, "lost_since"),
            ({"result": "lost", "lost_since": "2026-01-06"}, "lost_situation"),
            ({"result": "lost", "lost_since": "2026-02-06", "lost_situation": "other"}, "lost_since"),
            ({"lost_situation": "abroad"}, "result"),
            ({"told": {"is_away": True}}, "result"),
            ({"method": "telepathy"}, "method"),
            ({"asked": "nobody"}, "asked"),
            ({"result": "differs", "told": {"phone": "12"}}, "told"),
            ({"result": "differs", "told": {"is_away": True, "place_code": "999999"}}, "told"),
            ({"result": "differs", "told": {"is_away": True, "place_code": "330212"}}, "told"),
            ({"result": "differs", "told": {"home_from": "2026-02-10"}}, "told"),
            ({"note": "一\x00二"}, "note"),
        ],
    )
    def test_what_cannot_be_is_named_by_its_field(
        self, world: World, more: dict[str, Any], field: str
    ) -> None:
        round_id = begin(world)
        with on(OPENED):
            answer = world.as_("周书兰").post(f"/screenings/{round_id}/findings", finding(world) | more)
        assert (answer.status_code, answer.json["code"]) == (422, "validation_failed")
        assert list(answer.json["errors"]) == [field]

    def test_a_member_who_is_nobodys_liaison_sees_no_round(self, world: World) -> None:
        round_id = begin(world)
        assert world.as_("陈远").get(f"/screenings/{round_id}").status_code == 403

    def test_a_recorder_prepares_and_does_not_close(self, world: World) -> None:
        round_id = begin(world)
        with on(OPENED):
            body = {"why_missing": "还没做"}
            assert world.as_("何记").post(f"/screenings/{round_id}/closing", body).status_code == 403


class TestARound:
    def test_one_tap_keeps_the_ledger_with_the_way_and_whom(self, world: World) -> None:
        went_away(world)
        round_id = begin(world)
        before = lines(world, round_id)["陈远"]
        assert (before["state"], before["known"]["place_name"]) == ("missing", "浙江省宁波市鄞州区")
        with on(OPENED):
            body = finding(world, "陈远", asked="family", ledger_version=before["known"]["version"])
            answer = world.as_("何记").post(f"/screenings/{round_id}/findings", body)
            line = lines(world, round_id)["陈远"]
        assert (answer.status_code, answer.json["state"], line["state"]) == (201, "same", "done")
        found = line["finding"]
        assert (found["method"], found["asked"], found["screened_by_name"]) == ("phone", "family", "何记")
        assert (found["is_away"], found["departed_on"], found["employer"]) == (
            True,
            "2025-08-20",
            "顺达五金厂",
        )
        assert (found["ledger_moved"], found["report_id"]) == (False, None)

    def test_a_ledger_that_moved_between_look_and_arrival_is_said(self, world: World) -> None:
        round_id = begin(world)
        seen = lines(world, round_id)["李守田"]["known"]["version"]
        with on(OPENED):
            world.as_("周书兰").patch(
                f"/members/{world.member('李守田')}", {"phone": "19900007777"}, version=2
            )
            body = finding(world, ledger_version=seen)
            assert world.as_("何记").post(f"/screenings/{round_id}/findings", body).status_code == 201
        assert lines(world, round_id)["李守田"]["finding"]["ledger_moved"]

    def test_sent_twice_the_answer_is_the_same_to_the_byte(self, world: World) -> None:
        round_id, key = begin(world), str(uuid4())
        with on(OPENED):
            body = finding(world, id=str(uuid4()))
            first = world.as_("何记").post(f"/screenings/{round_id}/findings", body, key=key)
            second = world.as_("何记").post(f"/screenings/{round_id}/findings", body, key=key)
        assert first.status_code == second.status_code == 201
        assert first.data == second.data
        with world.database.reading() as session:
            assert session.scalar(select(func.count()).select_from(ScreeningFinding)) == 1

    def test_the_second_screener_is_told_who_did_it_and_may_make_it_a_correction(self, world: World) -> None:
        round_id = begin(world)
        with on(OPENED):
            world.as_("何记").post(f"/screenings/{round_id}/findings", finding(world))
        with on("2026-02-06"):
            mine = finding(world, day="2026-02-06", method="visit", family="老人腿脚不便")
            told = world.as_("周书兰").post(f"/screenings/{round_id}/findings", mine)
            assert (told.status_code, told.json["code"]) == (409, "screening_already_done")
            assert told.json["errors"] == {"member_id": ["何记在2月5日已经问过这位同志了。"]}
            other = told.json["finding"]
            assert (other["screened_by_name"], other["screened_on"]) == ("何记", OPENED)
            del mine["member_id"]
            path = f"/screenings/findings/{other['id']}"
            answer = world.as_("周书兰").patch(path, mine, version=other["revision"])
            stale = world.as_("孙委员").patch(path, mine, version=other["revision"])
        assert (answer.status_code, stale.status_code) == (200, 412)
        shown = world.as_("周书兰").get(f"/screenings/findings/{other['id']}").json
        assert (shown["revision"], shown["method"], shown["family"]) == (2, "visit", "老人腿脚不便")
        assert [(row["method"], row["screened_by_name"]) for row in shown["earlier"]] == [("phone", "何记")]

    def test_who_is_missing_stands_by_name_at_any_moment(self, world: World) -> None:
        round_id = begin(world)
        with on(OPENED):
            world.as_("何记").post(f"/screenings/{round_id}/findings", finding(world))
            shown = world.as_("孙委员").get(f"/screenings/{round_id}").json
        assert (shown["name"], shown["covered"], shown["done"]) == ("2026年春节", 3, 1)
        assert sorted(one["name"] for one in shown["missing"]) == ["周书兰", "陈远"]

    def test_who_dies_during_the_round_stays_listed_and_is_not_missing(self, world: World) -> None:
        round_id = begin(world)
        with on("2026-02-08"):
            died = {"reason": "died", "on": "2026-02-08", "basis": "家属告知"}
            world.as_("周书兰").post(f"/members/{world.member('李守田')}/leaving", died)
            line = lines(world, round_id)["李守田"]
            assert (line["state"], line["left_on"], line["leaving_reason"]) == ("left", "2026-02-08", "died")
            # What a phone kept from the day before still arrives; what would be of a later day does not.
            early = finding(world, day="2026-02-07")
            late = finding(world, day="2026-02-08")
            refused = world.as_("何记").post(f"/screenings/{round_id}/findings", late)
            assert (refused.status_code, refused.json["code"]) == (409, "membership_ended")
            assert world.as_("何记").post(f"/screenings/{round_id}/findings", early).status_code == 201
            line = lines(world, round_id)["李守田"]
        assert (line["state"], line["left_on"]) == ("done", "2026-02-08")

    def test_a_need_that_came_up_is_raised_with_it(self, world: World) -> None:
        round_id = begin(world)
        need = {"kind": "health", "words": "老人要去县里看病，没人陪"}
        with on(OPENED):
            body = finding(world, asked="family", need=need)
            assert world.as_("何记").post(f"/screenings/{round_id}/findings", body).status_code == 201
        found = lines(world, round_id)["李守田"]["finding"]
        with world.database.reading() as session:
            raised = session.scalars(select(Need)).one()
        assert (str(raised.id), str(raised.source_id)) == (found["need_id"], found["id"])
        assert (raised.source, raised.told_by, raised.words) == ("screening", "family", need["words"])

    def test_lost_is_noted_with_its_situation_and_changes_nobody_s_standing(self, world: World) -> None:
        round_id = begin(world)
        path = f"/members/{world.member('李守田')}/standing"
        with on(OPENED):
            before = world.as_("周书兰").get(path).json
            body = finding(
                world, asked="neighbour", result="lost", lost_since="2025-06-01", lost_situation="work"
            )
            assert world.as_("何记").post(f"/screenings/{round_id}/findings", body).json["state"] == "lost"
            assert world.as_("周书兰").get(path).json == before
        assert lines(world, round_id)["李守田"]["finding"]["lost_situation"] == "work"


class TestDifferences:
    def test_somebody_thought_at_home_is_away_it_becomes_a_departure_to_accept(self, world: World) -> None:
        round_id = begin(world)
        told = {"is_away": True, "departed_on": "2026-01-01", "departed_precision": "month"}
        with on(OPENED):
            body = differs(world, place_code="440306", employer="港星塑胶", reason_code="work", **told)
            world.as_("何记").post(f"/screenings/{round_id}/findings", body)
            found = lines(world, round_id)["李守田"]["finding"]
            report = world.as_("周书兰").get(f"/reports/{found['report_id']}").json
            assert (report["kind"], report["state"], report["method"]) == ("departure", "submitted", "phone")
            accepted = world.as_("周书兰").post(f"/reports/{found['report_id']}/acceptance", {})
            assert accepted.status_code == 201
            standing = world.as_("周书兰").get(f"/members/{world.member('李守田')}/standing").json
        assert (standing["away"]["place_code"], standing["away"]["departed_precision"]) == ("440306", "month")
        assert (found["is_away"], found["place_name"]) == (True, "广东省深圳市宝安区")

    def test_somebody_thought_away_is_back_it_becomes_a_return(self, world: World) -> None:
        went_away(world)
        round_id = begin(world)
        with on(OPENED):
            body = differs(world, "陈远", is_away=False, returned_on="2026-02-01")
            world.as_("何记").post(f"/screenings/{round_id}/findings", body)
            found = lines(world, round_id)["陈远"]["finding"]
            world.as_("周书兰").post(f"/reports/{found['report_id']}/acceptance", {})
            standing = world.as_("周书兰").get(f"/members/{world.member('陈远')}/standing").json
        assert (found["is_away"], found["departed_on"], found["employer"]) == (False, None, None)
        assert (standing["state"], standing["away"]) == ("at_home", None)

    def test_a_new_employer_becomes_a_change_and_what_has_no_field_stands_in_its_note(
        self, world: World
    ) -> None:
        went_away(world)
        round_id = begin(world)
        with on(OPENED):
            body = differs(world, "陈远", employer="宏发电子", place_code="330212", dues_paid_to="2025-12")
            world.as_("何记").post(f"/screenings/{round_id}/findings", body)
            found = lines(world, round_id)["陈远"]["finding"]
            report = world.as_("周书兰").get(f"/reports/{found['report_id']}").json
        assert (report["kind"], report["employer"], report["place_code"]) == ("change", "宏发电子", None)
        assert report["note"] == "党费交至：2025-12（台账：未登记）"
        assert (found["employer"], found["dues_paid_to"]) == ("宏发电子", "2025-12")

    def test_days_at_home_are_one_tap_and_wait_for_nobody(self, world: World) -> None:
        went_away(world)
        round_id = begin(world)
        with on(OPENED):
            body = differs(world, "陈远", home_from="2026-02-12", home_to="2026-02-24")
            world.as_("何记").post(f"/screenings/{round_id}/findings", body)
            line = lines(world, round_id)["陈远"]
            report = world.as_("周书兰").get(f"/reports/{line['finding']['report_id']}").json
        assert (report["kind"], report["state"]) == ("home_visit", "accepted")
        assert (line["known"]["arrives_on"], line["known"]["leaves_on"]) == ("2026-02-12", "2026-02-24")

    def test_what_somebody_reported_once_is_not_entered_again(self, world: World) -> None:
        round_id = begin(world)
        with on(OPENED):
            world.as_("陈远").post("/reports", departure(world, "陈远"))
            line = lines(world, round_id)["陈远"]
            known = line["known"]
            assert (known["is_away"], known["waiting_kind"]) == (True, "departure")
            body = finding(world, "陈远", ledger_version=known["version"])
            world.as_("何记").post(f"/screenings/{round_id}/findings", body)
        assert lines(world, round_id)["陈远"]["finding"]["place_name"] == "浙江省宁波市鄞州区"
        with world.database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Report)) == 1

    def test_a_corrected_difference_takes_its_waiting_report_back(self, world: World) -> None:
        round_id = begin(world)
        with on(OPENED):
            told = {"is_away": True, "departed_on": "2026-01-01", "place_unsettled": True}
            made = world.as_("何记").post(f"/screenings/{round_id}/findings", differs(world, **told)).json
            old = lines(world, round_id)["李守田"]["finding"]["report_id"]
            body = finding(world, basis="问错了人")
            del body["member_id"]
            path = f"/screenings/findings/{made['id']}"
            assert world.as_("何记").patch(path, body, version=1).status_code == 200
            assert world.as_("周书兰").get(f"/reports/{old}").json["state"] == "withdrawn"
        found = lines(world, round_id)["李守田"]["finding"]
        assert (found["result"], found["is_away"], found["report_id"]) == ("same", False, None)


class TestVoiding:
    def test_a_round_opened_by_mistake_goes_and_its_window_is_free_again(self, world: World) -> None:
        round_id = begin(world)
        with on(OPENED):
            assert world.as_("何记").post(f"/screenings/{round_id}/voiding", {}).status_code == 403
            assert world.as_("周书兰").post(f"/screenings/{round_id}/voiding", {}).status_code == 201
            assert world.as_("周书兰").get(f"/screenings/{round_id}").status_code == 404
            shown = world.as_("周书兰").get(f"/screenings?organization_id={world.node('青松村')}").json
            assert shown["items"] == []
        assert begin(world) != round_id

    def test_one_in_which_somebody_was_asked_after_is_closed_instead(self, world: World) -> None:
        round_id = begin(world)
        with on(OPENED):
            world.as_("何记").post(f"/screenings/{round_id}/findings", finding(world))
            answer = world.as_("周书兰").post(f"/screenings/{round_id}/voiding", {})
        assert (answer.status_code, answer.json["code"]) == (409, "screening_round_begun")


class TestClosing:
    def close(self, world: World, round_id: str, **body: Any) -> Any:
        return world.as_("周书兰").post(f"/screenings/{round_id}/closing", body)

    def test_with_members_missing_one_sentence_says_why(self, world: World) -> None:
        round_id = begin(world)
        with on(OPENED):
            world.as_("何记").post(f"/screenings/{round_id}/findings", finding(world))
        with on(IN_THREE_WEEKS):
            silent = self.close(world, round_id)
            assert (silent.status_code, silent.json["code"]) == (422, "screening_members_missing")
            assert silent.json["errors"] == {"why_missing": ["还有 2 位没有问到，请写一句是什么原因。"]}
            assert self.close(world, round_id, why_missing="两位电话都打不通").status_code == 201
            again = self.close(world, round_id, why_missing="再来一次")
            assert (again.status_code, again.json["code"]) == (409, "screening_round_closed")
        shown = world.as_("孙委员").get(f"/screenings/{round_id}").json
        assert (shown["closed_on"], shown["why_missing"]) == (IN_THREE_WEEKS, "两位电话都打不通")

    def test_it_freezes_the_round_and_what_comes_later_is_marked(self, world: World) -> None:
        round_id = begin(world)
        with on(OPENED):
            made = world.as_("何记").post(f"/screenings/{round_id}/findings", finding(world)).json
        with on(IN_THREE_WEEKS):
            self.close(world, round_id, why_missing="没联系上")
        with on("2026-03-10"):
            member = f"/members/{world.member('李守田')}"
            world.as_("周书兰").patch(member, {"phone": "19900007777"}, version=2)
            body = finding(world, method="visit", day="2026-02-06")
            del body["member_id"]
            path = f"/screenings/findings/{made['id']}"
            bare = world.as_("何记").patch(path, body, version=1)
            assert (bare.status_code, bare.json["code"]) == (422, "basis_missing")
            body["basis"] = "方式记错了"
            assert world.as_("何记").patch(path, body, version=1).status_code == 200
            # What a phone kept without a network is not lost, either.
            late = finding(world, "陈远", day="2026-02-20")
            assert world.as_("何记").post(f"/screenings/{round_id}/findings", late).status_code == 201
            # What was asked after its last day belongs to the next round.
            beyond = finding(world, "周书兰", day="2026-02-27")
            refused = world.as_("何记").post(f"/screenings/{round_id}/findings", beyond)
            assert list(refused.json["errors"]) == ["screened_on"]
            left = {"reason": "transferred", "on": "2026-02-10", "basis": "介绍信"}
            world.as_("周书兰").post(f"/members/{world.member('李守田')}/leaving", left)
            now = lines(world, round_id, "孙委员")
        assert (now["李守田"]["state"], now["李守田"]["left_on"]) == ("done", None)
        assert (now["李守田"]["finding"]["after_closing"], now["李守田"]["finding"]["method"]) == (
            True,
            "visit",
        )
        # The row keeps what the ledger said then, whatever it says today.
        assert now["李守田"]["finding"]["phone"] == "199****0004"
        assert (now["陈远"]["state"], now["陈远"]["finding"]["after_closing"]) == ("missing", True)
        shown = world.as_("孙委员").get(f"/screenings/{round_id}").json
        assert (shown["done"], len(shown["missing"])) == (1, 2)

    def test_who_comes_after_it_is_not_part_of_it(self, world: World) -> None:
        round_id = begin(world)
        with on(IN_THREE_WEEKS):
            self.close(world, round_id, why_missing="没做完")
        with on("2026-03-01"):
            newcomer = {
                "name": "新同志",
                "kind": "probationary",
                "organization_id": str(world.node("青松村")),
            }
            world.memberships["新同志"] = world.as_("周书兰").post("/members", newcomer).json["id"]
            body = finding(world, "新同志", day="2026-03-01")
            answer = world.as_("何记").post(f"/screenings/{round_id}/findings", body)
        assert (answer.status_code, answer.json["code"]) == (422, "screening_joined_after")

    def test_it_does_not_end_before_its_last_finding(self, world: World) -> None:
        round_id = begin(world)
        with on("2026-02-10"):
            world.as_("何记").post(f"/screenings/{round_id}/findings", finding(world, day="2026-02-10"))
            answer = self.close(world, round_id, closed_on="2026-02-08", why_missing="早点结束")
        assert (answer.status_code, answer.json["code"]) == (422, "dates_in_wrong_order")


class TestLiaisons:
    def pair(self, world: World) -> None:
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

    def test_a_liaison_screens_those_paired_with_them_and_sees_nobody_else(self, world: World) -> None:
        went_away(world)
        self.pair(world)
        round_id = begin(world)
        with on(OPENED):
            liaison = world.as_("李守田")
            assert list(lines(world, round_id, "李守田")) == ["陈远"]
            shown = liaison.get(f"/screenings/{round_id}").json
            assert (shown["covered"], [one["name"] for one in shown["missing"]]) == (1, ["陈远"])
            path = f"/screenings/{round_id}/findings"
            assert liaison.post(path, finding(world, "周书兰")).status_code == 404
            assert liaison.post(path, finding(world, "陈远", method="wechat")).status_code == 201
            assert liaison.post(f"/screenings/{round_id}/closing", {}).status_code == 403

    def test_a_liaison_who_corrects_wipes_out_no_words_that_a_liaison_does_not_read(
        self, world: World
    ) -> None:
        self.pair(world)
        round_id = begin(world)
        with on(OPENED):
            body = finding(world, "陈远", family="母亲在村里，一个人住")
            made = world.as_("何记").post(f"/screenings/{round_id}/findings", body).json
            path = f"/screenings/findings/{made['id']}"
            assert world.as_("李守田").get(path).json["family"] is None
            body = finding(world, "陈远", method="wechat")
            del body["member_id"]
            assert world.as_("李守田").patch(path, body, version=1).status_code == 200
        shown = world.as_("周书兰").get(path).json
        assert (shown["method"], shown["family"]) == ("wechat", "母亲在村里，一个人住")


class TestTheTownship:
    def test_it_sees_its_branches_rounds_in_their_order_and_who_is_missing(self, world: World) -> None:
        # The later branch begins first; the order is that of the tree.
        other = begin(world, branch="白鹭村", day="2026-02-03")
        older = begin(world, "daily", "2026-01-10")
        newer = begin(world)
        with on(OPENED):
            node = world.node("云栖镇")
            items = world.as_("孙委员").get(f"/screenings?organization_id={node}").json["items"]
            hidden = world.as_("冯外").get(f"/screenings?organization_id={node}")
            beyond = world.as_("冯外").get(f"/screenings/{newer}")
        assert [item["id"] for item in items] == [newer, older, other]
        assert [len(item["missing"]) for item in items] == [3, 3, 2]
        assert items[1]["name"] == "2026年1月10日起的日常"
        assert (hidden.status_code, beyond.status_code) == (404, 404)

    def test_open_windows_name_the_branches_that_have_not_begun(self, world: World) -> None:
        round_id = begin(world)
        with on(OPENED):
            path = f"/screenings/windows?organization_id={world.node('云栖镇')}"
            told = world.as_("孙委员").get(path).json
        assert [(item["organization_name"], item["round_id"]) for item in told["open"]] == [
            ("青松村党支部", round_id),
            ("白鹭村党支部", None),
        ]
        assert told["coming"]["window_key"] == "spring_farming-2026"
        assert {item["closes_on"] for item in told["open"]} == {"2026-03-04"}


def test_merged_records_are_one_line_with_the_finding_of_either(world: World) -> None:
    with on("2026-01-05"):
        again = {
            "name": "李守田",
            "kind": "full",
            "organization_id": str(world.node("青松村")),
            "confirmed_new": True,
        }
        world.memberships["重记"] = world.as_("周书兰").post("/members", again).json["id"]
    round_id = begin(world)
    with on(OPENED):
        world.as_("何记").post(f"/screenings/{round_id}/findings", finding(world, "重记"))
    with on("2026-02-06"):
        body = {"keep_id": str(world.member("李守田")), "drop_id": str(world.member("重记"))}
        assert world.as_("周书兰").post("/members/merges", body).status_code == 201
        line = lines(world, round_id)["李守田"]
        assert (line["state"], line["member_id"]) == ("done", str(world.member("李守田")))
        twice = world.as_("周书兰").post(f"/screenings/{round_id}/findings", finding(world, "重记"))
        assert twice.json["code"] == "screening_already_done"
        assert len(lines(world, round_id)) == 3


def test_erasing_a_person_blanks_what_was_found_out_and_why_they_were_missing(world: World) -> None:
    today = clock.today()
    round_id = begin(world, "daily", str(today - timedelta(days=9)))
    with on(str(today - timedelta(days=8))):
        body = finding(world, day=str(today - timedelta(days=8)), family="儿子在外", note="爱下棋")
        world.as_("何记").post(f"/screenings/{round_id}/findings", body)
        world.as_("周书兰").post(f"/screenings/{round_id}/closing", {"why_missing": "陈远换了号码"})
    for name in ("李守田", "陈远"):
        left = {"reason": "transferred", "on": str(today), "basis": "介绍信"}
        world.as_("周书兰").post(f"/members/{world.member(name)}/leaving", left)
        erased = world.as_("孙委员").post(f"/members/{world.member(name)}/erasure", {"basis": "requested"})
        assert erased.status_code == 201
    shown = world.as_("周书兰").get(f"/screenings/{round_id}/members").json
    assert shown["round"]["why_missing"] is None
    found = next(item["finding"] for item in shown["items"] if item["finding"])
    assert (found["family"], found["note"], found["phone"]) == (None, None, None)
    assert [item["name"] for item in shown["items"]].count("已删除") == 2


def test_of_two_at_once_one_is_kept_and_the_other_is_told(world: World) -> None:
    today = str(clock.today())
    round_id = begin(world, "daily", today)
    callers = {name: world.as_(name) for name in ("何记", "周书兰")}
    both_here = Barrier(2)

    def screen(name: str) -> Any:
        both_here.wait(timeout=20)
        return callers[name].post(f"/screenings/{round_id}/findings", finding(world, day=today))

    with ThreadPoolExecutor(2) as pool:
        answers = dict(zip(callers, pool.map(screen, callers), strict=True))
    assert sorted(answer.status_code for answer in answers.values()) == [201, 409]
    refused = next(answer for answer in answers.values() if answer.status_code == 409)
    winner = next(name for name, answer in answers.items() if answer.status_code == 201)
    assert refused.json["code"] == "screening_already_done"
    assert refused.json["finding"]["screened_by_name"] == winner
