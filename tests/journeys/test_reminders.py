"""A secretary's morning: the message of the day, what it leads to, a calendar of one's own, and a robot for the group."""

import requests
from playwright.sync_api import Page, expect

from tests.journeys.steps import sign_in
from tests.journeys.township import Township


def test_a_secretary_reads_the_days_message_and_gets_a_calendar_and_a_robot(
    township: Township, desk: Page
) -> None:
    sign_in(desk, township, "向国梁")
    desk.get_by_role("navigation", name="主菜单").get_by_role("link", name="收件箱").click()
    newest = desk.locator(".message").first
    expect(newest.get_by_text("份报告等书记确认")).to_be_visible()

    desk.get_by_text("放进手机日历").click()
    desk.get_by_role("button", name="取地址").click()
    address = desk.locator(".feed").inner_text()
    assert "BEGIN:VEVENT" in requests.get(address, timeout=10).text
    desk.get_by_role("button", name="停用", exact=True).click()
    expect(desk.get_by_role("button", name="取地址")).to_be_visible()
    assert requests.get(address, timeout=10).status_code == 404

    newest.get_by_role("link", name="份报告等书记确认").click()
    expect(desk.get_by_role("heading", name="待办", level=1)).to_be_visible()

    desk.goto(f"{township.url}/robots")
    desk.get_by_role("button", name="添加机器人").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("叫什么").fill("桂花坪支部工作群")
    dialog.get_by_label("Webhook 地址").fill("https://robots.example.org/send?key=1")
    dialog.get_by_role("button", name="记下来").click()
    expect(dialog.get_by_text("地址要以 https://qyapi.weixin.qq.com/ 开头。")).to_be_visible()
    dialog.get_by_label("Webhook 地址").fill("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a1b2c3d4")
    dialog.get_by_role("button", name="记下来").click()
    expect(desk.get_by_text("qyapi.weixin.qq.com/…c3d4")).to_be_visible()
    expect(desk.get_by_text("还没有机器人")).to_have_count(0)
