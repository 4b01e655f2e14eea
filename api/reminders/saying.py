"""What a message says: kinds and counts in words, and nobody's name.

A line holds `kind` and `count`, a meeting its kind and beginning, too. There is nothing in it that a phone number, an
address, a name or a note could come through.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from api import clock
from api.trainings import kinds

Pair = tuple[str, str]

KINDS: Mapping[str, tuple[Pair, str]] = {
    # kind: (sentence, the page where it is seen to)
    "meeting_soon": (("{meeting}", "{meeting}"), "/learning"),
    "report_sent_back": (("您有 {count} 份报告请补充", "{count} of your reports to complete"), "/reports"),
    "paired_contact": (
        ("您结对的同志有 {count} 位该联系了", "{count} of those paired with you to call"),
        "/today",
    ),
    "report_waiting": (("{count} 份报告等书记确认", "{count} reports wait for the secretary"), "/desk"),
    "hearsay_waiting": (
        ("{count} 条听说外出的消息待核实", "{count} rumours of a departure to check"),
        "/desk",
    ),
    "handoff_open": (("{count} 件请协助的事等着看", "{count} requests for help"), "/desk"),
    "handoff_support": (
        ("{count} 件协助的事请镇里帮一把", "{count} matters that need the township's support"),
        "/desk",
    ),
    "need_unassigned": (
        ("{count} 件困难诉求还没定谁来办", "{count} needs without anybody to see to them"),
        "/needs",
    ),
    "need_open_long": (("{count} 件困难诉求很久没有办完", "{count} needs open for long"), "/needs"),
    "liaison_lost": (
        ("{count} 位同志的联络员不在了，请接上", "{count} members lost their liaison"),
        "/pairings",
    ),
    "visit_window_open": (("{count} 户还没有走访", "{count} homes still to call on"), "/visits"),
    "arrivals_missing": (
        ("{count} 位同志还没说哪天到家", "{count} have not said when they come home"),
        "/visits",
    ),
    "card_to_inspect": (("{count} 本活动证待查验", "{count} cards to inspect"), "/desk"),
    "card_to_number": (("{count} 本活动证待填编号", "{count} cards to number"), "/desk"),
    "contribution_waiting": (("{count} 件反哺家乡的事待确认", "{count} deeds to confirm"), "/contributions"),
    "screening_open": (("{count} 位同志排查还没问到", "{count} members still to be asked"), "/screenings"),
    "screening_to_open": (
        ("{count} 轮排查可以开始了", "{count} rounds of screening may begin"),
        "/screenings",
    ),
    "screening_to_close": (
        ("{count} 轮排查都问到了，可以结束", "{count} rounds may be closed"),
        "/screenings",
    ),
    "transfer_waiting": (("{count} 件组织关系转接等着办", "{count} transfers under way"), "/standing"),
    "liaison_missing": (
        ("{count} 位在外的同志还没有联络员", "{count} members away have no liaison"),
        "/pairings",
    ),
    "contact_double": (("{count} 次联系可能登记了两遍", "{count} contacts may be noted twice"), "/contacts"),
    "contact": (("{count} 位同志该联系了", "{count} members to call"), "/contacts"),
    "suggestion": (("{count} 条提示请您看看", "{count} suggestions to look at"), "/desk"),
    "host_link_due": (
        ("{count} 位同志的流入地组织该问一声了", "{count} branches elsewhere to ask"),
        "/standing",
    ),
    "yearly_report_due": (("{count} 位同志该交年度汇报了", "{count} yearly reports due"), "/desk"),
    "registration_due": (
        (
            "全国系统里有 {count} 位同志的情况要登记或更新",
            "{count} entries of the national system to make or renew",
        ),
        "/standing/national",
    ),
    "make_up_waiting": (("{count} 次补学待确认", "{count} make-ups to confirm"), "/trainings"),
    "training_to_close": (("{count} 次会议的记录待定稿", "{count} minutes to close"), "/trainings"),
    "training_not_planned": (
        ("有会议还没安排（{count} 个支部）", "{count} branches with meetings to plan"),
        "/trainings",
    ),
    "opening_missing": (
        ("{count} 位同志的底数待补登", "{count} members with facts to add"),
        "/members/opening",
    ),
    "robot_failed": (
        ("群机器人没有发出去，请到“群提醒”看一看", "A group robot's message did not go out; please look"),
        "/robots",
    ),
}
"""Every kind of line, in the order in which a message has them."""

_SAME = {"contact_overdue": "contact", "contact_due": "contact"}

FOR_THE_GROUP = frozenset(
    {
        "meeting_soon",
        "contact",
        "visit_window_open",
        "arrivals_missing",
        "screening_open",
        "screening_to_open",
    }
)
"""What a branch's whole group may read; reports, needs, dues, cards, suggestions are the secretary's own matters."""

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TITLE: Pair = ("有 {count} 件事", "{count} things to see to")
_TRIAL: Pair = ("这是一条测试消息，收到就是连好了。", "This is a trial: it works.")
_LINK: Pair = ("打开连心桥看看：{url}", "Open Lianxinqiao: {url}")

Line = dict[str, Any]


def count_up(items: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Return the desk's items as lines: one for each kind, with how many members, homes or papers it is about."""
    counts: dict[str, int] = {}
    for item in items:
        kind = _SAME.get(item["kind"], item["kind"])
        count = item["count"]
        if kind == "screening_open" and count == 0:
            kind, count = "screening_to_close", 1
        counts[kind] = counts.get(kind, 0) + (1 if count is None else count)
    return [{"kind": kind, "count": counts[kind]} for kind in KINDS if counts.get(kind)]


def say_line(line: Mapping[str, Any], language: str) -> str:
    """Write one line in words."""
    at = 0 if language == "zh" else 1
    sentence = KINDS[line["kind"]][0][at]
    return sentence.format(count=line["count"], meeting=_meeting(line, at))


def page_of(line: Mapping[str, Any]) -> str:
    """Return the page of the app where a line is seen to."""
    return KINDS[line["kind"]][1]


def say_title(lines: Sequence[Mapping[str, Any]], language: str) -> str:
    """Write a message's title: how many kinds of things it tells."""
    return _TITLE[0 if language == "zh" else 1].format(count=len(lines))


def compose(lines: Sequence[Mapping[str, Any]], url: str, *, trial: bool = False) -> str:
    """Write the message that leaves the house, in Chinese: the product's name, the lines, and where to look."""
    if trial:
        return f"【连心桥】{_TRIAL[0]}"
    told = [f"· {say_line(line, 'zh')}" for line in lines]
    return "\n".join([f"【连心桥】今天{say_title(lines, 'zh')}", *told, _LINK[0].format(url=url)])


def compose_short(lines: Sequence[Mapping[str, Any]], url: str) -> str:
    """Write the same as one line, for an SMS."""
    return f"【连心桥】{'；'.join(say_line(line, 'zh') for line in lines)}。{_LINK[0].format(url=url)}"


def _meeting(line: Mapping[str, Any], at: int) -> str:
    if "starts_at" not in line:
        return ""
    begins = datetime.fromisoformat(line["starts_at"]).astimezone(clock.ZONE)
    name = kinds.NAMES[line["code"]][at]
    if at:
        return f"{name}: {_DAYS[begins.weekday()]} {begins:%Y-%m-%d %H:%M}"
    return f"{name}：{begins.month}月{begins.day}日（{_WEEKDAYS[begins.weekday()]}）{begins:%H:%M}"
