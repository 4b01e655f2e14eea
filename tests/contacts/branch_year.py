"""A recorded year of one branch, 2025: who was away when, and every contact as the liaisons noted it down.

Of a contact: day and way (电 call, 微 message, 视 video, 当 in person, 信 letter); before the way 家 for the family, ← where
the member began, ✗ where it did not get through; after it +12 where it was noted down twelve days later. Two liaisons
noted down what stands twice with = (one call) or ≠ (two calls).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from api import clock
from api.access import THE_PRODUCT
from api.db import new_id
from api.journal import in_transaction, record
from api.models import Account, Membership, Person
from tests.cast import LONG_AGO, World
from tests.contacts.calls import call
from tests.pairings.pairs import pair
from tests.reports.stories import departure

YEAR = 2025

# member | communication | place | away | contacts
#
# What was asked and done, worked out by hand month by month (✓ done, · asked and not done, _ not asked):
#   any     any way at all: the branch's preset, once a month; overseas once in half a year, under its last month
#   family  once a quarter, under March, June, September and December
RECORDED = """
陈远   | smartphone    | 330212 | 2025-02-10..           | 2/20电 3/12微 4/8✗电 4/9✗电 5/6←电 6/30电 7/1电
       |               |        |                        | 8/15视 9/20家电 10/3当 11/28微+40 12/31信
李远航 | smartphone    | 440307 | 2025-02-17..2025-11-20 | 2/20电 3/31电 4/1微 5/1家电 5/31视 6/2✗微 7/10电 7/11电
       |               |        |                        | 8/8✗家电 8/31←微 9/1电 10/31电 11/19电 12/5电
王海   | smartphone    | HW0000 | 2024-03-01..           | 1/15家电 3/3微+9
田四季 | smartphone    | 420111 | 2024-08-01..2025-01-20 2025-02-20.. | 1/19电 2/25电 3/1电 6/30✗电 12/3←电
牟住院 | smartphone    | 440605 | 2024-05-05..           | 1/2视 2/28微 3/1微 3/31家微 5/5电 7/31电 8/1电 9/30微
       |               |        |                        | 10/1家电 10/10电 11/11电 12/12电
冉回家 | smartphone    | 320583 | 2024-02-20..           | 1/1家电 1/10电 2/5当 3/3电 4/1家电 4/4电 5/5电 6/6电
       |               |        |                        | 7/1家电 7/7电 8/8电 9/9电 10/1家电 10/10电 11/11电
       |               |        |                        | 12/12电
谭勤联 | smartphone    | 350582 | 2024-06-01..           | 1/1电 2/1电 3/1电 4/1电 5/1电 6/3视 6/12微 6/17✗视
       |               |        |                        | 6/20电 6/24视 7/1电 8/1电 9/1电 10/1电 11/1电 12/1电
罗老三 | feature_phone | 500112 | 2023-03-01..           | 1/5电 1/6电 2/2=电 3/3≠电 4/4电 4/30←电
杨新走 | smartphone    | 420506 | 2025-12-10..           | 12/5电
"""

BY_HAND = """
         J F M A M J J A S O N D   Q1 Q2 Q3 Q4
