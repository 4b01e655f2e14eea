"""What the clocks suggest about a member; a person decides."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import Actor, nodes_below
from api.contacts import search
from api.dashboards.items import Pair, item, say
from api.models import Membership, Person
from api.standing import service as standing
from api.standing.suggestions import SuggestionCode
from api.standing.words import Language

_SILENT = {SuggestionCode.SUSPECTED_OUT_OF_CONTACT.value, SuggestionCode.TO_BE_STUDIED.value}
_TRIED = ("已试过：{tried}，最近一次{day}。", " Tried so far: {tried}, the last time on {day}.")
_WAYS = {
    "phone": ("电话", "phone"),
    "wechat": ("微信", "WeChat"),
    "video": ("视频", "video"),
    "in_person": ("上门", "in person"),
    "letter": ("信函", "letter"),
}
_FAMILY = ("问家属", "family")
_TIMES = ("{what} {count} 次", "{what} {count}×")


def find(session: Session, actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return what the clocks suggest about the members of a node and below."""
    members = session.execute(
        select(Membership.id.label("membership_id"), Membership.organization_id.label("node_id"), Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organization_id.in_(nodes_below([organization_id])), Membership.to_on.is_(None))
    ).all()
    by_id = {row.membership_id: row for row in members}
    judged = standing.standings_of(session, actor, list(by_id), language)
    silent = [
        answer["member_id"]
        for answer in judged
        if any(suggestion["code"] in _SILENT for suggestion in answer["suggestions"])
    ]
    tried = search.list_tried_of(session, silent)
    return [
        item(
            "suggestion",
            answer["member_id"],
            by_id[answer["member_id"]],
            f"{by_id[answer['member_id']].name}：{suggestion['sentence']}"
            + (
                _tell_tried(tried.get(answer["member_id"], []), language)
                if suggestion["code"] in _SILENT
                else ""
            ),
            code=suggestion["code"],
            since=suggestion["since"],
        )
        for answer in judged
        for suggestion in answer["suggestions"]
    ]


def _tell_tried(tried: list[dict[str, Any]], language: Language) -> str:
    """Say what was tried since the last contact, so that nobody looks it up elsewhere."""
    if not tried:
        return ""
    counts: dict[Pair, int] = {}
    for one in tried:
        what = _FAMILY if one["with_whom"] == "family" else _WAYS[one["way"]]
        counts[what] = counts.get(what, 0) + one["count"]
    steps = [say(_TIMES, language, what=say(what, language), count=count) for what, count in counts.items()]
    latest = max(one["last_on"] for one in tried)
    day = f"{latest.month}月{latest.day}日" if language == "zh" else str(latest)
    return say(_TRIED, language, tried=("、" if language == "zh" else ", ").join(steps), day=day)
