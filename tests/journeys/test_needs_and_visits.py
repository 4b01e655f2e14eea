"""A need from the first word to 知道了, and a visit recorded at a door without a network."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.steps import report_well, sign_in, wait_for_service_worker
from tests.journeys.township import Township

WORDS = "母亲下月做手术，想请人陪两天"


def test_a_member_asks_for_help_after_reporting_well_and_reads_what_became_of_it(
    township: Township, open_phone: OpenPhone, desk: Page
) -> None:
    page = open_phone("田晓琴").pages[0]
    sign_in(page, township, "田晓琴")
    report_well(page)
    page.get_by_role("link", name="需要帮忙").first.click()
    page.get_by_role("radio", name="看病").check()
    page.get_by_label("要帮什么忙").fill(WORDS)
    page.get_by_role("button", name="告诉支部").click()
    expect(page.get_by_text("记下了，有网就送到支部。")).to_be_visible()

    sign_in(desk, township, "向国梁")
    desk.get_by_role("navigation", name="主菜单").get_by_role("link", name="困难诉求").click()
    desk.get_by_role("link").filter(has_text=WORDS).click()
    expect(desk.get_by_text("报平安时提出")).to_be_visible()
    desk.get_by_role("button", name="定经办人").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("button", name="我来办").click()
    dialog.get_by_role("button", name="记下来").click()
    desk.get_by_role("button", name="写结果").click()
    dialog.get_by_label("结果是什么").fill("覃秀芝去陪两天，车也联系好了")
    dialog.get_by_role("button", name="记下来").click()
    expect(desk.get_by_text("覃秀芝去陪两天，车也联系好了").first).to_be_visible()

    page.goto(f"{township.url}/help")
    expect(page.get_by_text("覃秀芝去陪两天，车也联系好了")).to_be_visible()
    page.get_by_role("button", name="知道了").first.click()
    expect(page.get_by_role("button", name="知道了")).to_have_count(0)
    need = next(one for one in township.ask("田晓琴").read("/needs")["items"] if one["words"] == WORDS)
    assert (need["source"], need["state"], need["told_way"]) == ("check_in", "settled", "app")


def test_a_visit_is_recorded_at_the_door_without_a_network_and_arrives_once(
    township: Township, open_phone: OpenPhone
) -> None:
    phone = open_phone("向国梁")
    page = phone.pages[0]
    sign_in(page, township, "向国梁")
    page.goto(f"{township.url}/visits/new")
    expect(page.get_by_role("button", name="李思源")).to_be_visible()
    wait_for_service_worker(page)

    phone.set_offline(True)
    page.reload()
    page.get_by_role("button", name="李思源").click()
    page.get_by_role("radio", name="见到家属").check()
    page.get_by_label("家里情况").fill("叔叔在家，一切都好")
    page.get_by_role("button", name="记下来").click()
    expect(page.get_by_text("李思源家，记下了。")).to_be_visible()

    phone.set_offline(False)
    page.goto(f"{township.url}/visits/made")
    expect(page.get_by_role("link").filter(has_text="李思源").first).to_be_visible()
    asker = township.ask("向国梁")
    made = asker.read("/visits", organization_id=asker.me["organization_id"])["items"]
    new = [one for one in made if one["situation"] == "叔叔在家，一切都好"]
    assert [[member["name"] for member in one["members"]] for one in new] == [["李思源"]]
    assert new[0]["recorded_at_device"] is not None
