"""Who connects other systems, and what may be given to them: nothing that the giver may not do."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.access import CLIENT_SCOPES, Actor, ensure_reaches, organizations_in_reach
from api.errors import Refusal
from api.models import ClientUse, Organization, ServiceClient
from api.settings.values import nodes_above


def visible_to(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Select the clients of nodes in reach, with the node's name, when it was connected and the hour of the last call."""
    first = ServiceClient.versions
    made_at = (
        select(first.c.recorded_at)
        .where(first.c.id == ServiceClient.id, first.c.version == 1)
        .scalar_subquery()
    )
    return (
        select(
            ServiceClient,
            Organization.name.label("organization_name"),
            ClientUse.used_at,
            made_at.label("made_at"),
        )
        .join(Organization, Organization.id == ServiceClient.organization_id)
        .outerjoin(ClientUse, ClientUse.client_id == ServiceClient.id)
        .where(ServiceClient.organization_id.in_(organizations_in_reach(actor, "clients.read")))
    )


def get_visible(session: Session, actor: Actor, client_id: UUID) -> ServiceClient:
    """Return a client. Raise `not_found` where it is out of reach or not there."""
    found: ServiceClient | None = session.scalar(visible_to(actor).where(ServiceClient.id == client_id))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_connect(session: Session, actor: Actor, organization_id: UUID, scopes: Iterable[str]) -> None:
    """Raise unless the actor connects systems at this node and may do there all that these scopes allow."""
    ensure_reaches(session, actor, "clients.write", organization_id)
    if set(scopes) - giveable(session, actor, organization_id):
        raise Refusal("scope_too_wide")


def giveable(session: Session, actor: Actor, organization_id: UUID) -> frozenset[str]:
    """Return the scopes all of whose permissions the actor holds at a node: an admin reads no members through a client."""
    above = frozenset(nodes_above(session, organization_id))
    return frozenset(
        name
        for name, scope in CLIENT_SCOPES.items()
        if all(actor.nodes_for(permission) & above for permission in scope.permissions)
    )


def ensure_may_change(
    session: Session, actor: Actor, client_id: UUID, scopes: Iterable[str] | None = None
) -> None:
    """Raise unless the actor may change this client; scopes that it has already are no new gift."""
    client = get_visible(session, actor, client_id)
    more = set(scopes or ()) - set(client.scopes)
    ensure_may_connect(session, actor, client.organization_id, more)


def ensure_may_rotate(session: Session, actor: Actor, client_id: UUID) -> None:
    """Raise unless the actor may do all that the client may: whoever sees its secret can act as it."""
    client = get_visible(session, actor, client_id)
    ensure_may_connect(session, actor, client.organization_id, _known(client.scopes))


def may_rotate(session: Session, actor: Actor, client: ServiceClient) -> bool:
    """Say whether the actor may have the client's next secret."""
    missing = set(_known(client.scopes)) - giveable(session, actor, client.organization_id)
    return client.revoked_at is None and not missing


def ensure_may_revoke(session: Session, actor: Actor, client_id: UUID) -> None:
    """Raise unless the actor connects systems at the client's node."""
    client = get_visible(session, actor, client_id)
    ensure_reaches(session, actor, "clients.write", client.organization_id)


def ensure_open(client: ServiceClient) -> None:
    """Raise `client_revoked` where the connection has ended."""
    if client.revoked_at is not None:
        raise Refusal("client_revoked")


def _known(scopes: Iterable[str]) -> list[str]:
    return [scope for scope in scopes if scope in CLIENT_SCOPES]
