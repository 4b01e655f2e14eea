"""A liaison's day: three contacts without a network, a call and what it told, several at once, and one call noted twice."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenPhone
from tests.journeys.steps import sign_in, wait_for_service_worker
from tests.journeys.township import Asker, Township

LIAISON, SECRETARY = "罗翠萍", "向国梁"
AWAY = ("田晓琴", "谭志远", "黄建军")


class Thumb:
    """Counts how often a screen was tapped."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, target: Locator) -> None:
        """Tap once."""
        target.click()
        self.taps += 1


def pair_with_liaison(secretary: Asker) -> dict[str, str]:
    """Pair the liaison with three members away, and return everybody's id by name."""
    branch = secretary.me["organization_id"]
    ids = {
        name: secretary.read("/members", organization_id=branch, q=name)["items"][0]["id"]
        for name in (LIAISON, "彭秋菊", *AWAY)
    }
    pairs = [{"member_id": ids[name], "liaison_id": ids[LIAISON]} for name in AWAY]
    secretary.write("/pairings", {"organization_id": branch, "pairs": pairs})
    return ids


def list_contacts(asker: Asker, member_id: str) -> list[dict[str, Any]]:
    """List a member's contacts of the liaison, newest first."""
    found: list[dict[str, Any]] = asker.read(f"/members/{member_id}/contacts", limit=200)["items"]
    return [contact for contact in found if contact["logged_by_name"] == LIAISON]


def card_of(page: Page, name: str) -> Locator:
    """Return the card of a member on the work list, unfolding those with whom all is well."""
    expect(page.locator("li.work-card").first).to_be_attached()
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    return page.locator("li.work-card").filter(has_text=name)


def test_three_contacts_noted_without_a_network_arrive_once_each(
    township: Township, open_phone: OpenPhone
) -> None:
    secretary = township.ask(SECRETARY)
    ids = pair_with_liaison(secretary)
    before = {name: len(list_contacts(secretary, ids[name])) for name in AWAY}
    phone = open_phone(LIAISON)
    page = phone.pages[0]
    sign_in(page, township, LIAISON)
    expect(page.get_by_role("heading", name="该联系了")).to_be_visible()
    expect(card_of(page, "田晓琴")).to_be_attached()
    wait_for_service_worker(page)

    phone.set_offline(True)
    for name in AWAY:
        thumb = Thumb()
        thumb.tap(card_of(page, name).get_by_role("button", name="记一次"))
        thumb.tap(page.get_by_role("dialog").get_by_role("button", name="接通了"))
        expect(card_of(page, name)).to_contain_text("在手机里")
        assert thumb.taps <= 3
    phone.close()

    phone = open_phone(LIAISON, offline=True)
    page = phone.pages[0]
    page.goto(f"{township.url}/today")
    for name in AWAY:
        expect(card_of(page, name)).to_contain_text("在手机里")
    phone.set_offline(False)
    page.reload()
    page.goto(f"{township.url}/outbox")
    expect(page.get_by_role("listitem").filter(has_text="收条")).to_have_count(3)
    after = {name: len(list_contacts(secretary, ids[name])) for name in AWAY}
    assert after == {name: count + 1 for name, count in before.items()}


