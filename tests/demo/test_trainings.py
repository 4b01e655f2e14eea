"""The organisation life of the invented township, as its people see it."""

from sqlalchemy import func, select

from api import clock
from api.access import read_actor
from api.dashboards.desk import list_desk
from api.demo.staff import find_secretary
from api.models import Training
from api.trainings.learning import read_learning
from tests.demo.telling import Told
from tests.demo.test_load import MAIN


def test_the_main_branch_has_two_years_of_meetings_and_some_ahead(told: Told) -> None:
    with told.database.reading() as session:
        states = dict(
            session.execute(
                select(Training.state, func.count())
                .where(Training.organization_id == told.ids.nodes[MAIN])
                .group_by(Training.state)
            ).all()
        )
        ahead = session.scalar(
            select(func.count()).select_from(Training).where(Training.on_date >= clock.today())
        )
    assert states["closed"] > 60
    assert ahead


def test_a_member_away_has_hours_something_ahead_and_one_that_waits(told: Told) -> None:
    with told.database.reading() as session:
        away = read_actor(session, told.ids.accounts["tian-xiaoqin"])
        secretary = read_actor(session, told.ids.accounts[find_secretary(MAIN)])
        assert away is not None
        assert secretary is not None
        learning = read_learning(session, away, clock.today().year)
        desk = list_desk(session, secretary, told.ids.nodes[MAIN], "zh")
    assert learning["coming"]
    assert any(item["kind"] == "make_up_waiting" for item in desk)
