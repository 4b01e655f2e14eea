"""Read visits: one for each call, with a row for each member of the home."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists
from sqlalchemy.orm import Session

from api.access import Actor, nodes_below
from api.codes import mask
from api.errors import Refusal
from api.http.paging import page
from api.models import Account, Membership, Person, Visit, VisitMember, current
from api.seasons import WORDS
from api.visits import gather, rules

_PLAIN = (
    "window_key",
    "on_date",
    "way",
    "money_cents",
    "money_source",
    "money_approved_on",
    "signed_by",
    "recorded_at",
    "recorded_at_device",
    "void",
    "revision",
)
_WORDS = ("gifts", "money_approval", "situation", "measures", "signer", "note", "other_visitors")


def list_visits(
    session: Session, actor: Actor, query: dict[str, Any], language: str
) -> tuple[list[dict[str, Any]], str | None]:
    """Return one page of the visits that the actor may see, newest first."""
    statement = _statement(actor).where(Visit.void.is_(False))
    if query["organization_id"]:
        statement = statement.where(Visit.node_id.in_(nodes_below([query["organization_id"]])))
    if query["member_id"]:
        of_member = exists().where(
            VisitMember.visit_id == Visit.id,
            VisitMember.replaced_at.is_(None),
            VisitMember.membership_id == query["member_id"],
        )
        statement = statement.where(of_member)
    if query["window_key"]:
        statement = statement.where(Visit.window_key == query["window_key"])
    order = [(Visit.on_date, True), (Visit.id, True)]
    rows, following = page(session, statement, order, query["limit"], query["cursor"])
    return _show_all(session, rows, language), following


def read_visit(session: Session, actor: Actor, visit_id: UUID, language: str) -> dict[str, Any]:
    """Return one visit. Raise `not_found` where the actor may not see it."""
    row = session.execute(_statement(actor).where(Visit.id == visit_id)).first()
    if row is None:
        raise Refusal("not_found")
    return _show_all(session, [row], language)[0]


def _statement(actor: Actor) -> Select[Any]:
    return (
        rules.visible_to(actor)
        .outerjoin(Account, Account.id == Visit.recorded_by_id)
        .outerjoin(Person, Person.id == Account.person_id)
        .add_columns(
            Person.name.label("recorded_by_name"),
            rules.words_readable(actor).label("readable"),
            rules.changeable(actor).label("may_change"),
        )
    )


def _show_all(session: Session, rows: Iterable[Any], language: str) -> list[dict[str, Any]]:
    found = list(rows)
    members = _members_of(session, [row[0].id for row in found])
    shown = []
    for row in found:
        visitors = [UUID(one) for one in row[0].visitor_ids]
        # Whether somebody was away is asked of the day of this visit.
        people = gather.gather_people(session, visitors, row[0].on_date) if visitors else {}
        shown.append(
            _show(row, members[row[0].id], [people[one] for one in visitors if one in people], language)
        )
    return shown


def _members_of(session: Session, visit_ids: list[UUID]) -> Mapping[UUID, list[tuple[VisitMember, str]]]:
    rows = session.execute(
        current(VisitMember)
        .where(VisitMember.visit_id.in_(visit_ids))
        .join(Membership, Membership.id == VisitMember.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .add_columns(Person.name)
        .order_by(VisitMember.position)
    )
    found: dict[UUID, list[tuple[VisitMember, str]]] = defaultdict(list)
    for row, name in rows:
        found[row.visit_id].append((row, name))
    return found


def _show(
    row: Any, members: list[tuple[VisitMember, str]], visitors: list[dict[str, Any]], language: str
) -> dict[str, Any]:
    visit: Visit = row[0]
    return {
        **{name: getattr(visit, name) for name in _PLAIN},
        **{name: getattr(visit, name) if row.readable else None for name in _WORDS},
        "id": visit.id,
        "organization_id": visit.node_id,
        "window_name": _window_name(visit.window_key, language),
        "address": mask.digits(visit.address) if row.readable and visit.address else None,
        "members": [
            {
                "member_id": member.membership_id,
                "name": name,
                "outcome": member.outcome,
                "met": member.met,
                "relation": member.relation if row.readable else None,
            }
            for member, name in members
        ],
        "visitors": visitors,
        "photo_ids": visit.photo_ids if row.readable else [],
        "recorded_by_name": row.recorded_by_name,
        "hints": [
            {"code": "visitor_away", "member_id": one["member_id"], "name": one["name"]}
            for one in visitors
            if one["away"]
        ],
        "may_change": bool(row.may_change) and not visit.void,
    }


def _window_name(key: str | None, language: str) -> str | None:
    if key is None:
        return None
    kind, _, year = key.rpartition("-")
    zh, en = WORDS[kind]
    return f"{en} {year}" if language == "en" else f"{year}年{zh}"
