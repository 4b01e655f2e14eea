"""Read needs with who sees to them and what became of them."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, aliased

from api.access import Actor, nodes_below
from api.errors import Refusal
from api.http.paging import page
from api.models import Account, Membership, Need, NeedStep, Person, current, name_of_account
from api.needs import rules

_PLAIN = (
    "kind",
    "source",
    "source_id",
    "told_by",
    "private",
    "raised_on",
    "recorded_at",
    "handler_id",
    "due_on",
    "state",
    "closed_on",
    "told_on",
    "told_way",
    "revision",
)

_CLOSED = case((Need.state == "open", 0), else_=1)


def list_needs(
    session: Session, actor: Actor, query: dict[str, Any]
) -> tuple[list[dict[str, Any]], str | None]:
    """Return one page of the needs that the actor may see: open ones first, newest first."""
    statement = _statement(actor)
    if query["organization_id"]:
        statement = statement.where(Need.node_id.in_(nodes_below([query["organization_id"]])))
    if query["member_id"]:
        statement = statement.where(Need.membership_id == query["member_id"])
    if query["state"]:
        statement = statement.where(Need.state == query["state"])
    if query["mine"]:
        statement = statement.where(rules.is_handled_by(actor))
    order = [(_CLOSED, False), (Need.raised_on, True), (Need.id, True)]
    rows, following = page(session, statement, order, query["limit"], query["cursor"])
    return [_show(row) for row in rows], following


def read_need(session: Session, actor: Actor, need_id: UUID) -> dict[str, Any]:
    """Return one need with its steps. Raise `not_found` where the actor may not see it."""
    row = session.execute(_statement(actor).where(Need.id == need_id)).first()
    if row is None:
        raise Refusal("not_found")
    return {**_show(row), "steps": _steps_of(session, need_id, readable=row.readable)}


def _steps_of(session: Session, need_id: UUID, *, readable: bool) -> list[dict[str, Any]]:
    steps = session.execute(
        current(NeedStep)
        .where(NeedStep.need_id == need_id)
        .outerjoin(Account, Account.id == NeedStep.taken_by_id)
        .outerjoin(Person, Person.id == Account.person_id)
        .add_columns(Person.name)
        .order_by(NeedStep.on_date, NeedStep.recorded_at)
    )
    return [
        {
            "id": step.id,
            "on_date": step.on_date,
            "words": step.words if readable else None,
            "taken_by_name": name,
        }
        for step, name in steps
    ]


def _statement(actor: Actor) -> Select[Any]:
    handler = aliased(Person)
    last_step = (
        select(func.max(NeedStep.on_date))
        .where(NeedStep.need_id == Need.id, NeedStep.replaced_at.is_(None))
        .correlate(Need)
        .scalar_subquery()
    )
    return (
        rules.visible_to(actor)
        .join(Membership, Membership.id == Need.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(handler, handler.id == Need.handler_id)
        .add_columns(
            Person.name.label("member_name"),
            name_of_account(Need.raised_by_id).label("raised_by_name"),
            handler.name.label("handler_name"),
            last_step.label("last_step_on"),
            rules.words_readable(actor).label("readable"),
            (rules.is_handled_by(actor) | rules.reached(actor, "needs.handle")).label("may_handle"),
            rules.reached(actor, "needs.assign").label("may_assign"),
        )
    )


def _show(row: Any) -> dict[str, Any]:
    need: Need = row[0]
    return {
        **{name: getattr(need, name) for name in _PLAIN},
        "id": need.id,
        "member_id": need.membership_id,
        "member_name": row.member_name,
        "organization_id": need.node_id,
        "raised_by_name": row.raised_by_name,
        "handler_name": row.handler_name,
        "words": need.words if row.readable else None,
        "result": need.result if row.readable else None,
        "last_step_on": row.last_step_on,
        "may_handle": bool(row.may_handle),
        "may_assign": bool(row.may_assign),
    }
