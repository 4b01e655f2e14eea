"""《流动党员排查登记册》: one row for each member of each round, in the order of the days."""

from collections.abc import Iterator
from types import SimpleNamespace

from api.codes import sex
from api.models import ScreeningFinding, ScreeningRound, history_of
from api.registers.columns import WORDS, Book, Column, Record, blank, phones, words
from api.registers.known import Known, about, within
from api.registers.words import (
    LOST,
    MEMBER_KINDS,
    REASONS,
    SCREENING_ASKED,
    SCREENING_METHODS,
    SCREENING_RESULTS,
    about_day,
    day,
    joined,
    place,
    season,
    yes_no,
)


def records(known: Known) -> Iterator[Record]:
    """Yield the findings whose day lies in the period."""
    rounds = {row.id: row for row in known.facts(ScreeningRound)}
    table = history_of(ScreeningFinding)
    order = (table.c.screened_on, table.c.id)
    for finding in known.facts(ScreeningFinding, within(table.c.screened_on, known), order=order):
        member = known.member(finding.membership_id)
        if member is None or (known.filters.get("who") == "away" and not finding.is_away):
            continue
        round_ = rounds.get(finding.round_id)
        yield Record(
            key=str(finding.id),
            person_ids=(member.person.id,),
            about=about(
                finding=finding,
                person=member.person,
                membership=member.membership,
                season=season(round_.window_key if round_ else None),
                screener=finding.screener or known.account_name(finding.screened_by_id),
            ),
            subjects=(finding.id,),
            membership_id=finding.membership_id,
            erased=member.erased,
        )


def _lost(one: SimpleNamespace) -> str:
    return yes_no(one.finding.result == "lost")


def _conclusion(one: SimpleNamespace) -> str:
    return joined(SCREENING_RESULTS[one.finding.result], one.finding.conclusion)


def _remarks(one: SimpleNamespace) -> str:
    asked = one.finding.asked != "self" and f"问的是{SCREENING_ASKED[one.finding.asked]}"
    return joined(asked, one.finding.after_closing and "本轮结束后登记", one.finding.note)


BOOK = Book(
    key="screenings",
    title="流动党员排查登记册",
    records=records,
    choices={"who": ("all", "away")},
    signers=("排查人", "填表人", "支部书记"),
    columns=(
        Column("姓名", lambda one: one.person.name, 1.3),
        Column("性别", lambda one: "" if one.person.sex == "0" else sex.name_of(one.person.sex), 0.6),
        Column("出生年月", lambda one: day((one.person.birth_date or "")[:7]), 1.2),
        Column("入党时间", lambda one: day(one.membership.joined_on), 1.3),
        Column("党员类别", lambda one: MEMBER_KINDS[one.membership.kind], 0.9),
        Column("排查时间", lambda one: day(one.finding.screened_on), 1.3),
        Column("排查节点（春节/农忙/日常）", lambda one: one.season, 1.1),
        Column("排查方式（微信/电话/入户/比对）", lambda one: SCREENING_METHODS[one.finding.method], 1.2),
        Column("是否外出", lambda one: yes_no(one.finding.is_away), 0.7),
        Column(
            "流出时间", lambda one: about_day(one.finding.departed_on, one.finding.departed_precision), 1.3
        ),
        Column("流出原因", lambda one: REASONS.get(one.finding.reason_code or ""), 0.9),
        Column("流向", lambda one: place(one.finding.place_code, one.finding.place_unsettled), 1.7),
        Column("工作单位", lambda one: one.finding.employer, 1.6),
        words("家庭状况", lambda one: one.finding.family, 1.8),
        phones("联系电话", lambda one: one.finding.phone, 1.4),
        Column("是否持证", lambda one: yes_no(one.finding.has_card), 0.7),
        Column("证号", lambda one: one.finding.card_number, 1.3),
        Column("党费交至年月", lambda one: day(one.finding.dues_paid_to), 1.2),
        Column("是否失联", _lost, 0.7),
        Column("失去联系日期", lambda one: day(one.finding.lost_since), 1.3),
        Column("失联情形", lambda one: LOST.get(one.finding.lost_situation or ""), 1.2),
        Column(
            "排查结论", _conclusion, 1.8, WORDS, lambda one: SCREENING_RESULTS[one.finding.result], long=True
        ),
        Column("排查人", lambda one: one.screener, 1.2),
        blank("签字", 1.2),
        words("备注", _remarks, 1.6),
    ),
)
