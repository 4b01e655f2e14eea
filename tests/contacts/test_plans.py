"""Who is due is found through an index however many contacts there are; `bench` measures how fast."""

import pytest

from tests.cast import World
from tests.contacts.calls import log
from tests.contacts.plans import explain, find_scans, watching
from tests.pairings.pairs import pair
from tests.reports.stories import away


@pytest.mark.parametrize("whose", ["liaison", "branch"])
def test_the_work_list_reads_contacts_through_an_index_of_their_own(world: World, whose: str) -> None:
    pair(world, "李守田", "陈远")
    away(world)
    log(world, note="在厂里")
    log(world, outcome="no_answer")
    path = {"liaison": "/contacts/today", "branch": f"/contacts/today?organization_id={world.node('青松村')}"}
    with watching(world.database) as asked:
        answer = world.as_("李守田" if whose == "liaison" else "周书兰").get(path[whose])
    assert answer.status_code == 200
    about_contacts = [one for one in asked if one.touches_contacts]
    assert len(about_contacts) >= 4
    for one in about_contacts:
        plan = explain(world.database, one, without_scans=True)
        assert not find_scans(plan, ("contacts", "contacts_1", "contacts_2")), (one.sql, plan)
        assert any("ix_contacts_" in line or "uq_contacts_current" in line for line in plan), plan
