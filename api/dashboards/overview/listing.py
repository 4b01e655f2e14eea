"""The list behind a figure, a page at a time: branch by branch in their fixed order, by name in each."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from api import clock
from api.access import Actor
from api.dashboards.overview import figures, matters, tree, windows
from api.dashboards.overview.words import say_line
from api.http.paging import page
from api.models import Membership, Organization, Person
from api.standing.words import Language


def list_people(
    session: Session, actor: Actor, query: dict[str, Any], language: Language
) -> tuple[list[dict[str, Any]], int, str | None]:
    """Return a page of what a figure counts at a node and below, how much there is, and where the next page begins."""
    today = clock.today()
    node_id, figure = query["organization_id"], query["figure"]
    if figure == figures.WINDOWS:
        lines = _list_windows(session, node_id, today, language)
        return lines, len(lines), None
    asked = matters.Asked(actor, node_id, today)
    # Worked out once and then joined: PostgreSQL expects few lines, and would else look everybody up for each of them.
    listed = (
        matters.list_statement(session, asked, figure)
        .cte("listed")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    parent = aliased(Organization)
    statement = (
        select(listed, Person.name, Person.pinyin, Organization.short_name.label("organization_name"))
        # A hand-off may be about the branch itself.
        .outerjoin(Membership, Membership.id == listed.c.member_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .join(Organization, Organization.id == listed.c.organization_id)
        .join(parent, parent.id == func.coalesce(Organization.parent_id, Organization.id))
        .params(**asked.values)
    )
    order = [
        (parent.position, False),
        (Organization.position, False),
        (Organization.id, False),
        (func.coalesce(Person.pinyin, ""), False),
        (listed.c.code, False),
        (listed.c.subject_id, False),
    ]
    if query["cursor"] is None:
        # The first page is counted on the way: it costs as much as the county's figures do.
        counted = statement.add_columns(func.count().over().label("total"))
        rows, following = page(session, counted, order, query["limit"], None)
        total = rows[0].total if rows else 0
    else:
        rows, following = page(session, statement, order, query["limit"], query["cursor"])
        total = session.scalar(select(func.count()).select_from(listed), asked.values) or 0
    return [_show(row, today, language) for row in rows], total, following


def _show(row: Any, today: date, language: Language) -> dict[str, Any]:
    days = max((today - row.contact_on).days, 0) if row.contact_on else None
    return {
        "code": row.code,
        "subject_id": row.subject_id,
        "member_id": row.member_id,
        "member_name": row.name,
        "organization_id": row.organization_id,
        "organization_name": row.organization_name,
        "contact_on": row.contact_on,
        "since": row.since,
        "sentence": say_line(row.code, row.contact_on, days, row.since, today, language),
    }


def _list_windows(session: Session, node_id: UUID, today: date, language: Language) -> list[dict[str, Any]]:
    nodes = tree.read_below(session, node_id)
    branches = [node.id for node in nodes.values() if node.kind == "branch" and not node.ended]
    found = windows.open_in(session, branches, today)
    return [
        {
            "code": figures.WINDOWS,
            "subject_id": branch,
            "member_id": None,
            "member_name": None,
            "organization_id": branch,
            "organization_name": nodes[branch].name,
            "contact_on": None,
            "since": shown["opens_on"],
            "sentence": f"{shown['name']}，{shown['opens_on']} — {shown['closes_on']}"
            if language == "zh"
            else f"{shown['name']}, {shown['opens_on']} to {shown['closes_on']}",
        }
        for branch in branches
        for shown in windows.show([(window, 1) for window in found.get(branch, ())], language)
    ]
