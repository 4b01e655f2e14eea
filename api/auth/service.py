"""What can be done with accounts and their passwords, consents and roles."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from api import clock
from api.access import STAFF, Actor
from api.auth import notice, passwords, sessions
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.models import (
    Account,
    Consent,
    Grant,
    KnownDevice,
    Membership,
    Organization,
    Pairing,
    Password,
    Person,
    current,
    in_force,
)


def open_account(session: Session, actor: Actor | None, person_id: UUID, node_id: UUID) -> Account:
    """Open the one account of a person, still without a password; its entry stands in the node's journal.

    actor: None where the person opens it, with an invitation.
    """
    account = Account(person_id=person_id)
    record(
        session,
        node_id=node_id,
        kind="account.created",
        actor=actor or Actor(account.id, person_id),
        subjects={"account": account.id, "person": person_id},
        writes=[account],
    )
    return account


def set_password(session: Session, account_id: UUID, password: str) -> None:
    """Give an account a password, whatever it had before. Strength is the caller's to check."""
    keep_hash(session, account_id, passwords.hash_password(password))


def keep_hash(session: Session, account_id: UUID, password_hash: str) -> None:
    """Keep an account's new password hash, made before the transaction began."""
    session.merge(Password(account_id=account_id, hash=password_hash, changed_at=clock.now()))


def hash_of_password(session: Session, account_id: UUID) -> str:
    """Return the kept hash of an account's password, or one that fits nothing."""
    kept = session.scalar(select(Password.hash).where(Password.account_id == account_id))
    return kept or passwords.nobodys_hash()


def change_password(session: Session, actor: Actor, password_hash: str, family_id: UUID) -> None:
    """Keep somebody's own new password; their other sessions end."""
    account_id = own_account(actor)
    keep_hash(session, account_id, password_hash)
    sessions.end_all(session, account_id, "password_changed", but=family_id)
    record(
        session,
        node_id=home_of(session, account_id),
        kind="password.changed",
        actor=actor,
        subjects={"account": account_id},
    )


def sign_out_everywhere(session: Session, actor: Actor) -> None:
    """End every session of the actor and forget the devices; access tokens that are out die with the version."""
    account = get_account(session, own_account(actor))
    sessions.end_all(session, account.id, "signed_out_everywhere")
    session.execute(delete(KnownDevice).where(KnownDevice.account_id == account.id))
    account.grants_version += 1
    record(
        session,
        node_id=home_of(session, account.id),
        kind="account.signed_out_everywhere",
        actor=actor,
        subjects={"account": account.id},
        writes=[account],
    )


def consent(
    session: Session, actor: Actor, kind: str, version: str, agreed: bool, node_id: UUID | None = None
) -> Outcome:
    """Record that somebody agreed to a notice or refused it; refusing costs nothing (domain §12)."""
    given = Consent(person_id=actor.person_id, kind=kind, notice_version=version, agreed=agreed)
    word = "agreed" if agreed else "refused"
    entry = record(
        session,
        node_id=node_id or home_of(session, own_account(actor)),
        kind=f"consent.{word}",
        actor=actor,
        subjects={"person": actor.person_id, "consent": given.id},
        facts={"kind": kind, "version": version},
        writes=[given],
    )
    return Outcome(given.id, word, entry)


def grant_role(
    session: Session,
    actor: Actor,
    account_id: UUID,
    role: str,
    organization_id: UUID,
    from_on: date,
    *,
    to_on: date | None = None,
    delegated_by_id: UUID | None = None,
) -> Outcome:
    """Give an account a role at a node and below it, from a day to a day; both count."""
    account = get_account(session, account_id)
    grant = Grant(
        account_id=account_id,
        role=role,
        organization_id=organization_id,
        from_on=from_on,
        to_on=to_on,
        delegated_by_id=delegated_by_id,
    )
    account.grants_version += 1
    entry = record(
        session,
        node_id=organization_id,
        kind="grant.delegated" if delegated_by_id else "grant.given",
        actor=actor,
        subjects={"grant": grant.id, "account": account_id},
        facts={"role": role, "from_on": str(from_on), "to_on": str(to_on) if to_on else None},
        writes=[grant, account],
    )
    return Outcome(grant.id, "given", entry)


