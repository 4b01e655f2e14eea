"""谁看过我的资料: each look at somebody's data in plain leaves a line that the person can read."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.members.rows import ending_instant
from api.models import Membership, Reading, name_of_account

ORDER = [(Reading.at, True), (Reading.id, True)]


def note_reading(
    session: Session,
    actor: Actor,
    person_ids: Iterable[UUID],
    role: str,
    kind: str,
    fields: list[str],
    *,
    once_a_day: bool = False,
) -> None:
    """Note that the actor saw these persons' fields in plain. One's own record is not somebody else's.

    kind: reveal, export, print or call. once_a_day: the second call of a day is no further line.
    """
    now = clock.now()
    persons = {person_id for person_id in person_ids if person_id != actor.person_id}
    if once_a_day:
        persons -= _seen_today(session, actor, persons, kind, fields)
    session.add_all(
        Reading(person_id=person_id, account_id=actor.account_id, role=role, kind=kind, fields=fields, at=now)
        for person_id in sorted(persons)
    )


def _seen_today(
    session: Session, actor: Actor, person_ids: set[UUID], kind: str, fields: list[str]
) -> set[UUID]:
    midnight = datetime.combine(clock.today(), time(), tzinfo=clock.ZONE)
    lines = session.execute(
        select(Reading.person_id, Reading.fields).where(
            Reading.person_id.in_(person_ids),
            Reading.account_id == actor.account_id,
            Reading.kind == kind,
            Reading.at >= midnight,
        )
    )
    return {row.person_id for row in lines if set(fields) <= set(row.fields)}


def select_readings(membership: Membership) -> Select[Any]:
    """Select who read a member's data; of a membership that ended, up to its end only."""
    statement = select(
        Reading.role, Reading.kind, Reading.fields, name_of_account(Reading.account_id).label("name")
    ).where(Reading.person_id == membership.person_id)
    if membership.to_on is None:
        return statement
    ending = select(ending_instant()).where(Membership.id == membership.id).scalar_subquery()
    return statement.where(Reading.at <= ending)


def present(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Return rows of `select_readings` as answers."""
    return [
        {
            "at": row.order_0,
            "by_name": row.name,
            "by_role": row.role,
            "kind": row.kind,
            "fields": row.fields,
        }
        for row in rows
    ]
