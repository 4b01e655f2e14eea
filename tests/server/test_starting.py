"""The production server: what it refuses to start on, and that it leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner

from api.cli import main
from api.crypto import Keys
from api.migrate import upgrade

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """Return a folder with keys and a migrated database, still without anybody in it."""
    Keys.fresh().write(tmp_path / "keys.json")
    upgrade(f"sqlite:///{tmp_path / 'lianxinqiao.db'}")
    return tmp_path


def refuse(*words: str) -> str:
    """Run a command that does not start, and return what it says."""
    answer = CliRunner().invoke(main, words)
    assert answer.exit_code == 1
    return answer.output


def test_without_keys_it_names_the_command_that_makes_them(tmp_path: Path) -> None:
    assert "lianxinqiao keys create" in refuse("--data", str(tmp_path), "serve")


def test_on_an_old_database_it_names_the_command_that_brings_it_up(tmp_path: Path) -> None:
    Keys.fresh().write(tmp_path / "keys.json")
    assert "lianxinqiao migrate" in refuse("--data", str(tmp_path), "serve")


def test_a_port_that_is_taken_is_named_in_a_sentence(installation: Path) -> None:
    with socket.socket() as neighbour:
        neighbour.bind(("127.0.0.1", 0))
        neighbour.listen()
        taken = neighbour.getsockname()[1]
        assert f"Port {taken} cannot be used" in refuse(
            "--data", str(installation), "serve", "--port", str(taken)
        )


def test_it_serves_writes_no_address_of_a_person_and_ends_when_asked(installation: Path, port: int) -> None:
    with serving(installation, port) as server:
        answer = requests.get(f"http://127.0.0.1:{port}/api/v1/members?q=19900000001", timeout=60)
        assert answer.status_code == 401
        server.send_signal(signal.SIGTERM)
        said = server.communicate(timeout=60)[1].decode()
    assert server.returncode == 0
    assert '"route":"/api/v1/members"' in said
    assert "19900000001" not in said


def test_processes_that_die_are_replaced(installation: Path, port: int) -> None:
    with serving(installation, port) as server:
        first = find_children(server.pid)
        for child in first:
            os.kill(child, signal.SIGKILL)
        while any(map(is_alive, first)) or len(find_children(server.pid)) < 2:
            os.sched_yield()
        wait_for(server, port)


def test_when_it_is_killed_its_workers_go_with_it(installation: Path, port: int) -> None:
    with serving(installation, port) as server:
        children = find_children(server.pid)
        assert len(children) == 2
        server.kill()
        server.wait(60)
        while any(map(is_alive, children)):
            os.sched_yield()
        assert not answers(port)


@contextmanager
def serving(folder: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Run `lianxinqiao serve` with one process that answers and one that does the jobs."""
    words = ["--data", str(folder), "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(
        [sys.executable, "-m", "api.cli", *words],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        wait_for(server, port)
        yield server
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait(60)


def wait_for(server: "subprocess.Popen[bytes]", port: int) -> None:
    """Wait until the port answers; fail where the server ends instead."""
    while not answers(port):
        with suppress(subprocess.TimeoutExpired):
            server.wait(0.1)
            pytest.fail(f"the server ended with {server.returncode}")


def answers(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/healthz", timeout=60).json() == {"status": "ok"}
    except requests.ConnectionError:
        return False


def find_children(pid: int) -> list[int]:
    """Return the processes that a process started, the oldest first."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            if re.search(rf"^PPid:\t{pid}$", status.read_text(), re.MULTILINE):
                found.append(int(status.parent.name))
    return sorted(found)


def is_alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