陈远     _ ✓ ✓ · ✓ ✓ ✓ ✓ · ✓ ✓ ✓   ·  ·  ✓  ·
李远航   _ _ ✓ ✓ ✓ · ✓ ✓ ✓ ✓ ✓ _   _  ✓  ·  ·
王海     _ _ _ _ _ ✓ _ _ _ _ _ ·   ✓  ·  ·  ·
田四季   ✓ _ ✓ · · · · · · · · ✓   ·  ·  ·  ·
牟住院   ✓ ✓ ✓ _ _ _ ✓ ✓ ✓ ✓ ✓ ✓   ✓  _  ·  ✓
冉回家   ✓ _ ✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓   ✓  ✓  ✓  ✓
谭勤联   ✓ ✓ ✓ ✓ ✓ _ ✓ ✓ ✓ ✓ ✓ ✓   ·  ·  ·  ·
罗老三   _ _ _ _ _ _ _ _ _ _ _ _   ·  ·  ·  ·
杨新走   _ _ _ _ _ _ _ _ _ _ _ ·   _  _  _  _
"""

OWN_CADENCE = {
    # 罗老三 is called twice a month; the call of 2 February was one, those of 3 March were two.
    ("罗老三", "phone"): "✓ · ✓ ✓ · · · · · · · ·",
    # In June 谭勤联 had the article's cadence: one call, three times ten days, the four weeks that end in it.
    ("谭勤联", "phone"): "_ _ _ _ _ ✓ _ _ _ _ _ _",
}
JUNE_OF_TAN = {"phone": (1, 1), "wechat": (3, 3), "video": (4, 2)}

TOTALS = {
    # month: asked and done of `any`
    1: (4, 4), 2: (3, 3), 3: (6, 6), 4: (5, 3), 5: (5, 4), 6: (5, 3),
    7: (6, 5), 8: (6, 5), 9: (6, 4), 10: (6, 5), 11: (6, 5), 12: (7, 5),
}  # fmt: skip
FAMILY_TOTALS = {3: (7, 3), 6: (7, 2), 9: (8, 2), 12: (8, 2)}

CALL_TODAY = {
    # On the last day of each month: who is to be called (the family apart).
    1: "王海", 2: "王海 罗老三", 3: "", 4: "陈远 田四季", 5: "田四季 罗老三", 6: "李远航 田四季 罗老三",
    7: "王海 田四季 罗老三", 8: "王海 田四季 罗老三", 9: "陈远 王海 田四季 罗老三", 10: "王海 田四季 罗老三",
    11: "王海 田四季 罗老三", 12: "王海 罗老三 杨新走",
}  # fmt: skip

AT_HOME = ("李守田", "周书兰", *(f"在家{number:02d}" for number in range(1, 19)))

_WAYS = {"电": "phone", "微": "wechat", "视": "video", "当": "in_person", "信": "letter"}
_CONTACT = re.compile(r"(\d+)/(\d+)([✗←家=≠]*)([电微视当信])(?:\+(\d+))?")


@dataclass(frozen=True)
class Noted:
    """One contact of the table."""

    on: date
    way: str
    marks: str
    days_later: int


def read_members() -> Iterator[tuple[str, str, str, list[tuple[date, date | None]], list[Noted]]]:
    """Read the table."""
    # A line without a name goes on with the contacts of the one above.
    lines = re.sub(r"\n\s+\|[| ]+", " ", RECORDED.strip()).splitlines()
    for line in lines:
        name, communication, place, away, contacts = (part.strip() for part in line.split("|"))
        periods = []
        for span in away.split():
            first, _, last = span.partition("..")
            periods.append((date.fromisoformat(first), date.fromisoformat(last) if last else None))
        found = [
            Noted(date(YEAR, int(month), int(day)), _WAYS[way], marks, int(later or 0))
            for month, day, marks, way, later in _CONTACT.findall(contacts)
        ]
        assert len(found) == len(contacts.split())
        yield name, communication, place, periods, found


def read_by_hand() -> dict[str, tuple[list[str], list[str]]]:
    """Return each member's months and quarters as worked out by hand."""
    lines = BY_HAND.strip("\n").splitlines()[1:]
    return {parts[0]: (parts[1:13], parts[13:]) for parts in map(str.split, lines)}


def live(world: World) -> None:
    """Let the year happen; it is noted down on phones and arrives at the middle of the January after it."""
    _bring_in(world)
    with clock.at(datetime(YEAR + 1, 1, 15, 9, tzinfo=clock.ZONE)):
        _set_cadences(world)
        for name, _, place, periods, contacts in read_members():
            pair(world, "李守田", name)
            pair(world, "周书兰", name)
            for left_on, back_on in periods:
                _leave(world, name, place, left_on, back_on)
            for noted in contacts:
                _note_down(world, name, noted)
        _rest(world)


