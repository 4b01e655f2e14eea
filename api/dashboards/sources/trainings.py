"""Organisation life that waits for a person: 补学 to confirm, meetings to close, and one gentle line of what is not planned."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, nodes_below
from api.dashboards.items import MOST, item, say
from api.models import MakeUp, Membership, Organization, Person, Training
from api.standing.words import Language
from api.trainings import service as trainings

_MAKE_UP = ("{name}登记了补学：{title}，请确认。", "{name} made up a meeting ({title}); please confirm.")
_TO_CLOSE = (
    "{title}（{month}月{day}日）的会议记录还没有定。",
    "The minutes of {title} ({month}/{day}) are not closed yet.",
)
_NOT_PLANNED = ("{what}还没有安排。", "Not planned yet: {what}.")
_PERIODS = {
    1: ("本月的", "this month's "),
    3: ("本季度的", "this quarter's "),
    12: ("今年的", "this year's "),
}


def find(session: Session, actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return what of a branch's organisation life waits, at a node and below."""
    return [
        *_make_ups(session, actor, organization_id, language),
        *_to_close(session, actor, organization_id, language),
        *_not_planned(session, organization_id, language),
    ]


def _make_ups(
    session: Session, actor: Actor, organization_id: UUID, language: Language
) -> list[dict[str, Any]]:
    waiting = (
        select(
            MakeUp.id,
            MakeUp.membership_id,
            MakeUp.node_id,
            MakeUp.on_date,
            Person.name,
            Training.title,
        )
        .join(Training, Training.id == MakeUp.training_id)
        .join(Membership, Membership.id == MakeUp.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .where(MakeUp.replaced_at.is_(None), MakeUp.state == "waiting", Membership.to_on.is_(None))
        .where(MakeUp.node_id.in_(nodes_below([organization_id])), trainings.seen_by_staff(actor))
        .order_by(MakeUp.recorded_at)
        .limit(MOST)
    )
    return [
        item(
            "make_up_waiting",
            row.id,
            row,
            say(_MAKE_UP, language, name=row.name, title=row.title),
            since=row.on_date,
        )
        for row in session.execute(waiting)
    ]


def _to_close(
    session: Session, actor: Actor, organization_id: UUID, language: Language
) -> list[dict[str, Any]]:
    held = (
        select(Training.id, Training.title, Training.on_date, Training.organization_id)
        .where(Training.state == "planned", Training.ends_at < clock.now())
        .where(Training.organization_id.in_(nodes_below([organization_id])), trainings.seen_by_staff(actor))
        .order_by(Training.on_date)
        .limit(MOST)
    )
    return [
        _about_branch(
            "training_to_close",
            row.id,
            row.organization_id,
            say(_TO_CLOSE, language, title=row.title, month=row.on_date.month, day=row.on_date.day),
            since=row.on_date,
        )
        for row in session.execute(held)
    ]


def _not_planned(session: Session, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    branches = session.scalars(
        select(Organization.id)
        .where(Organization.id.in_(nodes_below([organization_id])), Organization.kind == "branch")
        .where(Organization.ended_on.is_(None), Organization.started_on.is_not(None))
        .order_by(Organization.position, Organization.id)
    ).all()
    at = 0 if language == "zh" else 1
    items = []
    for branch_id in branches:
        open_kinds = trainings.list_unplanned(session, branch_id)
        parts = [
            _PERIODS[months][at] + ("、", ", ")[at].join(name[at] for name in names)
            for months, names in open_kinds.items()
        ]
        if parts:
            sentence = say(_NOT_PLANNED, language, what=("，", "; ")[at].join(parts))
            since = min(_begins(months) for months in open_kinds)
            items.append(_about_branch("training_not_planned", branch_id, branch_id, sentence, since=since))
    return items


def _begins(months: int) -> date:
    """Return the first day of the present month, quarter or year."""
    today = clock.today()
    return today.replace(month=today.month - (today.month - 1) % months, day=1)


def _about_branch(kind: str, subject_id: UUID, branch_id: UUID, sentence: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "code": None,
        "subject_id": subject_id,
        "member_id": None,
        "member_name": None,
        "organization_id": branch_id,
        "sentence": sentence,
        "count": None,
        **more,
    }
