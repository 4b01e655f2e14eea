"""Clients that repeat each request until it is answered, as the outbox of a phone does."""

import http.client
import json
import threading
from dataclasses import dataclass
from typing import Any

from tests.faults.plan import Errand, Round
from tests.faults.progress import Progress
from tests.faults.server import HOST, Server
from tests.faults.township import Township

_PATIENCE = 30.0
"""Seconds after which an answer counts as lost."""
_PAUSE = 0.05
"""Seconds before a request that was answered with 5xx is sent again."""


@dataclass
class Delivery:
    """What became of an errand. status: None while nobody has answered."""

    errand: Errand
    status: int | None = None
    body: bytes = b""
    lost: int = 0
    """How often it was sent and no answer came."""
    failures: tuple[int, ...] = ()
    """Answers of 500 and above."""

    @property
    def acknowledged(self) -> bool:
        """Say whether somebody was told that it is kept."""
        return self.status == 201

    @property
    def receipt(self) -> dict[str, Any]:
        """Return the receipt."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def refusal(self) -> tuple[int | None, str | None]:
        """Return status and code of a refusal."""
        return self.status, json.loads(self.body).get("code")


class Line:
    """One connection to the server, opened anew when it breaks."""

    def __init__(self, port: int, township: Township) -> None:
        self._port, self._township = port, township
        self._connection: http.client.HTTPConnection | None = None

    def send(self, errand: Errand) -> tuple[int, bytes]:
        """Send an errand and return the answer. Raise OSError or HTTPException where none came."""
        try:
            self._begin(errand)
            assert self._connection is not None
            answer = self._connection.getresponse()
            return answer.status, answer.read()
        except BaseException:
            self.hang_up()
            raise

    def send_and_hang_up(self, errand: Errand) -> None:
        """Send an errand and do not wait for the answer."""
        self._begin(errand)
        self.hang_up()

    def hang_up(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _begin(self, errand: Errand) -> None:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(HOST, self._port, timeout=_PATIENCE)
        headers = {
            "Authorization": f"Bearer {self._township.token(errand.actor)}",
            "Content-Type": "application/json",
            "Idempotency-Key": errand.key,
        }
        self._connection.request("POST", errand.path, json.dumps(errand.body).encode(), headers)


class Client(threading.Thread):
    """One client on its round."""

    def __init__(self, server: Server, township: Township, round_: Round, progress: Progress) -> None:
        super().__init__(daemon=True)
        self._server, self._round, self._progress = server, round_, progress
        self._line, self._hasty_line = Line(server.port, township), Line(server.port, township)
        self.deliveries: list[Delivery] = []

    def run(self) -> None:
        """Do errands until the drill is over; the last one is finished, too."""
        while not self._progress.over.is_set():
            delivery = Delivery(self._round.next_errand())
            self.deliveries.append(delivery)
            if delivery.errand.hasty:
                self._send_hastily(delivery)
            self._deliver(delivery)
            self._progress.note_answer()
            if delivery.acknowledged:
                self._round.learn(delivery.errand, delivery.receipt)
        self._line.hang_up()

    def _deliver(self, delivery: Delivery) -> None:
        while self._progress.time_left() > 0:
            self._server.up.wait(self._progress.time_left())
            self._progress.note_request()
            try:
                status, body = self._line.send(delivery.errand)
            except (OSError, http.client.HTTPException):
                delivery.lost += 1
                continue
            if status < 500:
                delivery.status, delivery.body = status, body
                return
            delivery.failures += (status,)
            threading.Event().wait(_PAUSE)

    def _send_hastily(self, delivery: Delivery) -> None:
        delivery.lost += 1
        self._progress.note_request()
        try:
            self._hasty_line.send_and_hang_up(delivery.errand)
        except (OSError, http.client.HTTPException):
            self._hasty_line.hang_up()