def own_account(actor: Actor) -> UUID:
    """Return the actor's account id. Raise `unauthenticated` where nobody acts."""
    if actor.account_id is None:
        raise Refusal("unauthenticated")
    return actor.account_id


def account_for(session: Session, actor: Actor, person_id: UUID, node_id: UUID) -> Account:
    """Return the account of a person, opened now where there was none."""
    return account_of(session, person_id) or open_account(session, actor, person_id, node_id)


def account_of(session: Session, person_id: UUID) -> Account | None:
    """Return the account of a person, if there is one."""
    return session.scalar(select(Account).where(Account.person_id == person_id))


def get_account(session: Session, account_id: UUID) -> Account:
    """Return an account locked for change, also one that this transaction has just opened."""
    for row in session.new:
        if isinstance(row, Account) and row.id == account_id:
            return row
    found = lock(session, Account, account_id)
    if found is None:
        raise Refusal("not_found")
    return found


def home_of(session: Session, account_id: UUID) -> UUID:
    """Return the node whose journal tells of an account: its member's branch, a role's node, or where it was opened."""
    branch = session.scalar(
        select(Membership.organization_id)
        .join(Account, Account.person_id == Membership.person_id)
        .where(Account.id == account_id, Membership.to_on.is_(None))
    )
    if branch is not None:
        return branch
    today = clock.today()
    held = session.scalar(
        select(Grant.organization_id)
        .where(Grant.account_id == account_id, Grant.from_on <= today)
        .where(or_(Grant.to_on.is_(None), Grant.to_on >= today))
        .order_by(Grant.from_on, Grant.id)
        .limit(1)
    )
    if held is not None:
        return held
    versions = Account.versions.c
    opened_at: UUID = session.execute(
        select(versions.node_id).where(versions.id == account_id).order_by(versions.version).limit(1)
    ).scalar_one()
    return opened_at


def is_staff(session: Session, account_id: UUID) -> bool:
    """Say whether an account holds a staff role today or later."""
    statement = (
        select(Grant.id)
        .where(Grant.account_id == account_id, Grant.role.in_(STAFF))
        .where(or_(Grant.to_on.is_(None), Grant.to_on >= clock.today()))
    )
    return session.scalar(statement.limit(1)) is not None


def describe(session: Session, actor: Actor) -> dict[str, Any]:
    """Return who somebody is, as their own screens need it."""
    person = session.get_one(Person, actor.person_id)
    today = clock.today()
    roles = session.execute(
        select(
            Grant.role,
            Grant.organization_id,
            Organization.name.label("organization_name"),
            Grant.delegated_by_id.is_not(None).label("delegated"),
            Grant.to_on,
        )
        .join(Organization, Organization.id == Grant.organization_id)
        .where(Grant.account_id == actor.account_id, Grant.from_on <= today)
        .where(or_(Grant.to_on.is_(None), Grant.to_on >= today))
        .order_by(Organization.position, Grant.role, Grant.id)
    )
    answered = session.scalar(
        current(Consent)
        .with_only_columns(Consent.id)
        .where(Consent.person_id == person.id, Consent.kind == "notice")
        .where(Consent.notice_version == notice.VERSION)
        .limit(1)
    )
    return {
        "account_id": actor.account_id,
        "person_id": person.id,
        "name": person.name,
        "membership_id": actor.membership_id,
        "organization_id": actor.organization_id,
        "organization_name": session.scalar(
            select(Organization.name).where(Organization.id == actor.organization_id)
        ),
        "roles": [dict(row._mapping) for row in roles],
        "liaison_today": session.scalar(
            select(exists().where(Pairing.liaison_id == actor.membership_id, in_force(today)))
        ),
        "consents_needed": [] if answered else ["notice"],
        "notice_version": notice.VERSION,
    }
