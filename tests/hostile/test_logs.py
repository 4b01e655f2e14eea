"""What the server writes down while things go wrong: no people, no numbers, no words of theirs, no secrets."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

import pytest
import requests
from sqlalchemy import text

from api import clock
from tests.auth.doors import PHONES
from tests.cast import PEOPLE
from tests.permissions.filled import PASSWORD, Filled

ROOT = Path(__file__).resolve().parents[2]
WORDS = {
    "note": "家里老人住院需要照顾",
    "id_number": "110101198607120015",
    "address": "海棠路八号二单元",
    "phone": "19988887777",
    "name": "欧阳不忘",
    "wrong password": "Geheim-Geheim-9",
    "file": "花名册终稿.xlsx",
    "search": "李守",
    "code": "ABCDEFGHJK",
}
TIMEOUT = 60


@contextmanager
def serving(folder: Path, database_url: str, said: BinaryIO) -> Iterator[str]:
    """Run the production command on an installation; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "api.cli",
            "--data",
            str(folder),
            "serve",
            "--port",
            str(port),
            "--workers",
            "1",
        ],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url, "LIANXINQIAO_SECURE_COOKIES": "no"},
        stdout=said,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        while not is_up(port):
            with suppress(subprocess.TimeoutExpired):
                pytest.fail(f"the server ended with {server.wait(0.1)}")
        yield f"http://127.0.0.1:{port}/api/v1"
        server.send_signal(signal.SIGTERM)
        server.wait(TIMEOUT)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait(TIMEOUT)


def is_up(port: int) -> bool:
    """Say whether the server answers."""
    try:
        return requests.get(f"http://127.0.0.1:{port}/healthz", timeout=TIMEOUT).ok
    except requests.ConnectionError:
        return False


def go_through_everything(base: str, filled: Filled) -> tuple[list[int], list[str]]:
    """Do right and wrong things as somebody does in a browser; return the statuses, and the secrets it was given."""
    browser = requests.Session()
    statuses: list[int] = []
    bearer: dict[str, str] = {}

    def send(method: str, path: str, **options: Any) -> requests.Response:
        headers = {"Idempotency-Key": str(uuid4()), **bearer, **options.pop("headers", {})}
        answer = browser.request(method, base + path, headers=headers, timeout=TIMEOUT, **options)
        statuses.append(answer.status_code)
        return answer

    door = {"phone": PHONES["周书兰"], "password": WORDS["wrong password"]}
    send("POST", "/auth/sign-in", json=door)
    signed_in = send("POST", "/auth/sign-in", json={**door, "password": PASSWORD})
    token = signed_in.json()["access_token"]
    bearer["Authorization"] = f"Bearer {token}"
    refresh = browser.cookies["lxq_refresh"]
    send("POST", "/auth/refresh")
    send("POST", "/auth/password", json={"current_password": WORDS["wrong password"], "new_password": "x"})
    send("POST", "/auth/invitation-lookups", json={"code": WORDS["code"]})
    ids = filled.of("李守田")
    member = f"/members/{ids['member']}"
    send("GET", f"/members?q={PHONES['李守田']}")
    send("GET", f"/members?q={WORDS['search']}&limit={WORDS['phone']}")
    send("GET", f"{member}?reveal=true")
    send("PATCH", member, json={"note": WORDS["note"]}, headers={"If-Match": '"999"'})
    send(
        "PATCH", member, json={"id_number": WORDS["id_number"], WORDS["name"]: 1}, headers={"If-Match": '"1"'}
    )
    send("POST", "/members", json={name: WORDS[name] for name in ("name", "phone", "address")})
    send("GET", f"/members/{WORDS['phone']}")
    send("GET", f"/{WORDS['name']}")
    send("GET", "/auth/me", headers={"Authorization": f"Bearer {token}x"})
    content = "、".join(WORDS.values()).encode()
    file = {
        "X-Content-SHA256": sha256(content).hexdigest(),
        "X-File-Name": requests.utils.quote(WORDS["file"]),
    }
    attachment = str(uuid4())
    send("PUT", f"/attachments/{attachment}", data=content, headers=file)
    send("POST", "/roster-imports", json={"organization_id": ids["node"], "attachment_id": attachment})
    invited = send("POST", "/invitations", json={"person_id": ids["person"]}).json()["code"]
    with filled.world.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE reports RENAME TO reports_that_are_gone"))
    report = {
        "member_id": ids["member"],
        "kind": "check_in",
        "method": "phone",
        "reported_on": str(clock.today()),
    }
    send("POST", "/reports", json={**report, "note": WORDS["note"], "residence": WORDS["address"]})
    send("GET", f"/reports?member_id={ids['member']}")
    with filled.world.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE persons RENAME COLUMN name TO name_that_is_gone"))
    send("GET", f"/members?q={WORDS['search']}")
    send("POST", "/members", json={"name": WORDS["name"], "kind": "full", "organization_id": ids["node"]})
    return statuses, [token, refresh, invited, invited.replace("-", "")]


def test_the_log_of_a_journey_with_faults_names_nobody(
    opened: Filled, database_kind: str, tmp_path: Path
) -> None:
    config = opened.running.config
    said = tmp_path / "said"
    with said.open("wb") as stream:
        url = config.database_url.replace("postgresql+psycopg://", "postgresql://")
        with serving(config.data, "" if database_kind == "sqlite" else url, stream) as base:
            statuses, secrets = go_through_everything(base, opened)
    log = said.read_text()
    assert {200, 201, 401, 404, 412, 422, 500} <= set(statuses)
    assert statuses.count(500) == 4
    assert log.count('"event":"fault"') == 4
    assert log.count("Traceback") >= 4
    assert log.count('"event":"request"') >= len(statuses)
    people = {name for name, *_ in PEOPLE} | {phone for *_, phone in PEOPLE}
    found = [word for word in (*WORDS.values(), *people, *secrets, PASSWORD) if word in log]
    assert found == []
    assert not re.search(r"(?<!\d)1\d{10}(?!\d)|(?<!\d)\d{17}[\dX]", log), "a phone or ID number"
    assert not re.search(r"eyJ[\w-]+\.[\w-]+", log), "a token"
    assert "argon2" not in log
