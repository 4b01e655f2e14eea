"""The figures agree whatever happened before: after each act of a drawn history, and with every list at its end."""

from datetime import datetime, time

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from api import clock
from tests.cast import World
from tests.dashboards.agreeing import ensure_figures_agree, ensure_numbers_agree
from tests.dashboards.histories import ACTS, History, Step, beginnings, steps


def live_through(world: World, began: datetime, acts: list[Step]) -> None:
    """Do the acts one after the other, and compare after each."""
    with world.database.writing() as session:
        history = History(session, world, began)
        county = world.node("利泉县")
        for step in acts:
            history.live(step)
            note(history.story[-1])
            with clock.at(history.now):
                ensure_figures_agree(session, history.officer, county)
        with clock.at(history.now):
            ensure_numbers_agree(session, history.officer, county)
        session.rollback()


def test_every_act_that_is_drawn_can_be_done(world: World) -> None:
    if world.database.engine.dialect.name != "sqlite":
        pytest.skip("whether the vocabulary fits the verbs is one question for both databases")
    with world.database.writing() as session:
        history = History(session, world, datetime.combine(clock.today(), time(12), clock.ZONE))
        for how in range(6):
            for act in ACTS:
                history.live(Step(act, who=how, other=how + 1, how=how, days=how))
        done = {line.split("'")[1] for line in history.story if ": " not in line}
        session.rollback()
    assert ACTS.keys() - done == set()


@settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(began=beginnings, acts=st.lists(steps, min_size=8, max_size=16))
def test_the_figures_agree_after_every_act_of_a_history(
    world: World, began: datetime, acts: list[Step]
) -> None:
    live_through(world, began, acts)


@pytest.mark.long
@settings(
    max_examples=500,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(began=beginnings, acts=st.lists(steps, min_size=20, max_size=60))
def test_the_figures_agree_after_every_act_of_many_long_histories(
    world: World, began: datetime, acts: list[Step]
) -> None:
    """Run by `python -m pytest tests/dashboards -m long`."""
    live_through(world, began, acts)
