"""The server: granian's workers with the application, and beside them one process that does the jobs.

Every child ends when this process is gone, however it went: an orphan would go on answering on the shared port.
"""

import multiprocessing
import os
import socket
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from api import logbook, migrate, worker
from api.app import create_app
from api.config import Config
from api.crypto import Keys, KeysMissingError

THREADS = 16
"""Requests that one worker answers side by side; each holds at most one connection to the database."""

_BACKLOG = 1024
_PATIENCE = 5
"""Seconds that a child gets to finish what it does."""
_PAUSE = 1.0
"""Seconds before a process that died is started again."""


class CannotServeError(Exception):
    """The server cannot start; the message says why, and what to do."""


def serve(
    config: Config, port: int, host: str = "127.0.0.1", *, workers: int = 1, with_worker: bool = True
) -> None:
    """Serve until told to end (SIGTERM or Ctrl-C). Raise CannotServeError where the port is taken or not allowed."""
    ensure_port_free(host, port)
    server = Server(
        "api.server:make_application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=_BACKLOG,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=_PATIENCE,
    )
    jobs = _Kept("jobs", partial(_do_jobs, config))
    if with_worker:
        server.on_startup(jobs.start)
        server.on_shutdown(jobs.stop)
    server.serve(target_loader=partial(make_application, config), wrap_loader=False)


def ensure_ready(config: Config) -> None:
    """Raise CannotServeError, with what to do, where the installation has no keys or an older database."""
    try:
        Keys.read(config.keys_file)
    except KeysMissingError as missing:
        raise CannotServeError(
            f"还没有密钥({config.keys_file})。先运行:lianxinqiao keys create\n"
            f"There are no keys yet ({config.keys_file}). First run: lianxinqiao keys create"
        ) from missing
    if not migrate.is_newest(config.engine_url):
        raise CannotServeError(
            "数据库还不是最新的结构。先运行:lianxinqiao migrate\n"
            "The database does not have the newest shape. First run: lianxinqiao migrate"
        )


def ensure_port_free(host: str, port: int) -> None:
    """Raise CannotServeError where the port is taken or not allowed."""
    # The workers share the port among themselves, and would share it with a stranger of the same user, too.
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as failure:
            raise CannotServeError(
                f"端口 {port} 用不了({failure.strerror})。请用 --port 换一个。\n"
                f"Port {port} cannot be used ({failure.strerror}). Choose another with --port."
            ) from failure


def make_application(config: Config) -> Flask:
    """Build the application inside a worker."""
    _end_with_parent()
    logbook.configure(for_people=config.is_demo)
    app = create_app(config)
    logbook.log_requests(app)
    return app


class _Kept:
    """A process that is started again when it dies, until it is stopped."""

    def __init__(self, name: str, work: Callable[[], None]) -> None:
        self._name, self._work = name, work
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._keep, daemon=True)
        self._process: Any = None

    def start(self) -> None:
        """Start the process and watch it."""
        self._begin()
        self._watch.start()

    def stop(self) -> None:
        """Ask the process to end, and end it where it does not."""
        self._stopping.set()
        self._process.terminate()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
        self._watch.join(_PATIENCE)

    def _begin(self) -> None:
        self._process = multiprocessing.Process(target=self._work, name=self._name)
        self._process.start()

    def _keep(self) -> None:
        while True:
            self._process.join()
            if self._stopping.wait(_PAUSE):
                return
            logbook.log.error("process died and is started again", process=self._name)
            self._begin()


def _do_jobs(config: Config) -> None:
    _end_with_parent()
    logbook.configure(for_people=config.is_demo)
    worker.work(config)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
