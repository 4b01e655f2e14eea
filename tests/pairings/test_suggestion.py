"""The suggestion: everybody covered, the load shared, bonds respected, nobody away or exempt; nothing written."""

from collections import Counter
from uuid import UUID, uuid5

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from api.models import JournalEntry, Pairing
from api.pairings.assign import Possible, Uncovered, assign
from tests.cast import World
from tests.pairings.pairs import ask_to_end, ask_to_pair, newcomer, pair, paired, report_departure, send_away

_SPACE = UUID(int=7)


def _suggestion(world: World, by: str = "周书兰", **headers: str):
    answer = world.as_(by).get(
        f"/pairings/suggestion?organization_id={world.node('青松村')}", headers=headers
    )
    assert answer.status_code == 200, answer.json
    return answer.json


def _pairs(world: World) -> dict[str, str]:
    return {one["member_name"]: one["liaison_name"] for one in _suggestion(world)["proposals"]}


class TestTheCast:
    def test_nothing_is_written_until_the_secretary_confirms(self, world: World) -> None:
        send_away(world, "陈远")
        proposed = _suggestion(world)["proposals"]
        with world.database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Pairing)) == 0
            assert (
                session.scalar(select(JournalEntry.number).where(JournalEntry.kind == "pairings.made"))
                is None
            )

        pairs = [{key: one[key] for key in ("member_id", "liaison_id", "bond_kind")} for one in proposed]
        assert ask_to_pair(world, *pairs).status_code == 201
        assert _suggestion(world)["proposals"] == [], "who has somebody is not proposed again"

    def test_nobody_away_leaving_or_exempt_is_proposed(self, world: World) -> None:
        newcomer(world, "龙老人", exempt=True)
        send_away(world, "陈远")
        report_departure(world, "李守田")
        assert _pairs(world) == {"陈远": "周书兰", "李守田": "周书兰"}

    def test_where_nobody_is_possible_it_says_so(self, world: World) -> None:
        send_away(world, "郑飞")
        send_away(world, "吴白鹭")
        node = world.node("白鹭村")
        answer = world.as_("孙委员").get(f"/pairings/suggestion?organization_id={node}").json
        assert answer["proposals"] == []
        assert {one["member_name"] for one in answer["unplaced"]} == {"郑飞", "吴白鹭"}

    def test_a_township_is_proposed_for_branch_by_branch(self, world: World) -> None:
        send_away(world, "陈远")
        send_away(world, "郑飞")
        node = world.node("云栖镇")
        answer = world.as_("孙委员").get(f"/pairings/suggestion?organization_id={node}").json
        pairs = {one["member_name"]: one["liaison_name"] for one in answer["proposals"]}
        assert pairs["郑飞"] == "吴白鹭"
        assert pairs["陈远"] in {"周书兰", "李守田"}

    def test_a_noted_bond_is_respected_and_said_in_a_phrase(self, world: World) -> None:
        send_away(world, "陈远")
        newcomer(world, "龙满仓")
        body = {
            "organization_id": str(world.node("青松村")),
            "member_id": str(world.member("龙满仓")),
            "other_id": str(world.member("陈远")),
        }
        for kind, zh, en in (
            ("kin", "两人是亲属，这样一共联系 1 人。", "They are kin; this makes 1 in all."),
            ("neighbour", "两家是邻居，这样一共联系 1 人。", "They are neighbours; this makes 1 in all."),
        ):
            assert world.as_("周书兰").post("/bonds", {**body, "kind": kind}).status_code == 201
            [proposal] = _suggestion(world)["proposals"]
            assert (proposal["liaison_name"], proposal["bond_kind"]) == ("龙满仓", kind)
            assert proposal["sentence"] == zh
            assert _suggestion(world, **{"Accept-Language": "en"})["proposals"][0]["sentence"] == en

    def test_a_pairing_of_earlier_days_speaks_for_the_same_two_unless_it_was_unfit(
        self, world: World
    ) -> None:
        send_away(world, "陈远")
        newcomer(world, "龙满仓")
        first = paired(world, "龙满仓", "陈远")
        ask_to_end(world, first, reason="returned")
        assert _pairs(world) == {"陈远": "龙满仓"}
        assert _suggestion(world)["proposals"][0]["bond_kind"] == "past"

        pair(world, "李守田", "陈远", to_on=None)
        second = _of_liaison(world, "李守田")
        ask_to_end(world, second, reason="liaison_unable")
        assert _pairs(world) == {"陈远": "龙满仓"}

    def test_two_who_did_not_fit_are_kept_apart_although_they_are_close(self, world: World) -> None:
        send_away(world, "陈远")
        body = {
            "organization_id": str(world.node("青松村")),
            "member_id": str(world.member("李守田")),
            "other_id": str(world.member("陈远")),
            "kind": "kin",
        }
        assert world.as_("周书兰").post("/bonds", body).status_code == 201
        ask_to_end(world, paired(world, "李守田", "陈远"), reason="changed")
        assert _pairs(world) == {"陈远": "周书兰"}
        assert _suggestion(world)["proposals"][0]["bond_kind"] is None

    def test_who_is_of_one_party_group_or_one_home_goes_together(self, world: World) -> None:
        node = str(world.node("青松村"))
        group = world.as_("周书兰").post("/groups", {"organization_id": node, "name": "二组"}).json["id"]
        newcomer(world, "龙满仓", group_id=group)
        newcomer(world, "龙满谷", group_id=group)
        send_away(world, "龙满谷")
        send_away(world, "陈远")
        together = [str(world.member("陈远")), str(world.member("李守田"))]
        home = {"organization_id": node, "member_ids": together}
        assert world.as_("周书兰").post("/households", home).status_code == 201

        said = {one["member_name"]: one["sentence"] for one in _suggestion(world)["proposals"]}
        assert _pairs(world) == {"龙满谷": "龙满仓", "陈远": "李守田"}
        assert said["龙满谷"] == "同在二组，这样一共联系 1 人。"
        assert said["陈远"] == "两人是一家人，这样一共联系 1 人。"


