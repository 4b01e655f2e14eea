"""The people of the three other villages, counted out of lists of names."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from api.demo.identities import make_id_number, make_phone
from api.demo.organizations import CHASHANAO, FENGXIANGLING, SHIQIAOGOU, VILLAGES
from api.demo.records import DemoMembership, DemoOpening, DemoPerson
from api.standing.months import Month, add_months

FIRST_SEQUENCE = 100
"""Their running numbers in phones and ID numbers begin behind this."""

SURNAMES = "向覃田谭牟冉黄杨李张王刘陈罗周吴邓瞿龙彭"
MEN = (
    "光明 宗林 永贵 世华 德全 兴国 启文 家旺 长春 昌盛 大山 国庆 远志 正清 绍文 发林 明亮 建华 志强 云山 成林 "
    "卫东 海波 松柏 春生 学武 立新 友才"
)
WOMEN = "秋月 桂香 玉兰 翠莲 冬梅 春燕 晓霞 红英 腊香 金凤 素芳 美玲 小琼 彩云 银花 月娥 秀珍 爱萍 丽华 雪莲"
JOBS = (
    "务农",
    "茶叶种植",
    "药材种植",
    "养殖",
    "乡村公路养护员",
    "小卖部",
    "泥瓦工",
    "护林员",
    "返乡创业",
    "退休干部",
)
EDUCATIONS = ("70", "60", "70", "80", "41", "30", "60", "70", "20")
ETHNICITIES = ("15", "15", "01", "15", "06", "15", "01", "12")
HAMLETS = {
    SHIQIAOGOU: ("石桥头", "大沟", "油坊坝", "新屋"),
    CHASHANAO: ("茶山", "坳口", "白果树"),
    FENGXIANGLING: ("枫香树", "岭上", "龙洞湾"),
}


@dataclass(frozen=True, slots=True)
class Village:
    """How many members a village has, the last `away` of them away, and who of the township's people come first."""

    key: str
    members: int
    away: int
    first_ordinal: int
    has_opening: bool


VILLAGE_SIZES = (
    Village(SHIQIAOGOU, 26, 4, 1, True),
    Village(CHASHANAO, 18, 3, 27, True),
    Village(FENGXIANGLING, 14, 2, 45, False),
)


def name_key(village_key: str, number: int) -> str:
    """Name the person with a running number in a village; number 1 is the secretary."""
    return f"{village_key}-{number:02d}"


def list_keys_away(village: Village) -> tuple[str, ...]:
    """List the members of a village who are away."""
    return tuple(
        name_key(village.key, number)
        for number in range(village.members - village.away + 1, village.members + 1)
    )


def list_persons(today: date) -> tuple[DemoPerson, ...]:
    """List the people of the three villages."""
    return tuple(
        _make_person(village, number, today)
        for village in VILLAGE_SIZES
        for number in range(1, village.members + 1)
    )


def list_memberships(today: date) -> tuple[DemoMembership, ...]:
    """List their memberships; the village that joined last has not filled in what lies before."""
    return tuple(
        _make_membership(village, number, today)
        for village in VILLAGE_SIZES
        for number in range(1, village.members + 1)
    )


def _make_person(village: Village, number: int, today: date) -> DemoPerson:
    ordinal = village.first_ordinal + number - 1
    sequence = FIRST_SEQUENCE + ordinal
    sex: Literal["1", "2"] = "2" if ordinal % 3 == 0 else "1"
    age = _find_age(village, number)
    birth_date = date(today.year - age, 1 + (sequence * 5) % 12, 1 + (sequence * 13) % 28)
    hamlets = HAMLETS[village.key]
    is_old = age >= 70
    return DemoPerson(
        key=name_key(village.key, number),
        name=_find_name(ordinal),
        sex=sex,
        birth_date=birth_date,
        id_number=make_id_number(birth_date, sex, sequence),
        ethnicity=ETHNICITIES[sequence % len(ETHNICITIES)],
        education=EDUCATIONS[sequence % len(EDUCATIONS)],
        job="村党支部书记" if number == 1 else JOBS[sequence % len(JOBS)],
        phone=make_phone(sequence),
        address=f"云栖镇{VILLAGES[village.key]}{hamlets[number % len(hamlets)]}{number}号",
        communication="feature_phone" if is_old else "smartphone",
    )


def _make_membership(village: Village, number: int, today: date) -> DemoMembership:
    age = _find_age(village, number)
    joined_on = date(today.year - max(2, (age - 22) // 2), 7, 1)
    return DemoMembership(
        person_key=name_key(village.key, number),
        organization_key=village.key,
        kind="full",
        joined_on=joined_on,
        confirmed_on=date(joined_on.year + 1, 7, 1),
        group_key=None,
        exempt=age >= 75,
        opening=_tell_opening(number, today) if village.has_opening else None,
    )


def _find_name(ordinal: int) -> str:
    """Combine a surname and a given name: every third is a woman, and no name comes twice."""
    is_woman = ordinal % 3 == 0
    given_names = (WOMEN if is_woman else MEN).split()
    place = ordinal // 3 if is_woman else ordinal - ordinal // 3
    surname = SURNAMES[(place * 7 + place // len(given_names)) % len(SURNAMES)]
    return surname + given_names[place % len(given_names)]


def _find_age(village: Village, number: int) -> int:
    """Give the secretary the middle of life, those away the younger years, the rest all ages up to 78."""
    if number == 1:
        return 48
    if number > village.members - village.away:
        return 28 + (number * 5) % 20
    return 34 + (number * 17) % 45


def _tell_opening(number: int, today: date) -> DemoOpening:
    return DemoOpening(
        dues_paid_to=Month.of(add_months(today, -1)),
        last_contact_on=today - timedelta(days=8 + number % 20),
        last_organization_life_on=today - timedelta(days=24),
    )
