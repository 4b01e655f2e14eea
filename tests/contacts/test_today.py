"""该联系了: who is due, in order of urgency, for a liaison and for the branch; never a past gap, and no figure above it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from api import clock
from tests.cast import World
from tests.contacts.calls import log
from tests.dashboards.test_desk import desk
from tests.pairings.pairs import pair
from tests.reports.stories import departure, told

DAY = timedelta(days=1)


@pytest.fixture
def mid_month(world: World) -> Any:
    """Let it be the 20th of a month to come, when last month's silence is no longer in its days of grace."""
    later = clock.today().replace(day=20) + timedelta(days=62)
    with clock.at(datetime(later.year, later.month, 20, 10, tzinfo=clock.ZONE)):
        # The family has its own quarter, which would begin or not with the month that this is run in.
        none = {"organization_id": str(world.node("青松村")), "key": "contact_family_per_quarter", "value": 0}
        assert world.as_("周书兰").post("/settings", {**none, "from_on": "2020-01-01"}).status_code == 201
        yield clock.today()


def today(world: World, name: str = "李守田", branch: str | None = None) -> dict[str, Any]:
    """Return somebody's work list."""
    query = f"?organization_id={world.node(branch)}" if branch else ""
    answer = world.as_(name).get(f"/contacts/today{query}")
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def paired_and_away(world: World, name: str, since: date) -> None:
    """Pair somebody, and let the secretary hear of the departure from others."""
    pair(world, "李守田", name, lead=True)
    left = departure(world, name, method="phone", departed_on=str(since), wants_card=False)
    report = world.as_("周书兰").post("/reports", left).json["id"]
    assert world.as_("周书兰").post(f"/reports/{report}/acceptance", {}).status_code == 201


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "status"), [("陈远", 403), ("孙委员", 403), ("钱审", 403), ("赵管", 403), ("吴白鹭", 404)]
    )
    def test_the_work_list_of_a_branch_is_for_the_branch(self, world: World, name: str, status: int) -> None:
        answer = world.as_(name).get(f"/contacts/today?organization_id={world.node('青松村')}")
        assert answer.status_code == status

    def test_no_figure_of_fulfilment_leaves_the_branch(self, world: World) -> None:
        path = "/contacts/fulfilment?month=2026-10&organization_id="
        assert world.as_("孙委员").get(f"{path}{world.node('云栖镇')}").status_code == 403
        assert world.as_("孙委员").get(f"{path}{world.node('青松村')}").status_code == 403
        assert desk(world, "孙委员", "云栖镇") == [
            item for item in desk(world, "孙委员", "云栖镇") if not str(item["kind"]).startswith("contact_")
        ]

    @pytest.mark.parametrize("month", ["2026-13", "十月", "2026-1", "0000-01"])
    def test_a_month_that_there_is_not_is_asked_about(self, world: World, month: str) -> None:
        answer = world.as_("周书兰").get(
            f"/contacts/fulfilment?organization_id={world.node('青松村')}&month={month}"
        )
        assert answer.status_code == 422


