"""Another system is told: the officer enters it, keeps its secret, tries it, and sees what came of it."""

from collections.abc import Iterator
from multiprocessing.connection import Connection

import pytest
from playwright.sync_api import Page, expect

from tests.integration.processes import hear, receiver
from tests.journeys.steps import sign_in
from tests.journeys.township import Township


@pytest.fixture
def receiving(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Connection]]:
    """Let the server that starts next reach a receiver on this machine."""
    monkeypatch.setenv("LIANXINQIAO_OUTGOING_NETWORKS", "127.0.0.0/8")
    with receiver() as (address, hears):
        yield address, hears


def test_an_officer_enters_a_receiver_keeps_its_secret_and_tries_it(
    receiving: tuple[str, Connection], township: Township, desk: Page
) -> None:
    address, hears = receiving
    sign_in(desk, township, "文清")
    desk.goto(f"{township.url}/webhooks")
    desk.get_by_role("button", name="新增推送").click()
    form = desk.get_by_role("dialog", name="新增推送")
    form.get_by_label("对方叫什么").fill("县里的平台")
    form.get_by_label("接收地址").fill("https://10.0.0.1/in")
    form.get_by_role("button", name="保存").click()
    expect(form.get_by_role("alert")).to_contain_text("这个地址不能用")
    form.get_by_label("接收地址").fill(address)
    form.get_by_role("button", name="保存").click()

    secret = desk.get_by_role("dialog", name="请把签名密钥交给对方")
    expect(secret.get_by_text("whsec_")).to_be_visible()
    secret.get_by_role("button", name="我已保存好").click()
    expect(desk.get_by_role("heading", name="县里的平台")).to_be_visible()
    desk.get_by_role("button", name="发一条测试").click()
    expect(desk.get_by_text("的测试：对方收下了")).to_be_visible()

    heard: set[str] = set()
    while heard != {"entry", "test"}:
        heard.add(hear(hears)[0].partition("_")[0])

    desk.goto(f"{township.url}/jobs")
    expect(desk.get_by_text("后台正在工作")).to_be_visible()
