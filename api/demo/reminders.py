"""What the last days' messages said to those who work for the branch and the township; no robot is set up."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.demo.acts import Act, Ids, moment
from api.demo.staff import OFFICER, SECRETARY
from api.models import InboxMessage
from api.reminders import service
from api.reminders.gathering import gather_for
from api.reminders.keeping import put_into_inbox

_TOLD = ((2, (SECRETARY,)), (1, (SECRETARY, OFFICER, "luo-cuiping")))
"""So many days ago, and whose morning's message; each costs a look at a whole desk."""


def tell_reminders(ids: Ids, today: date) -> Iterator[Act]:
    """Tell each morning's message; the older one was read."""
    for days_ago, keys in _TOLD:
        morning = moment(today - timedelta(days=days_ago), 8)
        for key in keys:
            yield Act(morning, partial(_tell, ids=ids, key=key))
    yield Act(moment(today - timedelta(days=1), 7, 59), partial(_read, ids=ids, key=SECRETARY))


def _tell(session: Session, ids: Ids, key: str) -> None:
    lines = gather_for(session, ids.actor(session, key))
    if lines:
        put_into_inbox(session, ids.accounts[key], "digest", str(clock.today()), lines)


def _read(session: Session, ids: Ids, key: str) -> None:
    mine = select(InboxMessage.id).where(InboxMessage.account_id == ids.accounts[key])
    service.mark_read(session, ids.actor(session, key), session.scalars(mine).all())
