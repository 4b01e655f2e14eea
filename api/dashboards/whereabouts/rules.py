"""Where a member counts. Each figure and the list behind it use these same columns, so they cannot differ.

A member counts once, at the place of the time away that goes on today: abroad, without a settled place, without a
place on record, or in a province. A short stay at home opens no return, so whoever is home for the feast still counts
where they work.
"""

import re
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, and_, case, func, select

from api.access import Actor, nodes_below, within_reach
from api.codes import places
from api.codes.places import OVERSEAS
from api.codes.text import squeeze
from api.models import AwayPeriod, Membership, away_on

UNSETTLED, UNREGISTERED = "unsettled", "unregistered"
APART = (OVERSEAS, UNSETTLED, UNREGISTERED)
"""The groups that are no province."""

_MUNICIPALITIES = ("11", "12", "31", "50")
_HEADINGS = tuple(
    code
    for code, name in places.names().items()
    if code.endswith("00") and re.match("省直辖|自治区直辖", name)
)
_CITY_LEVEL = frozenset(
    city["code"]
    for province in places.tree()["provinces"]
    for city in province["cities"]
    if not city["counties"]
)
"""Cities that have no counties (东莞): nothing finer can be said of them."""

_NO_EMPLOYER = frozenset(
    map(
        squeeze,
        (
            "无",
            "暂无",
            "没有",
            "不详",
            "个体",
            "个体户",
            "自由职业",
            "打零工",
            "零工",
            "务工",
            "打工",
            "散工",
        ),
    )
)
"""What people write who work for nobody in particular: no place where three of them meet."""


def province_of() -> ColumnElement[str]:
    """Return the province of a time away as a column, or the group apart."""
    place = AwayPeriod.place_code
    return case(
        (place == OVERSEAS, OVERSEAS),
        (AwayPeriod.place_unsettled, UNSETTLED),
        (place.is_(None), UNREGISTERED),
        else_=_start(2) + "0000",
    )


def city_of() -> ColumnElement[str]:
    """Return the city as a column; the province's own code where the city is not on record.

    A municipality (北京) is one city. What a province rules directly (仙桃) is a city of its own.
    """
    place, province = AwayPeriod.place_code, province_of()
    return case(
        (province.in_(APART), province),
        (_start(2).in_(_MUNICIPALITIES), province),
        (place.in_(_HEADINGS), province),
        (_start(4).in_([code[:4] for code in _HEADINGS]), place),
        else_=_start(4) + "00",
    )


def _start(digits: int) -> ColumnElement[str]:
    return func.substr(AwayPeriod.place_code, 1, digits, type_=String())


def is_settled() -> ColumnElement[bool]:
    """Return the condition that a time away has a place in a province."""
    return province_of().not_in(APART)


def is_county(code: str | None) -> bool:
    """Say whether a code is a county's, or a city's that has none."""
    return code is not None and code != OVERSEAS and (not code.endswith("00") or code in _CITY_LEVEL)


def is_whole(province: str) -> bool:
    """Say whether a province has no cities to tell apart: a municipality, 香港, 澳门, 台湾, and what lies abroad."""
    cities = next((one["cities"] for one in places.tree()["provinces"] if one["code"] == province), ())
    return province[:2] in _MUNICIPALITIES or not cities


def employer_key(employer: str | None) -> str | None:
    """Return the spelling under which names of one employer meet, or None where there is none."""
    key = squeeze(employer or "").lower()
    return None if not key or key in _NO_EMPLOYER else key


def on_roll(actor: Actor, organization_id: UUID) -> ColumnElement[bool]:
    """Return the condition that a membership is open, at the node or below it, and within the actor's reach."""
    return and_(
        Membership.to_on.is_(None),
        Membership.organization_id.in_(nodes_below([organization_id])),
        within_reach(actor, "whereabouts.read", Membership.organization_id),
    )


def away(actor: Actor, organization_id: UUID, today: date, *columns: Any) -> Select[Any]:
    """Select columns of the times away that go on today, of the members in reach at a node and below."""
    return (
        select(*columns)
        .select_from(Membership)
        .join(AwayPeriod, AwayPeriod.membership_id == Membership.id)
        .where(away_on(AwayPeriod, today))
        .where(on_roll(actor, organization_id))
    )
