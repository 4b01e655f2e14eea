"""Journeys in a real Chromium against the real demo: its server, its township, the built PWA."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect

from tests.databases import once_for_all_workers, run_folder
from tests.journeys.township import Township
from tools.packages import PWA, build_pwa

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}

_PATIENCE_MS = 30_000
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SPEAKS: dict[str, Any] = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}

OpenPhone = Callable[..., BrowserContext]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the caller keep a picture of each page."""
    parser.addoption("--pictures", type=Path, help="a folder for a picture of each page")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the Chromium of this machine: the tests bring none of their own."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        pytest.fail("Chromium was not found: the journeys need it (make test installs it on Debian).")
    return {"executable_path": program, "args": list(_FLAGS), "headless": True}


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """Wait longer than usual before a page counts as wrong: the machine may do much else."""
    expect.set_options(timeout=_PATIENCE_MS)


@pytest.fixture(scope="session")
def loaded(pytestconfig: pytest.Config) -> Township:
    """Return a township that was loaded once for the run, with a build of the PWA that nobody changes meanwhile."""
    folder = run_folder(pytestconfig)
    township = Township(folder / "demo", folder / "pwa")

    def prepare() -> None:
        build_pwa()
        shutil.copytree(PWA / "dist", township.pwa)
        township.start()
        township.stop()

    once_for_all_workers(folder, "demo", prepare)
    return township


@pytest.fixture
def township(loaded: Township, tmp_path: Path) -> Iterator[Township]:
    """Return a township of its own for one journey."""
    own = loaded.copy_to(tmp_path / "demo")
    own.start()
    try:
        yield own
    finally:
        own.kill()


@pytest.fixture
def open_phone(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> Iterator[OpenPhone]:
    """Open somebody's phone: its browser keeps what it had when it was closed."""
    opened: list[BrowserContext] = []

    def open_(owner: str, **options: Any) -> BrowserContext:
        context = browser_type.launch_persistent_context(
            tmp_path / f"phone-{owner}", **browser_type_launch_args, **_SPEAKS, viewport=PHONE, **options
        )
        context.set_default_timeout(_PATIENCE_MS)
        opened.append(context)
        return context

    yield open_
    for context in opened:
        context.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """Return a page on a PC."""
    context = browser.new_context(**_SPEAKS, viewport=DESK)
    context.set_default_timeout(_PATIENCE_MS)
    yield context.new_page()
    context.close()
