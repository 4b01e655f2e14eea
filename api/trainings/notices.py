"""The group chat bridge: a ready text for the study group, who is not in it, and an `.ics` of the meeting.

None of this carries a phone, an ID number or an address: it leaves the system (domain §12).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import segno
from icalendar import Calendar, Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.journal import Outcome, record
from api.models import Material, Membership, Organization, Person, Training, TrainingNotice, current
from api.trainings import gather, kinds, rules
from api.trainings.formula import Language
from api.trainings.service import lock_training

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def write_notice(session: Session, actor: Actor, training_id: UUID, language: Language) -> dict[str, Any]:
    """Return the text for the group, and who has to be told otherwise (这几人不在群里，请打电话)."""
    training = rules.get_visible(session, actor, training_id)
    rules.ensure_may(session, actor, "trainings.write", training_id)
    branch = session.get_one(Organization, training.organization_id)
    titles = session.scalars(
        current(Material).where(Material.training_id == training.id, Material.withdrawn.is_(False))
    ).all()
    lines = _lines_zh(training, branch, titles) if language == "zh" else _lines_en(training, branch, titles)
    expected = [
        footing.member_id
        for footing in gather.footings_of(session, training)
        if not footing.suspended and not footing.excluded
    ]
    offline = session.execute(
        select(Membership.id, Person.name, Person.communication)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id.in_(expected), Person.communication.is_not(None))
        .where(Person.communication != "smartphone")
        .order_by(Person.name, Membership.id)
    )
    notices = session.scalars(
        current(TrainingNotice)
        .where(TrainingNotice.training_id == training.id)
        .order_by(TrainingNotice.told_on, TrainingNotice.id)
    )
    return {
        "text": "\n".join(lines),
        "qr": draw_code(training.join_link),
        "to_phone": [
            {"member_id": row.id, "name": row.name, "communication": row.communication} for row in offline
        ],
        "given": [{"way": notice.way, "told_on": notice.told_on} for notice in notices],
    }


def draw_code(link: str | None) -> list[str]:
    """Return the QR code of a link, row by row: 1 is dark. The phone draws its picture card from it."""
    if link is None:
        return []
    return ["".join("1" if cell else "0" for cell in row) for row in segno.make(link, error="m").matrix]


def give(session: Session, actor: Actor, training_id: UUID, way: str) -> Outcome:
    """Record that a meeting was told, and how."""
    training = lock_training(session, training_id)
    rules.ensure_planned(training)
    notice = TrainingNotice(training_id=training.id, way=way, told_on=clock.today())
    entry = record(
        session,
        node_id=training.organization_id,
        kind="training.noticed",
        actor=actor,
        subjects={"training": training.id},
        facts={"kind": training.kind, "way": way},
        writes=[notice],
    )
    return Outcome(notice.id, "noticed", entry)


def write_calendar(trainings: Iterable[tuple[Training, str]], now: datetime) -> bytes:
    """Write meetings as iCalendar, each with the name of its branch."""
    calendar = Calendar()
    calendar.add("prodid", "-//Lianxinqiao//organisation life//ZH")
    calendar.add("version", "2.0")
    for training, branch in trainings:
        calendar.add_component(event_of(training, branch, now))
    return bytes(calendar.to_ical())


def event_of(training: Training, branch: str, now: datetime) -> Event:
    """Return a meeting as a line of a calendar."""
    event = Event()
    event.add("uid", f"{training.id}@lianxinqiao")
    event.add("dtstamp", now)
    event.add("sequence", training.version)
    event.add("dtstart", training.starts_at)
    event.add("dtend", training.ends_at)
    event.add("summary", f"{kinds.NAMES[training.kind][0]}：{training.title}")
    event.add("location", "，".join(part for part in (training.place, training.platform) if part))
    event.add("description", branch)
    if training.join_link:
        event.add("url", training.join_link)
    if training.state == "called_off":
        event.add("status", "CANCELLED")
    return event


def _lines_zh(training: Training, branch: Organization, materials: Iterable[Material]) -> list[str]:
    begins, ends = (at.astimezone(clock.ZONE) for at in (training.starts_at, training.ends_at))
    until = f"{ends:%H:%M}" if begins.date() == ends.date() else f"{ends.month}月{ends.day}日 {ends:%H:%M}"
    lines = [
        f"【{kinds.NAMES[training.kind][0]}】{training.title}",
        f"时间：{begins.month}月{begins.day}日（{_WEEKDAYS[begins.weekday()]}）{begins:%H:%M}—{until}",
    ]
    if training.place:
        lines.append(f"地点：{training.place}")
    if training.platform or training.join_link:
        lines.append(f"在外的同志：{training.platform or '线上'}参加，点下面的链接进入")
    if training.join_link:
        lines.append(training.join_link)
    if training.agenda:
        lines.append(f"内容：{training.agenda}")
    lines += [f"材料：{one.title}{'　' + one.link if one.link else ''}" for one in materials]
    lines.append("来不了的，请提前说一声；错过的可以补学。")
    return [*lines, f"——{branch.name}"]


def _lines_en(training: Training, branch: Organization, materials: Iterable[Material]) -> list[str]:
    begins, ends = (at.astimezone(clock.ZONE) for at in (training.starts_at, training.ends_at))
    until = f"{ends:%H:%M}" if begins.date() == ends.date() else f"{ends:%Y-%m-%d %H:%M}"
    lines = [
        f"[{kinds.NAMES[training.kind][1]}] {training.title}",
        f"When: {_DAYS[begins.weekday()]} {begins:%Y-%m-%d %H:%M} to {until} (China time)",
    ]
    if training.place:
        lines.append(f"Where: {training.place}")
    if training.platform or training.join_link:
        lines.append(f"Away? Join by {training.platform or 'video'}; open the link below")
    if training.join_link:
        lines.append(training.join_link)
    if training.agenda:
        lines.append(f"About: {training.agenda}")
    lines += [f"To read: {one.title}{' ' + one.link if one.link else ''}" for one in materials]
    lines.append("If you cannot come, please say so beforehand; what is missed can be made up.")
    return [*lines, f"-- {branch.name}"]