class TestWhoIsDue:
    def test_overdue_comes_before_due_and_who_was_called_is_below(
        self, world: World, mid_month: date
    ) -> None:
        paired_and_away(world, "陈远", mid_month - 150 * DAY)
        log(world, "李守田", happened_on=mid_month - 25 * DAY, note="换了宿舍")
        found = today(world)
        assert [item["member_name"] for item in found["items"]] == ["陈远"]
        item = found["items"][0]
        assert (item["urgency"], item["last"]["way"], item["last_words"]["note"]) == (
            "due",
            "phone",
            "换了宿舍",
        )
        assert (item["place_name"] is not None, item["employer"]) == (True, "顺达五金厂")
        assert [one["name"] for one in item["liaisons"]] == ["李守田"]
        states = {duty["duty"]: duty["state"] for duty in item["duties"]}
        assert states["any"] == "due"

    def test_after_a_month_of_silence_it_is_overdue_and_one_call_is_enough(
        self, world: World, mid_month: date
    ) -> None:
        paired_and_away(world, "陈远", mid_month - 150 * DAY)
        log(world, "李守田", happened_on=mid_month - 80 * DAY)
        for days in (9, 5):
            log(world, "李守田", happened_on=mid_month - days * DAY, outcome="no_answer")
        item = today(world)["items"][0]
        assert (item["urgency"], item["attempts"]) == ("overdue", 2)
        log(world, "李守田", happened_on=mid_month)
        log(world, "李守田", happened_on=mid_month, with_whom="family")
        found = today(world)
        assert (found["items"], [one["member_name"] for one in found["others"]]) == ([], ["陈远"])
        assert found["others"][0]["attempts"] == 0

    def test_the_branch_sees_the_same_by_liaison_and_who_has_none(
        self, world: World, mid_month: date
    ) -> None:
        paired_and_away(world, "陈远", mid_month - 150 * DAY)
        found = today(world, "周书兰", "青松村")
        groups = {group["name"]: (len(group["member_ids"]), group["due"]) for group in found["by_liaison"]}
        assert groups == {"李守田": (1, 1)}

    def test_somebody_home_for_a_while_is_not_asked_for(self, world: World, mid_month: date) -> None:
        paired_and_away(world, "陈远", mid_month - 150 * DAY)
        visit = told(world, "home_visit", from_on=str(mid_month - 2 * DAY), to_on=str(mid_month + 3 * DAY))
        assert world.as_("陈远").post("/reports", visit).status_code == 201
        found = today(world)
        assert found["items"] == []
        assert found["others"][0]["at_home_until"] == str(mid_month + 3 * DAY)
        assert {duty["state"] for duty in found["others"][0]["duties"]} == {"paused"}

    def test_an_own_cadence_is_set_for_one_member(self, world: World, mid_month: date) -> None:
        paired_and_away(world, "陈远", mid_month - 150 * DAY)
        body = {"member_id": str(world.member("陈远")), "key": "contact_cadence", "value": "article"}
        assert world.as_("周书兰").post("/settings", body).status_code == 201
        duties = {duty["duty"] for duty in today(world)["items"][0]["duties"]}
        assert duties == {"phone", "wechat", "video"}

    def test_a_need_told_in_a_call_stands_open_beside_the_member(self, world: World, mid_month: date) -> None:
        paired_and_away(world, "陈远", mid_month - 150 * DAY)
        log(world, "李守田", note="孩子上学要开证明", need={"kind": "children"})
        log(world, "李守田", way="wechat", need={"kind": "health", "words": "膝盖疼", "private": True})
        item = today(world)["others"] + today(world)["items"]
        assert [need["kind"] for need in item[0]["needs"]] == ["children"]
        needs = world.as_("周书兰").get(f"/needs?organization_id={world.node('青松村')}").json["items"]
        assert {need["kind"] for need in needs} == {"children", "health"}

    def test_a_new_place_told_in_a_call_waits_for_the_secretary_as_a_change(
        self, world: World, mid_month: date
    ) -> None:
        paired_and_away(world, "陈远", mid_month - 150 * DAY)
        contact = log(world, "李守田", place_code="440307", employer="木之林家具厂").json["id"]
        report = world.as_("周书兰").get("/reports?state=submitted").json["items"][0]
        assert (report["kind"], report["place_code"], report["method"]) == ("change", "440307", "phone")
        assert world.as_("周书兰").get(f"/contacts/{contact}").json["report_id"] == report["id"]
        assert world.as_("周书兰").post(f"/reports/{report['id']}/acceptance", {}).status_code == 201
        everybody = today(world)
        assert (everybody["items"] + everybody["others"])[0]["employer"] == "木之林家具厂"


