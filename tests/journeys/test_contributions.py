"""A member away writes a line, the secretary asks for a little more and accepts, and it stands in the member's record."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.steps import sign_in
from tests.journeys.township import Township

MEMBER, SECRETARY = "田晓琴", "向国梁"
FIRST, MORE = "带两个同乡进厂", "带冉家两个年轻人进厂做质检"


def open_deeds(page: Page, township: Township) -> None:
    """Open 双向带动."""
    page.goto(f"{township.url}/contributions")
    expect(page.get_by_role("heading", level=1, name="双向带动")).to_be_visible()


def test_a_deed_is_recorded_completed_and_accepted_and_is_in_the_record(
    township: Township, desk: Page, open_phone: OpenPhone
) -> None:
    phone = open_phone(MEMBER).pages[0]
    sign_in(phone, township, MEMBER)
    open_deeds(phone, township)
    phone.get_by_role("button", name="记一件事").click()
    phone.get_by_role("dialog").get_by_label("写一句").fill(FIRST)
    phone.get_by_role("dialog").get_by_role("button", name="记下来").click()
    expect(phone.locator(".deed").filter(has_text=FIRST)).to_contain_text("等书记确认")

    sign_in(desk, township, SECRETARY)
    open_deeds(desk, township)
    card = desk.locator("article.card").filter(has_text=FIRST)
    card.get_by_role("button", name="请补充").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("还要补充什么").fill("是哪家的年轻人")
    dialog.get_by_role("button", name="请补充").click()
    expect(card).to_have_count(0)

    open_deeds(phone, township)
    expect(phone.get_by_text("书记请您补充：是哪家的年轻人")).to_be_visible()
    phone.get_by_role("button", name="补充后再交").click()
    phone.get_by_role("dialog").get_by_label("写一句").fill(MORE)
    phone.get_by_role("dialog").get_by_role("button", name="记下来").click()
    expect(phone.locator(".deed").filter(has_text=MORE)).to_contain_text("等书记确认")

    open_deeds(desk, township)
    desk.locator("article.card").filter(has_text=MORE).get_by_role("button", name="确认", exact=True).click()
    expect(desk.locator(".deed").filter(has_text=MORE)).to_be_visible()
    member = township.ask(MEMBER).me["membership_id"]
    desk.goto(f"{township.url}/members/{member}")
    expect(desk.get_by_text("一件回报家乡的事已登记。")).to_be_visible()
