"""Pairing: many to many, one who leads, an end with its reason; what cannot be is refused and nothing written."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from api.models import JournalEntry, Pairing, Span
from api.upkeep.verify_journal import verify
from tests.cast import World
from tests.pairings.pairs import (
    ask_to_end,
    ask_to_pair,
    days,
    newcomer,
    pair,
    paired,
    report_departure,
    send_away,
    told,
)


def _count(world: World) -> int:
    with world.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Pairing)) or 0


def _pairings(world: World, by: str = "周书兰", query: str = "") -> list[dict[str, Any]]:
    answer = world.as_(by).get(f"/pairings{query}")
    assert answer.status_code == 200, answer.json
    items: list[dict[str, Any]] = answer.json["items"]
    return items


class TestRefusals:
    def test_nobody_is_their_own_liaison(self, world: World) -> None:
        send_away(world, "陈远")
        answer = ask_to_pair(world, told(world, "陈远", "陈远"))
        assert (answer.status_code, answer.json["code"]) == (422, "pairing_oneself")
        assert answer.json["errors"] == {"pairs.0.liaison_id": ["自己不能做自己的联络员，请换一位。"]}

    def test_a_member_of_another_branch_is_neither_liaison_nor_paired(self, world: World) -> None:
        send_away(world, "陈远")
        for liaison, member in (("郑飞", "陈远"), ("李守田", "郑飞"), ("韩外", "陈远")):
            answer = ask_to_pair(world, told(world, liaison, member))
            assert (answer.status_code, answer.json["code"]) == (422, "pairing_other_branch")

    def test_somebody_who_is_nowhere_looks_like_a_member_of_another_branch(self, world: World) -> None:
        answer = ask_to_pair(world, {**told(world, "李守田", "陈远"), "member_id": str(uuid4())})
        assert answer.json["code"] == "pairing_other_branch"

    def test_who_left_the_branch_is_not_paired(self, world: World) -> None:
        send_away(world, "陈远")
        body = {"reason": "died", "on": str(days(0)), "basis": "证明"}
        assert world.as_("周书兰").post(f"/members/{world.member('李守田')}/leaving", body).status_code == 201
        assert ask_to_pair(world, told(world, "李守田", "陈远")).json["code"] == "membership_ended"

    def test_who_is_at_home_needs_no_liaison(self, world: World) -> None:
        assert ask_to_pair(world, told(world, "李守田", "陈远")).json["code"] == "pairing_not_away"

    def test_a_liaison_is_at_home(self, world: World) -> None:
        send_away(world, "陈远")
        report_departure(world, "李守田")
        assert ask_to_pair(world, told(world, "李守田", "陈远")).json["code"] == "liaison_not_at_home"

    def test_who_is_exempt_is_asked_for_nothing(self, world: World) -> None:
        send_away(world, "陈远")
        newcomer(world, "龙老人", exempt=True)
        assert ask_to_pair(world, told(world, "龙老人", "陈远")).json["code"] == "liaison_exempt"

    def test_one_away_stands_only_beside_one_at_home_and_at_the_same_place(self, world: World) -> None:
        send_away(world, "陈远")
        send_away(world, "李守田", place_code="330203")
        newcomer(world, "田远山")
        send_away(world, "田远山", place_code="440305")

        alone = ask_to_pair(world, told(world, "李守田", "陈远", kind="away"))
        assert alone.json["code"] == "pairing_needs_home"
        paired(world, "周书兰", "陈远")
        far = ask_to_pair(world, told(world, "田远山", "陈远", kind="away"))
        assert far.json["code"] == "liaison_elsewhere"
        leading = ask_to_pair(world, told(world, "李守田", "陈远", kind="away", lead=True))
        assert leading.json["code"] == "pairing_lead_at_home"
        assert ask_to_pair(world, told(world, "李守田", "陈远", kind="away")).status_code == 201

    def test_the_same_two_are_not_paired_twice(self, world: World) -> None:
        send_away(world, "陈远")
        paired(world, "李守田", "陈远", from_on=str(days(-20)))
        again = ask_to_pair(world, told(world, "李守田", "陈远"))
        assert (again.status_code, again.json["code"]) == (409, "pairing_exists")

    def test_two_do_not_lead_at_one_time(self, world: World) -> None:
        send_away(world, "陈远")
        paired(world, "李守田", "陈远", lead=True)
        second = ask_to_pair(world, told(world, "周书兰", "陈远", lead=True))
        assert (second.status_code, second.json["code"]) == (409, "pairing_lead_overlaps")

    def test_a_lead_of_earlier_days_overlaps_none_by_its_days(self, world: World) -> None:
        send_away(world, "陈远")
        paired(world, "李守田", "陈远", from_on=str(days(-30)))
        for begins, ends, status in ((-90, -29, 409), (-10, 0, 409), (-90, -30, 201)):
            past = {"from_on": str(days(begins)), "to_on": str(days(ends)), "lead": True}
            answer = ask_to_pair(world, told(world, "周书兰", "陈远", **past))
            assert answer.status_code == status, (begins, ends, answer.json)

    def test_one_pair_that_cannot_be_stops_all_of_them(self, world: World) -> None:
        send_away(world, "陈远")
        answer = ask_to_pair(world, told(world, "李守田", "陈远"), told(world, "李守田", "周书兰"))
        assert answer.json["errors"] == {"pairs.1.member_id": ["这位同志在家，报告拟外出以后再结对。"]}
        assert _count(world) == 0

    def test_what_cannot_be_is_named_by_its_field(self, world: World) -> None:
        send_away(world, "陈远")
        for body, field in (
            ({"from_on": "2026-02-30"}, "pairs.0.from_on"),
            ({"from_on": "2199-01-01"}, "pairs.0.from_on"),
            ({"from_on": "2025-05-01", "to_on": "2025-05-01"}, "pairs.0.to_on"),
            ({"kind": "both"}, "pairs.0.kind"),
            ({"explanation": "一\x00二"}, "pairs.0.explanation"),
        ):
            answer = ask_to_pair(world, told(world, "李守田", "陈远", **body))
            assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
        assert _count(world) == 0

    def test_an_end_lies_neither_ahead_nor_before_the_beginning_and_comes_once(self, world: World) -> None:
        pairing = pair(world, "李守田", "陈远", days(-10))
        assert ask_to_end(world, pairing, on=str(days(1))).json["code"] == "date_in_future"
        assert ask_to_end(world, pairing, on=str(days(-11))).json["code"] == "dates_in_wrong_order"
        assert ask_to_end(world, pairing, str(uuid4())).status_code == 404
        assert ask_to_end(world, pairing).status_code == 201
        assert ask_to_end(world, pairing).json["code"] == "pairing_ended"

    def test_a_pairing_of_another_branch_is_not_there(self, world: World) -> None:
        pairing = pair(world, "李守田", "陈远")
        body = {"organization_id": str(world.node("白鹭村")), "ids": [pairing], "reason": "changed"}
        assert world.as_("吴白鹭").post("/pairings/endings", body).status_code == 404
        assert world.as_("吴白鹭").post(f"/pairings/{pairing}/lead").status_code == 404
        assert _pairings(world, "吴白鹭") == []


class TestPairing:
    def test_many_are_paired_in_one_entry(self, world: World) -> None:
        send_away(world, "陈远")
        send_away(world, "周书兰")
        newcomer(world, "龙满仓")

        made = ask_to_pair(
            world,
            told(world, "李守田", "陈远"),
            told(world, "龙满仓", "陈远"),
            told(world, "李守田", "周书兰"),
            by="孙委员",
        )

        assert (made.status_code, made.json["state"]) == (201, "paired")
        with world.database.reading() as session:
            entries = session.scalars(select(JournalEntry).where(JournalEntry.kind == "pairings.made")).all()
            assert [entry.facts for entry in entries] == [{"count": 3}]
            assert list(verify(session)) == []
        assert {
            (one["liaison_name"], one["lead"]) for one in _pairings(world) if one["member_name"] == "陈远"
        } == {
            ("李守田", True),
            ("龙满仓", False),
        }, "the first liaison at home leads"

    def test_the_same_request_gets_the_same_answer(self, world: World) -> None:
        send_away(world, "陈远")
        first, second = (ask_to_pair(world, told(world, "李守田", "陈远"), key="one") for _ in range(2))
        assert (first.data, _count(world)) == (second.data, 1)

    def test_somebody_who_reported_to_leave_is_paired_before_they_go(self, world: World) -> None:
        report_departure(world, "陈远", departed_on=str(days(20)))
        paired(world, "李守田", "陈远")

    def test_one_at_home_and_one_away_are_named_in_one_breath(self, world: World) -> None:
        send_away(world, "陈远")
        send_away(world, "周书兰")
        beside = told(world, "周书兰", "陈远", kind="away")
        made = ask_to_pair(world, beside, told(world, "李守田", "陈远"), by="孙委员")
        assert made.status_code == 201

    def test_a_member_sees_the_own_liaisons_and_a_liaison_the_own_members(self, world: World) -> None:
        send_away(world, "陈远")
        paired(world, "李守田", "陈远", explanation="同村同组，常来往")

        for name in ("陈远", "李守田"):
            [seen] = _pairings(world, name)
            assert (seen["member_name"], seen["liaison_name"]) == ("陈远", "李守田")
            assert seen["explanation"] is None, "why is for the branch"
        assert _pairings(world)[0]["explanation"] == "同村同组，常来往"

    def test_a_liaison_gone_from_the_roll_makes_room_for_another_who_leads(self, world: World) -> None:
        send_away(world, "陈远")
        paired(world, "李守田", "陈远")
        body = {"reason": "transferred", "on": str(days(0)), "basis": "介绍信"}
        world.as_("周书兰").post(f"/members/{world.member('李守田')}/leaving", body)

        paired(world, "周书兰", "陈远", lead=True)

        assert [(one["liaison_name"], one["lead"]) for one in _pairings(world)] == [("周书兰", True)]
        [over] = _pairings(world, query="?state=over")
        assert (over["end_reason"], over["to_on"]) == ("liaison_left", str(days(0)))


class TestEndingAndLeading:
    def test_an_end_keeps_its_reason_and_day(self, world: World) -> None:
        pairing = pair(world, "李守田", "陈远", days(-40))
        ask_to_end(world, pairing, reason="liaison_unable", note="要照顾老人", on=str(days(-2)))

        assert _pairings(world) == []
        [over] = _pairings(world, query="?state=over")
        assert (over["to_on"], over["end_reason"], over["end_note"]) == (
            str(days(-2)),
            "liaison_unable",
            "要照顾老人",
        )

    def test_what_was_a_mistake_held_on_no_day(self, world: World) -> None:
        pairing = pair(world, "李守田", "陈远", days(-40))
        ask_to_end(world, pairing, reason="mistaken")
        [over] = _pairings(world, query="?state=over")
        assert over["to_on"] == over["from_on"]

    def test_an_ended_pairing_goes_on_when_its_end_is_taken_back(self, world: World) -> None:
        pairing = pair(world, "李守田", "陈远", days(-40), lead=True)
        ask_to_end(world, pairing)
        body = {"organization_id": str(world.node("青松村")), "ids": [pairing]}

        assert world.as_("周书兰").post("/pairings/resumptions", body).json["state"] == "resumed"
        assert [(one["from_on"], one["lead"]) for one in _pairings(world)] == [(str(days(-40)), True)]
        assert world.as_("周书兰").post("/pairings/resumptions", body).json["code"] == "pairing_not_ended"

    def test_an_end_is_not_taken_back_where_another_leads_by_now(self, world: World) -> None:
        pairing = pair(world, "李守田", "陈远", days(-40), lead=True)
        ask_to_end(world, pairing)
        pair(world, "周书兰", "陈远", days(0), lead=True)
        body = {"organization_id": str(world.node("青松村")), "ids": [pairing]}
        assert world.as_("周书兰").post("/pairings/resumptions", body).json["code"] == "pairing_lead_overlaps"

    def test_the_lead_passes_to_another_and_the_first_stays_a_liaison(self, world: World) -> None:
        first = pair(world, "李守田", "陈远", days(-40), lead=True)
        second = pair(world, "周书兰", "陈远", days(-10))

        assert world.as_("孙委员").post(f"/pairings/{second}/lead").json["state"] == "lead"

        leads = {one["id"]: one["lead"] for one in _pairings(world)}
        assert leads == {first: False, second: True}
        ask_to_end(world, second)
        ended = world.as_("孙委员").post(f"/pairings/{second}/lead")
        assert ended.json["code"] == "pairing_ended"

    def test_one_away_does_not_lead(self, world: World) -> None:
        pairing = pair(world, "李守田", "陈远", days(-40), kind="away")
        assert world.as_("周书兰").post(f"/pairings/{pairing}/lead").json["code"] == "pairing_lead_at_home"

    def test_why_two_are_paired_is_written_anew_by_who_read_the_newest(self, world: World) -> None:
        pairing = pair(world, "李守田", "陈远")
        caller = world.as_("周书兰")
        assert caller.patch(f"/pairings/{pairing}", {"explanation": "邻居"}).status_code == 428
        assert caller.patch(f"/pairings/{pairing}", {"explanation": "邻居"}, version=1).status_code == 200
        assert caller.patch(f"/pairings/{pairing}", {"bond_kind": "kin"}, version=1).status_code == 412
        assert _pairings(world)[0]["explanation"] == "邻居"


def test_of_two_who_are_to_lead_at_the_same_moment_one_does(world: World) -> None:
    send_away(world, "陈远")

    def ask(liaison: str):
        return ask_to_pair(world, told(world, liaison, "陈远", lead=True))

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(ask, ["李守田", "周书兰"]))

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert [one["lead"] for one in _pairings(world)] == [True]


class TestMergingAndErasing:
    def test_who_was_recorded_twice_keeps_the_pairings_of_both(self, world: World) -> None:
        newcomer(world, "陈远二")
        pair(world, "李守田", "陈远二", lead=True)
        pair(world, "周书兰", "陈远", lead=True)
        pair(world, "陈远二", "李守田")
        self._merge(world, "陈远", "陈远二")

        seen = {(one["liaison_name"], one["member_name"], one["lead"]) for one in _pairings(world)}
        assert seen == {("李守田", "陈远", False), ("周书兰", "陈远", True), ("陈远", "李守田", False)}

    def test_a_double_or_a_pairing_with_oneself_does_not_come_of_a_merge(self, world: World) -> None:
        newcomer(world, "陈远二")
        pair(world, "李守田", "陈远二")
        pair(world, "李守田", "陈远")
        pair(world, "陈远", "陈远二")
        self._merge(world, "陈远", "陈远二")

        assert [(one["liaison_name"], one["member_name"]) for one in _pairings(world)] == [("李守田", "陈远")]

    def test_erasing_somebody_takes_the_words_of_their_pairings_and_bonds(self, world: World) -> None:
        pair(world, "李守田", "陈远", explanation="是他表哥", end_note="身体不好")
        bond = {
            "organization_id": str(world.node("青松村")),
            "member_id": str(world.member("周书兰")),
            "other_id": str(world.member("李守田")),
            "kind": "kin",
            "note": "表姐弟",
        }
        assert world.as_("何记").post("/bonds", bond).status_code == 201
        officer = world.as_("孙委员")
        body = {"reason": "transferred", "on": str(days(0)), "basis": "介绍信"}
        assert officer.post(f"/members/{world.member('李守田')}/leaving", body).status_code == 201
        erased = officer.post(f"/members/{world.member('李守田')}/erasure", {"basis": "requested"})
        assert erased.status_code == 201, erased.json

        with world.database.reading() as session:
            kept = session.execute(
                select(Pairing.versions.c.explanation_sealed, Pairing.versions.c.end_note_sealed)
            ).all()
            assert {tuple(row) for row in kept} == {(None, None)}
            assert list(verify(session)) == []

    def _merge(self, world: World, keep: str, drop: str) -> None:
        body = {"keep_id": str(world.member(keep)), "drop_id": str(world.member(drop))}
        merged = world.as_("孙委员").post("/members/merges", body)
        assert merged.status_code == 201, merged.json


_DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))


@given(_DAYS, st.none() | _DAYS, _DAYS, st.none() | _DAYS)
def test_two_spans_meet_where_they_have_a_day_in_common(
    one: date, one_ends: date | None, other: date, other_ends: date | None
) -> None:
    horizon = date(2026, 3, 10).toordinal()

    def every_day(begins: date, ends: date | None) -> set[int]:
        return set(range(begins.toordinal(), ends.toordinal() if ends else horizon))

    together = every_day(one, one_ends) & every_day(other, other_ends)
    assert Span(one, one_ends).meets(Span(other, other_ends)) == bool(together)
