"""Who took part: ticked by the branch, told by the member, opened with the meeting's code; and what was made up."""

import hashlib
import hmac
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api import clock, crypto
from api.access import Actor, reaches
from api.errors import Refusal
from api.journal import Outcome, record
from api.models import (
    Attendance,
    Exclusion,
    MakeUp,
    Membership,
    Minutes,
    Training,
    WrittenOpinion,
    current,
)
from api.models.trainings import row_of
from api.trainings import gather, kinds, rules
from api.trainings.service import lock_training

BEFORE, AFTER = timedelta(hours=1), timedelta(hours=2)
"""The code is valid from an hour before the meeting to two hours after it."""

_LATEST_UPLOAD = timedelta(days=7)
_DETAILS = ("host_branch", "reason_code", "reason")


def tick(
    session: Session,
    actor: Actor,
    training_id: UUID,
    entries: Sequence[Mapping[str, Any]],
    device_at: datetime | None = None,
) -> Outcome:
    """Record how members took part, many at once; what is said again changes nothing."""
    training = lock_training(session, training_id)
    rules.ensure_planned(training)
    written = write_ways(session, training, entries, "branch")
    return _record_ways(session, actor, training, written, device_at)


def write_ways(
    session: Session, training: Training, entries: Sequence[Mapping[str, Any]], source: str
) -> list[Attendance]:
    """Return the facts that say how members took part, where they say something new.

    Raise `not_of_the_branch` where somebody was not on the branch's roll on the meeting's day.
    """
    if any(entry["way"] in kinds.TOOK_PART for entry in entries):
        rules.ensure_begun(training)
    told = {entry["member_id"]: entry for entry in entries}
    if len(told) < len(entries):
        raise Refusal("validation_failed", errors={"entries": ["同一位同志出现了两次。"]})
    _ensure_of_branch(session, training, told)
    standing = session.scalars(
        current(Attendance).where(
            Attendance.training_id == training.id, Attendance.membership_id.in_(list(told))
        )
    )
    known = {row.membership_id: row for row in standing}
    written = []
    for member_id, entry in told.items():
        rules.ensure_told(entry)
        said = _said(entry)
        before = known.get(member_id)
        if before is None:
            if entry["way"] == kinds.NONE:
                continue
            written.append(
                Attendance(
                    id=row_of("attendance", training.id, member_id),
                    training_id=training.id,
                    membership_id=member_id,
                    source=source,
                    **said,
                )
            )
        elif any(getattr(before, name) != value for name, value in said.items()):
            written.append(before.corrected(**said, source=source))
    return written


def tell_own(session: Session, actor: Actor, training_id: UUID, data: Mapping[str, Any]) -> Outcome:
    """Record how the acting member takes part. In the hall it takes the meeting's code; nobody has to do any of this."""
    training = lock_training(session, training_id)
    rules.ensure_planned(training)
    if actor.membership_id is None:
        raise Refusal("not_found")
    source = "self"
    if data["way"] == kinds.HALL:
        _ensure_code(training, data.get("code"), data.get("recorded_at_device"))
        source = "code"
    entry = {**data, "member_id": actor.membership_id}
    written = write_ways(session, training, [entry], source)
    return _record_ways(
        session, actor, training, written, data.get("recorded_at_device"), [actor.membership_id]
    )


