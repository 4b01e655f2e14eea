"""The reports of one absence: leaving, being well, coming home for the festival, the year's end, the return."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from api.demo.festivals import list_settled_festivals
from api.demo.records import DemoAbsence, Event, Method, Payload

CHECK_INS_EVERY = {"tian-xiaoqin": 61, "tan-zhiyuan": 93, "ran-chunmei": 88, "li-siyuan": 124}
"""Days between two 报平安; it is voluntary, and most people send none."""

YEARLY_WORDS = (
    ("干活顺手，同事好相处。", "每天上班，有时候加班。", "看了视频党课。", "党费家里代交。"),
    ("想家，别的都好。", "活儿比去年多些。", "线上参加了主题党日。", "自己手机上转给支部的。"),
    ("身体好，心里踏实。", "带了两个新徒弟。", "学习了村里发的材料。", "交到本季度了。"),
)


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports for a member and who accepts: the member by phone, or somebody at home for them."""

    secretary_key: str
    helper_key: str
    started_on: date
    reports_alone: bool


def tell_absence(absence: DemoAbsence, reporter: Reporter, today: date) -> Iterator[Event]:
    """Tell an absence from its departure to its return, or to yesterday."""
    end = absence.returned_on or today
    departure = tell_departure(absence, reporter)
    yield from departure
    known_from = departure[-1].recorded_on
    yield from _tell_home_visits(absence, reporter, known_from, end, today)
    yield from _tell_check_ins(absence, known_from, end, today)
    yield from _tell_years(absence, reporter, known_from, end, today)
    if absence.returned_on is not None:
        yield _tell_return(absence, reporter, absence.returned_on)


def tell_departure(absence: DemoAbsence, reporter: Reporter) -> tuple[Event, ...]:
    """Tell the departure: two days before it, or as 补报 where the branch or the book learned of it later."""
    key = f"{absence.person_key}-departure-{absence.departed_on:%Y%m%d}"
    announced = absence.departed_on - timedelta(days=2)
    discovered = absence.discovered_on
    if discovered is None and announced < reporter.started_on:
        discovered = reporter.started_on + timedelta(days=6)
    recorded_on = discovered + timedelta(days=7) if discovered else announced
    method: Method = "self" if reporter.reports_alone and not discovered else "phone"
    payload = write_departure(absence, discovered)
    accepted_on = recorded_on + timedelta(days=1)
    card: Payload = (
        {"card_number": absence.card_number, "card_issued_on": accepted_on} if absence.card_number else {}
    )
    accepted = Event(
        key=key,
        on=recorded_on,
        recorded_on=recorded_on,
        kind="departure",
        person_key=absence.person_key,
        by_key=absence.person_key if method == "self" else reporter.helper_key,
        method=method,
        payload=payload,
        decision="accept",
        decision_on=accepted_on,
        decided_by_key=reporter.secretary_key,
        decision_payload=card,
    )
    return (accepted,)


def write_departure(absence: DemoAbsence, discovered_on: date | None) -> Payload:
    """Write the fields of a departure report, those that are known."""
    fields: dict[str, str | bool | date | None] = {
        "departed_on": absence.departed_on,
        "departed_precision": absence.precision.value,
        "departed_text": absence.departed_text,
        "discovered_on": discovered_on,
        "expected_return_on": absence.expected_return_on,
        "reason_code": absence.reason_code,
        "place_code": absence.place_code,
        "place_unsettled": absence.place_unsettled,
        "place_text": absence.residence,
        "employer": absence.employer,
        "wants_card": absence.card_number is not None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _tell_home_visits(
    absence: DemoAbsence, reporter: Reporter, known_from: date, end: date, today: date
) -> Iterator[Event]:
    for festival in list_settled_festivals(today, 3):
        arrived, leaves = festival - timedelta(days=6), festival + timedelta(days=8)
        told_on = arrived - timedelta(days=1)
        if told_on <= known_from or leaves >= end or absence.place_code == "HW0000":
            continue
        yield Event(
            key=f"{absence.person_key}-home-visit-{festival.year}",
            on=told_on,
            recorded_on=told_on,
            kind="home_visit",
            person_key=absence.person_key,
            by_key=absence.person_key if reporter.reports_alone else reporter.helper_key,
            method="self" if reporter.reports_alone else "phone",
            payload={"from_on": arrived, "to_on": leaves, "note": "春节在家"},
        )


def _tell_check_ins(absence: DemoAbsence, known_from: date, end: date, today: date) -> Iterator[Event]:
    step = CHECK_INS_EVERY.get(absence.person_key)
    if step is None:
        return
    festivals = list_settled_festivals(today, 3)
    for number in count(1):
        day = known_from + timedelta(days=number * step + number * 7 % 11)
        if day >= end - timedelta(days=3):
            return
        if any(abs((day - festival).days) <= 10 for festival in festivals):
            continue
        yield Event(
            key=f"{absence.person_key}-check-in-{day:%Y%m%d}",
            on=day,
            recorded_on=day,
            kind="check_in",
            person_key=absence.person_key,
            by_key=absence.person_key,
            method="self",
            payload={},
        )


def _tell_years(
    absence: DemoAbsence, reporter: Reporter, known_from: date, end: date, today: date
) -> Iterator[Event]:
    """Tell the yearly reports; where somebody at home writes them down they come in on paper, a week later."""
    for year in range(known_from.year, today.year + 1):
        told_on = date(year, 12, 10 + len(absence.person_key) % 9)
        recorded_on = told_on if reporter.reports_alone else told_on + timedelta(days=9)
        accepted_on = recorded_on + timedelta(days=2)
        if told_on <= known_from + timedelta(days=60) or accepted_on >= min(end, today):
            continue
        thinking, work, organization_life, dues = YEARLY_WORDS[(year + len(absence.person_key)) % 3]
        yield Event(
            key=f"{absence.person_key}-yearly-{year}",
            on=told_on,
            recorded_on=recorded_on,
            kind="yearly",
            person_key=absence.person_key,
            by_key=absence.person_key if reporter.reports_alone else reporter.helper_key,
            method="self" if reporter.reports_alone else "paper",
            payload={
                "thinking": thinking,
                "work": work,
                "organization_life": organization_life,
                "dues": dues,
            },
            decision="accept",
            decision_on=accepted_on,
            decided_by_key=reporter.secretary_key,
        )


def _tell_return(absence: DemoAbsence, reporter: Reporter, returned_on: date) -> Event:
    recorded_on = returned_on + timedelta(days=1)
    return Event(
        key=f"{absence.person_key}-return-{returned_on:%Y%m%d}",
        on=returned_on,
        recorded_on=recorded_on,
        kind="return",
        person_key=absence.person_key,
        by_key=reporter.helper_key,
        method="in_person",
        payload={"returned_on": returned_on, "note": "带着活动证来支部报到。"},
        decision="accept",
        decision_on=recorded_on,
        decided_by_key=reporter.secretary_key,
        decision_payload={"card_inspected": absence.card_number is not None},
    )
