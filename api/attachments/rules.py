"""Who reads which file, and which file nothing refers to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Delete, Select, delete, or_, select, true
from sqlalchemy.orm import Session

from api.access import THE_PRODUCT, Actor, organizations_in_reach
from api.errors import Refusal
from api.models import Attachment, RosterImport


def readable_by(actor: Actor) -> Select[Attachment]:
    """Select the files that the actor sent, and those that something in the actor's reach refers to."""
    if actor == THE_PRODUCT:
        return select(Attachment).where(true())
    rosters = select(RosterImport.attachment_id).where(
        RosterImport.organization_id.in_(organizations_in_reach(actor, "roster.import"))
    )
    allowed: ColumnElement[bool] = Attachment.id.in_(rosters)
    return select(Attachment).where(or_(Attachment.account_id == actor.account_id, allowed))


def get_readable(session: Session, actor: Actor, attachment_id: UUID) -> Attachment:
    """Return a file's row. Raise `not_found` where the actor may not read it or it is not there."""
    found = session.scalar(readable_by(actor).where(Attachment.id == attachment_id))
    if found is None:
        raise Refusal("not_found")
    return found


def unreferenced_since(before: datetime) -> Delete:
    """Delete the rows that nothing refers to and that are older than this."""
    return delete(Attachment).where(
        Attachment.referenced.is_(False),
        Attachment.created_at < before,
        Attachment.id.not_in(select(RosterImport.attachment_id)),
    )
