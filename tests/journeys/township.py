"""The demo township on a port of this machine: a real server that can be stopped, killed and started again."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import requests

ROOT = Path(__file__).resolve().parents[2]

_PATIENCE = 120
"""Seconds for a start on a machine that does much else."""


@dataclass
class Township:
    """A demo folder with its server; `pwa` is the build that it serves."""

    folder: Path
    pwa: Path
    port: int = field(default_factory=lambda: _find_port())
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """Return the address that a browser opens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def _log(self) -> Path:
        return self.folder.parent / f"{self.folder.name}.log"

    def count_requests(self, method: str, route: str) -> int:
        """Count the requests to a route that the server has answered, as its log tells."""
        asked = re.compile(rf"method={method} .*\broute={re.escape(route)} ")
        return sum(bool(asked.search(line)) for line in self._log.read_text().splitlines())

    def copy_to(self, folder: Path) -> "Township":
        """Return the same township once more, in a folder and on a port of its own."""
        shutil.copytree(self.folder, folder)
        return Township(folder, self.pwa)

    def start(self) -> None:
        """Start `lianxinqiao demo` on the folder and wait until it answers."""
        assert self.process is None, "the server runs already"
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "api.cli",
                    "demo",
                    "--port",
                    str(self.port),
                    "--data",
                    str(self.folder),
                ],
                cwd=ROOT,
                env={**os.environ, "LIANXINQIAO_STATIC": str(self.pwa)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        while not _answers(self.port):
            self._stay_alive(self.process)
        requests.get(f"{self.url}/healthz", timeout=_PATIENCE).raise_for_status()

    def _stay_alive(self, process: "subprocess.Popen[bytes]") -> None:
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            return
        raise AssertionError(self._log.read_text())

    def stop(self) -> None:
        """Ask the server to end, as Ctrl-C does, and wait until it has."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(_PATIENCE)
            self.process = None

    def kill(self) -> None:
        """Take the power away (kill -9) from the server and its children."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(_PATIENCE)
            self.process = None
        until = time.monotonic() + _PATIENCE
        while _answers(self.port):
            assert time.monotonic() < until, "a child of the server outlived it"

    def person(self, name: str) -> dict[str, str]:
        """Return the sign-in of somebody: role, name, phone, password, organization."""
        accounts = json.loads((self.folder / "demo-accounts.json").read_text())
        return next(account for account in accounts if account["name"] == name)

    def ask(self, name: str) -> "Asker":
        """Return the API as somebody sees it."""
        return Asker(self, self.person(name))


class Asker:
    """The API for somebody who has signed in."""

    def __init__(self, township: Township, person: dict[str, str]) -> None:
        self._address = f"{township.url}/api/v1"
        self._session = requests.Session()
        words = {"phone": person["phone"], "password": person["password"]}
        answer = self._session.post(f"{self._address}/auth/sign-in", json=words, timeout=_PATIENCE)
        answer.raise_for_status()
        self.me: dict[str, Any] = answer.json()["me"]
        self._session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def read(self, path: str, **query: Any) -> Any:
        """Read from the API."""
        answer = self._session.get(f"{self._address}{path}", params=query, timeout=_PATIENCE)
        answer.raise_for_status()
        return answer.json()

    def write(self, path: str, body: dict[str, Any]) -> Any:
        """Do something once through the API."""
        headers = {"Idempotency-Key": str(uuid4())}
        answer = self._session.post(f"{self._address}{path}", json=body, headers=headers, timeout=_PATIENCE)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def list_reports(self, member_id: str) -> list[dict[str, Any]]:
        """List a member's reports, newest first."""
        reports: list[dict[str, Any]] = self.read("/reports", member_id=member_id, limit=200)["items"]
        return reports


def _find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
