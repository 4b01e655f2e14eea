"""《流动党员会议记录》: closed meetings in which somebody away was due or took part, one to a page (domain §5)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import orjson

from api import clock
from api.models import Attendance, AwayPeriod, HomeStay, MakeUp, Minutes, Training
from api.registers.columns import WORDS, Book, Column, Record, blank
from api.registers.known import Known, Row, about, by_member, within
from api.registers.words import ABSENCES, MAKE_UPS, MEETINGS, day, joined
from api.settings.values import value_on

_WAYS = {"hall": "到会", "video": "视频", "host": "流入地"}
_STAYS_OUT = "committee"
"""支委会 is the committee's own; matters 不宜公开 stay out, too."""


def records(known: Known) -> Iterator[Record]:
    """Yield the meetings of the period in order of their days; what was said is in the minutes as they read at the cut."""
    table = Training.versions
    meetings = known.rows(
        Training,
        table.c.organization_id == known.branch_id,
        table.c.state == "closed",
        table.c.private.is_(False),
        table.c.kind != _STAYS_OUT,
        within(table.c.on_date, known),
        order=(table.c.starts_at, table.c.id),
    )
    minutes = {row.training_id: row for row in known.facts(Minutes) if row.closed}
    away = _Away(known)
    attendances, make_ups = _by_meeting(known.facts(Attendance)), _by_meeting(known.facts(MakeUp))
    by_hand = value_on(known.session, "minute_book_by_hand", known.branch_id, known.day, cut=known.at)
    for meeting in meetings:
        written = minutes.get(meeting.id)
        if written is None:
            continue
        ways = {row.membership_id: row for row in attendances[meeting.id] if row.way != "none"}
        caught_up = {row.membership_id: row for row in make_ups[meeting.id] if row.state == "confirmed"}
        roll = {UUID(kept["member_id"]): kept for kept in written.roll}
        floating = [one for one in {**roll, **ways} if away.is_away(one, meeting, roll)]
        if not floating:
            continue
        people = {member.person.id for one in {*roll, *ways} if (member := known.member(one))}
        yield Record(
            key=str(meeting.id),
            person_ids=tuple(sorted(people)),
            about=about(
                known=known,
                meeting=meeting,
                minutes=written,
                figures=written.figures,
                ways=ways,
                caught_up=caught_up,
                roll=roll,
                floating=floating,
                away=away,
                by_hand=bool(by_hand),
            ),
            subjects=(meeting.id, written.id),
        )


class _Away:
    """Who was away, and who was home for a while, on the day of a meeting."""

    def __init__(self, known: Known) -> None:
        self._periods, self._stays = by_member(known.facts(AwayPeriod)), by_member(known.facts(HomeStay))

    def is_away(self, membership_id: UUID, meeting: Row, roll: Mapping[UUID, Mapping[str, Any]]) -> bool:
        """Say whether a member counts as floating: the closed roll knows it, of others the times away do."""
        if membership_id in roll:
            return bool(roll[membership_id].get("away"))
        return any(
            (one.departed_on is None or one.departed_on <= meeting.on_date)
            and (one.returned_on is None or one.returned_on > meeting.on_date)
            for one in self._periods.get(membership_id, ())
        )

    def is_home(self, membership_id: UUID, meeting: Row) -> bool:
        """Say whether a member was at home for a while on that day."""
        stays = self._stays.get(membership_id, ())
        return any(one.from_on <= meeting.on_date <= one.to_on for one in stays)


