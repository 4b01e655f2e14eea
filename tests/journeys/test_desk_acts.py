"""Acts of the desk in their place: undone as if they had never been, and kept when the page is closed at once."""

from playwright.sync_api import expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.steps import sign_in
from tests.journeys.township import Township

SECRETARY, MEMBER = "向国梁", "罗大勇"


def test_a_decision_is_undone_and_dues_are_kept_though_the_phone_is_closed_at_once(
    township: Township, open_phone: OpenPhone
) -> None:
    phone = open_phone(SECRETARY)
    page = phone.pages[0]
    sign_in(page, township, SECRETARY)
    page.locator('a[href^="/desk/member."]').filter(has_text=MEMBER).click()
    matters = page.get_by_role("article")
    matters.get_by_role("button", name="记下决定").click()
    form = page.get_by_role("dialog")
    form.get_by_label("依据").fill("支委会研究")
    form.get_by_role("button", name="记下来").click()
    expect(page.get_by_text(f"已记下关于{MEMBER}的决定。")).to_be_visible()
    # What else is suggested about the same member stands on.
    expect(matters.get_by_role("button", name="记下决定")).to_have_count(0)
    expect(matters.get_by_role("button", name="登记党费")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(matters.get_by_role("button", name="记下决定")).to_be_visible()

    matters.get_by_role("button", name="登记党费").click()
    form.get_by_role("button", name="记下来").click()
    expect(page.get_by_text(f"已登记{MEMBER}的党费。")).to_be_visible()
    phone.close()

    page = open_phone(SECRETARY).pages[0]
    page.goto(f"{township.url}/desk")
    line = page.locator('a[href^="/desk/member."]').filter(has_text=MEMBER)
    expect(line).to_contain_text("可确认为流动党员")
    expect(line).not_to_contain_text("党费")
    page.goto(f"{township.url}/outbox")
    expect(page.get_by_role("listitem").filter(has_text=f"已登记{MEMBER}的党费。")).to_contain_text("已送达")
