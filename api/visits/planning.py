"""The plan of a window: proposed from what is known, and as a person decided; nothing is stored until somebody does."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, nodes_below, organizations_in_reach, reaches, within_reach
from api.codes import mask
from api.db import new_id
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.models import Membership, Organization, PlannedVisit
from api.seasons import VISITS, Window, next_window, windows, windows_on
from api.settings.seasons import calendar_of, calendars_of
from api.visits import gather, plan, rules
from api.visits.gather import Arrival, Due


def read_plan(
    session: Session, actor: Actor, organization_id: UUID, window_key: str | None, language: str
) -> dict[str, Any]:
    """Return the plan of a window at a node, as of today."""
    today = clock.today()
    calendar = calendar_of(session, organization_id, today)
    window = rules.window_of(window_key, calendar, today)
    branches = _branches_of(session, organization_id)
    made = Plan(session, [branch.id for branch in branches], window, today)
    of_actor = made.calls if _sees_all(session, actor, organization_id) else _of_actor(session, actor, made)
    only_one = len(branches) == 1 and branches[0].id == organization_id
    return {
        "window": show_window(window, today, language),
        "windows": [show_window(one, today, language) for one in _choices(window, calendar, today)],
        "may_plan": reaches(session, actor, "visits.plan", organization_id),
        "branches": [
            {"organization_id": branch.id, "name": branch.name, **made.count(branch.id, of_actor)}
            for branch in branches
        ],
        "calls": of_actor if only_one else [],
    }


def _sees_all(session: Session, actor: Actor, organization_id: UUID) -> bool:
    return reaches(session, actor, "visits.plan_read", organization_id)


def _of_actor(session: Session, actor: Actor, made: "Plan") -> list[dict[str, Any]]:
    """Return the calls of somebody without a role: of those paired with them, and those they are asked to make."""
    within = within_reach(actor, "visits.plan_read", Membership.organization_id, Membership.id)
    paired = set(session.scalars(select(Membership.id).where(Membership.id.in_(made.ids), within)))
    return [
        call
        for call in made.calls
        if any(one["member_id"] in paired for one in call["members"])
        or any(goer["member_id"] == actor.membership_id for goer in call["goers"])
    ]


def _branches_of(session: Session, organization_id: UUID) -> Sequence[Any]:
    return session.execute(
        select(Organization.id, Organization.short_name.label("name"))
        .where(Organization.id.in_(nodes_below([organization_id])), Organization.kind == "branch")
        .order_by(Organization.position, Organization.id)
    ).all()


def _choices(chosen: Window, calendar: Any, today: date) -> list[Window]:
    """Return the windows that a screen offers: this year's and last year's that have opened, and the next."""
    opened = [
        window
        for year in (today.year - 1, today.year)
        for window in windows(year, calendar)
        if window.proposes(VISITS) and window.opens_on <= today
    ]
    found = {window.key: window for window in (*opened, next_window(today, calendar, VISITS), chosen)}
    return sorted(found.values(), key=lambda window: window.opens_on, reverse=True)


def count_open_windows(
    session: Session, organization_id: UUID, today: date
) -> Iterator[tuple[UUID, Window, dict[str, int]]]:
    """Yield each branch at and below a node that has somebody to visit in an open window, with how far it is."""
    branches = [branch.id for branch in _branches_of(session, organization_id)]
    by_window: dict[Window, list[UUID]] = defaultdict(list)
    for branch_id, calendar in calendars_of(session, branches, today).items():
        for window in windows_on(today, calendar):
            if window.proposes(VISITS):
                by_window[window].append(branch_id)
    for window, here in by_window.items():
        made = Plan(session, here, window, today)
        concerned = {call["organization_id"] for call in made.calls}
        for branch_id in here:
            if branch_id in concerned:
                yield branch_id, window, made.count(branch_id, made.calls)


def show_window(window: Window, today: date, language: str) -> dict[str, Any]:
    """Return a window as the screens read it."""
    return {
        "key": window.key,
        "kind": window.kind,
        "name": window.name(language),
        "feast_on": window.feast_on,
        "last_on": window.last_on,
        "opens_on": window.opens_on,
        "closes_on": window.closes_on,
        "is_open": window.is_open(today),
        "asks_arrival": window.asks_arrival,
    }


class Plan:
    """The calls of a window at some branches: who is due, and for each home what is proposed or decided, and done."""

    def __init__(self, session: Session, branches: Sequence[UUID], window: Window, today: date) -> None:
        self.window, self.today = window, today
        self.due = gather.gather_due(session, branches, window, today)
        self.ids = [one.id for one in self.due]
        self.arrivals = gather.gather_arrivals(session, self.due, window)
        self._decisions = gather.gather_decisions(session, self.ids, window.key)
        self._done = gather.gather_done(session, self.ids, window.key)
        self._homes = gather.gather_homes(
            session, [one.candidate.household_id for one in self.due if one.candidate.household_id]
        )
        self._addresses = gather.gather_addresses(session, self.ids)
        liaisons = gather.gather_liaisons(session, self.ids, today)
        self._liaisons = liaisons
        goers = {UUID(one) for row in self._decisions.values() for one in row.goer_ids}
        liaison_ids = {one for found in liaisons.values() for one in found}
        self._people = gather.gather_people(session, goers | liaison_ids, today)
        self.calls = [self._show(group) for group in self._groups()]

    def count(self, branch_id: UUID, calls: Sequence[Mapping[str, Any]]) -> dict[str, int]:
        """Return how far a branch is: homes to call on, decided, done, left out, and arrivals that nobody told."""
        here = [call for call in calls if call["organization_id"] == branch_id]
        return {
            "calls": sum(not call["left_out"] for call in here),
            "decided": sum(call["decided"] and not call["left_out"] for call in here),
            "done": sum(call["done"] and not call["left_out"] for call in here),
            "left_out": sum(call["left_out"] for call in here),
            "arrivals_missing": sum(
                one["arrival"] is None and one["visit_id"] is None for call in here for one in call["members"]
            )
            if self.window.asks_arrival
            else 0,
        }

    def _groups(self) -> list[list[Due]]:
        """Group those who were decided on together, and all others by home, joining a housemate's decision."""
        by_id = {one.id: one for one in self.due}
        calls: dict[UUID | None, UUID] = {
            one.candidate.household_id: self._decisions[one.id].call_id
            for one in self.due
            if one.id in self._decisions and one.candidate.household_id
        }
        groups: dict[UUID, list[Due]] = defaultdict(list)
        undecided = []
        for one in self.due:
            decided = self._decisions.get(one.id)
            call_id = decided.call_id if decided else calls.get(one.candidate.household_id)
            if call_id:
                groups[call_id].append(one)
            else:
                undecided.append(one.candidate)
        together = [[by_id[member] for member in home] for home in plan.group_by_home(undecided)]
        return sorted([*groups.values(), *together], key=lambda group: self.ids.index(group[0].id))

    def _show(self, group: Sequence[Due]) -> dict[str, Any]:
        decided = next((self._decisions[one.id] for one in group if one.id in self._decisions), None)
        home = next(
            (
                self._homes[one.candidate.household_id]
                for one in group
                if one.candidate.household_id in self._homes
            ),
            None,
        )
        members = [self._show_member(one) for one in group]
        address = (home.address if home else None) or next(
            (self._addresses[one.id] for one in group if one.id in self._addresses), None
        )
        all_away = bool(home and home.all_away)
        return {
            "call_id": decided.call_id if decided else None,
            "organization_id": group[0].organization_id,
            "members": members,
            "who_stays": mask.digits(home.who_stays) if home and home.who_stays else None,
            "address": mask.digits(address) if address else None,
            "all_away": all_away,
            **(self._decision(decided) if decided else self._proposal(group, all_away)),
            "decided": decided is not None,
            "done": all(one["visit_id"] for one in members),
        }

    def _decision(self, decided: PlannedVisit) -> dict[str, Any]:
        return {
            "way": decided.way,
            "on_date": decided.on_date,
            "goers": [self._people[UUID(one)] for one in decided.goer_ids if UUID(one) in self._people],
            "others": decided.others,
            "left_out": decided.left_out,
            "reason": decided.reason,
        }

    def _proposal(self, group: Sequence[Due], all_away: bool) -> dict[str, Any]:
        known = [self.arrivals[one.id] for one in group if one.id in self.arrivals]
        coming = any(one.coming for one in known) if known else None
        liaisons = dict.fromkeys(liaison for one in group for liaison in self._liaisons.get(one.id, ()))
        return {
            "way": plan.propose_way(all_away=all_away, coming=coming),
            "on_date": plan.propose_day(
                self.window, [one.arrives_on for one in known if one.arrives_on], self.today
            ),
            "goers": [self._people[one] for one in liaisons if one in self._people],
            "others": None,
            "left_out": False,
            "reason": None,
        }

    def _show_member(self, one: Due) -> dict[str, Any]:
        arrival: Arrival | None = self.arrivals.get(one.id)
        visit = self._done.get(one.id)
        return {
            "member_id": one.id,
            "name": one.name,
            "place_name": one.place_name,
            "arrival": arrival.shown() if arrival else None,
            "visit_id": visit.id if visit else None,
            "visited_on": visit.on_date if visit else None,
            "outcome": visit.outcome if visit else None,
        }


