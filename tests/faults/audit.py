"""Compare what the clients were told with what the database keeps, and name everything that does not agree."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db import Database
from api.models import (
    Contact,
    IdempotencyClaim,
    JournalEntry,
    JournalHead,
    Membership,
    Report,
    ReportDecision,
)
from api.upkeep.moments import one_moment
from api.upkeep.verify_journal import verify
from tests.faults.clients import Delivery
from tests.faults.drill import Record

_ENTRY_KINDS = {
    "report": "report.submitted",
    "acceptance": "report.accepted",
    "contact": "contact.recorded",
    "move": "member.moved_in",
}
_OPERATIONS = {
    "report": "POST /api/v1/reports",
    "acceptance": "POST /api/v1/reports/<uuid:report_id>/acceptance",
    "contact": "POST /api/v1/contacts",
    "move": "POST /api/v1/members/<uuid:member_id>/moving",
}
_ENTRIES_EACH = {"report": 1, "acceptance": 1, "contact": 1, "move": 2}

Place = tuple[UUID, int, int]
"""Node, epoch and number of an entry."""


@dataclass(frozen=True)
class Finding:
    """One thing that does not agree: a code, and the words for a person."""

    code: str
    words: str


def read_places(database: Database) -> frozenset[Place]:
    """Return the place of every entry that is there already."""
    with database.reading() as session:
        return frozenset(_entries(session))


def audit(database: Database, record: Record, before: frozenset[Place]) -> list[Finding]:
    """Return everything that does not agree; nothing means that no promise was broken.

    before: the entries that were there when the drill began.
    """
    with one_moment(database) as session:
        return [
            *_check_answers(record),
            *_check_repeats(record),
            *_Books(session, before).check(record.deliveries),
            *_check_numbers(session),
            *_check_memberships(session),
            *(Finding("chain", f"{flaw}") for flaw in verify(session)),
        ]


def check_log(said: str) -> Iterator[Finding]:
    """Yield each event in the server's log that does not stand on a line alone, as where two processes mix theirs."""
    for line in said.splitlines():
        if '"event"' in line:
            try:
                json.loads(line)
            except ValueError:
                yield Finding("torn_line", line)


def _check_answers(record: Record) -> Iterator[Finding]:
    if record.unfinished:
        yield Finding("unanswered", f"{record.unfinished} clients were still waiting at the limit")
    numbers: dict[tuple[str, int, int], str] = {}
    for delivery in record.deliveries:
        if delivery.status is None:
            yield Finding("unanswered", f"{delivery.errand}: nobody answered within the limit")
        elif delivery.acknowledged:
            receipt = delivery.receipt
            place = (receipt["organization_id"], receipt["epoch"], receipt["number"])
            if numbers.setdefault(place, delivery.errand.key) != delivery.errand.key:
                yield Finding("number_given_twice", f"{place} stands on two receipts")
        elif delivery.refusal not in record.layout.refusals:
            yield Finding("refused", f"{delivery.errand}: {delivery.body.decode()}")
        if 500 in delivery.failures:
            yield Finding("failed", f"{delivery.errand}: answered with 500")


def _check_repeats(record: Record) -> Iterator[Finding]:
    for delivery, status, body in record.repeats:
        if (status, body) != (delivery.status, delivery.body):
            yield Finding(
                "answer_differs", f"{delivery.errand}: {delivery.body!r}, and then {status} {body!r}"
            )


