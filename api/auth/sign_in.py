"""Signing in with phone and password.

Neither the answer nor its cost tells whether a phone is known: each try spends the same number of password
verifications, and failures with an unknown phone lock like those with a known one.
"""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api import clock, crypto
from api.auth import passwords, sessions, throttle
from api.codes import phone as phones
from api.errors import Refusal
from api.models import Account, KnownDevice, Password, Person

VERIFICATIONS = 2
"""As many as people who may share a phone (domain §12), and spent on every try."""


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a phone number may mean. `known_here`: signed in from this device before."""

    account_id: UUID
    person_id: UUID
    name: str
    hash: str
    known_here: bool


@dataclass(frozen=True)
class Attempt:
    """One try, ready to be judged: whom it may mean, and the counters under which it counts."""

    candidates: tuple[Candidate, ...]
    counters: tuple[throttle.Counter, ...]


def prepare(
    session: Session, phone: str, person_id: UUID | None, device: str | None, address: str | None
) -> Attempt:
    """Find out whom a try may mean. Raise `locked` where too many failed before."""
    phone_index = crypto.keys().index_of(phones.normalise(phone))
    device_hash = hash_device(device) if device else None
    found = _find(session, phone_index, device_hash)
    asked = tuple(one for one in found if person_id in (None, one.person_id))[:VERIFICATIONS]
    if device_hash and any(one.known_here for one in asked):
        counters: tuple[throttle.Counter, ...] = (throttle.of_device(device_hash, phone_index),)
    else:
        counters = (throttle.of_phone(phone_index), throttle.of_address(address))
    throttle.ensure_open(session, counters)
    return Attempt(asked, counters)


def judge(attempt: Attempt, password: str) -> tuple[Candidate, ...]:
    """Return whom the password fits. Spends the same two verifications whatever is known; needs no database."""
    hashes = [one.hash for one in attempt.candidates]
    hashes += [passwords.nobodys_hash()] * (VERIFICATIONS - len(hashes))
    fits = [passwords.verify(kept, password) for kept in hashes]
    return tuple(one for one, fit in zip(attempt.candidates, fits, strict=False) if fit)


def finish(
    session: Session, attempt: Attempt, fitting: tuple[Candidate, ...], device: str, new_hash: str | None
) -> sessions.Opened | Refusal:
    """Count the try, and open a session where it names one person. A refusal is returned, so that the count stands.

    device: the device's own token. new_hash: the password hashed anew where the kept hash has old parameters.
    """
    refusal = throttle.settle(session, attempt.counters, bool(fitting))
    if refusal is not None:
        return refusal
    if not fitting:
        throttle.sweep(session)
        return Refusal("sign_in_failed")
    if len(fitting) > 1:
        choices = [{"person_id": str(one.person_id), "name": one.name} for one in fitting]
        return Refusal("choose_person", more={"choices": choices})
    (one,) = fitting
    if new_hash:
        session.execute(
            update(Password)
            .where(Password.account_id == one.account_id, Password.hash == one.hash)
            .values(hash=new_hash)
        )
    remember_device(session, one.account_id, device)
    return sessions.open_session(session, one.account_id)


def remember_device(session: Session, account_id: UUID, device: str) -> None:
    """Note that an account signed in from a device."""
    device_hash = hash_device(device)
    known = session.scalar(
        select(KnownDevice).where(
            KnownDevice.account_id == account_id, KnownDevice.device_hash == device_hash
        )
    )
    if known is None:
        session.add(KnownDevice(account_id=account_id, device_hash=device_hash, used_at=clock.now()))
    else:
        known.used_at = clock.now()


def hash_device(device: str) -> str:
    """Return what is kept of a device's random token."""
    return hashlib.sha256(device.encode()).hexdigest()


def _find(session: Session, phone_index: str, device_hash: str | None) -> list[Candidate]:
    known_here = (
        select(KnownDevice.id)
        .where(KnownDevice.account_id == Account.id, KnownDevice.device_hash == device_hash)
        .exists()
        .label("known_here")
    )
    rows = session.execute(
        select(Account.id, Person.id, Person.name, Password.hash, known_here)
        .join(Person, Person.id == Account.person_id)
        .join(Password, Password.account_id == Account.id)
        .where(Person.phone_index == phone_index, Person.merged_into_id.is_(None))
        .where(Account.closed.is_(False))
        .order_by(known_here.desc(), Account.id)
    )
    return [Candidate(*row) for row in rows]
