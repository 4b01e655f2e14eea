"""What a receiver is told: one entry of a journal as the feed shows it, or a test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from api import clock

TEST = "webhook.test"
NODE_LEFT = "feed.node_left"


@dataclass(frozen=True)
class Event:
    """One thing to tell. The same thing has the same id at every try."""

    id: str
    kind: str
    body: bytes


def event_of(shown: Mapping[str, Any]) -> Event:
    """Return the event of an entry in its public shape; the id follows from (node, epoch, number)."""
    node = UUID(shown["organization_id"])
    event_id = f"entry_{node.hex}_{shown['epoch']}_{shown['number']}"
    return _event(event_id, shown["kind"], shown["at"], shown)


def test_event(test_id: UUID, webhook_id: UUID, organization_id: UUID, asked_at: datetime) -> Event:
    """Return what the test button sends."""
    data = {"webhook_id": str(webhook_id), "organization_id": str(organization_id)}
    return _event(f"test_{test_id.hex}", TEST, _moment(asked_at), data)


def left_event(node_id: UUID, epoch: int, number: int) -> Event:
    """Return the last word about a node that lies below no more."""
    data = {"organization_id": str(node_id), "epoch": epoch, "number": number}
    return _event(f"left_{node_id.hex}_{epoch}_{number}", NODE_LEFT, _moment(clock.now()), data)


def wants(kinds: Sequence[str], kind: str) -> bool:
    """Say whether a filter lets a kind through; an empty one lets all."""
    return not kinds or kind in kinds or f"{kind.partition('.')[0]}.*" in kinds


def _event(event_id: str, kind: str, moment: str, data: Mapping[str, Any]) -> Event:
    return Event(event_id, kind, orjson.dumps({"type": kind, "timestamp": moment, "data": data}))


def _moment(instant: datetime) -> str:
    return instant.astimezone(clock.ZONE).isoformat(timespec="microseconds")
