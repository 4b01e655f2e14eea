"""Counts of each figure by branch, and the list behind it: one condition makes both."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from api.access import Actor
from api.dashboards.overview import figures, people
from api.handoffs import service as handoffs
from api.models import Handoff, Membership, Need, Opening, Organization
from api.needs import service as needs
from api.settings.catalogue import setting_of
from api.settings.values import read_timelines, values_on

_KEY = "need_open_days"


@dataclass(frozen=True)
class Asked:
    """Who asks, about which node, on which day; `values` are bound to every statement."""

    actor: Actor
    node_id: UUID
    today: date

    @property
    def values(self) -> dict[str, Any]:
        """Return what the statements are given."""
        return people.bound_to(self.node_id, self.today)


def count_by_branch(session: Session, asked: Asked) -> dict[UUID, Counter[str]]:
    """Return each figure of each branch at and below a node; what is nothing is left out."""
    counts: dict[UUID, Counter[str]] = {}

    def note(organization_id: UUID, key: str, count: int) -> None:
        if count:
            counts.setdefault(organization_id, Counter())[key] += count

    for organization_id, members, missing in session.execute(_members(), asked.values):
        note(organization_id, figures.MEMBERS, members)
        note(organization_id, figures.OPENING_MISSING, missing)
    away = people.away_members()
    sums = [func.sum(_one_if(condition)).label(key) for key, condition in away.conditions.items()]
    for row in session.execute(
        select(away.rows.c.organization_id, *sums).group_by(away.rows.c.organization_id), asked.values
    ):
        for key in away.conditions:
            note(row.organization_id, key, row._mapping[key])
    long = _is_long(session, asked)
    for organization_id, total, waiting in session.execute(
        _needs(asked)
        .with_only_columns(Need.node_id, func.count(), func.sum(_one_if(long)))
        .group_by(Need.node_id),
        asked.values,
    ):
        note(organization_id, figures.NEEDS_OPEN, total)
        note(organization_id, figures.NEEDS_LONG, waiting)
    for organization_id, wanted in session.execute(
        _support_wanted(asked).with_only_columns(Handoff.node_id, func.count()).group_by(Handoff.node_id),
        asked.values,
    ):
        note(organization_id, figures.SUPPORT_WANTED, wanted)
    for counted in counts.values():
        if matters := sum(counted[key] for key in figures.ASSISTED):
            counted[figures.ASSIST] = matters
    return counts


def list_statement(session: Session, asked: Asked, figure: str) -> Select[Any]:
    """Select what a figure counts, line by line.

    Each line has `code` (the figure it stands for), `subject_id` (a member, a need or a hand-off), `member_id`,
    `organization_id`, and the days `contact_on` (last two-way contact) and `since` (since when it waits).
    """
    if figure == figures.ASSIST:
        of_away = [one for one in figures.ASSISTED if one in people.away_members().conditions]
        others = [one for one in figures.ASSISTED if one not in of_away]
        parts = [_away_lines(of_away), *(list_statement(session, asked, one) for one in others)]
        together = union_all(*(select(part.subquery()) for part in parts)).subquery("assist")
        return select(together)
    if figure == figures.MEMBERS:
        return _lines(figure, Membership.id, Membership.id, Membership.organization_id).where(*_on_roll())
    if figure == figures.OPENING_MISSING:
        return _lines(figure, Membership.id, Membership.id, Membership.organization_id).where(
            *_on_roll(), ~_is_opened()
        )
    if figure in {figures.NEEDS_OPEN, figures.NEEDS_LONG}:
        statement = _needs(asked).with_only_columns(
            literal(figure).label("code"),
            Need.id.label("subject_id"),
            Need.membership_id.label("member_id"),
            Need.node_id.label("organization_id"),
            _no_day().label("contact_on"),
            Need.raised_on.label("since"),
        )
        return statement.where(_is_long(session, asked)) if figure == figures.NEEDS_LONG else statement
    if figure == figures.SUPPORT_WANTED:
        return _support_wanted(asked).with_only_columns(
            literal(figure).label("code"),
            Handoff.id.label("subject_id"),
            Handoff.membership_id.label("member_id"),
            Handoff.node_id.label("organization_id"),
            _no_day().label("contact_on"),
            Handoff.answered_on.label("since"),
        )
    return _away_lines([figure])


def _away_lines(keys: Sequence[str]) -> Select[Any]:
    """Select who is away and counted by some figures, a line for each; whoever is away is looked up once for all."""
    away = people.away_members()
    told = away.rows.c
    codes = union_all(*(select(literal(key).label("code")) for key in keys)).subquery("codes")
    counted = or_(*(and_(codes.c.code == key, away.conditions[key]) for key in keys))
    return select(
        codes.c.code,
        told.member_id.label("subject_id"),
        told.member_id.label("member_id"),
        told.organization_id.label("organization_id"),
        _latest(told.contact_on, told.report_on, told.opening_on).label("contact_on"),
        told.departed_on.label("since"),
    ).join_from(away.rows, codes, counted)


def _one_if(condition: ColumnElement[bool]) -> Any:
    return case((condition, 1), else_=0)


def _lines(figure: str, subject: Any, member: Any, organization: Any) -> Select[Any]:
    return select(
        literal(figure).label("code"),
        subject.label("subject_id"),
        member.label("member_id"),
        organization.label("organization_id"),
        _no_day().label("contact_on"),
        _no_day().label("since"),
    )


def _no_day() -> Any:
    return cast(null(), Date())


def _latest(*days: Any) -> Any:
    """Return the latest of some days, none of which need be known."""
    latest = days[0]
    for day in days[1:]:
        latest = case((latest.is_(None), day), (day.is_(None), latest), (day > latest, day), else_=latest)
    return latest


def _on_roll() -> tuple[ColumnElement[bool], ...]:
    return Membership.organization_id.in_(people.nodes()), Membership.to_on.is_(None)


def _members() -> Select[Any]:
    return (
        select(Membership.organization_id, func.count(), func.sum(_one_if(~_is_opened())))
        .where(*_on_roll())
        .group_by(Membership.organization_id)
    )


def _is_opened() -> ColumnElement[bool]:
    return exists().where(Opening.membership_id == Membership.id, Opening.replaced_at.is_(None))


def _needs(asked: Asked) -> Select[Any]:
    """Select the open needs that this reader may see; of private ones, no role above the branch counts any."""
    return (
        needs.visible_to(asked.actor)
        .join(Membership, Membership.id == Need.membership_id)
        .where(Need.node_id.in_(people.nodes()), Need.state == "open", Membership.to_on.is_(None))
    )


def _support_wanted(asked: Asked) -> Select[Any]:
    # What a township needs itself stands on the desk above it; a figure counts matters of branches.
    branches = select(Organization.id).where(Organization.kind == "branch")
    return handoffs.visible_to(asked.actor).where(
        Handoff.node_id.in_(people.nodes()), Handoff.state == "support_wanted", Handoff.node_id.in_(branches)
    )


def _is_long(session: Session, asked: Asked) -> ColumnElement[bool]:
    """Return the condition that a need has been open for longer than its branch allows."""
    timelines = read_timelines(session, [_KEY], None)
    branches = session.scalars(people.nodes(), {"node": asked.node_id}).all() if timelines else []
    allowed = (
        values_on(session, [_KEY], {branch: branch for branch in branches}, asked.today) if branches else {}
    )
    unlike: dict[int, list[UUID]] = {}
    usual = int(setting_of(_KEY).default)
    for branch, values in allowed.items():
        if values[_KEY] != usual:
            unlike.setdefault(int(values[_KEY]), []).append(branch)
    set_otherwise = [branch for here in unlike.values() for branch in here]
    conditions = [and_(_older_than(asked, usual), Need.node_id.not_in(set_otherwise))]
    conditions += [and_(_older_than(asked, days), Need.node_id.in_(here)) for days, here in unlike.items()]
    return or_(*conditions)


def _older_than(asked: Asked, days: int) -> ColumnElement[bool]:
    return Need.raised_on < asked.today - timedelta(days)
