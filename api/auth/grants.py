"""Roles: given at a node for a period, handed over for a while, and ended."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api import clock, crypto
from api.access import SECRETARY, Actor, nodes_below
from api.auth import service
from api.codes import phone as phones
from api.codes.pinyin import search_text
from api.codes.unreadable import UnreadableError
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.models import Grant, Person


def give(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Give a role to somebody who is known, or to a newcomer; an account is opened where there is none."""
    node_id = data["organization_id"]
    person_id = data.get("person_id")
    if person_id is None:
        newcomer = data["newcomer"]
        person_id = _enter_newcomer(session, actor, newcomer["name"], newcomer["phone"], node_id).id
    account = service.account_for(session, actor, person_id, node_id)
    from_on = data["from_on"] or clock.today()
    return service.grant_role(session, actor, account.id, data["role"], node_id, from_on, to_on=data["to_on"])


def delegate(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Hand the secretary's acts of a branch to a committee member (domain §2a)."""
    node_id = data["organization_id"]
    account = service.account_for(session, actor, data["person_id"], node_id)
    return service.grant_role(
        session,
        actor,
        account.id,
        SECRETARY,
        node_id,
        data["from_on"],
        to_on=data["to_on"],
        delegated_by_id=actor.account_id,
    )


def end(session: Session, actor: Actor, grant_id: UUID, last_on: date | None) -> Outcome:
    """End a role after its last day, or at once; what its holder handed over below that node ends with it."""
    grant = lock(session, Grant, grant_id)
    if grant is None:
        raise Refusal("not_found")
    today = clock.today()
    if grant.to_on is not None and grant.to_on < today:
        raise Refusal("grant_ended")
    last = last_on or today - timedelta(days=1)
    if (last_on and last_on < today) or (grant.to_on and last > grant.to_on):
        raise Refusal("dates_in_wrong_order")
    ending = [grant, *_handed_over_beyond(session, grant, last)]
    holders = [
        service.get_account(session, account_id) for account_id in sorted({one.account_id for one in ending})
    ]
    for one in ending:
        one.to_on = last
    for account in holders:
        account.grants_version += 1
    entry = record(
        session,
        node_id=grant.organization_id,
        kind="grant.ended",
        actor=actor,
        subjects={"grant": [one.id for one in ending], "account": [account.id for account in holders]},
        facts={"role": grant.role, "to_on": str(last)},
        writes=[*ending, *holders],
    )
    return Outcome(grant_id, "ended", entry)


def _enter_newcomer(session: Session, actor: Actor, name: str, phone: str, node_id: UUID) -> Person:
    """Enter somebody who works here and belongs to no branch here, such as a village clerk (domain §2a)."""
    try:
        number = phones.read(phone)
    except UnreadableError as wrong:
        raise Refusal("validation_failed", errors={"newcomer.phone": [wrong.zh]}) from wrong
    index = crypto.keys().index_of(number)
    same = select(Person.id).where(Person.phone_index == index, Person.name == name)
    if session.scalar(same.where(Person.merged_into_id.is_(None))) is not None:
        raise Refusal("person_exists")
    person = Person(name=name, pinyin=search_text(name), phone=number, phone_index=index)
    record(
        session,
        node_id=node_id,
        kind="person.entered",
        actor=actor,
        subjects={"person": person.id},
        writes=[person],
    )
    return person


def _handed_over_beyond(session: Session, grant: Grant, last: date) -> list[Grant]:
    statement = (
        select(Grant)
        .where(Grant.delegated_by_id == grant.account_id, Grant.id != grant.id)
        .where(Grant.organization_id.in_(nodes_below([grant.organization_id])))
        .where(or_(Grant.to_on.is_(None), Grant.to_on > last))
        .order_by(Grant.id)
        .with_for_update(key_share=True)
    )
    return list(session.scalars(statement)) if grant.delegated_by_id is None else []
