"""Who manages which webhook."""

from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, organizations_in_reach
from api.errors import Refusal
from api.models import Webhook

MOST_AT_A_NODE = 20


def visible_to(actor: Actor) -> Select[Webhook]:
    """Select the webhooks that the actor manages: those at and below their nodes; another system, its own only.

    Otherwise a system with few scopes could lead to itself what somebody else may see.
    """
    found = select(Webhook).where(
        Webhook.ended.is_(False),
        Webhook.organization_id.in_(organizations_in_reach(actor, "webhooks.manage")),
    )
    return found.where(Webhook.client_id == actor.client_id) if actor.client_id else found


def get_visible(session: Session, actor: Actor, webhook_id: UUID) -> Webhook:
    """Return a webhook. Raise `not_found` where the actor does not manage it or it is not there."""
    found = session.scalar(visible_to(actor).where(Webhook.id == webhook_id))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_create(session: Session, actor: Actor, organization_id: UUID) -> None:
    """Raise unless the actor may let this node's news be told."""
    ensure_reaches(session, actor, "webhooks.manage", organization_id)


def ensure_not_too_many(session: Session, organization_id: UUID) -> None:
    """Raise `webhook_too_many` where the node has as many as it may."""
    there = select(func.count()).where(Webhook.organization_id == organization_id, Webhook.ended.is_(False))
    if session.scalars(there).one() >= MOST_AT_A_NODE:
        raise Refusal("webhook_too_many")
