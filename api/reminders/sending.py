"""Send what waits: SMS through the gateway, group messages through the platforms' robots.

A message is taken by a lease, sent outside of any transaction, and noted down. A worker that is killed after sending
and before noting leaves a lease that runs out, and the message goes again: at least once, and once wherever nobody
dies. To the inbox, which is a row of the same database, it is exactly once. Two workers take two different messages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Select, and_, or_, select, update
from sqlalchemy.orm import Session

from api import clock
from api.access import OFFICER, SECRETARY, read_actor
from api.config import Config
from api.db import Database
from api.integration import outgoing
from api.journal import in_transaction
from api.models import Account, Delivery, Grant, Person, Robot, RobotPace
from api.reminders.hours import is_quiet
from api.reminders.keeping import ROBOT, SMS, insert_into, put_into_inbox
from api.reminders.places import hours_of
from api.reminders.robots import Verdict, free_at, judge_answer, rest_of, write_message
from api.reminders.saying import compose, compose_short
from api.reminders.service import home_of
from api.reminders.sms import gateway_of

LEASE = timedelta(seconds=60)
"""Longer than any sending takes; whoever is silent for so long is gone."""
ATTEMPTS = 6
_FIRST_PAUSE = timedelta(seconds=30)
TIMEOUT = 8.0
MOST_AT_ONCE = 40
"""How many one round sends before other work has its turn."""

PHONE_MISSING, ROBOT_GONE = "phone_missing", "robot_gone"

log = structlog.get_logger()

Post = Callable[..., outgoing.Answer]


@dataclass(frozen=True)
class Taken:
    """A message that is ours to send, with all it needs, so that no transaction is open meanwhile."""

    id: UUID
    channel: str
    attempt: int
    text: str
    to: str
    kind: str = ""
    secret: str | None = None
    address_index: str = ""
    trial: bool = False


def send_waiting(config: Config, database: Database, owner: str, post: Post = outgoing.post) -> int:
    """Send what waits, one after the other; return how many were tried."""
    for done in range(MOST_AT_ONCE):
        with database.reading() as session:
            if session.scalar(_next(Delivery.id)) is None:
                return done
        taken = in_transaction(database, partial(_take, config=config, owner=owner))
        if isinstance(taken, Taken) and _send(config, database, owner, taken, post) is Verdict.LATER:
            # Somebody is away: the worker's other work does not wait through one time limit after the other.
            return done + 1
    return MOST_AT_ONCE


def _next(what: Any) -> Select[Any]:
    now = clock.now()
    waits = and_(Delivery.state == "waiting", Delivery.run_after <= now)
    abandoned = and_(Delivery.state == "sending", Delivery.lease_until < now)
    return select(what).where(or_(waits, abandoned)).order_by(Delivery.run_after, Delivery.id).limit(1)


def _take(session: Session, config: Config, owner: str) -> Taken | None:
    """Take the next message, or settle that it is not to be sent now."""
    found: Delivery | None = session.scalar(
        _next(Delivery).with_for_update(skip_locked=True).execution_options(populate_existing=True)
    )
    if found is None:
        return None
    taken = (
        _taken_sms(session, config, found) if found.channel == SMS else _taken_robot(session, config, found)
    )
    if taken is not None:
        found.state, found.attempts = "sending", found.attempts + 1
        found.lease_owner, found.lease_until = owner, clock.now() + LEASE
    return taken


def _taken_sms(session: Session, config: Config, found: Delivery) -> Taken | None:
    row = session.execute(
        select(Person, Account.closed)
        .join(Account, Account.person_id == Person.id)
        .where(Account.id == found.recipient_id)
    ).first()
    phone = row[0].phone if row is not None and not row[1] else None
    if not phone:
        _give_up(found, "failed", PHONE_MISSING)
        return None
    actor = read_actor(session, found.recipient_id)
    if actor is None or not _is_of_now(session, found, home_of(actor)):
        _give_up(found, "late", None)
        return None
    return Taken(found.id, SMS, found.attempts + 1, compose_short(found.lines, config.public_url), phone)


def _taken_robot(session: Session, config: Config, found: Delivery) -> Taken | None:
    robot = session.get(Robot, found.recipient_id)
    if robot is None or robot.ended or robot.address is None or robot.address_index is None:
        _give_up(found, "failed", ROBOT_GONE)
        return None
    if not found.trial and not _is_of_now(session, found, robot.organization_id):
        _give_up(found, "late", None)
        return None
    now = clock.now()
    pace = _lock_pace(session, robot.address_index)
    rests_until = pace.rests_until if pace.rests_until and pace.rests_until > now else None
    later = rests_until or free_at([datetime.fromisoformat(at) for at in pace.sent], now)
    if later is not None:
        found.state, found.run_after, found.lease_owner, found.lease_until = "waiting", later, None, None
        return None
    pace.sent = [*pace.sent[-30:], now.isoformat()]
    return Taken(
        found.id,
        ROBOT,
        found.attempts + 1,
        compose(found.lines, config.public_url, trial=found.trial),
        robot.address,
        robot.kind,
        robot.secret,
        robot.address_index,
        found.trial,
    )


def _is_of_now(session: Session, found: Delivery, organization_id: UUID) -> bool:
    """Say whether a day's message may still go: on its day, and before the quiet hours."""
    hours = hours_of(session, organization_id)
    hour = clock.now().astimezone(clock.ZONE).hour
    return found.slot == str(clock.today()) and not is_quiet(hour, hours.quiet_from, hours.quiet_to)


