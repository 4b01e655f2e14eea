"""Gather what the frequency watch is given: what a branch is asked for, and what it held and plans."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.models import CommitteeSeat, Group, Organization, Training, current
from api.settings.values import find_in_force, nodes_above, read_timelines
from api.trainings import frequency, kinds


def spans_of(session: Session, organization_id: UUID, year: int, today: date) -> list[frequency.Span]:
    """Return what a branch is asked for in a year.

    What is not known is not missing: nothing is asked without a 启用日期, nor before the month of the first meeting on
    record; no 支委会 of a branch without a committee, and no 党小组会 before the groups have begun to meet.
    """
    branch = session.get_one(Organization, organization_id)
    first = session.scalar(
        select(func.min(Training.on_date)).where(Training.organization_id == organization_id)
    )
    if branch.kind != "branch" or branch.started_on is None or first is None:
        return []
    begun = max(branch.started_on, first.replace(day=1))
    path = nodes_above(session, organization_id)
    keys = list(frequency.SETTING_OF.values())
    timelines = read_timelines(session, keys, path)
    on = min(max(today, date(year, 1, 1)), date(year, 12, 31))
    times = frequency.times_by_kind({key: find_in_force(timelines, key, path, on).value for key in keys})
    asked = []
    for kind, number in times.items():
        if kind == kinds.COMMITTEE:
            seats = session.scalars(
                current(CommitteeSeat).where(CommitteeSeat.organization_id == organization_id)
            )
            if (since := min((seat.from_on for seat in seats), default=None)) is not None:
                asked.append(frequency.Watched(kind, number, max(since, begun), branch.ended_on))
        elif kind == kinds.GROUP_MEETING:
            groups = session.scalars(
                select(Group)
                .where(Group.organization_id == organization_id)
                .order_by(Group.position, Group.id)
            )
            first_of_groups = session.scalar(
                select(func.min(Training.on_date)).where(
                    Training.organization_id == organization_id, Training.kind == kind
                )
            )
            if first_of_groups is None:
                continue
            since = max(begun, first_of_groups.replace(day=1))
            asked += [
                frequency.Watched(kind, number, since, group.ended_on or branch.ended_on, group.id)
                for group in groups
            ]
        else:
            asked.append(frequency.Watched(kind, number, begun, branch.ended_on))
    meetings = session.execute(
        select(Training.kind, Training.on_date, Training.state, Training.group_id).where(
            Training.organization_id == organization_id,
            Training.on_date.between(date(year, 1, 1), date(year, 12, 31)),
            Training.state != "called_off",
        )
    )
    return frequency.watch(
        asked,
        [frequency.Meeting(row.kind, row.on_date, row.state == "closed", row.group_id) for row in meetings],
        year,
        today,
    )
