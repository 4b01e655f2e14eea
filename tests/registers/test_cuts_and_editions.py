"""Period and cut are two things; 定稿, 更正页 and 续打; what a check code tells."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.attachments import vault
from api.attachments.service import sweep_unreferenced
from api.http.running import NAME
from api.journal import in_transaction
from api.models import Attachment, JournalEntry, RegisterPrint
from api.registers import prints
from api.registers.sweeps import sweep_erased
from tests.cast import World
from tests.contacts.calls import log
from tests.registers.orders import cells_of, file_of, order, period, printed, table, words_of
from tests.reports.stories import away, told

MARCH = {"from_on": "2026-03-01", "to_on": "2026-03-31"}


def report(world: World, on: str, name: str = "陈远", note: str = "都好") -> str:
    answer = world.as_("周书兰").post(
        "/reports", told(world, "check_in", name, method="phone", reported_on=on, note=note)
    )
    assert answer.status_code == 201, answer.json
    return answer.json["id"]


def verify(world: World, code: str, name: str = "周书兰") -> dict:
    answer = world.as_(name).get("/registers/verify", query_string={"code": code})
    assert answer.status_code == 200, answer.json
    return answer.json


def leave_and_erase(world: World, name: str) -> None:
    member = world.member(name)
    gone = {"reason": "transferred", "on": str(clock.today() - timedelta(days=1)), "basis": "介绍信3号"}
    assert world.as_("孙委员").post(f"/members/{member}/leaving", gone).status_code == 201
    erased = world.as_("孙委员").post(f"/members/{member}/erasure", {"basis": "requested"})
    assert erased.status_code == 201, erased.json


def test_a_late_entry_stands_in_todays_print_of_march_and_not_in_the_reprint_of_the_old_cut(world: World):
    report(world, "2026-03-05", note="早的")
    old = printed(world, "reports", "xlsx", **MARCH)
    report(world, "2026-03-04", note="晚录的")
    new = printed(world, "reports", "xlsx", **MARCH)
    again = printed(world, "reports", "xlsx", known_at=old["as_of"], **MARCH)
    notes = [[line[-1] for line in cells_of(file_of(world, one["id"]))[1:]] for one in (old, new, again)]
    assert [[note.split("；")[-1] for note in found] for found in notes] == [
        ["早的"],
        ["晚录的", "早的"],
        ["早的"],
    ]
    assert [line["备注"] for line in table(world, "reports", known_at=old["as_of"], **MARCH)] == notes[0]


def test_names_print_as_they_were_known_at_the_cut(world: World):
    report(world, "2026-03-05")
    old = printed(world, "reports", "xlsx", **MARCH)
    member = world.as_("周书兰").get(f"/members/{world.member('陈远')}")
    world.as_("周书兰").patch(f"/members/{world.member('陈远')}", {"name": "陈致远"}, member.headers["ETag"])
    assert table(world, "reports", known_at=old["as_of"], **MARCH)[0]["报告人"] == "陈远"
    assert table(world, "reports", **MARCH)[0]["报告人"] == "陈致远"


def test_an_untouched_print_verifies_as_the_same(world: World):
    report(world, "2026-03-05")
    kept = printed(world, "reports", **MARCH)
    found = verify(world, kept["code"].lower().replace("-", " "))
    assert (found["state"], found["corrections"], found["added"]) == ("same", 0, 0)
    assert kept["code"].replace("-", "") in words_of(file_of(world, kept["id"])).replace("-", "")


def test_a_code_from_another_branch_or_made_up_is_not_found(world: World):
    kept = printed(world, "reports")
    for name, code in (("吴白鹭", kept["code"]), ("周书兰", "AAAA-BBBB-CCCC")):
        assert world.as_(name).get("/registers/verify", query_string={"code": code}).status_code == 404


def test_an_edition_is_kept_and_later_corrections_print_behind_it(world: World):
    away(world)
    edition = printed(world, "ledger", edition=True)
    before = file_of(world, edition["id"])
    periods = world.as_("周书兰").get(f"/members/{world.member('陈远')}/away-periods").json["items"]
    corrected = world.as_("周书兰").post(
        f"/away-periods/{periods[0]['id']}/corrections", {"employer": "海曙纺织厂", "basis": "本人来电更正"}
    )
    assert corrected.status_code == 201, corrected.json
    assert file_of(world, edition["id"]) == before
    found = verify(world, edition["code"])
    assert (found["state"], found["corrections"]) == ("corrected", 1)
    assert found["sentence"] == "第1版，此后有1处更正。"
    (correction,) = world.as_("周书兰").get(f"/registers/prints/{edition['id']}/corrections").json["items"]
    assert correction["changes"] == [{"title": "工作单位", "before": "顺达五金厂", "after": "海曙纺织厂"}]
    assert (correction["row"], correction["by_name"]) == (1, "周书兰")
    assert correction["basis"].startswith("本人来电更正（")
    pages = world.as_("周书兰").get(f"/registers/prints/{edition['id']}/correction-pages")
    text = words_of(pages.data)
    assert all(
        word in text for word in ("更正页", "原记载", "顺达五金厂", "海曙纺织厂", "周书兰", "本人来电更正")
    )
    assert printed(world, "ledger", edition=True)["edition"] == 2


def test_a_correction_that_nobody_gave_words_for_says_which_act_it_was(world: World):
    report(world, "2026-03-05")
    kept = printed(world, "reports", **MARCH)
    member = world.as_("周书兰").get(f"/members/{world.member('陈远')}")
    world.as_("周书兰").patch(f"/members/{world.member('陈远')}", {"name": "陈致远"}, member.headers["ETag"])
    report(world, "2026-04-05")
    (correction,) = world.as_("周书兰").get(f"/registers/prints/{kept['id']}/corrections").json["items"]
    assert correction["changes"][0] == {"title": "报告人", "before": "陈远", "after": "陈致远"}
    assert (correction["basis"], correction["by_name"]) == ("更新了资料", "周书兰")


def test_an_old_cut_differs_by_erasure_only_and_says_by_which(world: World):
    report(world, "2026-03-05", "李守田", note="身体不好")
    report(world, "2026-03-06", "陈远")
    edition = printed(world, "reports", edition=True, **MARCH)
    leave_and_erase(world, "李守田")
    found = verify(world, edition["code"])
    assert found["state"] == "differs_by_erasure"
    assert [one["organization_name"] for one in found["erasures"]] == ["青松村"]
    assert f"青松村第{found['erasures'][0]['number']}号" in found["sentence"]
    text = words_of(file_of(world, edition["id"]))
    assert "已删除" in text
    assert "身体不好" not in text
    assert "李守田" not in text
    here = world.app.extensions[NAME]
    before = set(vault.all_files(here.config.files))
    sweep_erased(here.config, here.database)
    sweep_unreferenced(here.config, here.database)
    with here.database.reading() as session:
        assert session.get(Attachment, session.scalars(select(RegisterPrint.attachment_id)).one()) is None
    assert before
    assert verify(world, edition["code"])["state"] == "differs_by_erasure"


def test_going_on_prints_the_new_rows_only_and_counts_rows_and_pages_on(world: World):
    for day in ("05", "06"):
        report(world, f"2026-03-{day}")
    first = printed(world, "reports", **MARCH)
    assert (first["row_count"], first["first_row"], first["page_count"]) == (2, 1, 1)
    nothing = order(world, "reports", continues_id=first["id"], **MARCH)
    refused = world.as_("周书兰").post("/registers/prints", nothing)
    assert (refused.status_code, refused.json["code"]) == (409, "nothing_new_to_print")
    report(world, "2026-03-04", note="补记")
    report(world, "2026-04-02", note="四月")
    second = printed(world, "reports", continues_id=first["id"], from_on="2026-03-01", to_on="2026-04-30")
    assert (second["first_row"], second["row_count"], second["first_page"]) == (3, 2, 2)
    text = words_of(file_of(world, second["id"]))
    assert "第2页共2页" in text
    assert "都好" not in text
    assert verify(world, second["code"])["state"] == "same"


def test_a_ledger_is_not_gone_on_with(world: World):
    away(world)
    first = printed(world, "ledger")
    refused = world.as_("周书兰").post("/registers/prints", order(world, "ledger", continues_id=first["id"]))
    assert (refused.status_code, refused.json["code"]) == (422, "print_not_continued")


def test_who_moved_away_stays_in_the_old_books_as_the_branch_knew_them(world: World):
    report(world, "2026-03-05", "李守田")
    moved = {"organization_id": str(world.node("白鹭村")), "on": str(clock.today()), "basis": "本人申请"}
    assert world.as_("孙委员").post(f"/members/{world.member('李守田')}/moving", moved).status_code == 201
    people = (
        world.as_("孙委员").get("/members", query_string={"organization_id": str(world.node("白鹭村"))}).json
    )
    new = next(one for one in people["items"] if one["name"] == "李守田")
    read = world.as_("孙委员").get(f"/members/{new['id']}")
    world.as_("孙委员").patch(f"/members/{new['id']}", {"name": "李新名"}, read.headers["ETag"])
    assert [line["报告人"] for line in table(world, "reports", **MARCH)] == ["李守田"]
    assert "李守田" not in str(table(world, "collection"))


def test_the_journal_keeps_what_was_printed_without_a_word_of_it(world: World):
    report(world, "2026-03-05")
    printed(world, "reports", **MARCH)
    with world.database.reading() as session:
        entry = session.scalars(select(JournalEntry).where(JournalEntry.kind == "register.printed")).one()
    assert entry.facts["book"] == "reports"
    assert (entry.facts["from"], entry.facts["rows"], len(entry.facts["hmac"])) == ("2026-03-01", 1, 64)
    assert "迎接检查" not in str(entry.facts)


def test_two_filters_at_once_are_printed_kept_and_checked(world: World):
    for told_of in ({"with_whom": "family"}, {"with_whom": "family", "outcome": "no_answer"}, {}):
        log(world, **told_of)
    whole = table(world, "contacts")
    assert len(whole) == 3
    both = table(world, "contacts", filter="reached,family")
    assert [(row["联系对象"], row["是否联系上"]) for row in both] == [("家属", "联系上")]
    kept = printed(world, "contacts", filter="reached,family")
    assert (kept["filter"], kept["row_count"]) == ("reached,family", 1)
    assert verify(world, kept["code"])["state"] == "same"
    for wrong in ("reached,nobody", "self,family"):
        refused = world.as_("周书兰").post("/registers/prints", order(world, "contacts", filter=wrong))
        assert (refused.status_code, refused.json["code"]) == (422, "validation_failed")


def test_a_filtered_print_is_gone_on_with_under_its_own_filter_only(world: World):
    for told_of in ({}, {"outcome": "no_answer"}):
        log(world, **told_of)
    first = printed(world, "contacts", filter="reached")
    assert (first["row_count"], first["page_count"]) == (1, 1)
    for other in ({}, {"filter": "family"}, {"filter": "reached,family"}):
        refused = world.as_("周书兰").post(
            "/registers/prints", order(world, "contacts", continues_id=first["id"], **other)
        )
        assert (refused.status_code, refused.json["code"]) == (422, "print_not_continued"), other
    log(world, way="video", outcome="no_answer")
    nothing = order(world, "contacts", filter="reached", continues_id=first["id"])
    assert world.as_("周书兰").post("/registers/prints", nothing).json["code"] == "nothing_new_to_print"
    log(world, way="video")
    second = printed(world, "contacts", filter="reached", continues_id=first["id"])
    assert (second["first_row"], second["row_count"], second["first_page"]) == (2, 1, 2)
    assert second["filter"] == "reached"
    assert [verify(world, one["code"])["state"] for one in (first, second)] == ["same", "same"]


def print_as_before_filters(world: World, form: str) -> str:
    """Keep a print as one was kept when its book had no filter yet; return its id."""
    actor = world.actor("周书兰")

    def make(session: Session) -> UUID:
        told_of = {
            **{name: date.fromisoformat(day) for name, day in period().items()},
            "organization_id": world.node("青松村"),
            "book": "contacts",
            "form": form,
            "purpose": "存档",
            "known_at": None,
            "filters": {},
            "phones": None,
            "id_numbers": False,
            "edition": False,
            "continues_id": None,
        }
        wanted = prints.order_of(session, actor, told_of)
        made = prints.make(session, actor, replace(wanted, asked=replace(wanted.asked, filters={})))
        # Its file is long gone: what is handed out is set again.
        return prints.keep(session, actor, replace(made, attachment_id=None)).id

    return str(in_transaction(world.database, make))


def test_a_print_from_before_there_were_filters_is_checked_set_again_and_gone_on_with(world: World):
    for told_of in ({}, {"with_whom": "family"}):
        log(world, **told_of)
    kept = world.as_("周书兰").get(f"/registers/prints/{print_as_before_filters(world, 'xlsx')}").json
    assert (kept["filter"], kept["row_count"]) == (None, 2)
    assert verify(world, kept["code"])["state"] == "same"
    header, *body = cells_of(file_of(world, kept["id"]))
    assert [dict(zip(header, row, strict=True))["联系对象"] for row in body] == ["本人", "家属"]
    assert [row[1:] for row in body] == [list(row.values())[1:] for row in table(world, "contacts")]

    on_paper = print_as_before_filters(world, "pdf")
    log(world, way="video")
    listed = world.as_("周书兰").get(f"/registers/prints/{on_paper}").json
    found = verify(world, listed["code"])
    assert (found["state"], found["added"]) == ("same", 1)
    second = printed(world, "contacts", continues_id=on_paper)
    assert (second["first_row"], second["row_count"], second["filter"]) == (3, 1, "all")
    narrowed = order(world, "contacts", filter="family", continues_id=on_paper)
    refused = world.as_("周书兰").post("/registers/prints", narrowed)
    assert (refused.status_code, refused.json["code"]) == (422, "print_not_continued")
