"""A member's own record in plain, to take along (domain §12: a member can export it)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from api.members.readings import ORDER, present, select_readings
from api.models import (
    ActivityCard,
    AwayPeriod,
    Consent,
    DuesAssessment,
    DuesMonth,
    ExpectedArrival,
    Fact,
    HomeStay,
    HostLink,
    Master,
    Membership,
    NationalRegistration,
    Need,
    NeedStep,
    Opening,
    Pairing,
    Person,
    ProbationStep,
    Report,
    StandingDecision,
    Transfer,
    Visit,
    VisitMember,
    current,
)

_OF_A_MEMBERSHIP: tuple[type[Any], ...] = (
    Opening,
    Report,
    AwayPeriod,
    HomeStay,
    ActivityCard,
    HostLink,
    NationalRegistration,
    StandingDecision,
    ProbationStep,
    Transfer,
    DuesAssessment,
    DuesMonth,
    Need,
    NeedStep,
    ExpectedArrival,
    VisitMember,
)
_INTERNAL = frozenset(
    {"row_id", "node_id", "salt", "replaced_at", "version", "pinyin", "id_number_index", "phone_index"}
)


def read_own_record(session: Session, membership: Membership) -> dict[str, Any]:
    """Return everything that is kept of a person, by kind, and who read it."""
    person = session.get_one(Person, membership.person_id)
    persons = select(Person.id).where(or_(Person.id == person.id, Person.merged_into_id == person.id))
    memberships = session.scalars(
        select(Membership).where(Membership.person_id.in_(persons)).order_by(Membership.from_on)
    ).all()
    ids = [one.id for one in memberships]
    consents = session.scalars(
        current(Consent).where(Consent.person_id.in_(persons)).order_by(Consent.recorded_at)
    )
    columns = [column.label(f"order_{place}") for place, (column, _) in enumerate(ORDER)]
    readings = session.execute(
        select_readings(membership).add_columns(*columns).order_by(*[column.desc() for column, _ in ORDER])
    )
    return {
        "person": plain(person),
        "memberships": [plain(one) for one in memberships],
        "consents": [plain(one) for one in consents],
        **{model.__tablename__: _facts_of(session, model, ids) for model in _OF_A_MEMBERSHIP},
        "visits": [plain(one) for one in session.scalars(_visits_on(ids))],
        "pairings": [_without_words(plain(one)) for one in session.scalars(_pairings_of(ids))],
        "readings": present(readings),
    }


def _pairings_of(membership_ids: Sequence[UUID]) -> Select[Pairing]:
    of_either = or_(Pairing.member_id.in_(membership_ids), Pairing.liaison_id.in_(membership_ids))
    return select(Pairing).where(of_either).order_by(Pairing.from_on, Pairing.id)


def _without_words(pairing: dict[str, Any]) -> dict[str, Any]:
    # What is written about a pairing is written about two people.
    return {field: value for field, value in pairing.items() if field not in {"explanation", "end_note"}}


def _facts_of(session: Session, model: type[Any], membership_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    statement = current(model).where(model.membership_id.in_(membership_ids)).order_by(model.recorded_at)
    return [plain(fact) for fact in session.scalars(statement)]


def _visits_on(membership_ids: Sequence[UUID]) -> Select[Visit]:
    of_them = current(VisitMember).where(VisitMember.membership_id.in_(membership_ids)).subquery()
    return current(Visit).where(Visit.id.in_(select(of_them.c.visit_id))).order_by(Visit.on_date, Visit.id)


def plain(row: Master | Fact) -> dict[str, Any]:
    """Return a row's own words, opened, without what only the machine needs."""
    words: dict[str, Any] = {}
    for column in type(row).__table__.columns:
        field = column.info.get("sealed", column.name)
        if field not in _INTERNAL:
            words[field] = _written(getattr(row, field))
    return words


def _written(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
