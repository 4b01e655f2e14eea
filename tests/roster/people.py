"""Invented people for rosters, the same on every run."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from api.codes.id_number import check_digit
from api.members.roster.cells import AwayPlace, AwayReason
from api.members.roster.fields import RosterRow

TODAY = date(2026, 11, 23)
BRANCHES = ["青松村党支部", "白鹭村党支部", "竹溪村党支部", "石桥村党支部"]
SURNAMES = "周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜单曾覃查"
GIVEN = [
    "书兰",
    "守田",
    "桂英",
    "远",
    "明",
    "国强",
    "秀珍",
    "立春",
    "小满",
    "建军",
    "红梅",
    "志刚",
    "月娥",
    "德厚",
    "永福",
]
PLACES = [
    "广东深圳",
    "广东省东莞市",
    "浙江-宁波-鄞州",
    "湖北省武汉市",
    "江苏苏州昆山",
    "福建省泉州市晋江市",
    "上海浦东",
]


def make_id_number(born: date, order: int, area: str = "422802") -> str:
    """Return a valid number; an odd order is a man's."""
    first_17 = f"{area}{born:%Y%m%d}{order:03d}"
    return first_17 + check_digit(first_17)


def make_people(count: int) -> list[RosterRow]:
    """Return that many different members, every third away from home."""
    random = Random(20261123)
    people = []
    for number in range(count):
        born = date(1950, 1, 1) + timedelta(days=random.randrange(365 * 50))
        order = random.randrange(1000)
        branch = BRANCHES[number * len(BRANCHES) // count]
        joined = born.year + 18 + random.randrange(6)
        person = RosterRow(
            name=SURNAMES[number % len(SURNAMES)] + GIVEN[number // len(SURNAMES) % len(GIVEN)],
            sex="1" if order % 2 else "2",
            id_number=make_id_number(born, order),
            ethnicity=random.choice(["01", "15", "06"]),
            birth_date=born.isoformat(),
            education=random.choice(["70", "60", "30", "20", "80"]),
            kind="full",
            branch_name=branch,
            joined_on=f"{joined}-{random.randint(1, 12):02d}",
            confirmed_on=f"{joined + 1}-12-{random.randint(1, 28):02d}",
            job="务农",
            phone=f"1{random.choice('3589')}{number:09d}",
            address=f"湖北省利川市团堡镇{branch[:3]}{number % 9 + 1}组{number % 60 + 1}号",
            roll_status="normal",
            lost_contact=False,
            floating=number % 3 == 0,
            number=number,
        )
        people.append(_away(person, random) if person.floating else person)
    return people


def _away(person: RosterRow, random: Random) -> RosterRow:
    return replace(
        person,
        place=AwayPlace("440300"),
        reason=AwayReason("work"),
        departed_on=f"2025-{random.randint(1, 12):02d}",
        employer="某电子厂",
        family_contact="家属 13900001111",
        has_card=True,
        card_number=f"LD{person.number:04d}",
    )
