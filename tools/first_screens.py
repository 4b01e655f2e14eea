"""`make lighthouse`: serve a demo township of its own, and ask Lighthouse about the first screen of each role."""

import os
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from tools import machine, packages
from tools.packages import BIN
from tools.stamps import digest, once
from tools.steps import ROOT, Steps, must, run_aloud, stop

MEASURE = ROOT / "bench" / "first_screens"
_PATIENCE = 300
"""Seconds for the demo's first start."""


def measure() -> int:
    """Install, build, serve and measure; return 1 where a screen falls short."""
    steps = Steps(total=5)
    packages.install(steps, packages.DEVELOP, needs=machine.TESTS)
    steps.step("PWA build", packages.build_pwa)
    steps.step("Lighthouse", _install_lighthouse)
    print(
        "The browser is slowed down by calculation, so another busy program spoils the figures.\n", flush=True
    )
    with tempfile.TemporaryDirectory() as folder:
        port, data = _find_port(), Path(folder) / "demo"
        server = subprocess.Popen(
            [BIN / "lianxinqiao", "demo", "--port", str(port), "--data", data],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(server, port)
            command: list[str | Path] = [
                "node",
                "measure.mjs",
                f"http://localhost:{port}",
                data / "demo-accounts.json",
            ]
            reports = os.environ.get("REPORTS")
            more = [str(Path(reports).absolute())] if reports else []
            return run_aloud([*command, machine.find_chromium() or "chromium", *more], cwd=MEASURE)
        finally:
            server.terminate()
            server.wait()


def _install_lighthouse() -> bool:
    key = digest(MEASURE / name for name in ("package.json", "package-lock.json", ".npmrc"))
    modules = MEASURE / "node_modules" / ".package-lock.json"
    return once(
        "lighthouse", key, modules, lambda: must(["npm", "ci", "--no-audit", "--no-fund"], cwd=MEASURE)
    )


def _find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(server: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    stop("The demo township did not start; `make run` says why.")
