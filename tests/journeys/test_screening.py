"""A round on two screens: the clerk's keyboard, and the secretary's phone without a network."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.steps import sign_in, wait_for_service_worker
from tests.journeys.township import Township

CLERK, SECRETARY = "胡晓敏", "向国梁"


def open_round(page: Page) -> None:
    """Open the round that goes on today."""
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/screenings", page.url))
    page.locator(".round-entry").first.click()
    expect(page.locator(".round-progress strong")).to_have_text(re.compile("问到 14 位"))


def name_on_card(page: Page) -> str:
    """Return whom the card asks after."""
    return page.locator(".line-card h2").inner_text()


def test_keys_on_a_pc_and_one_hand_without_a_network_and_of_two_the_second_is_told(
    township: Township, desk: Page, open_phone: OpenPhone
) -> None:
    phone = open_phone(SECRETARY)
    page = phone.pages[0]
    sign_in(page, township, SECRETARY)
    wait_for_service_worker(page)
    open_round(page)
    first = name_on_card(page)
    phone.set_offline(True)
    page.get_by_role("button", name="与台账一致", exact=True).click()
    expect(page.get_by_text("先选怎么问的、问的是谁。")).to_be_visible()
    page.get_by_role("radio", name="电话").check()
    page.get_by_role("radio", name="家属").check()
    page.get_by_role("button", name="与台账一致", exact=True).click()
    expect(page.locator(".round-progress strong")).to_have_text(re.compile("问到 15 位"))
    assert name_on_card(page) != first

    sign_in(desk, township, CLERK)
    open_round(desk)
    assert name_on_card(desk) == first
    for key in ("3", "5", "Enter"):
        desk.keyboard.press(key)
    expect(desk.get_by_text(f"{first}：与台账一致")).to_be_visible()
    expect(desk.locator(".round-progress strong")).to_have_text(re.compile("问到 15 位"))
    desk.keyboard.press("d")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("radio", name="找不到人").check()
    dialog.get_by_label("失联情形").select_option("work")
    dialog.get_by_label("什么时候起没有联系").fill("2026-01-01")
    dialog.get_by_role("button", name="记下来").click()
    expect(desk.locator(".round-progress strong")).to_have_text(re.compile("问到 16 位"))

    phone.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator(".name-row").filter(has_text=first).click()
    expect(page.get_by_text(re.compile(f"{CLERK}在.*已经问过这位同志了"))).to_be_visible()
    page.get_by_role("button", name="按我记的更正").click()
    page.get_by_role("dialog").get_by_role("button", name="记下来").click()
    expect(page.get_by_text("电话 · 家属")).to_be_visible()

    asker = township.ask(SECRETARY)
    node = asker.me["organization_id"]
    round_ = asker.read("/screenings", organization_id=node)["items"][0]
    lines = asker.read(f"/screenings/{round_['id']}/members")["items"]
    kept = next(line["finding"] for line in lines if line["name"] == first)
    assert (kept["method"], kept["asked"], kept["revision"]) == ("phone", "family", 2)
    history = asker.read(f"/screenings/findings/{kept['id']}")
    assert [(row["method"], row["screened_by_name"]) for row in history["earlier"]] == [("visit", CLERK)]
