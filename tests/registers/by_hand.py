"""Each book of the demo township reckoned a second way: straightforward, from the current rows alone, one by one.

Nothing here knows cuts, columns or the engine; it reads like somebody who fills the paper in by hand.
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.codes import education, ethnic_groups, places, sex
from api.models import (
    Account,
    ActivityCard,
    Attendance,
    AwayPeriod,
    Contact,
    ContactMerge,
    HostLink,
    MakeUp,
    Membership,
    Minutes,
    Need,
    OrganizationName,
    Pairing,
    Person,
    Report,
    ReportDecision,
    ScreeningFinding,
    ScreeningRound,
    StandingDecision,
    Training,
    Transfer,
    Visit,
    VisitMember,
    current,
)

Row = dict[str, str]


class Hand:
    """One branch, one period, everything of the database at hand."""

    def __init__(self, session: Session, branch_id: UUID, from_on: date, to_on: date) -> None:
        self.session, self.branch_id, self.from_on, self.to_on = session, branch_id, from_on, to_on
        self.today = min(to_on, clock.today())
        self._facts: dict[Any, list[Any]] = {}

    def facts(self, model: Any) -> list[Any]:
        if model not in self._facts:
            found = self.session.scalars(current(model))
            self._facts[model] = [row for row in found if row.node_id == self.branch_id]
        return self._facts[model]

    def membership(self, membership_id: UUID) -> Membership:
        return self.session.get_one(Membership, membership_id)

    def person(self, membership_id: UUID) -> Person:
        return self.session.get_one(Person, self.membership(membership_id).person_id)

    def name(self, membership_id: Any) -> str:
        return self.person(UUID(str(membership_id))).name if membership_id else ""

    def by_account(self, account_id: UUID | None) -> str:
        if account_id is None:
            return ""
        return self.session.get_one(Person, self.session.get_one(Account, account_id).person_id).name

    def within(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on

    @property
    def branch_name(self) -> str:
        names = self.session.scalars(
            current(OrganizationName).where(OrganizationName.organization_id == self.branch_id)
        )
        return max((name for name in names if name.from_on <= self.to_on), key=lambda name: name.from_on).name

    def roll(self) -> list[Membership]:
        found = self.session.scalars(
            select(Membership).where(Membership.organization_id == self.branch_id)
        ).all()
        kept = [
            one
            for one in found
            if one.from_on <= self.to_on and (one.to_on is None or one.to_on > self.from_on)
        ]
        return sorted(kept, key=lambda one: (self.person(one.id).pinyin, str(one.id)))


def dot(day: Any) -> str:
    return "" if day is None else str(day).replace("-", ".")


def dot_of(instant: Any) -> str:
    return dot(clock.day_of(instant)) if instant else ""


def where(row: Any) -> str:
    named = places.name_of(row.place_code) if row.place_code else ""
    if row.place_unsettled:
        return f"{named}，地点不固定" if named else "地点不固定"
    return named


def glue(*parts: Any, by: str = "；") -> str:
    return by.join(str(part) for part in parts if part)


def yes(value: bool | None) -> str:
    return {True: "是", False: "否", None: ""}[value]


def roughly(day: date | None, precision: str | None, text: str | None) -> str:
    if day is None:
        return text or ""
    if precision in {None, "day"}:
        return dot(day)
    known = dot(day)[:4] if precision == "year" else dot(day)[:7]
    return f"{known}（{text}）" if text else known


WHY = {None: "", "work": "务工", "business": "经商", "study": "求学", "family": "随家人", "other": "其他"}
CARD = {"to_number": "待编号", "issued": "已发放", "to_inspect": "返乡待查验", "inspected": "已查验", "lost": "遗失", "void": "作废"}  # fmt: skip
FEAST = {"spring_festival": "春节", "july_first": "七一", "national_day": "国庆"}


def feast(key: str | None) -> str:
    kind = (key or "").rpartition("-")[0]
    return FEAST.get(kind, "农忙" if kind in {"spring_farming", "autumn_harvest"} else "日常")


def reports(hand: Hand) -> list[Row]:
    kinds = {"departure": "外出", "change": "变更", "check_in": "报平安", "yearly": "年度汇报", "home_visit": "短暂回家", "return": "返乡"}  # fmt: skip
    decisions = {row.report_row_id: row for row in hand.facts(ReportDecision)}
    periods, cards = hand.facts(AwayPeriod), hand.facts(ActivityCard)
    every_period = [row for row in hand.session.scalars(select(AwayPeriod)) if row.node_id == hand.branch_id]
    made = []
    for one in sorted(hand.facts(Report), key=lambda row: (row.reported_on, row.id)):
        decision = decisions.get(one.row_id)
        if (
            one.kind not in kinds
            or not hand.within(one.reported_on)
            or (decision and decision.outcome == "withdrawn")
        ):
            continue
        person = hand.person(one.membership_id)
        away = next((row for row in periods if one.id in {row.opened_by_id, row.closed_by_id}), None)
        card = next((row for row in cards if away and row.away_period_id == away.id), None)
        phone, family = one.phone, one.family_contact
        if one.kind in {"departure", "return"}:
            phone, family = phone or person.phone, family or person.family_contact
        before = None
        if one.kind == "change" and decision and decision.outcome == "accepted":
            before = next(
                (
                    row
                    for row in every_period
                    if row.membership_id == one.membership_id and row.replaced_at == decision.recorded_at
                ),
                None,
            )
        pairs: list[tuple[str, Callable[[Any], Any]]] = [
            ("地点", where),
            ("单位", lambda row: row.employer),
            ("住所", lambda row: row.residence),
            ("预计返回", lambda row: dot(row.expected_return_on)),
            ("事由", lambda row: WHY[row.reason_code]),
        ]
        changed = [
            f"{name}：{(value(before) if before else None) or '未登记'} → {value(one)}"
            for name, value in pairs
            if value(one)
        ]
        changed += [f"电话 → {one.phone}"] if one.phone else []
        changed += [f"家属电话 → {one.family_contact}"] if one.family_contact else []
        told = [
            ("思想", one.thinking),
            ("工作", one.work),
            ("组织生活", one.organization_life),
            ("党费", one.dues),
        ]
        left = ""
        if one.kind == "departure":
            left = roughly(one.departed_on, one.departed_precision, one.departed_text)
        elif one.kind == "home_visit":
            left = f"{dot(one.from_on)}至{dot(one.to_on)}"
        opinion = "待受理"
        if decision and decision.outcome == "sent_back":
            opinion = f"请补充：{decision.reason}"
        elif decision:
            opinion = f"已受理 {dot_of(decision.recorded_at)}" if decision.decided_by_id else "已收到"
        returns = one.kind == "return"
        made.append(
            {
                "报告日期": dot(one.reported_on),
                "报告人": person.name,
                "报告类型": kinds[one.kind],
                "报告方式": {"self": "本人填报", "in_person": "当面", "phone": "电话", "paper": "书面"}[
                    one.method
                ],
                "外出事由": WHY[one.reason_code],
                "离村时间": left,
                "预计返回": dot(one.expected_return_on),
                "外出地点": where(away) if returns and away else where(one),
                "务工单位/住所": glue(one.employer, one.residence),
                "本人及家属电话": glue(phone and f"本人{phone}", family and f"家属{family}"),
                "活动证号及发证时间": glue(card.number or CARD[card.state], dot(card.issued_on))
                if card and one.kind == "departure"
                else "",
                "变更项（前/后）": "；".join(changed) if one.kind == "change" else "",
                "返乡日期": (dot(away.returned_on) if away else dot(one.returned_on)) if returns else "",
                "活动证查验": glue(CARD[card.state], dot(card.inspected_on)) if returns and card else "",
                "流动信息注销": f"已注销 {dot_of(decision.recorded_at)}"
                if returns and decision and decision.outcome == "accepted"
                else "",
                "思想工作及组织生活、党费情况": "；".join(
                    f"{name}：{text.rstrip('。；')}" for name, text in told if text
                ),
                "受理人": hand.by_account(decision.decided_by_id) if decision else "",
                "支部意见": opinion,
                "备注": glue(
                    one.discovered_on and f"补报，{dot(one.discovered_on)}得知",
                    one.method != "self" and f"{hand.by_account(one.submitted_by_id)}代录",
                    one.note,
                ),
            }
        )
    return made


def contacts(hand: Hand) -> list[Row]:
    merges = hand.facts(ContactMerge)
    same = {row.other_id: row.contact_id for row in merges if row.same}
    another = {row.other_id for row in merges if not row.same}
    stand = [
        row for row in hand.facts(Contact) if row.withdrawn_by_id is None and hand.within(row.happened_on)
    ]
    ids = {row.id for row in stand}
    needs = {row.source_id: row for row in hand.facts(Need) if row.source == "contact"}
    early = clock.now().replace(year=1970)
    made = []
    for one in sorted(stand, key=lambda row: (row.happened_on, row.happened_at or early, row.id)):
        if same.get(one.id) in ids:
            continue
        both = [one, *(row for row in stand if same.get(row.id) == one.id)]
        need = next((needs[row.id] for row in both if row.id in needs), None)
        shown = need is not None and not need.private
        made.append(
            {
                "日期": dot(one.happened_on),
                "流动党员": hand.name(one.membership_id),
                "联络员": "、".join(
                    dict.fromkeys(
                        hand.name(row.by_membership_id) or hand.by_account(row.logged_by_id) for row in both
                    )
                ),
                "联系对象": {"self": "本人", "family": "家属"}[one.with_whom],
                "方式": {
                    "phone": "电话",
                    "wechat": "微信",
                    "video": "视频",
                    "in_person": "当面",
                    "letter": "信函",
                }[one.way],
                "是否联系上": {
                    "reached": "联系上",
                    "no_answer": "未接通",
                    "out_of_service": "空号/停机",
                    "declined": "拒接",
                }[one.outcome],
                "内容摘要（思想、工作、组织生活、学习）": glue(*(row.note for row in both)),
                "困难诉求": (need.words or "") if shown and need else "已登记，不公开" if need else "",
                "办理结果": glue(
                    {
                        "open": "办理中",
                        "settled": "已办好",
                        "explained": "办不了，已说明",
                        "withdrawn": "已撤回",
                    }[need.state],
                    need.result,
                )
                if shown and need
                else "",
                "住址单位变化": glue(
                    places.name_of(one.place_code) if one.place_code else "",
                    one.employer,
                    one.residence,
                    one.phone,
                ),
                "书记阅": "",
                "备注": glue(
                    (clock.day_of(one.recorded_at_device) - one.happened_on).days > 7 and "补录",
                    not any(
                        (away.departed_on or date.min) <= one.happened_on <= (away.returned_on or date.max)
                        for away in hand.facts(AwayPeriod)
                        if away.membership_id == one.membership_id
                    )
                    and "不计入本期",
                    one.double_of_id and one.id not in another and "疑似重复",
                    one.joint_id and "多人视频",
                    one.visit_id and "随慰问",
                ),
            }
        )
    return made


def visits(hand: Hand) -> list[Row]:
    rows = hand.facts(VisitMember)
    needs = [row for row in hand.facts(Need) if row.source == "visit"]
    made = []
    for one in sorted(hand.facts(Visit), key=lambda row: (row.on_date, row.id)):
        if one.void or not hand.within(one.on_date):
            continue
        of_this = sorted(
            (row for row in rows if row.visit_id == one.id), key=lambda row: (row.position, row.id)
        )
        for at, row in enumerate(of_this):
            own = [
                need for need in needs if need.source_id == one.id and need.membership_id == row.membership_id
            ]
            amount = ""
            if one.money_cents:
                yuan = (
                    f"{one.money_cents / 100:.2f}元"
                    if one.money_cents % 100
                    else f"{one.money_cents // 100}元"
                )
                source = {None: "", "dues": "党费", "government": "上级拨付", "village": "村集体", "donation": "社会捐助", "personal": "个人", "other": "其他"}  # fmt: skip
                approved = glue(
                    one.money_approval, one.money_approved_on and f"{dot(one.money_approved_on)}批", by=" "
                )
                amount = glue(yuan, source[one.money_source], approved)
            states = {
                "open": "办理中",
                "settled": "已办好",
                "explained": "办不了，已说明",
                "withdrawn": "已撤回",
            }
            made.append(
                {
                    "慰问时间": dot(one.on_date),
                    "节点（春节/七一/国庆/日常）": feast(one.window_key),
                    "流动党员": hand.name(row.membership_id),
                    "对象（本人/家属）": {"member": "本人", "family": "家属"}[row.met],
                    "与党员关系": row.relation or "",
                    "家庭住址": one.address or "",
                    "慰问人": glue(
                        glue(*(hand.name(who) for who in one.visitor_ids), by="、"),
                        one.other_visitors,
                        by="、",
                    ),
                    "方式": {
                        "home": "上门",
                        "phone": "电话",
                        "video": "视频",
                        "workplace": "到务工地看望",
                        "mail": "邮寄",
                    }[one.way],
                    "慰问品": ("同一次，见上行" if at else one.gifts) if one.gifts else "",
                    "慰问金及来源": ("同一次，见上行" if at else amount) if amount else "",
                    "家庭情况与困难诉求": glue(
                        one.situation, *("已登记，不公开" if need.private else need.words for need in own)
                    ),
                    "解决措施及结果": glue(
                        one.measures,
                        *(glue(states[need.state], need.result, by="：") for need in own if not need.private),
                    ),
                    "签收（签名或捺印）": "",
                    "代签人及关系": one.signer or "",
                    "备注": glue(
                        {
                            "met_member": "已见本人",
                            "met_family": "已见家属",
                            "nobody_home": "无人在家",
                            "by_phone_video": "改为电话视频",
                            "at_workplace": "到务工地看望",
                            "mailed": "邮寄",
                        }[row.outcome],
                        one.note,
                    ),
                }
            )
    return made


def screenings(hand: Hand) -> list[Row]:
    rounds = {row.id: row for row in hand.facts(ScreeningRound)}
    made = []
    for one in sorted(hand.facts(ScreeningFinding), key=lambda row: (row.screened_on, row.id)):
        if not hand.within(one.screened_on):
            continue
        person, membership = hand.person(one.membership_id), hand.membership(one.membership_id)
        lost = {
            None: "", "work": "外出务工经商", "enterprise": "单位改制或破产", "graduated": "毕业后去向不明",
            "changed_job": "工作单位改变", "abroad": "出国（境）", "moved": "居住地改变", "other": "其他",
        }  # fmt: skip
        made.append(
            {
                "姓名": person.name,
                "性别": "" if person.sex == "0" else sex.name_of(person.sex),
                "出生年月": dot((person.birth_date or "")[:7]),
                "入党时间": dot(membership.joined_on),
                "党员类别": {"full": "正式党员", "probationary": "预备党员"}[membership.kind],
                "排查时间": dot(one.screened_on),
                "排查节点（春节/农忙/日常）": feast(rounds[one.round_id].window_key),
                "排查方式（微信/电话/入户/比对）": {
                    "wechat": "微信",
                    "phone": "电话",
                    "visit": "入户",
                    "compare": "比对",
                }[one.method],
                "是否外出": yes(one.is_away),
                "流出时间": roughly(one.departed_on, one.departed_precision, None),
                "流出原因": WHY[one.reason_code],
                "流向": where(one),
                "工作单位": one.employer or "",
                "家庭状况": one.family or "",
                "联系电话": one.phone or "",
                "是否持证": yes(one.has_card),
                "证号": one.card_number or "",
                "党费交至年月": dot(one.dues_paid_to),
                "是否失联": yes(one.result == "lost"),
                "失去联系日期": dot(one.lost_since),
                "失联情形": lost[one.lost_situation],
                "排查结论": glue(
                    {"same": "与台账一致", "differs": "有变化", "lost": "失联"}[one.result], one.conclusion
                ),
                "排查人": one.screener or hand.by_account(one.screened_by_id),
                "签字": "",
                "备注": glue(
                    one.asked != "self"
                    and f"问的是{ {'family': '家属', 'neighbour': '邻居', 'other': '其他人'}[one.asked] }".replace(
                        " ", ""
                    ),
                    one.after_closing and "本轮结束后登记",
                    one.note,
                ),
            }
        )
    return made


def trainings(hand: Hand) -> list[Row]:
    kinds = {"general_meeting": "党员大会", "group_meeting": "党小组会", "lecture": "党课", "theme_day": "主题党日", "life_meeting": "组织生活会", "evaluation": "民主评议", "training": "培训"}  # fmt: skip
    minutes = {row.training_id: row for row in hand.facts(Minutes) if row.closed}
    attended, made_up = hand.facts(Attendance), hand.facts(MakeUp)
    meetings = hand.session.scalars(select(Training).where(Training.organization_id == hand.branch_id)).all()
    made = []
    for one in sorted(meetings, key=lambda row: (row.starts_at, row.id)):
        written = minutes.get(one.id)
        if (
            one.state != "closed"
            or one.private
            or one.kind == "committee"
            or not hand.within(one.on_date)
            or written is None
        ):
            continue
        ways = {row.membership_id: row for row in attended if row.training_id == one.id and row.way != "none"}
        late = {
            row.membership_id: row
            for row in made_up
            if row.training_id == one.id and row.state == "confirmed"
        }
        roll = {UUID(kept["member_id"]): kept for kept in written.roll}
        floating = {who for who in roll if roll[who].get("away")}
        if not floating:
            continue
        begins, ends = one.starts_at.astimezone(clock.ZONE), one.ends_at.astimezone(clock.ZONE)
        votes = orjson.loads(written.resolutions) if written.resolutions else []
        made.append(
            {
                "名称": one.title,
                "类型": kinds[one.kind],
                "时间": f"{begins:%Y.%m.%d %H:%M}至{ends:%H:%M}",
                "地点/平台": glue(one.place, one.platform),
                "主持人": written.host or "",
                "记录人": written.recorder or "",
                "应到": str(written.figures["due"]),
                "实到": str(written.figures["present"]),
                "有表决权人数": str(written.figures["may_vote"]),
                "学时": f"{written.hours:g}",
                "内容": " ".join((written.content or "").split()),
                "议题": " ".join((written.topics or "").split()),
                "决议及表决（同意/反对/弃权）": "；".join(
                    f"{at}. {it['text'].rstrip('。；')}（同意{it['for_count']}，反对{it['against_count']}，弃权{it['abstained_count']}）"
                    for at, it in enumerate(votes, 1)
                ),
                "补学登记": {f"{hand.name(who)} {dot(row.on_date)}" for who, row in late.items()},  # type: ignore[dict-item]
                "出席（含线上）": {
                    hand.name(who)
                    for who, row in ways.items()
                    if row.way in {"hall", "video", "host"} and who in roll
                },  # type: ignore[dict-item]
                "缺席及原因": {
                    hand.name(who) for who in roll if who not in ways or ways[who].way == "absent"
                },  # type: ignore[dict-item]
                "流动党员参加情况": {  # type: ignore[dict-item]
                    f"{hand.name(who)}：{_took_part(who, ways, late)}" for who in floating
                },
            }
        )
    return made


def _took_part(who: UUID, ways: dict[UUID, Any], late: dict[UUID, Any]) -> str:
    way = ways[who].way if who in ways else None
    if way in {"hall", "video", "host"}:
        return {"hall": "返乡参加", "video": "视频", "host": "流入地"}[way]
    return "补学" if who in late else "请假" if way else "未参加"


def _months_after(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = [
        31,
        29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28,
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ]
    return date(year, month, min(day.day, last[month - 1]))


def _state(hand: Hand, membership: Membership, period: AwayPeriod | None) -> str:
    if period is not None and period.returned_on and period.returned_on <= hand.today:
        return "已返乡"
    if membership.to_on and membership.to_on <= hand.today:
        return {"died": "去世", "transferred": "转出", "moved": "转到其他支部"}[
            membership.leaving_reason or ""
        ]
    words = {"floating": "流动", "short_absence": "短期外出", "out_of_contact": "失联", "at_home": "在村"}
    since = max([row.returned_on for row in _away(hand, membership.id) if row.returned_on] + [date.min])
    if period is not None and period.departed_on:
        since = max(since, period.departed_on)
    made = [
        row
        for row in hand.facts(StandingDecision)
        if row.membership_id == membership.id and since <= row.decided_on <= hand.today
    ]
    if made:
        return words[max(made, key=lambda row: row.decided_on).state]
    if period is None or (period.departed_on and period.departed_on > hand.today):
        return "已报告拟外出" if period is not None else "在村"
    if period.departed_on is None:
        return "未登记"
    first = period.departed_on
    if period.departed_precision in {"month", "season"}:
        length = 1 if period.departed_precision == "month" else 3
        latest = date.fromordinal(_months_after(first.replace(day=1), length).toordinal() - 1)
        first = min(latest, max(period.discovered_on, first)) if period.discovered_on else latest
    return "流动" if _months_after(first, 6) <= hand.today else "短期外出"


def _away(hand: Hand, membership_id: UUID) -> list[AwayPeriod]:
    found = [row for row in hand.facts(AwayPeriod) if row.membership_id == membership_id]
    return sorted(found, key=lambda row: (row.departed_on or date.min, row.id))


def ledger(hand: Hand) -> list[Row]:
    made = []
    for membership in hand.roll():
        person = hand.person(membership.id)
        for period in _away(hand, membership.id):
            if (period.departed_on and period.departed_on > hand.to_on) or (
                period.returned_on and period.returned_on < hand.from_on
            ):
                continue
            card = next((row for row in hand.facts(ActivityCard) if row.away_period_id == period.id), None)
            host = next((row for row in hand.facts(HostLink) if row.away_period_id == period.id), None)
            transfers = sorted(
                (row for row in hand.facts(Transfer) if row.membership_id == membership.id),
                key=lambda row: row.recorded_at,
            )
            pairs = [
                row
                for row in hand.session.scalars(select(Pairing).where(Pairing.member_id == membership.id))
                if row.from_on <= hand.today and (row.to_on is None or row.to_on > hand.today)
                and all(
                    hand.membership(who).to_on is None or hand.membership(who).to_on > hand.today  # type: ignore[operator]
                    for who in (row.member_id, row.liaison_id)
                )
            ]  # fmt: skip
            pairs.sort(key=lambda row: (not row.lead, row.from_on, row.id))
            words = {
                "planned": "拟转接",
                "letter_issued": "已开介绍信",
                "in_transit": "在途",
                "received": "已接收",
                "returned": "退回",
            }
            relation = "在本支部" if membership.roll_status == "normal" else "?"
            if period.relation_transferred_on:
                relation = f"已转出 {dot(period.relation_transferred_on)}"
            elif transfers and transfers[-1].state in words:
                relation = words[transfers[-1].state]
            held = (
                "否" if card is None else "是" if card.state in {"issued", "to_inspect"} else CARD[card.state]
            )
            hosts = {"not_contacted": "未联系", "contacted": "已联系", "registered": "已报到", "no_organization": "当地无组织", "not_suitable": "不便纳入"}  # fmt: skip
            made.append(
                {
                    "姓名": person.name,
                    "性别": sex.name_of(person.sex),
                    "出生年月": dot((person.birth_date or "")[:7]),
                    "民族": ethnic_groups.name_of(person.ethnicity) if person.ethnicity else "",
                    "文化程度": education.name_of(person.education) if person.education else "",
                    "党员类别": {"full": "正式党员", "probationary": "预备党员"}[membership.kind],
                    "入党时间": dot(membership.joined_on),
                    "转正时间": dot(membership.confirmed_on),
                    "所在支部": hand.branch_name,
                    "原职业": person.job or "",
                    "外出原因": WHY[period.reason_code],
                    "外出时间": roughly(period.departed_on, period.departed_precision, period.departed_text)
                    or "未登记",
                    "外出地点（省市县）": where(period),
                    "工作单位": period.employer or "",
                    "现住址": period.residence or "",
                    "本人电话": person.phone or "",
                    "家属联系人及电话": person.family_contact or "",
                    "是否持证": held,
                    "证号": (card.number or "") if card else "",
                    "流入地党组织及联系人": glue(host.organization_text or hosts[host.state], host.contact)
                    if host
                    else "",
                    "联络员及电话": "；".join(
                        glue(hand.name(row.liaison_id), hand.person(row.liaison_id).phone, by=" ")
                        for row in pairs
                    ),
                    "组织关系状态": relation,
                    "预计返回日期": dot(period.expected_return_on),
                    "结束流动日期": dot(period.returned_on)
                    if period.returned_on and period.returned_on <= hand.to_on
                    else "",
                    "状态": _state(hand, membership, period),
                    "备注": " ".join((person.note or "").split()),
                }
            )
    return made


def collection(hand: Hand) -> list[Row]:
    made = []
    for membership in hand.roll():
        if membership.from_on > hand.today or (membership.to_on and membership.to_on <= hand.today):
            continue
        person = hand.person(membership.id)
        open_now = [
            row
            for row in _away(hand, membership.id)
            if (row.departed_on is None or row.departed_on <= hand.today)
            and (row.returned_on is None or row.returned_on > hand.today)
        ]
        decided = sorted(
            (
                row
                for row in hand.facts(StandingDecision)
                if row.membership_id == membership.id and row.decided_on <= hand.today
            ),
            key=lambda row: row.decided_on,
        )
        lost = decided[-1] if decided and decided[-1].state == "out_of_contact" else None
        made.append(
            {
                "姓名": person.name,
                "性别": sex.name_of(person.sex),
                "公民身份号码": person.id_number or "",
                "民族": ethnic_groups.name_of(person.ethnicity) if person.ethnicity else "",
                "出生日期": dot(person.birth_date),
                "学历": education.name_of(person.education) if person.education else "",
                "人员类别": {"full": "正式党员", "probationary": "预备党员"}[membership.kind],
                "所在党支部": hand.branch_name,
                "加入党组织日期": dot(membership.joined_on),
                "转为正式党员日期": dot(membership.confirmed_on),
                "工作岗位": person.job or "",
                "联系电话": person.phone or "",
                "固定电话": person.landline or "",
                "家庭住址": person.address or "",
                "党籍状态": {
                    "normal": "正常",
                    "suspended": "停止党籍",
                    "restored": "恢复党籍",
                    "retained": "保留党籍",
                }[membership.roll_status],
                "是否为失联党员": "是" if lost else yes(membership.reported_lost),
                "失去联系日期": dot(lost.decided_on if lost else membership.reported_lost_on),
                "是否为流动党员": yes(bool(open_now)),
                "外出流向（省/市/县）": where(open_now[-1]) if open_now else "",
            }
        )
    return made


BY_HAND: dict[str, Callable[[Hand], list[Row]]] = {
    "screenings": screenings,
    "reports": reports,
    "contacts": contacts,
    "trainings": trainings,
    "visits": visits,
    "ledger": ledger,
    "collection": collection,
}
