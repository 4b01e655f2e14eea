"""What waits on a phone goes out once: without a service worker, from three tabs at once, past a lost answer."""

from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.steps import report_well, sign_in
from tests.journeys.township import Township

MEMBER = "田晓琴"
REPORTS = "**/api/v1/reports"


def count_check_ins(township: Township) -> int:
    """Count the 报平安 that the branch has of the member."""
    asker = township.ask(MEMBER)
    reports = asker.list_reports(asker.me["membership_id"])
    return sum(report["kind"] == "check_in" for report in reports)


def wait_until_sent(page: Page) -> None:
    """See the receipt of what was tapped last."""
    expect(page.get_by_text("支部收到了")).to_be_visible()
    expect(page.get_by_text("收条").first).to_be_visible()


def test_where_service_workers_are_blocked_the_queue_survives_closing_and_goes_out_at_the_next_opening(
    township: Township, open_phone: OpenPhone
) -> None:
    before = count_check_ins(township)
    phone = open_phone(MEMBER, service_workers="block")
    sign_in(phone.pages[0], township, MEMBER)
    phone.set_offline(True)
    report_well(phone.pages[0])
    phone.close()

    page = open_phone(MEMBER, service_workers="block").pages[0]
    page.goto(f"{township.url}/outbox")
    expect(page.get_by_role("listitem").filter(has_text="收条")).to_have_count(1)
    assert count_check_ins(township) == before + 1


def test_three_tabs_that_come_online_at_once_send_once(township: Township, open_phone: OpenPhone) -> None:
    before = count_check_ins(township)
    phone = open_phone(MEMBER)
    tabs = [phone.pages[0], phone.new_page(), phone.new_page()]
    sign_in(tabs[0], township, MEMBER)
    for tab in tabs[1:]:
        tab.goto(township.url)
        expect(tab.get_by_role("heading", name=f"{MEMBER}同志")).to_be_visible()
    phone.set_offline(True)
    report_well(tabs[0])
    phone.set_offline(False)
    wait_until_sent(tabs[0])
    # The server counts: what a browser tells of its requests may come late, or not at all.
    assert township.count_requests("POST", "/api/v1/reports") == 1
    assert count_check_ins(township) == before + 1


def test_a_server_that_is_killed_before_its_answer_has_the_report_once(
    township: Township, open_phone: OpenPhone
) -> None:
    before = count_check_ins(township)
    phone = open_phone(MEMBER, service_workers="block")
    page = phone.pages[0]
    sign_in(page, township, MEMBER)
    keys: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) > 1:
            route.continue_()
            return
        assert route.fetch().status == 201
        township.kill()
        route.abort("connectionreset")

    page.route(REPORTS, lose_the_first_answer)
    with page.expect_event("requestfailed", lambda request: request.method == "POST"):
        report_well(page)
    expect(page.get_by_text("已记在手机里")).to_be_visible()
    township.start()
    page.reload()
    expect(page.get_by_role("heading", name=f"{MEMBER}同志")).to_be_visible()
    page.goto(f"{township.url}/outbox")
    expect(page.get_by_role("listitem").filter(has_text="收条")).to_have_count(1)
    assert len(set(keys)) == 1
    assert len(keys) > 1
    assert count_check_ins(township) == before + 1
