"""流动党员台账: one row for each time away that touches the period; with `who=all` the whole 花名册."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

from api.codes import education, ethnic_groups, mask, sex
from api.registers.books.people import People
from api.registers.columns import ID_NUMBERS, Book, Column, Record, phones, words
from api.registers.known import Known, Member, Row, about
from api.registers.words import (
    CARD_STATES,
    HOSTS,
    LEAVING,
    MEMBER_KINDS,
    REASONS,
    ROLL,
    TRANSFERS,
    about_day,
    day,
    joined,
    place,
)


def records(known: Known) -> Iterator[Record]:
    """Yield the members in the order of the roll, each with the times away in their order."""
    people = People(known)
    everybody = known.filters.get("who") == "all"
    for member in known.on_the_roll():
        periods: list[Row | None] = [*people.away_in_period(member.membership.id)]
        for period in periods or ([None] if everybody else []):
            yield _record(known, people, member, period)


def _record(known: Known, people: People, member: Member, period: Row | None) -> Record:
    membership_id = member.membership.id
    transfers = people.transfers.get(membership_id, [])
    return Record(
        key=str(period.id if period is not None else membership_id),
        person_ids=(member.person.id,),
        about=about(
            person=member.person,
            membership=member.membership,
            period=period,
            card=people.cards.get(period.id) if period is not None else None,
            host=people.hosts.get(period.id) if period is not None else None,
            liaisons=people.liaisons_of(membership_id),
            transfer=transfers[-1] if transfers else None,
            branch_name=known.branch_name,
            ended_on=_ended(known, period),
            state=_state(people, member, period),
        ),
        subjects=tuple(row.id for row in (period, member.membership, member.person) if row is not None),
        membership_id=membership_id,
        erased=member.erased,
    )


def _ended(known: Known, period: Row | None) -> date | None:
    """Return when a time away ended, if that lies in the period: the ledger of a year does not tell of the next one."""
    returned: date | None = period.returned_on if period is not None else None
    return returned if returned is not None and returned <= known.to_on else None


def _state(people: People, member: Member, period: Row | None) -> str:
    returned = period.returned_on if period is not None else None
    if returned is not None and returned <= people.known.day:
        return "已返乡"
    left = member.membership.to_on
    if left is not None and left <= people.known.day:
        return LEAVING.get(member.membership.leaving_reason or "", "已离开")
    return people.state_of(member)


def _departed(one: SimpleNamespace) -> str:
    if one.period is None:
        return ""
    if one.period.departed_on is None:
        return one.period.departed_text or "未登记"
    return about_day(one.period.departed_on, one.period.departed_precision, one.period.departed_text)


def _of(name: str) -> object:
    return lambda one: getattr(one.period, name) if one.period is not None else ""


def _residence_covered(one: SimpleNamespace) -> str:
    residence = one.period.residence if one.period is not None else None
    return mask.address(residence) if residence else ""


def _has_card(one: SimpleNamespace) -> str:
    if one.period is None:
        return ""
    if one.card is None:
        return "否"
    return "是" if one.card.state in {"issued", "to_inspect"} else CARD_STATES[one.card.state]


def _host(one: SimpleNamespace, cover: bool = False) -> str:
    if one.host is None:
        return ""
    contact = one.host.contact
    return joined(
        one.host.organization_text or HOSTS[one.host.state],
        contact and (mask.digits(contact) if cover else contact),
    )


def _liaisons(one: SimpleNamespace) -> str:
    return "；".join(joined(liaison.name, liaison.phone, by=" ") for liaison in one.liaisons)


def _relation(one: SimpleNamespace) -> str:
    if one.period is not None and one.period.relation_transferred_on is not None:
        return f"已转出 {day(one.period.relation_transferred_on)}"
    if one.transfer is not None and TRANSFERS[one.transfer.state]:
        return TRANSFERS[one.transfer.state]
    return (
        "在本支部"
        if one.membership.roll_status == "normal"
        else f"在本支部（{ROLL[one.membership.roll_status]}）"
    )


BOOK = Book(
    key="ledger",
    title="流动党员台账",
    records=records,
    grows=False,
    choices={"who": ("away", "all")},
    columns=(
        Column("姓名", lambda one: one.person.name, 1.3),
        Column("性别", lambda one: "" if one.person.sex == "0" else sex.name_of(one.person.sex), 0.6),
        Column("公民身份号码", lambda one: one.person.id_number, 2.2, ID_NUMBERS, by_choice=True),
        Column("出生年月", lambda one: day((one.person.birth_date or "")[:7]), 1.2),
        Column("民族", lambda one: one.person.ethnicity and ethnic_groups.name_of(one.person.ethnicity), 0.9),
        Column("文化程度", lambda one: one.person.education and education.name_of(one.person.education), 1.1),
        Column("党员类别", lambda one: MEMBER_KINDS[one.membership.kind], 0.9),
        Column("入党时间", lambda one: day(one.membership.joined_on), 1.3),
        Column("转正时间", lambda one: day(one.membership.confirmed_on), 1.3),
        Column("所在支部", lambda one: one.branch_name, 2.1),
        Column("原职业", lambda one: one.person.job, 1.2),
        Column("外出原因", lambda one: REASONS.get((one.period and one.period.reason_code) or ""), 0.9),
        Column("外出时间", _departed, 1.4),
        Column(
            "外出地点（省市县）",
            lambda one: one.period and place(one.period.place_code, one.period.place_unsettled),
            1.8,
        ),
        Column("工作单位", _of("employer"), 1.8),  # type: ignore[arg-type]
        phones("现住址", _of("residence"), 1.8, covered=_residence_covered),  # type: ignore[arg-type]
        phones("本人电话", lambda one: one.person.phone, 1.4),
        phones("家属联系人及电话", lambda one: one.person.family_contact, 1.8),
        Column("是否持证", _has_card, 0.8),
        Column("证号", lambda one: one.card.number if one.card is not None else "", 1.3),
        phones("流入地党组织及联系人", _host, 1.8, covered=lambda one: _host(one, cover=True)),
        phones("联络员及电话", _liaisons, 1.6),
        Column("组织关系状态", _relation, 1.1),
        Column("预计返回日期", lambda one: one.period and day(one.period.expected_return_on), 1.3),
        Column("结束流动日期", lambda one: day(one.ended_on), 1.3),
        Column("状态", lambda one: one.state, 1),
        words("备注", lambda one: one.person.note, 1.6),
    ),
)
