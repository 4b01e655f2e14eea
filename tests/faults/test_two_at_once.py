"""Many at the same moment over real HTTP: one effect, and nobody is told two things."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from api.db import Database
from api.models import IdempotencyClaim, JournalEntry, Report, ReportDecision
from tests.faults.clients import Line
from tests.faults.errands import acceptance, report, sending_back
from tests.faults.plan import Errand
from tests.faults.server import Server
from tests.faults.township import OFFICER, Township

MANY = 16
MEMBER, SECRETARY = "青松村陈远", "青松村书记"


def send_at_once(server: Server, township: Township, errands: list[Errand]) -> list[tuple[int, bytes]]:
    """Send all errands at the same moment, each over its own connection."""
    ready = threading.Barrier(len(errands))

    def send(errand: Errand) -> tuple[int, bytes]:
        line = Line(server.port, township)
        ready.wait(timeout=30)
        try:
            return line.send(errand)
        finally:
            line.hang_up()

    with ThreadPoolExecutor(len(errands)) as pool:
        return list(pool.map(send, errands))


def count(database: Database, model: Any, *conditions: Any) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def test_sixteen_with_the_same_key_get_the_same_bytes_for_one_effect(
    server: Server, township: Township, database: Database
) -> None:
    errand = report(township, MEMBER)

    answers = send_at_once(server, township, [errand] * MANY)

    assert len(set(answers)) == 1
    status, body = answers[0]
    assert status == 201
    assert count(database, Report) == 1
    assert count(database, Report, Report.id == UUID(json.loads(body)["id"])) == 1
    assert count(database, IdempotencyClaim) == 1
    assert count(database, JournalEntry, JournalEntry.kind == "report.submitted") == 1


def test_of_sixteen_with_the_same_id_and_keys_of_their_own_one_gets_in(
    server: Server, township: Township, database: Database
) -> None:
    own_id = str(uuid4())

    answers = send_at_once(server, township, [report(township, MEMBER, id=own_id) for _ in range(MANY)])

    assert sorted(status for status, _ in answers) == [201] + [409] * (MANY - 1)
    assert count(database, Report) == 1
    assert count(database, IdempotencyClaim) == 1


def test_of_sixteen_decisions_at_once_on_one_report_one_stands(
    server: Server, township: Township, database: Database
) -> None:
    [(_, body)] = send_at_once(server, township, [report(township, MEMBER, "yearly")])
    report_id = json.loads(body)["id"]
    decisions = [
        decide(report_id, who) for decide in (acceptance, sending_back) for who in (SECRETARY, OFFICER)
    ]

    answers = send_at_once(server, township, decisions * (MANY // len(decisions)))

    told = {body for status, body in answers if status == 201}
    assert len(told) == 1
    assert {status for status, _ in answers} == {201, 409}
    assert count(database, ReportDecision) == 1
    kept = json.loads(told.pop())["state"]
    assert count(database, ReportDecision, ReportDecision.outcome == kept) == 1
