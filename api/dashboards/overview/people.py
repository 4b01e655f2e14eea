"""Who is away and since when nobody heard of them, in one statement for a branch or for a county.

Nothing is summed up beforehand: the last contact of a member is one look into an index, however many there were, so
that no second truth has to be kept. The one statement gives both the counts and the lists.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Subquery,
    and_,
    bindparam,
    case,
    exists,
    func,
    not_,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from api.dashboards.overview import figures
from api.models import (
    Attendance,
    AwayPeriod,
    Contact,
    HomeStay,
    MakeUp,
    Membership,
    Opening,
    Organization,
    Pairing,
    Report,
    ReportDecision,
    away_on,
)
from api.standing.months import Precision, latest_day

_SPOKEN = ("check_in", "yearly", "return")
_TOOK_PART = ("hall", "video", "host")
_OUT_OF_CLOCKS = ("suspended", "retained")
"""党籍 that ended or rests: what silence meant for them was decided."""

_SIGNS = ("contact_on", "report_on", "opening_on", "home_until")
"""The days on which somebody was surely in touch, or at home."""

_TODAY: Any = bindparam("today", type_=Date())


@dataclass(frozen=True)
class Away:
    """The statement's rows, one for each member away, and what each figure asks of them."""

    rows: Subquery
    conditions: dict[str, ColumnElement[bool]]


def bound_to(node_id: UUID, today: date) -> dict[str, Any]:
    """Return the values for the statement: the node, and the days that each clock looks back to."""
    values: dict[str, Any] = {"node": node_id, "today": today}
    for days in figures.SILENT:
        cut = today - timedelta(days=days)
        values[f"cut_{days}"] = cut
        for precision in Precision:
            values[f"cut_{days}_{precision}"] = _latest_start(cut, precision)
    return values


@lru_cache(maxsize=64)
def _latest_start(cut: date, precision: Precision) -> date:
    """Return the last first day of a span that is over on the day of the cut."""
    day = cut
    while latest_day(day, precision) > cut:
        day -= timedelta(days=1)
    return day


@cache
def nodes() -> Any:
    """Select the ids of the node that is asked about and of all below it."""
    tree = select(Organization.id).where(Organization.id == bindparam("node")).cte(recursive=True)
    child = aliased(Organization)
    tree = tree.union(select(child.id).where(child.parent_id == tree.c.id))
    return select(tree.c.id)


@cache
def away_members() -> Away:
    """Return the statement of who is away today: made once, since making it costs more than a branch's answer."""
    heard = _heard_lately()
    member_id = heard.c.member_id
    lately = heard.c.contact_on > _cut(min(figures.SILENT))
    told = (
        select(
            *heard.c,
            case((member_id.in_(_looked_after()), 1), else_=0).label("covered"),
            case((_took_part(member_id), 1), else_=0).label("life_known"),
            # Whoever was reached lately needs no further look; for nearly all members that is the case.
            *(
                case((lately, null()), else_=found).label(name)
                for name, found in (
                    ("report_on", _last_report(member_id)),
                    ("opening_on", _known_at_the_start(member_id)),
                    ("home_until", _last_day_at_home(member_id)),
                )
            ),
        )
        # Keeps both databases from asking anew wherever a column is named.
        .offset(0)
        .subquery("away")
    )
    known = or_(*(told.c[name].is_not(None) for name in ("contact_on", "report_on", "opening_on")))
    clocked = told.c.clocked == 1
    conditions: dict[str, ColumnElement[bool]] = {
        figures.AWAY: told.c.member_id.is_not(None),
        figures.CONTACT_UNKNOWN: and_(clocked, not_(known)),
        figures.DEPARTURE_UNKNOWN: told.c.departure_unknown == 1,
        # Nobody asks the frail for it, and the ring of training leaves them out, too.
        figures.LIFE_UNKNOWN: and_(clocked, told.c.exempt == 0, told.c.life_known == 0),
        figures.UNCOVERED: told.c.covered == 0,
    }
    for days, key in figures.SILENT.items():
        quiet = [or_(told.c[name].is_(None), told.c[name] <= _cut(days)) for name in _SIGNS]
        conditions[key] = and_(clocked, known, told.c[f"left_{days}"] == 1, *quiet)
    return Away(told, conditions)


def _cut(days: int) -> Any:
    return bindparam(f"cut_{days}", type_=Date())


def _heard_lately() -> Subquery:
    """Select who is away with the last contact: one look into an index for each, however many contacts there are."""
    return (
        select(
            Membership.id.label("member_id"),
            Membership.organization_id.label("organization_id"),
            case((Membership.roll_status.not_in(_OUT_OF_CLOCKS), 1), else_=0).label("clocked"),
            case((Membership.exempt, 1), else_=0).label("exempt"),
            func.max(case((AwayPeriod.departed_on.is_(None), 1), else_=0)).label("departure_unknown"),
            func.max(AwayPeriod.departed_on).label("departed_on"),
            *(
                func.min(case((_left_before(days), 1), else_=0)).label(f"left_{days}")
                for days in figures.SILENT
            ),
            _last_contact(Membership.id).label("contact_on"),
        )
        .join(AwayPeriod, AwayPeriod.membership_id == Membership.id)
        .where(
            Membership.organization_id.in_(nodes()), Membership.to_on.is_(None), away_on(AwayPeriod, _TODAY)
        )
        .group_by(Membership.id, Membership.organization_id, Membership.roll_status, Membership.exempt)
        .subquery("heard")
    )


