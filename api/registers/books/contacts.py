"""《流动党员联系登记册》: contacts and tries in order of the days on which they happened."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

from api import clock
from api.codes import mask
from api.models import AwayPeriod, Contact, ContactMerge, Need, history_of
from api.registers.columns import Book, Column, Record, blank, phones, words
from api.registers.known import Known, Row, about, by_member, within
from api.registers.words import NEED_STATES, OUTCOMES, WAYS, WHOM, day, joined, place
from api.settings.values import find_in_force, nodes_above, read_timelines


def records(known: Known) -> Iterator[Record]:
    """Yield the contacts of the period; two records of one call, so decided, make one row with both names (domain §4)."""
    table = history_of(Contact)
    wanted = [within(table.c.happened_on, known), table.c.withdrawn_by_id.is_(None)]
    if known.filters.get("outcome") == "reached":
        wanted.append(table.c.outcome == "reached")
    if known.filters.get("whom") in WHOM:
        wanted.append(table.c.with_whom == known.filters["whom"])
    contacts = known.facts(
        Contact, *wanted, order=(table.c.happened_on, table.c.happened_at.nulls_first(), table.c.id)
    )
    merges = known.facts(ContactMerge)
    same = {merge.other_id: merge.contact_id for merge in merges if merge.same}
    another = {merge.other_id for merge in merges if not merge.same}
    shown = {contact.id for contact in contacts}
    partners: dict[UUID, list[Row]] = {}
    for contact in contacts:
        if same.get(contact.id) in shown:
            partners.setdefault(same[contact.id], []).append(contact)
    needs = {row.source_id: row for row in known.facts(Need, history_of(Need).c.source == "contact")}
    late_after = _late_after(known, {contact.membership_id for contact in contacts})
    away = by_member(known.facts(AwayPeriod))
    for contact in contacts:
        member = known.member(contact.membership_id)
        if member is None or same.get(contact.id) in shown:
            continue
        both = [contact, *partners.get(contact.id, ())]
        yield Record(
            key=str(contact.id),
            person_ids=(member.person.id,),
            about=about(
                contact=contact,
                member=member,
                callers="、".join(dict.fromkeys(_caller(known, one) for one in both)),
                note=joined(*[one.note for one in both]),
                need=next((needs[one.id] for one in both if one.id in needs), None),
                is_late=_is_late(contact, late_after),
                is_outside=not _is_away(away[contact.membership_id], contact.happened_on),
                is_doubtful=contact.double_of_id is not None and contact.id not in another,
            ),
            subjects=tuple(one.id for one in both),
            membership_id=contact.membership_id,
            erased=member.erased,
        )


def _late_after(known: Known, membership_ids: set[UUID]) -> Callable[[UUID, date], int]:
    path = nodes_above(known.session, known.branch_id)
    told = read_timelines(known.session, ["late_entry_days"], [*membership_ids, *path], known.at)
    return lambda membership_id, on: int(
        find_in_force(told, "late_entry_days", [membership_id, *path], on).value
    )


def _is_late(contact: Row, late_after: Callable[[UUID, date], int]) -> bool:
    noted_on = clock.day_of(contact.recorded_at_device)
    return bool(noted_on - contact.happened_on > timedelta(days=late_after(contact.membership_id, noted_on)))


def _is_away(periods: list[Row], on: date) -> bool:
    """Say whether a day lies in a time away, the day of the return included; a departure 未登记 lies in the past."""
    return any(
        (period.departed_on is None or period.departed_on <= on)
        and (period.returned_on is None or period.returned_on >= on)
        for period in periods
    )


def _caller(known: Known, contact: Row) -> str:
    return known.name_of(contact.by_membership_id) or known.account_name(contact.logged_by_id)


def _need(one: SimpleNamespace) -> str:
    if one.need is None:
        return ""
    return "已登记，不公开" if one.need.private else one.need.words or ""


def _need_result(one: SimpleNamespace) -> str:
    if one.need is None or one.need.private:
        return ""
    return joined(NEED_STATES[one.need.state], one.need.result)


def _changed(one: SimpleNamespace, cover: bool = False) -> str:
    contact = one.contact
    residence, phone = contact.residence, contact.phone
    if cover:
        residence, phone = residence and mask.address(residence), phone and mask.digits(phone)
    return joined(place(contact.place_code), contact.employer, residence, phone)


def _remarks(one: SimpleNamespace) -> str:
    return joined(
        one.is_late and "补录",
        one.is_outside and "不计入本期",
        one.is_doubtful and "疑似重复",
        one.contact.joint_id and "多人视频",
        one.contact.visit_id and "随慰问",
    )


BOOK = Book(
    key="contacts",
    title="流动党员联系登记册",
    records=records,
    choices={"outcome": ("all", "reached"), "whom": ("all", "self", "family")},
    signers=("联络员", "填表人", "支部书记"),
    columns=(
        Column("日期", lambda one: day(one.contact.happened_on), 1.6),
        Column("流动党员", lambda one: one.member.name, 1.3),
        Column("联络员", lambda one: one.callers, 1.5),
        Column("联系对象", lambda one: WHOM[one.contact.with_whom], 0.9),
        Column("方式", lambda one: WAYS[one.contact.way], 0.9),
        Column("是否联系上", lambda one: OUTCOMES[one.contact.outcome], 1.1),
        words("内容摘要（思想、工作、组织生活、学习）", lambda one: one.note, 6),
        words("困难诉求", _need, 2.5),
        words("办理结果", _need_result, 2.5),
        phones("住址单位变化", _changed, 2.2, covered=lambda one: _changed(one, cover=True), long=True),
        blank("书记阅", 1.2),
        Column("备注", _remarks, 1.3),
    ),
)
