"""The search record: what was tried since the last two-way contact. Nothing changes by itself (domain: six clocks)."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from api import clock
from api.contacts.rules import stands
from api.models import Contact, Membership, Person, name_of_account
from api.standing.gather import gather_facts

_MOST = 200


def show_search(session: Session, membership_id: UUID) -> dict[str, Any]:
    """Return what was tried since the last two-way contact; a word with the family is a step, too."""
    today = clock.today()
    last_on = gather_facts(session, [membership_id])[membership_id].last_contact_on
    made_by, maker = aliased(Membership), aliased(Person)
    rows: Any = session.execute(
        select(
            Contact,
            maker.name.label("maker_name"),
            name_of_account(Contact.logged_by_id).label("writer_name"),
        )
        .outerjoin(made_by, made_by.id == Contact.by_membership_id)
        .outerjoin(maker, maker.id == made_by.person_id)
        .where(stands(), Contact.membership_id == membership_id, _is_step(), *_after(last_on))
        .order_by(Contact.happened_on.desc(), Contact.id.desc())
        .limit(_MOST)
    )
    return {
        "member_id": membership_id,
        "last_contact_on": last_on,
        "days": max((today - last_on).days, 0) if last_on else None,
        "tried": list_tried(session, {membership_id: last_on}).get(membership_id, []),
        "items": [
            {
                **{
                    name: getattr(row[0], name)
                    for name in ("id", "happened_on", "way", "with_whom", "outcome", "note")
                },
                "by_name": row.maker_name or row.writer_name,
            }
            for row in rows
        ],
    }


def list_tried_of(session: Session, membership_ids: Collection[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """Return what was tried for each member since the last two-way contact."""
    known = gather_facts(session, membership_ids)
    return list_tried(session, {id_: facts.last_contact_on for id_, facts in known.items()})


def list_tried(session: Session, since: dict[UUID, date | None]) -> dict[UUID, list[dict[str, Any]]]:
    """Return what was tried for each member since a day, by way and outcome."""
    found: dict[UUID, list[dict[str, Any]]] = {}
    ids: Collection[UUID] = list(since)
    rows: Any = session.execute(
        select(
            Contact.membership_id,
            Contact.happened_on,
            Contact.way,
            Contact.with_whom,
            Contact.outcome,
            func.count().label("times"),
        )
        .where(stands(), Contact.membership_id.in_(ids), _is_step())
        .group_by(Contact.membership_id, Contact.happened_on, Contact.way, Contact.with_whom, Contact.outcome)
        .order_by(Contact.membership_id, Contact.way, Contact.with_whom, Contact.outcome)
    )
    grouped: dict[tuple[UUID, str, str, str], list[Any]] = {}
    for row in rows:
        last_on = since[row.membership_id]
        if last_on is not None and row.happened_on <= last_on:
            continue
        key = (row.membership_id, row.way, row.with_whom, row.outcome)
        count, latest = grouped.get(key, (0, row.happened_on))
        grouped[key] = [count + row.times, max(latest, row.happened_on)]
    for (membership_id, way, with_whom, outcome), (count, latest) in grouped.items():
        found.setdefault(membership_id, []).append(
            {"way": way, "with_whom": with_whom, "outcome": outcome, "count": count, "last_on": latest}
        )
    return found


def _is_step() -> Any:
    return or_(Contact.outcome != "reached", Contact.with_whom == "family")


def _after(last_on: date | None) -> list[Any]:
    return [] if last_on is None else [Contact.happened_on > last_on]
