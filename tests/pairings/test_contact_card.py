"""联系卡 and the tap that starts a call: phones in full for whom they are meant, and a line for the one called."""

from tests.cast import World
from tests.pairings.pairs import days, newcomer, pair, paired, send_away


def _card(world: World, by: str, name: str = "陈远", query: str = ""):
    return world.as_(by).get(f"/members/{world.member(name)}/contact-card{query}")


def _call(world: World, by: str, name: str = "陈远", **body: str):
    return world.as_(by).post(f"/members/{world.member(name)}/call", body)


def _readings(world: World, name: str) -> list[tuple[str, str, list[str]]]:
    answer = world.as_("孙委员").get(f"/members/{world.member(name)}/readings")
    return [(one["by_role"], one["kind"], one["fields"]) for one in answer.json["items"]]


class TestRefusals:
    def test_a_card_of_somebody_out_of_sight_is_not_there(self, world: World) -> None:
        assert _card(world, "李守田").status_code == 404
        assert _card(world, "吴白鹭").status_code == 404
        assert world.stranger.get(f"/members/{world.member('陈远')}/contact-card").status_code == 401

    def test_neither_a_liaison_nor_an_auditor_reads_it_in_full(self, world: World) -> None:
        pair(world, "李守田", "陈远")
        assert _card(world, "李守田").status_code == 200
        assert _card(world, "李守田", query="?reveal=true").status_code == 403
        assert _card(world, "钱审", query="?reveal=true").status_code == 403
        node = world.node("青松村")
        assert world.as_("钱审").get(f"/contact-cards?organization_id={node}&reveal=true").status_code == 403
        assert world.as_("陈远").get(f"/contact-cards?organization_id={node}").status_code == 403

    def test_nobody_calls_whom_they_are_not_paired_with(self, world: World) -> None:
        assert _call(world, "李守田").status_code == 403
        assert _call(world, "陈远").status_code == 403
        assert _call(world, "钱审").status_code == 403
        pair(world, "李守田", "陈远")
        assert _call(world, "李守田", "周书兰").status_code == 404
        assert _call(world, "李守田", whom="neighbour").status_code == 422

    def test_who_left_has_no_card(self, world: World) -> None:
        body = {"reason": "transferred", "on": "2026-01-05", "basis": "介绍信"}
        world.as_("周书兰").post(f"/members/{world.member('陈远')}/leaving", body)
        assert _card(world, "周书兰").json["code"] == "membership_ended"
        assert _call(world, "周书兰").json["code"] == "membership_ended"


class TestCard:
    def test_it_names_whom_to_call_and_no_id_number(self, world: World) -> None:
        send_away(world, "陈远")
        paired(world, "李守田", "陈远")
        node = f"/organizations/{world.node('云栖镇')}"
        version = world.as_("孙委员").get(node).headers["ETag"]
        world.as_("孙委员").patch(node, {"office_phone": "0718-7000000"}, version=version)

        card = _card(world, "陈远").json

        assert card["branch_name"] == "青松村党支部"
        assert (card["secretary"]["name"], card["secretary"]["phone"]) == ("周书兰", "199****0001")
        [liaison] = card["liaisons"]
        assert (liaison["name"], liaison["phone"], liaison["lead"]) == ("李守田", "199****0004", True)
        assert (card["office_name"], card["office_phone"]) == ("云栖镇", "0718-7000000")
        assert "报一声" in card["sentence"]
        assert {"id_number", "address"}.isdisjoint(card)
        assert card["entry_address"].startswith("http") and set("".join(card["entry_code"])) == {"0", "1"}

    def test_the_member_reads_the_phones_and_each_one_called_reads_so_once_a_day(self, world: World) -> None:
        pair(world, "李守田", "陈远")
        for _ in range(2):
            card = _card(world, "陈远", query="?reveal=true").json
        assert (card["liaisons"][0]["phone"], card["secretary"]["phone"]) == ("19900000004", "19900000001")
        assert _readings(world, "李守田") == [("member", "call", ["phone"])]
        assert _readings(world, "陈远") == []

    def test_staff_print_the_cards_of_all_who_are_away(self, world: World) -> None:
        send_away(world, "陈远")
        paired(world, "李守田", "陈远")
        path = f"/contact-cards?organization_id={world.node('青松村')}"

        masked = world.as_("钱审").get(path).json["items"]
        printed = world.as_("何记").get(f"{path}&reveal=true").json["items"]

        assert [card["liaisons"][0]["phone"] for card in (*masked, *printed)] == [
            "199****0004",
            "19900000004",
        ]
        assert [card["name"] for card in printed] == ["陈远"], "who is at home needs none"
        assert _readings(world, "李守田") == [("recorder", "print", ["phone"])]

    def test_a_branch_without_anybody_away_has_no_cards(self, world: World) -> None:
        path = f"/contact-cards?organization_id={world.node('青松村')}"
        assert world.as_("周书兰").get(path).json["items"] == []


class TestCall:
    def test_a_tap_gives_the_numbers_and_leaves_one_line(self, world: World) -> None:
        pair(world, "李守田", "陈远")

        for _ in range(2):
            answer = _call(world, "李守田")

        assert (answer.status_code, answer.json["phone"]) == (200, "19900000003")
        assert answer.json["family_contact"] is None, "only what was asked for"
        assert _readings(world, "陈远") == [("liaison", "call", ["phone"])]

    def test_the_family_is_called_by_its_own_tap(self, world: World) -> None:
        newcomer(world, "龙满仓", family_contact="妻子 13700001111", phone="13900002222")
        pair(world, "李守田", "龙满仓")
        answer = _call(world, "李守田", "龙满仓", whom="family").json
        assert (answer["family_contact"], answer["phone"]) == ("妻子 13700001111", None)

    def test_staff_who_may_reveal_may_call(self, world: World) -> None:
        for name in ("周书兰", "何记", "孙委员"):
            assert _call(world, name).json["phone"] == "19900000003"
        assert [role for role, _, _ in _readings(world, "陈远")] == ["officer", "recorder", "secretary"]

    def test_a_pairing_that_is_over_starts_no_call(self, world: World) -> None:
        pair(world, "李守田", "陈远", to_on=days(-1))
        assert _call(world, "李守田").status_code == 404
