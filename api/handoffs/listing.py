"""Read hand-offs with who asked, what was answered, and what the records say."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, case
from sqlalchemy.orm import Session, aliased

from api import clock
from api.access import Actor, nodes_below, within_reach
from api.errors import Refusal
from api.handoffs import rules
from api.handoffs.known import Records
from api.http.paging import page
from api.models import Account, Handoff, Membership, Organization, Person
from api.standing.words import Language

_PLAIN = (
    "about",
    "asked_on",
    "answered_on",
    "replied_on",
    "revision",
    "recorded_at",
    "note",
    "answer",
    "reply",
)
_CLOSED = case((Handoff.state.in_(rules.OPEN), 0), else_=1)


def list_handoffs(
    session: Session, actor: Actor, query: dict[str, Any], language: Language
) -> tuple[list[dict[str, Any]], str | None]:
    """Return one page of the hand-offs that the actor may see: open ones first, newest first."""
    statement = _statement(actor)
    if query["organization_id"]:
        statement = statement.where(Handoff.node_id.in_(nodes_below([query["organization_id"]])))
    if query["member_id"]:
        statement = statement.where(Handoff.membership_id == query["member_id"])
    if query["open"]:
        statement = statement.where(Handoff.state.in_(rules.OPEN))
    order = [(_CLOSED, False), (Handoff.asked_on, True), (Handoff.id, True)]
    rows, following = page(session, statement, order, query["limit"], query["cursor"])
    records = Records(session, language)
    return [_show(row, records) for row in rows], following


def list_open(
    session: Session, actor: Actor, organization_id: UUID, language: Language, most: int
) -> list[dict[str, Any]]:
    """Return what is open at a node and below, the oldest first, for the desk."""
    statement = _statement(actor).where(
        Handoff.node_id.in_(nodes_below([organization_id])), Handoff.state.in_(rules.OPEN)
    )
    rows = session.execute(statement.order_by(Handoff.asked_on, Handoff.id).limit(most))
    records = Records(session, language)
    return [_show(row, records) for row in rows]


def read_handoff(session: Session, actor: Actor, handoff_id: UUID, language: Language) -> dict[str, Any]:
    """Return one hand-off. Raise `not_found` where the actor may not see it."""
    row = session.execute(_statement(actor).where(Handoff.id == handoff_id)).first()
    if row is None:
        raise Refusal("not_found")
    return _show(row, Records(session, language))


def tell_known(session: Session, query: dict[str, Any], language: Language) -> dict[str, Any]:
    """Return what the records say already, for somebody who is about to ask."""
    rules.ensure_asks_well(session, query["organization_id"], query["member_id"], query["about"])
    records = Records(session, language)
    known = records.ask(query["about"], query["organization_id"], query["member_id"], clock.today())
    return vars(known)


def _statement(actor: Actor) -> Select[Any]:
    asker, answerer, by, answered_by, asked_from = (
        aliased(Person),
        aliased(Person),
        aliased(Account),
        aliased(Account),
        aliased(Organization),
    )
    return (
        rules.visible_to(actor)
        .join(Organization, Organization.id == Handoff.node_id)
        .join(asked_from, asked_from.id == Handoff.asked_from_id)
        .join(by, by.id == Handoff.asked_by_id)
        .join(asker, asker.id == by.person_id)
        .outerjoin(answered_by, answered_by.id == Handoff.answered_by_id)
        .outerjoin(answerer, answerer.id == answered_by.person_id)
        .outerjoin(Membership, Membership.id == Handoff.membership_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .add_columns(
            Organization.short_name.label("organization_name"),
            asked_from.short_name.label("asked_from_name"),
            Person.name.label("member_name"),
            asker.name.label("asked_by_name"),
            answerer.name.label("answered_by_name"),
            within_reach(actor, "handoffs.answer", Handoff.node_id).label("may_answer"),
            within_reach(actor, "handoffs.ask", Handoff.node_id).label("may_ask"),
        )
    )


def _show(row: Any, records: Records) -> dict[str, Any]:
    handoff: Handoff = row[0]
    known = None
    if handoff.state in rules.OPEN:
        known = records.ask(handoff.about, handoff.node_id, handoff.membership_id, handoff.asked_on)
    return {
        **{name: getattr(handoff, name) for name in _PLAIN},
        "id": handoff.id,
        "organization_id": handoff.node_id,
        "organization_name": row.organization_name,
        "member_id": handoff.membership_id,
        "member_name": row.member_name,
        "state": "recorded" if known is not None and known.met else handoff.state,
        "asked_by_name": row.asked_by_name,
        "asked_from_name": row.asked_from_name,
        "answered_by_name": row.answered_by_name,
        "known": None if known is None else vars(known),
        "may_answer": bool(row.may_answer),
        "may_ask": bool(row.may_ask),
    }
