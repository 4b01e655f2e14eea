"""《流动党员排查登记册》 on paper: a row for everybody of the round, with what the ledger says printed beside."""

from collections.abc import Mapping, Set
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_
from sqlalchemy.orm import Session

from api.access import Actor
from api.errors import Refusal
from api.http.fields import Day, Month, Part, Shape, Text, Word, Yes
from api.models import PaperSheet, ScreeningFinding, ScreeningRound, current
from api.registers.sheets.book import (
    OPTIONAL,
    Beside,
    People,
    Row,
    SheetBook,
    need_part,
    on_the_roll,
)
from api.registers.sheets.handwriting import read_place
from api.registers.words import about_day, day, joined, place
from api.screenings import service as screenings
from api.screenings.coverage import State
from api.screenings.ledger import Known, persons_of, read_ledger
from api.screenings.roll import read_roll
from api.screenings.windows import DAILY, name_of

_TO_THE_LETTER = (
    "method",
    "asked",
    "result",
    "lost_since",
    "lost_situation",
    "family",
    "conclusion",
    "screener",
    "note",
)
_TOLD = (
    "is_away",
    "departed_on",
    "departed_precision",
    "returned_on",
    "reason_code",
    "place_unsettled",
    "employer",
    "phone",
    "has_card",
    "card_number",
    "dues_paid_to",
)
"""What differs from the ledger."""


class SheetFindingIn(Shape):
    """What was found out about one member; beside `method`, `asked` and `result` only what differs from the ledger."""

    method = Word("wechat", "phone", "visit", "compare", required=True)
    asked = Word("self", "family", "neighbour", "other", load_default="self")
    result = Word("same", "differs", "lost", load_default="same")
    is_away = Yes(**OPTIONAL)
    departed_on = Day(**OPTIONAL)
    departed_precision = Word("day", "month", "season", "year", **OPTIONAL)
    returned_on = Day(**OPTIONAL)
    reason_code = Word("work", "business", "study", "family", "other", **OPTIONAL)
    place = Text(most=80, metadata={"description": "The place as it is written."}, **OPTIONAL)
    place_unsettled = Yes(**OPTIONAL)
    employer = Text(most=200, **OPTIONAL)
    phone = Text(most=30, **OPTIONAL)
    has_card = Yes(**OPTIONAL)
    card_number = Text(most=60, **OPTIONAL)
    dues_paid_to = Month(**OPTIONAL)
    lost_since = Day(**OPTIONAL)
    lost_situation = Word(
        "work", "enterprise", "graduated", "changed_job", "abroad", "moved", "other", **OPTIONAL
    )
    family = Text(most=500, **OPTIONAL)
    conclusion = Text(most=500, **OPTIONAL)
    screener = Text(most=100, **OPTIONAL)
    note = Text(most=1000, **OPTIONAL)
    need = need_part()


def _people(session: Session, _actor: Actor, node_id: UUID, _rows_each: int) -> People:
    """Return whoever was not asked after yet in the round that goes on; without a round, everybody of the branch."""
    round_ = session.scalar(_rounds(node_id).where(ScreeningRound.closed_on.is_(None)))
    if round_ is None:
        return People([[member] for member in on_the_roll(session, node_id)])
    missing = read_roll(session, round_).of(State.MISSING)
    return People([[line.membership_id] for line in missing], str(round_.id))


def _rounds(node_id: UUID) -> Select[Any]:
    """Select the rounds of a branch, the newest first."""
    rounds = current(ScreeningRound).where(
        ScreeningRound.node_id == node_id, ScreeningRound.void_on.is_(None)
    )
    return rounds.order_by(ScreeningRound.opened_on.desc(), ScreeningRound.id.desc())


def _round_of(session: Session, sheet: PaperSheet, on: date | None = None) -> ScreeningRound | None:
    """Return the round that the sheet was printed for, else the one that went on on a day."""
    rounds = _rounds(sheet.organization_id)
    if sheet.about:
        found: ScreeningRound | None = session.scalar(rounds.where(ScreeningRound.id == UUID(sheet.about)))
        if found is not None:
            return found
    if on is None:
        return None
    went_on = or_(ScreeningRound.closed_on.is_(None), ScreeningRound.closed_on >= on)
    return session.scalars(rounds.where(ScreeningRound.opened_on <= on, went_on)).first()


