"""Nothing that a member was told is kept is lost, whatever happens to network, browser and server."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from api import clock
from tests.journeys.conftest import OpenPhone
from tests.journeys.steps import (
    accept_report_of,
    go_to_own_page,
    report_well,
    sign_in,
    wait_for_service_worker,
)
from tests.journeys.township import Township

ON_PHONE = "在手机里"


def test_what_a_member_files_offline_survives_closing_the_browser_and_arrives_once_each(
    township: Township, open_phone: OpenPhone, desk: Page
) -> None:
    before = township.ask("向国梁")
    member_id = township.ask("罗翠萍").me["membership_id"]
    known = {report["id"] for report in before.list_reports(member_id)}
    phone = open_phone("罗翠萍")
    page = phone.pages[0]
    sign_in(page, township, "罗翠萍")
    go_to_own_page(page)
    expect(page.get_by_text("您现在在村里")).to_be_visible()
    wait_for_service_worker(page)

    township.stop()
    phone.set_offline(True)
    _file_departure(page)
    report_well(page)
    expect(page.get_by_text("已记在手机里")).to_be_visible()
    page.get_by_role("button", name="再报一次").click()
    report_well(page)
    phone.close()

    phone = open_phone("罗翠萍", offline=True)
    page = phone.pages[0]
    page.goto(township.url)
    go_to_own_page(page)
    expect(page.get_by_role("heading", name="罗翠萍同志")).to_be_visible()
    page.get_by_role("link", name="3 条在手机里").click()
    expect(page.get_by_role("listitem").filter(has_text=ON_PHONE)).to_have_count(3)

    township.start()
    phone.set_offline(False)
    arrived = page.get_by_role("listitem").filter(has_text="收条")
    expect(arrived).to_have_count(3)
    expect(page.get_by_text("手机里没有等着发的东西")).to_be_visible()
    new = [one for one in township.ask("向国梁").list_reports(member_id) if one["id"] not in known]
    assert sorted(one["kind"] for one in new) == ["check_in", "check_in", "departure"]

    sign_in(desk, township, "向国梁")
    accept_report_of(desk, "罗翠萍")

    page.goto(township.url)
    go_to_own_page(page)
    expect(page.get_by_text("已受理")).to_be_visible()
    periods = township.ask("罗翠萍").read(f"/members/{member_id}/away-periods")["items"]
    assert [period["departed_on"] for period in periods] == [str(clock.today() + timedelta(days=2))]


def _file_departure(page: Page) -> None:
    page.get_by_role("link", name="外出报告").click()
    page.get_by_label("日期").fill(str(clock.today() + timedelta(days=2)))
    page.get_by_role("checkbox", name="地点不固定").check()
    page.get_by_role("radio", name="务工").check()
    page.get_by_role("button", name="交给支部").click()
    expect(page.get_by_role("heading", name="交上了")).to_be_visible()
    expect(page.get_by_text("已经放在手机里")).to_be_visible()
    page.get_by_role("link", name="回首页").click()
