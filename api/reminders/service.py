"""What can be done with reminders: read and mark one's messages, choose the ways, keep the robots of a node."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from api import clock, crypto
from api.access import Actor
from api.codes import mask
from api.db import new_id
from api.errors import Refusal
from api.integration.outgoing import Network
from api.journal import Entry, Outcome, lock, record
from api.models import Delivery, InboxMessage, Organization, Person, ReminderChoice, Robot
from api.reminders import robots, rules, saying
from api.reminders.keeping import ROBOT, insert_into
from api.reminders.places import hours_of


def show_message(message: InboxMessage, language: str) -> dict[str, Any]:
    """Return a message as its reader sees it."""
    return {
        "id": message.id,
        "kind": message.kind,
        "on_date": message.on_date,
        "title": saying.say_title(message.lines, language),
        "lines": [
            {
                "kind": line["kind"],
                "count": line["count"],
                "sentence": saying.say_line(line, language),
                "page": saying.page_of(line),
            }
            for line in message.lines
        ],
        "created_at": message.created_at,
        "read_at": message.read_at,
    }


def count_unread(session: Session, actor: Actor) -> int:
    """Count the acting account's messages that were not opened yet."""
    unread = rules.messages_of(actor).where(InboxMessage.read_at.is_(None))
    return session.scalar(select(func.count()).select_from(unread.subquery())) or 0