def _of_liaison(world: World, name: str) -> str:
    found = world.as_("周书兰").get(f"/pairings?liaison_id={world.member(name)}").json["items"]
    pairing_id: str = found[0]["id"]
    return pairing_id


def _id(kind: str, number: int) -> UUID:
    return uuid5(_SPACE, f"{kind}{number}")


@st.composite
def branches(draw: st.DrawFn) -> tuple[list[Uncovered], list[Possible]]:
    groups = [None, _id("group", 1), _id("group", 2)]
    loads = draw(st.lists(st.integers(0, 5), min_size=1, max_size=8))
    possible = [
        Possible(_id("liaison", n), load, draw(st.sampled_from(groups))) for n, load in enumerate(loads)
    ]
    bonds = st.dictionaries(
        st.sampled_from([one.id for one in possible] + [_id("gone", 1)]),
        st.sampled_from(["kin", "household", "neighbour", "past", "other", "unfit"]),
        max_size=3,
    )
    uncovered = [
        Uncovered(_id("member", n), draw(st.sampled_from(groups)), draw(bonds))
        for n in range(draw(st.integers(0, 14)))
    ]
    return uncovered, possible


@settings(max_examples=80, deadline=None)
@given(branches())
@example(([Uncovered(_id("member", 1))], [Possible(_id("liaison", 1), 0)]))
def test_all_are_covered_and_nobody_carries_a_heap(branch: tuple[list[Uncovered], list[Possible]]) -> None:
    uncovered, possible = branch
    found = assign(uncovered, possible)

    assert [pair.member_id for pair in found] == [one.id for one in uncovered], "each one once"
    before = {one.id: one.load for one in possible}
    given_to = Counter(pair.liaison_id for pair in found)
    assert given_to.keys() <= before.keys(), "nobody but those who are possible"
    after = {one: load + given_to[one] for one, load in before.items()}
    assert all(pair.load == after[pair.liaison_id] for pair in found)
    members = {one.id: one for one in uncovered}
    by_id = {one.id: one for one in possible}
    for made in found:
        mine = _closeness(members[made.member_id], by_id[made.liaison_id])
        for other in possible:
            ahead = after[made.liaison_id] - after[other.id]
            assert ahead <= 1 + (mine - _closeness(members[made.member_id], other)) / 10, (
                "a bond is worth so much"
            )


def _closeness(member: Uncovered, liaison: Possible) -> int:
    """Say again, on its own, what a bond is worth in tenths of a member more."""
    weights = {"kin": 14, "household": 14, "neighbour": 13, "past": 12, "other": 11, "unfit": -15}
    if liaison.id in member.bonds:
        return weights[member.bonds[liaison.id]]
    return 6 if member.group_id is not None and member.group_id == liaison.group_id else 0


@settings(max_examples=40, deadline=None)
@given(branches())
def test_no_other_assignment_is_cheaper_by_moving_one_or_swapping_two(
    branch: tuple[list[Uncovered], list[Possible]],
) -> None:
    """A slow oracle: nobody is better off elsewhere, by the same plain counting of load and closeness."""
    uncovered, possible = branch
    found = assign(uncovered, possible)
    by_id = {one.id: one for one in possible}
    members = {one.id: one for one in uncovered}
    chosen = {pair.member_id: pair.liaison_id for pair in found}

    def cost(plan: dict[UUID, UUID]) -> int:
        carried = Counter(plan.values())
        load = sum(
            10 * (by_id[one].load + nth) for one, count in carried.items() for nth in range(1, count + 1)
        )
        return load - sum(_closeness(members[member], by_id[liaison]) for member, liaison in plan.items())

    best = cost(chosen)
    for member, mine in chosen.items():
        for liaison in by_id:
            assert cost({**chosen, member: liaison}) >= best
        for other, theirs in chosen.items():
            assert cost({**chosen, member: theirs, other: mine}) >= best
