"""《流动党员慰问登记册》: one row for each member of each visit; what was brought stands in the first of them."""

from collections.abc import Iterator
from types import SimpleNamespace
from uuid import UUID

from api.codes import mask
from api.models import Need, Visit, VisitMember, history_of
from api.registers.columns import WORDS, Book, Column, Record, blank, phones, words
from api.registers.known import Known, Row, about, within
from api.registers.words import (
    MONEY_SOURCES,
    NEED_STATES,
    VISIT_OUTCOMES,
    VISIT_WAYS,
    WHOM,
    day,
    joined,
    money,
    season,
)

_MET = {"member": WHOM["self"], "family": WHOM["family"]}


def records(known: Known) -> Iterator[Record]:
    """Yield the visits of the period in order of their days; one recorded by mistake stays out."""
    table, rows = history_of(Visit), history_of(VisitMember)
    wanted = [within(table.c.on_date, known), table.c.void.is_(False)]
    visits = known.facts(Visit, *wanted, order=(table.c.on_date, table.c.id))
    met: dict[UUID, list[Row]] = {}
    for row in known.facts(VisitMember, order=(rows.c.position, rows.c.id)):
        met.setdefault(row.visit_id, []).append(row)
    needs: dict[UUID, list[Row]] = {}
    for need in known.facts(Need, history_of(Need).c.source == "visit"):
        needs.setdefault(need.source_id, []).append(need)
    for visit in visits:
        for at, row in enumerate(met.get(visit.id, ())):
            member = known.member(row.membership_id)
            if member is None:
                continue
            yield Record(
                key=str(row.id),
                person_ids=(member.person.id,),
                about=about(
                    visit=visit,
                    row=row,
                    member=member,
                    is_first=at == 0,
                    visitors=joined(known.names_of(visit.visitor_ids), visit.other_visitors, by="、"),
                    needs=[
                        need for need in needs.get(visit.id, ()) if need.membership_id == row.membership_id
                    ],
                ),
                subjects=(visit.id, row.id),
                membership_id=row.membership_id,
                erased=member.erased,
            )


def _brought(one: SimpleNamespace, value: str | None) -> str:
    if not value:
        return ""
    return value if one.is_first else "同一次，见上行"


def _money(one: SimpleNamespace) -> str:
    visit = one.visit
    if not visit.money_cents:
        return ""
    approved = joined(
        visit.money_approval, visit.money_approved_on and f"{day(visit.money_approved_on)}批", by=" "
    )
    return _brought(
        one, joined(money(visit.money_cents), MONEY_SOURCES.get(visit.money_source or ""), approved)
    )


def _situation(one: SimpleNamespace) -> str:
    told = ["已登记，不公开" if need.private else need.words for need in one.needs]
    return joined(one.visit.situation, *told)


def _measures(one: SimpleNamespace) -> str:
    results = [
        joined(NEED_STATES[need.state], need.result, by="：") for need in one.needs if not need.private
    ]
    return joined(one.visit.measures, *results)


def _remarks(one: SimpleNamespace) -> str:
    return joined(VISIT_OUTCOMES[one.row.outcome], one.visit.note)


BOOK = Book(
    key="visits",
    title="流动党员慰问登记册",
    records=records,
    signers=("慰问人", "填表人", "支部书记"),
    columns=(
        Column("慰问时间", lambda one: day(one.visit.on_date), 1.5),
        Column("节点（春节/七一/国庆/日常）", lambda one: season(one.visit.window_key), 1.1),
        Column("流动党员", lambda one: one.member.name, 1.2),
        Column("对象（本人/家属）", lambda one: _MET[one.row.met], 0.9),
        Column("与党员关系", lambda one: one.row.relation, 1),
        phones(
            "家庭住址",
            lambda one: one.visit.address,
            1.9,
            covered=lambda one: one.visit.address and mask.address(one.visit.address),
            long=True,
        ),
        Column("慰问人", lambda one: one.visitors, 1.5),
        Column("方式", lambda one: VISIT_WAYS[one.visit.way], 0.9),
        Column("慰问品", lambda one: _brought(one, one.visit.gifts), 1.5),
        Column("慰问金及来源", _money, 1.5),
        words("家庭情况与困难诉求", _situation, 3),
        words("解决措施及结果", _measures, 2.4),
        blank("签收（签名或捺印）", 2.6),
        Column("代签人及关系", lambda one: one.visit.signer, 1.2),
        Column("备注", _remarks, 1.5, WORDS, lambda one: VISIT_OUTCOMES[one.row.outcome], long=True),
    ),
)
