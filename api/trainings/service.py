"""Plan a meeting or a series, change it, call it off; who sits on the committee."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.errors import Refusal
from api.journal import Entry, Outcome, lock, record
from api.members.service import lock_member
from api.models import CommitteeSeat, Organization, Training, TrainingSeries, current
from api.models.base import Fact, Master
from api.trainings import frequency, kinds, rules, series
from api.trainings.periods import spans_of

_PLAN = frozenset(
    {
        "group_id",
        "kind",
        "title",
        "starts_at",
        "ends_at",
        "matters",
        "place",
        "platform",
        "join_link",
        "agenda",
        "hours",
        "private",
        "host",
        "recorder",
    }
)


def plan(session: Session, actor: Actor, data: Mapping[str, Any]) -> Outcome:
    """Plan a meeting. One that has been held already is planned and then recorded (补记)."""
    _ensure_branch(session, data["organization_id"])
    if data.get("id") is not None and session.get(Training, data["id"]) is not None:
        raise Refusal("id_taken")
    training = _make(data, data.get("id"))
    rules.ensure_plan(session, training)
    entry = _record(session, actor, training, "training.planned", [training])
    return Outcome(training.id, "planned", entry)


def change(
    session: Session, actor: Actor, training_id: UUID, wanted_version: int, changes: Mapping[str, Any]
) -> Outcome:
    """Change a plan. Raise `stale_version` where somebody was faster, `training_closed` once it is closed."""
    training = lock_training(session, training_id)
    if training.version != wanted_version:
        raise Refusal("stale_version")
    rules.ensure_planned(training)
    for name, value in changes.items():
        setattr(training, name, value)
    training.on_date = clock.day_of(training.starts_at)
    with session.no_autoflush:
        rules.ensure_plan(session, training)
    entry = _record(
        session, actor, training, "training.changed", [training], facts={"fields": sorted(changes)}
    )
    return Outcome(training.id, training.state, entry)


def call_off(session: Session, actor: Actor, training_id: UUID, reason: str) -> Outcome:
    """Call a meeting off; it stays in the list with the reason."""
    training = lock_training(session, training_id)
    rules.ensure_planned(training)
    training.state, training.called_off_because = "called_off", reason
    entry = _record(session, actor, training, "training.called_off", [training])
    return Outcome(training.id, training.state, entry)


def plan_series(session: Session, actor: Actor, data: Mapping[str, Any]) -> Outcome:
    """Plan a meeting that comes again, each of its meetings at once. Raise `validation_failed` where none falls in it."""
    _ensure_branch(session, data["organization_id"])
    if data.get("id") is not None and session.get(TrainingSeries, data["id"]) is not None:
        raise Refusal("id_taken")
    exceptions = series.read_exceptions(data["exceptions"])
    days = series.days_of(data["every"], data["on_day"], data["from_on"], data["to_on"], exceptions)
    if not days:
        raise Refusal("validation_failed", errors={"to_on": ["这段时间里没有这样的日子。"]})
    rule = TrainingSeries(
        id=data.get("id"),
        exceptions=[
            {"on": day.isoformat(), "moved_to": moved.isoformat() if moved else None}
            for day, moved in exceptions.items()
        ],
        **{
            name: data[name]
            for name in ("organization_id", "kind", "title", "every", "on_day", "from_on", "to_on")
        },
    )
    trainings = [_make({**data, **_hours_of(data, counts)}, None, rule.id) for _, counts in days]
    for training in trainings:
        rules.ensure_plan(session, training)
    entry = record(
        session,
        node_id=rule.organization_id,
        kind="training_series.planned",
        actor=actor,
        subjects={"training_series": rule.id, "trainings": [training.id for training in trainings]},
        facts={"kind": rule.kind, "count": len(trainings)},
        writes=[rule, *trainings],
    )
    return Outcome(rule.id, "planned", entry)


def end_series(session: Session, actor: Actor, series_id: UUID, last_on: date, reason: str) -> Outcome:
    """End a series: its meetings after a day are called off, those that were held stay."""
    rule = lock(session, TrainingSeries, series_id)
    if rule is None:
        raise Refusal("not_found")
    after = max(last_on, clock.today())
    later = session.scalars(
        select(Training.id)
        .where(Training.series_id == series_id, Training.state == "planned", Training.on_date > after)
        .order_by(Training.id)
    ).all()
    dropped = [lock_training(session, training_id) for training_id in later]
    for training in dropped:
        training.state, training.called_off_because = "called_off", reason
    rule.to_on = after
    entry = record(
        session,
        node_id=rule.organization_id,
        kind="training_series.ended",
        actor=actor,
        subjects={"training_series": rule.id, "trainings": [training.id for training in dropped]},
        facts={"kind": rule.kind, "count": len(dropped)},
        writes=[*([rule] if session.is_modified(rule) else []), *dropped],
    )
    return Outcome(rule.id, "ended", entry)


def take_seat(session: Session, actor: Actor, data: Mapping[str, Any]) -> Outcome:
    """Record that a member sits on the branch committee from a day on."""
    _, membership = lock_member(session, data["member_id"])
    sitting = current(CommitteeSeat).where(
        CommitteeSeat.membership_id == membership.id, CommitteeSeat.to_on.is_(None)
    )
    if session.scalar(sitting.limit(1)) is not None:
        raise Refusal("conflict")
    seat = CommitteeSeat(
        organization_id=membership.organization_id,
        membership_id=membership.id,
        duty=data["duty"],
        from_on=data["from_on"],
    )
    return _record_seat(session, actor, seat, "committee_seat.taken")


def leave_seat(session: Session, actor: Actor, seat_id: UUID, to_on: date) -> Outcome:
    """Record the day from which a member no longer sits on the committee."""
    seat = session.scalar(current(CommitteeSeat).where(CommitteeSeat.id == seat_id))
    if seat is None:
        raise Refusal("not_found")
    lock(session, Organization, seat.organization_id)
    if to_on < seat.from_on:
        raise Refusal("dates_in_wrong_order", errors={"to_on": ["不能早于开始的日子。"]})
    return _record_seat(session, actor, seat.corrected(to_on=to_on), "committee_seat.left")


def list_unplanned(session: Session, organization_id: UUID) -> dict[int, list[tuple[str, str]]]:
    """Return the names of the kinds that a branch's present periods still lack, by the months of the period.

    A kind is named from the second half of its period on; what is over is never asked for again.
    """
    today = clock.today()
    found: dict[int, list[tuple[str, str]]] = {}
    for span in spans_of(session, organization_id, today.year, today):
        names = found.setdefault(frequency.PERIOD_OF[span.kind], [])
        if frequency.worth_a_word(span, today) and kinds.NAMES[span.kind] not in names:
            names.append(kinds.NAMES[span.kind])
    return {months: names for months, names in sorted(found.items()) if names}


def seen_by_staff(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the actor may read a meeting of a branch in reach."""
    return rules.seen_by_staff(actor)


