"""Erasing a person at their request."""

import pytest
from sqlalchemy import select

from api import clock
from api.access import THE_PRODUCT
from api.journal import in_transaction, record
from api.members.erasing import BLANKS, OF_THE_BRANCH
from api.models import AwayPeriod, Base, JournalEntry, Person, at
from api.upkeep.verify_journal import Tally, verify
from tests.cast import World


def leave(world: World, days, name: str = "陈远"):
    world.as_("周书兰").post(
        f"/members/{world.member(name)}/leaving",
        {"reason": "transferred", "on": days(-1).isoformat(), "basis": "介绍信3号"},
    )


@pytest.mark.parametrize(("caller", "status"), [("周书兰", 403), ("何记", 403), ("陈远", 403), ("冯外", 404)])
def test_only_the_officer_erases(world: World, days, caller, status):
    leave(world, days, "李守田")

    answer = world.as_(caller).post(f"/members/{world.member('李守田')}/erasure", {"basis": "requested"})

    assert answer.status_code == status


def test_who_is_on_a_roll_is_not_erased(world: World):
    answer = world.as_("孙委员").post(f"/members/{world.member('陈远')}/erasure", {"basis": "requested"})

    assert answer.json["code"] == "person_has_open_membership"


def test_every_version_and_fact_loses_its_words_and_is_named_in_the_journal(world: World, days):
    def go_away(session):
        period = AwayPeriod(
            membership_id=world.member("陈远"), departed_on=days(-40), residence="龙岗区某路1号"
        )
        record(
            session,
            node_id=world.node("青松村"),
            kind="away_period.opened",
            actor=THE_PRODUCT,
            subjects={"membership": world.member("陈远")},
            writes=[period],
        )

    in_transaction(world.database, go_away)
    before = clock.now()
    leave(world, days)

    answer = world.as_("孙委员").post(f"/members/{world.member('陈远')}/erasure", {"basis": "requested"})

    assert answer.status_code == 201
    with world.database.reading() as session:
        old = session.execute(at(Person, before).where(Person.versions.c.id == world.person("陈远"))).one()
        period = session.execute(select(AwayPeriod.__table__)).one()
        entry = session.execute(
            select(JournalEntry.facts).where(JournalEntry.kind == "member.erased")
        ).scalar_one()
        named = {row_id for _table, row_id in entry["erased"]}
        assert (old.name, old.phone_sealed, old.phone_index, old.salt) == ("已删除", None, None, None)
        assert (period.residence_sealed, period.salt) == (None, None)
        assert {str(old.row_id), str(period.row_id)} <= named
        assert session.get_one(Person, world.person("陈远")).erased
    assert world.as_("周书兰").get("/members?roll=left").json["items"][0]["name"] == "已删除"
    assert world.as_("陈远").get("/auth/me").status_code == 401


def test_the_journal_still_verifies_and_counts_what_was_erased_on_request(world: World, days):
    leave(world, days)
    world.as_("孙委员").post(f"/members/{world.member('陈远')}/erasure", {"basis": "requested"})
    tally = Tally()

    with world.database.reading() as session:
        flaws = list(verify(session, tally=tally))

    assert flaws == []
    assert tally.erased == 3, "the person's first version, and the membership's two"


def test_nobody_is_erased_twice(world: World, days):
    leave(world, days)
    path = f"/members/{world.member('陈远')}/erasure"
    world.as_("孙委员").post(path, {"basis": "requested"})

    assert world.as_("孙委员").post(path, {"basis": "requested"}).status_code == 404


def test_each_sealed_column_of_a_person_s_rows_is_in_the_list_of_what_is_blanked():
    covered = {(model.__tablename__, column) for model, blanks in BLANKS.items() for column in blanks}
    sealed = {
        (mapper.class_.__tablename__, column.name)
        for mapper in Base.registry.mappers
        for column in mapper.class_.__table__.columns
        if "sealed" in column.info and mapper.class_ not in OF_THE_BRANCH
    }

    assert sealed - covered == set()
