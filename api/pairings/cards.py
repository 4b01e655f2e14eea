"""联系卡: whom a member away can reach, without an ID number; and the one tap that starts a call."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from api import clock, crypto
from api.access import (
    LIAISON,
    MEMBER,
    SECRETARY,
    Actor,
    acting_role,
    membership_in_reach,
    nodes_below,
    reaches,
)
from api.codes import mask
from api.errors import Refusal
from api.members.readings import note_reading
from api.members.rows import is_away
from api.models import Account, Grant, Membership, Organization, Pairing, Person, in_force
from api.pairings.words import Language, card_sentence

_OF_MEMBER = ("phone", "landline", "wechat")
_OF_FAMILY = ("family_contact",)


def read_card(
    session: Session, actor: Actor, membership_id: UUID, language: Language, *, reveal: bool
) -> dict[str, Any]:
    """Return a member's contact card. reveal: phones in full, for the member and for staff who may reveal."""
    membership = membership_in_reach(
        session, actor, "members.reveal" if reveal else "members.read", membership_id
    )
    if membership.to_on is not None:
        raise Refusal("membership_ended")
    if not reveal:
        return _cards(session, Membership.id == membership_id, language, reveal=False)[0]
    is_own = actor.is_about_self(membership_id)
    role = MEMBER if is_own else acting_role(session, actor, "members.reveal", membership.organization_id)
    cards = _cards(session, Membership.id == membership_id, language, reveal=True)
    _note(session, actor, cards, role, "call" if is_own else "print")
    return cards[0]


def read_cards(
    session: Session, actor: Actor, organization_id: UUID, language: Language, *, reveal: bool
) -> list[dict[str, Any]]:
    """Return the contact cards of all members away of a node and below, to be printed on sheets."""
    of_branch = Membership.organization_id.in_(nodes_below([organization_id])) & is_away()
    cards = _cards(session, of_branch, language, reveal=reveal)
    if reveal:
        role = acting_role(session, actor, "members.reveal", organization_id)
        _note(session, actor, cards, role, "print")
    return cards


def reveal_for_call(session: Session, actor: Actor, membership_id: UUID, whom: str) -> dict[str, Any]:
    """Return the numbers that a call or a message needs, and leave one line in 谁看过我的资料."""
    membership = membership_in_reach(session, actor, "members.call", membership_id)
    if membership.to_on is not None:
        raise Refusal("membership_ended")
    person = session.get_one(Person, membership.person_id)
    wanted = _OF_MEMBER if whom == "member" else _OF_FAMILY
    shown = {field: getattr(person, field) for field in wanted}
    by_office = reaches(session, actor, "members.call", membership.organization_id)
    role = acting_role(session, actor, "members.call", membership.organization_id) if by_office else LIAISON
    seen = [field for field, value in shown.items() if value is not None]
    if seen:
        note_reading(session, actor, [person.id], role, "call", seen, once_a_day=True)
    return {
        "member_id": membership.id,
        "name": person.name,
        "whom": whom,
        **dict.fromkeys((*_OF_MEMBER, *_OF_FAMILY)),
        **shown,
    }


def _cards(
    session: Session, whose: ColumnElement[bool], language: Language, *, reveal: bool
) -> list[dict[str, Any]]:
    members = session.execute(
        select(Membership.id, Membership.organization_id, Person.name, Organization.name.label("branch_name"))
        .join(Person, Person.id == Membership.person_id)
        .join(Organization, Organization.id == Membership.organization_id)
        .where(whose, Membership.to_on.is_(None))
        .order_by(Person.pinyin, Membership.id)
    ).all()
    branches = {row.organization_id for row in members}
    liaisons = _liaisons(session, whose)
    secretaries = {branch: _secretary_of(session, branch) for branch in branches}
    offices = {branch: _office_of(session, branch) for branch in branches}
    return [
        {
            "member_id": row.id,
            "name": row.name,
            "organization_id": row.organization_id,
            "branch_name": row.branch_name,
            "secretary": _show(secretaries[row.organization_id], reveal=reveal),
            "liaisons": [
                {**_shown(one, reveal=reveal), "kind": one.kind, "lead": one.lead} for one in liaisons[row.id]
            ],
            "office_name": offices[row.organization_id][0],
            "office_phone": offices[row.organization_id][1],
            "sentence": card_sentence(language),
        }
        for row in members
    ]


def _liaisons(session: Session, whose: ColumnElement[bool]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    liaison = aliased(Membership)
    statement = (
        select(
            Pairing.member_id,
            Pairing.kind,
            Pairing.lead,
            Person.id.label("person_id"),
            Person.name,
            Person.phone_sealed,
        )
        .join(Membership, Membership.id == Pairing.member_id)
        .join(liaison, liaison.id == Pairing.liaison_id)
        .join(Person, Person.id == liaison.person_id)
        .where(whose, in_force(clock.today()))
        .order_by(Pairing.lead.desc(), Pairing.kind.desc(), Pairing.from_on, Pairing.id)
    )
    for row in session.execute(statement):
        found[row.member_id].append(row)
    return found


def _secretary_of(session: Session, branch: UUID) -> Any:
    """Return who is secretary of a branch today; who only stands in for a while comes last."""
    today = clock.today()
    return session.execute(
        select(Person.id.label("person_id"), Person.name, Person.phone_sealed)
        .join(Account, Account.person_id == Person.id)
        .join(Grant, Grant.account_id == Account.id)
        .where(Grant.role == SECRETARY, Grant.organization_id == branch, Grant.from_on <= today)
        .where(Grant.to_on.is_(None) | (Grant.to_on >= today))
        .order_by(Grant.delegated_by_id.is_not(None), Grant.from_on.desc(), Grant.id)
        .limit(1)
    ).first()


def _office_of(session: Session, branch: UUID) -> tuple[str | None, str | None]:
    """Return the nearest office above a branch that has a public number."""
    node = session.get(Organization, branch)
    while node is not None and node.parent_id is not None:
        node = session.get_one(Organization, node.parent_id)
        if node.office_phone:
            return node.short_name, node.office_phone
    return None, None


def _show(row: Any, *, reveal: bool) -> dict[str, Any] | None:
    return None if row is None else _shown(row, reveal=reveal)


def _shown(row: Any, *, reveal: bool) -> dict[str, Any]:
    plain = None if row.phone_sealed is None else crypto.keys().open(row.phone_sealed, row.person_id, "phone")
    phone = plain if reveal or plain is None else mask.phone(plain)
    return {"person_id": row.person_id, "name": row.name, "phone": phone}


def _note(session: Session, actor: Actor, cards: Collection[dict[str, Any]], role: str, kind: str) -> None:
    note_reading(session, actor, _persons(cards), role, kind, ["phone"], once_a_day=True)


def _persons(cards: Iterable[dict[str, Any]]) -> set[UUID]:
    return {
        one["person_id"]
        for card in cards
        for one in (card["secretary"], *card["liaisons"])
        if one is not None and one["phone"] is not None
    }
