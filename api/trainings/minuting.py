"""Write the minutes, close the meeting, and correct what was closed: the old text stays beside the new one."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.errors import Refusal
from api.journal import Outcome, record
from api.models import Minutes, Training
from api.models.trainings import row_of
from api.trainings import gather, kinds, rules
from api.trainings.attending import write_ways
from api.trainings.due import Figures, count
from api.trainings.quorum import ballots
from api.trainings.service import lock_training

TEXTS = ("host", "recorder", "guests", "topics", "content")
_WRITTEN = (*TEXTS, "hours", "page_of_book")


def write(
    session: Session, actor: Actor, training_id: UUID, wanted_revision: int, data: Mapping[str, Any]
) -> Outcome:
    """Write the minutes of a meeting that is not closed; 0 is the revision of what has never been written."""
    training = lock_training(session, training_id)
    rules.ensure_planned(training)
    before = gather.minutes_of(session, [training.id]).get(training.id)
    if (before.revision if before else 0) != wanted_revision:
        raise Refusal("stale_version")
    said = _said(data)
    if said.get("resolutions"):
        ensure_votes(read_resolutions(said["resolutions"]), gather.figures_of(session, training, before))
    if before is None:
        minutes = Minutes(
            id=row_of("minutes", training.id),
            training_id=training.id,
            **{"hours": training.hours, "host": training.host, "recorder": training.recorder, **said},
        )
    else:
        minutes = before.corrected(**said, revision=before.revision + 1)
    return _record(session, actor, training, "minutes.written", [minutes], "planned")


def close(session: Session, actor: Actor, training_id: UUID) -> Outcome:
    """Close a meeting: its roll and figures stand from now on.

    Raise `minutes_missing` without host, recorder and content, `attendance_missing` without anybody present,
    `votes_too_many` where a resolution has more votes than there were people to vote.
    """
    training = lock_training(session, training_id)
    rules.ensure_planned(training)
    if training.starts_at > clock.now():
        raise Refusal("training_not_yet")
    minutes = gather.minutes_of(session, [training.id]).get(training.id)
    if minutes is None or not is_whole(minutes):
        raise Refusal("minutes_missing")
    roll = gather.footings_of(session, training)
    figures = gather.count_over(session, training, roll)
    if figures.present + figures.observers == 0:
        raise Refusal("attendance_missing")
    ensure_votes(read_resolutions(minutes.resolutions), figures)
    closed = minutes.corrected(
        closed=True,
        revision=minutes.revision + 1,
        roll=[footing.kept() for footing in roll],
        figures=asdict(figures),
    )
    training.state = "closed"
    return _record(session, actor, training, "training.closed", [training, closed], "closed")


def correct(
    session: Session, actor: Actor, training_id: UUID, wanted_revision: int, data: Mapping[str, Any]
) -> Outcome:
    """Correct closed minutes, or who was there, with the basis. The roll stands; its figures are counted anew."""
    training = lock_training(session, training_id)
    minutes = gather.minutes_of(session, [training.id]).get(training.id)
    if minutes is None or not minutes.closed:
        raise Refusal("training_not_closed")
    if minutes.revision != wanted_revision:
        raise Refusal("stale_version")
    attendances = write_ways(session, training, data.get("attendance") or (), "branch")
    ways = gather.ways_of(gather.attendances_of(session, [training.id])[training.id])
    ways.update({row.membership_id: row.way for row in attendances})
    figures = count(
        gather.roll_of(session, training, minutes),
        training.kind,
        {member: way for member, way in ways.items() if way != kinds.NONE},
        gather.opinions_of(session, [training.id])[training.id],
        gather.local_rules(session, training.organization_id, training.on_date),
    )
    said = _said(data.get("minutes") or {})
    corrected = minutes.corrected(
        **said, basis=data["basis"], revision=minutes.revision + 1, figures=asdict(figures)
    )
    ensure_votes(read_resolutions(corrected.resolutions), figures)
    if not is_whole(corrected):
        raise Refusal("minutes_missing")
    return _record(session, actor, training, "training.corrected", [corrected, *attendances], "closed")


def is_whole(minutes: Minutes) -> bool:
    """Say whether the minutes say who led, who wrote, and what was said, here or on a page of the branch's own book."""
    return bool(minutes.host and minutes.recorder and (minutes.content or minutes.page_of_book))


def read_resolutions(kept: str | None) -> list[dict[str, Any]]:
    """Read the resolutions as the minutes keep them."""
    read: list[dict[str, Any]] = orjson.loads(kept) if kept else []
    return read


def ensure_votes(resolutions: Sequence[Mapping[str, Any]], figures: Figures) -> None:
    """Raise `votes_too_many` where a resolution has more votes than people who may vote or wrote."""
    most = ballots(figures)
    wrong = {
        f"resolutions.{index}": [f"能表决的有 {most} 人，这里有 {votes} 票。"]
        for index, one in enumerate(resolutions)
        if (votes := one["for_count"] + one["against_count"] + one["abstained_count"]) > most
    }
    if wrong:
        raise Refusal("votes_too_many", errors=wrong)


def _said(data: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: data[name] for name in _WRITTEN if name in data}
    if "resolutions" in data:
        resolutions = [
            {**one, "member_id": str(one["member_id"]) if one["member_id"] else None}
            for one in data["resolutions"]
        ]
        said["resolutions"] = orjson.dumps(resolutions).decode() if resolutions else None
    return said


def _record(
    session: Session, actor: Actor, training: Training, kind: str, writes: list[Any], state: str
) -> Outcome:
    members = sorted({row.membership_id for row in writes if hasattr(row, "membership_id")})
    entry = record(
        session,
        node_id=training.organization_id,
        kind=kind,
        actor=actor,
        subjects={"training": training.id, **({"memberships": members} if members else {})},
        facts={"kind": training.kind, "on": training.on_date.isoformat()},
        writes=writes,
    )
    return Outcome(training.id, state, entry)
