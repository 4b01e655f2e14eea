"""The words that the printed sheets use for codes and days."""

from datetime import date, datetime
from typing import Any

from api import clock
from api.codes import places

REPORT_KINDS = {
    "departure": "外出",
    "change": "变更",
    "check_in": "报平安",
    "yearly": "年度汇报",
    "home_visit": "短暂回家",
    "return": "返乡",
    "hearsay": "听说外出",
}
REPORT_METHODS = {"self": "本人填报", "in_person": "当面", "phone": "电话", "paper": "书面"}
REASONS = {"work": "务工", "business": "经商", "study": "求学", "family": "随家人", "other": "其他"}
MEMBER_KINDS = {"full": "正式党员", "probationary": "预备党员"}
ROLL = {"normal": "正常", "suspended": "停止党籍", "restored": "恢复党籍", "retained": "保留党籍"}
STATES = {
    "at_home": "在村",
    "departure_reported": "已报告拟外出",
    "short_absence": "短期外出",
    "floating": "流动",
    "return_expected": "返乡待报到",
    "unregistered": "未登记",
    "out_of_contact": "失联",
    "left": "已转出",
}
LEAVING = {
    "died": "去世",
    "transferred": "转出",
    "struck_off": "除名",
    "withdrew": "退党",
    "expelled": "开除",
    "probation_cancelled": "取消预备党员资格",
    "moved": "转到其他支部",
    "recorded_twice": "重复登记",
}
CARD_STATES = {
    "to_number": "待编号",
    "issued": "已发放",
    "to_inspect": "返乡待查验",
    "inspected": "已查验",
    "lost": "遗失",
    "void": "作废",
}
TRANSFERS = {
    "planned": "拟转接",
    "letter_issued": "已开介绍信",
    "in_transit": "在途",
    "received": "已接收",
    "returned": "退回",
    "dropped": "",
}
HOSTS = {
    "not_contacted": "未联系",
    "contacted": "已联系",
    "registered": "已报到",
    "no_organization": "当地无组织",
    "not_suitable": "不便纳入",
}
WAYS = {"phone": "电话", "wechat": "微信", "video": "视频", "in_person": "当面", "letter": "信函"}
WHOM = {"self": "本人", "family": "家属"}
OUTCOMES = {"reached": "联系上", "no_answer": "未接通", "out_of_service": "空号/停机", "declined": "拒接"}
NEED_STATES = {"open": "办理中", "settled": "已办好", "explained": "办不了，已说明", "withdrawn": "已撤回"}

_PRECISIONS = {"day": 10, "month": 7, "season": 7, "year": 4}


def day(value: date | str | None) -> str:
    """Write a day or a partial date: 2026.03.08, 1986.07."""
    if value is None:
        return ""
    return str(value).replace("-", ".")


def day_of(instant: datetime | None) -> str:
    """Write the village's day of an instant."""
    return "" if instant is None else day(clock.day_of(instant))


def about_day(value: date | None, precision: str | None, text: str | None = None) -> str:
    """Write a day as precisely as it is known, with the words it was told in."""
    if value is None:
        return text or ""
    known = day(value.isoformat()[: _PRECISIONS[precision or "day"]])
    return f"{known}（{text}）" if text and precision != "day" else known


def place(code: str | None, unsettled: bool | None = False) -> str:
    """Write a place by its code."""
    named = places.name_of(code) if code else ""
    return "，".join(part for part in (named, "地点不固定" if unsettled else "") if part)


def yes_no(value: bool | None) -> str:
    """Write 是 or 否, and nothing for what is not known."""
    return "" if value is None else "是" if value else "否"


def joined(*parts: Any, by: str = "；") -> str:
    """Join what is filled."""
    return by.join(str(part) for part in parts if part)


def money(cents: int | None) -> str:
    """Write an amount in yuan."""
    if cents is None:
        return ""
    return f"{cents // 100}元" if cents % 100 == 0 else f"{cents / 100:.2f}元"
