"""One line of the desk, and the order in which its kinds stand."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import nodes_below
from api.models import Organization
from api.standing.words import Language

ORDER = (
    "report_waiting",
    "hearsay_waiting",
    "handoff_open",
    "handoff_support",
    "need_unassigned",
    "suggestion.to_be_studied",
    "suggestion.removal_to_be_studied",
    "need_open_long",
    "suggestion.probation_ended",
    "suggestion.approval_waiting",
    "suggestion.dues_red",
    "liaison_lost",
    "visit_window_open",
    "arrivals_missing",
    "card_to_inspect",
    "card_to_number",
    "contribution_waiting",
    "make_up_waiting",
    "screening_open",
    "screening_to_open",
    "transfer_waiting",
    "suggestion.suspected_out_of_contact",
    "suggestion.suspected_detachment",
    "suggestion.probation_ending",
    "liaison_missing",
    "contact_double",
    "contact_overdue",
    "suggestion.dues_task",
    "suggestion",
    "contact_due",
    "host_link_due",
    "yearly_report_due",
    "training_to_close",
    "suggestion.dues_hint",
    "registration_due",
    "training_not_planned",
    "opening_missing",
)
"""First what waits longest for an answer. A kind, or one code of a kind that stands elsewhere than the others."""

KINDS = tuple(dict.fromkeys(key.split(".")[0] for key in ORDER))

MOST = 500
"""How many items one source gives at most."""

Pair = tuple[str, str]
"""A sentence in Chinese and in English."""


def say(pair: Pair, language: Language, **values: Any) -> str:
    """Write a sentence in the reader's language."""
    return pair[0 if language == "zh" else 1].format(**values)


def key_of(item: dict[str, Any]) -> str:
    """Name an item by its kind and code, as far as it has one."""
    return f"{item['kind']}.{item['code']}" if item["code"] else str(item["kind"])


def rank_of(item: dict[str, Any]) -> int:
    """Return where an item stands in the order; what those above asked about stands where hand-offs do."""
    key = key_of(item)
    own = ORDER.index(key if key in ORDER else item["kind"])
    return min(own, ORDER.index("handoff_open")) if item.get("handoff_id") else own


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


def count_of(
    kind: str, node_id: UUID, members: list[UUID], sentence: Callable[[int], str], *, since: date
) -> dict[str, Any]:
    """Return one item for a branch that counts members; it names them, so that none is counted twice."""
    return {
        "kind": kind,
        "code": None,
        "subject_id": node_id,
        "member_id": None,
        "member_name": None,
        "organization_id": node_id,
        "sentence": sentence(len(members)),
        "since": since,
        "count": len(members),
        "members": members,
        "say": sentence,
    }


def starts_of(session: Session, organization_id: UUID) -> dict[UUID, date]:
    """Return since when each branch at a node and below keeps its records (启用日期): no matter is older than that."""
    rows = session.execute(
        select(Organization.id, Organization.started_on).where(
            Organization.id.in_(nodes_below([organization_id]))
        )
    )
    return {row.id: row.started_on or clock.today() for row in rows}
