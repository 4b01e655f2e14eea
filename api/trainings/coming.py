"""Meetings that are coming, for what tells of them outside of the screens: a calendar, a day's message, a group chat."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.access import Actor
from api.models import Training
from api.trainings import kinds, rules

_MOST = 200


def list_for_member(session: Session, actor: Actor, from_on: date, to_on: date) -> Sequence[Training]:
    """Return the planned meetings of some days that concern the acting member."""
    return session.scalars(
        select(Training)
        .where(rules.open_to_member(actor), Training.state == "planned")
        .where(Training.on_date.between(from_on, to_on))
        .order_by(Training.starts_at, Training.id)
        .limit(_MOST)
    ).all()


def list_for_group(session: Session, organization_id: UUID, from_on: date, to_on: date) -> Sequence[Training]:
    """Return the planned meetings of some days that a branch's whole group may hear of: no committee, nothing private."""
    return session.scalars(
        select(Training)
        .where(Training.organization_id == organization_id, Training.state == "planned")
        .where(Training.private.is_(False), Training.kind != kinds.COMMITTEE, Training.group_id.is_(None))
        .where(Training.on_date.between(from_on, to_on))
        .order_by(Training.starts_at, Training.id)
        .limit(_MOST)
    ).all()


def list_for_calendar(
    session: Session, actor: Actor, branches: Sequence[UUID], since: date
) -> Sequence[Training]:
    """Return the meetings since a day that stand in somebody's own calendar, those called off, too.

    branches: where the actor keeps the meetings; what is 不宜公开 stays out of every calendar.
    """
    kept = Training.organization_id.in_(list(branches)) & Training.private.is_(False)
    return session.scalars(
        select(Training)
        .where(or_(rules.open_to_member(actor), kept), Training.on_date >= since)
        .order_by(Training.starts_at, Training.id)
        .limit(_MOST)
    ).all()
