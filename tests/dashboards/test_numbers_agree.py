"""Every figure is the length of its list and the sum over the children, and what the raw rows say.

Asked of the demo township, told once, and of generated trees with people in every state.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, Held, read_actor
from api.dashboards.overview.picture import read_picture
from api.db import new_id
from api.models import (
    AwayPeriod,
    Contact,
    Grant,
    HomeStay,
    Membership,
    Need,
    Opening,
    Organization,
    Pairing,
    Person,
    Report,
    ReportDecision,
)
from tests.cast import World
from tests.dashboards.agreeing import ensure_numbers_agree
from tests.demo.telling import Told


def test_the_demo_townships_figures_are_what_its_rows_say(told: Told) -> None:
    with told.database.reading() as session:
        officer = session.execute(
            select(Grant.account_id, Grant.organization_id).where(Grant.role == "officer")
        ).first()
        assert officer is not None
        actor = read_actor(session, officer.account_id)
        assert actor is not None
        ensure_numbers_agree(session, actor, officer.organization_id)
        shown = {
            one["key"]: one["count"]
            for one in read_picture(session, actor, officer.organization_id, "zh")["figures"]
        }
        assert shown["members"] == 87
        assert 0 < shown["silent_90"] <= shown["silent_60"] <= shown["silent_30"] < shown["away"]


TODAY = clock.today()
"""One day for a run; that a run goes past midnight is the one thing it does not bear."""

recent = st.sampled_from([0, 1, 29, 30, 31, 59, 60, 61, 89, 90, 91, 200])
before = recent.map(lambda days: TODAY - timedelta(days))
around = st.one_of(before, st.sampled_from([-1, -30]).map(lambda days: TODAY - timedelta(days)))


@st.composite
def people_of(draw: st.DrawFn) -> dict[str, Any]:
    """Draw one member's state: away or not, what is known of contact, who looks after them."""
    return {
        "left_roll": draw(st.sampled_from([False] * 7 + [True])),
        "roll_status": draw(st.sampled_from(["normal"] * 5 + ["restored", "suspended", "retained"])),
        "exempt": draw(st.booleans()),
        "away": draw(
            st.one_of(
                st.none(),
                st.fixed_dictionaries(
                    {
                        "departed_on": st.one_of(st.none(), around),
                        "departed_precision": st.sampled_from(["day", "day", "month", "season", "year"]),
                        "discovered_on": st.one_of(st.none(), before),
                        "returned_on": st.one_of(st.none(), st.none(), around),
                        "relation_transferred_on": st.one_of(st.none(), st.none(), around),
                        "replaced": st.sampled_from([False] * 5 + [True]),
                    }
                ),
            )
        ),
        "contacts": draw(
            st.lists(
                st.tuples(
                    before,
                    st.sampled_from(["reached", "reached", "no_answer"]),
                    st.sampled_from(["self", "self", "family"]),
                    st.sampled_from(["stands", "stands", "replaced", "withdrawn"]),
                ),
                max_size=3,
            )
        ),
        "reports": draw(
            st.lists(
                st.tuples(
                    before,
                    st.sampled_from(["check_in", "change", "departure", "hearsay"]),
                    st.sampled_from(["self", "paper"]),
                    st.sampled_from(["accepted", "accepted", "sent_back", None]),
                ),
                max_size=2,
            )
        ),
        "opening": draw(st.sampled_from(["none", "empty", "known"])),
        "stay": draw(st.one_of(st.none(), st.tuples(before, st.integers(0, 40)))),
        "liaison": draw(st.one_of(st.none(), st.integers(0, 7))),
        "need": draw(
            st.one_of(st.none(), st.tuples(before, st.booleans(), st.sampled_from(["open", "settled"])))
        ),
    }


township = st.lists(st.lists(people_of(), max_size=5), min_size=1, max_size=4)


@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(branches=township)
def test_the_figures_of_a_generated_township_are_what_its_rows_say(
    world: World, branches: list[list[dict[str, Any]]]
) -> None:
    with world.database.writing() as session:
        top = plant_township(session, world, branches)
        actor = Actor(world.accounts["孙委员"], held=(Held("officer", top),))
        ensure_numbers_agree(session, actor, top)
        session.rollback()


