"""Nothing twice: where two sources speak of one matter of one member, the nearer one speaks.

This is the one place that says which. A matter that somebody above asked about (请协助) and that stands on the desk
already is one line, too, and says who asked.
"""

from collections import defaultdict
from typing import Any
from uuid import UUID

from api.dashboards.items import key_of

Item = dict[str, Any]

GIVES_WAY: dict[str, frozenset[str]] = {
    "contact_overdue": frozenset(
        {"liaison_lost", "liaison_missing", "suggestion.suspected_out_of_contact", "suggestion.to_be_studied"}
    ),
    "contact_due": frozenset(
        {"liaison_lost", "liaison_missing", "suggestion.suspected_out_of_contact", "suggestion.to_be_studied"}
    ),
    "suggestion.suspected_out_of_contact": frozenset({"suggestion.to_be_studied"}),
    "suggestion.suspected_detachment": frozenset({"suggestion.to_be_studied"}),
    "suggestion.ask_return": frozenset({"report_waiting.return"}),
    "suggestion.card_inspection": frozenset({"card_to_inspect"}),
    "suggestion.suggest_transfer": frozenset({"transfer_waiting"}),
    "hearsay_waiting": frozenset({"report_waiting.departure"}),
    "yearly_report_due": frozenset({"report_waiting.yearly", "report_waiting.return"}),
    "host_link_due": frozenset({"report_waiting.return"}),
}
"""An item about a member stands back where one of these is about the same member: who has no liaison is not also
overdue, and what waits for an answer is not also asked for."""

ASKED_OF: dict[str, tuple[str, ...]] = {
    "contact": ("suggestion.to_be_studied", "suggestion.suspected_out_of_contact", "contact_overdue"),
    "whereabouts": ("hearsay_waiting",),
    "liaison": ("liaison_lost", "liaison_missing"),
    "report": ("report_waiting", "hearsay_waiting"),
    "need": ("need_unassigned", "need_open_long"),
    "dues": ("suggestion.dues_red", "suggestion.dues_task", "suggestion.dues_hint"),
    "opening": ("opening_missing",),
    "screening": ("screening_open", "screening_to_open"),
    "visit": ("visit_window_open",),
}
"""Where on the branch's own desk the matter of a hand-off stands, the nearest first."""


def say_once(items: list[Item]) -> list[Item]:
    """Return the items without those that say again what another says."""
    about = _keys_by_member(items)
    standing = [one for item in items if (one := _stand_back(item, about)) is not None]
    return _join_handoffs(standing)


def _keys_by_member(items: list[Item]) -> dict[UUID, set[str]]:
    about: dict[UUID, set[str]] = defaultdict(set)
    for item in items:
        for member_id in _members_of(item):
            about[member_id] |= {item["kind"], key_of(item)}
    return about


def _members_of(item: Item) -> list[UUID]:
    if "members" in item:
        return list(item["members"])
    return [item["member_id"]] if item["member_id"] else []


def _stand_back(item: Item, about: dict[UUID, set[str]]) -> Item | None:
    nearer = GIVES_WAY.get(key_of(item)) or GIVES_WAY.get(item["kind"])
    if nearer is None:
        return item
    if "members" not in item:
        return None if item["member_id"] in about and about[item["member_id"]] & nearer else item
    left = [member_id for member_id in item["members"] if not about[member_id] & nearer]
    if not left:
        return None
    return {**item, "members": left, "count": len(left), "sentence": item["say"](len(left))}


def _join_handoffs(items: list[Item]) -> list[Item]:
    """Let a hand-off whose matter stands on the desk already lend it its name, and go."""
    joined = list(items)
    for handoff in [item for item in items if item["kind"] == "handoff_open"]:
        at = next((index for index, item in _twins(handoff, joined)), None)
        if at is not None:
            joined[at] = {
                **joined[at],
                "handoff_id": handoff["subject_id"],
                "asked_by": handoff["asked_by"],
            }
            joined.remove(handoff)
    return joined


def _twins(handoff: Item, items: list[Item]) -> list[tuple[int, Item]]:
    keys = ASKED_OF.get(handoff["code"], ())
    found = [
        (index, item)
        for index, item in enumerate(items)
        if _is_of(handoff, item)
        and not item.get("handoff_id")
        and (key_of(item) in keys or item["kind"] in keys)
    ]
    return sorted(found, key=lambda one: (_nearness(one[1], keys), str(one[1]["since"])))


def _is_of(handoff: Item, item: Item) -> bool:
    """Say whether an item is about whom, or where, a hand-off asks: a township is asked about members of its branches."""
    if handoff["member_id"] is not None:
        return bool(handoff["member_id"] == item["member_id"])
    return bool(item["organization_id"] == handoff["organization_id"])


def _nearness(item: Item, keys: tuple[str, ...]) -> int:
    return keys.index(key_of(item)) if key_of(item) in keys else keys.index(item["kind"])
