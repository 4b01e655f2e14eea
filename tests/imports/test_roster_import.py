"""名册导入: a dry run names what would happen, nothing is written until it is confirmed, and then all or nothing."""

import hashlib
import io
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from sqlalchemy import func, select

from api import clock
from api.access import THE_PRODUCT
from api.codes.text import squeeze
from api.http.running import NAME
from api.jobs.worker import work_once
from api.journal import in_transaction, open_node, record
from api.models import AwayPeriod, Membership, Organization, Person, RosterImport
from api.upkeep.verify_journal import verify
from api.worker import HANDLERS
from tests.cast import World
from tests.reports.stories import departure
from tests.roster.people import BRANCHES
from tests.roster.workbook import build_grid, write_xlsx

OFFICER = "孙委员"


def sheet(*rows: list[Any]) -> bytes:
    """Return a small workbook."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


HEADER = ["姓名", "性别", "出生年月", "入党时间", "联系电话", "是否流动党员", "外出时间", "外出地点"]
NEWCOMERS = sheet(
    HEADER,
    ["蓝天明", "男", "1986.07", "2008年7月", "19900001001", "否", None, None],
    ["蓝秀英", "女", "1979-03-02", "2001.06", "19900001002", "是", "2025.02", "广东深圳"],
)


def upload(world: World, content: bytes, name: str = OFFICER) -> str:
    """Put a file where imports find it; return its id."""
    file_id = str(uuid4())
    stored = world.as_(name).put(
        f"/attachments/{file_id}",
        data=content,
        content_type="application/octet-stream",
        headers={"X-Content-SHA256": hashlib.sha256(content).hexdigest(), "X-File-Name": "roster.xlsx"},
    )
    assert stored.status_code in {200, 201}, stored.json
    return file_id


def work(world: World) -> None:
    """Let the worker do what waits."""
    config = world.app.extensions[NAME].config
    while work_once(config, world.database, HANDLERS, "the worker"):
        pass


def dry_run(world: World, content: bytes, node: str = "青松村", name: str = OFFICER) -> str:
    """Upload a roster and let the dry run be made; return the import's id."""
    body = {"organization_id": str(world.node(node)), "attachment_id": upload(world, content, name)}
    begun = world.as_(name).post("/roster-imports", body)
    assert begun.status_code == 201, begun.json
    work(world)
    import_id: str = begun.json["id"]
    return import_id


def confirm(world: World, import_id: str, name: str = OFFICER) -> Any:
    """Confirm a dry run and let it be written; return the answer."""
    answer = world.as_(name).post(f"/roster-imports/{import_id}/confirmation")
    work(world)
    return answer


def shown(world: World, import_id: str, name: str = OFFICER) -> Any:
    """Return how far an import is."""
    return world.as_(name).get(f"/roster-imports/{import_id}").json


def count(world: World, model: Any = Membership) -> int:
    """Count rows."""
    with world.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "status"), [("陈远", 403), ("钱审", 403), ("吴白鹭", 404), ("冯外", 404)]
    )
    def test_others_import_nothing_here(self, world: World, name: str, status: int) -> None:
        body = {"organization_id": str(world.node("青松村")), "attachment_id": str(uuid4())}
        assert world.as_(name).post("/roster-imports", body).status_code == status

    def test_a_file_that_never_arrived_is_missed(self, world: World) -> None:
        body = {"organization_id": str(world.node("青松村")), "attachment_id": str(uuid4())}
        answer = world.as_(OFFICER).post("/roster-imports", body)
        assert (answer.status_code, answer.json["code"]) == (422, "attachment_missing")

    def test_another_branchs_import_is_not_there(self, world: World) -> None:
        import_id = dry_run(world, NEWCOMERS, name="周书兰")
        for path in ("", "/rows"):
            assert world.as_("吴白鹭").get(f"/roster-imports/{import_id}{path}").status_code == 404
        assert world.as_("吴白鹭").post(f"/roster-imports/{import_id}/confirmation").status_code == 404

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "roster_not_a_workbook"),
            (sheet(["团堡镇"], ["甲", "乙"]), "roster_no_header"),
        ],
    )
    def test_what_is_no_roster_is_refused_with_a_sentence(
        self, world: World, content: bytes, code: str
    ) -> None:
        kept = shown(world, dry_run(world, content))
        assert (kept["state"], kept["problem"]["code"]) == ("failed", code)
        assert kept["problem"]["sentence"].endswith("。")


