"""Letters that keyboards of old PCs have not: they are kept, and come back as they were."""

from typing import Any
from uuid import UUID

import pytest

from api import clock
from api.codes.text import tidy
from api.members.known import read_known
from api.models import Household
from tests.permissions.filled import Filled

TEXTS = {
    "rare characters": "𠮷㐂䶮𬭊〇々",
    "emoji": "😀👨‍👩‍👧‍👦🇨🇳👍🏽",
    "right to left": "שלום\u200fمرحبا\u202dabc\u202c甲",
    "marks apart from their letters": "e\u0301 가 が",
    "quotes and wildcards": "'; DROP TABLE persons; -- \"%_\\ ${x} {{y}} <b>&amp;",
    "lines": "第一行\n\t第二行\r\n第三行",
    "a formula": '=HYPERLINK("http://x")',
    "words that mean nothing elsewhere": "null",
    "full-width": "１２３ＡＢＣ　甲",
    "readings of many": "重长乐单曾解查仇区盖",
}


def filling(text: str, most: int) -> str:
    """Return the text, repeated to five hundred characters where there is room."""
    room = min(most, 500)
    return (text * (room // len(text) + 1))[:room].strip()


@pytest.mark.parametrize("what", TEXTS)
def test_what_is_written_of_a_member_comes_back_as_it_was(kept: Filled, what: str) -> None:
    one_line = {"address": 300, "family_contact": 200, "wechat": 100, "job": 200}
    told = {field: tidy(filling(TEXTS[what], room)) for field, room in one_line.items()}
    told["note"] = filling(TEXTS[what], 1000)
    secretary, path = kept.world.as_("周书兰"), f"/members/{kept.of('李守田')['member']}"
    changed = secretary.patch(path, told, secretary.get(path).headers["ETag"])
    assert changed.status_code == 200, changed.json
    seen = secretary.get(f"{path}?reveal=true").json
    assert {field: seen[field] for field in told} == told


def test_a_note_of_several_lines_is_no_change_when_its_roster_comes_back(kept: Filled) -> None:
    secretary, member = kept.world.as_("周书兰"), kept.of("李守田")
    path = f"/members/{member['member']}"
    note = "第一行\n第二行  还有"
    assert secretary.patch(path, {"note": note}, secretary.get(path).headers["ETag"]).status_code == 200
    with kept.world.database.reading() as session:
        (known,) = [
            one
            for one in read_known(session, UUID(member["node"]))
            if str(one.membership_id) == member["member"]
        ]
    assert known.row.note == "第一行 第二行 还有"


@pytest.mark.parametrize("what", TEXTS)
def test_what_a_member_reports_comes_back_as_it_was(kept: Filled, what: str) -> None:
    most = {
        "employer": 200,
        "residence": 300,
        "family_contact": 100,
        "note": 1000,
        "thinking": 1000,
        "work": 1000,
        "organization_life": 1000,
        "dues": 500,
        "departed_text": 50,
    }
    told = {field: filling(TEXTS[what], room) for field, room in most.items()}
    member = kept.world.as_("李守田")
    body = {"kind": "yearly", "method": "self", "reported_on": str(clock.today()), **told}
    sent = member.post("/reports", {"member_id": kept.of("李守田")["member"], **body})
    assert sent.status_code == 201, sent.json
    seen = member.get(f"/reports/{sent.json['id']}").json
    assert {field: seen[field] for field in told} == told
    reason = filling(TEXTS[what], 500)
    kept.world.as_("周书兰").post(f"/reports/{sent.json['id']}/sending-back", {"reason": reason})
    assert member.get(f"/reports/{sent.json['id']}").json["decision_reason"] == reason


@pytest.mark.parametrize("what", TEXTS)
def test_names_of_places_and_groups_and_what_is_said_of_a_home_come_back_as_they_were(
    kept: Filled, what: str
) -> None:
    text = TEXTS[what]
    ids, officer = kept.of("李守田"), kept.world.as_("孙委员")

    def change(path: str, **fields: Any) -> Any:
        changed = officer.patch(path, fields, officer.get(path).headers["ETag"])
        assert changed.status_code == 200, changed.json
        return officer.get(path).json

    assert change(f"/groups/{ids['group']}", name=filling(text, 100))["name"] == filling(text, 100)
    place = f"/organizations/{ids['node']}"
    assert change(place, short_name=filling(text, 100))["short_name"] == filling(text, 100)
    renamed = officer.post(f"{place}/names", {"name": filling(text, 200), "from_on": str(clock.today())})
    assert renamed.status_code in {201, 409}, renamed.json
    change(f"/households/{ids['household']}", address=filling(text, 300), who_stays=filling(text, 300))
    with kept.world.database.reading() as session:
        home = session.get_one(Household, UUID(ids["household"]))
        assert (home.address, home.who_stays) == (filling(text, 300), filling(text, 300))


@pytest.mark.parametrize("what", TEXTS)
def test_who_has_such_a_name_is_found_by_it(kept: Filled, what: str) -> None:
    name = filling(TEXTS[what], 20)
    secretary = kept.world.as_("周书兰")
    body = {"name": name, "kind": "full", "organization_id": kept.of("李守田")["node"], "confirmed_new": True}
    entered = secretary.post("/members", body)
    assert entered.status_code == 201, entered.json
    found = secretary.send("GET", "/members", query_string={"q": name[:4], "limit": 200})
    assert found.json["items"], "nobody is found"
    assert entered.json["id"] in {item["id"] for item in found.json["items"]}
