"""党员信息采集表: the members on the roll at the period's end, in the order in which the sheet is imported."""

from collections.abc import Iterator
from types import SimpleNamespace

from api.codes import education, ethnic_groups, mask, sex
from api.registers.books.people import People
from api.registers.columns import ID_NUMBERS, Book, Column, Record, phones
from api.registers.known import Known, about
from api.registers.words import MEMBER_KINDS, ROLL, day, place, yes_no


def records(known: Known) -> Iterator[Record]:
    """Yield who is on the roll on the day that is judged."""
    people = People(known)
    for member in known.on_the_roll():
        left, membership_id = member.membership.to_on, member.membership.id
        away = people.away_on(membership_id)
        if (left is not None and left <= known.day) or member.membership.from_on > known.day:
            continue
        if known.filters.get("who") == "away" and away is None:
            continue
        yield Record(
            key=str(membership_id),
            person_ids=(member.person.id,),
            about=about(
                person=member.person,
                membership=member.membership,
                away=away,
                lost=people.lost_since(membership_id),
                branch_name=known.branch_name,
            ),
            subjects=(membership_id, member.person.id),
            membership_id=membership_id,
            erased=member.erased,
        )


def _lost(one: SimpleNamespace) -> str:
    return "是" if one.lost is not None else yes_no(one.membership.reported_lost)


def _lost_on(one: SimpleNamespace) -> str:
    return day(one.lost.decided_on if one.lost is not None else one.membership.reported_lost_on)


BOOK = Book(
    key="collection",
    title="党员信息采集表",
    records=records,
    grows=False,
    choices={"who": ("all", "away")},
    columns=(
        Column("姓名", lambda one: one.person.name, 1.3),
        Column("性别", lambda one: "" if one.person.sex == "0" else sex.name_of(one.person.sex), 0.6),
        Column(
            "公民身份号码",
            lambda one: one.person.id_number,
            2.2,
            ID_NUMBERS,
            lambda one: one.person.id_number and mask.id_number(one.person.id_number),
        ),
        Column("民族", lambda one: one.person.ethnicity and ethnic_groups.name_of(one.person.ethnicity), 0.9),
        Column("出生日期", lambda one: day(one.person.birth_date), 1.4),
        Column("学历", lambda one: one.person.education and education.name_of(one.person.education), 1.1),
        Column("人员类别", lambda one: MEMBER_KINDS[one.membership.kind], 1),
        Column("所在党支部", lambda one: one.branch_name, 1.8),
        Column("加入党组织日期", lambda one: day(one.membership.joined_on), 1.4),
        Column("转为正式党员日期", lambda one: day(one.membership.confirmed_on), 1.4),
        Column("工作岗位", lambda one: one.person.job, 1.3),
        phones("联系电话", lambda one: one.person.phone, 1.6),
        phones("固定电话", lambda one: one.person.landline, 1.5),
        phones(
            "家庭住址",
            lambda one: one.person.address,
            2.4,
            covered=lambda one: one.person.address and mask.address(one.person.address),
            long=True,
        ),
        Column("党籍状态", lambda one: ROLL[one.membership.roll_status], 1),
        Column("是否为失联党员", _lost, 0.9),
        Column("失去联系日期", _lost_on, 1.4),
        Column("是否为流动党员", lambda one: yes_no(one.away is not None), 0.9),
        Column(
            "外出流向（省/市/县）",
            lambda one: one.away and place(one.away.place_code, one.away.place_unsettled),
            2,
        ),
    ),
)
