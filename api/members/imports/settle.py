"""Say a roster row in the words that the records use, so that the same row twice changes nothing."""

from dataclasses import replace
from typing import Any

from api.members.roster.cells import AwayPlace, AwayReason
from api.members.roster.fields import RosterRow

_OF_ABSENCE = (
    "place",
    "reason",
    "departed_on",
    "employer",
    "residence",
    "host",
    "expected_return_on",
    "card_number",
)
_UNSETTLED = "地点不固定"


def settle(row: RosterRow) -> RosterRow:
    """Return the row with its absence told one way.

    A row that says 否 or tells a return speaks of nobody who is away: what else it says of an absence is past. What a
    place's code leaves out goes to the address away.
    """
    if row.floating is False or row.returned_on is not None:
        return replace(_without_absence(row), floating=False, returned_on=None)
    away = bool(row.floating or row.departed_on or row.place)
    if not away:
        return _without_absence(row)
    place, residence = _place(row)
    return replace(
        row,
        floating=True,
        place=place,
        residence=residence,
        reason=AwayReason(row.reason.code) if row.reason else None,
        has_card=True if row.card_number else row.has_card,
    )


def _without_absence(row: RosterRow) -> RosterRow:
    nothing: dict[str, Any] = dict.fromkeys((*_OF_ABSENCE, "has_card"))
    return replace(row, **nothing)


def _place(row: RosterRow) -> tuple[AwayPlace | None, str | None]:
    if row.place is None:
        return None, row.residence
    detail = row.place.text if row.place.text != _UNSETTLED else None
    residence = row.residence or detail
    if row.place.code is None and not row.place.unsettled:
        return None, residence
    return AwayPlace(
        row.place.code, _UNSETTLED if row.place.unsettled else None, row.place.unsettled
    ), residence
