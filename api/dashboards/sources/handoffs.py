"""请协助: what was asked of a branch and waits there, and what a branch needs for it from those above.

What the records answer stands on nobody's desk. Each side sees what waits for it: the branch the question, those above
the wish for support.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import Actor
from api.dashboards.items import MOST, Pair, say
from api.handoffs import listing
from api.models import Organization
from api.standing.words import Language

_ASKED = ("{node}{asker}请协助：{matter}。", "{asker} ({node}) asks for help: {matter}.")
_BACK = (
    "{node}{asker}请协助：{matter}。支部都答复了，请答复上级。",
    "{asker} ({node}) asks for help: {matter}. The branches have answered; please answer in turn.",
)
_SUPPORT = ("{branch}需要支持：{matter}。", "{branch} needs support: {matter}.")
_OF_MEMBER: dict[str, Pair] = {
    "contact": ("和{name}联系一次", "a word with {name}"),
    "whereabouts": ("登记{name}的去向", "where {name} is"),
    "liaison": ("给{name}定一位联络员", "a liaison for {name}"),
    "report": ("确认{name}交来的报告", "the report that {name} handed in"),
    "need": ("办理{name}的诉求", "a need of {name}"),
    "dues": ("登记{name}的党费", "the dues of {name}"),
    "other": ("{name}的一件事", "something about {name}"),
}
_OF_BRANCH: dict[str, Pair] = {
    "liaison": ("给在外的同志定联络员", "liaisons for the members away"),
    "report": ("确认等着的报告", "the reports that wait"),
    "need": ("办理还没办完的诉求", "the needs that are open"),
    "opening": ("补登党员底数", "what was known of the members at the start"),
    "screening": ("做这一轮排查", "the round of screening"),
    "visit": ("走访慰问", "the visits"),
    "other": ("支部的一件事", "something about the branch"),
}
_OF_TOWNSHIP: dict[str, Pair] = {
    "liaison": ("各支部给在外的同志定联络员", "liaisons for the members away of its branches"),
    "report": ("各支部确认等着的报告", "the reports that wait at its branches"),
    "need": ("各支部办理还没办完的诉求", "the needs that are open at its branches"),
    "opening": ("各支部补登党员底数", "what was known of the members of its branches at the start"),
    "screening": ("各支部做这一轮排查", "the round of screening of its branches"),
    "visit": ("各支部走访慰问", "the visits of its branches"),
    "other": ("镇里的一件事", "something about the township"),
}


def find(session: Session, actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return what this branch or township was asked, and what those below it need."""
    if not actor.may("handoffs.read"):
        return []
    kind = session.scalar(select(Organization.kind).where(Organization.id == organization_id))
    return [
        _item(one, language, of_branch=kind == "branch")
        for one in listing.list_open(session, actor, organization_id, language, MOST)
        # What was passed on waits at the branches, and comes back when they have answered.
        if one["state"] == ("open" if one["organization_id"] == organization_id else "support_wanted")
    ]


def _item(one: dict[str, Any], language: Language, *, of_branch: bool) -> dict[str, Any]:
    about = one["about"]
    waits_here = one["state"] == "open"
    of_place = _OF_BRANCH if of_branch or not waits_here else _OF_TOWNSHIP
    matter = (
        say(_OF_MEMBER[about], language, name=one["member_name"])
        if one["member_id"]
        else say(of_place[about], language)
    )
    sentence = (
        say(
            _BACK if one["passed_on"] else _ASKED,
            language,
            node=one["asked_from_name"],
            asker=one["asked_by_name"],
            matter=matter,
        )
        if waits_here
        else say(_SUPPORT, language, branch=one["organization_name"], matter=matter)
    )
    return {
        "kind": "handoff_open" if waits_here else "handoff_support",
        "code": about,
        "subject_id": one["id"],
        "member_id": one["member_id"],
        "member_name": one["member_name"],
        "organization_id": one["organization_id"],
        "sentence": sentence,
        "since": one["asked_on"] if waits_here else one["answered_on"],
        "count": None,
        "handoff_id": one["id"],
        "asked_by": f"{one['asked_from_name']} {one['asked_by_name']}",
    }