def _left_before(days: int) -> ColumnElement[bool]:
    """Return the condition that even the latest day of an approximate departure lies so many days back.

    A departure that is 未登记 lies in the past, whenever that was; what is known of contact then decides alone.
    """
    spans = [
        and_(
            AwayPeriod.departed_precision == precision.value,
            AwayPeriod.departed_on <= bindparam(f"cut_{days}_{precision}", type_=Date()),
        )
        for precision in Precision
    ]
    cut: Any = bindparam(f"cut_{days}", type_=Date())
    # Whoever was found gone on a day had left by then.
    found = and_(AwayPeriod.discovered_on <= cut, AwayPeriod.departed_on <= cut)
    return or_(AwayPeriod.departed_on.is_(None), *spans, found)


def _last_contact(member_id: Any) -> Any:
    """Return the day on which somebody last spoke with the member; a word with the family is none."""
    return (
        select(func.max(Contact.happened_on))
        .where(
            Contact.replaced_at.is_(None),
            Contact.withdrawn_by_id.is_(None),
            Contact.membership_id == member_id,
            Contact.outcome == "reached",
            Contact.with_whom == "self",
        )
        .correlate_except(Contact)
        .scalar_subquery()
    )


def _last_report(member_id: Any) -> Any:
    """Return the day of the last accepted report in which the member spoke, read from the newest backwards."""
    accepted = exists().where(
        ReportDecision.report_id == Report.id,
        ReportDecision.report_row_id == Report.row_id,
        ReportDecision.outcome == "accepted",
    )
    return (
        select(Report.reported_on)
        .where(
            Report.replaced_at.is_(None),
            Report.membership_id == member_id,
            Report.kind != "hearsay",
            or_(Report.method == "self", Report.kind.in_(_SPOKEN)),
            accepted,
        )
        .order_by(Report.reported_on.desc())
        .limit(1)
        .correlate_except(Report)
        .scalar_subquery()
    )


def _known_at_the_start(member_id: Any) -> Any:
    return (
        select(func.max(Opening.last_contact_on))
        .where(Opening.membership_id == member_id, Opening.replaced_at.is_(None))
        .correlate_except(Opening)
        .scalar_subquery()
    )


def _took_part(member_id: Any) -> ColumnElement[bool]:
    """Return the condition that some day of organisation life is on record: from before the start, at a meeting, made up."""
    return or_(
        _is_there(
            Opening, member_id, Opening.replaced_at.is_(None), Opening.last_organization_life_on.is_not(None)
        ),
        _is_there(Attendance, member_id, Attendance.replaced_at.is_(None), Attendance.way.in_(_TOOK_PART)),
        _is_there(MakeUp, member_id, MakeUp.replaced_at.is_(None), MakeUp.state == "confirmed"),
    )


def _is_there(model: Any, member_id: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    # One look into an index for each member: of an EXISTS, PostgreSQL would read the whole table instead.
    found = select(model.membership_id).where(model.membership_id == member_id, *conditions).limit(1)
    return found.correlate_except(model).scalar_subquery().is_not(None)


def _last_day_at_home(member_id: Any) -> Any:
    return (
        select(func.max(HomeStay.to_on))
        .where(HomeStay.membership_id == member_id, HomeStay.replaced_at.is_(None))
        .where(HomeStay.from_on <= _TODAY)
        .correlate_except(HomeStay)
        .scalar_subquery()
    )


def _looked_after() -> Any:
    """Select the members whom somebody at home looks after, as the desk's list of the uncovered has it."""
    liaison, gone, leaving = aliased(Membership), aliased(AwayPeriod), aliased(AwayPeriod)
    announced = exists().where(
        leaving.membership_id == liaison.id,
        leaving.replaced_at.is_(None),
        or_(leaving.returned_on.is_(None), leaving.returned_on > _TODAY),
    )
    waits = exists().where(
        Report.membership_id == liaison.id,
        Report.replaced_at.is_(None),
        Report.kind == "departure",
        ~exists().where(ReportDecision.report_row_id == Report.row_id),
    )
    fit = and_(liaison.exempt.is_(False), liaison.roll_status != "suspended")
    return (
        select(Pairing.member_id)
        .join(liaison, liaison.id == Pairing.liaison_id)
        .where(
            Pairing.organization_id.in_(nodes()),
            Pairing.kind == "home",
            Pairing.from_on <= _TODAY,
            or_(Pairing.to_on.is_(None), Pairing.to_on > _TODAY),
            liaison.to_on.is_(None),
            ~exists().where(
                gone.membership_id == liaison.id,
                gone.replaced_at.is_(None),
                or_(gone.returned_on.is_(None), gone.returned_on > _TODAY),
                or_(
                    gone.departed_on.is_(None),
                    gone.departed_on <= _TODAY,
                    # The relation is elsewhere, whenever they leave.
                    gone.relation_transferred_on <= _TODAY,
                ),
            ),
            # Who reported to leave is still here.
            or_(fit, announced, waits),
        )
    )
