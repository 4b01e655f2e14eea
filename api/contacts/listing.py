"""Read contacts with who made them, what is 补录 and what counts."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, or_
from sqlalchemy.orm import Session, aliased

from api import clock
from api.access import Actor, nodes_below
from api.codes import mask, places
from api.contacts import rules
from api.errors import Refusal
from api.http.paging import page
from api.models import (
    AwayPeriod,
    Contact,
    ContactMerge,
    ContactPause,
    Membership,
    Person,
    current,
    name_of_account,
)
from api.settings.values import Timelines, find_in_force, nodes_above, read_timelines

_PLAIN = (
    "id",
    "revision",
    "way",
    "with_whom",
    "outcome",
    "direction",
    "happened_on",
    "happened_at",
    "recorded_at",
    "recorded_at_device",
    "clock_ahead",
    "by_membership_id",
    "joint_id",
    "place_code",
    "employer",
    "report_id",
    "note",
)
_LATE = "late_entry_days"


def list_contacts(
    session: Session, actor: Actor, query: dict[str, Any]
) -> tuple[list[dict[str, Any]], str | None]:
    """Return one page of the contacts that the actor may see, the newest day first."""
    statement = _statement(actor)
    if query["organization_id"]:
        statement = statement.where(Contact.node_id.in_(nodes_below([query["organization_id"]])))
    if query["member_id"]:
        statement = statement.where(Contact.membership_id == query["member_id"])
    if query["from_on"]:
        statement = statement.where(Contact.happened_on >= query["from_on"])
    if query["to_on"]:
        statement = statement.where(Contact.happened_on <= query["to_on"])
    if query["outcome"]:
        statement = statement.where(Contact.outcome == query["outcome"])
    if query["suspected"]:
        statement = statement.where(suspected())
    order = [(Contact.happened_on, True), (Contact.id, True)]
    rows, following = page(session, statement, order, query["limit"], query["cursor"])
    return _show_all(session, actor, rows), following


def read_contact(session: Session, actor: Actor, contact_id: UUID) -> dict[str, Any]:
    """Return one contact. Raise `not_found` where the actor may not see it."""
    rows = session.execute(_statement(actor).where(Contact.id == contact_id)).all()
    if not rows:
        raise Refusal("not_found")
    return _show_all(session, actor, rows)[0]


def suspected() -> Any:
    """Return the condition that a contact is marked 疑似重复, the other one still stands alike, and nobody decided."""
    other = aliased(Contact)
    return Contact.double_of_id.is_not(None) & (
        exists().where(
            other.id == Contact.double_of_id,
            other.replaced_at.is_(None),
            other.withdrawn_by_id.is_(None),
            other.happened_on == Contact.happened_on,
            other.way == Contact.way,
            ~exists().where(ContactMerge.other_id == Contact.id, ContactMerge.replaced_at.is_(None)),
        )
    )


def list_pauses(session: Session, membership_id: UUID) -> list[dict[str, Any]]:
    """Return a member's pauses, newest first."""
    rows = session.scalars(
        current(ContactPause)
        .where(ContactPause.membership_id == membership_id)
        .order_by(ContactPause.from_on.desc(), ContactPause.id.desc())
    )
    return [
        {name: getattr(row, name) for name in ("id", "reason", "from_on", "to_on", "note")} for row in rows
    ]


def _statement(actor: Actor) -> Select[Any]:
    maker, made_by = aliased(Person), aliased(Membership)
    away = exists().where(
        AwayPeriod.membership_id == Contact.membership_id,
        AwayPeriod.replaced_at.is_(None),
        or_(AwayPeriod.departed_on.is_(None), AwayPeriod.departed_on <= Contact.happened_on),
        or_(AwayPeriod.returned_on.is_(None), AwayPeriod.returned_on >= Contact.happened_on),
    )
    return (
        rules.visible_to(actor)
        .join(Membership, Membership.id == Contact.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(made_by, made_by.id == Contact.by_membership_id)
        .outerjoin(maker, maker.id == made_by.person_id)
        .outerjoin(ContactMerge, (ContactMerge.other_id == Contact.id) & ContactMerge.replaced_at.is_(None))
        .add_columns(
            Person.name.label("member_name"),
            name_of_account(Contact.logged_by_id).label("logged_by_name"),
            maker.name.label("maker_name"),
            ContactMerge.same,
            ContactMerge.contact_id.label("kept_id"),
            suspected().label("suspected"),
            away.label("counted"),
        )
    )


def _show_all(session: Session, actor: Actor, rows: Any) -> list[dict[str, Any]]:
    paths = {node_id: nodes_above(session, node_id) for node_id in {row[0].node_id for row in rows}}
    members = {row[0].membership_id for row in rows}
    wanted = list({place for path in paths.values() for place in path} | members)
    late = read_timelines(session, [_LATE], wanted)
    return [_show(row, actor, late, [row[0].membership_id, *paths[row[0].node_id]]) for row in rows]


def _show(row: Any, actor: Actor, late: Timelines, path: list[UUID]) -> dict[str, Any]:
    contact: Contact = row[0]
    own = actor.is_about_self(contact.membership_id)
    noted_on = clock.day_of(contact.recorded_at_device)
    most = int(find_in_force(late, _LATE, path, noted_on).value)
    shown = {name: getattr(contact, name) for name in _PLAIN}
    shown["by_member_id"] = shown.pop("by_membership_id")
    return {
        **shown,
        "member_id": contact.membership_id,
        "member_name": row.member_name,
        "organization_id": contact.node_id,
        "late": (noted_on - contact.happened_on).days > most,
        "counted": bool(row.counted),
        "by_name": row.maker_name or row.logged_by_name,
        "logged_by_name": row.logged_by_name,
        "mine": contact.logged_by_id == actor.account_id,
        "suspected_double_of": contact.double_of_id if row.suspected else None,
        "same_as": row.kept_id if row.same else None,
        "place_name": places.name_of(contact.place_code) if contact.place_code else None,
        "residence": contact.residence if own or not contact.residence else mask.address(contact.residence),
        "phone": contact.phone if own or not contact.phone else mask.phone(contact.phone),
    }
