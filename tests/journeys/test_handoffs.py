"""An officer finds a branch in need, hands one matter to its secretary, and sees the figure change by itself."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.steps import sign_in, wait_until_it_is_out
from tests.journeys.township import Township

LOST, LIAISON = "罗大勇", "冉启明"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_what_a_branch_is_asked_to_help_with_is_done_and_the_figure_above_changes(
    township: Township, browser: Browser, size: dict[str, Any]
) -> None:
    speaks: dict[str, Any] = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": size}
    above = browser.new_context(**speaks).new_page()
    sign_in(above, township, "文清")
    above.goto(f"{township.url}/overview")
    above.get_by_role("radio", name="有待协助事项").check()
    above.get_by_role("link", name="桂花坪村", exact=False).first.click()
    figure = above.locator('a[href$="/uncovered"]').first
    expect(figure).to_contain_text("1")
    figure.click()
    above.get_by_role("link", name=LOST).click()
    above.get_by_role("button", name="请支部协助").click()
    form = above.get_by_role("dialog")
    form.get_by_label("什么事").select_option(label="定联络员")
    expect(form.get_by_text("还没有联络员。")).to_be_visible()
    form.get_by_label("想说的话").fill("他常年跑车，找一位接电话方便的")
    form.get_by_role("button", name="发给支部").click()
    expect(above.get_by_text("已请支部协助。")).to_be_visible()
    above.go_back()
    expect(above.get_by_role("link", name=LOST)).to_be_visible()

    branch = browser.new_context(**speaks).new_page()
    sign_in(branch, township, "向国梁")
    line = branch.get_by_role("listitem").filter(has_text="文清请协助").filter(has_text=LOST)
    line.get_by_role("link").click()
    expect(branch.get_by_text("他常年跑车，找一位接电话方便的")).to_be_visible()
    branch.get_by_role("article").get_by_role("button", name="定联络员").click()
    choice = branch.get_by_role("dialog")
    choice.get_by_label("找一位联络员").fill(LIAISON)
    choice.get_by_role("button", name=LIAISON).click()
    wait_until_it_is_out(branch, f"{LOST}的联络员：{LIAISON}。")

    # Nobody reloads anything above.
    expect(above.get_by_role("link", name=LOST)).to_have_count(0)
    above.goto(f"{township.url}/handoffs")
    expect(above.get_by_role("link", name=LOST)).to_contain_text("系统已答")
