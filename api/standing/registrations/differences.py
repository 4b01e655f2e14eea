"""Compare what was copied into the national system with what is known now, member by member."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock, crypto
from api.codes import mask
from api.members.rows import place_name
from api.models import AwayPeriod, JournalHead, Membership, NationalRegistration, Person, current
from api.standing.clocks import judge
from api.standing.facts import State
from api.standing.gather import gather_facts
from api.standing.limits import read_limits

_REASONS = {"work": "务工", "business": "经商", "study": "求学", "family": "随亲属", "other": "其他"}


@dataclass(frozen=True, slots=True)
class Line:
    """A member's line in the national system, as far as this product knows it."""

    place: str | None = None
    departed_on: str | None = None
    reason: str | None = None
    employer: str | None = None
    expected_return_on: str | None = None
    phone: str | None = None


NAMES = tuple(Line.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Difference:
    """What is to be entered, changed or ended there for one member."""

    member_id: UUID
    person_id: UUID
    member_name: str
    change: str
    since: date
    before: Line
    after: Line

    def show(self, *, reveal: bool) -> dict[str, Any]:
        """Return it as an answer; phones masked unless revealed."""
        before, after = (line if reveal else _masked(line) for line in (self.before, self.after))
        return {
            "member_id": self.member_id,
            "member_name": self.member_name,
            "change": self.change,
            "since": self.since,
            "fields": [
                {"field": name, "before": getattr(before, name), "after": getattr(after, name)}
                for name in NAMES
                if getattr(self.before, name) != getattr(self.after, name)
            ],
        }


def find_differences(session: Session, organization_ids: Sequence[UUID]) -> list[Difference]:
    """Return the differences of some branches since their last copies, in the order of names.

    Who is 流动 and not there yet is to be entered; who is there is compared with the moment of the sheet that was
    copied; who came back, or left the roll, is to be ended there.
    """
    registered = _read_registered(session, organization_ids)
    on_roll = session.execute(
        select(Membership.id, Membership.organization_id).where(
            Membership.organization_id.in_(list(organization_ids)), Membership.to_on.is_(None)
        )
    ).all()
    floating = _find_floating(session, {row.id: row.organization_id for row in on_roll})
    wanted = {*floating, *(one.membership_id for one in registered.values())}
    people = _read_people(session, wanted)
    histories = _read_histories(session, wanted)
    versions = _read_phones(session, {row.person_id for row in people.values()})
    found = []
    for member_id, row in people.items():
        copy = registered.get(member_id)
        now = _line(histories[member_id], versions[row.person_id], None, row.to_on)
        if copy is None:
            found.append(
                Difference(
                    member_id, row.person_id, row.name, "enter", _since(histories[member_id]), Line(), now
                )
            )
            continue
        then = _line(histories[member_id], versions[row.person_id], copy.as_of or copy.recorded_at, None)
        if now.departed_on is None and now.place is None:
            change = "end"
        elif now != then:
            change = "change"
        else:
            continue
        found.append(Difference(member_id, row.person_id, row.name, change, copy.on_date, then, now))
    return sorted(found, key=lambda one: (_ORDER[one.change], people[one.member_id].pinyin, one.member_id))


_ORDER = {"enter": 0, "change": 1, "end": 2}


def head_of(session: Session, organization_id: UUID) -> datetime:
    """Return the moment up to which a branch's journal is committed: what a sheet may call itself."""
    return session.scalar(select(JournalHead.at).where(JournalHead.node_id == organization_id)) or clock.now()


def _read_registered(session: Session, organization_ids: Sequence[UUID]) -> dict[UUID, NationalRegistration]:
    rows = session.scalars(
        current(NationalRegistration)
        .where(NationalRegistration.node_id.in_(list(organization_ids)), NationalRegistration.entered)
        .order_by(NationalRegistration.recorded_at)
    )
    return {row.membership_id: row for row in rows}


def _find_floating(session: Session, branches: dict[UUID, UUID]) -> set[UUID]:
    away = set(
        session.scalars(
            select(AwayPeriod.membership_id).where(
                AwayPeriod.membership_id.in_(list(branches)),
                AwayPeriod.replaced_at.is_(None),
                AwayPeriod.returned_on.is_(None),
            )
        )
    )
    today = clock.today()
    facts = gather_facts(session, away)
    limits = read_limits(session, {one: branches[one] for one in away}, today)
    return {
        member_id
        for member_id, known in facts.items()
        if State.FLOATING
        in {(standing := judge(known, today, limits[member_id])).state, standing.confirmed_state}
    }


def _read_people(session: Session, member_ids: set[UUID]) -> dict[UUID, Any]:
    rows = session.execute(
        select(
            Membership.id, Membership.person_id, Membership.to_on, Person.name, Person.pinyin, Person.erased
        )
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id.in_(list(member_ids)), Person.erased.is_(False))
        # Who moved within this product, or stood here twice, is told of by the record that goes on.
        .where(
            Membership.leaving_reason.is_(None)
            | Membership.leaving_reason.not_in(["moved", "recorded_twice"])
        )
    )
    return {row.id: row for row in rows}


def _read_histories(session: Session, member_ids: set[UUID]) -> dict[UUID, list[AwayPeriod]]:
    """Return every row that the times away ever had, oldest first."""
    found: dict[UUID, list[AwayPeriod]] = defaultdict(list)
    for row in session.scalars(
        select(AwayPeriod)
        .where(AwayPeriod.membership_id.in_(list(member_ids)))
        .order_by(AwayPeriod.recorded_at)
    ):
        found[row.membership_id].append(row)
    return found


def _read_phones(session: Session, person_ids: set[UUID]) -> dict[UUID, list[Any]]:
    versions = Person.versions.c
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.execute(
        select(versions.id, versions.phone_sealed, versions.recorded_at, versions.replaced_at)
        .where(versions.id.in_(list(person_ids)))
        .order_by(versions.recorded_at)
    ):
        found[row.id].append(row)
    return found


def _line(
    periods: Sequence[AwayPeriod], phones: Sequence[Any], cut: datetime | None, left_on: date | None
) -> Line:
    """Return the line as it was known at a cut, or today (None); an empty one where the member is not away."""
    known = [row for row in periods if _stood(row, cut) and row.returned_on is None]
    if not known or left_on is not None:
        return Line()
    away = max(known, key=lambda row: row.departed_on or date.min)
    phone = next((row for row in reversed(phones) if _stood(row, cut)), None)
    return Line(
        place="地点不固定" if away.place_unsettled and not away.place_code else place_name(away.place_code),
        departed_on=away.departed_text or (away.departed_on.isoformat() if away.departed_on else None),
        reason=_REASONS.get(away.reason_code or ""),
        employer=away.employer,
        expected_return_on=away.expected_return_on.isoformat() if away.expected_return_on else None,
        phone=(
            crypto.keys().open(phone.phone_sealed, phone.id, "phone")
            if phone is not None and phone.phone_sealed
            else None
        ),
    )


def _stood(row: Any, cut: datetime | None) -> bool:
    if cut is None:
        return row.replaced_at is None
    return row.recorded_at <= cut and (row.replaced_at is None or row.replaced_at > cut)


def _since(periods: Sequence[AwayPeriod]) -> date:
    open_ones = [row for row in periods if row.replaced_at is None and row.returned_on is None]
    return max((row.departed_on for row in open_ones if row.departed_on), default=clock.today())


def _masked(line: Line) -> Line:
    return line if line.phone is None else replace(line, phone=mask.phone(line.phone))
