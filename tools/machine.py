"""What the machine must bring, how to see whether it is there, and how Debian gets it."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.steps import must, stop

NODE = 20


@dataclass(frozen=True)
class Need:
    """One thing that the machine must bring. package: Debian's name for it."""

    name: str
    package: str
    found: Callable[[], bool]


def find_postgresql() -> Path | None:
    """Return the folder of the newest PostgreSQL server's programs."""
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda path: int(path.parts[-3]), default=None)
    on_path = shutil.which("initdb")
    if newest:
        return newest.parent
    return Path(on_path).resolve().parent if on_path else None


def find_chromium() -> str | None:
    """Return the Chromium that the journeys drive; CHROMIUM names another one."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, (shutil.which(name) for name in names if name)), None)


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


VENV = Need("Python's venv", "python3-venv", lambda: importlib.util.find_spec("ensurepip") is not None)
TESTS = (
    VENV,
    Need("PostgreSQL server", "postgresql", lambda: find_postgresql() is not None),
    Need("Chromium", "chromium", lambda: find_chromium() is not None),
    Need("Chinese font", "fonts-noto-cjk", _has_chinese_font),
    Need("fc-list", "fontconfig", lambda: shutil.which("fc-list") is not None),
)


def ensure_node() -> bool:
    """End with a sentence unless a Node that is new enough, and npm, are there."""
    if not shutil.which("node") or not shutil.which("npm"):
        stop(
            f" incomplete\nNode.js {NODE} or newer with npm is needed to build the PWA: install it and try again."
        )
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", said)
    if not version or int(version[1]) < NODE:
        stop(
            f" incomplete\nNode.js {NODE} or newer is needed to build the PWA, and {said.strip()} was found."
        )
    return False


def ensure(needs: Sequence[Need]) -> bool:
    """Install what is missing where we may (root on Debian), else end with one sentence that lists it all."""
    missing = [need for need in needs if not need.found()]
    if not missing:
        return False
    packages = " ".join(need.package for need in missing)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        names = ", ".join(need.name for need in missing)
        stop(
            f" incomplete\nMissing on this machine: {names}. On Debian or Ubuntu: sudo apt-get install {packages}"
        )
    _install(packages.split())
    if still := [need.name for need in missing if not need.found()]:
        stop(f" incomplete\nInstalled {packages}, and still missing: {', '.join(still)}.")
    return True


def _install(packages: list[str]) -> None:
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    must([*apt, "update"])
    must([*apt, "install", "--yes", "--no-install-recommends", *packages])
