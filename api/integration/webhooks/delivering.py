"""One turn of telling one receiver: a test that was asked for, what is sent again, then each journal in its order.

The journal is the outbox. What was taken is a position for each receiver and node, moved on in a transaction of its own
after the receiver's 2xx: a crash in between sends one event again, under the same id, and can lose none.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event as Flag
from uuid import UUID

import structlog
from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, nodes_below, reaches, read_actor, read_client
from api.config import Config
from api.db import Database
from api.integration import outgoing
from api.integration.feed.entries import WITHHELD, show
from api.integration.outgoing import Answer, OutgoingError
from api.integration.webhooks import events, leasing
from api.integration.webhooks.backoff import PATIENCE, pause_after
from api.integration.webhooks.events import Event
from api.integration.webhooks.signing import sign
from api.journal import in_transaction
from api.models import (
    JournalEntry,
    JournalHead,
    Webhook,
    WebhookDeadLetter,
    WebhookPosition,
    WebhookRun,
    WebhookSecret,
)

Send = Callable[[str, bytes, Mapping[str, str]], Answer]

A_TURN = 100
"""Tries of one turn; then other receivers have theirs."""
_READ_AHEAD = 50
_AFTER_A_FAULT = timedelta(minutes=1)
"""A fault of ours must not be met again and again without a breath."""
_GONE = 410
_OK = range(200, 300)
_REDIRECT = range(300, 400)
_REFUSED, _RECEIVER_GONE, _REDIRECTED, NOBODY_ANSWERS = (
    "status_refused",
    "receiver_gone",
    "redirect_refused",
    "nobody_answers_for_it",
)

log = structlog.get_logger()


@dataclass(frozen=True)
class Result:
    """How one try ended. `problem` is None where the receiver took it."""

    status: int | None = None
    problem: str | None = None
    wish: str | None = None
    """What the receiver says about when to come back."""


@dataclass(frozen=True)
class Receiver:
    """A webhook as it stands at this moment."""

    id: UUID
    organization_id: UUID
    address: str
    kinds: list[str]
    keys: tuple[str, ...]
    goes: bool
    rests: bool
    actor: Actor | None
    """Who answers for it, and may still."""


@dataclass
class Turn:
    """What one turn works with."""

    database: Database
    webhook_id: UUID
    owner: str
    send: Send
    stop: Flag
    left: int = A_TURN

    def receiver(self) -> Receiver:
        """Read the webhook anew: a pause or a new secret counts from the next try on."""
        with self.database.reading() as session:
            return _read(session, self.webhook_id)

    def try_(self, receiver: Receiver, event: Event) -> Result:
        """Send an event once."""
        self.left -= 1
        signed = sign(event.id, clock.now(), event.body, receiver.keys)
        headers = {"Content-Type": "application/json", "User-Agent": "Lianxinqiao-Webhooks", **signed}
        try:
            answer = self.send(receiver.address, event.body, headers)
        except OutgoingError as failure:
            return Result(problem=failure.code)
        if answer.status in _OK:
            return Result(answer.status)
        problem = _REDIRECTED if answer.status in _REDIRECT else _REFUSED
        problem = _RECEIVER_GONE if answer.status == _GONE else problem
        return Result(answer.status, problem, answer.headers.get("retry-after"))

    def note(self, work: Callable[[Session, WebhookRun], None]) -> None:
        """Write down how a try ended. Raise LeaseLostError where somebody else tells this receiver now."""

        def write(session: Session) -> None:
            leasing.hold(session, self.webhook_id, self.owner)
            work(session, session.get_one(WebhookRun, self.webhook_id))

        in_transaction(self.database, write)

    @property
    def goes_on(self) -> bool:
        """Say whether this turn has tries left and nobody ends the worker."""
        return self.left > 0 and not self.stop.is_set()


def sender(config: Config) -> Send:
    """Return the way out that this installation allows."""
    return lambda url, body, headers: outgoing.post(url, body, headers, networks=config.outgoing_networks)


def serve_once(database: Database, worker: str, send: Send, stop: Flag | None = None) -> bool:
    """Tell one receiver what is due; return whether there was one."""
    claimed = leasing.claim(database, worker)
    if claimed is None:
        return False
    serve(Turn(database, *claimed, send, stop or Flag()))
    return True


def serve(turn: Turn) -> None:
    """Do one turn and give the lease back, whatever happens."""
    rest: timedelta | None = _AFTER_A_FAULT
    try:
        _test(turn)
        receiver = turn.receiver()
        if receiver.goes and receiver.actor is None:
            turn.note(_nobody_answers)
        elif receiver.goes:
            nodes = _look_for_nodes(turn, receiver)
            _replay(turn)
            _tell(turn, nodes)
        rest = None
    except leasing.LeaseLostError:
        log.info("webhook lease lost", webhook=str(turn.webhook_id))
    finally:
        leasing.release(turn.database, turn.webhook_id, turn.owner, rest)


def _read(session: Session, webhook_id: UUID) -> Receiver:
    webhook = session.get_one(Webhook, webhook_id)
    run = session.get_one(WebhookRun, webhook_id)
    now = clock.now()
    keys = session.scalars(
        select(WebhookSecret)
        .where(WebhookSecret.webhook_id == webhook_id)
        .where(WebhookSecret.ends_at.is_(None) | (WebhookSecret.ends_at > now))
        .order_by(WebhookSecret.created_at.desc())
    )
    return Receiver(
        webhook.id,
        webhook.organization_id,
        webhook.address or "",
        list(webhook.kinds),
        tuple(secret.key for secret in keys),
        goes=not (webhook.paused or webhook.ended or run.stopped_at),
        rests=run.rests_until is not None and run.rests_until > now,
        actor=_who_answers(session, webhook),
    )


def _who_answers(session: Session, webhook: Webhook) -> Actor | None:
    actor = None
    if webhook.client_id:
        actor = read_client(session, webhook.client_id)
    elif webhook.account_id:
        actor = read_actor(session, webhook.account_id)
    if actor and reaches(session, actor, "webhooks.manage", webhook.organization_id):
        return actor
    return None


def _nobody_answers(_session: Session, run: WebhookRun) -> None:
    run.stopped_at, run.problem, run.status = clock.now(), NOBODY_ANSWERS, None


def _test(turn: Turn) -> None:
    with turn.database.reading() as session:
        run = session.get_one(WebhookRun, turn.webhook_id)
        if run.test_id is None or run.test_asked_at is None or run.test_ended_at is not None:
            return
        test_id, asked_at = run.test_id, run.test_asked_at
    receiver = turn.receiver()
    event = events.test_event(test_id, receiver.id, receiver.organization_id, asked_at)
    result = turn.try_(receiver, event)

    def write(_session: Session, run: WebhookRun) -> None:
        if run.test_id == test_id:
            run.test_ended_at, run.test_status, run.test_problem = clock.now(), result.status, result.problem

    turn.note(write)


def _look_for_nodes(turn: Turn, receiver: Receiver) -> frozenset[UUID]:
    """Find which journals are told: a branch that is new is told from its first entry, one that came from now on."""
    nodes: set[UUID] = set()

    def write(session: Session, run: WebhookRun) -> None:
        nodes.update(session.scalars(nodes_below([receiver.organization_id])))
        run.looked_at = clock.now()
        positions = {
            position.node_id: position
            for position in session.scalars(
                select(WebhookPosition).where(WebhookPosition.webhook_id == receiver.id)
            )
        }
        for node_id in nodes:
            known = positions.get(node_id)
            if known is None:
                epoch, number = first_position(session, node_id, run.created_at)
                session.add(
                    WebhookPosition(webhook_id=receiver.id, node_id=node_id, epoch=epoch, number=number)
                )
            elif known.has_left:
                head = session.get_one(JournalHead, node_id)
                known.has_left, known.epoch, known.number = False, head.epoch, head.number

    turn.note(write)
    return frozenset(nodes)


def first_position(session: Session, node_id: UUID, since: datetime) -> tuple[int, int]:
    """Return where telling of a node begins: at its beginning where that came later than the webhook, else now."""
    began = session.scalar(
        select(JournalEntry.at).where(
            JournalEntry.node_id == node_id, JournalEntry.epoch == 1, JournalEntry.number == 1
        )
    )
    if began is not None and began > since:
        return 1, 0
    head = session.get_one(JournalHead, node_id)
    return head.epoch, head.number


def _tell(turn: Turn, nodes: frozenset[UUID]) -> None:
    """Tell each journal in its order, one event of each in turn, so that a long one keeps no short one waiting."""
    waiting = _due_positions(turn)
    while waiting:
        waiting = [node_id for node_id in waiting if turn.goes_on and _tell_next(turn, node_id, nodes)]


def _due_positions(turn: Turn) -> list[UUID]:
    now = clock.now()
    due = or_(WebhookPosition.next_try_at.is_(None), WebhookPosition.next_try_at <= now)
    with turn.database.reading() as session:
        return list(
            session.scalars(
                select(WebhookPosition.node_id)
                .where(
                    WebhookPosition.webhook_id == turn.webhook_id, WebhookPosition.has_left.is_(False), due
                )
                .order_by(WebhookPosition.next_try_at.nulls_first(), WebhookPosition.node_id)
            )
        )


def _tell_next(turn: Turn, node_id: UUID, nodes: frozenset[UUID]) -> bool:
    """Tell the next event of a journal; return whether more may be told of it now."""
    receiver = turn.receiver()
    if not receiver.goes or receiver.rests or receiver.actor is None:
        turn.left = 0
        return False
    with turn.database.reading() as session:
        position = session.get_one(WebhookPosition, (receiver.id, node_id))
        found = _next_event(session, receiver.kinds, receiver.actor, position) if node_id in nodes else None
        leaving = events.left_event(node_id, position.epoch, position.number)
    if node_id not in nodes:
        farewell = turn.try_(receiver, leaving)
        gone = _Step(leaving.kind, has_left=True)
        turn.note(lambda session, run: _settle(session, run, node_id, gone, farewell))
        return False
    if found is None:
        return False
    step, event = found
    result = turn.try_(receiver, event) if event else None
    turn.note(lambda session, run: _settle(session, run, node_id, step, result))
    return result is None or result.problem is None


@dataclass(frozen=True)
class _Step:
    """How far a position moves when an event is taken."""

    kind: str
    epoch: int = 0
    number: int = 0
    has_left: bool = False


def _next_event(
    session: Session, kinds: Sequence[str], actor: Actor, position: WebhookPosition
) -> tuple[_Step, Event | None] | None:
    """Return the next event that the receiver wants, or only how far there is none; None at the journal's end."""
    beyond = or_(
        JournalEntry.epoch > position.epoch,
        and_(JournalEntry.epoch == position.epoch, JournalEntry.number > position.number),
    )
    entries = session.scalars(
        select(JournalEntry)
        .where(JournalEntry.node_id == position.node_id, beyond)
        .order_by(JournalEntry.epoch, JournalEntry.number)
        .limit(_READ_AHEAD)
    ).all()
    for entry in entries:
        if events.wants(kinds, entry.kind):
            (shown,) = show(session, actor, [entry])
            if shown["kind"] != WITHHELD:
                return _Step(entry.kind, entry.epoch, entry.number), events.event_of(shown)
    if not entries:
        return None
    return _Step(WITHHELD, entries[-1].epoch, entries[-1].number), None