def mark_read(session: Session, actor: Actor, ids: Sequence[UUID]) -> int:
    """Mark one's own messages as read and return how many are left; others' ids change nothing."""
    session.execute(
        update(InboxMessage)
        .where(InboxMessage.account_id == actor.account_id, InboxMessage.id.in_(list(ids)))
        .where(InboxMessage.read_at.is_(None))
        .values(read_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    return count_unread(session, actor)


def read_choice(session: Session, actor: Actor) -> dict[str, Any]:
    """Return how the acting account is reminded, and what holds at its place."""
    kept = session.get(ReminderChoice, actor.account_id)
    person = session.get(Person, actor.person_id) if actor.person_id else None
    phone = person.phone if person is not None else None
    hours = hours_of(session, home_of(actor))
    return {
        "inbox": kept.inbox if kept else True,
        "sms": kept.sms if kept else False,
        "hour": kept.hour if kept else None,
        "place_hour": hours.hour,
        "quiet_from_hour": hours.quiet_from,
        "quiet_to_hour": hours.quiet_to,
        "phone": mask.phone(phone) if phone else None,
    }


def choose(session: Session, actor: Actor, data: Mapping[str, Any]) -> dict[str, Any]:
    """Keep how the acting account wants to be reminded."""
    hours = hours_of(session, home_of(actor))
    rules.ensure_hour(data["hour"], hours.quiet_from, hours.quiet_to)
    kept = {**data, "changed_at": clock.now()}
    session.execute(
        insert_into(session, ReminderChoice)
        .values(account_id=actor.account_id, **kept)
        .on_conflict_do_update(index_elements=["account_id"], set_=kept)
    )
    return read_choice(session, actor)


def home_of(actor: Actor) -> UUID:
    """Return the node whose hours and journal are the actor's: the own branch, else where the first role is held."""
    if actor.organization_id is not None:
        return actor.organization_id
    if actor.held:
        return actor.held[0].organization_id
    raise Refusal("not_found")


def list_robots(session: Session, organization_id: UUID) -> list[dict[str, Any]]:
    """Return the robots of one node, each with how its last message went."""
    found = session.scalars(
        select(Robot)
        .where(Robot.organization_id == organization_id, Robot.ended.is_(False))
        .order_by(Robot.name, Robot.id)
    )
    return [show_robot(session, robot) for robot in found]


def add_robot(
    session: Session, actor: Actor, data: Mapping[str, Any], networks: Sequence[Network]
) -> Outcome:
    """Let a robot tell a node's group what waits, from its next hour on."""
    lock(session, Organization, data["organization_id"])
    rules.ensure_room(session, data["organization_id"])
    robot = Robot(id=data["id"] or new_id(), organization_id=data["organization_id"], kind=data["kind"])
    _write(session, robot, {name: data[name] for name in _FIELDS}, networks)
    return Outcome(robot.id, "added", _record(session, actor, robot, "robot.added", [robot]))


def change_robot(
    session: Session,
    actor: Actor,
    robot_id: UUID,
    version: int,
    changes: Mapping[str, Any],
    networks: Sequence[Network],
) -> Outcome:
    """Change a robot; a new address or secret takes the old one's place and is shown to nobody."""
    robot = _lock(session, robot_id)
    if robot.version != version:
        raise Refusal("stale_version")
    _write(session, robot, changes, networks)
    entry = _record(session, actor, robot, "robot.changed", [robot], {"fields": sorted(changes)})
    return Outcome(robot.id, "changed", entry)


def end_robot(session: Session, actor: Actor, robot_id: UUID) -> Outcome:
    """End a robot and forget its address and secret."""
    robot = _lock(session, robot_id)
    robot.ended, robot.address, robot.secret, robot.address_index = True, None, None, None
    return Outcome(robot.id, "ended", _record(session, actor, robot, "robot.ended", [robot]))


def try_robot(session: Session, actor: Actor, robot_id: UUID) -> Outcome:
    """Put a trial message on its way; how it went stands with the robot a moment later."""
    robot = _lock(session, robot_id)
    now = clock.now()
    trial = Delivery(
        id=new_id(),
        channel=ROBOT,
        recipient_id=robot.id,
        slot=f"trial/{now.timestamp():.6f}",
        trial=True,
        lines=[],
        run_after=now,
        created_at=now,
    )
    session.add(trial)
    return Outcome(robot.id, "tried", _record(session, actor, robot, "robot.tried", []))


_FIELDS = ("name", "address", "secret", "hour", "paused")


def _write(session: Session, robot: Robot, values: Mapping[str, Any], networks: Sequence[Network]) -> None:
    if "hour" in values:
        hours = hours_of(session, robot.organization_id)
        rules.ensure_hour(values["hour"], hours.quiet_from, hours.quiet_to)
    if "address" in values:
        rules.ensure_address(robot.kind, values["address"], networks)
        robot.address_index = crypto.keys().index_of(f"{robot.kind} {values['address']}")
    rules.ensure_secret(robot.kind, values.get("secret", robot.secret))
    for name, value in values.items():
        setattr(robot, name, value)


def _lock(session: Session, robot_id: UUID) -> Robot:
    robot = lock(session, Robot, robot_id)
    if robot is None:
        raise Refusal("not_found")
    if robot.ended:
        raise Refusal("robot_ended")
    return robot


def _record(
    session: Session,
    actor: Actor,
    robot: Robot,
    kind: str,
    writes: Sequence[Robot],
    facts: Mapping[str, Any] | None = None,
) -> Entry:
    return record(
        session,
        node_id=robot.organization_id,
        kind=kind,
        actor=actor,
        subjects={"robot": robot.id},
        facts={"kind": robot.kind, **(facts or {})},
        writes=writes,
    )


def show_robot(session: Session, robot: Robot) -> dict[str, Any]:
    """Return a robot as those who keep it see it: the address masked, the secret not at all."""
    last = session.scalar(
        select(Delivery)
        .where(Delivery.channel == ROBOT, Delivery.recipient_id == robot.id)
        .order_by(Delivery.created_at.desc(), Delivery.id.desc())
        .limit(1)
    )
    return {
        "id": robot.id,
        "organization_id": robot.organization_id,
        "kind": robot.kind,
        "name": robot.name,
        "address": robots.mask_address(robot.address or ""),
        "signed": robot.secret is not None,
        "hour": robot.hour,
        "paused": robot.paused,
        "version": robot.version,
        "last": None
        if last is None
        else {
            "state": last.state,
            "trial": last.trial,
            "at": last.sent_at or last.created_at,
            "problem": last.problem,
        },
    }