def _enter(session: Session, actor: Actor, row: Row) -> None:
    (member_id,) = row.member_ids
    told = row.told["screening"]
    if told is None:
        raise Refusal("validation_failed", errors={"method": ["请填写。"]})
    round_ = _round_of(session, row.sheet, row.on)
    if round_ is None:
        raise Refusal("validation_failed", errors={"on": ["这一天没有在做的排查，请先在“排查”里开一轮。"]})
    differs = {name: told[name] for name in _TOLD} | read_place(told["place"])
    screenings.record_finding(
        session,
        actor,
        round_.id,
        {
            **{name: told[name] for name in _TO_THE_LETTER},
            "id": row.id,
            "member_id": member_id,
            "screened_on": row.on,
            "recorded_at_device": None,
            "ledger_version": None,
            "told": {name: value for name, value in differs.items() if value is not None},
            "need": told["need"],
        },
    )


def _answered(session: Session, sheet: PaperSheet) -> Set[UUID]:
    """Return whoever was asked after in this round already, on paper or not: nobody is asked twice."""
    if not sheet.about:
        return frozenset()
    found = current(ScreeningFinding).where(ScreeningFinding.round_id == UUID(sheet.about))
    return set(session.scalars(found.with_only_columns(ScreeningFinding.membership_id)))


def _read_ledger(session: Session, _actor: Actor, sheet: PaperSheet) -> Mapping[UUID, str]:
    members = [UUID(member) for member in sheet.members if isinstance(member, str)]
    round_ = _round_of(session, sheet)
    key = round_.window_key if round_ else DAILY
    ledger = read_ledger(session, persons_of(session, members), key)
    return {member: _in_words(known) for member, (known, _) in ledger.items()}


def _in_words(known: Known) -> str:
    """Say what the ledger says, without a phone number: paper lies about."""
    paid = known.dues_paid_to and f"党费交至{day(known.dues_paid_to)}"
    if not known.is_away:
        return joined("在村", paid)
    since = about_day(known.departed_on, known.departed_precision)
    card = f"证号{known.card_number}" if known.card_number else "持证" if known.has_card else ""
    where = place(known.place_code, known.place_unsettled)
    return joined("在外", since and f"{since}起", where, known.employer, card, paid)


def _name_about(session: Session, about: str, language: str) -> str | None:
    window_key = session.scalar(
        current(ScreeningRound)
        .with_only_columns(ScreeningRound.window_key)
        .where(ScreeningRound.id == UUID(about), ScreeningRound.void_on.is_(None))
    )
    return name_of(window_key, language) if window_key else None


BOOK = SheetBook(
    key="screenings",
    title="流动党员排查登记册",
    who="姓名",
    beside=Beside("台账上\n没有变化的，后面不用再写", 4.6, _read_ledger),
    columns=(
        ("排查时间", 1.32),
        ("方式\n微信／电话\n入户／比对", 1.35),
        ("问的谁\n本人／家属\n邻居", 1.3),
        ("与台账一致\n打√", 1.0),
        ("在外\n是／否", 0.9),
        ("流出或返乡时间", 1.3),
        ("流出原因", 1.32),
        ("流向\n省市县", 2.0),
        ("工作单位", 2.0),
        ("联系电话", 1.7),
        ("活动证号\n党费交至", 1.35),
        ("失联\n何时起、情形", 1.7),
        ("家庭状况、困难、备注", 3.1),
        ("排查人", 1.1),
        ("签字", 1.1),
    ),
    fields={"screening": Part(SheetFindingIn, load_default=None, allow_none=False)},
    people=_people,
    enter=_enter,
    fact=ScreeningFinding,
    days=frozenset({"screened_on"}),
    name_about=_name_about,
    answered=_answered,
    of_self=True,
    signers=("排查人", "录入人", "支部书记"),
)
