"""Gather what the rules of a meeting are given, for many meetings in a few look-ups."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.models import (
    Attendance,
    AwayPeriod,
    CommitteeSeat,
    Exclusion,
    HomeStay,
    MakeUp,
    Membership,
    Minutes,
    Training,
    WrittenOpinion,
    current,
)
from api.settings.values import find_in_force, nodes_above, read_timelines
from api.trainings import kinds
from api.trainings.due import Figures, Footing, Local, count

_LOCAL = {
    "video_present": "video_counts_as_present",
    "video_votes": "video_counts_as_vote",
    "away_due": "away_members_due",
    "election_percent": "election_quorum_percent",
}


def local_rules(session: Session, organization_id: UUID, on: date) -> Local:
    """Return what this place had settled on a day."""
    path = nodes_above(session, organization_id)
    timelines = read_timelines(session, list(_LOCAL.values()), path)
    found: dict[str, Any] = {
        name: find_in_force(timelines, key, path, on).value for name, key in _LOCAL.items()
    }
    return Local(**found)


def footings_of(session: Session, training: Training) -> list[Footing]:
    """Return how each member of a meeting's roll stands on its day, as it is known now."""
    return footings_of_many(session, [training])[training.id]


def footings_of_many(session: Session, trainings: Sequence[Training]) -> dict[UUID, list[Footing]]:
    """Return the footings of several meetings of one branch; the number of look-ups does not grow with them."""
    if not trainings:
        return {}
    branch = trainings[0].organization_id
    first, last = (edge(training.on_date for training in trainings) for edge in (min, max))
    members = list(
        session.scalars(
            select(Membership).where(
                Membership.organization_id == branch,
                Membership.from_on <= last,
                or_(Membership.to_on.is_(None), Membership.to_on > first),
                or_(Membership.leaving_reason.is_(None), Membership.leaving_reason != "recorded_twice"),
            )
        )
    )
    ids = [member.id for member in members]
    away = _by_member(session, AwayPeriod, ids)
    stays = _by_member(session, HomeStay, ids)
    seats = _by_member(session, CommitteeSeat, ids)
    excluded: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for told in session.scalars(
        current(Exclusion).where(
            Exclusion.training_id.in_([training.id for training in trainings]),
            Exclusion.withdrawn.is_(False),
        )
    ):
        excluded[told.training_id][told.membership_id] = told.basis_code
    return {
        training.id: [
            Footing(
                member_id=member.id,
                probationary=_was_probationary(member, training.on_date),
                suspended=_was_suspended(member, training.on_date),
                exempt=member.exempt,
                away=any(_covers(period, training.on_date) for period in away[member.id]),
                at_home=any(stay.from_on <= training.on_date <= stay.to_on for stay in stays[member.id]),
                excluded=excluded[training.id].get(member.id),
            )
            for member in members
            if member.from_on <= training.on_date
            and (member.to_on is None or training.on_date < member.to_on)
            if _belongs(training, member, seats[member.id])
        ]
        for training in trainings
    }


def _by_member(session: Session, model: type[Any], ids: list[UUID]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.scalars(current(model).where(model.membership_id.in_(ids))):
        found[row.membership_id].append(row)
    return found


def _belongs(training: Training, member: Membership, seats: list[CommitteeSeat]) -> bool:
    if training.kind == kinds.COMMITTEE:
        day = training.on_date
        return any(seat.from_on <= day and (seat.to_on is None or day < seat.to_on) for seat in seats)
    return training.group_id is None or member.group_id == training.group_id


def _covers(period: AwayPeriod, day: date) -> bool:
    """Say whether a time away holds on a day. An unknown departure lies before the day on which it was discovered."""
    begun = period.departed_on or period.discovered_on
    return (begun is None or begun <= day) and (period.returned_on is None or day < period.returned_on)


def _was_probationary(member: Membership, day: date) -> bool:
    if member.kind == "probationary":
        return True
    # Known to the month only, it counts from that month on; what is not known leaves the vote.
    return member.confirmed_on is not None and day.isoformat() < member.confirmed_on


def _was_suspended(member: Membership, day: date) -> bool:
    """Say whether somebody had no rights on a day: 停止党籍, or 保留党籍 (abroad, without organisation life)."""
    if member.roll_status in {"suspended", "retained"}:
        return member.roll_status_on is None or member.roll_status_on <= day
    return (
        member.roll_status == "restored" and member.roll_status_on is not None and day < member.roll_status_on
    )


def attendances_of(session: Session, training_ids: Collection[UUID]) -> dict[UUID, dict[UUID, Attendance]]:
    """Return how members took part, by meeting and member."""
    found: dict[UUID, dict[UUID, Attendance]] = defaultdict(dict)
    for row in session.scalars(
        current(Attendance).where(
            Attendance.training_id.in_(list(training_ids)), Attendance.way != kinds.NONE
        )
    ):
        found[row.training_id][row.membership_id] = row
    return found


def opinions_of(session: Session, training_ids: Collection[UUID]) -> dict[UUID, dict[UUID, WrittenOpinion]]:
    """Return the written opinions that stand, by meeting and member."""
    found: dict[UUID, dict[UUID, WrittenOpinion]] = defaultdict(dict)
    for row in session.scalars(
        current(WrittenOpinion).where(
            WrittenOpinion.training_id.in_(list(training_ids)), WrittenOpinion.withdrawn.is_(False)
        )
    ):
        found[row.training_id][row.membership_id] = row
    return found


def make_ups_of(session: Session, training_ids: Collection[UUID]) -> dict[UUID, dict[UUID, MakeUp]]:
    """Return what was made up, or is said to be, by meeting and member."""
    found: dict[UUID, dict[UUID, MakeUp]] = defaultdict(dict)
    for row in session.scalars(current(MakeUp).where(MakeUp.training_id.in_(list(training_ids)))):
        found[row.training_id][row.membership_id] = row
    return found


def minutes_of(session: Session, training_ids: Collection[UUID]) -> dict[UUID, Minutes]:
    """Return the minutes as they stand, by meeting."""
    rows = session.scalars(current(Minutes).where(Minutes.training_id.in_(list(training_ids))))
    return {row.training_id: row for row in rows}


def roll_of(session: Session, training: Training, minutes: Minutes | None) -> list[Footing]:
    """Return a meeting's roll: as it was closed, or as it is known now."""
    if minutes is not None and minutes.closed:
        return [Footing.read(kept) for kept in minutes.roll]
    return footings_of(session, training)


def ways_of(attendances: Mapping[UUID, Attendance]) -> dict[UUID, str]:
    """Return the bare ways of taking part."""
    return {member: attendance.way for member, attendance in attendances.items()}


def figures_of(session: Session, training: Training, minutes: Minutes | None) -> Figures:
    """Count a meeting as it stands."""
    return count_over(session, training, roll_of(session, training, minutes))


def count_over(session: Session, training: Training, roll: Sequence[Footing]) -> Figures:
    """Count a meeting over a roll."""
    return count(
        roll,
        training.kind,
        ways_of(attendances_of(session, [training.id])[training.id]),
        opinions_of(session, [training.id])[training.id],
        local_rules(session, training.organization_id, training.on_date),
    )
