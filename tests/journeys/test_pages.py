"""Each page on a phone and on a PC, in each look: nothing that axe finds, nothing cut off, nothing in the log.

A page is loaded once; then the same page is looked at in the large letters and in the dark.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.steps import sign_in
from tests.journeys.township import Asker, Township

_AXE: str = Axe().axe_script
_TURN = "root => { document.documentElement.dataset.size = root; dispatchEvent(new Event('resize')); }"
"""The size of letters as `ui/size` sets it; what measures itself is told by the resize."""
_PAINT = "() => new Promise(done => requestIdleCallback(() => requestAnimationFrame(done)))"
_CALM = 3
"""How often in a row nothing may be under way, each time after what was under way was painted, until a page rests."""
_FIND = """
    rules => axe.run(document, { resultTypes: ['violations'], ...rules && { runOnly: rules } }).then(({ violations }) =>
        violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target.join(' ')) })))
"""

LOOKS: dict[str, tuple[str, Literal["dark", "light"]]] = {
    # look: (root size in px, color scheme)
    "normal": ("16", "light"),
    "large": ("24", "light"),
    "dark": ("16", "dark"),
}
RULES: dict[str, list[str] | None] = {
    "normal": None,
    "large": ["scrollable-region-focusable"],
    "dark": ["color-contrast", "link-in-text-block"],
}
"""What axe asks in each look: everything once, and then what letters and colours can change."""
SIZES: dict[str, dict[str, int]] = {"phone": PHONE, "desk": DESK}

DOOR = {"sign-in": "/", "invitation": "/i"}
FORMS = ("departure", "change", "yearly", "home_visit", "return")


@dataclass
class Eye:
    """Looks at pages, and collects what is wrong with them."""

    township: Township
    page: Page
    name: str
    pictures: Path | None
    wrong: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    asked: set[Request] = field(default_factory=set)
    """What the page asked for and has not got yet."""

    def look_at(self, name: str, path: str, shows: str | None = None) -> None:
        """Open a page and look at it, in each look, when it has come to rest. shows: what comes after a while only."""
        self.page.goto(f"{self.township.url}{path}")
        expect(self.page.get_by_role("heading", level=1).first).to_be_visible()
        expect(self.page.get_by_text("正在打开…")).to_have_count(0)
        if shows is not None:
            expect(self.page.locator(shows).locator("visible=true").first).to_be_visible()
        self._wait_for_rest()
        self.page.evaluate(_AXE)
        for look, (root, scheme) in LOOKS.items():
            self.page.emulate_media(color_scheme=scheme)
            self.page.evaluate(_TURN, root)
            if self.pictures is not None:
                picture = self.pictures / f"{name}-{self.name}-{look}.png"
                self.page.screenshot(path=picture, full_page=True)
            self._judge(f"{name} ({look})", RULES[look])
        self.wrong += [f"{name}: {words}" for words in self.said]
        self.said.clear()

    def _wait_for_rest(self) -> None:
        calm = 0
        while calm < _CALM:
            self.page.evaluate(_PAINT)
            calm = 0 if self.asked else calm + 1

    def _judge(self, name: str, rules: list[str] | None) -> None:
        for finding in self.page.evaluate(_FIND, rules):
            self.wrong.append(f"{name}: {finding['id']} at {finding['targets']}")
        if self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            self.wrong.append(f"{name}: scrolls sideways")


@pytest.fixture(scope="module")
def shown(loaded: Township, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Township]:
    """Return a township in which nobody changes anything."""
    own = loaded.copy_to(tmp_path_factory.mktemp("shown") / "demo")
    own.start()
    yield own
    own.kill()


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def eye(shown: Township, browser: Browser, size: str, pytestconfig: pytest.Config) -> Iterator[Eye]:
    """Return an eye on a browser of this size."""
    options: dict[str, Any] = {"viewport": SIZES[size], "reduced_motion": "reduce"}
    context: BrowserContext = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **options)
    pictures: Path | None = pytestconfig.getoption("--pictures", default=None)
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    page = context.new_page()
    one = Eye(shown, page, size, pictures)

    def note(message: ConsoleMessage) -> None:
        # Who is not signed in is told so by a 401; the browser writes it down, and it is no fault.
        if message.type == "error" and not message.location["url"].endswith("/auth/refresh"):
            one.said.append(f"{message.text} ({message.location['url']})")

    page.on("console", note)
    page.on("request", lambda asked: one.asked.add(asked))
    page.on("requestfinished", lambda got: one.asked.discard(got))
    page.on("requestfailed", lambda lost: one.asked.discard(lost))
    page.on("pageerror", lambda error: one.said.append(str(error)))
    yield one
    context.close()


def test_the_doors(eye: Eye) -> None:
    for name, path in DOOR.items():
        eye.look_at(name, path)
    assert eye.wrong == []


def test_the_pages_of_a_member(eye: Eye) -> None:
    sign_in(eye.page, eye.township, "田晓琴")
    asker = eye.township.ask("田晓琴")
    report_id = asker.list_reports(asker.me["membership_id"])[0]["id"]
    eye.look_at("home", "/")
    for kind in FORMS:
        eye.look_at(f"report-{kind}", f"/report/{kind}")
    eye.look_at("my-reports", "/reports")
    eye.look_at("my-report", f"/reports/{report_id}")
    eye.look_at("contact-card", "/contact-card")
    eye.look_at("learning", "/learning")
    eye.look_at("help", "/help")
    eye.look_at("outbox", "/outbox")
    eye.look_at("me", "/me")
    eye.look_at("readings", "/me/readings")
    assert eye.wrong == []


def test_the_pages_of_a_secretary(eye: Eye) -> None:
    sign_in(eye.page, eye.township, "向国梁")
    asker = eye.township.ask("向国梁")
    member_id = find_member(asker, "田晓琴")
    node_id = asker.me["organization_id"]
    waiting = asker.read("/reports", organization_id=node_id, state="submitted")["items"][0]["id"]
    eye.look_at("desk", "/desk")
    eye.look_at("desk-report", f"/desk/{waiting}")
    eye.look_at("handoffs", "/handoffs")
    eye.look_at("lists", "/lists/contacts")
    eye.look_at("overview-branch", "/overview")
    eye.look_at("overview-ring", f"/overview/{node_id}/ring-contact")
    eye.look_at("members", "/members")
    eye.look_at("member", f"/members/{member_id}")
    eye.look_at("contacts", "/contacts")
    eye.look_at("duplicates", "/members/duplicates")
    eye.look_at("groups", "/groups")
    eye.look_at("member-new", "/members/new")
    eye.look_at("opening", "/members/opening")
    eye.look_at("behalf", f"/members/{member_id}/report/departure")
    need_id = asker.read("/needs", organization_id=node_id)["items"][0]["id"]
    visit_id = asker.read("/visits", organization_id=node_id)["items"][0]["id"]
    plan = asker.read("/visits/plan", organization_id=node_id)
    home = f"{plan['calls'][0]['members'][0]['member_id']}?window={plan['window']['key']}"
    eye.look_at("needs", "/needs")
    eye.look_at("need", f"/needs/{need_id}")
    eye.look_at("visits", "/visits")
    eye.look_at("visit-call", f"/visits/{home}")
    eye.look_at("visit-new", "/visits/new")
    eye.look_at("visit-made", f"/visits/made/{visit_id}")
    eye.look_at("visit-correct", f"/visits/made/{visit_id}/correct")
    eye.look_at("roster", "/roster")
    eye.look_at("pairings", "/pairings")
    eye.look_at("contact-cards", "/contact-cards")
    eye.look_at("contact-card-of", f"/members/{member_id}/contact-card")
    rounds = asker.read("/screenings", organization_id=node_id)["items"]
    eye.look_at("contributions", "/contributions")
    eye.look_at("screenings", "/screenings")
    eye.look_at("screening", f"/screenings/{rounds[0]['id']}")
    eye.look_at("screening-closed", f"/screenings/{rounds[-1]['id']}")
    meetings = asker.read("/trainings", organization_id=node_id)["items"]
    closed = next(one["id"] for one in meetings if one["state"] == "closed")
    eye.look_at("trainings", "/trainings")
    eye.look_at("trainings-month", "/trainings?view=month")
    eye.look_at("trainings-year", "/trainings?view=watch")
    eye.look_at("trainings-committee", "/trainings?view=committee")
    eye.look_at("training-planned", f"/trainings/{meetings[0]['id']}")
    eye.look_at("training-closed", f"/trainings/{closed}")
    eye.look_at("training-new", "/trainings/new")
    eye.look_at("invitations", "/invitations")
    eye.look_at("dues", "/dues")
    eye.look_at("standing", "/standing")
    eye.look_at("national", "/standing/national")
    eye.look_at("introduction", f"/members/{member_id}/introduction")
    eye.look_at("handover", "/handover")
    eye.look_at("inbox", "/inbox", shows=".nav-count, .nav-dot")
    eye.look_at("robots", "/robots")
    assert eye.wrong == []


def test_the_forms_beside_the_desk(eye: Eye) -> None:
    sign_in(eye.page, eye.township, "向国梁")
    asker = eye.township.ask("向国梁")
    items = asker.read("/desk", organization_id=asker.me["organization_id"])["items"]
    for kind in ("contact_due", "training_to_close"):
        eye.look_at(f"desk-{kind}", f"/desk/{find_line(items, kind)}")
    heard = next(one["subject_id"] for one in items if one["kind"] == "hearsay_waiting")
    eye.look_at("desk-member", f"/desk/member.{find_member(asker, '罗大勇')}")
    eye.look_at("desk-form", f"/desk/{heard}?form=departure")
    assert eye.wrong == []


def test_the_pages_of_an_officer(eye: Eye) -> None:
    sign_in(eye.page, eye.township, "文清")
    (webhook,) = eye.township.ask("文清").read("/webhooks")["items"]
    eye.look_at("webhooks", "/webhooks")
    eye.look_at("webhook", f"/webhooks/{webhook['id']}")
    eye.look_at("jobs", "/jobs")
    node_id = eye.township.ask("文清").me["roles"][0]["organization_id"]
    eye.look_at("overview-township", "/overview")
    eye.look_at("overview-waiting", f"/overview/{node_id}?waiting=1")
    eye.look_at("overview-people", f"/overview/{node_id}/assist")
    eye.look_at("whereabouts", "/whereabouts")
    eye.look_at("whereabouts-province", "/whereabouts?province=440000")
    eye.look_at("whereabouts-list", "/whereabouts/members?province=440000")
    assert eye.wrong == []


def test_the_pages_of_the_books(eye: Eye) -> None:
    sign_in(eye.page, eye.township, "向国梁")
    for book in ("reports", "ledger", "trainings"):
        eye.look_at(f"book-{book}", f"/registers/{book}")
    for page in ("summary", "packs", "prints", "sheets"):
        eye.look_at(f"books-{page}", f"/registers/{page}")
    asker = eye.township.ask("向国梁")
    order = {"organization_id": asker.me["organization_id"], "book": "screenings", "blank_rows": 1}
    sheet_id = asker.write("/registers/sheets", order)["id"]
    eye.look_at("books-sheet", f"/registers/sheets/{sheet_id}")
    assert eye.wrong == []


def test_the_pages_of_a_liaison(eye: Eye) -> None:
    sign_in(eye.page, eye.township, "罗翠萍")
    member_id = eye.township.ask("罗翠萍").read("/contacts/today")["items"][0]["member_id"]
    eye.look_at("today", "/today")
    eye.look_at("today-person", f"/today/{member_id}")
    assert eye.wrong == []


def test_the_pages_of_an_administrator(eye: Eye) -> None:
    sign_in(eye.page, eye.township, "舒平")
    eye.look_at("accounts", "/accounts")
    eye.look_at("systems", "/systems")
    eye.look_at("settings", "/settings")
    assert eye.wrong == []


def find_line(items: list[dict[str, Any]], kind: str) -> str:
    """Return what the first line of a kind is called by in the desk's address."""
    item = next(one for one in items if one["kind"] == kind)
    return ".".join([kind, item["subject_id"], *([item["code"]] if item["code"] else [])])


def find_member(asker: Asker, name: str) -> str:
    """Return a member's id."""
    found: str = asker.read("/members", organization_id=asker.me["organization_id"], q=name)["items"][0]["id"]
    return found
