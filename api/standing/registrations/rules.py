"""What may be said of the national registration."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.errors import Refusal
from api.models import Membership


def ensure_has_come(on_date: date, as_of: datetime | None) -> None:
    """Raise where the day or the sheet's moment is still to come."""
    if on_date > clock.today():
        raise Refusal("date_in_future", errors={"on_date": ["这一天还没到。"]})
    if as_of is not None and as_of > clock.now():
        raise Refusal("date_in_future", errors={"as_of": ["这个时间还没到。"]})


def lock_members(
    session: Session, organization_id: UUID, member_ids: Sequence[UUID]
) -> dict[UUID, Membership]:
    """Lock the members in the order of their ids; who left the roll may still be ended in the national system."""
    found = {
        membership.id: membership
        for membership in session.scalars(
            select(Membership)
            .where(Membership.id.in_(list(member_ids)), Membership.organization_id == organization_id)
            .order_by(Membership.id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    }
    errors = {
        f"rows.{place}.member_id": ["这位党员不在本支部。"]
        for place, member_id in enumerate(member_ids)
        if member_id not in found
    }
    if len(set(member_ids)) != len(member_ids):
        errors["rows"] = ["同一位党员出现了两次。"]
    if errors:
        raise Refusal("validation_failed", errors=errors)
    return found
