"""Leaving the roll, and moving between branches."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from api import clock
from api.access import THE_PRODUCT
from api.journal import in_transaction, record
from api.models import ActivityCard, AwayPeriod, Invitation, Membership, current
from api.upkeep.verify_journal import verify
from tests.cast import World


def leaving(days, **further):
    return {"reason": "transferred", "on": days(-1).isoformat(), "basis": "介绍信3号", **further}


def moving(world: World, days, **further):
    return {
        "organization_id": str(world.node("白鹭村")),
        "on": days(-1).isoformat(),
        "basis": "党委会议纪要5号",
        **further,
    }


def send_away(world: World, name: str, days, card_number: str | None = None):
    def work(session):
        period = AwayPeriod(
            membership_id=world.member(name), departed_on=days(-40), residence="龙岗区某路1号"
        )
        card = ActivityCard(
            membership_id=world.member(name), away_period_id=period.id, state="issued", number=card_number
        )
        record(
            session,
            node_id=world.node("青松村"),
            kind="away_period.opened",
            actor=THE_PRODUCT,
            subjects={"membership": world.member(name)},
            writes=[period, card],
        )

    in_transaction(world.database, work)


@pytest.mark.parametrize(
    ("caller", "status"), [("何记", 403), ("陈远", 403), ("钱审", 403), ("吴白鹭", 404), ("冯外", 404)]
)
def test_who_may_not_decide_takes_nobody_off_the_roll(world: World, days, caller, status):
    answer = world.as_(caller).post(f"/members/{world.member('陈远')}/leaving", leaving(days))

    assert answer.status_code == status


def test_leaving_needs_a_reason_of_the_list_a_basis_and_a_day_that_has_come(world: World, days):
    path = f"/members/{world.member('陈远')}/leaving"
    for given, code in (
        ({"reason": "moved"}, "validation_failed"),
        ({"basis": " "}, "validation_failed"),
        ({"on": days(1).isoformat()}, "date_in_future"),
        ({"on": "2019-12-31"}, "dates_in_wrong_order"),
        ({"reason": "probation_cancelled"}, "validation_failed"),
    ):
        assert world.as_("周书兰").post(path, leaving(days, **given)).json["code"] == code, given


def test_nobody_leaves_twice_and_who_left_is_not_changed(world: World, days):
    path = f"/members/{world.member('李守田')}"
    version = world.as_("周书兰").get(path).headers["ETag"]
    first = world.as_("周书兰").post(f"{path}/leaving", leaving(days), key="k")
    repeat = world.as_("周书兰").post(f"{path}/leaving", leaving(days), key="k")
    second = world.as_("周书兰").post(f"{path}/leaving", leaving(days))
    edit = world.as_("周书兰").patch(path, {"job": "木匠"}, version)

    assert repeat.data == first.data
    assert second.json["code"] == "membership_ended"
    assert edit.json["code"] == "membership_ended"


def test_a_death_ends_time_away_card_duties_and_invitations_at_the_same_moment(world: World, days):
    send_away(world, "周书兰", days, card_number="利字12号")

    def invite(session):
        session.add(
            Invitation(
                person_id=world.person("周书兰"),
                organization_id=world.node("青松村"),
                code_hash="0" * 64,
                created_by_id=world.accounts["孙委员"],
                created_at=clock.now(),
                expires_at=clock.now() + timedelta(days=7),
            )
        )

    in_transaction(world.database, invite)
    answer = world.as_("孙委员").post(
        f"/members/{world.member('周书兰')}/leaving", leaving(days, reason="died", basis="村委会证明")
    )

    assert answer.json["state"] == "left"
    assert world.as_("周书兰").get("/members").status_code == 401
    with world.database.reading() as session:
        period = session.scalar(current(AwayPeriod))
        assert period.returned_on == days(-1)
        assert session.scalar(current(ActivityCard)).state == "void"
        assert session.scalar(select(Invitation.revoked_at)) is not None


@pytest.mark.parametrize(("caller", "status"), [("何记", 403), ("陈远", 403), ("吴白鹭", 404)])
def test_a_branch_does_not_send_or_take_a_member_by_itself(world: World, days, caller, status):
    answer = world.as_(caller).post(f"/members/{world.member('陈远')}/moving", moving(world, days))

    assert answer.status_code == status


def test_the_secretary_alone_does_not_put_a_member_into_another_s_branch(world: World, days):
    answer = world.as_("周书兰").post(f"/members/{world.member('陈远')}/moving", moving(world, days))

    assert answer.status_code in {403, 404}
    assert world.as_("周书兰").get(f"/members/{world.member('陈远')}").json["to_on"] is None


def test_nobody_moves_into_the_same_branch_or_into_a_township(world: World, days):
    for node in ("青松村", "云栖镇"):
        answer = world.as_("孙委员").post(
            f"/members/{world.member('陈远')}/moving",
            moving(world, days, organization_id=str(world.node(node))),
        )
        assert answer.json["code"] == "organization_invalid"


def test_a_move_stands_in_both_journals_and_leaves_one_open_membership(world: World, days):
    receipt = world.as_("孙委员").post(f"/members/{world.member('陈远')}/moving", moving(world, days))

    with world.database.reading() as session:
        stays = session.scalars(
            select(Membership).where(Membership.person_id == world.person("陈远")).order_by(Membership.id)
        ).all()
    assert receipt.json["organization_id"] == str(world.node("白鹭村"))
    assert [(stay.leaving_reason, stay.to_on) for stay in stays] == [("moved", days(-1)), (None, None)]
    kinds = {
        name: world.as_(name).get(f"/members/{member}/timeline").json["items"][0]["kind"]
        for name, member in (("周书兰", world.member("陈远")), ("吴白鹭", receipt.json["id"]))
    }
    assert kinds == {"周书兰": "member.moved_out", "吴白鹭": "member.moved_in"}


def test_after_a_move_the_old_branch_keeps_what_it_knew_and_learns_nothing_new(world: World, days):
    new = world.as_("孙委员").post(f"/members/{world.member('陈远')}/moving", moving(world, days)).json["id"]
    version = world.as_("吴白鹭").get(f"/members/{new}").headers["ETag"]
    world.as_("吴白鹭").patch(f"/members/{new}", {"phone": "13800001111", "name": "陈远航"}, version)

    old = world.as_("周书兰").get(f"/members/{world.member('陈远')}?reveal=true").json
    listed = world.as_("周书兰").get("/members?roll=left").json["items"]

    assert (old["name"], old["phone"]) == ("陈远", "19900000003")
    assert [item["name"] for item in listed] == ["陈远"]
    assert world.as_("周书兰").get("/members?roll=left&q=陈远航").json["items"] == []
    assert world.as_("周书兰").get(f"/members/{new}").status_code == 404
    kinds = [
        item["kind"]
        for item in world.as_("周书兰").get(f"/members/{world.member('陈远')}/timeline").json["items"]
    ]
    assert "member.changed" not in kinds


def test_who_is_away_stays_in_sight_after_a_move(world: World, days):
    send_away(world, "陈远", days, card_number="利字7号")
    new = world.as_("孙委员").post(f"/members/{world.member('陈远')}/moving", moving(world, days)).json["id"]

    shown = world.as_("吴白鹭").get(f"/members/{new}").json
    with world.database.reading() as session:
        carried = session.scalar(current(AwayPeriod).where(AwayPeriod.node_id == world.node("白鹭村")))
        card = session.scalar(current(ActivityCard).where(ActivityCard.node_id == world.node("白鹭村")))

    assert shown["away"]["departed_on"] == days(-40).isoformat()
    assert carried.residence == "龙岗区某路1号"
    assert (card.number, card.away_period_id) == ("利字7号", carried.id)


def test_an_open_need_waits_in_the_new_branch_after_a_move_and_what_was_told_in_confidence_stays(
    world: World, days
):
    secretary = world.as_("周书兰")
    for words, private in (("想请人送药", False), ("家里的事，只跟您说", True)):
        told = {
            "member_id": str(world.member("陈远")),
            "kind": "health",
            "words": words,
            "private": private,
            "raised_on": str(clock.today()),
        }
        assert secretary.post("/needs", told).status_code == 201
    new = world.as_("孙委员").post(f"/members/{world.member('陈远')}/moving", moving(world, days)).json["id"]

    there = f"organization_id={world.node('白鹭村')}"
    listed = world.as_("吴白鹭").get(f"/needs?{there}").json["items"]
    desk = world.as_("吴白鹭").get(f"/desk?{there}").json["items"]

    assert [(need["member_id"], need["state"]) for need in listed] == [(new, "open")]
    assert world.as_("吴白鹭").get(f"/needs/{listed[0]['id']}").json["words"] == "想请人送药"
    assert listed[0]["id"] in {item["subject_id"] for item in desk}


def test_after_a_death_and_a_move_every_chain_and_row_verifies(world: World, days):
    send_away(world, "陈远", days, card_number="利字7号")
    world.as_("孙委员").post(f"/members/{world.member('陈远')}/moving", moving(world, days))
    world.as_("孙委员").post(
        f"/members/{world.member('周书兰')}/leaving", leaving(days, reason="died", basis="村委会证明")
    )

    with world.database.reading() as session:
        assert list(verify(session)) == []
