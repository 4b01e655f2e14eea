"""Who sees and who makes settings."""

from uuid import UUID

from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, membership_in_reach
from api.models import Membership


def ensure_may_read(session: Session, actor: Actor, organization_id: UUID) -> None:
    """Raise unless the actor may see the settings of this node."""
    ensure_reaches(session, actor, "settings.read", organization_id)


def get_member(session: Session, actor: Actor, membership_id: UUID) -> Membership:
    """Return a membership whose settings the actor may see. Raise `not_found` or `forbidden`."""
    return membership_in_reach(session, actor, "settings.read", membership_id)


def ensure_may_set(
    session: Session, actor: Actor, organization_id: UUID | None, membership_id: UUID | None
) -> None:
    """Raise unless the actor may make settings at this node, or for this member."""
    if membership_id:
        membership_in_reach(session, actor, "settings.write", membership_id)
    elif organization_id:
        ensure_reaches(session, actor, "settings.write", organization_id)
