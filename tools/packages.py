"""Install the locked packages: Python's into .venv, the PWA's into pwa/node_modules; and lock them anew."""

import sys
from collections.abc import Sequence
from pathlib import Path

from tools import machine
from tools.stamps import alone, digest, once
from tools.steps import ROOT, Command, Steps, must

VENV = ROOT / ".venv"
BIN = VENV / "bin"
PWA = ROOT / "pwa"
CONTRACT = ROOT / "contract"

RUN = ("requirements.txt", "requirements-build.txt")
DEVELOP = ("requirements-dev.txt",)


def install(steps: Steps, locks: Sequence[str], needs: Sequence[machine.Need]) -> None:
    """Bring this folder to what its lock files say, in three steps."""
    with alone():
        steps.step("Programs of this machine", lambda: machine.ensure_node() or machine.ensure(needs))
        steps.step("Python packages", lambda: install_python(locks))
        steps.step("PWA packages", install_pwa)


def install_python(locks: Sequence[str]) -> bool:
    """Install the locked Python packages and this project; say whether there was anything to do."""
    key = digest([ROOT / name for name in (*locks, "pyproject.toml")], sys.version, str(ROOT))

    def install() -> None:
        if not (BIN / "pip").exists():
            must([sys.executable, "-m", "venv", VENV])
        pip: Command = [
            BIN / "python",
            "-m",
            "pip",
            "--disable-pip-version-check",
            "--no-input",
            "install",
            "--quiet",
        ]
        must([*pip, "--require-hashes", *(word for name in locks for word in ("-r", name))])
        must([*pip, "--no-deps", "--no-build-isolation", "--editable", "."])

    return once(f"python-{Path(locks[0]).stem}", key, BIN / "lianxinqiao", install)


def install_pwa() -> bool:
    """Install the PWA's locked packages; say whether there was anything to do."""
    return _install_npm("pwa-packages", PWA)


def install_contract() -> bool:
    """Install what holds openapi.yaml to its promises; say whether there was anything to do."""
    return _install_npm("contract-packages", CONTRACT)


def _install_npm(name: str, folder: Path) -> bool:
    key = digest(folder / file for file in ("package.json", "package-lock.json", ".npmrc"))
    modules = folder / "node_modules" / ".package-lock.json"
    return once(name, key, modules, lambda: must(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder))


def build_pwa() -> bool:
    """Build the PWA into pwa/dist; say whether there was anything to do."""
    sources = [path for path in PWA.iterdir() if path.name not in {"node_modules", "dist"}]
    sources.append(ROOT / "openapi.yaml")  # its interactive page is part of the build
    built = PWA / "dist" / "index.html"
    return once(
        "pwa-build", digest(sources), built, lambda: must(["npm", "run", "--silent", "build"], cwd=PWA)
    )


def lock_python() -> bool:
    """Resolve the Python packages again: for every system, with hashes, without an address."""
    uv: Command = [
        BIN / "uv",
        "pip",
        "compile",
        "--universal",
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
        "--quiet",
    ]
    same = ["--constraint", "requirements-dev.txt"]
    must([*uv, "pyproject.toml", "--group", "dev", "--output-file", "requirements-dev.txt"])
    must([*uv, "pyproject.toml", *same, "--output-file", "requirements.txt"])
    must([*uv, "--group", "build", *same, "--output-file", "requirements-build.txt"])
    return True