def _give_up(found: Delivery, state: str, problem: str | None) -> None:
    found.state, found.problem, found.lease_owner, found.lease_until = state, problem, None, None


def _lock_pace(session: Session, address_index: str) -> RobotPace:
    session.execute(
        insert_into(session, RobotPace).values(address_index=address_index, sent=[]).on_conflict_do_nothing()
    )
    return session.scalars(
        select(RobotPace)
        .where(RobotPace.address_index == address_index)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _send(config: Config, database: Database, owner: str, taken: Taken, post: Post) -> Verdict:
    verdict, problem = Verdict.LATER, "failed"
    try:
        if taken.channel == SMS:
            gateway_of(config).send(taken.id, taken.to, taken.text)
            verdict = Verdict.TAKEN
        else:
            message = write_message(taken.kind, taken.to, taken.secret, taken.text, clock.now())
            answer = post(
                message.url,
                message.body,
                {"Content-Type": "application/json; charset=utf-8"},
                networks=config.outgoing_networks,
                timeout=TIMEOUT,
            )
            verdict, problem = judge_answer(taken.kind, answer.status, answer.body)
    except outgoing.OutgoingError as failure:
        problem = failure.code
    except OSError:
        log.exception("sms gateway failed", delivery=str(taken.id))
        problem = "gateway_failed"
    in_transaction(database, partial(_note, owner=owner, taken=taken, verdict=verdict, problem=problem))
    return verdict


def _note(session: Session, owner: str, taken: Taken, verdict: Verdict, problem: str) -> None:
    """Write down how it went, if it is still ours to say."""
    now = clock.now()
    values: dict[str, Any] = {"lease_owner": None, "lease_until": None, "problem": problem[:32]}
    # Whoever presses the button waits for an answer, not for a second try.
    last = taken.trial or taken.attempt >= ATTEMPTS
    if verdict is Verdict.TAKEN:
        values |= {"state": "sent", "sent_at": now, "problem": None}
    elif verdict is Verdict.TOO_MANY:
        # The platform asks for rest; that is no failure of the message, and the day's end is the end of it.
        rest = now + rest_of(taken.kind)
        _lock_pace(session, taken.address_index).rests_until = rest
        values |= {"state": "waiting", "run_after": rest, "attempts": taken.attempt - 1}
    elif verdict is Verdict.REFUSED or last:
        values |= {"state": "failed"}
    else:
        values |= {"state": "waiting", "run_after": now + _FIRST_PAUSE * 3 ** (taken.attempt - 1)}
    noted = session.execute(
        update(Delivery)
        .where(Delivery.id == taken.id, Delivery.state == "sending", Delivery.lease_owner == owner)
        .values(**values)
        .returning(Delivery.recipient_id)
        .execution_options(synchronize_session=False)
    ).first()
    if noted is not None and values["state"] == "failed" and taken.channel == ROBOT and not taken.trial:
        _tell_keepers(session, noted.recipient_id, taken.id)


def _tell_keepers(session: Session, robot_id: UUID, delivery_id: UUID) -> None:
    """Leave a word in the inbox of those who keep the robot at its own node: nobody else would notice."""
    robot, today = session.get_one(Robot, robot_id), clock.today()
    keepers = session.scalars(
        select(Grant.account_id)
        .distinct()
        .where(Grant.organization_id == robot.organization_id, Grant.role.in_([OFFICER, SECRETARY]))
        .where(Grant.from_on <= today, or_(Grant.to_on.is_(None), Grant.to_on >= today))
    )
    for account_id in keepers.all():
        put_into_inbox(
            session, account_id, "robot_failed", str(delivery_id), [{"kind": "robot_failed", "count": 1}]
        )
