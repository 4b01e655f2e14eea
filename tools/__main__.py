"""What each target of the Makefile does: `python3 -m tools TARGET`."""

import os
import socket
import sys
from collections.abc import Callable
from typing import NoReturn

from tools import checks, first_screens, machine, packages
from tools.packages import BIN, PWA
from tools.steps import Command, Steps, must, run_aloud, stop


def run() -> NoReturn:
    """Install, build, and serve the demo township."""
    port, data = _read_port(), os.environ.get("DATA") or "data/demo"
    steps = Steps(total=5)
    packages.install(steps, packages.RUN, needs=[machine.VENV])
    steps.step("PWA build", packages.build_pwa)
    steps.announce("Demo township")
    print(flush=True)
    # Takes this process's place, so that Ctrl-C reaches the server and nothing stands between.
    os.execv(BIN / "lianxinqiao", ["lianxinqiao", "demo", "--port", str(port), "--data", data])


def _read_port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isascii() or not given.isdigit() or not 0 < int(given) < 65536:
        stop(f"PORT is a number from 1 to 65535, not {given!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(given)))
        except PermissionError:
            stop(f"Port {given} is kept for the system. Choose one above 1023: make run PORT=8000")
        except OSError:
            stop(
                f"Port {given} is taken by another program. Choose another: make run PORT={int(given) % 65535 + 1}"
            )
    return int(given)


def test() -> int:
    """Run every check."""
    return checks.run_checks()


def faults() -> int:
    """Kill the server again and again under load: the long form of the fault tests."""
    packages.install(Steps(total=3), packages.DEVELOP, needs=machine.TESTS)
    return run_aloud([BIN / "python", "-m", "pytest", "tests/faults", "-m", "long", "--verbose"])


def bench() -> int:
    """Measure."""
    packages.install(Steps(total=3), packages.DEVELOP, needs=machine.TESTS)
    return run_aloud([BIN / "python", "-m", "bench"])


def lighthouse() -> int:
    """Ask Lighthouse about the first screen of each role."""
    return first_screens.measure()


def openapi() -> int:
    """Write openapi.yaml from the code, and the types of the PWA from openapi.yaml."""
    _install_developers_packages()
    must([BIN / "lianxinqiao", "openapi"])
    must(["npm", "run", "--silent", "types"], cwd=PWA)
    return 0


def released() -> int:
    """Keep openapi.yaml as the released document, against which later ones are compared."""
    _install_developers_packages()
    must([BIN / "python", "-m", "tools.breaking", "--keep"])
    return 0


def format_code() -> int:
    """Repair what the linter can repair, and format."""
    _install_developers_packages()
    repaired = run_aloud([BIN / "ruff", "check", "--fix", "."])
    return run_aloud([BIN / "ruff", "format", "."]) or repaired


def lock() -> int:
    """Lock the newest Python packages that pyproject.toml admits."""
    _install_developers_packages()
    packages.lock_python()
    return 0


def wheel() -> int:
    """Build one wheel with the PWA inside, into dist/."""
    _install_developers_packages()
    pip: Command = [BIN / "python", "-m", "pip", "--disable-pip-version-check"]
    return run_aloud(
        [*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", "dist", "."]
    )


def _install_developers_packages() -> None:
    packages.install(Steps(total=3), packages.DEVELOP, needs=[machine.VENV])


TARGETS: dict[str, Callable[[], int]] = {
    "run": run,
    "test": test,
    "faults": faults,
    "bench": bench,
    "lighthouse": lighthouse,
    "openapi": openapi,
    "released": released,
    "format": format_code,
    "lock": lock,
    "wheel": wheel,
}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in TARGETS:
        stop(f"Name one of: {', '.join(TARGETS)}")
    try:
        sys.exit(TARGETS[sys.argv[1]]())
    except KeyboardInterrupt:
        sys.exit(130)
