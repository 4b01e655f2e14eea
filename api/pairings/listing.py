"""Pairings as rows."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from api import clock, crypto
from api.access import Actor, nodes_below, within_reach
from api.http.paging import page
from api.models import Membership, Pairing, Person, in_force
from api.pairings import rules

_FIELDS = (
    "id",
    "organization_id",
    "member_id",
    "liaison_id",
    "kind",
    "lead",
    "from_on",
    "to_on",
    "end_reason",
    "bond_kind",
    "version",
)
_WORDS = ("explanation", "end_note")


def list_pairings(
    session: Session, actor: Actor, query: dict[str, Any]
) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of the pairings that the actor may see, those that began last first."""
    member, liaison = aliased(Membership), aliased(Membership)
    its_member, its_liaison = aliased(Person), aliased(Person)
    holds = in_force(clock.today())
    seen = rules.visible_to(actor).with_only_columns(Pairing.id)
    statement = (
        select(
            *[getattr(Pairing, field) for field in _FIELDS],
            *[getattr(Pairing, f"{field}_sealed") for field in _WORDS],
            its_member.name.label("member_name"),
            its_liaison.name.label("liaison_name"),
            holds.label("in_force"),
            within_reach(actor, "pairings.read", Pairing.organization_id).label("by_office"),
        )
        .join(member, member.id == Pairing.member_id)
        .join(its_member, its_member.id == member.person_id)
        .join(liaison, liaison.id == Pairing.liaison_id)
        .join(its_liaison, its_liaison.id == liaison.person_id)
        .where(Pairing.id.in_(seen))
    )
    if query["state"] != "all":
        statement = statement.where(holds if query["state"] == "in_force" else ~holds)
    if query["organization_id"]:
        statement = statement.where(Pairing.organization_id.in_(nodes_below([query["organization_id"]])))
    for name in ("member_id", "liaison_id"):
        if query[name]:
            statement = statement.where(getattr(Pairing, name) == query[name])
    order = [(Pairing.from_on, True), (Pairing.id, True)]
    rows, following = page(session, statement, order, query["limit"], query["cursor"])
    return [_show(row) for row in rows], following


def _show(row: Any) -> dict[str, Any]:
    words = {
        field: crypto.keys().open(sealed, row.id, field)
        if row.by_office and (sealed := getattr(row, f"{field}_sealed"))
        else None
        for field in _WORDS
    }
    shown = ("member_name", "liaison_name", "in_force", *_FIELDS)
    return {**{field: getattr(row, field) for field in shown}, **words}
