"""哪天到家: the first question before a feast, answered by the member, a liaison or the secretary."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, membership_in_reach
from api.errors import Refusal
from api.journal import Outcome, record
from api.members.service import lock_member
from api.models import AwayPeriod, ExpectedArrival, HomeStay, Membership, current
from api.models.base import Fact
from api.reports import service as reports
from api.seasons import find_window, windows_on
from api.settings.seasons import calendar_of
from api.visits import gather, rules
from api.visits.planning import show_window


def read_arrival(session: Session, actor: Actor, membership_id: UUID, language: str) -> dict[str, Any]:
    """Return for which feast the arrival is asked today, and what is known; no window where nobody has to ask."""
    membership = membership_in_reach(session, actor, "visits.read", membership_id)
    today = clock.today()
    is_away = session.scalar(
        select(AwayPeriod.row_id)
        .where(AwayPeriod.membership_id == membership_id, AwayPeriod.replaced_at.is_(None))
        .where(AwayPeriod.returned_on.is_(None))
        .limit(1)
    )
    calendar = calendar_of(session, membership.organization_id, today)
    asking = [one for one in windows_on(today, calendar) if one.asks_arrival and today <= one.last_on]
    if is_away is None or not asking:
        return {"window": None, "arrival": None, "away": is_away is not None}
    window = asking[-1]
    due = gather.gather_due(session, [membership.organization_id], window, today, membership_id)
    known = gather.gather_arrivals(session, due, window).get(membership_id)
    return {
        "window": show_window(window, today, language),
        "arrival": known.shown() if known else None,
        "away": True,
    }


def tell_arrival(session: Session, actor: Actor, membership_id: UUID, data: dict[str, Any]) -> Outcome:
    """Keep what was said; with both days it is a 短暂回家 as well, so that nobody has to report it again."""
    person, membership = lock_member(session, membership_id)
    today = clock.today()
    window = find_window(data["window_key"], calendar_of(session, membership.organization_id, today))
    if window is None:
        raise Refusal("window_unknown")
    rules.ensure_arrival_fits(data, window)
    own = person.id == actor.person_id
    told = {
        **{name: data[name] for name in ("coming", "arrives_on", "leaves_on")},
        "told_by": "member" if own else data["told_by"],
        "recorded_by_id": actor.account_id,
    }
    before = session.scalar(
        current(ExpectedArrival).where(
            ExpectedArrival.membership_id == membership_id, ExpectedArrival.window_key == window.key
        )
    )
    fact: Fact = (
        before.corrected(**told)
        if before
        else ExpectedArrival(membership_id=membership_id, window_key=window.key, **told)
    )
    entry = record(
        session,
        node_id=membership.organization_id,
        kind="arrival.told",
        actor=actor,
        subjects={"expected_arrival": fact.id, "membership": membership_id, "person": person.id},
        facts={"window": window.key, "coming": "yes" if data["coming"] else "no"},
        writes=[fact],
        on_behalf_of_id=None if own else membership_id,
    )
    if data["coming"] and data["leaves_on"] and not _is_known(session, membership, data):
        _report_home_visit(session, actor, membership, data, own=own)
    return Outcome(fact.id, "told", entry)


def _is_known(session: Session, membership: Membership, data: dict[str, Any]) -> bool:
    stays = current(HomeStay).where(
        HomeStay.membership_id == membership.id,
        HomeStay.from_on == data["arrives_on"],
        HomeStay.to_on == data["leaves_on"],
    )
    return session.scalar(stays.limit(1)) is not None


def _report_home_visit(
    session: Session, actor: Actor, membership: Membership, data: dict[str, Any], *, own: bool
) -> None:
    report = {
        "id": None,
        "member_id": membership.id,
        "kind": "home_visit",
        "method": "self" if own else "phone",
        "reported_on": clock.today(),
        "from_on": data["arrives_on"],
        "to_on": data["leaves_on"],
    }
    reports.submit(session, actor, report)
