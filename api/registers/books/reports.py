"""《流动党员报告登记册》."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from api.codes import mask
from api.models import ActivityCard, AwayPeriod, Report, ReportDecision, history_of
from api.registers.columns import Book, Column, Record, phones, words
from api.registers.known import Known, Row, about, within
from api.registers.words import (
    CARD_STATES,
    REASONS,
    REPORT_KINDS,
    REPORT_METHODS,
    about_day,
    day,
    day_of,
    joined,
    place,
)

_TOLD = (("thinking", "思想"), ("work", "工作"), ("organization_life", "组织生活"), ("dues", "党费"))


def records(known: Known) -> Iterator[Record]:
    """Yield the reports that were made in the period, in order of their days; what was withdrawn or hearsay stays out."""
    decisions = {row.report_row_id: row for row in known.facts(ReportDecision)}
    effects = _Effects(known)
    table = history_of(Report)
    wanted = [within(table.c.reported_on, known), table.c.kind != "hearsay"]
    if known.filters.get("kind", "all") != "all":
        wanted.append(table.c.kind == known.filters["kind"])
    for report in known.facts(Report, *wanted, order=(table.c.reported_on, table.c.id)):
        decision = decisions.get(report.row_id)
        member = known.member(report.membership_id)
        if member is None or (decision is not None and decision.outcome == "withdrawn"):
            continue
        yield Record(
            key=str(report.id),
            person_ids=(member.person.id,),
            about=about(
                report=report,
                member=member,
                decision=decision,
                recorded_by=known.account_name(report.submitted_by_id),
                accepted_by=known.account_name(decision.decided_by_id) if decision else "",
                **effects.of(report, decision),
            ),
            subjects=(report.id,),
            membership_id=report.membership_id,
            erased=member.erased,
        )


class _Effects:
    """What accepted reports did: the time away that they opened, changed or closed, and its card."""

    def __init__(self, known: Known) -> None:
        self.opened: dict[UUID, Row] = {}
        self.closed: dict[UUID, Row] = {}
        self.written: dict[tuple[UUID, datetime], Row] = {}
        self.replaced: dict[tuple[UUID, datetime], Row] = {}
        for row in known.history(AwayPeriod):
            self.written[row.membership_id, row.recorded_at] = row
            if row.replaced_at is not None and row.replaced_at <= known.at:
                self.replaced[row.membership_id, row.replaced_at] = row
                continue
            if row.opened_by_id:
                self.opened[row.opened_by_id] = row
            if row.closed_by_id:
                self.closed[row.closed_by_id] = row
        self.cards: dict[UUID, list[Row]] = defaultdict(list)
        for card in known.facts(ActivityCard):
            if card.away_period_id is not None:
                self.cards[card.away_period_id].append(card)

    def of(self, report: Row, decision: Row | None) -> dict[str, Any]:
        """Return the effects of one report; a report that nobody accepted has none."""
        away = self.opened.get(report.id) or self.closed.get(report.id)
        card = next(iter(self.cards.get(away.id, ())), None) if away else None
        before = after = None
        if report.kind == "change" and decision is not None and decision.outcome == "accepted":
            moment = (report.membership_id, decision.recorded_at)
            before, after = self.replaced.get(moment), self.written.get(moment)
        return {"away": away, "card": card, "before": before, "after": after}


def _place(one: SimpleNamespace) -> str:
    away = one.away if one.report.kind == "return" else None
    source = away or one.report
    return place(source.place_code, source.place_unsettled)


def _work(one: SimpleNamespace) -> str:
    return joined(one.report.employer, one.report.residence)


def _work_covered(one: SimpleNamespace) -> str:
    return joined(one.report.employer, one.report.residence and mask.address(one.report.residence))


def _numbers(one: SimpleNamespace) -> str:
    phone, family = one.report.phone, one.report.family_contact
    if one.report.kind in _WITH_NUMBERS:
        phone, family = phone or one.member.person.phone, family or one.member.person.family_contact
    return joined(phone and f"本人{phone}", family and f"家属{family}")


def _card(one: SimpleNamespace) -> str:
    if one.card is None or one.report.kind != "departure":
        return ""
    return joined(one.card.number or CARD_STATES[one.card.state], day(one.card.issued_on))


_WITH_NUMBERS = frozenset({"departure", "return"})
"""Where the sheet asks for both numbers, told again or not."""

_CHANGES: tuple[tuple[str, Any], ...] = (
    ("地点", lambda row: place(row.place_code)),
    ("单位", lambda row: row.employer),
    ("住所", lambda row: row.residence),
    ("预计返回", lambda row: day(row.expected_return_on)),
    ("事由", lambda row: REASONS.get(row.reason_code or "")),
)


def _changed(one: SimpleNamespace, cover: bool = False) -> str:
    if one.report.kind != "change":
        return ""
    told = []
    for name, value in _CHANGES:
        new = value(one.report)
        if not new:
            continue
        old = value(one.before) if one.before is not None else None
        if cover and name == "住所":
            old, new = old and mask.address(old), mask.address(new)
        told.append(f"{name}：{old or '未登记'} → {new}")
    for name, number in (("电话", one.report.phone), ("家属电话", one.report.family_contact)):
        if number:
            told.append(f"{name} → {mask.digits(number) if cover else number}")
    return "；".join(told)


def _returned(one: SimpleNamespace) -> str:
    if one.report.kind != "return":
        return ""
    return day(one.away.returned_on if one.away is not None else one.report.returned_on)


def _inspected(one: SimpleNamespace) -> str:
    if one.report.kind != "return" or one.card is None:
        return ""
    return joined(CARD_STATES[one.card.state], day(one.card.inspected_on))


def _cancelled(one: SimpleNamespace) -> str:
    accepted = one.decision is not None and one.decision.outcome == "accepted"
    return f"已注销 {day_of(one.decision.recorded_at)}" if one.report.kind == "return" and accepted else ""


def _told(one: SimpleNamespace) -> str:
    return "；".join(
        f"{name}：{text.rstrip('。；')}" for key, name in _TOLD if (text := getattr(one.report, key))
    )


def _opinion(one: SimpleNamespace) -> str:
    if one.decision is None:
        return "待受理"
    if one.decision.outcome == "sent_back":
        return f"请补充：{one.decision.reason or ''}"
    return "已收到" if one.decision.decided_by_id is None else f"已受理 {day_of(one.decision.recorded_at)}"


def _departed(one: SimpleNamespace) -> str:
    report = one.report
    if report.kind == "departure":
        return about_day(report.departed_on, report.departed_precision, report.departed_text)
    return joined(day(report.from_on), day(report.to_on), by="至") if report.kind == "home_visit" else ""


def _remarks(one: SimpleNamespace) -> str:
    late = one.report.discovered_on and f"补报，{day(one.report.discovered_on)}得知"
    by_other = one.report.method != "self" and one.recorded_by and f"{one.recorded_by}代录"
    return joined(late, by_other, one.report.note)


BOOK = Book(
    key="reports",
    title="流动党员报告登记册",
    records=records,
    choices={"kind": ("all", "departure", "change", "check_in", "yearly", "home_visit", "return")},
    columns=(
        Column("报告日期", lambda one: day(one.report.reported_on), 1.7),
        Column("报告人", lambda one: one.member.name, 1.3),
        Column("报告类型", lambda one: REPORT_KINDS[one.report.kind], 1.1),
        Column("报告方式", lambda one: REPORT_METHODS[one.report.method], 1.1),
        Column("外出事由", lambda one: REASONS.get(one.report.reason_code or ""), 1),
        Column("离村时间", _departed, 1.7),
        Column("预计返回", lambda one: day(one.report.expected_return_on), 1.7),
        Column("外出地点", _place, 1.7),
        phones("务工单位/住所", _work, 2, covered=_work_covered, long=True),
        phones("本人及家属电话", _numbers, 2.1, long=True),
        Column("活动证号及发证时间", _card, 1.5),
        phones("变更项（前/后）", _changed, 2.2, covered=lambda one: _changed(one, cover=True), long=True),
        Column("返乡日期", _returned, 1.7),
        Column("活动证查验", _inspected, 1.3),
        Column("流动信息注销", _cancelled, 1.5),
        words("思想工作及组织生活、党费情况", _told, 3),
        Column("受理人", lambda one: one.accepted_by, 1.2),
        Column("支部意见", _opinion, 1.5),
        words("备注", _remarks, 1.8),
    ),
)
