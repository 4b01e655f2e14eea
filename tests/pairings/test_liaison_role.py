"""A liaison reads those paired with them, while paired; nothing else of the branch, and nothing private."""

import pytest
from sqlalchemy import select

from api.access import paired_on
from api.journal import in_transaction
from api.members import leaving
from api.models import Membership
from tests.cast import World
from tests.pairings.pairs import days, pair
from tests.reports.stories import departure


def _status(world: World, path: str = "") -> int:
    return world.as_("李守田").get(f"/members/{world.member('陈远')}{path}").status_code


def _was_paired(world: World, day) -> bool:
    with world.database.reading() as session:
        asked = select(paired_on(world.actor("李守田"), world.member("陈远"), day))
        return bool(session.scalar(asked))


def test_nobody_is_a_liaison_without_a_pairing(world: World):
    assert _status(world) == 404
    assert not _was_paired(world, days(0))
    assert world.as_("李守田").get("/auth/me").json["liaison_today"] is False


def test_a_liaison_reads_nothing_private(world: World):
    pair(world, "李守田", "陈远")

    for path in ("/timeline", "/readings", "/standing", "/away-periods", "/own-record"):
        assert _status(world, path) == 403, path


def test_a_liaison_changes_and_reveals_nothing(world: World):
    pair(world, "李守田", "陈远")

    assert _status(world, "?reveal=true") == 403
    changed = world.as_("李守田").patch(f"/members/{world.member('陈远')}", {"job": "木工"}, version=2)
    assert changed.status_code == 403


def test_a_liaison_reads_the_own_members_masked_and_no_others(world: World):
    pair(world, "李守田", "陈远")

    read = world.as_("李守田").get(f"/members/{world.member('陈远')}").json
    listed = world.as_("李守田").get("/members").json["items"]

    assert read["phone"] == "199****0003"
    assert {item["name"] for item in listed} == {"李守田", "陈远"}
    assert world.as_("李守田").get(f"/members/{world.member('周书兰')}").status_code == 404
    assert world.as_("李守田").get("/auth/me").json["liaison_today"] is True


def test_a_liaison_reads_nothing_that_keeping_in_touch_does_not_need(world: World):
    pair(world, "李守田", "陈远")
    member = f"/members/{world.member('陈远')}"
    version = world.as_("周书兰").get(member).headers["ETag"]
    changed = world.as_("周书兰").patch(
        member, {"note": "家里正闹矛盾", "address": "湖北省利川市青松村 3 组"}, version=version
    )
    assert changed.status_code == 200, changed.json

    [listed] = [one for one in world.as_("李守田").get("/members").json["items"] if one["name"] == "陈远"]
    for read in (world.as_("李守田").get(member).json, listed):
        assert (read["note"], read["address"], read["id_number"]) == (None, None, None)
    assert world.as_("陈远").get(member).json["note"] == "家里正闹矛盾"


def test_a_liaison_reports_on_the_member_s_behalf(world: World):
    pair(world, "李守田", "陈远")
    sent = world.as_("李守田").post("/reports", departure(world, "陈远", method="phone"))
    assert sent.status_code == 201, sent.json
    assert world.as_("李守田").get(f"/reports/{sent.json['id']}").status_code == 404, (
        "reading is another matter"
    )
    assert world.as_("李守田").post("/reports", departure(world, "周书兰", method="phone")).status_code == 404


def test_being_paired_with_somebody_gives_the_member_no_sight_of_the_liaison(world: World):
    pair(world, "李守田", "陈远")

    assert world.as_("陈远").get(f"/members/{world.member('李守田')}").status_code == 404


@pytest.mark.parametrize(("begins", "ends"), [(1, None), (-30, 0), (-30, -3)])
def test_a_pairing_that_has_not_begun_or_is_over_gives_no_sight(world: World, begins, ends):
    pair(world, "李守田", "陈远", days(begins), to_on=None if ends is None else days(ends))

    assert _status(world) == 404
    assert world.as_("李守田").get("/auth/me").json["liaison_today"] is False


@pytest.mark.parametrize("leaver", ["李守田", "陈远"])
def test_when_one_of_the_two_leaves_the_pairing_is_no_more_in_force(world: World, leaver):
    pair(world, "李守田", "陈远")
    before = world.actor("李守田")
    in_transaction(
        world.database,
        lambda session: leaving.leave(
            session, world.actor("周书兰"), world.member(leaver), "transferred", days(0), "介绍信"
        ),
    )

    with world.database.reading() as session:
        seen = session.scalar(
            select(Membership.id).where(
                Membership.id == world.member("陈远"), paired_on(before, Membership.id, days(1))
            )
        )
    assert seen is None
    assert _status(world) in {403, 404}


def test_who_was_paired_on_the_day_may_still_write_about_it(world: World):
    pair(world, "李守田", "陈远", days(-30), to_on=days(-3))

    judged = {count: _was_paired(world, days(count)) for count in (-31, -30, -4, -3, -2)}
    assert judged == {-31: False, -30: True, -4: True, -3: True, -2: False}


def test_a_pairing_that_was_a_mistake_held_on_no_day(world: World):
    pair(world, "李守田", "陈远", days(0), to_on=days(0), end_reason="mistaken")

    assert not _was_paired(world, days(0))
    assert _status(world) == 404