class TestSilence:
    def opened(self, world: World, since: date) -> None:
        paired_and_away(world, "陈远", since - 30 * DAY)
        row = {
            "member_id": str(world.member("陈远")),
            "last_contact_on": str(since),
            "last_organization_life_on": str(since - DAY),
            "dues_paid_to": (since - 40 * DAY).isoformat()[:7],
        }
        body = {"organization_id": str(world.node("青松村")), "rows": [row]}
        assert world.as_("周书兰").post("/members/opening", body).status_code == 201

    def suggestions(self, world: World) -> list[dict[str, Any]]:
        answer = world.as_("周书兰").get(f"/members/{world.member('陈远')}/standing").json
        return [one for one in answer["suggestions"] if one["code"] == "suspected_out_of_contact"]

    def test_tries_build_the_search_record_and_the_clock_suggests_what_a_person_decides(
        self, world: World
    ) -> None:
        on = clock.today()
        self.opened(world, on - 100 * DAY)
        for days, more in (
            (40, {"outcome": "no_answer"}),
            (30, {"outcome": "out_of_service"}),
            (20, {"way": "wechat", "outcome": "no_answer"}),
            (10, {"with_whom": "family", "note": "换了号"}),
        ):
            log(world, "李守田", happened_on=on - days * DAY, **more)
        assert len(self.suggestions(world)) == 1
        record = world.as_("李守田").get(f"/members/{world.member('陈远')}/search-record").json
        assert (record["last_contact_on"], record["days"]) == (str(on - 100 * DAY), 100)
        assert sum(one["count"] for one in record["tried"]) == 4
        assert record["items"][0]["note"] == "换了号"
        said = next(
            str(item["sentence"]) for item in desk(world) if item["code"] == "suspected_out_of_contact"
        )
        assert all(words in said for words in ("电话 2 次", "微信 1 次", "问家属 1 次"))
        standing = world.as_("周书兰").get(f"/members/{world.member('陈远')}/standing").json
        assert standing["confirmed_state"] is None

    @pytest.mark.parametrize(
        ("more", "ends"),
        [
            ({}, True),
            ({"direction": "incoming", "way": "wechat"}, True),
            ({"outcome": "no_answer"}, False),
            ({"with_whom": "family"}, False),
        ],
    )
    def test_only_a_contact_that_reached_the_member_ends_the_silence(
        self, world: World, more: dict[str, Any], ends: bool
    ) -> None:
        self.opened(world, clock.today() - 100 * DAY)
        log(world, "李守田", happened_on=clock.today() - 3 * DAY, **more)
        assert (self.suggestions(world) == []) is ends

    def test_word_that_the_member_sent_ends_it_and_is_a_kind_of_its_own(self, world: World) -> None:
        self.opened(world, clock.today() - 100 * DAY)
        assert world.as_("陈远").post("/reports", told(world, "check_in")).status_code == 201
        assert self.suggestions(world) == []
        year = world.as_("李守田").get(f"/members/{world.member('陈远')}/contact-calendar").json
        month = year["months"][clock.today().month - 1]
        assert month["check_ins"] == 1
        assert all(cell["reached"] == 0 for cell in month["cells"])

    def test_a_contact_taken_back_lets_the_silence_go_on(self, world: World) -> None:
        self.opened(world, clock.today() - 100 * DAY)
        contact = log(world, "李守田").json["id"]
        assert self.suggestions(world) == []
        world.as_("李守田").post(f"/contacts/{contact}/withdrawal")
        assert len(self.suggestions(world)) == 1


class TestDesk:
    def test_overdue_members_one_line_each_the_others_in_one_and_a_double_to_decide(
        self, world: World, mid_month: date
    ) -> None:
        paired_and_away(world, "陈远", mid_month - 150 * DAY)
        kinds = {item["kind"]: item for item in desk(world)}
        assert kinds["contact_overdue"]["sentence"] == "陈远该联系了：联系一次。"
        log(world, "李守田")
        second = log(world, "周书兰").json["id"]
        kinds = {item["kind"]: item for item in desk(world)}
        assert "contact_overdue" not in kinds
        assert kinds["contact_double"]["subject_id"] == second
        world.as_("周书兰").post(f"/contacts/{second}/merging", {"same": True})
        assert "contact_double" not in {item["kind"] for item in desk(world)}