def _settle(session: Session, run: WebhookRun, node_id: UUID, step: _Step, result: Result | None) -> None:
    """Move a position on, or put its next try off."""
    position = session.get_one(WebhookPosition, (run.webhook_id, node_id))
    if result is None:
        _move_on(position, step)
    elif result.problem is None:
        _move_on(position, step)
        _taken(session, run, result)
    else:
        _not_taken(session, run, position, step, result)


def _move_on(position: WebhookPosition, step: _Step) -> None:
    if step.has_left:
        position.has_left = True
    else:
        position.epoch, position.number = step.epoch, step.number
    position.failures, position.failing_since = 0, None
    position.next_try_at = position.problem = None


def _taken(session: Session, run: WebhookRun, result: Result) -> None:
    if run.failures > 1:
        # The receiver is back: no other journal waits for the end of its own pause.
        session.execute(
            update(WebhookPosition)
            .where(WebhookPosition.webhook_id == run.webhook_id)
            .values(next_try_at=None)
            .execution_options(synchronize_session=False)
        )
    run.tried_at = run.delivered_at = clock.now()
    run.failures, run.gave_up, run.failing_since, run.rests_until = 0, False, None, None
    run.status, run.problem = result.status, None


def _not_taken(
    session: Session, run: WebhookRun, position: WebhookPosition, step: _Step, result: Result
) -> None:
    now = clock.now()
    position.failures += 1
    position.failing_since = position.failing_since or now
    position.problem = result.problem
    position.next_try_at = now + pause_after(position.failures, result.wish)
    run.failures += 1
    run.failing_since = run.failing_since or now
    # One event that is not taken stops its own journal; when the next of another is not taken either, it is the receiver.
    run.rests_until = now + pause_after(run.failures - 1, result.wish)
    run.tried_at, run.status, run.problem = now, result.status, result.problem
    if result.problem == _RECEIVER_GONE or (run.gave_up and now - run.failing_since >= PATIENCE):
        run.stopped_at = now
        log.warning("webhook stopped", webhook=str(run.webhook_id), problem=result.problem)
    elif now - position.failing_since >= PATIENCE:
        if not step.has_left:
            _lay_aside(session, run, position, step, result)
        run.gave_up, run.rests_until = True, None
        _move_on(position, step)