class _Books:
    """What the database keeps of the drill."""

    def __init__(self, session: Session, before: frozenset[Place]) -> None:
        claims = session.scalars(select(IdempotencyClaim)).all()
        self.claims = {claim.key: claim for claim in claims}
        self.doubled_keys = [
            key for key, count in Counter(claim.key for claim in claims).items() if count > 1
        ]
        self.entries = {place: entry for place, entry in _entries(session).items() if place not in before}
        self.reports = Counter(session.scalars(select(Report.id)))
        self.contacts = Counter(session.scalars(select(Contact.id)))
        self.decisions = Counter(session.scalars(select(ReportDecision.report_id)))
        self.memberships = set(session.scalars(select(Membership.id)))

    def check(self, deliveries: list[Delivery]) -> Iterator[Finding]:
        """Go through the deliveries, then look for what nobody ordered."""
        for delivery in deliveries:
            yield from self._check_kept(delivery) if delivery.acknowledged else self._check_not_kept(delivery)
        yield from self._check_nothing_else(deliveries)

    def _check_kept(self, delivery: Delivery) -> Iterator[Finding]:
        receipt, errand = delivery.receipt, delivery.errand
        subject = UUID(receipt["id"])
        place = (UUID(receipt["organization_id"]), receipt["epoch"], receipt["number"])
        entry = self.entries.get(place)
        if (
            entry is None
            or entry.kind != _ENTRY_KINDS[errand.kind]
            or str(subject) not in _ids(entry.subjects)
        ):
            yield Finding("lost", f"{errand}: acknowledged as {place}, and the journal does not say so")
        kept = self.contacts if errand.kind == "contact" else self.reports
        rows = subject in self.memberships if errand.kind == "move" else kept[subject]
        if not rows:
            yield Finding("lost", f"{errand}: acknowledged, and its row is not there")
        if errand.kind != "move" and rows > 1:
            yield Finding("doubled", f"{errand}: {rows} rows")
        if errand.kind == "acceptance" and self.decisions[subject] != 1:
            yield Finding("doubled", f"{errand}: decided {self.decisions[subject]} times")
        if errand.body.get("id", receipt["id"]) != receipt["id"]:
            yield Finding("lost", f"{errand}: its own id became {receipt['id']}")
        claim = self.claims.get(errand.key)
        if claim is None or claim.answer != delivery.body.decode() or claim.status != delivery.status:
            answer = claim and claim.answer
            yield Finding("claim_differs", f"{errand}: told {delivery.body.decode()}, kept {answer}")

    def _check_not_kept(self, delivery: Delivery) -> Iterator[Finding]:
        if delivery.errand.key in self.claims:
            yield Finding("kept_but_refused", f"{delivery.errand}: {delivery.body.decode()}")

    def _check_nothing_else(self, deliveries: list[Delivery]) -> Iterator[Finding]:
        for key in self.doubled_keys:
            yield Finding("doubled", f"key {key} is claimed twice")
        kinds = {delivery.errand.key: delivery.errand.kind for delivery in deliveries}
        expected, ordered = 0, set()
        for key, claim in self.claims.items():
            kind = kinds.get(key)
            if kind is None or claim.operation != _OPERATIONS[kind] or claim.answer is None:
                yield Finding("unordered", f"claim {claim.operation} {key} belongs to no errand")
                continue
            expected += _ENTRIES_EACH[kind]
            if kind in {"report", "contact"}:
                ordered.add(UUID(json.loads(claim.answer)["id"]))
        for fact_id in (self.reports | self.contacts).keys() - ordered:
            yield Finding("doubled", f"fact {fact_id} is the effect of no claim")
        if len(self.entries) != expected:
            yield Finding("doubled", f"{len(self.entries)} entries stand where {expected} were ordered")


def _check_numbers(session: Session) -> Iterator[Finding]:
    numbers: dict[UUID, list[int]] = defaultdict(list)
    for node_id, _epoch, number in _entries(session):
        numbers[node_id].append(number)
    for head in session.scalars(select(JournalHead)):
        found = sorted(numbers[head.node_id])
        if found != list(range(1, head.number + 1)):
            yield Finding("gap", f"node {head.node_id} counts to {head.number} and has {found}")


def _check_memberships(session: Session) -> Iterator[Finding]:
    standing = Counter(session.scalars(select(Membership.person_id).where(Membership.to_on.is_(None))))
    everybody = set(session.scalars(select(Membership.person_id)))
    for person_id in everybody:
        if standing[person_id] != 1:
            yield Finding("membership", f"person {person_id} stands in {standing[person_id]} branches")


def _entries(session: Session) -> dict[Place, JournalEntry]:
    return {
        (entry.node_id, entry.epoch, entry.number): entry for entry in session.scalars(select(JournalEntry))
    }


def _ids(subjects: dict[str, Any]) -> set[str]:
    return {value for value in subjects.values() if isinstance(value, str)}
