"""The officer connects the county's platform; it reads with its secret, and is refused once it is revoked."""

import re

import requests
from playwright.sync_api import Page, expect

from tests.journeys.steps import sign_in
from tests.journeys.township import Township

SYSTEM = "县一体化平台"
SECONDS = 30


def test_a_system_is_connected_reads_and_is_let_go(township: Township, desk: Page) -> None:
    sign_in(desk, township, "文清")
    desk.goto(f"{township.url}/systems")
    desk.get_by_role("button", name="接入一个系统").click()
    desk.get_by_label("系统叫什么").fill(SYSTEM)
    desk.get_by_label("党员花名册").check()
    desk.get_by_role("button", name="接入，并发密钥").click()
    expect(desk.get_by_text("密钥只显示这一次")).to_be_visible()
    shown = desk.get_by_role("dialog").inner_text()
    client_id = re.search(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", shown)
    secret = re.search(r"lxq_[\w-]{43}", shown)
    assert client_id and secret
    desk.get_by_role("button", name="关闭").click()
    expect(desk.get_by_role("heading", name=SYSTEM)).to_be_visible()
    expect(desk.get_by_text(secret[0])).to_have_count(0)

    credentials = (client_id[0], secret[0])
    asked = {"grant_type": "client_credentials"}
    given = requests.post(f"{township.url}/api/v1/oauth/token", data=asked, auth=credentials, timeout=SECONDS)
    assert given.status_code == 200, given.text
    bearer = {"Authorization": f"Bearer {given.json()['access_token']}"}
    members = requests.get(f"{township.url}/api/v1/members", headers=bearer, timeout=SECONDS)
    assert members.status_code == 200 and members.json()["items"]

    desk.reload()
    card = desk.get_by_role("region", name=SYSTEM)
    expect(card).to_contain_text("最近一次来是")
    card.get_by_role("button", name="停用").click()
    desk.get_by_role("dialog").get_by_role("button", name="停用").click()
    expect(desk.get_by_text(f"“{SYSTEM}”已停用。")).to_be_visible()
    refused = requests.get(f"{township.url}/api/v1/members", headers=bearer, timeout=SECONDS)
    assert refused.status_code == 401
