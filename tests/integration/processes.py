"""Real processes: a receiver on this machine that says what it got, and workers that may be killed."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Network
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Event
from typing import Any

import orjson

from api.config import Config
from api.db import Database, connect

_fork = multiprocessing.get_context("fork")
LONGEST = 60.0
"""Seconds after which each of them ends by itself, whatever becomes of the test."""

Work = Callable[[Config, Database, str, Event], None]


def _receive(said: Connection) -> None:
    _end_in_time()
    lock = threading.Lock()

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with lock:
                said.send((self.headers["webhook-id"], orjson.loads(body)["data"]["organization_id"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    said.send(server.server_address[1])
    server.serve_forever()


@contextmanager
def receiver() -> Iterator[tuple[str, Connection]]:
    """Run a receiver; yield its address and where it says what it got."""
    hears, says = _fork.Pipe(duplex=False)
    process = _fork.Process(target=_receive, args=(says,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{_next(hears)}/in", hears
    finally:
        process.kill()
        process.join()


def hear(hears: Connection) -> tuple[str, str]:
    """Return the next (event id, node) that the receiver got."""
    heard: tuple[str, str] = _next(hears)
    return heard


def _next(hears: Connection) -> Any:
    assert hears.poll(LONGEST), "the receiver has heard nothing"
    return hears.recv()


def _work(config: Config, name: str, work: Work) -> None:
    _end_in_time()
    work(config, connect(config.engine_url), name, Event())


@contextmanager
def worker(config: Config, name: str, work: Work) -> Iterator[BaseProcess]:
    """Run a worker of its own; it is killed in the end, if not before."""
    open_ = replace(config, outgoing_networks=(IPv4Network("127.0.0.0/8"),))
    process = _fork.Process(target=_work, args=(open_, name, work), daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def _end_in_time() -> None:
    timer = threading.Timer(LONGEST, os._exit, (1,))
    timer.daemon = True
    timer.start()
