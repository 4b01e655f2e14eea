"""The people of a round: their stays in the branch, the findings that stand, and the lines that follow."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from api import clock
from api.models import Membership, Person, ScreeningFinding, ScreeningRound, current
from api.screenings.coverage import Line, State, Stay, cover


@dataclass(frozen=True, slots=True)
class Roll:
    """The lines of a round, and the finding that stands for each line that has one."""

    lines: list[Line]
    findings: dict[UUID, ScreeningFinding]
    """By the membership of the line."""

    def of(self, state: State) -> list[Line]:
        """Return the lines in a state."""
        return [line for line in self.lines if line.state is state]


def read_roll(session: Session, round_: ScreeningRound, as_of: date | None = None) -> Roll:
    """Return who belongs to a round and who is done; a closed round reads as it was frozen."""
    found = {
        finding.membership_id: finding
        for finding in session.scalars(
            current(ScreeningFinding).where(ScreeningFinding.round_id == round_.id)
        )
    }
    if round_.covered is not None:
        lines = [_thawed(line) for line in round_.covered]
        return Roll(lines, _beside(session, lines, found))
    until = max(as_of or clock.today(), round_.opened_on)
    lines = cover(_stays(session, round_.node_id, round_.opened_on, until), found, round_.opened_on, until)
    return Roll(
        lines, {line.membership_id: found[line.found_under_id] for line in lines if line.found_under_id}
    )


def freeze(roll: Roll) -> list[list[Any]]:
    """Return the lines as a closed round keeps them."""
    return [
        [
            str(line.membership_id),
            line.state.value,
            _plain(line.joined_on),
            _plain(line.left_on),
            str(roll.findings[line.membership_id].row_id) if line.membership_id in roll.findings else None,
        ]
        for line in roll.lines
    ]


def _thawed(kept: list[Any]) -> Line:
    membership_id, state, joined_on, left_on, _row_id = kept
    return Line(
        UUID(membership_id),
        State(state),
        date.fromisoformat(joined_on) if joined_on else None,
        date.fromisoformat(left_on) if left_on else None,
    )


def _plain(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _beside(
    session: Session, lines: list[Line], found: dict[UUID, ScreeningFinding]
) -> dict[UUID, ScreeningFinding]:
    """Return what stands today beside the frozen lines; a record that was merged since is read under its line."""
    listed = {line.membership_id for line in lines}
    strays = [membership_id for membership_id in found if membership_id not in listed]
    if not strays:
        return found
    owners = _owners(session, [*listed, *strays])
    line_of = {owners[membership_id]: membership_id for membership_id in listed}
    kept = {membership_id: finding for membership_id, finding in found.items() if membership_id in listed}
    for membership_id in strays:
        if (line := line_of.get(owners[membership_id])) is not None:
            kept.setdefault(line, found[membership_id])
    return kept


def _owners(session: Session, membership_ids: Collection[UUID]) -> dict[UUID, UUID]:
    rows = session.execute(
        select(Membership.id, func.coalesce(Person.merged_into_id, Person.id))
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id.in_(membership_ids))
    )
    return dict(rows.all())


def _stays(session: Session, node_id: UUID, opened_on: date, until: date) -> list[Stay]:
    rows = session.execute(
        select(
            func.coalesce(Person.merged_into_id, Person.id),
            Membership.id,
            Membership.from_on,
            Membership.to_on,
        )
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organization_id == node_id, Membership.from_on <= until)
        .where(or_(Membership.to_on.is_(None), Membership.to_on > opened_on))
        .order_by(Person.pinyin, Membership.id)
    )
    return [Stay(*row) for row in rows]
