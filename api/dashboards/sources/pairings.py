"""Members away whom nobody at home looks after: at once, whatever became of their liaison.

Who lost a liaison is a line of their own. Those who never had one are one line for the branch: after a roster came in,
the desk is no wall (domain §2).
"""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access import Actor
from api.dashboards.items import MOST, say
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
    return [_lost(one, language) for one in lost[:MOST]] + [
        {
            "kind": "liaison_missing",
            "code": None,
            "subject_id": branch,
            "member_id": None,
            "member_name": None,
            "organization_id": branch,
            "sentence": say(_MISSING, language, count=len(members)),
            "since": None,
            "count": len(members),
        }
        for branch, members in missing.items()
    ]


def _lost(one: dict[str, Any], language: Language) -> dict[str, Any]:
    code = "ended" if one["gap"] == "none" else one["gap"]
    return {
        "kind": "liaison_lost",
        "code": code,
        "subject_id": one["member_id"],
        "member_id": one["member_id"],
        "member_name": one["name"],
        "organization_id": one["organization_id"],
        "sentence": say(_LOST[code], language, name=one["name"], liaison=one["liaison_name"]),
        "since": one["ended_on"],
        "count": None,
    }
