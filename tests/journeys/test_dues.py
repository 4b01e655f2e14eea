"""The grid of dues: a quarter for ticked names, on a phone and by the keyboard."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.steps import sign_in
from tests.journeys.township import Township


def test_a_quarter_is_ticked_on_a_phone_and_a_month_chosen_by_the_keyboard(
    township: Township, open_phone: OpenPhone, desk: Page
) -> None:
    phone = open_phone("胡晓敏").new_page()
    sign_in(phone, township, "胡晓敏")
    phone.goto(f"{township.url}/dues")
    row = phone.get_by_role("row").filter(has=phone.get_by_role("button", name="罗大勇", exact=True))
    before = row.locator(".dues-to").inner_text()
    # Last year, of which nobody owes anything: nothing there is left to tick.
    phone.get_by_role("button", name="上一年").click()
    expect(row.get_by_role("checkbox")).to_be_disabled()
    phone.get_by_role("button", name="下一年").click()

    row.get_by_role("button", name="罗大勇", exact=True).click()
    choices = phone.get_by_role("button", name="选上", exact=True)
    expect(choices.first).to_be_visible()
    for left in range(choices.count(), 0, -1):
        choices.first.click()
        expect(choices).to_have_count(left - 1)
    phone.get_by_role("button", name="好了").click()
    phone.get_by_role("button", name="登记已交").click()
    phone.get_by_role("dialog").get_by_role("radio", name="家属代交").check()
    phone.get_by_role("dialog").get_by_role("button", name="记下来").click()

    expect(phone.get_by_text(re.compile("记好了"))).to_be_visible()
    expect(row.locator(".dues-to")).not_to_have_text(before)

    sign_in(desk, township, "胡晓敏")
    desk.goto(f"{township.url}/dues")
    # The roving focus begins at the first cell; down and left move it, space chooses where there is something to choose.
    cell = desk.locator('[data-at="0:0"]')
    cell.focus()
    desk.keyboard.press("ArrowDown")
    expect(desk.locator('[data-at="1:0"]')).to_be_focused()
    open_cell = desk.locator('.dues-cell[aria-pressed="false"]').first
    open_cell.focus()
    desk.keyboard.press("Space")
    expect(desk.get_by_text("已选 1 人、1 个月")).to_be_visible()
    desk.keyboard.press("Space")
    expect(desk.get_by_text("还没有选")).to_be_visible()
