"""Every setting that exists: its type, its default, where the default comes from, and where it may be set.

The mark tells how sure the default is: A read in the rule's own text, B in one secondary source, C common knowledge,
D looked for and not found. Whatever is not A, and every number that a place may set otherwise, stands here rather
than in the code that judges.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.errors import Refusal

Value = int | bool | str

COUNTY, TOWNSHIP, BRANCH, MEMBER = "county", "township", "branch", "member"
LEVELS = (COUNTY, TOWNSHIP, BRANCH, MEMBER)
_NODES = (COUNTY, TOWNSHIP, BRANCH)

COUNT, FLAG, CHOICE, MONTH_DAY = "count", "flag", "choice", "month_day"
KINDS = (COUNT, FLAG, CHOICE, MONTH_DAY)

_MONTH_DAY = re.compile(r"\d{2}-\d{2}", re.ASCII)
_NO_LEAP_YEAR = 2023


@dataclass(frozen=True)
class Setting:
    """One setting. `least` and `most` bound a count, `choices` a choice."""

    key: str
    default: Value
    mark: str
    zh: str
    en: str
    levels: tuple[str, ...] = _NODES
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Return `flag`, `choice`, `count` or `month_day`."""
        if isinstance(self.default, bool):
            return FLAG
        if isinstance(self.default, str) and not self.choices:
            return MONTH_DAY
        return CHOICE if self.choices else COUNT

    def ensure_fits(self, value: Any) -> None:
        """Raise `setting_value_invalid` unless the value is of this setting's type and within its bounds."""
        if self.kind == FLAG:
            fits = isinstance(value, bool)
        elif self.kind == CHOICE:
            fits = value in self.choices
        elif self.kind == MONTH_DAY:
            fits = isinstance(value, str) and _is_in_every_year(value)
        else:
            fits = isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most
        if not fits:
            raise Refusal("setting_value_invalid")


def _is_in_every_year(text: str) -> bool:
    """Say whether `MM-DD` is a day that every year has; the 29th of February is not."""
    if not _MONTH_DAY.fullmatch(text):
        return False
    try:
        date(_NO_LEAP_YEAR, int(text[:2]), int(text[3:]))
    except ValueError:
        return False
    return True


def _months(key: str, default: int, mark: str, zh: str, en: str) -> Setting:
    return Setting(key, default, mark, zh, en, least=1, most=60)


def _own_count(key: str, default: int, zh: str, en: str) -> Setting:
    return Setting(key, default, "C", zh, en, levels=LEVELS, least=0, most=10)


def _amount(key: str, default: int, mark: str, zh: str, en: str) -> Setting:
    return Setting(key, default, mark, zh, en, least=1, most=1_000_000)


def _rate(key: str, default: int, zh: str, en: str) -> Setting:
    return Setting(key, default, "A", zh, en, least=0, most=1_000)


def _times(key: str, mark: str, zh: str, en: str) -> Setting:
    return Setting(key, 1, mark, zh, en, least=0, most=12)


