"""Read hand-offs with who asked, what was answered, and what the records say."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session, aliased

from api import clock
from api.access import Actor, nodes_below
from api.errors import Refusal
from api.handoffs import rules
from api.handoffs.known import Known, Records
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
    return _show_all(session, rows, Records(session, language)), following


def list_open(
    session: Session, actor: Actor, organization_id: UUID, language: Language, most: int
) -> list[dict[str, Any]]:
    """Return what is open at a node and below, the oldest first, for the desk."""
    statement = _statement(actor).where(
        Handoff.node_id.in_(nodes_below([organization_id])), Handoff.state.in_(rules.OPEN)
    )
    rows = session.execute(statement.order_by(Handoff.asked_on, Handoff.id).limit(most))
    return _show_all(session, rows.all(), Records(session, language))


def read_handoff(session: Session, actor: Actor, handoff_id: UUID, language: Language) -> dict[str, Any]:
    """Return one hand-off. Raise `not_found` where the actor may not see it."""
    row = session.execute(_statement(actor).where(Handoff.id == handoff_id)).first()
    if row is None:
        raise Refusal("not_found")
    (shown,) = _show_all(session, [row], Records(session, language))
    return shown


def list_branches(
    session: Session, actor: Actor, handoff_id: UUID, language: Language
) -> list[dict[str, Any]]:
    """Return the branches to which a township may pass on what it was asked, in the order of the tree."""
    handoff = rules.get_visible(session, actor, handoff_id)
    branches = (
        select(Organization.id, Organization.short_name)
        .where(Organization.id.in_(nodes_below([handoff.node_id])), Organization.kind == "branch")
        .where(Organization.ended_on.is_(None))
        .order_by(Organization.position, Organization.id)
    )
    if handoff.membership_id is not None:
        own = select(Membership.organization_id).where(
            Membership.id == handoff.membership_id, Membership.to_on.is_(None)
        )
        branches = branches.where(Organization.id.in_(own))
    records, today = Records(session, language), clock.today()
    found = []
    for branch in session.execute(branches).all():
        known = records.ask(handoff.about, branch.id, handoff.membership_id, today)
        asked = rules.find_open(session, branch.id, handoff.membership_id, handoff.about)
        found.append(
            {
                "organization_id": branch.id,
                "organization_name": branch.short_name,
                "known": vars(known),
                "asked": asked is not None,
            }
        )
    return found


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
            rules.answers(actor).label("may_answer"),
            rules.asks(actor).label("may_ask"),
            (Organization.kind == "township").label("of_township"),
        )
    )


def _show_all(session: Session, rows: Sequence[Any], records: Records) -> list[dict[str, Any]]:
    """Return hand-offs as they are read, each with the branches to which it was passed on."""
    passed = _passed_on(session, [row[0].id for row in rows if row.of_township], records)
    return [_show(row, passed.get(row[0].id, []), records) for row in rows]


def _passed_on(
    session: Session, handoff_ids: Sequence[UUID], records: Records
) -> dict[UUID | None, list[dict[str, Any]]]:
    found: dict[UUID | None, list[dict[str, Any]]] = defaultdict(list)
    if not handoff_ids:
        return found
    rows = session.execute(
        select(Handoff, Organization.short_name)
        .join(Organization, Organization.id == Handoff.node_id)
        .where(Handoff.replaced_at.is_(None), Handoff.passed_from_id.in_(list(handoff_ids)))
        .where(Handoff.state != "withdrawn")
        .order_by(Organization.position, Handoff.asked_on, Handoff.id)
    )
    for handoff, name in rows:
        found[handoff.passed_from_id].append(
            {
                "id": handoff.id,
                "organization_id": handoff.node_id,
                "organization_name": name,
                "state": _state_of(handoff, _known_of(handoff, records), []),
                "answer": handoff.answer,
            }
        )
    return found


def _known_of(handoff: Handoff, records: Records) -> Known | None:
    if handoff.state not in rules.OPEN:
        return None
    return records.ask(handoff.about, handoff.node_id, handoff.membership_id, handoff.asked_on)


def _state_of(handoff: Handoff, known: Known | None, passed: list[dict[str, Any]]) -> str:
    if known is not None and known.met:
        return "recorded"
    # A branch that needs support is answered by the township, so the question is not with the branches only.
    if handoff.state == "open" and any(one["state"] == "open" for one in passed):
        return "passed_on"
    return handoff.state


def _show(row: Any, passed: list[dict[str, Any]], records: Records) -> dict[str, Any]:
    handoff: Handoff = row[0]
    known = _known_of(handoff, records)
    state = _state_of(handoff, known, passed)
    return {
        **{name: getattr(handoff, name) for name in _PLAIN},
        "id": handoff.id,
        "organization_id": handoff.node_id,
        "organization_name": row.organization_name,
        "member_id": handoff.membership_id,
        "member_name": row.member_name,
        "state": state,
        "asked_by_name": row.asked_by_name,
        "asked_from_name": row.asked_from_name,
        "answered_by_name": row.answered_by_name,
        "known": None if known is None else vars(known),
        "passed_on": passed,
        "may_answer": bool(row.may_answer),
        "may_pass_on": bool(row.may_answer and row.of_township) and state in {"open", "passed_on"},
        "may_ask": bool(row.may_ask),
    }
