"""`make test`: every check in order, all of them even where one fails, and one line at the end that counts."""

import os
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tools import machine, packages
from tools.packages import BIN, CONTRACT, PWA
from tools.stamps import FOLDER
from tools.steps import ROOT, Command, Steps

TESTS = ROOT / "tests"
JOURNEYS = TESTS / "journeys"


@dataclass(frozen=True)
class Check:
    """One check: a command that says nothing worth reading when all is well, or a runner of tests.

    counts: the file in which a runner of tests counts; such a runner speaks as it goes.
    """

    name: str
    command: Command
    cwd: Path = ROOT
    counts: Path | None = None


@dataclass
class Tally:
    """How many tests and checks passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, check: Check, *, succeeded: bool) -> None:
        """Count the tests of a check that has some, and else the check itself."""
        failed_tests = 0
        if check.counts and check.counts.exists():
            suites = list(ElementTree.parse(check.counts).iter("testsuite"))  # noqa: S314  our own runner wrote it
            failed_tests = _sum(suites, "failures") + _sum(suites, "errors")
            skipped = _sum(suites, "skipped")
            self.skipped += skipped
            self.passed += _sum(suites, "tests") - failed_tests - skipped
        elif succeeded:
            self.passed += 1
        # A runner that broke down without a failed test has failed all the same.
        self.failed += failed_tests or int(not succeeded)

    def __str__(self) -> str:
        """Return the closing line."""
        line = f"{self.passed} passed, {self.failed} failed"
        return f"{line}, {self.skipped} skipped" if self.skipped else line


def _sum(suites: list[ElementTree.Element], name: str) -> int:
    return sum(int(suite.get(name, "0")) for suite in suites)


def run_checks() -> int:
    """Install what the checks need, run them all, print the tally, and return the exit code."""
    checks = _list_checks()
    steps = Steps(total=len(checks) + 5)
    packages.install(steps, packages.DEVELOP, needs=machine.TESTS)
    steps.step("Packages of the contract", packages.install_contract)
    steps.step("PWA build", packages.build_pwa)
    tally, failed = Tally(), []
    for check in checks:
        succeeded = _run(check, steps)
        tally.add(check, succeeded=succeeded)
        if not succeeded:
            failed.append(check.name)
    print(f"\n{steps.done} steps in {steps.elapsed()}")
    if failed:
        print(f"Failed: {', '.join(failed)}")
    print(tally, flush=True)
    return 1 if failed else 0


def _run(check: Check, steps: Steps) -> bool:
    if not check.counts:
        return steps.check(check.name, check.command, cwd=check.cwd)
    check.counts.unlink(missing_ok=True)
    return steps.perform(check.name, check.command, cwd=check.cwd)


def _list_checks() -> list[Check]:
    npm = ("npm", "run", "--silent")
    pwa, api, journeys = (FOLDER / f"{name}.xml" for name in ("pwa", "api", "journeys"))
    junit = ("--reporter=default", "--reporter=junit", f"--outputFile.junit={pwa}")
    return [
        Check("Python linter", [BIN / "ruff", "check", "--quiet", "."]),
        Check("Python format", [BIN / "ruff", "format", "--quiet", "--diff", "."]),
        Check("Python types", [BIN / "mypy"]),
        Check("Floors of the architecture", [BIN / "lint-imports", "--no-cache"]),
        Check("openapi.yaml equals the code", [BIN / "lianxinqiao", "openapi", "--check"]),
        Check("openapi.yaml after Spectral and OWASP", [*npm, "lint"], CONTRACT),
        Check("openapi.yaml breaks no released client", [BIN / "python", "-m", "tools.breaking"]),
        Check("PWA linter and types", [*npm, "check"], PWA),
        Check("PWA budget", [*npm, "budget"], PWA),
        Check("PWA tests", [*npm, "test", "--", *junit], PWA, pwa),
        Check("API on SQLite and PostgreSQL", [*_pytest(api), TESTS, f"--ignore={JOURNEYS}"], counts=api),
        Check("Journeys in Chromium", [*_pytest(journeys, more=1), JOURNEYS], counts=journeys),
    ]


def _pytest(counts: Path, more: int = 0) -> list[str | Path]:
    """Return the command with a worker for each core, and so many more where tests wait for what others do."""
    workers = min(os.cpu_count() or 1, 4) + more
    return [BIN / "python", "-m", "pytest", "--quiet", f"--numprocesses={workers}", f"--junitxml={counts}"]
