"""The answer is lost on its way: the report is kept, and the repeat gets the receipt that was lost."""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from tests.faults.clients import Line
from tests.faults.errands import moving, report
from tests.faults.installation import Installation
from tests.faults.server import HOST, Server
from tests.faults.township import Township

_PATIENCE = 30.0


@dataclass
class BadNetwork:
    """A relay before the server that swallows the first answer."""

    port: int
    swallowed: list[bytes] = field(default_factory=list)


@contextmanager
def bad_network(server: Server) -> Iterator[BadNetwork]:
    """Relay connections to the server; of the first, only the request arrives."""
    with socket.create_server((HOST, 0)) as listener:
        listener.settimeout(_PATIENCE)
        network = BadNetwork(listener.getsockname()[1])
        relay = threading.Thread(target=_relay, args=(listener, server.port, network), daemon=True)
        relay.start()
        yield network
        relay.join(_PATIENCE)


@contextmanager
def closing_line(way: BadNetwork | Server, township: Township) -> Iterator[Line]:
    """Return a line, and hang up at the end."""
    line = Line(way.port, township)
    yield line
    line.hang_up()


def _relay(listener: socket.socket, port: int, network: BadNetwork) -> None:
    for swallow in (True, False):
        caller, _ = listener.accept()
        with caller, socket.create_connection((HOST, port), timeout=_PATIENCE) as line:
            caller.settimeout(_PATIENCE)
            line.sendall(_read_message(caller))
            answer = _read_message(line)
            if swallow:
                network.swallowed.append(answer.partition(b"\r\n\r\n")[2])
            else:
                caller.sendall(answer)


def _read_message(source: socket.socket) -> bytes:
    message = b""
    while b"\r\n\r\n" not in message:
        message += _read_some(source)
    head, _, body = message.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().splitlines() if line.startswith(b"content-length:")]
    missing = int(lengths[0].partition(b":")[2]) - len(body)
    while missing > 0:
        more = _read_some(source)
        message, missing = message + more, missing - len(more)
    return message


def _read_some(source: socket.socket) -> bytes:
    some = source.recv(65_536)
    if not some:
        raise ConnectionError("the other side hung up in the middle")
    return some


def test_the_repeat_after_a_lost_answer_gets_the_receipt_that_was_lost(
    installation: Installation,
) -> None:
    member, township = "青松村蒋禾", installation.township
    errand = report(township, member)
    with bad_network(installation.server) as network, closing_line(network, township) as line:
        with pytest.raises((OSError, http.client.HTTPException)):
            line.send(errand)
        status, body = line.send(errand)

    assert status == 201
    assert [body] == network.swallowed
    assert json.loads(body)["state"] == "accepted"
    assert installation.count_reports(member) == 1


def test_the_repeat_gets_the_lost_receipt_although_the_member_was_moved_meanwhile(
    installation: Installation,
) -> None:
    member, township = "青松村沈秋", installation.township
    errand = report(township, member)
    with bad_network(installation.server) as network, closing_line(network, township) as line:
        with pytest.raises((OSError, http.client.HTTPException)):
            line.send(errand)
        moved, _ = line.send(moving(township, member, "白鹭村"))
    with closing_line(installation.server, township) as line:
        status, body = line.send(errand)
        new_status, new_body = line.send(report(township, member))

    assert (moved, status) == (201, 201)
    assert [body] == network.swallowed
    assert (new_status, json.loads(new_body)["code"]) == (409, "membership_ended")
    assert installation.count_reports(member) == 1