def plant_township(session: Session, world: World, branches: list[list[dict[str, Any]]]) -> UUID:
    """Put a township straight into the tables, past the journal: only what is read from them is asked here."""
    top = add(session, Organization, kind="township", name="镇", short_name="镇", position=0, version=1)
    for position, drawn in enumerate(branches):
        branch = add(
            session,
            Organization,
            kind="branch",
            name="村",
            short_name=f"村{position}",
            parent_id=top,
            position=-position,
            started_on=date(2020, 1, 1),
            version=1,
        )
        members = [add_member(session, branch, number, one) for number, one in enumerate(drawn)]
        for member, one in zip(members, drawn, strict=True):
            tell(session, world, branch, member, one)
            if one["liaison"] is not None and members[one["liaison"] % len(members)] != member:
                add(
                    session,
                    Pairing,
                    organization_id=branch,
                    member_id=member,
                    liaison_id=members[one["liaison"] % len(members)],
                    kind="away" if one["liaison"] == 7 else "home",
                    lead=False,
                    from_on=TODAY - timedelta(3),
                    to_on=TODAY if one["liaison"] == 6 else None,
                    version=1,
                )
    return top


def add_member(session: Session, branch: UUID, number: int, one: dict[str, Any]) -> UUID:
    person = add(session, Person, name=f"党员{number}", pinyin=f"p{number}", sex="1", erased=False, version=1)
    return add(
        session,
        Membership,
        person_id=person,
        organization_id=branch,
        kind="full",
        from_on=date(2020, 1, 1),
        to_on=TODAY if one["left_roll"] else None,
        roll_status=one["roll_status"],
        exempt=one["exempt"],
        version=1,
    )


def tell(session: Session, world: World, branch: UUID, member: UUID, one: dict[str, Any]) -> None:
    account = world.accounts["周书兰"]
    if one["away"] is not None:
        told = {name: value for name, value in one["away"].items() if name != "replaced"}
        replaced = clock.now() if one["away"]["replaced"] else None
        fact(session, AwayPeriod, branch, member, place_unsettled=False, replaced_at=replaced, **told)
    for day, outcome, whom, state in one["contacts"]:
        fact(
            session,
            Contact,
            branch,
            member,
            revision=1,
            way="phone",
            with_whom=whom,
            outcome=outcome,
            direction="outgoing",
            happened_on=day,
            recorded_at_device=clock.now(),
            clock_ahead=False,
            logged_by_id=account,
            withdrawn_by_id=account if state == "withdrawn" else None,
            replaced_at=clock.now() if state == "replaced" else None,
        )
    for day, kind, method, outcome in one["reports"]:
        ids = {"id": new_id(), "row_id": new_id()}
        fact(
            session,
            Report,
            branch,
            member,
            revision=1,
            kind=kind,
            method=method,
            submitted_by_id=account,
            reported_on=day,
            **ids,
        )
        if outcome is not None:
            decided = {"report_id": ids["id"], "report_row_id": ids["row_id"], "outcome": outcome}
            fact(session, ReportDecision, branch, None, **decided)
    if one["opening"] != "none":
        known = TODAY - timedelta(75) if one["opening"] == "known" else None
        fact(session, Opening, branch, member, last_contact_on=known)
    if one["stay"] is not None:
        begins, length = one["stay"]
        fact(session, HomeStay, branch, member, from_on=begins, to_on=begins + timedelta(length))
    if one["need"] is not None:
        day, private, state = one["need"]
        fact(
            session,
            Need,
            branch,
            member,
            revision=1,
            kind="other",
            source="told",
            raised_on=day,
            told_by="member",
            private=private,
            state=state,
        )


def fact(session: Session, model: Any, branch: UUID, member: UUID | None, **values: Any) -> None:
    about = {} if member is None else {"membership_id": member}
    add(
        session,
        model,
        row_id=values.pop("row_id", None) or new_id(),
        node_id=branch,
        recorded_at=clock.now(),
        **about,
        **values,
    )


def add(session: Session, model: Any, **values: Any) -> UUID:
    values.setdefault("id", new_id())
    session.execute(insert(model.__table__).values(**values))
    made: UUID = values["id"]
    return made
