"""The inspection pack and 一页汇总."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from api import clock
from api.db import new_id
from api.http.running import NAME
from api.jobs import lease
from api.jobs.lease import JobContext
from api.jobs.worker import work_once
from api.models import Reading, RegisterPrint
from api.registers import packs, summary
from api.worker import HANDLERS
from tests.cast import World
from tests.registers.orders import period, words_of
from tests.reports.stories import away

NAMES = {False: "向国梁", True: "阿卜杜热西提·麦麦提艾力"}


@pytest.fixture
def work(world: World) -> Callable[[], bool]:
    """Return what does the next job, as the worker would."""
    return lambda: work_once(world.app.extensions[NAME].config, world.database, HANDLERS, "the worker")


def order(world: World, name: str = "孙委员", node: str = "云栖镇", **more) -> str:
    body = {"organization_id": str(world.node(node)), "purpose": "县委组织部检查", **period(), **more}
    answer = world.as_(name).post("/registers/packs", body)
    assert answer.status_code == 201, answer.json
    return answer.json["id"]


def test_a_pack_holds_every_book_of_every_branch_with_an_index(world: World, work):
    away(world)
    pack = order(world)
    assert world.as_("孙委员").get(f"/registers/packs/{pack}/file").json["code"] == "pack_not_ready"
    work()
    told = world.as_("孙委员").get(f"/registers/packs/{pack}").json
    assert (told["state"], told["done"], told["total"]) == ("done", 14, 14)
    file = world.as_("孙委员").get(f"/registers/packs/{pack}/file")
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        names = archive.namelist()
        index = words_of(archive.read("00目录.pdf"))
        book = words_of(archive.read("02青松村/2流动党员报告登记册.pdf"))
    assert [name for name in names if name.endswith(".pdf")][-2:] == ["00目录.pdf", "01一页汇总.pdf"]
    assert len([name for name in names if name.startswith("02青松村/")]) == 14
    assert len([name for name in names if name.startswith("03白鹭村/")]) == 14
    with world.database.reading() as session:
        kept = session.scalars(select(RegisterPrint).where(RegisterPrint.book == "reports")).all()
    code = next(one.code for one in kept if one.node_id == world.node("青松村"))
    assert code in book.replace("-", "")
    assert code in index.replace("-", "")
    assert world.as_("周书兰").get("/registers/verify", query_string={"code": code}).json["state"] == "same"


def test_a_pack_leaves_one_trace_for_each_person_and_an_auditor_gets_it_covered(world: World, work):
    away(world)
    order(world)
    work()
    with world.database.reading() as session:
        read = session.execute(
            select(Reading.person_id, func.count()).where(Reading.kind == "print").group_by(Reading.person_id)
        ).all()
    assert {row[1] for row in read} == {1}
    covered = order(world, "钱审")
    work()
    file = world.as_("钱审").get(f"/registers/packs/{covered}/file")
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        ledger = words_of(archive.read("02青松村/6流动党员台账.pdf"))
    assert "199****0003" in ledger
    assert "19900000003" not in ledger
    with world.database.reading() as session:
        assert session.scalar(
            select(func.count()).select_from(Reading).where(Reading.kind == "print")
        ) == len(read)


def test_a_pack_can_be_stopped_and_writes_nothing_then(world: World, work, monkeypatch):
    pack = order(world)
    real = JobContext.progress

    def stop_in_the_middle(context, done, total):
        if done == 3:
            stopped = world.as_("孙委员").post(f"/registers/packs/{pack}/cancellation")
            assert (stopped.status_code, stopped.json["state"]) == (200, "cancelled")
        real(context, done, total)

    monkeypatch.setattr(JobContext, "progress", stop_in_the_middle)
    work()
    assert world.as_("孙委员").get(f"/registers/packs/{pack}").json["state"] == "cancelled"
    with world.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(RegisterPrint)) == 0


def test_a_pack_whose_worker_died_is_made_by_the_next(world: World, work, monkeypatch):
    pack = order(world)
    claimed = lease.claim(world.app.extensions[NAME].config, world.database, [packs.KIND], "who dies")
    assert claimed is not None
    assert not work()
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert work()
    assert world.as_("孙委员").get(f"/registers/packs/{pack}").json["state"] == "done"


def test_one_page_says_of_each_branch_how_it_stands_and_whom_to_ring(world: World):
    away(world, departed_on=str(clock.today() - timedelta(days=250)))
    asked = {"organization_id": str(world.node("云栖镇"))}
    page = world.as_("孙委员").get("/registers/summary", query_string=asked).json
    first, second = page["items"]
    assert [first["name"], second["name"]] == ["青松村", "白鹭村"]
    assert [first[name] for name in ("members", "away", "floating", "short", "lost")] == [3, 1, 1, 0, 0]
    assert (first["ring_name"], first["ring_phone"]) == ("周书兰", "19900000001")
    assert page["total"]["members"] == 5
    assert page["total"]["flows"]["out"] == 1
    assert "党员5名，外出1名，其中流动党员1名" in page["paragraph"]
    assert "流出党员共1名，其中跨省0名、省内跨市0名、地点未登记1名，持有活动证" in page["paragraph"]
    auditor = world.as_("钱审").get("/registers/summary", query_string=asked).json
    assert auditor["items"][0]["ring_phone"] == "199****0001"


def test_one_page_is_one_page_and_the_workbook_says_the_same(world: World):
    asked = {"organization_id": str(world.node("云栖镇"))}
    pdf = world.as_("孙委员").get("/registers/summary/file", query_string={**asked, "form": "pdf"})
    assert len(PdfReader(io.BytesIO(pdf.data)).pages) == 1
    text = words_of(pdf.data)
    book = world.as_("孙委员").get("/registers/summary/file", query_string={**asked, "form": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(book.data)).active
    rows = [[str(cell or "") for cell in row][1:] for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert all(cell.replace(" ", "") in text for row in rows for cell in row)
    assert rows[0][:7] == ["支部", "党员", "外出", "流动", "短期", "失联", "未登记"]


@pytest.mark.parametrize(("branches", "pages"), [(1, 1), (12, 1), (40, 1), (90, 2)])
def test_one_page_holds_forty_branches_and_goes_on_with_more(branches, pages):
    lines = []
    for number in range(branches):
        line = summary.Line(new_id(), f"第{number + 1}联合党支部", clock.now(), screening="春节 29/29")
        line.counts.update(dict.fromkeys(summary.COUNTS, number))
        line.ring_name, line.ring_phone = (NAMES[number % 5 == 0], "19900000001")
        lines.append(line)
    pdf = summary.write_page(summary.Summary("云栖镇党委", clock.today(), lines))
    found = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert len(found) == pages
    assert all("本轮排查" in page for page in found)
    assert all(line.name in words_of(pdf) for line in lines)
