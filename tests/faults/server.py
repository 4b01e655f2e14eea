"""The server under test as its callers see it: it starts on its port, is killed, and starts again."""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
_START_WITHIN = 60.0
_LOOK_EVERY = 0.02


class Forge:
    """The process that forks servers."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.forge"],
            cwd=ROOT,
            # As containers do; it is what tears lines of a log where they are not written whole.
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._turn = threading.Lock()

    def order(self, **order: Any) -> int:
        """Have a server started; return its process id."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._turn:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            return int(self._process.stdout.readline())

    def close(self) -> None:
        """End the process, and with it every server that still runs."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)


@dataclass
class Server:
    """One installation's server, always on the same port."""

    forge: Forge
    data: Path
    database_url: str
    fault: str | None = None
    port: int = field(default_factory=lambda: choose_port())
    up: threading.Event = field(default_factory=threading.Event)
    """Set while callers may call."""
    pid: int | None = None
    deaths: int = 0

    @property
    def log(self) -> Path:
        """Return the file of what the server says."""
        return self.data / "server.log"

    def start(self) -> None:
        """Start, and return when the server answers."""
        self.pid = self.forge.order(
            data=str(self.data),
            database_url=self.database_url,
            port=self.port,
            log=str(self.log),
            fault=self.fault,
        )
        self._wait(self._answers, "does not answer")
        self.up.set()

    def kill(self) -> None:
        """Kill the server and all its workers with SIGKILL, and return when nobody listens any more."""
        assert self.pid is not None
        self.up.clear()
        os.killpg(self.pid, signal.SIGKILL)
        self.pid = None
        self.deaths += 1
        self._wait(lambda: not self._listens(), "goes on listening")

    def _wait(self, reached: Any, complaint: str) -> None:
        limit = time.monotonic() + _START_WITHIN
        never = threading.Event()
        while not reached():
            if time.monotonic() > limit:
                raise TimeoutError(f"the server {complaint}:\n{self.log.read_text()[-3000:]}")
            never.wait(_LOOK_EVERY)

    def _listens(self) -> bool:
        try:
            with socket.create_connection((HOST, self.port), timeout=1):
                return True
        except OSError:
            return False

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


@contextmanager
def running_server(forge: Forge, data: Path, database_url: str, fault: str | None = None) -> Iterator[Server]:
    """Run a server, and kill it at the end."""
    server = Server(forge, data, database_url, fault)
    try:
        server.start()
        yield server
    finally:
        if server.pid is not None:
            server.kill()


def choose_port() -> int:
    """Return a free port below those that the system gives to callers: a caller could otherwise sit on it
    while the server is dead, or connect to itself."""
    dice = random.SystemRandom()
    for _ in range(100):
        port = dice.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise RuntimeError("no port is free")
