"""A theme day from its plan to its closed minutes, and the member away who is told of it and makes it up."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from api import clock
from tests.journeys.conftest import OpenPhone
from tests.journeys.steps import sign_in
from tests.journeys.township import Township


def open_meetings(page: Page, township: Township) -> None:
    """Open the branch's meetings."""
    page.goto(f"{township.url}/trainings")
    expect(page.get_by_role("heading", name="组织生活", exact=True)).to_be_visible()


def test_a_theme_day_is_planned_told_ticked_written_up_and_closed_and_made_up_far_away(
    township: Township, desk: Page, open_phone: OpenPhone
) -> None:
    secretary = desk
    sign_in(secretary, township, "向国梁")
    open_meetings(secretary, township)
    secretary.get_by_role("link", name="安排一次").click()
    secretary.get_by_label("主题", exact=True).fill("清理水渠")
    secretary.get_by_label("日期").fill(str(clock.today() - timedelta(days=1)))
    secretary.get_by_label("参加链接").fill("https://meeting.example.org/j/7")
    secretary.get_by_role("button", name="安排好").click()

    expect(secretary.get_by_role("heading", name="清理水渠")).to_be_visible()
    secretary.get_by_role("button", name="通知").click()
    told = secretary.get_by_role("dialog")
    expect(told.get_by_text("【主题党日】清理水渠")).to_be_visible()
    expect(told.get_by_text("这几位不在群里，请打电话")).to_be_visible()
    told.get_by_role("button", name="已通知").click()

    secretary.get_by_role("button", name="在家的都到了").click()
    secretary.get_by_role("group", name="黄建军").get_by_role("button", name="视频").click()
    secretary.get_by_role("button", name="存好到会情况").click()
    expect(secretary.get_by_text("到会情况已存好。")).to_be_visible()

    secretary.get_by_label("主持人").fill("向国梁")
    secretary.get_by_label("记录人").fill("胡晓敏")
    secretary.get_by_label("内容").fill("二十人清理水渠三百米。")
    secretary.get_by_role("button", name="存好记录").click()
    expect(secretary.get_by_text("记录已存好。")).to_be_visible()
    secretary.get_by_role("button", name="定下记录").click()
    secretary.get_by_role("dialog").get_by_role("button", name="定下记录").click()
    expect(secretary.get_by_role("button", name="更正")).to_be_visible()

    secretary.get_by_role("button", name="李思源：更多").click()
    secretary.get_by_role("button", name="登记补学").click()
    secretary.get_by_role("dialog").get_by_role("button", name="登记", exact=True).click()
    expect(secretary.get_by_text("已登记补学。")).to_be_visible()
    secretary.get_by_role("button", name="黄建军：更多").click()
    secretary.get_by_role("button", name="更正怎么参加的").click()
    correction = secretary.get_by_role("dialog")
    correction.get_by_label("怎么参加的").select_option("流入地")
    correction.get_by_label("流入地党组织名称").fill("海棠路社区党支部")
    correction.get_by_label("依据").fill("流入地党组织来函")
    correction.get_by_role("button", name="更正", exact=True).click()
    expect(secretary.get_by_role("listitem").filter(has_text="海棠路社区党支部")).to_be_visible()

    member = open_phone("田晓琴").new_page()
    sign_in(member, township, "田晓琴")
    member.get_by_role("link", name="组织生活").click()
    missed = member.get_by_role("listitem").filter(has_text="清理水渠")
    missed.get_by_role("button", name="登记补学").click()
    member.get_by_role("dialog").get_by_role("button", name="好").click()
    expect(missed.get_by_text("补学已登记，等书记确认")).to_be_visible()