def _by_meeting(rows: list[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.training_id].append(row)
    return found


def _time(one: SimpleNamespace) -> str:
    begins, ends = (at.astimezone(clock.ZONE) for at in (one.meeting.starts_at, one.meeting.ends_at))
    last = f"{ends:%H:%M}" if begins.date() == ends.date() else f"{day(ends.date())} {ends:%H:%M}"
    return f"{day(begins.date())} {begins:%H:%M}至{last}"


def _figure(name: str) -> Any:
    return lambda one: str(one.figures.get(name, ""))


def _names(one: SimpleNamespace, *ways: str) -> str:
    return "、".join(
        name
        for membership_id, row in one.ways.items()
        if row.way in ways and membership_id in one.roll and (name := one.known.name_of(membership_id))
    )


def _present(one: SimpleNamespace) -> str:
    hall, video, host = (_names(one, way) for way in ("hall", "video", "host"))
    return joined(hall and f"到会：{hall}", video and f"线上：{video}", host and f"流入地参加：{host}")


def _observers(one: SimpleNamespace) -> str:
    guests = [
        one.known.name_of(who) for who, row in one.ways.items() if who not in one.roll and row.way != "absent"
    ]
    return joined("、".join(filter(None, guests)), one.minutes.guests, by="、")


def _absent(one: SimpleNamespace) -> str:
    told = []
    for membership_id in one.roll:
        row = one.ways.get(membership_id)
        if row is not None and row.way != "absent":
            continue
        name = one.known.name_of(membership_id)
        why = row and joined(ABSENCES.get(row.reason_code or ""), row.reason, by="，")
        footing = one.roll[membership_id]
        why = why or ("在外" if footing.get("away") else "年老体弱" if footing.get("exempt") else "")
        told.append(f"{name}（{why}）" if why else name)
    return "、".join(filter(None, told))


def _resolutions(one: SimpleNamespace) -> str:
    kept = orjson.loads(one.minutes.resolutions) if one.minutes.resolutions else []
    return "；".join(
        f"{number}. {it['text'].rstrip('。；')}（同意{it['for_count']}，反对{it['against_count']}，弃权{it['abstained_count']}）"
        for number, it in enumerate(kept, 1)
    )


def _content(one: SimpleNamespace) -> str:
    if one.by_hand and one.minutes.page_of_book:
        return f"摘录。原文见手写会议记录本第{one.minutes.page_of_book}页。"
    return one.minutes.content or (
        f"见会议记录本第{one.minutes.page_of_book}页" if one.minutes.page_of_book else ""
    )


def _floating(one: SimpleNamespace) -> str:
    return "、".join(
        f"{name}：{_how(one, membership_id)}"
        for membership_id in one.floating
        if (name := one.known.name_of(membership_id))
    )


def _how(one: SimpleNamespace, membership_id: UUID) -> str:
    row = one.ways.get(membership_id)
    if row is not None and row.way == "hall":
        return "返乡参加"
    if row is not None and row.way in _WAYS:
        return _WAYS[row.way]
    return "补学" if membership_id in one.caught_up else "请假" if row is not None else "未参加"


def _caught_up(one: SimpleNamespace) -> str:
    return "、".join(
        f"{one.known.name_of(who)} {day(row.on_date)} {MAKE_UPS[row.way]}"
        for who, row in one.caught_up.items()
    )


def _covered(title: str, value: Any) -> Column:
    return Column(title, value, 4, WORDS, lambda one: "***" if value(one) else "", long=True)


def _long(title: str, value: Any) -> Column:
    return Column(title, value, 4, long=True)


BOOK = Book(
    key="trainings",
    title="流动党员会议记录",
    records=records,
    portrait=True,
    signers=("主持人", "记录人", "支部书记"),
    columns=(
        _long("名称", lambda one: one.meeting.title),
        Column("类型", lambda one: MEETINGS[one.meeting.kind]),
        Column("时间", _time, 2),
        _long("地点/平台", lambda one: joined(one.meeting.place, one.meeting.platform)),
        Column("主持人", lambda one: one.minutes.host, 1.3),
        Column("记录人", lambda one: one.minutes.recorder, 1.3),
        Column("应到", _figure("due"), 0.8),
        Column("实到", _figure("present"), 0.8),
        Column("有表决权人数", _figure("may_vote"), 0.8),
        Column("学时", lambda one: f"{one.minutes.hours:g}", 0.8),
        _long("出席（含线上）", _present),
        _long("流动党员参加情况", _floating),
        _long("列席", _observers),
        _covered("缺席及原因", _absent),
        _covered("议题", lambda one: one.minutes.topics),
        _covered("内容", _content),
        _covered("决议及表决（同意/反对/弃权）", _resolutions),
        _long("补学登记", _caught_up),
        blank("主持人签名"),
        blank("记录人签名"),
    ),
)
