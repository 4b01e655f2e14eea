"""One line of the desk, and the order in which its kinds stand."""

from typing import Any
from uuid import UUID

from api.standing.words import Language

ORDER = (
    "report_waiting",
    "hearsay_waiting",
    "handoff_open",
    "handoff_support",
    "need_open_long",
    "liaison_lost",
    "visit_window_open",
    "arrivals_missing",
    "card_to_inspect",
    "card_to_number",
    "contribution_waiting",
    "screening_open",
    "screening_to_open",
    "transfer_waiting",
    "liaison_missing",
    "contact_double",
    "contact_overdue",
    "suggestion",
    "contact_due",
    "host_link_due",
    "registration_due",
    "make_up_waiting",
    "training_to_close",
    "training_not_planned",
    "opening_missing",
)
"""First what waits longest for an answer."""

MOST = 500
"""How many items one source gives at most."""

Pair = tuple[str, str]
"""A sentence in Chinese and in English."""


def say(pair: Pair, language: Language, **values: Any) -> str:
    """Write a sentence in the reader's language."""
    return pair[0 if language == "zh" else 1].format(**values)


def item(kind: str, subject_id: UUID, row: Any, sentence: str, **more: Any) -> dict[str, Any]:
    """Return an item about a member. row: has `membership_id`, `name` and `node_id`."""
    return {
        "kind": kind,
        "code": None,
        "subject_id": subject_id,
        "member_id": row.membership_id,
        "member_name": row.name,
        "organization_id": row.node_id,
        "sentence": sentence,
        "since": None,
        "count": None,
        **more,
    }