def lock_training(session: Session, training_id: UUID) -> Training:
    """Lock a meeting. Raise `not_found` where there is none."""
    found = lock(session, Training, training_id)
    if found is None:
        raise Refusal("not_found")
    return found


def _record_seat(session: Session, actor: Actor, seat: CommitteeSeat, kind: str) -> Outcome:
    entry = record(
        session,
        node_id=seat.organization_id,
        kind=kind,
        actor=actor,
        subjects={"committee_seat": seat.id, "membership": seat.membership_id},
        facts={"on": (seat.to_on or seat.from_on).isoformat()},
        writes=[seat],
    )
    return Outcome(seat.id, kind.split(".")[1], entry)


def _make(data: Mapping[str, Any], training_id: UUID | None, series_id: UUID | None = None) -> Training:
    told = {name: data[name] for name in _PLAN if data.get(name) is not None}
    # A digest is made of what is written, and 2 is read back as 2.0.
    told["hours"] = float(told.get("hours", 0))
    return Training(
        id=training_id,
        organization_id=data["organization_id"],
        series_id=series_id,
        on_date=clock.day_of(data["starts_at"]),
        **told,
    )


def _hours_of(data: Mapping[str, Any], day: date) -> dict[str, Any]:
    """Return beginning and end of a series' meeting on a day, by the village's clock."""
    begins = datetime.combine(day, data["starts_time"], clock.ZONE)
    return {"starts_at": begins, "ends_at": begins + timedelta(minutes=data["minutes"])}


def _ensure_branch(session: Session, organization_id: UUID) -> None:
    node = session.get(Organization, organization_id)
    if node is None:
        raise Refusal("not_found")
    if node.kind != "branch" or node.ended_on is not None:
        raise Refusal("organization_invalid")


def _record(
    session: Session,
    actor: Actor,
    training: Training,
    kind: str,
    writes: list[Fact | Master],
    facts: Mapping[str, Any] | None = None,
) -> Entry:
    return record(
        session,
        node_id=training.organization_id,
        kind=kind,
        actor=actor,
        subjects={"training": training.id},
        facts={"kind": training.kind, "on": training.on_date.isoformat(), **(facts or {})},
        writes=writes,
    )
