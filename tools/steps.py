"""Numbered steps on the screen: what runs now, how long it took, and everything it said if it failed."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent

Command = Sequence[str | Path]

# Without Python's byte code each start of the test runner compiles its libraries again.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def stop(sentence: str) -> NoReturn:
    """End with one sentence that says what to do."""
    sys.exit(sentence)


@dataclass
class Steps:
    """A run of a known number of steps."""

    total: int
    done: int = 0
    began: float = field(default_factory=time.monotonic)

    def announce(self, name: str) -> None:
        """Print a step's number and name, and leave the line open."""
        self.done += 1
        print(f"{self.done}/{self.total} {name} …", end="", flush=True)

    def step(self, name: str, work: Callable[[], bool]) -> None:
        """Do one step. `work` says whether there was anything to do, and ends the program where it cannot."""
        self.announce(name)
        began = time.monotonic()
        print(f" {duration(began)}" if work() else " ready", flush=True)

    def check(self, name: str, command: Command, *, cwd: Path) -> bool:
        """Run one command quietly and say whether it succeeded."""
        self.announce(name)
        began = time.monotonic()
        succeeded = run_quietly(command, cwd=cwd)
        if succeeded:
            print(f" {duration(began)}", flush=True)
        return succeeded

    def perform(self, name: str, command: Command, *, cwd: Path) -> bool:
        """Run one command with its words on the screen as they come, and say whether it succeeded."""
        self.announce(name)
        print(flush=True)
        return run_aloud(command, cwd=cwd) == 0

    def elapsed(self) -> str:
        """Say how long the run has taken."""
        return duration(self.began)


def duration(began: float) -> str:
    """Say how long ago a moment of the monotonic clock was."""
    seconds = time.monotonic() - began
    return f"{seconds:.1f} s" if seconds < 60 else f"{seconds // 60:.0f} min {seconds % 60:02.0f} s"


def run_quietly(command: Command, *, cwd: Path = ROOT) -> bool:
    """Run a command and say whether it succeeded: a dot now and then, and what it said only if it failed."""
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(
            command,
            cwd=cwd,
            env=_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        while (code := _wait(running)) is None:
            print("·", end="", flush=True)
        if code:
            said.seek(0)
            print(f" failed\n{said.read().decode(errors='replace').strip()}", flush=True)
    return code == 0


def _wait(running: "subprocess.Popen[bytes]") -> int | None:
    try:
        return running.wait(timeout=10)
    except subprocess.TimeoutExpired:
        return None


def run_aloud(command: Command, *, cwd: Path = ROOT) -> int:
    """Run a command on the screen and return its exit code."""
    return subprocess.run(
        command, cwd=cwd, env=_ENVIRONMENT, stdin=subprocess.DEVNULL, check=False
    ).returncode


def must(command: Command, *, cwd: Path = ROOT) -> None:
    """Run a command quietly and end here if it fails."""
    if not run_quietly(command, cwd=cwd):
        stop(f"This failed: {' '.join(map(str, command))}")