def ensure_may_plan(session: Session, actor: Actor, organization_id: UUID) -> None:
    """Raise unless the actor plans visits at this branch."""
    seen = organization_id == actor.organization_id or reaches(
        session, actor, "visits.plan_read", organization_id
    )
    if not seen:
        raise Refusal("not_found")
    reach = select(Organization.id).where(
        Organization.id == organization_id, Organization.id.in_(organizations_in_reach(actor, "visits.plan"))
    )
    if session.scalar(reach) is None:
        raise Refusal("forbidden")
    rules.ensure_is_branch(session, organization_id)


def decide_call(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Decide on one call: who goes, how and when, or that it is left out, with the reason.

    Raise `not_in_plan` where somebody is not due, `stale_version` where another decision came first.
    """
    branch_id, today = data["organization_id"], clock.today()
    window = rules.window_of(data["window_key"], calendar_of(session, branch_id, today), today)
    rules.ensure_decision_fits(data, window)
    rules.ensure_of_branch(session, data["goer_ids"], branch_id, "goer_ids")
    wanted = sorted(set(data["member_ids"]))
    for membership_id in wanted:
        lock(session, Membership, membership_id)
    due = {one.id for one in gather.gather_due(session, [branch_id], window, today)}
    if not set(wanted) <= due:
        raise Refusal("not_in_plan")
    made = gather.gather_decisions(session, wanted, window.key)
    if {row.call_id for row in made.values()} - {data["replaces"]}:
        raise Refusal("stale_version")
    call_id = new_id()
    told = {
        "call_id": call_id,
        "on_date": data["on_date"],
        "way": data["way"],
        "goer_ids": [str(one) for one in dict.fromkeys(data["goer_ids"])],
        "others": data["others"] or None,
        "left_out": data["left_out"],
        "reason": data["reason"] if data["left_out"] else None,
    }
    rows = [
        made[one].corrected(**told)
        if one in made
        else PlannedVisit(membership_id=one, window_key=window.key, **told)
        for one in wanted
    ]
    state = "left_out" if data["left_out"] else "planned"
    entry = record(
        session,
        node_id=branch_id,
        kind="visit.planned",
        actor=actor,
        subjects={"planned_visits": [row.id for row in rows], "memberships": wanted},
        facts={"kind": window.kind, "window": window.key, "state": state},
        writes=rows,
    )
    return Outcome(call_id, state, entry)
