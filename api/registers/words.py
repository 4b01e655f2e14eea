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


SCREENING_METHODS = {"wechat": "微信", "phone": "电话", "visit": "入户", "compare": "比对"}
SCREENING_ASKED = {"self": "本人", "family": "家属", "neighbour": "邻居", "other": "其他人"}
SCREENING_RESULTS = {"same": "与台账一致", "differs": "有变化", "lost": "失联"}
LOST = {
    "work": "外出务工经商",
    "enterprise": "单位改制或破产",
    "graduated": "毕业后去向不明",
    "changed_job": "工作单位改变",
    "abroad": "出国（境）",
    "moved": "居住地改变",
    "other": "其他",
}
VISIT_WAYS = {"home": "上门", "phone": "电话", "video": "视频", "workplace": "到务工地看望", "mail": "邮寄"}
VISIT_OUTCOMES = {
    "met_member": "已见本人",
    "met_family": "已见家属",
    "nobody_home": "无人在家",
    "by_phone_video": "改为电话视频",
    "at_workplace": "到务工地看望",
    "mailed": "邮寄",
}
MONEY_SOURCES = {
    "dues": "党费",
    "government": "上级拨付",
    "village": "村集体",
    "donation": "社会捐助",
    "personal": "个人",
    "other": "其他",
}
MEETINGS = {
    "general_meeting": "党员大会",
    "committee": "支委会",
    "group_meeting": "党小组会",
    "lecture": "党课",
    "theme_day": "主题党日",
    "life_meeting": "组织生活会",
    "evaluation": "民主评议",
    "training": "培训",
}
ABSENCES = {"work": "上班", "ill": "生病", "family": "家里有事", "far": "路远", "other": "其他原因"}
MAKE_UPS = {
    "material": "自学材料",
    "recording": "看回放",
    "visit": "送学上门",
    "host": "在流入地补学",
    "other": "其他方式",
}


def season(window_key: str | None) -> str:
    """Write the window that something belongs to: 春节, 七一, 农忙, or 日常."""
    kind = (window_key or "").rpartition("-")[0]
    words = {"spring_festival": "春节", "july_first": "七一", "national_day": "国庆"}
    return words.get(kind) or ("农忙" if kind in {"spring_farming", "autumn_harvest"} else "日常")
