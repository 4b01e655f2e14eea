"""Other systems that the township connected: a screen in its hall, the county's platform, and one that was let go."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.demo.acts import Act, Ids, moment
from api.demo.organizations import TOWNSHIP
from api.demo.staff import OFFICER
from api.http.clients import keep_hour
from api.integration.clients import service as systems

_PLATFORM = "县基层治理平台"
_SYSTEMS = (
    # days ago, name, scopes
    (210, "镇党群服务中心大屏", ("contributions:read", "organizations:read", "trainings:read")),
    (95, _PLATFORM, ("feed:read", "members:read", "reports:read", "reports:write")),
    (400, "旧党务通", ("members:read",)),
)
_RENEWED, _LET_GO = 2, 120
"""Days ago: the platform got its new secret, and goes on with the old one for a week; the old system was let go."""


def tell_systems(ids: Ids, today: date) -> Iterator[Act]:
    """Tell which systems were connected, which got a new secret, and which was let go."""
    tell = _Systems(ids)
    for number, (ago, name, scopes) in enumerate(_SYSTEMS):
        yield Act(moment(today - timedelta(days=ago), 10, 5 + number), partial(tell.connect, name, scopes))
    yield Act(moment(today - timedelta(days=_LET_GO), 10, 20), partial(tell.let_go, "旧党务通"))
    yield Act(moment(today - timedelta(days=_RENEWED), 10, 30), partial(tell.renew, _PLATFORM))
    for number, (_, name, _scopes) in enumerate(_SYSTEMS[:2]):
        yield Act(moment(today - timedelta(days=1), 7 + number), partial(tell.call, name))


class _Systems:
    """What the officer did with other systems."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.clients: dict[str, UUID] = {}

    def connect(self, name: str, scopes: tuple[str, ...], session: Session) -> None:
        """Connect a system at the township."""
        data = {
            "organization_id": self.ids.nodes[TOWNSHIP],
            "name": name,
            "scopes": list(scopes),
            "requests_per_minute": 300,
        }
        self.clients[name] = systems.connect(session, self.ids.actor(session, OFFICER), data).id

    def renew(self, name: str, session: Session) -> None:
        """Give a system a new secret; the old one works for another week."""
        systems.rotate(session, self.ids.actor(session, OFFICER), self.clients[name], 7 * 24)

    def call(self, name: str, session: Session) -> None:
        """Let a system have called within this hour."""
        keep_hour(session, self.clients[name], clock.now())

    def let_go(self, name: str, session: Session) -> None:
        """Revoke a system."""
        systems.revoke(session, self.ids.actor(session, OFFICER), self.clients[name])
