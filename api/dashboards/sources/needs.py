"""Needs that nobody sees to yet, and those open for long; a private one appears to whoever may see it."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, nodes_below
from api.dashboards.items import MOST, item, say
from api.models import Membership, Need, Person
from api.needs import service as needs
from api.settings.values import value_on
from api.standing.words import Language

_OPEN_LONG = (
    "{name}的诉求已有 {days} 天，{handler}在办，请看看进展。",
    "A need of {name} has been open for {days} days; {handler} sees to it.",
)
_UNASSIGNED = ("{name}请支部帮忙，还没定谁来办。", "{name} asks for help; nobody sees to it yet.")


def find(session: Session, actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return the needs of a node and below that nobody sees to, or open longer than the place allows."""
    today = clock.today()
    handler = select(Person.name).where(Person.id == Need.handler_id).correlate(Need).scalar_subquery()
    waiting = (
        needs.visible_to(actor)
        .join(Membership, Membership.id == Need.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Need.node_id.in_(nodes_below([organization_id])), Need.state == "open")
        .where(Membership.to_on.is_(None))
        .with_only_columns(
            Need.id, Need.membership_id, Need.node_id, Need.raised_on, Person.name, handler.label("handler")
        )
        .order_by(Need.raised_on, Need.id)
        .limit(MOST)
    )
    oldest = _OldestAllowed(session, today)
    return [
        _item(row, today, language)
        for row in session.execute(waiting)
        if row.handler is None or row.raised_on < oldest[row.node_id]
    ]


def _item(row: Any, today: date, language: Language) -> dict[str, Any]:
    if row.handler is None:
        kind, sentence = "need_unassigned", say(_UNASSIGNED, language, name=row.name)
    else:
        days = (today - row.raised_on).days
        kind = "need_open_long"
        sentence = say(_OPEN_LONG, language, name=row.name, days=days, handler=row.handler)
    return item(kind, row.id, row, sentence, since=row.raised_on)


class _OldestAllowed(defaultdict[UUID, date]):
    """The day before which a branch's open needs were raised too long ago; read once for each branch."""

    def __init__(self, session: Session, today: date) -> None:
        super().__init__()
        self._session, self._today = session, today

    def __missing__(self, node_id: UUID) -> date:
        days = int(value_on(self._session, "need_open_days", node_id, self._today))
        self[node_id] = self._today - timedelta(days)
        return self[node_id]
