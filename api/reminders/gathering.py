"""What waits for somebody today, as their own desk and 今日 show it; counted, and nothing else of it kept."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api import clock
from api.access import SECRETARY, Actor, Held, nodes_below
from api.contacts import today as work_list
from api.dashboards import desk
from api.models import Report, ReportDecision, Training
from api.reminders.saying import FOR_THE_GROUP, Line, count_up
from api.trainings import coming

_AHEAD = timedelta(days=1)
"""A meeting is told of on its day and on the day before."""


def gather_for(session: Session, actor: Actor) -> list[Line]:
    """Return the lines of somebody's day: their own matters, those paired with them, and the desks they work at."""
    own = [*_meetings(coming.list_for_member(session, actor, _from(), _until())), *_sent_back(session, actor)]
    if actor.liaison:
        due = len(work_list.list_for_liaison(session, actor)["items"])
        own += [{"kind": "paired_contact", "count": due}] if due else []
    items = [
        item
        for node_id in _desks_of(session, actor)
        for item in desk.list_desk(session, actor, node_id, "zh")
    ]
    return [*own, *count_up(items)]


def gather_for_group(session: Session, organization_id: UUID) -> list[Line]:
    """Return the lines that a node's group chat may read."""
    node = Actor(account_id=None, held=(Held(SECRETARY, organization_id),))
    told = count_up(desk.list_desk(session, node, organization_id, "zh"))
    meetings = coming.list_for_group(session, organization_id, _from(), _until())
    return [*_meetings(meetings), *(line for line in told if line["kind"] in FOR_THE_GROUP)]


def _desks_of(session: Session, actor: Actor) -> list[UUID]:
    """Return the topmost nodes at which the actor works; an auditor has a desk to read, and nothing that waits."""
    nodes = actor.nodes_for("needs.handle")
    below: set[UUID] = set()
    if len(nodes) > 1:
        for node in nodes:
            below.update(set(session.scalars(nodes_below([node]))) - {node})
    return sorted(nodes - below, key=str)


def _sent_back(session: Session, actor: Actor) -> list[Line]:
    if not actor.memberships:
        return []
    count = session.scalar(
        select(func.count())
        .select_from(Report)
        .join(ReportDecision, ReportDecision.report_row_id == Report.row_id)
        .where(Report.replaced_at.is_(None), Report.membership_id.in_(actor.memberships))
        .where(ReportDecision.outcome == "sent_back")
    )
    return [{"kind": "report_sent_back", "count": count}] if count else []


def _meetings(meetings: Sequence[Training]) -> list[Line]:
    return [
        {"kind": "meeting_soon", "count": 1, "code": one.kind, "starts_at": one.starts_at.isoformat()}
        for one in meetings
    ]


def _from() -> date:
    return clock.today()


def _until() -> date:
    return clock.today() + _AHEAD
