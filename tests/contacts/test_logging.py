"""常联系: a contact is recorded once, by whoever was in touch, and nothing that was honest work is refused."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from api import clock
from api.models import Contact, ContactPause, at
from api.upkeep.verify_journal import Tally, verify
from tests.cast import World
from tests.contacts.calls import call, log
from tests.pairings.pairs import pair
from tests.reports.stories import away

DAY = timedelta(days=1)


class TestRefusals:
    def test_a_stranger_is_asked_to_sign_in(self, world: World) -> None:
        assert world.stranger.post("/contacts", call(world)).status_code == 401

    @pytest.mark.parametrize("name", ["吴白鹭", "冯外"])
    def test_a_member_of_another_branch_is_not_there(self, world: World, name: str) -> None:
        answer = world.as_(name).post("/contacts", call(world))
        assert (answer.status_code, answer.json["code"]) == (404, "not_found")

    @pytest.mark.parametrize("name", ["李守田", "陈远", "钱审", "赵管"])
    def test_who_is_neither_staff_nor_liaison_records_none(self, world: World, name: str) -> None:
        assert world.as_(name).post("/contacts", call(world, "郑飞")).status_code == 403

    def test_one_member_of_another_branch_among_several_lets_nothing_be_written(self, world: World) -> None:
        members = [str(world.member("陈远")), str(world.member("郑飞"))]
        answer = world.as_("周书兰").post("/contacts", call(world, member_ids=members, way="video"))
        assert answer.status_code == 404
        assert world.as_("周书兰").get("/contacts").json["items"] == []

    def test_a_liaison_records_nothing_of_a_day_before_the_pairing(self, world: World) -> None:
        pair(world, "李守田", "陈远", clock.today())
        answer = world.as_("李守田").post("/contacts", call(world, happened_on=clock.today() - DAY))
        assert (answer.status_code, answer.json["code"]) == (403, "not_paired_then")

    def test_a_liaison_moves_no_contact_to_a_day_before_the_pairing(self, world: World) -> None:
        pair(world, "李守田", "陈远", clock.today())
        contact = log(world, "李守田").json["id"]
        earlier = {"happened_on": str(clock.today() - DAY)}
        answer = world.as_("李守田").patch(f"/contacts/{contact}", earlier, version=1)
        assert (answer.status_code, answer.json["code"]) == (403, "not_paired_then")
        assert world.as_("周书兰").patch(f"/contacts/{contact}", earlier, version=1).status_code == 200

    def test_contact_with_oneself_is_none(self, world: World) -> None:
        answer = world.as_("周书兰").post("/contacts", call(world, "周书兰"))
        assert (answer.status_code, answer.json["code"]) == (422, "contact_with_oneself")

    @pytest.mark.parametrize(
        ("told", "code"),
        [
            ({"happened_on": "tomorrow"}, "date_in_future"),
            ({"happened_on": "2026-02-30"}, "validation_failed"),
            ({"way": "telepathy"}, "validation_failed"),
            ({"note": "一\x00二"}, "validation_failed"),
            ({"place_code": "999999"}, "validation_failed"),
            ({"phone": "12"}, "validation_failed"),
            ({"member_ids": []}, "validation_failed"),
            ({"by_member_id": "白鹭"}, "validation_failed"),
        ],
    )
    def test_what_cannot_be_is_refused_with_a_code_and_unwritten(
        self, world: World, told: dict[str, Any], code: str
    ) -> None:
        if told.get("happened_on") == "tomorrow":
            told = {"happened_on": clock.today() + DAY}
        if told.get("by_member_id") == "白鹭":
            told = {"by_member_id": str(world.member("郑飞"))}
        answer = world.as_("周书兰").post("/contacts", call(world, **told))
        assert (answer.status_code, answer.json["code"]) == (422, code)
        assert world.as_("周书兰").get("/contacts").json["items"] == []

    def test_a_time_that_lies_on_another_day_in_the_village_is_asked_about(self, world: World) -> None:
        yesterday = clock.today() - DAY
        late_in_london = f"{yesterday}T20:30:00+00:00"
        answer = world.as_("周书兰").post(
            "/contacts", call(world, happened_on=yesterday, happened_at=late_in_london)
        )
        assert (answer.status_code, answer.json["code"]) == (422, "date_in_wrong_zone")

    def test_a_clock_more_than_a_day_ahead_is_to_be_set_right_first(self, world: World) -> None:
        ahead = (clock.now() + timedelta(hours=25)).isoformat()
        answer = world.as_("周书兰").post("/contacts", call(world, recorded_at_device=ahead))
        assert (answer.status_code, answer.json["code"]) == (422, "device_clock_ahead")

    def test_words_for_one_are_not_written_for_several_at_once(self, world: World) -> None:
        members = [str(world.member("陈远")), str(world.member("李守田"))]
        answer = world.as_("周书兰").post("/contacts", call(world, member_ids=members, note="都好"))
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["note"])

    def test_only_who_noted_it_down_or_the_secretary_takes_it_back(self, world: World) -> None:
        pair(world, "李守田", "陈远")
        contact = log(world, "周书兰").json["id"]
        for name, status in (("李守田", 403), ("何记", 403), ("吴白鹭", 404)):
            assert world.as_(name).post(f"/contacts/{contact}/withdrawal").status_code in {status, 404, 403}
        assert world.as_("周书兰").get(f"/contacts/{contact}").status_code == 200


class TestRecording:
    def test_way_and_outcome_are_enough(self, world: World) -> None:
        pair(world, "李守田", "陈远")
        away(world)
        receipt = log(world, "李守田", outcome="no_answer").json
        assert receipt["state"] == "recorded"
        seen = world.as_("周书兰").get(f"/contacts/{receipt['id']}").json
        assert (seen["way"], seen["outcome"], seen["with_whom"], seen["note"]) == (
            "phone",
            "no_answer",
            "self",
            None,
        )
        assert (seen["by_name"], seen["late"], seen["counted"], seen["mine"]) == (
            "李守田",
            False,
            True,
            False,
        )

    def test_the_same_request_twice_is_one_contact(self, world: World) -> None:
        body = call(world)
        first, second = (world.as_("周书兰").post("/contacts", body, key="one") for _ in range(2))
        assert first.data == second.data
        assert len(world.as_("周书兰").get("/contacts").json["items"]) == 1

    def test_a_recorder_writes_for_a_liaison_and_both_names_stand(self, world: World) -> None:
        contact = log(world, "何记", by_member_id=str(world.member("李守田"))).json["id"]
        seen = world.as_("周书兰").get(f"/contacts/{contact}").json
        assert (seen["by_name"], seen["logged_by_name"]) == ("李守田", "何记")

    def test_a_liaison_whose_pairing_ended_still_records_what_happened_before(self, world: World) -> None:
        today = clock.today()
        pair(world, "李守田", "陈远", today - 60 * DAY, to_on=today - 10 * DAY)
        assert log(world, "李守田", happened_on=today - 20 * DAY).status_code == 201
        later = world.as_("李守田").post("/contacts", call(world, happened_on=today - 5 * DAY))
        assert later.status_code in {403, 404}

    def test_one_group_video_is_a_contact_with_each_and_one_entry(self, world: World) -> None:
        pair(world, "周书兰", "陈远")
        joint = str(uuid4())
        members = [str(world.member("陈远")), str(world.member("李守田"))]
        receipt = log(world, id=joint, member_ids=members, way="video").json
        assert receipt["id"] == joint
        assert sorted(one["member_id"] for one in receipt["contacts"]) == sorted(members)
        items = world.as_("周书兰").get("/contacts").json["items"]
        assert {item["joint_id"] for item in items} == {joint}
        assert world.as_("周书兰").get(f"/members/{members[1]}/contacts").json["items"][0]["way"] == "video"

    def test_a_contact_outside_any_time_away_is_kept_and_counts_once_the_dates_are_mended(
        self, world: World
    ) -> None:
        today = clock.today()
        away(world, departed_on=str(today - 10 * DAY))
        receipt = log(world, happened_on=today - 20 * DAY).json
        assert receipt["contacts"][0]["counted"] is False
        period = (
            world.as_("周书兰").get(f"/members/{world.member('陈远')}/away-periods").json["items"][0]["id"]
        )
        changes = {"departed_on": str(today - 30 * DAY), "basis": "本人来电更正"}
        assert world.as_("周书兰").post(f"/away-periods/{period}/corrections", changes).status_code == 201
        assert world.as_("周书兰").get(f"/contacts/{receipt['id']}").json["counted"] is True

    def test_a_clock_a_few_hours_ahead_is_kept_with_both_times_and_marked(self, world: World) -> None:
        tomorrow = clock.today() + DAY
        with clock.at(datetime.combine(tomorrow, time(22), clock.ZONE)):
            ahead = f"{tomorrow + DAY}T06:00:00+08:00"
            contact = log(world, happened_on=tomorrow + DAY, recorded_at_device=ahead).json["id"]
            seen = world.as_("周书兰").get(f"/contacts/{contact}").json
        assert (seen["clock_ahead"], seen["happened_on"]) == (True, str(tomorrow + DAY))
        assert seen["recorded_at"] < seen["recorded_at_device"]

    @pytest.mark.parametrize(("days", "late"), [(7, False), (8, True)])
    def test_what_is_noted_down_more_than_a_week_later_is_marked_as_late(
        self, world: World, days: int, late: bool
    ) -> None:
        contact = log(world, happened_on=clock.today() - days * DAY).json["id"]
        assert world.as_("周书兰").get(f"/contacts/{contact}").json["late"] is late

    def test_what_was_noted_down_in_time_and_sent_late_is_not(self, world: World) -> None:
        day = clock.today() - 30 * DAY
        contact = log(world, happened_on=day, recorded_at_device=f"{day}T20:00:00+08:00").json["id"]
        assert world.as_("周书兰").get(f"/contacts/{contact}").json["late"] is False

    def test_how_late_is_late_is_a_setting_of_the_day_on_which_it_was_noted_down(self, world: World) -> None:
        contact = log(world, happened_on=clock.today() - 3 * DAY).json["id"]
        setting = {"organization_id": str(world.node("青松村")), "key": "late_entry_days", "value": 2}
        assert world.as_("周书兰").post("/settings", setting).status_code == 201
        assert world.as_("周书兰").get(f"/contacts/{contact}").json["late"] is True


class TestMending:
    def test_undo_takes_it_back_and_the_history_keeps_it(self, world: World) -> None:
        pair(world, "李守田", "陈远")
        contact = log(world, "李守田").json["id"]
        before = clock.now()
        answers = [world.as_("李守田").post(f"/contacts/{contact}/withdrawal", key="undo") for _ in range(2)]
        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].data == answers[1].data
        assert world.as_("周书兰").get(f"/contacts/{contact}").status_code == 404
        with world.database.reading() as session:
            assert len(session.execute(at(Contact, before)).all()) == 1
        again = world.as_("李守田").post(f"/contacts/{contact}/withdrawal")
        assert (again.status_code, again.json["code"]) == (409, "contact_withdrawn")

    def test_a_correction_keeps_the_row_as_it_was(self, world: World) -> None:
        contact = log(world, note="在厂里").json["id"]
        mended = world.as_("周书兰").patch(
            f"/contacts/{contact}", {"way": "video", "note": "换了厂"}, version=1
        )
        assert mended.status_code == 200, mended.json
        seen = world.as_("周书兰").get(f"/contacts/{contact}")
        assert (seen.json["way"], seen.json["note"], seen.headers["ETag"]) == ("video", "换了厂", '"2"')
        stale = world.as_("周书兰").patch(f"/contacts/{contact}", {"way": "letter"}, version=1)
        assert stale.status_code == 412


class TestTwoOfOneCall:
    def both(self, world: World, **second: Any) -> tuple[str, dict[str, Any]]:
        pair(world, "李守田", "陈远", lead=True)
        pair(world, "周书兰", "陈远")
        away(world, departed_on=str(clock.today() - 90 * DAY))
        first = log(world, "李守田").json["id"]
        return first, log(world, "周书兰", **second).json

    def test_the_second_is_kept_marked_and_told(self, world: World) -> None:
        first, second = self.both(world)
        assert second["state"] == "suspected_double"
        assert second["contacts"][0]["suspected_double_of"] == first
        marked = world.as_("周书兰").get("/contacts?suspected=true").json["items"]
        assert [item["id"] for item in marked] == [second["id"]]

    @pytest.mark.parametrize("other", [{"way": "wechat"}, {"with_whom": "family"}, {"outcome": "no_answer"}])
    def test_another_way_person_or_outcome_is_another_contact(
        self, world: World, other: dict[str, Any]
    ) -> None:
        assert self.both(world, **other)[1]["state"] == "recorded"

    def test_two_calls_by_the_same_person_are_two(self, world: World) -> None:
        log(world)
        assert log(world).json["state"] == "recorded"

    @pytest.mark.parametrize("who", ["周书兰", "李守田"])
    def test_secretary_or_liaison_says_that_it_is_one_and_both_stay(self, world: World, who: str) -> None:
        first, second = self.both(world)
        assert world.as_("何记").post(f"/contacts/{second['id']}/merging", {"same": True}).status_code == 403
        assert world.as_(who).post(f"/contacts/{second['id']}/merging", {"same": True}).status_code == 201
        shown = {item["id"]: item["same_as"] for item in world.as_("周书兰").get("/contacts").json["items"]}
        assert shown == {first: None, second["id"]: first}
        assert world.as_("周书兰").get("/contacts?suspected=true").json["items"] == []

    def test_what_was_decided_may_be_decided_anew(self, world: World) -> None:
        _, second = self.both(world)
        for same in (True, False):
            answer = world.as_("周书兰").post(f"/contacts/{second['id']}/merging", {"same": same})
            assert answer.status_code == 201
        assert world.as_("周书兰").get(f"/contacts/{second['id']}").json["same_as"] is None

    def test_an_unmarked_contact_has_nothing_to_be_decided(self, world: World) -> None:
        contact = log(world).json["id"]
        answer = world.as_("周书兰").post(f"/contacts/{contact}/merging", {"same": True})
        assert (answer.status_code, answer.json["code"]) == (409, "contact_not_double")

    def test_once_the_first_is_taken_back_nothing_looks_doubled(self, world: World) -> None:
        first, _ = self.both(world)
        world.as_("李守田").post(f"/contacts/{first}/withdrawal")
        assert world.as_("周书兰").get("/contacts?suspected=true").json["items"] == []


class TestPauses:
    def test_a_pause_is_begun_and_ended(self, world: World) -> None:
        pair(world, "李守田", "陈远")
        path = f"/members/{world.member('陈远')}/contact-pauses"
        begun = world.as_("李守田").post(path, {"reason": "hospital", "from_on": str(clock.today())})
        assert begun.status_code == 201, begun.json
        pause = begun.json["id"]
        early = {"to_on": str(clock.today() - DAY)}
        assert world.as_("李守田").post(f"/contact-pauses/{pause}/ending", early).status_code == 422
        ended = world.as_("李守田").post(f"/contact-pauses/{pause}/ending", {"to_on": str(clock.today())})
        assert ended.status_code == 201
        assert [one["to_on"] for one in world.as_("周书兰").get(path).json["items"]] == [str(clock.today())]
        assert world.as_("吴白鹭").post(path, {"reason": "other", "from_on": "2026-01-01"}).status_code == 404


class TestErasing:
    def test_who_is_erased_leaves_no_words_in_any_contact_and_the_journal_verifies(
        self, world: World
    ) -> None:
        contact = log(world, note="膝盖疼", employer="顺达五金厂", happened_on=clock.today() - DAY).json["id"]
        world.as_("周书兰").patch(f"/contacts/{contact}", {"note": "膝盖好些了"}, version=1)
        begun = {"reason": "hospital", "from_on": str(clock.today()), "note": "县医院"}
        world.as_("周书兰").post(f"/members/{world.member('陈远')}/contact-pauses", begun)
        left = {"reason": "transferred", "on": str(clock.today()), "basis": "介绍信"}
        member = f"/members/{world.member('陈远')}"
        assert world.as_("周书兰").post(f"{member}/leaving", left).status_code == 201
        assert world.as_("孙委员").post(f"{member}/erasure", {"basis": "requested"}).status_code == 201
        with world.database.reading() as session:
            rows = [*session.scalars(select(Contact)), *session.scalars(select(ContactPause))]
            assert len(rows) == 3
            assert {row.note_sealed for row in rows} == {None}
            assert {row.employer for row in rows if isinstance(row, Contact)} == {None}
            assert list(verify(session, tally=Tally())) == []