def _lay_aside(
    session: Session, run: WebhookRun, position: WebhookPosition, step: _Step, result: Result
) -> None:
    session.add(
        WebhookDeadLetter(
            webhook_id=run.webhook_id,
            node_id=position.node_id,
            epoch=step.epoch,
            number=step.number,
            kind=step.kind,
            tries=position.failures,
            problem=result.problem or _REFUSED,
            status=result.status,
            died_at=clock.now(),
        )
    )
    log.warning("webhook event laid aside", webhook=str(run.webhook_id), node=str(position.node_id))


def _replay(turn: Turn) -> None:
    """Send again what was laid aside and asked for, oldest first, until one is not taken."""
    while turn.goes_on:
        receiver = turn.receiver()
        if not receiver.goes or receiver.rests or receiver.actor is None:
            return
        with turn.database.reading() as session:
            letter = session.scalar(
                select(WebhookDeadLetter)
                .where(WebhookDeadLetter.webhook_id == receiver.id)
                .where(WebhookDeadLetter.replay_at <= clock.now())
                .order_by(WebhookDeadLetter.epoch, WebhookDeadLetter.number, WebhookDeadLetter.id)
                .limit(1)
            )
            event = _event_again(session, receiver.actor, letter) if letter else None
        if letter is None:
            return
        result = turn.try_(receiver, event) if event else Result()
        letter_id = letter.id
        turn.note(lambda session, run: _settle_again(session, run, letter_id, result))  # noqa: B023  done at once
        if result.problem:
            return


def _event_again(session: Session, actor: Actor, letter: WebhookDeadLetter) -> Event | None:
    entry = session.get(JournalEntry, (letter.node_id, letter.epoch, letter.number))
    if entry is None:
        return None
    (shown,) = show(session, actor, [entry])
    return None if shown["kind"] == WITHHELD else events.event_of(shown)


def _settle_again(session: Session, run: WebhookRun, letter_id: UUID, result: Result) -> None:
    letter = session.get_one(WebhookDeadLetter, letter_id)
    now = clock.now()
    if result.problem is None:
        letter.replay_at, letter.replayed_at = None, now
        _taken(session, run, result)
        return
    letter.replay_failures += 1
    letter.tries += 1
    letter.problem, letter.status = result.problem, result.status
    pause = pause_after(letter.replay_failures, result.wish)
    # Three days of asking again and again were had before; after a day of it somebody has to look.
    letter.replay_at = now + pause if letter.replay_failures < _TRIES_AGAIN else None
    run.tried_at, run.status, run.problem = now, result.status, result.problem


_TRIES_AGAIN = 24
