"""Rounds of screening: a window that is open and has no round yet, and a round with members missing."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.dashboards.items import say
from api.screenings import listing
from api.standing.words import Language

_TO_OPEN = (
    "{name}排查还没有开始，到{until}为止。人回来的时候正好问。",
    "The round of {name} has not begun; it runs until {until}. People are coming home.",
)
_MISSING = (
    "{name}排查还有 {count} 位没有问到，还剩 {days} 天。",
    "{name}: {count} members are not asked yet, {days} days left.",
)
_OVER = (
    "{name}排查的日子过了，还有 {count} 位没有问到；问完或写明原因就可以结束。",
    "The days of {name} are over with {count} not asked; ask them or say why, then close the round.",
)
_TO_CLOSE = ("{name}排查都问到了，可以结束这一轮。", "{name}: everybody is asked; the round can be closed.")
_DAILY = ("{name}排查还有 {count} 位没有问到。", "{name}: {count} members are not asked yet.")


def find(session: Session, actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return the windows and rounds of a node and below that wait for a person."""
    windows = listing.list_windows(session, actor, organization_id, language)["open"]
    waiting = [
        _item(
            "screening_to_open",
            window["organization_id"],
            window["organization_id"],
            say(_TO_OPEN, language, name=window["name"], until=window["closes_on"]),
            code=window["window_key"],
            since=window["opens_on"],
        )
        for window in windows
        if window["round_id"] is None
    ]
    rounds = listing.list_open_rounds(session, actor, organization_id, language)
    return waiting + [_of_round(round_, language) for round_ in rounds]


def _of_round(round_: dict[str, Any], language: Language) -> dict[str, Any]:
    count = len(round_["missing"])
    days = (round_["until_on"] - clock.today()).days if round_["until_on"] else None
    if count == 0:
        pair = _TO_CLOSE
    elif days is None:
        pair = _DAILY
    else:
        pair = _MISSING if days >= 0 else _OVER
    return _item(
        "screening_open",
        round_["id"],
        round_["organization_id"],
        say(pair, language, name=round_["name"], count=count, days=days),
        code=round_["window_key"],
        since=round_["opened_on"],
        count=count,
    )


def _item(kind: str, subject_id: UUID, node_id: UUID, sentence: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "subject_id": subject_id,
        "member_id": None,
        "member_name": None,
        "organization_id": node_id,
        "sentence": sentence,
        "count": None,
        **more,
    }
