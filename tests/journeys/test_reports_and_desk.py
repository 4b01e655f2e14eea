"""Between a member and the secretary: an invitation, a report that comes back, a roster."""

import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from api import clock
from api.demo.identities import make_id_number
from tests.journeys.conftest import OpenPhone
from tests.journeys.steps import (
    accept_report_of,
    go_to_own_page,
    open_report_of,
    sign_in,
    wait_until_it_is_out,
)
from tests.journeys.township import Township

SECRETARY = "向国梁"


def test_an_invited_member_consents_chooses_a_password_and_is_at_home_and_the_link_lets_nobody_else_in(
    township: Township, desk: Page, open_phone: OpenPhone
) -> None:
    sign_in(desk, township, SECRETARY)
    open_member(desk, "彭秋菊")
    desk.get_by_role("button", name="邀请他使用").click()
    message = desk.get_by_role("dialog").get_by_text("支部请您使用连心桥").inner_text()
    link = re.search(r"http\S+/i#\w+", message)
    assert link is not None

    page = open_phone("彭秋菊").pages[0]
    page.goto(link[0])
    page.get_by_label("给自己定一个密码").fill("wo-de-cha-yuan")
    page.get_by_role("button", name="开始使用").click()
    expect(page.get_by_role("alert").filter(has_text="请先看过告知并同意")).to_be_visible()
    page.get_by_role("checkbox", name="我看过了，同意").check()
    page.get_by_role("button", name="开始使用").click()
    go_to_own_page(page)
    expect(page.get_by_role("heading", name="彭秋菊同志")).to_be_visible()

    stranger = open_phone("somebody").pages[0]
    stranger.goto(link[0])
    stranger.get_by_label("给自己定一个密码").fill("another-password")
    stranger.get_by_role("checkbox", name="我看过了，同意").check()
    stranger.get_by_role("button", name="开始使用").click()
    expect(stranger.get_by_role("alert").filter(has_text="邀请码不对")).to_be_visible()


def test_a_report_that_comes_back_is_completed_and_accepted(
    township: Township, desk: Page, open_phone: OpenPhone
) -> None:
    page = open_phone("田晓琴").pages[0]
    sign_in(page, township, "田晓琴")
    # One of the reports that are on record may be called the same.
    page.locator('a[href="/report/change"]').click()
    page.get_by_label("在哪儿干活").fill("东风仪表厂")
    page.get_by_role("button", name="交给支部").click()
    expect(page.get_by_text("支部收到了，收条")).to_be_visible()

    sign_in(desk, township, SECRETARY)
    open_report_of(desk, "田晓琴")
    desk.get_by_role("button", name="请他补充").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("button", name="发给本人").click()
    expect(dialog.get_by_text("请写一句要补充什么。")).to_be_visible()
    dialog.get_by_label("请写清要补充什么").fill("住在哪里也写一下")
    dialog.get_by_role("button", name="发给本人").click()
    wait_until_it_is_out(desk, "已请田晓琴补充。")

    page.goto(township.url)
    page.get_by_role("link", name="请补充").click()
    expect(page.get_by_text("住在哪里也写一下")).to_be_visible()
    page.get_by_role("link", name="补充后再交").click()
    page.get_by_label("具体住处").fill("桑园路 8 号")
    expect(page.get_by_label("在哪儿干活")).to_have_value("东风仪表厂")
    page.get_by_role("button", name="交给支部").click()
    expect(page.get_by_text("支部收到了，收条")).to_be_visible()

    accept_report_of(desk, "田晓琴")
    asker = township.ask("田晓琴")
    period = asker.read(f"/members/{asker.me['membership_id']}/standing")["away"]
    assert period["employer"] == "东风仪表厂"
    page.goto(f"{township.url}/reports")
    expect(page.get_by_role("listitem").filter(has_text="情况有变化").first).to_contain_text("已受理")


def test_a_roster_names_its_bad_cell_and_brings_the_others_in(
    township: Township, desk: Page, tmp_path: Path
) -> None:
    workbook = write_roster(tmp_path / "党员名册.xlsx")
    sign_in(desk, township, SECRETARY)
    desk.get_by_role("navigation", name="主菜单").get_by_role("link", name="花名册").click()
    desk.get_by_label("选一个文件").set_input_files(workbook)
    expect(desk.get_by_text("核对好了")).to_be_visible()
    expect(desk.get_by_text("D5 格")).to_be_visible()
    desk.get_by_role("button", name="确认写入 2 人").click()
    expect(desk.get_by_text("新增 2 人")).to_be_visible()
    open_member(desk, "温小满")
    expect(desk.get_by_role("heading", name="温小满")).to_be_visible()


def open_member(page: Page, name: str) -> None:
    """Find somebody in the list of members and open the record."""
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="党员").click()
    page.get_by_label("找人").fill(name)
    page.get_by_role("link", name=name).first.click()


def write_roster(path: Path) -> Path:
    """Write a roster as a village keeps it: a title, a header, two good people, one wrong ID number in D5."""
    year = clock.today().year
    born = clock.today().replace(year=year - 40, month=3, day=8)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (
        ("桂花坪村党员花名册",),
        ("序号", "党员姓名", "性别", "公民身份号码", "党员类别", "入党时间", "联系电话"),
        (1, "温小满", "女", make_id_number(born, "2", 401), "正式党员", f"{year - 15}.07", "19900000901"),
        (2, "季长风", "男", make_id_number(born, "1", 402), "正式党员", f"{year - 12}年7月", "19900000902"),
        (3, "贺清明", "男", "422802198603081233", "正式党员", f"{year - 10}.7", "19900000903"),
    ):
        sheet.append(line)
    book.save(path)
    return path