CATALOGUE: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        # How a member stands (domain §2)
        _months(
            "months_until_floating",
            6,
            "A",
            "外出满几个月提示为流动党员",
            "Months away before 流动 is suggested",
        ),
        _months(
            "months_until_transfer",
            6,
            "A",
            "外出满几个月提示转接组织关系",
            "Months away before a transfer is suggested",
        ),
        Setting(
            "home_stay_restarts_clock",
            False,
            "C",
            "短暂回家后外出时间重新计算",
            "A short stay at home restarts the months away",
        ),
        Setting(
            "days_until_suspected",
            90,
            "B",
            "多少天没有联系列入疑似失联",
            "Days without contact before it is listed",
            least=30,
            most=366,
        ),
        _months(
            "months_until_suspected_overseas",
            6,
            "A",
            "在海外的，几个月没有联系列入疑似失联",
            "Months without contact, overseas",
        ),
        _months(
            "months_until_studied",
            6,
            "A",
            "几个月没有联系提交组织研究",
            "Months without contact before the branch studies it",
        ),
        _months(
            "months_until_detachment",
            6,
            "A",
            "几个月不参加组织生活或不交党费提示研究",
            "Months without organisation life or dues",
        ),
        _months(
            "months_until_removal",
            24,
            "A",
            "停止党籍后满几个月提示研究",
            "Months of suspension before removal is studied",
        ),
        _months("dues_hint_months", 1, "C", "党费几个月未交开始提示", "Months of unpaid dues before a hint"),
        _months("dues_task_months", 3, "C", "党费几个月未交列为待办", "Months of unpaid dues before a task"),
        _months("dues_red_months", 5, "C", "党费几个月未交标红", "Months of unpaid dues before it turns red"),
        _months(
            "dues_back_payment_months",
            6,
            "A",
            "补交党费一般不超过几个月",
            "Months for which dues are normally paid back",
        ),
        _months("probation_months", 12, "A", "预备期几个月", "Months of probation"),
        _months(
            "probation_extension_least_months",
            6,
            "A",
            "延长预备期最少几个月",
            "Fewest months of an extension",
        ),
        _months(
            "probation_extension_most_months", 12, "A", "延长预备期最多几个月", "Most months of an extension"
        ),
        _months(
            "probation_approval_months", 3, "B", "转正决议几个月内审批", "Months for the approval of 转正"
        ),
        Setting(
            "transfer_letter_days",
            90,
            "A",
            "组织关系介绍信最长有效几天",
            "Days a letter of transfer is valid at most",
            least=1,
            most=365,
        ),
        Setting(
            "transfer_letter_hint_days",
            15,
            "C",
            "介绍信到期前几天提示",
            "Days before a letter runs out to say so",
            least=0,
            most=90,
        ),
        # Dues (domain §6): amounts in fen, limits in yuan a month, rates in ten-thousandths
        Setting(
            "dues_months_ahead",
            2,
            "C",
            "党费可提前登记几个月",
            "Months ahead for which dues may be recorded",
            least=0,
            most=12,
        ),
        _amount("dues_farmer_fen", 20, "A", "农民党员每月至少交几分", "Least a farmer pays a month, in fen"),
        _amount(
            "dues_farmer_most_fen", 100, "A", "农民党员每月最多交几分", "Most a farmer pays a month, in fen"
        ),
        _amount(
            "dues_least_fen",
            20,
            "A",
            "学生、下岗失业、领救济的党员每月交几分",
            "What students, laid-off and those on relief pay a month, in fen",
        ),
        _amount("dues_wage_first_limit_yuan", 3000, "A", "工资第一档上限（元）", "Wage: first limit in yuan"),
        _amount(
            "dues_wage_second_limit_yuan", 5000, "A", "工资第二档上限（元）", "Wage: second limit in yuan"
        ),
        _amount(
            "dues_wage_third_limit_yuan", 10000, "A", "工资第三档上限（元）", "Wage: third limit in yuan"
        ),
        _rate("dues_wage_first_rate", 50, "工资第一档费率（万分之）", "Wage: first rate in ten-thousandths"),
        _rate(
            "dues_wage_second_rate", 100, "工资第二档费率（万分之）", "Wage: second rate in ten-thousandths"
        ),
        _rate("dues_wage_third_rate", 150, "工资第三档费率（万分之）", "Wage: third rate in ten-thousandths"),
        _rate("dues_wage_last_rate", 200, "工资最高一档费率（万分之）", "Wage: last rate in ten-thousandths"),
        _amount("dues_pension_limit_yuan", 5000, "A", "离退休费分档（元）", "Pension: limit in yuan"),
        _rate(
            "dues_pension_rate",
            50,
            "离退休费分档以下费率（万分之）",
            "Pension: rate below, in ten-thousandths",
        ),
        _rate(
            "dues_pension_upper_rate",
            100,
            "离退休费分档以上费率（万分之）",
            "Pension: rate above, in ten-thousandths",
        ),
        # Reports and cards (domain §3)
        Setting("card_issuing", True, "D", "本地仍发放活动证", "Activity cards are still issued here"),
        _months("card_review_months", 12, "A", "活动证几个月年审一次", "Months between reviews of a card"),
        _months(
            "months_until_host_link_due",
            3,
            "C",
            "外出几个月后提示与流入地衔接",
            "Months away before the host branch is contacted",
        ),
        Setting(
            "yearly_reports",
            1,
            "B",
            "外出党员每年至少汇报几次",
            "Reports a year by a member away",
            least=0,
            most=12,
        ),
        # Contact (domain §4)
        Setting(
            "contact_cadence",
            "monthly",
            "C",
            "联系频次",
            "How often contact is made",
            levels=LEVELS,
            choices=("monthly", "article", "quarterly", "custom"),
        ),
        _own_count(
            "contact_any_per_month",
            1,
            "自定频次：每月联系几次，方式不限",
            "Own cadence: contacts a month, any way",
        ),
        _own_count("contact_phone_per_month", 0, "自定频次：每月通话几次", "Own cadence: calls a month"),
        _own_count(
            "contact_wechat_per_xun", 0, "自定频次：每旬微信几次", "Own cadence: messages every ten days (旬)"
        ),
        _own_count("contact_video_per_week", 0, "自定频次：每周视频几次", "Own cadence: video calls a week"),
        _own_count(
            "contact_in_person_per_quarter",
            0,
            "自定频次：每季度当面联系几次",
            "Own cadence: meetings in person a quarter",
        ),
        _own_count(
            "contact_family_per_quarter", 1, "每季度与家属联系几次", "Contacts with the family a quarter"
        ),
        Setting(
            "contact_grace_days",
            3,
            "C",
            "上一期没联系上时，新一期宽限几天",
            "Days of grace in a period after one without contact",
            levels=LEVELS,
            least=0,
            most=30,
        ),
        Setting(
            "overseas_contact_months",
            6,
            "A",
            "在海外的，几个月至少联系一次",
            "Months between contacts, overseas",
            levels=LEVELS,
            least=1,
            most=60,
        ),
        Setting(
            "stronger_way_covers_weaker",
            True,
            "C",
            "视频联系同时算作本期微信联系",
            "A video call also serves the message of its period",
            levels=LEVELS,
        ),
        Setting(
            "late_entry_days",
            7,
            "C",
            "事后超过几天登记的注明补录",
            "Days after which an entry is marked 补录",
            levels=LEVELS,
            least=1,
            most=90,
        ),
        # Feasts, farming seasons, visits and needs (domain §1, §10)
        Setting(
            "season_days_before",
            15,
            "C",
            "节日和农忙前多少天开始排查、慰问",
            "Days before a feast or farming season when its window opens",
            least=0,
            most=60,
        ),
        Setting(
            "season_days_after",
            15,
            "C",
            "节日后多少天结束慰问",
            "Days after a feast when its window closes",
            least=0,
            most=60,
        ),
        Setting("spring_farming_from", "03-20", "C", "春耕农忙从哪天开始", "First day of spring farming"),
        Setting("spring_farming_to", "04-20", "C", "春耕农忙到哪天结束", "Last day of spring farming"),
        Setting("autumn_harvest_from", "09-10", "C", "秋收农忙从哪天开始", "First day of the autumn harvest"),
        Setting("autumn_harvest_to", "10-10", "C", "秋收农忙到哪天结束", "Last day of the autumn harvest"),
        Setting(
            "need_open_days",
            30,
            "C",
            "困难诉求多少天没办完列入案头",
            "Days a need stays open before it is on the desk",
            least=1,
            most=366,
        ),
        # The rings of 五常 (domain §1)
        Setting(
            "ring_report_months",
            12,
            "B",
            "五常里的常报告看近几个月",
            "Months that the ring of reports looks back",
            least=1,
            most=36,
        ),
        Setting(
            "ring_training_months",
            3,
            "C",
            "五常里的常培训看近几个月",
            "Months that the ring of training looks back",
            least=1,
            most=36,
        ),
        Setting(
            "yearly_report_months",
            12,
            "B",
            "在外多少个月没有年度汇报列入案头",
            "Months away without a yearly report before it is on the desk",
            least=1,
            most=36,
        ),
        # Organisation life (domain §5)
        _times("general_meetings_a_quarter", "B", "支部党员大会每季度几次", "General meetings a quarter"),
        _times("committee_meetings_a_month", "B", "支部委员会每月几次", "Committee meetings a month"),
        _times("group_meetings_a_month", "B", "党小组会每月几次", "Group meetings a month"),
        _times("lectures_a_quarter", "B", "党课每季度几次", "Party lectures a quarter"),
        _times("theme_days_a_month", "A", "主题党日每月几次", "Theme days a month"),
        _times("life_meetings_a_year", "A", "组织生活会每年几次", "Organisation life meetings a year"),
        _times("evaluations_a_year", "A", "民主评议党员每年几次", "Evaluations a year"),
        Setting(
            "learning_hours_a_year",
            32,
            "A",
            "党员每年集中学习多少学时",
            "Hours of learning a year",
            least=0,
            most=400,
        ),
        Setting(
            "video_counts_as_present", True, "D", "视频参会计入实到", "Joining by video counts as present"
        ),
        Setting("video_counts_as_vote", False, "D", "视频参会可以表决", "Joining by video carries a vote"),
        Setting(
            "away_members_due",
            False,
            "C",
            "在外党员在所有会议上一律计入应到（党员大会本来就计入）",
            "Members away are due at every kind of meeting (at general meetings they are anyway)",
        ),
        Setting(
            "election_quorum_percent",
            80,
            "B",
            "选举时到会的有表决权党员至少占应到的百分之几",
            "Percent of those due with a vote who must come to an election",
            least=51,
            most=100,
        ),
        Setting(
            "material_megabytes",
            20,
            "C",
            "一份学习材料最多多少兆",
            "Megabytes of one material",
            least=1,
            most=20,
        ),
        Setting(
            "minute_book_by_hand",
            False,
            "C",
            "会议记录以手写本为准，系统只打印摘录",
            "The handwritten minute book counts; only an excerpt is printed",
        ),
        # Where our people are
        Setting(
            "cluster_members",
            3,
            "C",
            "同一地方或同一单位有几位党员时提示",
            "Members at one place or employer before a hint is given",
            least=2,
            most=50,
        ),
        # Reminders (domain §12, §13)
        Setting(
            "reminder_hour",
            8,
            "C",
            "每日提醒几点发",
            "Hour of the day's message",
            least=0,
            most=23,
        ),
        Setting(
            "quiet_from_hour",
            21,
            "C",
            "晚上几点以后不打扰",
            "Hour from which nobody is disturbed",
            least=0,
            most=23,
        ),
        Setting(
            "quiet_to_hour",
            7,
            "C",
            "早上几点以前不打扰",
            "Hour until which nobody is disturbed",
            least=0,
            most=23,
        ),
        # Personal data and accounts (domain §12)
        Setting(
            "invitation_days", 14, "C", "邀请码几天内有效", "Days an invitation is valid", least=1, most=60
        ),
        Setting(
            "staff_idle_minutes",
            30,
            "A",
            "工作人员多少分钟不操作自动锁屏",
            "Minutes before an idle staff screen locks",
            levels=(COUNTY, TOWNSHIP),
            least=5,
            most=30,
        ),
    )
}


def setting_of(key: str) -> Setting:
    """Return a setting. Raise `setting_unknown` where there is none of this key."""
    found = CATALOGUE.get(key)
    if found is None:
        raise Refusal("setting_unknown")
    return found
