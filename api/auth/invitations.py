"""Invitations: a secretary hands somebody a code, and with it they choose their own password."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.auth import codes, service, sessions, sign_in, throttle
from api.db import new_id
from api.journal import Outcome, lock, record, seal
from api.models import Account, Invitation, KnownDevice, Organization, Person
from api.settings.values import value_on

REPEATABLE = timedelta(minutes=15)
"""How long a code that was just used still answers its own repeat, for an answer that got lost."""


@dataclass(frozen=True)
class Found:
    """What a code leads to. `is_repeat`: it was used a moment ago, and whoever knows the password may come in."""

    invitation_id: UUID
    account_id: UUID | None
    is_staff: bool
    is_repeat: bool
    hint: dict[str, Any]


def invite(session: Session, actor: Actor, person_id: UUID, node_id: UUID) -> Outcome:
    """Invite a person; older invitations of theirs die. The code is `codes.derive` of the outcome's id."""
    lock(session, Person, person_id)  # two invitations at once: the later one kills the other
    revoke_invitations(session, person_id)
    invitation_id = new_id()
    now = clock.now()
    session.add(
        Invitation(
            id=invitation_id,
            person_id=person_id,
            organization_id=node_id,
            code_hash=codes.hash_of(codes.derive(invitation_id)),
            created_by_id=actor.account_id,
            created_at=now,
            expires_at=now
            + timedelta(days=int(value_on(session, "invitation_days", node_id, clock.today()))),
        )
    )
    entry = record(
        session,
        node_id=node_id,
        kind="invitation.created",
        actor=actor,
        subjects={"invitation": invitation_id, "person": person_id},
    )
    return Outcome(invitation_id, "open", entry)


def revoke(session: Session, actor: Actor, invitation_id: UUID) -> None:
    """Take an invitation back; one that is used or revoked stays as it is."""
    invitation = session.scalar(select(Invitation).where(Invitation.id == invitation_id).with_for_update())
    if invitation is None or state_of(invitation) in {"used", "revoked"}:
        return
    invitation.revoked_at = clock.now()
    record(
        session,
        node_id=invitation.organization_id,
        kind="invitation.revoked",
        actor=actor,
        subjects={"invitation": invitation_id, "person": invitation.person_id},
    )


def revoke_invitations(session: Session, person_id: UUID) -> None:
    """Kill the open invitations of a person: a new one is given, or the phone changed (domain §12)."""
    session.execute(
        update(Invitation)
        .where(Invitation.person_id == person_id)
        .where(Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
        .values(revoked_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def state_of(invitation: Invitation) -> str:
    """Return open, used, expired or revoked."""
    if invitation.used_at is not None:
        return "used"
    if invitation.revoked_at is not None:
        return "revoked"
    return "open" if clock.now() < invitation.expires_at else "expired"


def look_up(session: Session, code: str) -> Found | None:
    """Return what a code leads to, or None where it leads nowhere (any more)."""
    row = session.execute(
        select(Invitation, Person.name, Organization.name, Account.id, Account.closed)
        .join(Person, Person.id == Invitation.person_id)
        .join(Organization, Organization.id == Invitation.organization_id)
        .outerjoin(Account, Account.person_id == Invitation.person_id)
        .where(Invitation.code_hash == codes.hash_of(code))
    ).first()
    if row is None:
        return None
    invitation, name, organization_name, account_id, is_closed = row
    is_repeat = _was_used_just_now(invitation.used_at)
    if is_closed or (state_of(invitation) != "open" and not is_repeat):
        return None
    return Found(
        invitation_id=invitation.id,
        account_id=account_id,
        is_staff=service.is_staff(session, account_id),
        is_repeat=is_repeat,
        hint={
            "name_hint": f"{name[:1]}*",
            "organization_name": organization_name,
            "expires_at": invitation.expires_at,
        },
    )


def accept(
    session: Session, invitation_id: UUID, password_hash: str, consents: list[dict[str, Any]], device: str
) -> sessions.Opened | None:
    """Use an invitation: open the account or reset its password, and sign in. None where somebody was faster."""
    invitation = session.scalar(select(Invitation).where(Invitation.id == invitation_id).with_for_update())
    if invitation is None or state_of(invitation) != "open":
        return None
    invitation.used_at = clock.now()
    node_id, person_id = invitation.organization_id, invitation.person_id
    account = service.account_of(session, person_id)
    if account is None:
        account = service.open_account(session, None, person_id, node_id)
    else:
        _reset(session, account, node_id)
    myself = Actor(account.id, person_id)
    service.keep_hash(session, account.id, password_hash)
    for given in consents:
        service.consent(session, myself, given["kind"], given["version"], True, node_id)
    phone_index = session.scalar(select(Person.phone_index).where(Person.id == person_id))
    if phone_index:
        throttle.clear(session, throttle.of_phone(phone_index))
    # The new account has to be in the database before a session can be opened on it.
    seal(session)
    return enter_again(session, account.id, device)


def enter_again(session: Session, account_id: UUID, device: str) -> sessions.Opened:
    """Sign in with what an invitation has just set."""
    sign_in.remember_device(session, account_id, device)
    return sessions.open_session(session, account_id)


def _reset(session: Session, account: Account, node_id: UUID) -> None:
    sessions.end_all(session, account.id, "password_reset")
    session.execute(delete(KnownDevice).where(KnownDevice.account_id == account.id))
    record(
        session,
        node_id=node_id,
        kind="password.reset",
        actor=Actor(account.id, account.person_id),
        subjects={"account": account.id},
    )


def _was_used_just_now(used_at: datetime | None) -> bool:
    return used_at is not None and clock.now() - used_at < REPEATABLE
