"""A secretary prints a book, keeps it as an edition, checks the paper by its code, and takes paper back in."""

import io
import re

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from api import clock
from tests.journeys.steps import sign_in
from tests.journeys.township import Township


def test_a_book_is_printed_as_an_edition_and_its_code_is_checked(township: Township, desk: Page) -> None:
    sign_in(desk, township, "向国梁")
    desk.get_by_role("link", name="五册与台账").click()
    expect(desk.get_by_role("heading", name="流动党员报告登记册")).to_be_visible()
    expect(desk.get_by_role("cell", name="报平安").first).to_be_visible()
    desk.get_by_role("button", name="打印", exact=True).click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("radio", name="迎接检查").check()
    dialog.get_by_role("checkbox", name=re.compile("定稿")).check()
    with desk.expect_download() as handed:
        dialog.get_by_role("button", name="生成并下载").click()
    text = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(handed.value.path().read_bytes())).pages
    )
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", text)
    assert code is not None
    assert "定稿" in text

    desk.get_by_role("link", name="打印记录与核对").click()
    desk.get_by_label("校验码").fill(code[0])
    desk.get_by_role("button", name="核对").first.click()
    expect(desk.get_by_text("第1版，与系统记录一致。")).to_be_visible()


def test_a_sheet_of_visits_goes_out_blank_and_comes_back_by_the_keyboard(
    township: Township, desk: Page
) -> None:
    sign_in(desk, township, "向国梁")
    desk.goto(f"{township.url}/registers/sheets")
    desk.get_by_role("radio", name="慰问", exact=True).check()
    with desk.expect_download() as handed:
        desk.get_by_role("button", name="打印空白表").click()
    text = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(handed.value.path().read_bytes())).pages
    )
    codes = sorted(set(re.findall(r"[2-9A-Z]{6}-\d\d", text)))
    before, last = codes[-2:]
    desk.get_by_role("link", name="录入").first.click()

    desk.get_by_label(f"{before} 日期").press("Enter")
    expect(desk.get_by_label(f"{last} 日期")).to_be_focused()
    desk.get_by_label(f"{last} 日期").fill(str(clock.today()))
    desk.get_by_label(f"{last} 怎么样").press("w")
    expect(desk.get_by_label(f"{last} 怎么样")).to_have_value("nobody_home")
    desk.get_by_label(f"{last} 慰问金").fill("200")
    desk.get_by_label(f"{last} 党员").select_option(index=1)
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("请写明慰问金从哪里来。")).to_be_visible()
    desk.get_by_label(f"{last} 从哪里来").select_option("village")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("已保存 1 行。")).to_be_visible()
    expect(desk.get_by_role("row", name=last).get_by_text("已录入")).to_be_visible()
