"""The interactive page of the API: from this origin alone, under the same policy as every other page."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.app import create_app
from api.config import Config
from tools.packages import PWA

PAGE = "/api/docs/"
SOURCES = PWA / "api-docs"


@pytest.fixture
def browser(keys_file: Path, tmp_path: Path) -> FlaskClient:
    """Return a client of an application that serves the page as the build lays it."""
    (tmp_path / "keys.json").write_bytes(keys_file.read_bytes())
    built = tmp_path / "pwa"
    page = built / "api" / "docs"
    page.mkdir(parents=True)
    (built / "index.html").write_text("<!doctype html>")
    for file in SOURCES.iterdir():
        (page / file.name).write_bytes(file.read_bytes())
    app: Flask = create_app(Config(data=tmp_path, password_cost="light", static=built))
    return app.test_client()


def test_the_page_is_served_under_the_strict_policy(browser: FlaskClient) -> None:
    answer = browser.get(PAGE)
    assert answer.status_code == 200
    assert "text/html" in answer.headers["Content-Type"]
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    answer.close()


def test_its_address_without_the_last_stroke_leads_there(browser: FlaskClient) -> None:
    answer = browser.get(PAGE.rstrip("/"))
    assert answer.status_code in {301, 302}
    assert answer.headers["Location"].endswith("docs/")
    answer.close()


def test_it_names_no_other_origin_and_runs_nothing_inline() -> None:
    html = (SOURCES / "index.html").read_text()
    named = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert all(not name.startswith(("http", "//")) for name in named)
    assert not re.search(r"<script>|<style>|\son\w+=|style=", html)
    assert "http" not in (SOURCES / "page.js").read_text() + (SOURCES / "page.css").read_text()
