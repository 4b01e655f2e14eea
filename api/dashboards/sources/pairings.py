"""Members away whom nobody at home looks after: at once, whatever became of their liaison.

Who lost a liaison is a line of their own. Those who never had one are one line for the branch: after a roster came in,
the desk is no wall (domain §2).
"""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access import Actor
from api.dashboards.items import MOST, count_of, say, starts_of
from api.pairings.board import list_uncovered
from api.standing.words import Language

_LOST = {
    "liaison_away": (
        "{name}的联络员{liaison}也外出了，请另定一位。",
        "{liaison}, the liaison of {name}, is away, too; please choose another.",
    ),
    "liaison_exempt": (
        "{name}的联络员{liaison}不再承担任务，请另定一位。",
        "{liaison}, the liaison of {name}, is exempt now; please choose another.",
    ),
    "liaison_suspended": (
        "{name}的联络员{liaison}眼下不能联系，请另定一位。",
        "{liaison}, the liaison of {name}, cannot keep in touch at present; please choose another.",
    ),
    "ended": (
        "{name}在外，原来的结对已经结束，请另定联络员。",
        "{name} is away and the pairing has ended; please choose a liaison.",
    ),
}
_MISSING = (
    "有 {count} 位在外的同志还没有联络员，去结对。",
    "{count} members away have no liaison yet; pair them.",
)


def find(session: Session, _actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return who of a node and below is away without anybody at home who looks after them."""
    lost, missing = [], defaultdict(list)
    for one in list_uncovered(session, organization_id):
        if one["gap"] == "none" and one["ended_on"] is None:
            missing[one["organization_id"]].append(one)
        else:
            lost.append(one)
    started = starts_of(session, organization_id)
    return [_lost(one, started, language) for one in lost[:MOST]] + [
        count_of(
            "liaison_missing",
            branch,
            [one["member_id"] for one in members],
            lambda count: say(_MISSING, language, count=count),
            since=min((one["since"] for one in members if one["since"]), default=started[branch]),
        )
        for branch, members in missing.items()
    ]


def _lost(one: dict[str, Any], started: dict[UUID, date], language: Language) -> dict[str, Any]:
    code = "ended" if one["gap"] == "none" else one["gap"]
    return {
        "kind": "liaison_lost",
        "code": code,
        "subject_id": one["member_id"],
        "member_id": one["member_id"],
        "member_name": one["name"],
        "organization_id": one["organization_id"],
        "sentence": say(_LOST[code], language, name=one["name"], liaison=one["liaison_name"]),
        "since": one["since"] or started[one["organization_id"]],
        "count": None,
    }
