"""One platform that wants to hear of reports; paused, because a demo calls nobody."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from api.demo.acts import Act, Ids, moment
from api.demo.organizations import TOWNSHIP
from api.demo.staff import OFFICER
from api.integration.webhooks import service as webhooks

_ADDRESS = "https://platform.example/lianxinqiao"


def tell_webhooks(ids: Ids, today: date) -> Iterator[Act]:
    """Tell of a webhook that was set up last week and paused at once."""
    at = moment(today - timedelta(days=6), 15, 10)
    made: list[UUID] = []
    yield Act(at, partial(_set_up, ids, made))
    yield Act(at + timedelta(minutes=2), partial(_pause, ids, made))


def _set_up(ids: Ids, made: list[UUID], session: Session) -> None:
    data = {
        "organization_id": ids.nodes[TOWNSHIP],
        "name": "县里的党建平台（示例）",
        "address": _ADDRESS,
        "kinds": ["report.*", "member.*"],
    }
    made.append(webhooks.create(session, ids.actor(session, OFFICER), data, ()).id)


def _pause(ids: Ids, made: list[UUID], session: Session) -> None:
    webhooks.pause(session, ids.actor(session, OFFICER), made[0])
