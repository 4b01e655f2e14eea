"""What was told and what the ledger says: the differences become reports that wait for the secretary. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.screenings.ledger import KNOWN, Beside, Known

_OF_ABSENCE = (
    "departed_on",
    "departed_precision",
    "departed_text",
    "reason_code",
    "place_code",
    "place_unsettled",
    "employer",
    "residence",
    "expected_return_on",
)
_OF_ANYBODY = ("phone", "family_contact")
_CHANGED_BY_REPORT = (
    "reason_code",
    "place_code",
    "place_unsettled",
    "employer",
    "residence",
    "expected_return_on",
)

_REASONS = {"work": "务工", "business": "经商", "study": "求学", "family": "随亲属", "other": "其他"}

_METHODS = {"wechat": "phone", "phone": "phone", "visit": "in_person", "compare": "paper"}
"""How a report that a screener hands in was told."""


def values_of_finding(told: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """Return the columns of the finding: the ledger's, and over them what was told."""
    values = {name: getattr(known, name) for name in KNOWN}
    values |= {name: told[name] for name in KNOWN if told.get(name) is not None}
    if values["departed_on"] is not None:
        values["departed_precision"] = values["departed_precision"] or "day"
    if not values["is_away"]:
        for name in ("departed_on", "departed_precision", "reason_code", "place_code", "employer"):
            values[name] = None
        values["place_unsettled"] = False
    return values


def to_reports(
    told: Mapping[str, Any], known: Known, beside: Beside, method: str, reported_on: Any
) -> list[dict[str, Any]]:
    """Return the reports that the differences become, at most one that waits and one 短暂回家."""
    base = {"method": _METHODS[method], "reported_on": reported_on}
    is_away = known.is_away if told.get("is_away") is None else told["is_away"]
    found = []
    if waiting := _to_be_decided(told, known, beside, is_away):
        found.append(base | waiting)
    if is_away and told.get("home_from") is not None and _is_news(told, beside):
        stay = {"kind": "home_visit", "from_on": told["home_from"], "to_on": told.get("home_to")}
        found.append(base | stay)
    return found


def _is_news(told: Mapping[str, Any], beside: Beside) -> bool:
    return (told["home_from"], told.get("home_to")) != (beside.arrives_on, beside.leaves_on)


def _to_be_decided(
    told: Mapping[str, Any], known: Known, beside: Beside, is_away: bool
) -> dict[str, Any] | None:
    note = "；".join(_further(told, known, is_away)) or None
    if is_away and not known.is_away:
        return {
            "kind": "departure",
            **{name: told[name] for name in (*_OF_ABSENCE, *_OF_ANYBODY) if told.get(name) is not None},
            "note": note,
        }
    if known.is_away and not is_away:
        if beside.waiting_kind == "departure":
            # Nothing was opened yet that a return could close.
            return {"kind": "change", "note": "；".join(filter(None, ["排查得知：人在村里，没有外出", note]))}
        changed = {name: told[name] for name in _OF_ANYBODY if told.get(name) is not None}
        return {"kind": "return", "returned_on": told.get("returned_on"), **changed, "note": note}
    names = (*_CHANGED_BY_REPORT, *_OF_ANYBODY) if is_away else _OF_ANYBODY
    changed = {name: told[name] for name in names if _differs(told, known, beside, name)}
    return {"kind": "change", **changed, "note": note} if changed or note else None


def _differs(told: Mapping[str, Any], known: Known, beside: Beside, name: str) -> bool:
    if told.get(name) in (None, ""):
        return False
    place = known if name in KNOWN else beside
    return bool(told[name] != getattr(place, name))


def _further(told: Mapping[str, Any], known: Known, is_away: bool) -> Iterator[str]:
    """Yield a line for each difference that no report has a field for; the secretary reads it and acts."""
    if told.get("dues_paid_to") is not None and told["dues_paid_to"] != known.dues_paid_to:
        yield f"党费交至：{told['dues_paid_to']}（台账：{known.dues_paid_to or '未登记'}）"
    if told.get("has_card") is not None and told["has_card"] != known.has_card:
        yield "活动证：本人持有" if told["has_card"] else "活动证：本人没有"
    if told.get("card_number") and told["card_number"] != known.card_number:
        yield f"活动证号：{told['card_number']}（台账：{known.card_number or '未登记'}）"
    if not (is_away and known.is_away):
        return
    if told.get("departed_on") is not None and told["departed_on"] != known.departed_on:
        yield f"外出时间：{told['departed_on']}（台账：{known.departed_on or '未登记'}）"
    if told.get("reason_code") is not None and told["reason_code"] != known.reason_code:
        yield f"外出原因：{_REASONS[told['reason_code']]}"
