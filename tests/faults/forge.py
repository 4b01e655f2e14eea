"""A process that has read every library once and forks `lianxinqiao serve` at each word: a start then takes no seconds.

Each line on standard input orders a server; the answer is its process id, which is its process group's id, too.
When the input ends, whoever ordered is gone, and what still runs is killed.
"""

import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from api.cli import main as lianxinqiao
from tests.faults import sabotage

WORKERS = 2
"""Two processes, so that nothing rests on what one of them remembers."""


def main() -> None:
    started: set[int] = set()
    try:
        for line in sys.stdin:
            pid = _fork(json.loads(line))
            started.add(pid)
            print(pid, flush=True)
            _reap(started)
    finally:
        for pid in started:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)


def _reap(started: set[int]) -> None:
    for pid in list(started):
        if os.waitpid(pid, os.WNOHANG)[0]:
            started.discard(pid)


def _fork(order: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        with suppress(PermissionError, ProcessLookupError):
            os.setpgid(pid, pid)
        return pid
    try:
        os.setpgid(0, 0)
        _turn_output(order["log"])
        sabotage.plant(order["fault"])
        os.environ.update(
            LIANXINQIAO_DATA=order["data"],
            DATABASE_URL=order["database_url"],
            LIANXINQIAO_STATIC=str(Path(order["data"]) / "none"),
        )
        lianxinqiao(["serve", f"--port={order['port']}", f"--workers={WORKERS}"], standalone_mode=False)
    except BaseException as failure:
        print(repr(failure), file=sys.stderr, flush=True)
    os._exit(1)


def _turn_output(log: str) -> None:
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(said, 1)
    os.dup2(said, 2)


if __name__ == "__main__":
    main()
