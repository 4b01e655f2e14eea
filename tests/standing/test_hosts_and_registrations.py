"""流入地衔接 and 全国系统登记: who is linked, what a member carries, and only what differs since the last copy."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from api import clock
from tests.cast import World
from tests.reports.stories import away, told
from tests.standing.ties import OFFICER, RECORDER, SECRETARY, listed, noon, on_desk

CHEN = "陈远"
GONE, LATER = "2031-01-10", "2031-08-01"
LINK = {
    "state": "registered",
    "organization": "下应街道党支部",
    "on_date": "2031-03-01",
    "contact": "胡书记 13800001234",
}


@pytest.fixture
def gone(world: World) -> World:
    with noon(GONE):
        away(world, CHEN, departed_on=GONE, reported_on=GONE, wants_card=False)
    return world


def link(world: World, by: str = RECORDER, name: str = CHEN, **more: Any) -> Any:
    return world.as_(by).post(f"/members/{world.member(name)}/host-links", {**LINK, **more})


def differences(world: World) -> dict[str, Any]:
    answer = world.as_(RECORDER).get(
        f"/national-registrations/differences?organization_id={world.node('青松村')}"
    )
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def copy(world: World, entered: bool = True, **more: Any) -> Any:
    body = {
        "organization_id": str(world.node("青松村")),
        "on_date": str(clock.today()),
        "rows": [{"member_id": str(world.member(CHEN)), "entered": entered}],
        **more,
    }
    return world.as_(RECORDER).post("/national-registrations", body)


def test_a_link_needs_a_time_away_an_organisation_and_a_day_that_can_be(gone: World) -> None:
    with noon(LATER):
        assert link(gone, name="李守田").json["code"] == "not_away"
        assert link(gone, organization=None).json["code"] == "host_link_impossible"
        assert link(gone, on_date="2031-08-02").json["code"] == "date_in_future"
        assert link(gone, on_date="2031-01-09").json["code"] == "dates_in_wrong_order"


def test_after_three_months_without_a_link_the_member_is_on_the_desk_and_in_the_list(gone: World) -> None:
    with noon("2031-04-09"):
        assert on_desk(gone, "host_link_due") == []
    with noon("2031-04-10"):
        assert [item["member_name"] for item in on_desk(gone, "host_link_due")] == [CHEN]
        assert listed(gone, "host_links") == {(CHEN, "not_contacted")}
        link(gone, state="contacted", organization=None, contact=None)
        # Contacted, the desk is quiet; the list still says that nobody has registered there.
        assert on_desk(gone, "host_link_due") == []
        assert listed(gone, "host_links") == {(CHEN, "contacted")}
        assert link(gone).status_code == 201
        assert listed(gone, "host_links") == set()


def test_the_contact_is_masked_until_it_is_revealed_and_that_leaves_a_trace(gone: World) -> None:
    with noon(LATER):
        link(gone)
        path = f"/members/{gone.member(CHEN)}/host-links"
        assert gone.as_(SECRETARY).get(path).json["items"][0]["contact"] == "胡书记 138****1234"
        assert gone.as_(SECRETARY).get(f"{path}?reveal=true").json["items"][0]["contact"] == LINK["contact"]
        readings = gone.as_(CHEN).get(f"/members/{gone.member(CHEN)}/readings").json["items"]
    assert [(one["by_name"], one["fields"]) for one in readings] == [(SECRETARY, ["host_contact"])]


def test_the_introduction_has_what_the_host_branch_needs_and_no_number_of_the_member(gone: World) -> None:
    with noon(LATER):
        answer = gone.as_(CHEN).get(f"/members/{gone.member(CHEN)}/introduction")
        assert (
            gone.as_(SECRETARY).get(f"/members/{gone.member('李守田')}/introduction").json["code"]
            == "not_away"
        )
    told = answer.json
    assert (told["name"], told["secretary_name"], told["place_name"]) == (
        CHEN,
        SECRETARY,
        "浙江省宁波市鄞州区",
    )
    assert "19900000003" not in answer.text


def test_only_who_is_floating_is_to_be_entered_and_only_what_changes_comes_again(gone: World) -> None:
    with noon("2031-07-09"):
        assert differences(gone)["items"] == []
    with noon("2031-07-10"):
        sheet = differences(gone)
        assert [(item["member_name"], item["change"]) for item in sheet["items"]] == [(CHEN, "enter")]
        assert on_desk(gone, "registration_due")[0]["count"] == 1
        assert listed(gone, "national_registration") == {(CHEN, "enter")}
    with noon("2031-07-11"):
        # Somebody tells of a new employer after the sheet was made; the copy was of the sheet.
        changed = gone.as_(CHEN).post("/reports", told(gone, "change", CHEN, employer="海天机械厂"))
        gone.as_(SECRETARY).post(f"/reports/{changed.json['id']}/acceptance", {})
    with noon("2031-07-12"):
        assert copy(gone, as_of=sheet["as_of"]).status_code == 201
        [again] = differences(gone)["items"]
        assert again["change"] == "change"
        assert again["fields"] == [{"field": "employer", "before": "顺达五金厂", "after": "海天机械厂"}]
        assert copy(gone, as_of=differences(gone)["as_of"]).status_code == 201
        assert differences(gone)["items"] == []
        seen = gone.as_(SECRETARY).get(f"/members/{gone.member(CHEN)}/national-registration").json
        assert (seen["entered"], seen["on_date"], seen["by_name"]) == (True, "2031-07-12", RECORDER)


def test_who_came_home_is_to_be_ended_there_once(gone: World) -> None:
    with noon("2031-07-10"):
        copy(gone)
    with noon(LATER):
        back = gone.as_(CHEN).post("/reports", told(gone, "return", CHEN, returned_on=LATER))
        gone.as_(SECRETARY).post(f"/reports/{back.json['id']}/acceptance", {})
        assert [item["change"] for item in differences(gone)["items"]] == ["end"]
        assert copy(gone, entered=False).status_code == 201
        assert differences(gone)["items"] == []


def test_a_copy_names_a_day_and_a_sheet_that_have_been_and_people_of_the_branch(gone: World) -> None:
    with noon(LATER):
        assert copy(gone, on_date="2031-08-02").json["code"] == "date_in_future"
        assert copy(gone, as_of="2031-08-02T00:00:00+08:00").json["code"] == "date_in_future"
        stranger = [{"member_id": str(gone.member("郑飞")), "entered": True}]
        assert copy(gone, rows=stranger).json["code"] == "validation_failed"


def test_the_sheet_holds_the_differences_and_no_formula(gone: World) -> None:
    with noon(LATER):
        node = gone.node("青松村")
        masked = gone.as_(RECORDER).get(f"/national-registrations/sheet?organization_id={node}")
        plain = gone.as_(OFFICER).get(f"/national-registrations/sheet?organization_id={node}&reveal=true")
        readings = gone.as_(CHEN).get(f"/members/{gone.member(CHEN)}/readings").json["items"]
        text = gone.as_(RECORDER).get(f"/national-registrations/sheet?organization_id={node}&form=csv")
    assert text.mimetype == "text/csv"
    assert text.data.decode("utf-8-sig").splitlines()[1].startswith(f"{CHEN},新登记,浙江省宁波市鄞州区,")
    rows = [list(row) for row in openpyxl.load_workbook(BytesIO(masked.data)).active.values]
    assert rows[1][:3] == ["姓名", "要办的事", "外出流向"]
    assert rows[2][:3] == [CHEN, "新登记", "浙江省宁波市鄞州区"]
    assert "199****0003" in rows[2]
    full = [list(row) for row in openpyxl.load_workbook(BytesIO(plain.data)).active.values]
    assert "19900000003" in full[2]
    assert [(one["kind"], one["fields"]) for one in readings] == [("export", ["phone"])]


def test_who_moves_takes_link_and_registration_along_and_the_old_branch_has_nothing_to_end(
    gone: World,
) -> None:
    with noon(LATER):
        link(gone)
        copy(gone)
        moving = {"organization_id": str(gone.node("白鹭村")), "on": LATER, "basis": "本人申请"}
        moved = gone.as_(OFFICER).post(f"/members/{gone.member(CHEN)}/moving", moving).json["id"]
        assert (
            gone.as_("吴白鹭").get(f"/members/{moved}/host-links").json["items"][0]["state"] == "registered"
        )
        assert gone.as_("吴白鹭").get(f"/members/{moved}/national-registration").json["entered"] is True
        assert differences(gone)["items"] == []
