"""The comparison bites: each rule of the figures is broken on purpose, and each time the numbers no longer agree."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Date, and_, cast, false, func, null, or_, select, true
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, Held
from api.dashboards.overview import figures, matters, people, picture, tree, windows
from api.dashboards.whereabouts import rules as places
from api.members import merging
from api.models import AwayPeriod, Contact, Handoff, Membership, Need, Organization, Pairing, Report
from api.seasons import Calendar, windows_on
from tests.cast import World
from tests.dashboards.agreeing import ensure_numbers_agree
from tests.dashboards.histories import BRANCHES, History, Step
from tests.dashboards.test_numbers_agree import fact, plant_township

TODAY = clock.today()


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def somebody(**told: Any) -> dict[str, Any]:
    """Return a member who is away for long, looked after by nobody, last in touch before the start."""
    away = {
        "departed_on": ago(300),
        "departed_precision": "day",
        "discovered_on": None,
        "returned_on": None,
        "relation_transferred_on": None,
        "replaced": False,
    }
    usual: dict[str, Any] = {"left_roll": False, "roll_status": "normal", "exempt": False, "opening": "known"}
    usual |= {"contacts": [], "reports": [], "stay": None, "liaison": None, "need": None}
    moved = told.pop("away", {})
    return {**usual, "away": None if moved is None else {**away, **moved}, **told}


def reached(days: int, outcome: str = "reached", whom: str = "self", state: str = "stands") -> dict[str, Any]:
    return somebody(contacts=[(ago(days), outcome, whom, state)])


# One of each kind: whoever is counted by mistake, or forgotten, changes a figure.
OF_EVERY_KIND = [
    [
        somebody(away=None),
        reached(1, state="withdrawn"),
        reached(1, state="replaced"),
        reached(1, outcome="no_answer"),
        reached(1, whom="family"),
        reached(40),
        somebody(opening="none"),
        somebody(left_roll=True),
    ],
    [
        somebody(roll_status="suspended"),
        somebody(away={"returned_on": ago(3)}),
        somebody(away={"departed_on": ago(-5)}),
        somebody(away={"relation_transferred_on": ago(3)}),
        somebody(away={"replaced": True}),
        somebody(away={"departed_on": ago(70), "departed_precision": "season"}),
        somebody(stay=(ago(12), 4)),
        somebody(reports=[(ago(5), "change", "self", "sent_back")]),
    ],
    [
        somebody(away=None),
        # Looked after by the one at home, by one who is away, and until today.
        somebody(liaison=8),
        somebody(liaison=1),
        somebody(liaison=6),
        somebody(away=None, need=(ago(50), False, "open")),
        somebody(away=None, need=(ago(50), True, "open")),
        somebody(away=None, need=(ago(50), False, "settled")),
        somebody(away=None, need=(ago(2), False, "open")),
    ],
]

OF_A_CONTACT = {
    "replaced": Contact.replaced_at.is_(None),
    "withdrawn": Contact.withdrawn_by_id.is_(None),
    "not reached": Contact.outcome == "reached",
    "with the family": Contact.with_whom == "self",
}


def last_contact_without(left_out: str) -> Callable[[Any], Any]:
    conditions = [one for name, one in OF_A_CONTACT.items() if name != left_out]
    return lambda member_id: (
        select(func.max(Contact.happened_on))
        .where(Contact.membership_id == member_id, *conditions)
        .correlate_except(Contact)
        .scalar_subquery()
    )


def no_day() -> Any:
    return cast(null(), Date())


def away_without(left_out: str) -> Callable[[Any, Any], Any]:
    def away_on(period: Any, day: Any) -> Any:
        conditions = {
            "replaced": period.replaced_at.is_(None),
            "returned": or_(period.returned_on.is_(None), period.returned_on > day),
            "not left yet": or_(period.departed_on.is_(None), period.departed_on <= day),
            "transferred": or_(
                period.relation_transferred_on.is_(None), period.relation_transferred_on > day
            ),
        }
        return and_(*(one for name, one in conditions.items() if name != left_out))

    return away_on


def a_child_twice(nodes: Any, top: Any, counts: Any) -> Any:
    sums = _ROLL_UP(nodes, top, counts)
    first = next(iter(sums))
    return {**sums, first: sums[first] + sums[first]}


def a_child_at_its_neighbour(nodes: Any, top: Any) -> Any:
    found = _ROOTS(nodes, top)
    children = sorted({one for one in found.values() if one != top})
    return {node: children[0] if child in children[:2] else child for node, child in found.items()}


def one_window_more(session: Session, branches: Any, today: date) -> Any:
    found = _WINDOWS(session, branches, today)
    extra = windows_on(date(2026, 2, 17), Calendar())[0]
    return {branch: [*found.get(branch, ()), extra] for branch in branches}


def last_report_whatever_became_of_it(member_id: Any) -> Any:
    return (
        select(func.max(Report.reported_on))
        .where(Report.replaced_at.is_(None), Report.membership_id == member_id, Report.method == "self")
        .correlate_except(Report)
        .scalar_subquery()
    )


def one_line_less(session: Session, asked: Any, figure: str) -> Any:
    statement = _LIST(session, asked, figure)
    return statement.where(false()) if figure == figures.UNCOVERED else statement


_ROLL_UP, _ROOTS, _LIST = picture._roll_up, tree.roots_of, matters.list_statement
_WINDOWS = windows.open_in

FAULTS: dict[str, tuple[Any, str, Any]] = {
    **{
        f"counts a contact {one}": (people, "_last_contact", last_contact_without(one))
        for one in OF_A_CONTACT
    },
    **{
        f"counts one away who has {one}": (people, "away_on", away_without(one))
        for one in ("replaced", "returned", "not left yet", "transferred")
    },
    "places: counts one away who has not left yet": (places, "away_on", away_without("not left yet")),
    "places: counts one away who has returned": (places, "away_on", away_without("returned")),
    "counts who left the roll": (
        matters,
        "_on_roll",
        lambda: (Membership.organization_id.in_(people.nodes()), true()),
    ),
    "counts an ended time in the clocks of 党籍": (people, "_OUT_OF_CLOCKS", ()),
    "forgets the stays at home": (people, "_last_day_at_home", lambda _member_id: no_day()),
    "forgets what was known before": (people, "_known_at_the_start", lambda _member_id: no_day()),
    "takes an approximate departure for its first day": (
        people,
        "_left_before",
        lambda days: or_(AwayPeriod.departed_on.is_(None), AwayPeriod.departed_on <= people._cut(days)),
    ),
    "takes a report that was sent back for accepted": (
        people,
        "_last_report",
        last_report_whatever_became_of_it,
    ),
    "takes any pairing for cover": (
        people,
        "_looked_after",
        lambda: select(Pairing.member_id).where(Pairing.organization_id.in_(people.nodes())),
    ),
    "shows private needs above the branch": (
        matters,
        "_needs",
        lambda asked: (
            select(Need)
            .join(Membership, Membership.id == Need.membership_id)
            .where(Need.replaced_at.is_(None), Need.state == "open", Need.node_id.in_(people.nodes()))
        ),
    ),
    "counts needs that are settled": (
        matters,
        "_needs",
        lambda asked: (
            select(Need)
            .join(Membership, Membership.id == Need.membership_id)
            .where(Need.replaced_at.is_(None), Need.private.is_(False), Need.node_id.in_(people.nodes()))
        ),
    ),
    "finds every need open for long": (matters, "_is_long", lambda *_asked: true()),
    "finds no branch that wants support": (
        matters,
        "_support_wanted",
        lambda _asked: select(Handoff).where(false()),
    ),
    "sums a child twice": (picture, "_roll_up", a_child_twice),
    "puts a child's figures at its neighbour": (tree, "roots_of", a_child_at_its_neighbour),
    "opens a window too many": (windows, "open_in", one_window_more),
    "leaves a line out of a list": (matters, "list_statement", one_line_less),
}


def test_no_planted_fault_goes_unnoticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    if world.database.engine.dialect.name != "sqlite":
        pytest.skip("what is broken is Python, and the comparison is the same: one database says it all")
    with world.database.writing() as session:
        top = plant_township(session, world, OF_EVERY_KIND)
        account = world.accounts["孙委员"]
        branch = session.scalars(select(Organization.id).where(Organization.parent_id == top).limit(1)).one()
        asked = {"about": "other", "asked_on": ago(9), "asked_by_id": account, "asked_from_id": top}
        fact(session, Handoff, branch, None, revision=1, state="support_wanted", answered_on=ago(2), **asked)
        officer = Actor(account, held=(Held("officer", top),))
        people.away_members.cache_clear()
        ensure_numbers_agree(session, officer, top)
        unnoticed = []
        for name, (module, rule, broken) in FAULTS.items():
            with monkeypatch.context() as patched:
                patched.setattr(module, rule, broken)
                people.away_members.cache_clear()
                try:
                    ensure_numbers_agree(session, officer, top)
                except AssertionError:
                    continue
                finally:
                    people.away_members.cache_clear()
            unnoticed.append(name)
        session.rollback()
    assert unnoticed == []


@pytest.mark.parametrize(("carried", "act"), [("carry_known", "know_before"), ("carry_needs", "raise_need")])
def test_a_merging_that_forgets_something_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch, carried: str, act: str
) -> None:
    if world.database.engine.dialect.name != "sqlite":
        pytest.skip("what is forgotten is forgotten by Python: one database says it all")
    # Two of the newcomers, who came to the branches in turn: both are of the first.
    keep = len(world.memberships)
    drop = keep + len(BRANCHES)
    for forgets in (False, True):
        with world.database.writing() as session, monkeypatch.context() as patched:
            history = History(session, world, datetime.combine(TODAY, time(12), clock.ZONE))
            history.live(Step(act, who=drop, other=0, how=1, days=1))
            merged = Step("merge", who=keep, other=drop, how=0, days=0)
            if forgets:
                patched.setattr(merging, carried, lambda *_asked: [])
                with pytest.raises(AssertionError):
                    history.live(merged)
            else:
                history.live(merged)
            session.rollback()
