"""What another system does is done under its own name, within its node, masked, and never about itself."""

import hashlib
import io

import openpyxl
from sqlalchemy import select

from api import clock
from api.http.running import NAME
from api.jobs.worker import work_once
from api.models import JournalEntry
from api.worker import HANDLERS
from tests.cast import Caller, World
from tests.clients.systems import connect, sign_in, somebody, system
from tests.reports.stories import told

SPREADSHEET = "application/octet-stream"


def test_numbers_are_masked_without_the_scope_and_leave_a_trace_with_it(world: World) -> None:
    member = world.member("陈远")
    masked = system(world, "members:read")
    assert masked.get(f"/members/{member}").json["phone"] == "199****0003"
    assert masked.get(f"/members/{member}?reveal=true").status_code == 403

    plain = system(world, "members:read", "members:reveal")
    assert plain.get(f"/members/{member}?reveal=true").json["phone"] == "19900000003"
    (line,) = world.as_("陈远").get(f"/members/{member}/readings").json["items"]
    assert (line["by_name"], line["by_role"], line["kind"]) == ("县里的平台", "client", "reveal")


def test_a_systems_reach_ends_at_its_node(world: World) -> None:
    caller = system(world, "members:read", "reports:write", at="青松村")
    assert caller.get(f"/members/{world.member('陈远')}").status_code == 200
    assert caller.get(f"/members/{world.member('郑飞')}").status_code == 404
    assert caller.post("/reports", told(world, "check_in", "郑飞", method="phone")).status_code == 404
    listed = caller.get("/members").json["items"]
    assert {one["organization_id"] for one in listed} == {str(world.node("青松村"))}


def test_a_report_is_recorded_once_under_the_systems_name_and_waits_for_the_secretary(world: World) -> None:
    made = connect(world, "reports:write")
    caller = sign_in(world, made)
    body = {**told(world, "change", "陈远", method="phone"), "note": "换了厂"}
    first = caller.post("/reports", body, key="from-the-platform-1")
    assert first.status_code == 201, first.json
    assert first.json["state"] == "submitted"
    assert caller.post("/reports", body, key="from-the-platform-1").get_data() == first.get_data()
    assert (
        sign_in(world, made).post("/reports", body, key="from-the-platform-1").get_data() == first.get_data()
    )

    shown = world.as_("周书兰").get(f"/reports/{first.json['id']}").json
    assert shown["submitted_by_name"] == "县里的平台"
    with world.database.reading() as session:
        entry = session.scalars(select(JournalEntry).where(JournalEntry.kind == "report.submitted")).one()
        assert str(entry.client_id) == made["client_id"]
    refused = caller.post(f"/reports/{first.json['id']}/acceptance")
    assert refused.status_code == 403


def test_two_systems_may_use_the_same_key(world: World) -> None:
    body = told(world, "check_in", "陈远", method="phone")
    one, other = system(world, "reports:write"), system(world, "reports:write")
    first, second = one.post("/reports", body, key="k"), other.post("/reports", body, key="k")
    assert first.status_code == second.status_code == 201
    assert first.json["id"] != second.json["id"]


def test_a_contact_is_logged_under_the_systems_name(world: World) -> None:
    caller = system(world, "contacts:write", "contacts:read")
    body = {"member_ids": [str(world.member("陈远"))], "way": "phone", "happened_on": str(clock.today())}
    made = caller.post("/contacts", body)
    assert made.status_code == 201, made.json
    (one,) = world.as_("周书兰").get("/contacts").json["items"]
    assert one["by_name"] == "县里的平台"
    search = world.as_("周书兰").get(f"/members/{world.member('陈远')}/contact-search")
    assert search.status_code in {200, 404}


def test_a_roster_is_imported_and_written_under_the_systems_name(world: World) -> None:
    made = connect(world, "imports:write", "members:read")
    caller = sign_in(world, made)
    file_id = send_roster(caller)
    begun = caller.post(
        "/roster-imports", {"organization_id": str(world.node("青松村")), "attachment_id": file_id}
    )
    assert begun.status_code == 201, begun.json
    work(world)
    checked = caller.get(f"/roster-imports/{begun.json['id']}")
    assert checked.json["state"] == "checked", checked.json
    assert caller.post(f"/roster-imports/{begun.json['id']}/confirmation").status_code == 202
    work(world)
    assert caller.get(f"/roster-imports/{begun.json['id']}").json["state"] == "done"
    names = {one["name"] for one in caller.get("/members").json["items"]}
    assert "蓝天明" in names
    with world.database.reading() as session:
        entry = session.scalars(select(JournalEntry).where(JournalEntry.kind == "members.imported")).one()
        assert str(entry.client_id) == made["client_id"]
    # Another system sees neither the file nor the import of this one.
    other = system(world, "imports:write", at="白鹭村")
    assert other.get(f"/roster-imports/{begun.json['id']}").status_code == 404
    assert other.get(f"/attachments/{file_id}").status_code in {404, 405}


def send_roster(caller: Caller) -> str:
    """Let a system send a small roster; return the file's id."""
    book = openpyxl.Workbook()
    book.active.append(["姓名", "性别", "出生年月", "入党时间"])
    book.active.append(["蓝天明", "男", "1986.07", "2008年7月"])
    kept = io.BytesIO()
    book.save(kept)
    content, file_id = kept.getvalue(), somebody()
    sent = caller.put(
        f"/attachments/{file_id}",
        data=content,
        content_type=SPREADSHEET,
        headers={"X-Content-SHA256": hashlib.sha256(content).hexdigest(), "X-File-Name": "roster.xlsx"},
    )
    assert sent.status_code == 201, sent.json
    return file_id


def work(world: World) -> None:
    """Let the worker do what waits."""
    config = world.app.extensions[NAME].config
    while work_once(config, world.database, HANDLERS, "the worker"):
        pass


def test_a_system_has_no_record_of_its_own(world: World) -> None:
    caller = system(world, "members:read", "reports:read")
    member = world.member("陈远")
    assert caller.get(f"/members/{member}/own-record").status_code == 403
    assert caller.get("/auth/me").status_code == 403
    assert caller.post("/auth/sign-out").status_code == 403
    assert caller.post("/auth/sign-out-everywhere").status_code == 403


def test_a_private_need_and_the_words_of_others_stay_with_people(world: World) -> None:
    for private in (True, False):
        body = {
            "member_id": str(world.member("陈远")),
            "kind": "health",
            "words": "想请人陪诊",
            "raised_on": str(clock.today()),
            "private": private,
        }
        assert world.as_("陈远").post("/needs", body).status_code == 201
    (one,) = system(world, "needs:read").get("/needs").json["items"]
    assert one["private"] is False and one["words"] is None
