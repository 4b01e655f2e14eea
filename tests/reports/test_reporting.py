"""常报告: a member reports, the secretary accepts or asks for more, and nothing is doubled or lost."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from api import clock
from api.models import AwayPeriod, HomeStay, Report, at, current
from tests.auth.doors import renew_token
from tests.cast import World
from tests.reports.stories import away, departure, move, told


class TestRefusals:
    def test_a_stranger_is_asked_to_sign_in(self, world: World) -> None:
        answer = world.stranger.post("/reports", departure(world))
        assert (answer.status_code, answer.json["code"]) == (401, "unauthenticated")

    @pytest.mark.parametrize("name", ["吴白鹭", "郑飞", "冯外", "韩外"])
    def test_a_report_of_another_branch_is_not_there(self, world: World, name: str) -> None:
        report_id = world.as_("陈远").post("/reports", departure(world)).json["id"]
        assert world.as_(name).get(f"/reports/{report_id}").status_code == 404
        assert world.as_(name).get("/reports").json["items"] == []

    @pytest.mark.parametrize("name", ["陈远", "李守田", "何记", "钱审", "赵管"])
    def test_only_secretary_and_officer_accept(self, world: World, name: str) -> None:
        report_id = world.as_("陈远").post("/reports", departure(world)).json["id"]
        answer = world.as_(name).post(f"/reports/{report_id}/acceptance", {})
        assert answer.status_code in {403, 404}
        assert world.as_("周书兰").get(f"/reports/{report_id}").json["state"] == "submitted"

    def test_a_member_reports_for_nobody_else(self, world: World) -> None:
        answer = world.as_("李守田").post("/reports", departure(world, "陈远", method="phone"))
        assert answer.status_code == 404

    def test_a_secretary_does_not_accept_the_own_departure(self, world: World) -> None:
        report_id = world.as_("周书兰").post("/reports", departure(world, "周书兰")).json["id"]
        answer = world.as_("周书兰").post(f"/reports/{report_id}/acceptance", {})
        assert (answer.status_code, answer.json["code"]) == (403, "report_own_decision")
        assert world.as_("孙委员").post(f"/reports/{report_id}/acceptance", {}).status_code == 201

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"departed_on": "2026-02-30"}, "departed_on"),
            ({"departed_on": None}, "departed_on"),
            ({"place_code": None, "residence": None}, "place_code"),
            ({"place_code": "999999"}, "place_code"),
            ({"phone": "12345"}, "phone"),
            ({"note": "一\x00二"}, "note"),
            ({"expected_return_on": "2001-01-01"}, "expected_return_on"),
            ({"reported_on": "2199-01-01"}, "reported_on"),
            ({"mood": "fine"}, "mood"),
            ({"kind": "holiday"}, "kind"),
        ],
    )
    def test_what_cannot_be_is_named_by_its_field(
        self, world: World, told: dict[str, Any], field: str
    ) -> None:
        answer = world.as_("陈远").post("/reports", departure(world, **told))
        assert (answer.status_code, answer.json["code"]) == (422, "validation_failed")
        assert list(answer.json["errors"]) == [field]
        assert answer.mimetype == "application/problem+json"

    def test_a_creating_request_needs_a_key(self, world: World) -> None:
        caller = world.as_("陈远")
        answer = caller.http.post(
            "/api/v1/reports", json=departure(world), headers={"Authorization": f"Bearer {caller.token}"}
        )
        assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_missing")


class TestRepeats:
    def test_sent_twice_the_answer_is_the_same_to_the_byte(self, world: World) -> None:
        body, key = departure(world), str(uuid4())
        first = world.as_("陈远").post("/reports", body, key=key)
        second = world.as_("陈远").post("/reports", body, key=key)
        assert (first.status_code, first.data) == (second.status_code, second.data)
        with world.database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Report)) == 1

    def test_the_same_key_for_other_content_is_refused(self, world: World) -> None:
        key = str(uuid4())
        world.as_("陈远").post("/reports", departure(world), key=key)
        answer = world.as_("陈远").post("/reports", departure(world, employer="别家"), key=key)
        assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_reused")

    def test_a_failure_claims_no_key(self, world: World) -> None:
        key = str(uuid4())
        assert (
            world.as_("陈远").post("/reports", departure(world, departed_on=None), key=key).status_code == 422
        )
        assert world.as_("陈远").post("/reports", departure(world), key=key).status_code == 201

    def test_two_people_may_use_the_same_key(self, world: World) -> None:
        key = str(uuid4())
        first = world.as_("陈远").post("/reports", departure(world), key=key)
        second = world.as_("李守田").post("/reports", departure(world, "李守田"), key=key)
        assert first.json["id"] != second.json["id"]

    def test_the_phone_mints_the_id(self, world: World) -> None:
        own = str(uuid4())
        assert world.as_("陈远").post("/reports", departure(world, id=own)).json["id"] == own
        again = world.as_("陈远").post("/reports", departure(world, id=own))
        assert (again.status_code, again.json["code"]) == (409, "id_taken")

    def test_after_a_move_to_another_branch_the_own_withdrawal_repeats_its_receipt(
        self, world: World
    ) -> None:
        report_id = world.as_("陈远").post("/reports", departure(world)).json["id"]
        first = world.as_("陈远").post(f"/reports/{report_id}/withdrawal", key="taken-back")
        move(world, "陈远", "白鹭村")
        again = world.as_("陈远").post(f"/reports/{report_id}/withdrawal", key="taken-back")
        assert (first.status_code, first.data) == (again.status_code, again.data)

    def test_after_a_move_to_another_branch_the_own_correction_repeats_its_receipt(
        self, world: World
    ) -> None:
        report_id = world.as_("陈远").post("/reports", departure(world)).json["id"]
        told = departure(world, employer="别家")
        del told["member_id"]
        edits = {"json": told, "version": 1, "headers": {"Idempotency-Key": "mended"}}
        first = world.as_("陈远").patch(f"/reports/{report_id}", **edits)
        move(world, "陈远", "白鹭村")
        again = world.as_("陈远").patch(f"/reports/{report_id}", **edits)
        assert (first.status_code, first.data) == (again.status_code, again.data)

    def test_after_a_move_one_still_reads_what_one_reported_before(self, world: World) -> None:
        report_id = world.as_("陈远").post("/reports", departure(world)).json["id"]
        move(world, "陈远", "白鹭村")
        assert world.as_("陈远").get(f"/reports/{report_id}").status_code == 200
        assert world.as_("吴白鹭").get(f"/reports/{report_id}").status_code == 404

    def test_a_decision_is_made_once(self, world: World) -> None:
        report_id = world.as_("陈远").post("/reports", departure(world)).json["id"]
        assert world.as_("周书兰").post(f"/reports/{report_id}/acceptance", {}).status_code == 201
        for verb, body in (("acceptance", {}), ("sending-back", {"reason": "地址"})):
            answer = world.as_("孙委员").post(f"/reports/{report_id}/{verb}", body)
            assert (answer.status_code, answer.json["code"]) == (409, "report_already_decided")


class TestDeparture:
    def test_it_waits_until_the_secretary_accepts(self, world: World) -> None:
        receipt = world.as_("陈远").post("/reports", departure(world)).json
        assert receipt["state"] == "submitted"
        assert receipt["organization_id"] == str(world.node("青松村"))
        standing = world.as_("陈远").get(f"/members/{world.member('陈远')}/standing").json
        assert (standing["state"], standing["away"]) == ("departure_reported", None)

    def test_acceptance_opens_the_time_away_and_the_card_waits_for_its_number(self, world: World) -> None:
        away(world)
        period = world.as_("陈远").get(f"/members/{world.member('陈远')}/away-periods").json["items"][0]
        assert period["place_name"] == "浙江省宁波市鄞州区"
        assert period["residence"] == "下应街道海棠路 8 号"
        assert (period["card_state"], period["card_number"]) == ("to_number", None)
        numbered = world.as_("周书兰").post(
            f"/cards/{period['card_id']}/numbering", {"number": "利泉 0007", "issued_on": str(clock.today())}
        )
        assert (numbered.status_code, numbered.json["state"]) == (201, "issued")

    def test_a_card_number_is_unique_in_its_branch(self, world: World) -> None:
        first = world.as_("陈远").post("/reports", departure(world)).json["id"]
        second = world.as_("李守田").post("/reports", departure(world, "李守田")).json["id"]
        world.as_("周书兰").post(f"/reports/{first}/acceptance", {"card_number": "A-1"})
        taken = world.as_("周书兰").post(f"/reports/{second}/acceptance", {"card_number": "A-1"})
        assert (taken.status_code, taken.json["code"]) == (409, "card_number_taken")
        assert (
            world.as_("周书兰").post(f"/reports/{second}/acceptance", {"card_number": "A-2"}).status_code
            == 201
        )

    def test_where_cards_are_no_longer_issued_nothing_waits_for_a_number(self, world: World) -> None:
        setting = {
            "key": "card_issuing",
            "value": False,
            "organization_id": str(world.node("青松村")),
            "from_on": str(clock.today()),
        }
        assert world.as_("周书兰").post("/settings", setting).status_code == 201
        away(world)
        period = world.as_("陈远").get(f"/members/{world.member('陈远')}/away-periods").json["items"][0]
        assert period["card_state"] is None

    def test_it_may_lie_in_the_past_and_be_known_roughly(self, world: World) -> None:
        last_year = clock.today().replace(day=1) - timedelta(days=400)
        away(
            world,
            departed_on=str(last_year.replace(day=1)),
            departed_precision="season",
            departed_text="春节后",
            discovered_on=str(clock.today()),
        )
        standing = world.as_("周书兰").get(f"/members/{world.member('陈远')}/standing").json
        assert standing["away"]["departed_text"] == "春节后"
        assert standing["state"] == "floating"
        assert "suggest_floating" in {item["code"] for item in standing["suggestions"]}

    def test_a_place_may_be_unsettled(self, world: World) -> None:
        away(world, place_code=None, place_unsettled=True, phone="19900001234")
        period = world.as_("陈远").get(f"/members/{world.member('陈远')}/away-periods").json["items"][0]
        assert (period["place_unsettled"], period["place_name"]) == (True, None)

    def test_a_place_written_in_words_without_a_network_is_taken(self, world: World) -> None:
        away(world, place_code=None, residence="宁波,明湖电子厂宿舍")
        period = world.as_("陈远").get(f"/members/{world.member('陈远')}/away-periods").json["items"][0]
        assert period["place_name"] is None

    def test_a_second_departure_is_not_accepted_while_one_is_open(self, world: World) -> None:
        away(world)
        again = world.as_("陈远").post("/reports", departure(world)).json["id"]
        answer = world.as_("周书兰").post(f"/reports/{again}/acceptance", {})
        assert (answer.status_code, answer.json["code"]) == (409, "already_away")

    def test_the_recorder_hands_in_what_a_member_said_on_the_phone(self, world: World) -> None:
        handed_in = world.as_("何记").post("/reports", departure(world, method="phone"))
        report = world.as_("周书兰").get(f"/reports/{handed_in.json['id']}").json
        assert (report["on_behalf"], report["submitted_by_name"], report["method"]) == (True, "何记", "phone")
        seen = world.as_("陈远").get("/reports").json["items"]
        assert [item["id"] for item in seen] == [handed_in.json["id"]]


class TestMoreIsNeeded:
    def test_the_member_answers_and_it_waits_again(self, world: World) -> None:
        report_id = world.as_("陈远").post("/reports", departure(world)).json["id"]
        world.as_("周书兰").post(f"/reports/{report_id}/sending-back", {"reason": "请补充住处"})
        report = world.as_("陈远").get(f"/reports/{report_id}")
        assert (report.json["state"], report.json["decision_reason"]) == ("sent_back", "请补充住处")
        body = departure(world, residence="下应街道 9 号")
        del body["member_id"]
        answered = world.as_("陈远").patch(f"/reports/{report_id}", body, report.headers["ETag"])
        assert (answered.status_code, answered.json["state"]) == (200, "submitted")
        again = world.as_("周书兰").get(f"/reports/{report_id}").json
        assert (again["state"], again["revision"], again["decision_reason"]) == ("submitted", 2, None)
        assert world.as_("周书兰").post(f"/reports/{report_id}/acceptance", {}).status_code == 201

    def test_an_edit_must_name_the_version_it_saw(self, world: World) -> None:
        report_id = world.as_("陈远").post("/reports", departure(world)).json["id"]
        body = departure(world)
        del body["member_id"]
        blind = world.as_("陈远").patch(f"/reports/{report_id}", body)
        stale = world.as_("陈远").patch(f"/reports/{report_id}", body, 7)
        assert (blind.status_code, stale.status_code) == (428, 412)

    def test_what_is_accepted_is_not_edited(self, world: World) -> None:
        report_id = away(world)
        body = departure(world)
        del body["member_id"]
        answer = world.as_("陈远").patch(f"/reports/{report_id}", body, 1)
        assert (answer.status_code, answer.json["code"]) == (409, "report_not_editable")

    @pytest.mark.parametrize("sent_back_first", [False, True])
    def test_the_member_may_withdraw_before_a_decision(self, world: World, sent_back_first: bool) -> None:
        report_id = world.as_("陈远").post("/reports", departure(world)).json["id"]
        if sent_back_first:
            world.as_("周书兰").post(f"/reports/{report_id}/sending-back", {"reason": "住处"})
        assert world.as_("陈远").post(f"/reports/{report_id}/withdrawal").status_code == 201
        assert world.as_("陈远").get(f"/reports/{report_id}").json["state"] == "withdrawn"
        late = world.as_("周书兰").post(f"/reports/{report_id}/acceptance", {})
        assert (late.status_code, late.json["code"]) == (409, "report_already_decided")


class TestOtherKinds:
    def test_a_check_in_asks_nobody(self, world: World) -> None:
        receipt = world.as_("陈远").post("/reports", told(world, "check_in", note="一切都好")).json
        assert receipt["state"] == "accepted"

    def test_a_short_stay_at_home_pauses_and_opens_no_return(self, world: World) -> None:
        away(world)
        today = clock.today()
        stay = told(world, "home_visit", from_on=str(today), to_on=str(today + timedelta(days=5)))
        assert world.as_("陈远").post("/reports", stay).json["state"] == "accepted"
        standing = world.as_("陈远").get(f"/members/{world.member('陈远')}/standing").json
        assert standing["at_home_until"] == str(today + timedelta(days=5))
        with world.database.reading() as session:
            assert session.scalar(select(func.count()).select_from(HomeStay)) == 1
            assert session.scalars(current(AwayPeriod)).one().returned_on is None

    def test_a_change_moves_the_place_and_the_phone(self, world: World) -> None:
        away(world)
        change = told(world, "change", place_code="440307", employer="宏达电子", phone="19900004321")
        report_id = world.as_("陈远").post("/reports", change).json["id"]
        assert world.as_("周书兰").post(f"/reports/{report_id}/acceptance", {}).status_code == 201
        period = world.as_("陈远").get(f"/members/{world.member('陈远')}/away-periods").json["items"][0]
        assert (period["place_code"], period["employer"]) == ("440307", "宏达电子")
        assert period["residence"] == "下应街道海棠路 8 号"

    def test_a_return_closes_the_time_away_and_records_the_cards_inspection(self, world: World) -> None:
        report_id = world.as_("陈远").post("/reports", departure(world)).json["id"]
        world.as_("周书兰").post(f"/reports/{report_id}/acceptance", {"card_number": "B-7"})
        back = (
            world.as_("陈远")
            .post("/reports", told(world, "return", returned_on=str(clock.today())))
            .json["id"]
        )
        accepted = world.as_("周书兰").post(f"/reports/{back}/acceptance", {"card_inspected": True})
        assert accepted.status_code == 201
        period = world.as_("陈远").get(f"/members/{world.member('陈远')}/away-periods").json["items"][0]
        assert (period["returned_on"], period["card_state"]) == (str(clock.today()), "inspected")
        standing = world.as_("陈远").get(f"/members/{world.member('陈远')}/standing").json
        assert standing["state"] == "at_home"

    def test_nobody_returns_who_is_not_away(self, world: World) -> None:
        back = (
            world.as_("陈远")
            .post("/reports", told(world, "return", returned_on=str(clock.today())))
            .json["id"]
        )
        answer = world.as_("周书兰").post(f"/reports/{back}/acceptance", {})
        assert (answer.status_code, answer.json["code"]) == (409, "not_away")

    def test_anybody_in_the_branch_may_note_what_was_heard(self, world: World) -> None:
        heard = told(world, "hearsay", "陈远", method="in_person", note="听说去了广东")
        assert world.as_("李守田").post("/reports", heard).status_code == 201
        assert world.as_("郑飞").post("/reports", heard).status_code == 404
        waiting = world.as_("周书兰").get("/reports?state=submitted&kind=hearsay").json["items"]
        assert [item["member_name"] for item in waiting] == ["陈远"]


class TestWhoReads:
    def test_phones_and_addresses_are_masked_until_they_are_revealed_with_a_trace(self, world: World) -> None:
        report_id = world.as_("陈远").post("/reports", departure(world, phone="19900004321")).json["id"]
        masked = world.as_("周书兰").get(f"/reports/{report_id}").json
        assert masked["phone"] == "199****4321"
        assert "海棠路" not in masked["residence"]
        plain = world.as_("周书兰").get(f"/reports/{report_id}?reveal=true").json
        assert (plain["phone"], plain["residence"]) == ("19900004321", "下应街道海棠路 8 号")
        assert world.as_("钱审").get(f"/reports/{report_id}?reveal=true").status_code == 403

    def test_the_auditor_reads_no_private_words(self, world: World) -> None:
        report_id = (
            world.as_("陈远").post("/reports", told(world, "check_in", note="家里有点困难")).json["id"]
        )
        assert world.as_("钱审").get(f"/reports/{report_id}").json["note"] is None
        assert world.as_("周书兰").get(f"/reports/{report_id}").json["note"] == "家里有点困难"

    def test_an_auditor_who_is_a_member_of_another_branch_reads_none_either(self, world: World) -> None:
        report_id = (
            world.as_("陈远").post("/reports", told(world, "check_in", note="家里有点困难")).json["id"]
        )
        grant = {
            "person_id": str(world.person("吴白鹭")),
            "role": "auditor",
            "organization_id": str(world.node("云栖镇")),
        }
        assert world.as_("孙委员").post("/grants", grant).status_code == 201
        renew_token(world, "吴白鹭")
        seen = world.as_("吴白鹭").get(f"/reports/{report_id}")
        assert (seen.status_code, seen.json["note"]) == (200, None)

    def test_a_list_goes_on_to_its_end_without_a_double(self, world: World) -> None:
        for day in range(7):
            world.as_("陈远").post("/reports", told(world, "check_in", note=f"第{day}天"))
        seen, cursor = [], ""
        while cursor is not None:
            answer = world.as_("周书兰").get(f"/reports?limit=3{'&cursor=' + cursor if cursor else ''}").json
            seen += [item["id"] for item in answer["items"]]
            cursor = answer["next_cursor"]
        assert len(seen) == len(set(seen)) == 7


def test_an_old_cut_still_shows_what_was_known_then(world: World) -> None:
    away(world)
    with world.database.reading() as session:
        before = session.scalars(current(AwayPeriod)).one()
        cut = before.recorded_at
    corrected = world.as_("周书兰").post(
        f"/away-periods/{before.id}/corrections", {"departed_on": "2026-01-05", "basis": "本人电话说明"}
    )
    assert corrected.status_code == 201
    with world.database.reading() as session:
        then = session.execute(at(AwayPeriod, cut)).mappings().one()
        now = session.scalars(current(AwayPeriod)).one()
    assert (then["departed_on"], now.departed_on) == (clock.today(), date(2026, 1, 5))
