"""What every answer carries, a page's, a file's and a refusal's too; and how the refresh cookie is kept."""

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from api import crypto
from api.app import create_app
from api.config import Config
from api.db import connect
from tests.auth.doors import PHONES
from tests.permissions.filled import PASSWORD, Filled

ANSWERS = [
    ("GET", "/", 200),
    ("GET", "/members", 200),
    ("GET", "/index.html", 302),
    ("GET", "/assets/app-1a2b.js", 200),
    ("GET", "/assets/gone-9f9f.js", 404),
    ("GET", "/sw.js", 200),
    ("HEAD", "/", 200),
    ("POST", "/", 404),
    ("DELETE", "/sw.js", 404),
    ("GET", "/%00", 200),
    ("GET", "/healthz", 200),
    ("POST", "/healthz", 405),
    ("GET", "/api/v1/regions", 200),
    ("GET", "/api/v1/auth/notice", 200),
    ("GET", "/api/v1/auth/me", 401),
    ("GET", "/api/v1/nowhere", 404),
    ("GET", "/api/v1//members", 404),
    ("PUT", "/api/v1/desk", 405),
    ("OPTIONS", "/api/v1/members", 200),
    ("POST", "/api/v1/auth/sign-in", 415),
    ("POST", "/api/v1/auth/refresh", 401),
]


@pytest.fixture
def browser(tmp_path: Path, keys_file: Path, sqlite_template: Path) -> Client:
    """Return a browser before an installation with a built PWA."""
    pages = tmp_path / "pages"
    (pages / "assets").mkdir(parents=True)
    (pages / "index.html").write_text("<!doctype html><title>连心桥</title>")
    (pages / "sw.js").write_text("")
    (pages / "assets" / "app-1a2b.js").write_text("")
    (tmp_path / "keys.json").write_bytes(keys_file.read_bytes())
    (tmp_path / "lianxinqiao.db").write_bytes(sqlite_template.read_bytes())
    config = Config(data=tmp_path, password_cost="light", static=pages)
    app: Flask = create_app(config, connect(config.engine_url))
    crypto.use(crypto.Keys.read(keys_file))
    return app.test_client()


def ensure_guarded(answer: TestResponse) -> None:
    """Fail unless a browser guesses nothing, tells nobody, and runs nothing of strangers in this answer."""
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert not {"unsafe-inline", "unsafe-eval", "*", "http:", "https:"} & set(policy.replace("'", "").split())
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in answer.headers
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control", "Content-Type"):
        assert len(answer.headers.getlist(name)) <= 1


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_is_guarded(browser: Client, method: str, path: str, status: int) -> None:
    answer = browser.open(path, method=method)
    assert answer.status_code == status
    ensure_guarded(answer)
    if path.startswith("/api/") and status >= 400:
        assert answer.mimetype == "application/problem+json"


def test_a_hashed_file_is_kept_for_ever_and_the_page_is_asked_for_each_time(browser: Client) -> None:
    assert "immutable" in browser.get("/assets/app-1a2b.js").headers["Cache-Control"]
    assert browser.get("/").headers["Cache-Control"] == "no-cache"
    assert browser.get("/sw.js").headers["Cache-Control"] == "no-cache"
    assert browser.get("/members").headers["Cache-Control"] == "no-cache"


def test_nothing_of_the_api_but_the_places_is_kept_by_a_browser(kept: Filled) -> None:
    world, ids = kept.world, kept.of("李守田")
    officer = world.as_("孙委员")
    for path in (
        "/auth/me",
        "/auth/notice",
        "/organizations",
        f"/organizations/{ids['node']}",
        f"/members/{ids['member']}",
        f"/reports/{ids['report']}",
        f"/members/export?organization_id={ids['node']}",
        "/members/nobody",
    ):
        assert officer.get(path).headers["Cache-Control"] == "no-store", path
    assert officer.get("/regions").headers["Cache-Control"].startswith("public")


def test_a_fault_of_ours_is_guarded_and_tells_nothing_of_itself(browser: Client) -> None:
    app = browser.application
    app.extensions["lianxinqiao"].database.engine.dispose()
    Path(str(app.extensions["lianxinqiao"].database.engine.url.database)).write_bytes(
        b"no database at all" * 100
    )
    answer = browser.get("/healthz")
    assert (answer.status_code, answer.json["code"]) == (500, "internal_error")
    assert set(answer.json) == {"type", "title", "status", "code"}
    ensure_guarded(answer)


def test_the_refresh_cookie_is_out_of_reach_of_scripts_and_other_sites(kept: Filled) -> None:
    door = {"phone": PHONES["钱审"], "password": PASSWORD}
    answer = kept.world.app.test_client().post("/api/v1/auth/sign-in", json=door)
    cookies = {cookie.split("=")[0]: cookie for cookie in answer.headers.getlist("Set-Cookie")}
    assert set(cookies) == {"lxq_refresh", "lxq_device"}
    for cookie in cookies.values():
        flags = {flag.strip().lower() for flag in cookie.split(";")[1:]}
        assert {"httponly", "secure", "samesite=strict", "path=/api/v1/auth"} <= flags
        assert not any(flag.startswith("domain") for flag in flags)
    token = cookies["lxq_refresh"].split(";")[0].split("=", 1)[1]
    assert token not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
