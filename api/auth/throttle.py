"""Failures are counted, and enough of them lock for half an hour (domain §12).

The answer to a try is decided under the lock of its counters: however many tries run side by side, no more than the
allowed number learn whether they were right.
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api import clock, crypto
from api.errors import Refusal
from api.models import Throttle

LOCK = timedelta(minutes=30)
"""How long a lock holds, and how long a failure is remembered."""
_SWEEP = timedelta(days=1)

PHONE_MOST = DEVICE_MOST = PASSWORD_MOST = 5
ADDRESS_MOST = 50
"""Generous, because a whole village may share one address."""
CODE_MOST = 10


@dataclass(frozen=True)
class Counter:
    """Failures under one key. `resets`: a success clears it. `refusal`: the code that a lock answers with."""

    key: str
    most: int
    resets: bool = True
    refusal: str = "locked"


def of_phone(phone_index: str) -> Counter:
    """Count the tries with one phone number, known or not."""
    return Counter(f"phone:{phone_index}", PHONE_MOST)


def of_device(device_hash: str, phone_index: str) -> Counter:
    """Count the tries of a known device apart, so that a stranger's failures do not lock out its owner."""
    return Counter("device:" + crypto.keys().index_of(f"{device_hash}:{phone_index}"), DEVICE_MOST)


def of_password(account_id: UUID) -> Counter:
    """Count wrong present passwords of somebody who is signed in."""
    return Counter(f"password:{account_id}", PASSWORD_MOST)


def of_address(address: str | None) -> Counter:
    """Count the failures of one network address; of IPv6, of one subscriber's network."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        group = address or ""
    else:
        group = str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
    return Counter(
        "address:" + crypto.keys().index_of(group), ADDRESS_MOST, resets=False, refusal="too_many_requests"
    )


def of_code(code: str) -> Counter:
    """Count wrong invitation codes that begin alike, from wherever they come."""
    return Counter("code:" + crypto.keys().index_of(code[:4]), CODE_MOST, resets=False)


def ensure_open(session: Session, counters: Sequence[Counter]) -> None:
    """Raise where one of the counters is locked; spares the costly part of a try."""
    for counter in counters:
        refusal = _refusal_of(counter, session.get(Throttle, counter.key))
        if refusal is not None:
            raise refusal


def settle(session: Session, counters: Sequence[Counter], is_right: bool) -> Refusal | None:
    """Count a try, and return a refusal where a counter is locked by now: then even a right one learns nothing.

    The caller commits and raises afterwards, so that the count stands.
    """
    rows = [_lock_row(session, counter.key) for counter in sorted(counters, key=lambda one: one.key)]
    by_key = {row.key: row for row in rows}
    for counter in counters:
        refusal = _refusal_of(counter, by_key[counter.key])
        if refusal is not None:
            return refusal
    for counter in counters:
        if is_right and counter.resets:
            clear(session, counter)
        elif not is_right:
            _count(by_key[counter.key], counter)
    return None


def clear(session: Session, counter: Counter) -> None:
    """Forget the failures under one key."""
    session.execute(delete(Throttle).where(Throttle.key == counter.key))


def sweep(session: Session) -> None:
    """Forget what is long over, so that tries with random numbers do not fill the table."""
    session.execute(delete(Throttle).where(Throttle.since < clock.now() - _SWEEP))


def _lock_row(session: Session, key: str) -> Throttle:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(Throttle).values(key=key, failures=0, since=clock.now()).on_conflict_do_nothing())
    return session.scalars(select(Throttle).where(Throttle.key == key).with_for_update()).one()


def _refusal_of(counter: Counter, row: Throttle | None) -> Refusal | None:
    now = clock.now()
    if row is None or row.locked_until is None or row.locked_until <= now:
        return None
    wait = int((row.locked_until - now).total_seconds()) + 1
    return Refusal(counter.refusal, headers={"Retry-After": str(wait)})


def _count(row: Throttle, counter: Counter) -> None:
    now = clock.now()
    if row.since <= now - LOCK or row.locked_until is not None:
        row.failures, row.since, row.locked_until = 0, now, None
    row.failures += 1
    if row.failures >= counter.most:
        row.locked_until = now + LOCK