class TestDryRun:
    def test_it_writes_nothing(self, world: World) -> None:
        before = count(world)
        kept = shown(world, dry_run(world, NEWCOMERS))
        assert kept["state"] == "checked"
        assert kept["summary"] == {"create": 2, "change": 0, "same": 0, "fault": 0}
        assert count(world) == before

    def test_it_tells_row_by_row_what_would_change(self, world: World) -> None:
        roster = sheet(["姓名", "联系电话", "民族"], ["陈远", "19900000033", "土家族"])
        import_id = dry_run(world, roster)
        (row,) = world.as_(OFFICER).get(f"/roster-imports/{import_id}/rows").json["items"]
        assert (row["outcome"], row["name"]) == ("change", "陈远")
        assert {(c["label"], c["before"], c["after"]) for c in row["changes"]} == {
            ("联系电话", "199****0003", "199****0033"),
            ("民族", "", "土家族"),
        }

    def test_the_townships_workbook_names_exactly_its_twelve_bad_cells(self, world: World) -> None:
        in_transaction(world.database, lambda session: _add_branches(session, world))
        grid = build_grid()
        for line in grid.cells:
            if squeeze(str(line[1])) in world.people:
                # A namesake of the cast without a birth date on record would rightly be left to a person.
                line[1] = f"蓝{squeeze(str(line[1]))[1:]}"
        import_id = dry_run(world, write_xlsx(grid), "云栖镇")
        rows: list[Any] = []
        cursor: str | None = ""
        while cursor is not None:
            answer = (
                world.as_(OFFICER)
                .get(
                    f"/roster-imports/{import_id}/rows?outcome=fault&limit=5"
                    + (f"&cursor={cursor}" if cursor else "")
                )
                .json
            )
            rows += answer["items"]
            cursor = answer["next_cursor"]
        assert {fault["cell"] for row in rows for fault in row["faults"]} == set(grid.wrong)
        assert len(rows) == 12
        kept = shown(world, import_id)
        assert (kept["summary"]["create"], kept["summary"]["fault"]) == (288, 12)
        before = count(world)
        assert confirm(world, import_id).status_code == 202
        assert shown(world, import_id)["state"] == "done"
        assert count(world) == before + 288
        again = shown(world, dry_run(world, write_xlsx(grid), "云栖镇"))
        assert (again["summary"]["same"], again["summary"]["change"]) == (288, 0)
        with world.database.reading() as session:
            assert list(verify(session)) == []


