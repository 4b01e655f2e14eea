"""What stands in somebody's own calendar: meetings, calls on families, days of a probation, and calls that are due.

A calendar leaves the house: it goes through other companies' servers onto a phone that others pick up. So it says how
many and when, and never who: no name, phone, ID number, address or note of anybody (domain §12).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from icalendar import Calendar, Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import RECORDER, SECRETARY, Actor
from api.contacts import today as work_list
from api.models import Membership, Organization, PlannedVisit, current
from api.standing.probation.service import read_probation
from api.trainings import coming, notices

_STILL_SHOWN = timedelta(days=7)
"""What is over or was called off stays so long that a calendar notices."""

_OPEN = ("due", "grace", "overdue")


@dataclass(frozen=True)
class _Day:
    """One all-day line of a calendar."""

    key: str
    on: date
    text: str


def write_calendar_of(session: Session, actor: Actor) -> bytes:
    """Write the calendar of a person as iCalendar; the same facts on the same day give the same bytes."""
    stamp = datetime.combine(clock.today(), time(), clock.ZONE)
    since = clock.today() - _STILL_SHOWN
    branches = _branches_of(session, actor)
    calendar = Calendar()
    calendar.add("prodid", "-//Lianxinqiao//calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "连心桥")
    calendar.add("x-wr-timezone", str(clock.ZONE))
    calendar.add("refresh-interval;value=duration", "PT6H")
    calendar.add("x-published-ttl", "PT6H")
    names = {node.id: node.name for node in branches}
    meetings = coming.list_for_calendar(session, actor, [node.id for node in branches if node.kept], since)
    for meeting in meetings:
        calendar.add_component(notices.event_of(meeting, names.get(meeting.organization_id, ""), stamp))
    days = (
        *_visits(session, actor, [node.id for node in branches], since),
        *_probations(session, actor, [node.id for node in branches if node.kept], since),
        *_calls(session, actor),
    )
    for day in days:
        calendar.add_component(_event(actor, day, stamp))
    return bytes(calendar.to_ical())


@dataclass(frozen=True)
class _Branch:
    id: UUID
    name: str
    kept: bool
    """Whether the actor keeps its meetings: its secretary or recorder."""


def _branches_of(session: Session, actor: Actor) -> list[_Branch]:
    kept = {held.organization_id for held in actor.held if held.role in {SECRETARY, RECORDER}}
    wanted = kept | ({actor.organization_id} if actor.organization_id else set())
    rows = session.execute(
        select(Organization.id, Organization.name)
        .where(Organization.id.in_(wanted), Organization.kind == "branch")
        .order_by(Organization.position, Organization.id)
    )
    return [_Branch(row.id, row.name, row.id in kept) for row in rows]


def _visits(session: Session, actor: Actor, branches: Sequence[UUID], since: date) -> Iterator[_Day]:
    """Yield the days on which the actor goes calling, with the number of homes."""
    if actor.membership_id is None:
        return
    mine = str(actor.membership_id)
    planned = session.scalars(
        current(PlannedVisit).where(
            PlannedVisit.node_id.in_(list(branches)),
            PlannedVisit.left_out.is_(False),
            PlannedVisit.on_date >= since,
        )
    )
    homes: dict[date, set[UUID]] = defaultdict(set)
    for one in planned:
        if one.on_date is not None and mine in map(str, one.goer_ids):
            homes[one.on_date].add(one.call_id)
    for day, calls in sorted(homes.items()):
        yield _Day(f"visits/{day}", day, f"走访慰问：{len(calls)} 户")


def _probations(session: Session, actor: Actor, branches: Sequence[UUID], since: date) -> Iterator[_Day]:
    """Yield the ends of probations and the last days of their approval, one's own among them."""
    found = session.scalars(
        select(Membership)
        .where(Membership.kind == "probationary", Membership.to_on.is_(None))
        .where(Membership.organization_id.in_(list(branches)) | (Membership.id == actor.membership_id))
        .order_by(Membership.id)
    )
    ends: dict[tuple[str, date], int] = Counter()
    for membership in found:
        known = read_probation(session, membership)
        for name, on in (("end", known["ends_on"]), ("approval", known["approval_due_on"])):
            if on is None or on < since:
                continue
            if membership.id == actor.membership_id:
                yield _Day(f"own-probation/{name}", on, _OWN[name])
            else:
                ends[name, on] += 1
    for (name, on), count in sorted(ends.items()):
        yield _Day(f"probation/{name}/{on}", on, _OTHERS[name].format(count=count))


_OWN = {"end": "预备期满", "approval": "转正审批期限"}
_OTHERS = {"end": "{count} 位预备党员预备期满", "approval": "{count} 位预备党员的转正审批期限"}


def _calls(session: Session, actor: Actor) -> Iterator[_Day]:
    """Yield the last days of the present periods in which somebody paired with the actor is still to be called."""
    if not actor.liaison:
        return
    waiting: dict[date, set[Any]] = defaultdict(set)
    for one in work_list.list_for_liaison(session, actor)["items"]:
        for duty in one["duties"]:
            if duty["state"] in _OPEN:
                waiting[max(duty["period_last"], clock.today())].add(one["member_id"])
    for day, members in sorted(waiting.items()):
        yield _Day(f"calls/{day}", day, f"该联系了：{len(members)} 位结对的同志")


def _event(actor: Actor, day: _Day, stamp: datetime) -> Event:
    event = Event()
    # No id of anybody: a calendar shows where it came from to whoever looks.
    event.add("uid", f"{uuid5(actor.account_id or UUID(int=0), day.key)}@lianxinqiao")
    event.add("dtstamp", stamp)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", day.text)
    event.add("transp", "TRANSPARENT")
    return event
