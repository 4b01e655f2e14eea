"""A member's own view: what is coming, what was missed and how to make it up, and the hours of the year.

Learning hours are seen by the member and in the minutes, and nowhere else (domain §9).
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.errors import Refusal
from api.models import Attendance, MakeUp, Membership, Minutes, Organization, Person, Training, current
from api.settings.values import value_on
from api.trainings import gather, kinds, rules
from api.trainings.attending import code_holds
from api.trainings.due import Footing
from api.trainings.listing import list_materials

_AHEAD = timedelta(days=92)
_SHOWN = (
    "id",
    "kind",
    "title",
    "starts_at",
    "ends_at",
    "on_date",
    "place",
    "platform",
    "join_link",
    "agenda",
    "hours",
    "state",
)
_NEVER_MADE_UP = frozenset({kinds.COMMITTEE})


def read_learning(session: Session, actor: Actor, year: int) -> dict[str, Any]:
    """Return the acting member's year. Raise `not_found` for somebody who is no member."""
    if actor.membership_id is None or actor.organization_id is None:
        raise Refusal("not_found")
    today = clock.today()
    trainings = list(
        session.scalars(
            select(Training)
            .where(
                rules.open_to_member(actor),
                Training.on_date >= date(year, 1, 1),
                Training.on_date <= max(date(year, 12, 31), today + _AHEAD),
            )
            .order_by(Training.starts_at, Training.id)
        )
    )
    ids = [training.id for training in trainings]
    mine = _rows_of(session, Attendance, actor.membership_id, ids)
    made_up = _rows_of(session, MakeUp, actor.membership_id, ids)
    materials = list_materials(session, ids)

    def show(training: Training) -> dict[str, Any]:
        attendance, told = mine.get(training.id), made_up.get(training.id)
        return {
            **{name: getattr(training, name) for name in _SHOWN},
            "way": attendance.way if attendance and attendance.way != kinds.NONE else None,
            "host_branch": attendance.host_branch if attendance else None,
            "reason_code": attendance.reason_code if attendance else None,
            "make_up_state": told.state if told else None,
            "make_up_on": told.on_date if told else None,
            "code_open": training.state == "planned" and code_holds(training, clock.now()),
            "materials": materials[training.id],
        }

    coming = [
        training
        for training in trainings
        if training.state != "called_off" and training.ends_at >= clock.now() - timedelta(hours=2)
    ]
    of_year = [training for training in trainings if training.on_date.year == year]
    minutes = gather.minutes_of(session, ids)
    missed = [
        training
        for training in of_year
        if training.state == "closed"
        and training.kind not in _NEVER_MADE_UP
        and _was_asked(actor.membership_id, minutes.get(training.id))
        and not _took_part(mine.get(training.id))
        and not _is_confirmed(made_up.get(training.id))
    ]
    attended = [training for training in of_year if _took_part(mine.get(training.id))]
    hours, learnt = _hours_of_year(session, actor, year)
    return {
        "year": year,
        "hours": hours,
        "hours_asked": value_on(
            session, "learning_hours_a_year", actor.organization_id, min(today, date(year, 12, 31))
        ),
        "counted": learnt,
        "coming": [show(training) for training in coming],
        "missed": [show(training) for training in reversed(missed)],
        "attended": [show(training) for training in reversed(attended)],
    }


def _hours_of_year(session: Session, actor: Actor, year: int) -> tuple[float, int]:
    """Return a person's hours of a year and of how many meetings: attended, or made up and confirmed.

    Only closed meetings count, and those of a branch that the person has left since.
    """
    persons = select(Person.id).where(
        or_(Person.id == actor.person_id, Person.merged_into_id == actor.person_id)
    )
    memberships = select(Membership.id).where(Membership.person_id.in_(persons))
    attended = select(Attendance.training_id).where(
        Attendance.membership_id.in_(memberships),
        Attendance.replaced_at.is_(None),
        Attendance.way.in_(kinds.TOOK_PART),
    )
    made_up = select(MakeUp.training_id).where(
        MakeUp.membership_id.in_(memberships), MakeUp.replaced_at.is_(None), MakeUp.state == "confirmed"
    )
    hours = session.scalars(
        select(Minutes.hours)
        .join(Training, Training.id == Minutes.training_id)
        .where(
            Minutes.replaced_at.is_(None),
            Minutes.closed.is_(True),
            Training.on_date.between(date(year, 1, 1), date(year, 12, 31)),
            Training.id.in_(attended.union(made_up)),
        )
    ).all()
    return sum(hours), len(hours)


def _rows_of(session: Session, model: Any, membership_id: UUID, training_ids: list[UUID]) -> dict[UUID, Any]:
    rows = session.scalars(
        current(model).where(model.membership_id == membership_id, model.training_id.in_(training_ids))
    )
    return {row.training_id: row for row in rows}


def _was_asked(membership_id: UUID, minutes: Minutes | None) -> bool:
    """Say whether a member was on a closed meeting's roll and asked to come; who is frail is asked for nothing."""
    if minutes is None:
        return False
    for kept in minutes.roll:
        footing = Footing.read(kept)
        if footing.member_id == membership_id:
            return not (footing.exempt or footing.suspended or footing.excluded)
    return False


def _took_part(attendance: Attendance | None) -> bool:
    return attendance is not None and attendance.way in kinds.TOOK_PART


def _is_confirmed(told: MakeUp | None) -> bool:
    return told is not None and told.state == "confirmed"


def branch_name_of(session: Session, training: Training) -> str:
    """Return the name of a meeting's branch."""
    return session.get_one(Organization, training.organization_id).name
