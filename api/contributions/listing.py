"""Read deeds and calls."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, select
from sqlalchemy.orm import Session, aliased

from api.access import Actor, nodes_below, reaches, within_reach
from api.contributions import rules
from api.contributions.threads import Deed, join
from api.errors import Refusal
from api.http.paging import page
from api.models import Account, Campaign, CampaignPart, Contribution, Membership, Person

_PLAIN = (
    "id",
    "thread_id",
    "revision",
    "direction",
    "kind",
    "on_date",
    "state",
    "amount_yuan",
    "people",
    "area_mu",
    "source",
    "recorded_at",
)


def list_deeds(
    session: Session, actor: Actor, query: dict[str, Any]
) -> tuple[list[dict[str, Any]], str | None]:
    """Return one page of deeds, newest first."""
    statement = _statement(actor)
    if query["organization_id"]:
        statement = statement.where(Contribution.node_id.in_(nodes_below([query["organization_id"]])))
    if query["member_id"]:
        statement = statement.where(Contribution.membership_id == query["member_id"])
    if query["state"]:
        statement = statement.where(Contribution.state == query["state"])
    order = [(Contribution.on_date, True), (Contribution.id, True)]
    rows, following = page(session, statement, order, query["limit"], query["cursor"])
    return _named(session, [_show(row, actor) for row in rows]), following


def read_deed(session: Session, actor: Actor, contribution_id: UUID) -> dict[str, Any]:
    """Return one deed. Raise `not_found` where the actor may not see it."""
    row = session.execute(_statement(actor).where(Contribution.id == contribution_id)).first()
    if row is None:
        raise Refusal("not_found")
    return _named(session, [_show(row, actor)])[0]


def list_threads(session: Session, actor: Actor, organization_id: UUID) -> list[dict[str, Any]]:
    """Return the accepted deeds of a branch, each once however many years it goes on."""
    accepted = _statement(actor).where(
        Contribution.node_id == organization_id, Contribution.state == "accepted"
    )
    rows = {row[0].id: row for row in session.execute(accepted)}
    deeds = [
        Deed(deed.id, deed.thread_id, deed.on_date, deed.amount_yuan, deed.people, deed.area_mu)
        for deed in (row[0] for row in rows.values())
    ]
    threads = join(deeds)
    newest = _named(session, [_show(rows[thread.newest_id], actor) for thread in threads])
    return [
        {
            "thread_id": thread.thread_id,
            "years": list(thread.years),
            "amount_yuan": thread.amount_yuan,
            "people": thread.people,
            "area_mu": thread.area_mu,
            "newest": shown,
        }
        for thread, shown in zip(threads, newest, strict=True)
    ]


def list_campaigns(session: Session, actor: Actor, organization_id: UUID) -> list[dict[str, Any]]:
    """Return the calls of a branch with who took part, newest first."""
    calls = session.scalars(
        rules.campaigns_visible_to(actor)
        .where(Campaign.node_id == organization_id)
        .order_by(Campaign.from_on.desc(), Campaign.id.desc())
        .limit(200)
    ).all()
    may_end = reaches(session, actor, "campaigns.call", organization_id)
    parts: dict[UUID, list[dict[str, Any]]] = {one.id: [] for one in calls}
    rows = session.execute(
        select(CampaignPart, Person.name, _reads_words(actor, CampaignPart.node_id))
        .join(Membership, Membership.id == CampaignPart.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .where(CampaignPart.replaced_at.is_(None), CampaignPart.withdrawn.is_(False))
        .where(CampaignPart.campaign_id.in_(list(parts)))
        .order_by(CampaignPart.on_date, Person.pinyin)
    )
    for part, name, reads in rows:
        parts[part.campaign_id].append(
            {
                "member_id": part.membership_id,
                "member_name": name,
                "on_date": part.on_date,
                "words": part.words if reads or actor.is_about_self(part.membership_id) else None,
            }
        )
    return [
        {
            "id": one.id,
            "organization_id": one.node_id,
            "title": one.title,
            "text": one.text,
            "from_on": one.from_on,
            "until_on": one.until_on,
            "ended_on": one.ended_on,
            "may_end": may_end and one.ended_on is None,
            "parts": parts[one.id],
        }
        for one in calls
    ]


def _statement(actor: Actor) -> Select[Any]:
    writer = aliased(Person)
    return (
        rules.visible_to(actor)
        .join(Membership, Membership.id == Contribution.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .join(Account, Account.id == Contribution.submitted_by_id)
        .join(writer, writer.id == Account.person_id)
        .add_columns(
            Person.name.label("member_name"),
            writer.name.label("submitted_by_name"),
            _reads_words(actor, Contribution.node_id).label("reads_words"),
        )
    )


def _named(session: Session, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put the names of those who helped beside their ids, with one look-up for all."""
    ids = {one for deed in shown for one in deed["helper_ids"]}
    names = dict(
        session.execute(
            select(Membership.id, Person.name)
            .join(Person, Person.id == Membership.person_id)
            .where(Membership.id.in_(ids))
        ).all()
    )
    for deed in shown:
        deed["helper_names"] = [names[one] for one in deed["helper_ids"] if one in names]
    return shown


def _reads_words(actor: Actor, node_id: SQLColumnExpression[UUID]) -> ColumnElement[bool]:
    return within_reach(actor, "contributions.record", node_id)


def _show(row: Any, actor: Actor) -> dict[str, Any]:
    deed: Contribution = row[0]
    is_own = actor.is_about_self(deed.membership_id) or deed.submitted_by_id == actor.account_id
    reads = row.reads_words or is_own
    return {
        **{name: getattr(deed, name) for name in _PLAIN},
        **{name: getattr(deed, name) if reads else None for name in ("words", "source_words", "reason")},
        "member_id": deed.membership_id,
        "member_name": row.member_name,
        "organization_id": deed.node_id,
        "helper_ids": [UUID(one) for one in deed.helper_ids],
        "photo_ids": [UUID(one) for one in deed.photo_ids] if reads else [],
        "submitted_by_name": row.submitted_by_name,
        "may_change": rules.may_change(actor, deed),
    }
