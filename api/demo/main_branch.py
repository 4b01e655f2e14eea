"""The people of 桂花坪村: twenty at home and nine away, one of them on probation."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from api.demo.identities import make_id_number, make_phone
from api.demo.organizations import GUIHUAPING
from api.demo.records import (
    DemoGroup,
    DemoHousehold,
    DemoMembership,
    DemoOpening,
    DemoPerson,
)
from api.standing.months import Month, add_months

Way = Literal["smartphone", "feature_phone", "family_relay", "none"]


@dataclass(frozen=True, slots=True)
class Villager:
    """One line of the cast; age and years of membership count back from today."""

    key: str
    name: str
    sex: Literal["1", "2"]
    age: int
    birthday: tuple[int, int]
    ethnicity: str
    education: str
    job: str
    member_for: int
    hamlet: str
    communication: Way = "smartphone"
    family: str | None = None
    exempt: bool = False
    phone_of: str | None = None


AT_HOME = (
    Villager("xiang-guoliang", "向国梁", "1", 52, (3, 12), "15", "30", "村党支部书记", 24, "中坪"),
    Villager("qin-xiuzhi", "覃秀芝", "2", 46, (9, 8), "15", "60", "支部副书记、妇女主任", 17, "下坪"),
    Villager("tian-yongfu", "田永富", "1", 58, (1, 25), "15", "60", "茶叶种植", 30, "上坪"),
    Villager("mu-changqing", "牟长青", "1", 49, (5, 6), "15", "70", "茶叶种植", 19, "中坪"),
    Villager("ran-qiming", "冉启明", "1", 55, (11, 2), "15", "60", "养蜂", 27, "下坪"),
    Villager(
        "tan-shiyou",
        "谭世友",
        "1",
        71,
        (7, 14),
        "15",
        "41",
        "退休教师",
        45,
        "上坪",
        "feature_phone",
        exempt=True,
    ),
    Villager("huang-daju", "黄大菊", "2", 66, (10, 20), "01", "70", "务农", 38, "老屋场", "feature_phone"),
    Villager("yang-changming", "杨昌明", "1", 63, (2, 3), "06", "70", "木工", 33, "水井湾", "feature_phone"),
    Villager("li-xingwang", "李兴旺", "1", 44, (6, 30), "01", "44", "合作社负责人", 12, "栗子坪"),
    Villager("luo-cuiping", "罗翠萍", "2", 41, (4, 18), "15", "41", "村医", 11, "中坪"),
    Villager(
        "zhou-dean",
        "周德安",
        "1",
        77,
        (8, 9),
        "01",
        "80",
        "务农",
        51,
        "老屋场",
        "family_relay",
        "周小兰（女儿）19900009001",
        exempt=True,
    ),
    Villager("wu-guilan", "吴桂兰", "2", 69, (12, 1), "15", "80", "务农", 40, "水井湾", "feature_phone"),
    Villager("deng-zonghai", "邓宗海", "1", 60, (3, 27), "15", "70", "泥瓦工", 29, "下坪"),
    Villager("qu-jiashun", "瞿家顺", "1", 38, (5, 21), "15", "60", "返乡开农家乐", 9, "上坪"),
    Villager("peng-qiuju", "彭秋菊", "2", 35, (9, 23), "15", "30", "村电商服务点", 7, "中坪"),
    Villager(
        "chen-shaokui",
        "陈绍奎",
        "1",
        81,
        (1, 11),
        "01",
        "80",
        "务农",
        55,
        "栗子坪",
        "none",
        "陈永贵（儿子）19900009002",
        exempt=True,
    ),
    Villager("liu-zhengbing", "刘正兵", "1", 47, (10, 5), "06", "70", "茶叶加工", 15, "水井湾"),
    Villager("zhang-yumei", "张玉梅", "2", 33, (6, 17), "12", "30", "幼儿园教师", 6, "下坪"),
    Villager("xiang-xiaoyong", "向小勇", "1", 29, (2, 14), "15", "30", "电工", 5, "上坪"),
    Villager("qin-faxiang", "覃发祥", "1", 65, (4, 2), "15", "70", "务农", 36, "栗子坪", "feature_phone"),
)

AWAY = (
    Villager(
        "tian-xiaoqin", "田晓琴", "2", 36, (7, 3), "15", "60", "电子厂质检员", 8, "上坪",
        family="田大富（父亲）19900009003",
    ),
    Villager(
        "tan-zhiyuan", "谭志远", "1", 41, (11, 19), "15", "30", "家具厂班组长", 13, "上坪",
        family="谭世友（父亲）19900000006",
    ),
    Villager(
        "huang-jianjun", "黄建军", "1", 45, (8, 28), "01", "70", "陶瓷厂技工", 14, "老屋场",
        family="黄小英（女儿）19900009004",
    ),
    Villager(
        "ran-chunmei", "冉春梅", "2", 43, (3, 5), "15", "70", "陶瓷厂包装工", 12, "老屋场",
        family="黄小英（女儿）19900009004", phone_of="huang-jianjun",
    ),
    Villager(
        "long-yunfei", "龙云飞", "1", 37, (12, 12), "06", "60", "鞋厂机修工", 10, "中坪",
        family="彭秋菊（妻子）19900000015",
    ),
    Villager(
        "yang-yuxin", "杨雨欣", "2", 24, (5, 4), "06", "20", "物流公司文员", 0, "水井湾",
        family="杨昌明（伯父）19900000008",
    ),
    Villager(
        "mu-wei", "牟伟", "1", 50, (9, 1), "15", "70", "建筑工", 20, "中坪", "feature_phone",
        family="李腊梅（妻子）19900009005",
    ),
    Villager(
        "li-siyuan", "李思源", "1", 31, (1, 30), "01", "20", "海外工程测量员", 6, "栗子坪",
        family="李兴旺（叔叔）19900000009",
    ),
    Villager(
        "luo-dayong", "罗大勇", "1", 48, (6, 8), "15", "70", "货车司机", 18, "下坪",
        family="向春桃（妻子）19900009006",
    ),
)  # fmt: skip

CAST = AT_HOME + AWAY

HAMLETS_OF_GROUPS = {
    "shangping": ("上坪", "栗子坪"),
    "zhongping": ("中坪", "老屋场"),
    "xiaping": ("下坪", "水井湾"),
}

GROUPS = (
    DemoGroup("shangping", GUIHUAPING, "上坪党小组", 1, "tian-yongfu"),
    DemoGroup("zhongping", GUIHUAPING, "中坪党小组", 2, "mu-changqing"),
    DemoGroup("xiaping", GUIHUAPING, "下坪党小组", 3, "ran-qiming"),
)

HOUSEHOLDS = (
    DemoHousehold(
        "huang-ran",
        GUIHUAPING,
        "云栖镇桂花坪村老屋场",
        "老人住镇上女儿家",
        True,
        ("huang-jianjun", "ran-chunmei"),
    ),
    DemoHousehold(
        "long-peng",
        GUIHUAPING,
        "云栖镇桂花坪村中坪",
        "妻子和两个孩子在家",
        False,
        ("long-yunfei", "peng-qiuju"),
    ),
    DemoHousehold(
        "tian", GUIHUAPING, "云栖镇桂花坪村上坪", "父母和上小学的女儿在家", False, ("tian-xiaoqin",)
    ),
    DemoHousehold(
        "tan", GUIHUAPING, "云栖镇桂花坪村上坪", "父亲在家，一个人住", False, ("tan-zhiyuan", "tan-shiyou")
    ),
    DemoHousehold("luo", GUIHUAPING, "云栖镇桂花坪村下坪", "妻子在家照看老人", False, ("luo-dayong",)),
    DemoHousehold("mu", GUIHUAPING, "云栖镇桂花坪村中坪", "妻子在家", False, ("mu-wei",)),
)


def list_persons(today: date) -> tuple[DemoPerson, ...]:
    """List the people; a couple that shares a phone has one number."""
    sequences = {villager.key: sequence for sequence, villager in enumerate(CAST, 1)}
    persons = []
    for villager in CAST:
        sequence = sequences[villager.key]
        birth_date = date(today.year - villager.age, *villager.birthday)
        has_phone = villager.communication in ("smartphone", "feature_phone")
        persons.append(
            DemoPerson(
                key=villager.key,
                name=villager.name,
                sex=villager.sex,
                birth_date=birth_date,
                id_number=make_id_number(birth_date, villager.sex, sequence),
                ethnicity=villager.ethnicity,
                education=villager.education,
                job=villager.job,
                phone=make_phone(sequences[villager.phone_of or villager.key]) if has_phone else None,
                address=f"云栖镇桂花坪村{villager.hamlet}{sequence}号",
                communication=villager.communication,
                family_contact=villager.family,
            )
        )
    return tuple(persons)


def list_memberships(today: date) -> tuple[DemoMembership, ...]:
    """List the memberships; the youngest is on probation, which ends in about six weeks."""
    return tuple(
        _make_probation(villager, today) if villager.member_for == 0 else _make_membership(villager, today)
        for villager in CAST
    )


def _make_membership(villager: Villager, today: date) -> DemoMembership:
    joined_on = date(today.year - villager.member_for, 7 if villager.birthday[0] % 2 else 5, 1)
    return DemoMembership(
        person_key=villager.key,
        organization_key=GUIHUAPING,
        kind="full",
        joined_on=joined_on,
        confirmed_on=date(joined_on.year + 1, joined_on.month, 1),
        group_key=_find_group(villager.hamlet),
        exempt=villager.exempt,
        opening=_tell_opening(villager.key, today),
    )


def _make_probation(villager: Villager, today: date) -> DemoMembership:
    return DemoMembership(
        person_key=villager.key,
        organization_key=GUIHUAPING,
        kind="probationary",
        joined_on=add_months(today, -11) + timedelta(days=12),
        confirmed_on=None,
        group_key=_find_group(villager.hamlet),
        exempt=villager.exempt,
        opening=_tell_opening(villager.key, today),
    )


def _find_group(hamlet: str) -> str:
    return next(key for key, hamlets in HAMLETS_OF_GROUPS.items() if hamlet in hamlets)


def _tell_opening(key: str, today: date) -> DemoOpening:
    """Tell a recent past for all but the driver, of whom nothing was heard for three months."""
    if key == "luo-dayong":
        return DemoOpening(
            dues_paid_to=Month.of(add_months(today, -4)),
            last_contact_on=today - timedelta(days=96),
            last_organization_life_on=today - timedelta(days=130),
        )
    return DemoOpening(
        dues_paid_to=Month.of(add_months(today, -1)),
        last_contact_on=today - timedelta(days=5 + len(key)),
        last_organization_life_on=today - timedelta(days=18),
    )