def test_a_call_and_coming_back_several_at_once_a_slip_undone_and_a_double_decided(
    township: Township, desk: Page, open_phone: OpenPhone
) -> None:
    secretary = township.ask(SECRETARY)
    ids = pair_with_liaison(secretary)
    page = open_phone(LIAISON).pages[0]
    sign_in(page, township, LIAISON)

    card_of(page, "田晓琴").get_by_role("button", name="打电话").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="本人").check()
    number = dialog.get_by_role("link", name="拨 19900000021")
    expect(number).to_have_attribute("href", "tel:19900000021")
    keep_diallers_away(page)
    number.click()
    look_away_and_back(page)
    expect(page.get_by_role("heading", name="接通了吗？")).to_be_visible()
    page.get_by_label("说了什么").fill("厂里年底赶货")
    dialog.get_by_text("说了难处").click()
    dialog.get_by_role("radio", name="看病").check()
    dialog.get_by_label("要帮什么忙").fill("想请人给父亲送药")
    dialog.get_by_text("换了地方、单位或号码").click()
    dialog.get_by_label("现在在哪儿干活").fill("桥头鞋厂")
    page.get_by_role("dialog").get_by_role("button", name="接通了").click()
    expect(card_of(page, "田晓琴")).to_contain_text("已送达")
    called = list_contacts(secretary, ids["田晓琴"])[0]
    assert (called["way"], called["with_whom"], called["note"]) == ("phone", "self", "厂里年底赶货")
    assert called["happened_at"] is not None
    needs = secretary.read("/needs", member_id=ids["田晓琴"])["items"]
    assert "想请人给父亲送药" in [need["words"] for need in needs]
    told = secretary.read(f"/reports/{called['report_id']}")
    assert (told["kind"], told["state"], told["employer"]) == ("change", "submitted", "桥头鞋厂")

    page.get_by_role("button", name="几个人一起").click()
    for name in ("谭志远", "黄建军"):
        page.get_by_role("dialog").get_by_role("checkbox", name=name).check()
    page.get_by_role("dialog").get_by_role("button", name="接通了").click()
    expect(card_of(page, "黄建军")).to_contain_text("视频 联系上了 · 已送达")
    together = [list_contacts(secretary, ids[name])[0] for name in ("谭志远", "黄建军")]
    assert {contact["way"] for contact in together} == {"video"}
    assert len({contact["joint_id"] for contact in together}) == 1

    count = len(list_contacts(secretary, ids["黄建军"]))
    card = card_of(page, "黄建军")
    card.get_by_role("button", name="记一次").click()
    page.get_by_role("dialog").get_by_role("button", name="拒接").click()
    card.locator(".work-noted").filter(has_text="拒接").get_by_role("button", name="撤销").click()
    expect(page.get_by_text("撤销了，当没记过。")).to_be_visible()
    expect(card).not_to_contain_text("拒接")
    assert len(list_contacts(secretary, ids["黄建军"])) == count

    card.get_by_role("link", name="黄建军").click()
    page.get_by_role("button", name="记一次").click()
    page.get_by_role("dialog").get_by_role("button", name="没接通").click()
    noted = page.locator(".contacts > li").filter(has_text="没接通")
    expect(noted.filter(has=page.get_by_role("button", name="撤回"))).to_be_visible()
    assert len(list_contacts(secretary, ids["黄建军"])) == count + 1

    secretary.write(
        "/contacts",
        {
            "member_ids": [ids["田晓琴"]],
            "way": "phone",
            "happened_on": called["happened_on"],
            "by_member_id": ids["彭秋菊"],
        },
    )
    sign_in(desk, township, SECRETARY)
    desk.get_by_role("navigation", name="主菜单").get_by_role("link", name="联系", exact=True).click()
    double = desk.get_by_role("listitem").filter(has_text="田晓琴").filter(has_text="彭秋菊联系的")
    double.get_by_role("button", name="同一次").click()
    expect(desk.get_by_text("并成一次了，两条记录都留着。")).to_be_visible()
    expect(double).to_have_count(0)


def keep_diallers_away(page: Page) -> None:
    """Let no `tel:` leave the page: a PC's Chromium would ask which program may take it, and hear nothing meanwhile."""
    page.evaluate(
        """document.addEventListener('click', (event) => {
            if (event.target.closest('a[href^="tel:"]')) event.preventDefault();
        }, true)"""
    )


def look_away_and_back(page: Page) -> None:
    """Do what a phone does when it shows its own dialler for a while."""
    for state in ("hidden", "visible"):
        page.evaluate(
            """(state) => {
                Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
                document.dispatchEvent(new Event('visibilitychange'));
            }""",
            state,
        )
