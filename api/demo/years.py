"""What happened in the two years: reports and what became of them, standings that were confirmed, the opening grids."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zlib import crc32

from sqlalchemy.orm import Session

from api import clock
from api.demo.acts import Act, Ids, moment
from api.demo.records import DemoDecision, DemoMembership, DemoTownship, Event
from api.demo.staff import find_secretary
from api.members import opening
from api.reports import service as reports
from api.standing import service as standing

_NAMES = {"place_text": "residence"}
"""Fields that the story calls otherwise than a report does."""


def tell_years(township: DemoTownship, ids: Ids) -> Iterator[Act]:
    """Tell the acts of the two years: reports by day, decisions in the evening."""
    tell = _Years(ids)
    for event in township.events:
        number = crc32(event.key.encode())
        yield Act(moment(event.recorded_on, 12 + number % 6, number % 60), partial(tell.report, event))
        if event.decision != "none":
            decided_on = event.decision_on or event.recorded_on
            yield Act(moment(decided_on, 19, number % 60), partial(tell.decide_report, event))
    for decision in township.decisions:
        yield Act(moment(decision.on, 20, 30), partial(tell.confirm, decision))
    for node_key, memberships in _group_openings(township).items():
        yield Act(moment(_day_after(memberships), 21), partial(tell.fill_in_opening, node_key, memberships))


class _Years:
    """What is done in the two years, each act in its own transaction."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids

    def report(self, event: Event, session: Session) -> None:
        """Hand in a report, or the completed one where it was sent back."""
        actor = self.ids.actor(session, event.by_key)
        data: dict[str, Any] = {
            **{_NAMES.get(name, name): value for name, value in event.payload.items()},
            "kind": event.kind,
            "method": event.method,
            "reported_on": event.on,
            "recorded_at_device": clock.now() if event.method == "self" else None,
        }
        if event.corrects:
            report_id = self.ids.reports[event.corrects]
            reports.correct(session, actor, report_id, 1, data)
        else:
            member_id = self.ids.memberships[event.person_key]
            report_id = reports.submit(session, actor, {**data, "member_id": member_id}).id
        self.ids.reports[event.key] = report_id

    def decide_report(self, event: Event, session: Session) -> None:
        """Accept a report, send it back, or withdraw it."""
        report_id = self.ids.reports[event.key]
        actor = self.ids.actor(session, event.decided_by_key or event.by_key)
        if event.decision == "withdraw":
            reports.withdraw(session, actor, report_id)
        elif event.decision == "send_back":
            reports.send_back(session, actor, report_id, event.reason or "")
        else:
            reports.accept(session, actor, report_id, {"card_inspected": False, **event.decision_payload})

    def confirm(self, decision: DemoDecision, session: Session) -> None:
        """Confirm how a member stands."""
        actor = self.ids.actor(session, decision.decided_by_key)
        data = {"state": decision.state, "decided_on": decision.on, "basis": decision.basis}
        standing.decide(session, actor, self.ids.memberships[decision.person_key], data)

    def fill_in_opening(self, node_key: str, memberships: list[DemoMembership], session: Session) -> None:
        """Fill in a branch's opening grid in one sitting."""
        actor = self.ids.actor(session, find_secretary(node_key))
        rows = [_write_row(self.ids.memberships[one.person_key], one) for one in memberships]
        opening.fill_in(session, actor, self.ids.nodes[node_key], rows)


def _group_openings(township: DemoTownship) -> dict[str, list[DemoMembership]]:
    grids: dict[str, list[DemoMembership]] = defaultdict(list)
    for membership in township.memberships:
        if membership.opening is not None:
            grids[membership.organization_key].append(membership)
    return grids


def _day_after(memberships: list[DemoMembership]) -> date:
    """Return the first day on which all that a grid tells has happened."""
    told = [
        day
        for membership in memberships
        if membership.opening
        for day in (membership.opening.last_contact_on, membership.opening.last_organization_life_on)
        if day
    ]
    return max(told) + timedelta(days=1)


def _write_row(member_id: UUID, membership: DemoMembership) -> dict[str, Any]:
    known = membership.opening
    if known is None:
        return {"member_id": member_id}
    return {
        "member_id": member_id,
        "dues_paid_to": str(known.dues_paid_to) if known.dues_paid_to else None,
        "last_contact_on": known.last_contact_on,
        "last_organization_life_on": known.last_organization_life_on,
    }
