"""Who keeps which robot, and what a robot and a choice may say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, organizations_in_reach
from api.errors import Refusal
from api.integration.outgoing import Network, take_apart
from api.models import InboxMessage, Robot
from api.reminders import robots
from api.reminders.hours import is_quiet

MOST_ROBOTS = 5


def visible_to(actor: Actor) -> Select[Robot]:
    """Select the robots of the nodes in the actor's reach; those that ended, too, so that a repeat finds its own."""
    return select(Robot).where(Robot.organization_id.in_(organizations_in_reach(actor, "robots.keep")))


def get_visible(session: Session, actor: Actor, robot_id: UUID) -> Robot:
    """Return a robot. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(visible_to(actor).where(Robot.id == robot_id))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_keep(session: Session, actor: Actor, robot_id: UUID) -> None:
    """Raise unless the actor may change this robot."""
    ensure_reaches(session, actor, "robots.keep", get_visible(session, actor, robot_id).organization_id)


def ensure_room(session: Session, organization_id: UUID) -> None:
    """Raise `robots_enough` where a node has as many as it may."""
    here = select(func.count()).where(Robot.organization_id == organization_id, Robot.ended.is_(False))
    if (session.scalar(here) or 0) >= MOST_ROBOTS:
        raise Refusal("robots_enough")


def ensure_address(kind: str, address: str, networks: Sequence[Network]) -> None:
    """Raise unless the address may be called and is the platform's own, or in a network that the installation opens."""
    try:
        take_apart(address, networks)
    except Refusal as refused:
        raise Refusal(
            refused.code, errors={"address": [f"地址要以 {robots.home_of(kind)} 开头。"]}
        ) from refused
    if not robots.is_at_home(kind, address) and not networks:
        raise Refusal("robot_address_odd", errors={"address": [f"地址要以 {robots.home_of(kind)} 开头。"]})


def ensure_secret(kind: str, secret: str | None) -> None:
    """Raise where a platform signs and no secret is given, or does not and one is."""
    if kind == robots.DINGTALK and not secret:
        raise Refusal("robot_secret_missing", errors={"secret": ["请填写机器人的加签密钥(SEC 开头)。"]})
    if secret and not robots.takes_secret(kind):
        raise Refusal("validation_failed", errors={"secret": ["企业微信机器人没有密钥，这里请留空。"]})


def ensure_hour(hour: int | None, quiet_from: int, quiet_to: int) -> None:
    """Raise where an hour lies at night."""
    if hour is not None and is_quiet(hour, quiet_from, quiet_to):
        raise Refusal(
            "reminder_hour_quiet", errors={"hour": [f"{quiet_from} 点到 {quiet_to} 点不打扰，请换个时间。"]}
        )


def messages_of(actor: Actor) -> Select[Any]:
    """Select the acting account's own messages."""
    return select(InboxMessage).where(InboxMessage.account_id == actor.account_id)
