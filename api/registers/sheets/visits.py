"""《流动党员慰问登记册》 on paper: a row for each home that the plan names, then whoever told of a hardship."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.errors import Refusal
from api.http.fields import Count, Day, Part, Shape, Text, Word
from api.models import Membership, Need, PaperSheet, Visit, current
from api.registers.sheets.book import (
    OPTIONAL,
    Beside,
    People,
    Row,
    SheetBook,
    need_part,
    on_the_roll,
)
from api.registers.sheets.handwriting import read_names
from api.registers.words import VISIT_WAYS, day, joined
from api.seasons import Calendar, find_window
from api.visits import planning
from api.visits import service as visits
from api.visits.words import MET, MONEY_SOURCES, OUTCOMES, SIGNERS, WAYS

_SOON = timedelta(days=31)
"""How long before a feast's window its plan is worth printing."""
_AT_HOME = ("health", "hardship", "elders", "children")
"""Needs for which somebody calls at the home."""
_MOST_MONEY = 100_000_000
_WAYS = {"by_phone_video": "phone", "at_workplace": "workplace", "mailed": "mail"}
"""How they called, where the outcome says it; all others knocked at the door."""
_TO_THE_LETTER = (
    "gifts",
    "money_cents",
    "money_source",
    "money_approval",
    "money_approved_on",
    "situation",
    "measures",
    "signed_by",
    "signer",
    "note",
)


class SheetVisitIn(Shape):
    """One call on one home. Without `way` it follows from the outcome; `visitors` are the names as written."""

    outcome = Word(*OUTCOMES, required=True)
    way = Word(*WAYS, **OPTIONAL)
    met = Word(*MET, **OPTIONAL)
    relation = Text(most=40, **OPTIONAL)
    visitors = Text(most=200, **OPTIONAL)
    gifts = Text(most=300, **OPTIONAL)
    money_cents = Count(most=_MOST_MONEY, **OPTIONAL)
    money_source = Word(*MONEY_SOURCES, **OPTIONAL)
    money_approval = Text(most=300, **OPTIONAL)
    money_approved_on = Day(**OPTIONAL)
    situation = Text(most=1000, **OPTIONAL)
    measures = Text(most=1000, **OPTIONAL)
    signed_by = Word(*SIGNERS, **OPTIONAL)
    signer = Text(most=60, **OPTIONAL)
    note = Text(most=1000, **OPTIONAL)
    need = need_part()


def _people(session: Session, actor: Actor, node_id: UUID, _rows_each: int) -> People:
    """Return the homes that the plan of a feast near by names, then whoever has an open need that a call would help."""
    plan = planning.read_plan(session, actor, node_id, None, "zh")
    window = plan["window"]
    about, homes = None, []
    if window["opens_on"] - _SOON <= clock.today():
        about, homes = window["key"], [_to_go(call) for call in plan["calls"] if not call["left_out"]]
    due = {one["member_id"] for call in plan["calls"] for one in call["members"]} if about else set()
    in_need = [[one] for one in _in_need(session, node_id) if one not in due]
    return People([*filter(None, homes), *in_need], about)


def _to_go(call: Mapping[str, Any]) -> list[UUID]:
    return [one["member_id"] for one in call["members"] if one["visit_id"] is None]


def _in_need(session: Session, node_id: UUID) -> list[UUID]:
    """Return members with an open need; one that is private stays off paper that others see."""
    needs = current(Need).with_only_columns(Need.membership_id)
    told = needs.where(Need.state == "open", Need.private.is_(False), Need.kind.in_(_AT_HOME))
    return list(on_the_roll(session, node_id, Membership.id.in_(told)))


def _enter(session: Session, actor: Actor, row: Row) -> None:
    told = row.told["visit"]
    if told is None:
        raise Refusal("validation_failed", errors={"outcome": ["请填写。"]})
    visitor_ids, others = read_names(session, row.sheet.organization_id, told["visitors"])
    met = {name: told[name] for name in ("outcome", "met", "relation")}
    first, *_ = row.member_ids
    visits.record_visit(
        session,
        actor,
        {
            **{name: told[name] for name in _TO_THE_LETTER},
            "id": row.id,
            "members": [{"member_id": member, **met} for member in row.member_ids],
            "on_date": row.on,
            "way": told["way"] or _WAYS.get(told["outcome"], "home"),
            "visitor_ids": visitor_ids,
            "other_visitors": others,
            "needs": [{"member_id": first, **told["need"]}] if told["need"] else [],
        },
    )


def _read_plan(session: Session, actor: Actor, sheet: PaperSheet) -> Mapping[UUID, str]:
    """Return what was decided of each call: a proposal is nobody's word yet and stays off the paper."""
    if not sheet.about:
        return {}
    calls = planning.read_plan(session, actor, sheet.organization_id, sheet.about, "zh")["calls"]
    return dict(_decided(calls))


def _decided(calls: list[dict[str, Any]]) -> Iterator[tuple[UUID, str]]:
    for call in calls:
        if call["decided"] and not call["left_out"]:
            who = joined(*(goer["name"] for goer in call["goers"]), call["others"], by="、")
            on: date | None = call["on_date"]
            said = joined(on and day(on), VISIT_WAYS[call["way"]], who, by=" ")
            yield from ((one["member_id"], said) for one in call["members"])


def _name_about(_session: Session, about: str, language: str) -> str | None:
    # The words depend on kind and year only, not on the days that a place has set.
    window = find_window(about, Calendar())
    return window.name(language) if window else None


BOOK = SheetBook(
    key="visits",
    title="流动党员慰问登记册",
    beside=Beside("安排", 2.2, _read_plan),
    columns=(
        ("慰问时间", 1.3),
        ("怎么样\n见到本人／见到家属\n无人在家／电话／视频\n到务工地／邮寄", 2.4),
        ("与党员关系", 1.0),
        ("慰问人", 1.7),
        ("慰问品", 1.6),
        ("慰问金\n几元、哪里来", 1.5),
        ("家庭情况与困难诉求", 3.4),
        ("解决措施及结果", 2.4),
        ("签收\n签名或捺印", 2.4),
        ("代签人及关系", 1.2),
        ("备注", 1.2),
    ),
    fields={"visit": Part(SheetVisitIn, load_default=None, allow_none=False)},
    people=_people,
    enter=_enter,
    fact=Visit,
    days=frozenset({"on_date"}),
    name_about=_name_about,
    of_self=True,
    signers=("慰问人", "录入人", "支部书记"),
)
