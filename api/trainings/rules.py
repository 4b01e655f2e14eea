"""Who sees and changes which meeting, and what a plan may say."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, literal, or_, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, ensure_reaches, within_reach
from api.errors import Refusal
from api.models import CommitteeSeat, Group, MakeUp, Membership, Training
from api.trainings import kinds

_LONGEST = timedelta(days=15)
_LINK_SCHEMES = frozenset({"http", "https"})


def visible_to(actor: Actor) -> Select[Training]:
    """Select the meetings of branches in reach; members read theirs through what is theirs to learn."""
    return select(Training).where(seen_by_staff(actor))


def seen_by_staff(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a meeting lies in reach; what is 不宜公开 is for those who write it up, not for an auditor."""
    return within_reach(actor, "trainings.read", Training.organization_id) & or_(
        Training.private.is_(False), within_reach(actor, "trainings.write", Training.organization_id)
    )


def open_to_member(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a meeting concerns the acting member and is not kept to the secretary's side."""
    if actor.membership_id is None:
        return false()
    group = select(Membership.group_id).where(Membership.id == actor.membership_id).scalar_subquery()
    seat = select(literal(1)).where(
        CommitteeSeat.membership_id == actor.membership_id,
        CommitteeSeat.replaced_at.is_(None),
        CommitteeSeat.from_on <= Training.on_date,
        or_(CommitteeSeat.to_on.is_(None), CommitteeSeat.to_on > Training.on_date),
    )
    return (
        (Training.organization_id == actor.organization_id)
        & Training.private.is_(False)
        & or_(Training.group_id.is_(None), Training.group_id == group)
        & or_(Training.kind != kinds.COMMITTEE, seat.exists())
    )


def get_visible(session: Session, actor: Actor, training_id: UUID) -> Training:
    """Return a meeting. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(visible_to(actor).where(Training.id == training_id))
    if found is None:
        raise Refusal("not_found")
    return found


def get_open(session: Session, actor: Actor, training_id: UUID) -> Training:
    """Return a meeting that concerns the acting member, or that staff see. Raise `not_found`."""
    seen = or_(open_to_member(actor), seen_by_staff(actor))
    found = session.scalar(select(Training).where(Training.id == training_id, seen))
    if found is None:
        raise Refusal("not_found")
    return found


def get_own(session: Session, actor: Actor, training_id: UUID) -> Training:
    """Return a meeting that concerns the acting member. Raise `not_found`."""
    found = session.scalar(select(Training).where(Training.id == training_id, open_to_member(actor)))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may(session: Session, actor: Actor, permission: str, training_id: UUID) -> None:
    """Raise unless the actor may do this with the meeting."""
    ensure_reaches(session, actor, permission, get_visible(session, actor, training_id).organization_id)


def get_make_up(session: Session, actor: Actor, make_up_id: UUID) -> MakeUp:
    """Return a 补学 of a branch in reach. Raise `not_found`."""
    seen = within_reach(actor, "trainings.read", MakeUp.node_id)
    found = session.scalar(select(MakeUp).where(MakeUp.id == make_up_id, MakeUp.replaced_at.is_(None), seen))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_confirm(session: Session, actor: Actor, make_up_id: UUID) -> None:
    """Raise unless the actor confirms what members of the branch made up, and it is not their own."""
    make_up = get_make_up(session, actor, make_up_id)
    ensure_reaches(session, actor, "trainings.close", make_up.node_id)
    if make_up.membership_id == actor.membership_id:
        raise Refusal("own_decision")


def ensure_planned(training: Training) -> None:
    """Raise where a meeting is closed or was called off."""
    if training.state == "closed":
        raise Refusal("training_closed")
    if training.state == "called_off":
        raise Refusal("training_called_off")


def ensure_begun(training: Training) -> None:
    """Raise `training_not_yet` before the meeting's day."""
    if training.on_date > clock.today():
        raise Refusal("training_not_yet")


def ensure_plan(session: Session, training: Training) -> None:
    """Raise `validation_failed` with a sentence for each thing of a plan that cannot be."""
    wrong: dict[str, list[str]] = {}
    if not timedelta(0) < training.ends_at - training.starts_at <= _LONGEST:
        wrong["ends_at"] = ["结束要在开始之后，最长十五天。"]
    check_link(training.join_link, "join_link", wrong)
    if training.kind == kinds.GROUP_MEETING and training.group_id is None:
        wrong["group_id"] = ["请选是哪个党小组。"]
    if training.group_id is not None:
        group = session.get(Group, training.group_id)
        if group is None or group.organization_id != training.organization_id:
            wrong["group_id"] = ["这个党小组不在本支部。"]
        elif training.kind in kinds.EVERYBODY_DUE:
            wrong["group_id"] = ["这种会议是全支部的。"]
    if training.matters and training.kind != kinds.GENERAL_MEETING:
        wrong["matters"] = ["选举、接收、转正在党员大会上进行。"]
    if wrong:
        raise Refusal("validation_failed", errors=wrong)


def check_link(link: str | None, field: str, wrong: dict[str, list[str]]) -> None:
    """Note where a link is not a plain http(s) address: what people tap must not run anything."""
    if link is not None and not is_link(link):
        wrong[field] = ["链接要以 http:// 或 https:// 开头。"]


def is_link(link: str) -> bool:
    """Say whether a link is an http(s) address with a host, and without a name and password in it."""
    if any(letter.isspace() or letter in '<>"\\' for letter in link):
        return False
    try:
        parts = urlsplit(link)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in _LINK_SCHEMES and bool(host) and parts.username is None


def ensure_told(data: Mapping[str, Any]) -> None:
    """Raise `validation_failed` where an attendance lacks what its way needs."""
    if data["way"] == kinds.HOST and not data.get("host_branch"):
        raise Refusal("validation_failed", errors={"host_branch": ["请写流入地党组织的名称。"]})
    if data["way"] == kinds.ABSENT and not (data.get("reason_code") or data.get("reason")):
        raise Refusal("validation_failed", errors={"reason_code": ["请说一说为什么来不了。"]})