def code_of(training_id: UUID) -> str:
    """Return a meeting's code: six digits that follow from its id and this installation's key."""
    digest = hmac.new(crypto.keys().index, f"meeting/{training_id}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"


def code_holds(training: Training, at: datetime) -> bool:
    """Say whether the meeting's code is valid at an instant: around the meeting, and at no other time."""
    return training.starts_at - BEFORE <= at <= training.ends_at + AFTER


def _ensure_code(training: Training, code: str | None, device_at: datetime | None) -> None:
    now = clock.now()
    at = now if device_at is None else min(device_at, now)
    if not code_holds(training, at) or now - at > _LATEST_UPLOAD:
        raise Refusal("meeting_code_not_now")
    if code is None or not hmac.compare_digest(code.encode(), code_of(training.id).encode()):
        raise Refusal("meeting_code_wrong")


def exclude(session: Session, actor: Actor, training_id: UUID, data: Mapping[str, Any]) -> Outcome:
    """Leave somebody out of 应到, or take that back. At a general meeting it takes the days of consent and vote."""
    training = lock_training(session, training_id)
    rules.ensure_planned(training)
    _ensure_of_branch(session, training, [data["member_id"]])
    said = {
        "basis_code": data["basis_code"],
        "consent_on": data["consent_on"],
        "voted_on": data["voted_on"],
        "note": data["note"],
        "withdrawn": data["withdrawn"],
    }
    if not data["withdrawn"]:
        _ensure_founded(training, data)
    before = session.scalar(
        current(Exclusion).where(
            Exclusion.training_id == training.id, Exclusion.membership_id == data["member_id"]
        )
    )
    if before is None and data["withdrawn"]:
        raise Refusal("not_found")
    exclusion = (
        before.corrected(**said)
        if before is not None
        else Exclusion(
            id=row_of("exclusion", training.id, data["member_id"]),
            training_id=training.id,
            membership_id=data["member_id"],
            **said,
        )
    )
    kind = "exclusion.withdrawn" if data["withdrawn"] else "exclusion.stated"
    return _record_one(session, actor, training, exclusion, kind, {"basis": data["basis_code"]})


def _ensure_founded(training: Training, data: Mapping[str, Any]) -> None:
    if training.kind in kinds.EVERYBODY_DUE and not (data["consent_on"] and data["voted_on"]):
        raise Refusal("exclusion_needs_dates")
    if data["basis_code"] == "other" and not data["note"]:
        raise Refusal("basis_missing")
    for name in ("consent_on", "voted_on"):
        if data[name] is not None and data[name] > training.on_date:
            raise Refusal("dates_in_wrong_order", errors={name: ["要在会议之前。"]})


def hand_in_opinion(session: Session, actor: Actor, training_id: UUID, data: Mapping[str, Any]) -> Outcome:
    """Record a written opinion that came before the meeting; it counts as a vote. Raise `opinion_too_late`."""
    training = lock_training(session, training_id)
    rules.ensure_planned(training)
    _ensure_of_branch(session, training, [data["member_id"]])
    if data["received_on"] > min(training.on_date, clock.today()):
        raise Refusal("opinion_too_late")
    said = {name: data[name] for name in ("received_on", "text", "withdrawn")}
    before = session.scalar(
        current(WrittenOpinion).where(
            WrittenOpinion.training_id == training.id, WrittenOpinion.membership_id == data["member_id"]
        )
    )
    opinion = (
        before.corrected(**said)
        if before is not None
        else WrittenOpinion(
            id=row_of("opinion", training.id, data["member_id"]),
            training_id=training.id,
            membership_id=data["member_id"],
            **said,
        )
    )
    kind = "written_opinion.withdrawn" if data["withdrawn"] else "written_opinion.handed_in"
    return _record_one(session, actor, training, opinion, kind, {})


def make_up(session: Session, actor: Actor, training_id: UUID, data: Mapping[str, Any]) -> Outcome:
    """Record that a missed meeting was made up (补学). It waits for the branch, unless the branch itself records it.

    Raise `nothing_to_make_up` where the member took part.
    """
    training = lock_training(session, training_id)
    if training.state == "called_off":
        raise Refusal("training_called_off")
    rules.ensure_begun(training)
    member_id = data["member_id"]
    _ensure_of_branch(session, training, [member_id])
    if not training.on_date <= data["on_date"] <= clock.today():
        raise Refusal("validation_failed", errors={"on_date": ["补学的日子要在会议之后、今天之前。"]})
    attendance = gather.attendances_of(session, [training_id])[training_id].get(member_id)
    if attendance is not None and attendance.way in kinds.TOOK_PART:
        raise Refusal("nothing_to_make_up")
    before = gather.make_ups_of(session, [training_id])[training_id].get(member_id)
    if before is not None and before.state == "confirmed":
        raise Refusal("make_up_decided")
    confirms = member_id != actor.membership_id and reaches(
        session, actor, "trainings.close", training.organization_id
    )
    said = {
        "on_date": data["on_date"],
        "way": data["way"],
        "note": data["note"],
        "state": "confirmed" if confirms else "waiting",
    }
    told = (
        before.corrected(**said)
        if before is not None
        else MakeUp(
            id=row_of("make_up", training.id, member_id),
            training_id=training.id,
            membership_id=member_id,
            **said,
        )
    )
    return _record_one(
        session,
        actor,
        training,
        told,
        "make_up.told",
        {"way": told.way},
        state=told.state,
        on=told.on_date.isoformat(),
    )


def confirm_make_up(session: Session, actor: Actor, make_up_id: UUID, *, confirmed: bool) -> Outcome:
    """Confirm what a member says was made up, or decline it. Raise `make_up_decided` where that was done."""
    told = rules.get_make_up(session, actor, make_up_id)
    training = lock_training(session, told.training_id)
    session.expire_all()
    told = rules.get_make_up(session, actor, make_up_id)
    if told.state != "waiting":
        raise Refusal("make_up_decided")
    state = "confirmed" if confirmed else "declined"
    decided = told.corrected(state=state)
    return _record_one(
        session, actor, training, decided, f"make_up.{state}", {}, state=state, on=decided.on_date.isoformat()
    )


def _said(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an entry says, without the details that its way does not have."""
    said: dict[str, Any] = dict.fromkeys(_DETAILS)
    if entry["way"] == kinds.HOST:
        said["host_branch"] = entry.get("host_branch")
    if entry["way"] == kinds.ABSENT:
        said["reason_code"] = entry.get("reason_code")
        said["reason"] = entry.get("reason")
    return {"way": entry["way"], **said}


def _ensure_of_branch(session: Session, training: Training, member_ids: Collection[UUID]) -> None:
    day = training.on_date
    here = session.scalars(
        select(Membership.id).where(
            Membership.id.in_(list(member_ids)),
            Membership.organization_id == training.organization_id,
            Membership.from_on <= day,
            or_(Membership.to_on.is_(None), Membership.to_on > day),
        )
    )
    if set(member_ids) - set(here):
        raise Refusal("not_of_the_branch")


def _record_ways(
    session: Session,
    actor: Actor,
    training: Training,
    written: Sequence[Attendance],
    device_at: datetime | None,
    about: Sequence[UUID] = (),
) -> Outcome:
    members = [row.membership_id for row in written] or list(about)
    entry = record(
        session,
        node_id=training.organization_id,
        kind="attendance.recorded",
        actor=actor,
        subjects={"training": training.id, **({"memberships": members} if members else {})},
        facts={"kind": training.kind, "on": training.on_date.isoformat(), "count": len(written)},
        writes=list(written),
        device_at=device_at,
    )
    return Outcome(training.id, "recorded", entry)


def _record_one(
    session: Session,
    actor: Actor,
    training: Training,
    fact: Exclusion | WrittenOpinion | MakeUp | Minutes,
    kind: str,
    facts: Mapping[str, Any],
    *,
    state: str = "recorded",
    on: str | None = None,
) -> Outcome:
    subjects: dict[str, Any] = {"training": training.id}
    if not isinstance(fact, Minutes):
        subjects["membership"] = fact.membership_id
    entry = record(
        session,
        node_id=training.organization_id,
        kind=kind,
        actor=actor,
        subjects=subjects,
        facts={"kind": training.kind, "on": on or training.on_date.isoformat(), **facts},
        writes=[fact],
    )
    return Outcome(fact.id, state, entry)
