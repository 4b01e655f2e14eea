"""Who went where and when: after the Spring Festival away, before the next one home."""

from datetime import date, timedelta

from api.demo.festivals import list_settled_festivals
from api.demo.organizations import find_start
from api.demo.other_branches import VILLAGE_SIZES, list_keys_away
from api.demo.records import DemoAbsence
from api.standing.months import Month, Precision, add_months

OVERSEAS = "HW0000"

_DESTINATIONS = (
    ("420111", "江南机电装配厂", "南湖路员工宿舍"),
    ("330782", "千帆饰品厂", "商城北路出租屋"),
    ("440606", "福星家电配件厂", "工业大道宿舍"),
    ("320583", "顺达物流公司", "玉山路宿舍"),
    ("440307", "同辉灯具厂", "坪山路出租屋"),
)


def list_absences(today: date) -> tuple[DemoAbsence, ...]:
    """List all away periods of the township, ended ones too."""
    return (*_list_main_branch(today), *_list_other_branches(today))


def _list_main_branch(today: date) -> tuple[DemoAbsence, ...]:
    last, before = list_settled_festivals(today, 2)
    start = find_start(today)
    return (
        DemoAbsence(
            "tian-xiaoqin",
            before + timedelta(days=8),
            "330212",
            "work",
            "明湖电子厂",
            "滨河路员工宿舍3栋",
            card_number=_write_card(before, 3),
        ),
        DemoAbsence(
            "tan-zhiyuan",
            Month.of(add_months(start, -14)).first_day,
            "440307",
            "work",
            "木之林家具厂",
            "龙腾路出租屋",
            precision=Precision.MONTH,
            departed_text="开学那个月",
            discovered_on=start + timedelta(days=20),
            card_number=_write_card(start, 9),
        ),
        DemoAbsence(
            "huang-jianjun",
            before + timedelta(days=10),
            "440605",
            "work",
            "白云陶瓷厂",
            "季华西路宿舍",
            card_number=_write_card(before, 4),
            returned_on=last - timedelta(days=9),
        ),
        DemoAbsence(
            "ran-chunmei",
            before + timedelta(days=10),
            "440605",
            "work",
            "白云陶瓷厂",
            "季华西路宿舍",
            card_number=_write_card(before, 5),
            returned_on=last - timedelta(days=9),
        ),
        DemoAbsence(
            "huang-jianjun",
            last + timedelta(days=11),
            "440605",
            "work",
            "白云陶瓷厂",
            "季华西路宿舍",
            card_number=_write_card(last, 1),
        ),
        DemoAbsence(
            "ran-chunmei",
            last + timedelta(days=11),
            "440605",
            "work",
            "白云陶瓷厂",
            "季华西路宿舍",
            card_number=_write_card(last, 2),
        ),
        DemoAbsence(
            "long-yunfei",
            last + timedelta(days=6),
            "350582",
            "work",
            "捷步鞋厂",
            "长青路宿舍",
            card_number=_write_card(last, 3),
        ),
        DemoAbsence(
            "yang-yuxin",
            today - timedelta(days=130),
            "320583",
            "work",
            "顺达物流公司",
            "前进路公寓",
            card_number=_write_card(today - timedelta(days=130), 8),
        ),
        DemoAbsence(
            "mu-wei",
            today - timedelta(days=80),
            "500112",
            "work",
            "两江建筑劳务队",
            "工地宿舍",
            expected_return_on=today - timedelta(days=2),
        ),
        DemoAbsence(
            "li-siyuan",
            add_months(today, -19),
            OVERSEAS,
            "work",
            "远桥工程公司海外项目部",
            "项目部营地",
            expected_return_on=add_months(today, 5),
        ),
        DemoAbsence(
            "luo-dayong",
            last + timedelta(days=1),
            "420000",
            "work",
            "个体货运",
            precision=Precision.SEASON,
            departed_text="春节后",
            discovered_on=last + timedelta(days=45),
            place_unsettled=True,
        ),
        DemoAbsence(
            "qu-jiashun",
            before + timedelta(days=9),
            "420111",
            "work",
            "江城餐饮公司",
            "珞桂路宿舍",
            card_number=_write_card(before, 6),
            returned_on=last - timedelta(days=12),
        ),
        DemoAbsence(
            "xiang-xiaoyong",
            before + timedelta(days=12),
            "440605",
            "work",
            "安达电力工程队",
            "工地宿舍",
            card_number=_write_card(before, 7),
            returned_on=last - timedelta(days=7),
        ),
    )


def _list_other_branches(today: date) -> tuple[DemoAbsence, ...]:
    last, before = list_settled_festivals(today, 2)
    keys = [key for village in VILLAGE_SIZES for key in list_keys_away(village)]
    absences = []
    for number, key in enumerate(keys):
        place_code, employer, residence = _DESTINATIONS[number % len(_DESTINATIONS)]
        festival = before if number % 3 == 0 else last
        departed_on = festival + timedelta(days=6 + number)
        absences.append(DemoAbsence(key, departed_on, place_code, "work", employer, residence))
    return tuple(absences)


def _write_card(issued_on: date, number: int) -> str:
    return f"云栖桂{issued_on.year}-{number:02d}"
