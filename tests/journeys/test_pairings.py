"""A secretary finds who is without a liaison, pairs by two taps, thinks better of it, and takes the suggestion."""

from playwright.sync_api import Browser, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.steps import go_to_desk, sign_in
from tests.journeys.township import Township

LOST = "罗大勇"


def test_two_taps_an_undo_and_a_suggestion(township: Township, browser: Browser) -> None:
    page = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport=PHONE).new_page()
    sign_in(page, township, "向国梁")
    go_to_desk(page)
    page.get_by_role("link", name=LOST).filter(has_text="请另定联络员").click()
    page.get_by_role("button", name="去结对").click()
    away = page.get_by_role("region", name="在外的同志")

    away.get_by_role("button", name=LOST).click()
    at_home = page.get_by_role("region", name="在家的同志")
    expect(at_home.get_by_role("heading", name=f"谁来联系{LOST}？")).to_be_visible()
    at_home.get_by_role("button", name="冉启明").click()
    expect(page.get_by_text(f"冉启明来联系{LOST}。")).to_be_visible()
    expect(away.get_by_role("button", name="冉启明")).to_be_visible()

    page.get_by_role("button", name="撤销").click()
    expect(away.get_by_role("button", name="冉启明")).to_have_count(0)

    page.get_by_role("button", name="看看建议").click()
    proposals = page.get_by_role("dialog")
    expect(proposals.get_by_role("checkbox", name=LOST)).to_be_checked()
    expect(proposals.get_by_text("邓宗海")).to_have_count(0)
    proposals.get_by_role("button", name="确认这").click()
    expect(page.get_by_text("已结")).to_be_visible()
    expect(page.get_by_text("还没有人联系")).to_have_count(0)
    go_to_desk(page)
    expect(page.get_by_text("请另定联络员")).to_have_count(0)


def test_on_a_pc_a_liaison_is_dragged_onto_a_member(township: Township, browser: Browser) -> None:
    page = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport=DESK).new_page()
    sign_in(page, township, "向国梁")
    page.goto(f"{township.url}/pairings")
    away = page.get_by_role("region", name="在外的同志")
    liaison = page.get_by_role("region", name="在家的同志").get_by_role("button", name="吴桂兰")

    liaison.drag_to(away.get_by_role("button", name=LOST))

    expect(page.get_by_text(f"吴桂兰来联系{LOST}。")).to_be_visible()
