"""The three platforms, as a real server on this machine: they check signature, age and rate, and answer as theirs do."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from api import clock

DING_SECRET, FEISHU_SECRET = "SECding0123456789", "feishu-secret"


@dataclass
class Platform:
    """What came in, and how to answer next: `verdicts` are given first, one a message."""

    port: int = 0
    texts: list[tuple[str, str]] = field(default_factory=list)
    times: list[datetime] = field(default_factory=list)
    verdicts: list[Any] = field(default_factory=list)
    now: datetime | None = None
    """The instant by which the platform judges ages: the test's own."""

    def address(self, kind: str) -> str:
        """Return the address of a group's robot."""
        path = {
            "wecom": "cgi-bin/webhook/send?key=abcd-1234",
            "dingtalk": "robot/send?access_token=tok-5678",
            "feishu": "open-apis/bot/v2/hook/hook-9012",
        }[kind]
        return f"http://127.0.0.1:{self.port}/{path}"

    def judge(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Answer as the platform of this path does."""
        parts = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        now = self.now or clock.now()
        if parts.path.startswith("/robot/"):
            stamp = query.get("timestamp", "0")
            wanted = base64.b64encode(
                hmac.new(DING_SECRET.encode(), f"{stamp}\n{DING_SECRET}".encode(), hashlib.sha256).digest()
            ).decode()
            old = abs(now.timestamp() * 1000 - int(stamp)) > 3_600_000
            if query.get("sign") != wanted or old or query.get("access_token") != "tok-5678":
                return {"errcode": 310000, "errmsg": "sign not match"}
            return self._take("dingtalk", body["text"]["content"], now, "errcode", 130101)
        if parts.path.startswith("/open-apis/"):
            stamp = body.get("timestamp", "0")
            key = f"{stamp}\n{FEISHU_SECRET}".encode()
            wanted = base64.b64encode(hmac.new(key, digestmod=hashlib.sha256).digest()).decode()
            if body.get("sign") != wanted or abs(now.timestamp() - int(stamp)) > 3600:
                return {
                    "code": 19021,
                    "msg": "sign match fail or timestamp is not within one hour from current time",
                }
            return self._take("feishu", body["content"]["text"], now, "code", 11232)
        if query.get("key") != "abcd-1234" or body["msgtype"] != "text":
            return {"errcode": 93000, "errmsg": "invalid webhook url"}
        return self._take("wecom", body["text"]["content"], now, "errcode", 45009)

    def _take(self, kind: str, text: str, now: datetime, name: str, too_many: int) -> dict[str, Any]:
        if len([at for at in self.times if at > now - timedelta(seconds=60)]) >= 20:
            return {name: too_many, "msg": "too many"}
        self.times.append(now)
        self.texts.append((kind, text))
        return {name: 0}


@contextmanager
def platform() -> Iterator[Platform]:
    """Run the platforms until the test is over."""
    there = Platform()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            verdict = there.verdicts.pop(0) if there.verdicts else None
            status = verdict if isinstance(verdict, int) else 200
            said = there.judge(self.path, body) if verdict is None else verdict
            answer = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
