"""What people do on the screens, in their own words."""

from playwright.sync_api import Page, expect

from tests.journeys.township import Township


def sign_in(page: Page, township: Township, name: str) -> None:
    """Sign in with phone and password, and arrive at the first page."""
    person = township.person(name)
    page.goto(township.url)
    page.get_by_label("手机号").fill(person["phone"])
    page.get_by_label("密码").fill(person["password"])
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("navigation", name="主菜单")).to_be_visible()


def wait_for_service_worker(page: Page) -> None:
    """Wait until the app would open without a network."""
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")


def go_to_desk(page: Page) -> None:
    """Open the list of what waits; it is read anew whenever somebody comes back to it."""
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="待办").click()
    expect(page.get_by_role("heading", name="待办")).to_be_visible()


def go_to_own_page(page: Page) -> None:
    """Open one's own reports: a member who is a liaison, too, begins at whom to call today."""
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="我要报告").click()


def open_report_of(page: Page, name: str) -> None:
    """Open the waiting report of a member at the desk."""
    go_to_desk(page)
    page.locator('a[data-kind="report_waiting"]').filter(has_text=name).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def accept_report_of(page: Page, name: str) -> None:
    """Accept the waiting report of a member at the desk."""
    open_report_of(page, name)
    page.get_by_role("article").get_by_role("button", name="受理").click()
    page.get_by_role("dialog").get_by_role("button", name="受理").click()
    wait_until_it_is_out(page, f"已受理{name}的报告。")


def wait_until_it_is_out(page: Page, sentence: str) -> None:
    """See what was done at the desk, and wait until it can no longer be undone: from then on it is on record."""
    expect(page.get_by_text(sentence)).to_be_visible()
    expect(page.get_by_text(sentence)).to_have_count(0)


def report_well(page: Page) -> None:
    """Tap 报平安, and see it kept or arrived."""
    page.get_by_role("button", name="报平安").click()
    expect(page.get_by_role("button", name="再报一次")).to_be_visible()
