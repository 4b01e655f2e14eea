"""Many at the same moment over real HTTP: one effect, and nobody is told two things."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from tests.faults.clients import Line
from tests.faults.errands import acceptance, report, sending_back
from tests.faults.installation import Installation
from tests.faults.plan import Errand
from tests.faults.township import OFFICER

MANY = 16


def send_at_once(installation: Installation, errands: list[Errand]) -> list[tuple[int, bytes]]:
    """Send all errands at the same moment, each over its own connection."""
    ready = threading.Barrier(len(errands))

    def send(errand: Errand) -> tuple[int, bytes]:
        line = Line(installation.server.port, installation.township)
        ready.wait(timeout=30)
        try:
            return line.send(errand)
        finally:
            line.hang_up()

    with ThreadPoolExecutor(len(errands)) as pool:
        return list(pool.map(send, errands))


def test_sixteen_with_the_same_key_get_the_same_bytes_for_one_effect(installation: Installation) -> None:
    member = "青松村陈远"
    errand = report(installation.township, member)

    answers = send_at_once(installation, [errand] * MANY)

    assert len(set(answers)) == 1
    status, body = answers[0]
    assert (status, json.loads(body)["state"]) == (201, "accepted")
    assert installation.count_reports(member) == 1
    assert installation.count_entries(member, "report.submitted") == 1
    assert installation.count_claims(member) == 1


def test_of_sixteen_with_the_same_id_and_keys_of_their_own_one_gets_in(installation: Installation) -> None:
    member, own_id = "青松村李守田", str(uuid4())

    answers = send_at_once(
        installation, [report(installation.township, member, id=own_id) for _ in range(MANY)]
    )

    assert sorted(status for status, _ in answers) == [201] + [409] * (MANY - 1)
    assert installation.count_reports(member) == 1
    assert installation.count_entries(member, "report.submitted") == 1
    assert installation.count_claims(member) == 1


def test_of_sixteen_decisions_at_once_on_one_report_one_stands(installation: Installation) -> None:
    [(_, body)] = send_at_once(installation, [report(installation.township, "青松村郑飞", "yearly")])
    report_id = json.loads(body)["id"]
    deciders = ("青松村书记", OFFICER)

    answers = send_at_once(
        installation,
        [
            decide(report_id, who)
            for decide in (acceptance, sending_back)
            for who in deciders
            for _ in range(MANY // 4)
        ],
    )

    assert sorted(status for status, _ in answers) == [201] + [409] * (MANY - 1)
    [told] = [json.loads(body)["state"] for status, body in answers if status == 201]
    assert installation.read_outcomes(report_id) == [told]