class TestConfirming:
    def test_those_who_are_new_are_there_with_their_time_away(self, world: World) -> None:
        import_id = dry_run(world, NEWCOMERS)
        answer = confirm(world, import_id)
        assert (answer.status_code, answer.json["state"]) == (202, "confirming")
        assert shown(world, import_id)["state"] == "done"
        found = world.as_("周书兰").get("/members?q=蓝秀英").json["items"]
        assert [item["joined_on"] for item in found] == ["2001-06"]
        periods = world.as_("周书兰").get(f"/members/{found[0]['id']}/away-periods").json["items"]
        assert [(p["departed_on"], p["departed_precision"], p["place_code"]) for p in periods] == [
            ("2025-02-01", "month", "440300")
        ]

    def test_the_same_roster_again_changes_nothing(self, world: World) -> None:
        confirm(world, dry_run(world, NEWCOMERS))
        again = dry_run(world, NEWCOMERS)
        assert shown(world, again)["summary"] == {"create": 0, "change": 0, "same": 2, "fault": 0}
        head = world.as_(OFFICER).get(f"/organizations/{world.node('青松村')}").headers["ETag"]
        confirm(world, again)
        assert shown(world, again)["state"] == "done"
        assert world.as_(OFFICER).get(f"/organizations/{world.node('青松村')}").headers["ETag"] == head

    def test_what_was_exported_imports_again_without_change(self, world: World) -> None:
        confirm(world, dry_run(world, NEWCOMERS))
        report_id = world.as_("陈远").post("/reports", departure(world)).json["id"]
        world.as_("周书兰").post(f"/reports/{report_id}/acceptance", {"card_number": "K-1"})
        exported = world.as_(OFFICER).get(
            f"/members/export?organization_id={world.node('云栖镇')}&format=xlsx&reveal=true"
        )
        assert exported.status_code == 200
        kept = shown(world, dry_run(world, exported.data, "云栖镇"))
        assert kept["summary"] == {"create": 0, "change": 0, "same": 7, "fault": 0}

    def test_after_a_change_in_between_a_new_dry_run_is_asked_for(self, world: World) -> None:
        import_id = dry_run(world, NEWCOMERS)
        member = world.as_("周书兰").get(f"/members/{world.member('李守田')}")
        world.as_("周书兰").patch(
            f"/members/{world.member('李守田')}", {"job": "木匠"}, member.headers["ETag"]
        )
        before = count(world)
        answer = confirm(world, import_id)
        assert (answer.status_code, answer.json["code"]) == (409, "roster_stale")
        assert count(world) == before

    def test_a_report_that_merely_waits_makes_no_dry_run_stale(self, world: World) -> None:
        import_id = dry_run(world, NEWCOMERS)
        world.as_("陈远").post("/reports", departure(world))
        assert confirm(world, import_id).status_code == 202
        assert shown(world, import_id)["state"] == "done"

    def test_it_is_confirmed_once(self, world: World) -> None:
        import_id = dry_run(world, NEWCOMERS)
        confirm(world, import_id)
        answer = confirm(world, import_id)
        assert (answer.status_code, answer.json["code"]) == (409, "roster_not_checked")
        with world.database.reading() as session:
            names = session.scalars(select(Person.name).where(Person.name.startswith("蓝"))).all()
        assert sorted(names) == ["蓝天明", "蓝秀英"]

    def test_a_worker_killed_before_the_commit_leaves_nothing_and_the_next_one_all(
        self, world: World
    ) -> None:
        import_id = dry_run(world, NEWCOMERS)
        before = count(world)
        world.as_(OFFICER).post(f"/roster-imports/{import_id}/confirmation")
        config = world.app.extensions[NAME].config

        class Killed(BaseException):
            pass

        def die(context: Any) -> None:
            real = context.finish

            def finish(session: Any, result: Any = None) -> None:
                real(session, result)
                raise Killed

            object.__setattr__(context, "finish", finish)
            HANDLERS["roster.confirm"](context)

        with pytest.raises(Killed):
            work_once(config, world.database, {"roster.confirm": die}, "dying")
        assert count(world) == before
        assert shown(world, import_id)["state"] == "confirming"
        with clock.at(clock.now().replace(year=clock.now().year + 1)):
            work(world)
        assert count(world) == before + 2

    def test_a_roster_neither_moves_a_member_nor_ends_an_absence(self, world: World) -> None:
        report_id = world.as_("陈远").post("/reports", departure(world)).json["id"]
        world.as_("周书兰").post(f"/reports/{report_id}/acceptance", {})
        roster = sheet(
            ["姓名", "所在支部", "是否流动党员"],
            ["陈远", "青松村党支部", "否"],
            ["李守田", "白鹭村党支部", "否"],
        )
        rows = (
            world.as_(OFFICER).get(f"/roster-imports/{dry_run(world, roster, '云栖镇')}/rows").json["items"]
        )
        assert {row["name"]: row["outcome"] for row in rows} == {"陈远": "fault", "李守田": "fault"}

    def test_an_import_without_history_makes_nobody_overdue(self, world: World) -> None:
        confirm(world, dry_run(world, NEWCOMERS))
        items = world.as_("周书兰").get(f"/desk?organization_id={world.node('青松村')}").json["items"]
        assert [(item["kind"], item["count"]) for item in items if item["kind"] == "opening_missing"] == [
            ("opening_missing", 5)
        ]
        assert not [item for item in items if str(item["code"]).startswith(("dues", "suspected"))]


def _add_branches(session: Any, world: World) -> None:
    for name in BRANCHES:
        short = name.removesuffix("党支部")
        if short in world.nodes and short != "竹溪村":
            continue
        node = Organization(
            kind="branch", name=name, short_name=short, parent_id=world.node("云栖镇"), position=9
        )
        open_node(session, node.id)
        record(
            session,
            node_id=node.id,
            kind="organization.created",
            actor=THE_PRODUCT,
            subjects={"organization": node.id},
            writes=[node],
        )


def test_the_result_of_a_dry_run_lies_sealed(world: World) -> None:
    import_id = dry_run(world, NEWCOMERS)
    with world.database.reading() as session:
        kept = session.get_one(RosterImport, UUID(import_id))
    assert "蓝秀英".encode() not in (kept.rows_sealed or b"")
    assert b"19900001002" not in (kept.rows_sealed or b"")
    assert count(world, AwayPeriod) == 0