def _bring_in(world: World) -> None:
    names = [name for name, *_ in read_members() if name not in world.people] + list(AT_HOME[2:])
    communications = {name: communication for name, communication, *_ in read_members()}
    node_id = world.node("青松村")

    def enter(session: object) -> None:
        writes = []
        for name in names:
            person = Person(name=name, pinyin=name, sex="1", communication=communications.get(name))
            account = Account(person_id=person.id)
            membership = Membership(
                person_id=person.id, organization_id=node_id, kind="full", from_on=LONG_AGO
            )
            world.people[name], world.memberships[name] = person.id, membership.id
            writes += [person, account, membership]
        record(
            session,  # type: ignore[arg-type]
            node_id=node_id,
            kind="members.imported",
            actor=THE_PRODUCT,
            subjects={"persons": [world.people[name] for name in names]},
            writes=writes,
        )

    in_transaction(world.database, enter)


def _set_cadences(world: World) -> None:
    for name, key, value, from_on in (
        ("罗老三", "contact_cadence", "custom", "2020-01-01"),
        ("罗老三", "contact_any_per_month", 0, "2020-01-01"),
        ("罗老三", "contact_phone_per_month", 2, "2020-01-01"),
        ("谭勤联", "contact_cadence", "article", "2025-06-01"),
        ("谭勤联", "contact_cadence", None, "2025-07-01"),
    ):
        body = {"member_id": str(world.member(name)), "key": key, "value": value, "from_on": from_on}
        _sent(world, "/settings", body)


def _leave(world: World, name: str, place: str, left_on: date, back_on: date | None) -> None:
    told = {"method": "phone", "reported_on": str(left_on), "departed_on": str(left_on), "place_code": place}
    report = _sent(world, "/reports", departure(world, name, **told, wants_card=False))
    _sent(world, f"/reports/{report}/acceptance", {})
    if back_on:
        body = {
            "member_id": str(world.member(name)),
            "kind": "return",
            "method": "in_person",
            "reported_on": str(back_on),
            "returned_on": str(back_on),
        }
        _sent(world, f"/reports/{_sent(world, '/reports', body)}/acceptance", {})


def _note_down(world: World, name: str, noted: Noted) -> None:
    written = datetime.combine(noted.on + timedelta(days=noted.days_later), time(20), clock.ZONE)
    body = call(
        world,
        name,
        way=noted.way,
        happened_on=noted.on,
        recorded_at_device=written.isoformat(),
        with_whom="family" if "家" in noted.marks else "self",
        outcome="no_answer" if "✗" in noted.marks else "reached",
        direction="incoming" if "←" in noted.marks else "outgoing",
    )
    _sent(world, "/contacts", body, "李守田")
    if set(noted.marks) & {"=", "≠"}:
        again = _sent(world, "/contacts", {**body, "id": str(new_id())}, "周书兰")
        _sent(world, f"/contacts/{again}/merging", {"same": "=" in noted.marks})


def _rest(world: World) -> None:
    """牟住院 was in hospital from spring to summer; 冉回家 spent the festival at home."""
    pause = {"reason": "hospital", "from_on": "2025-04-10", "to_on": "2025-06-20"}
    _sent(world, f"/members/{world.member('牟住院')}/contact-pauses", pause)
    stay = {
        "member_id": str(world.member("冉回家")),
        "kind": "home_visit",
        "method": "phone",
        "reported_on": "2025-01-20",
        "from_on": "2025-01-25",
        "to_on": "2025-02-20",
    }
    _sent(world, "/reports", stay)


def _sent(world: World, path: str, body: object, by: str = "周书兰") -> str:
    answer = world.as_(by).post(path, body)
    assert answer.status_code == 201, (path, body, answer.json)
    made: str = answer.json["id"]
    return made
