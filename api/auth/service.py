"""What can be done with accounts, their passwords and their grants."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.auth import passwords
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.models import Account, Grant, Password


def open_account(session: Session, actor: Actor, person_id: UUID, node_id: UUID) -> Account:
    """Open the one account of a person, still without a password; its entry stands in the node's journal."""
    account = Account(person_id=person_id)
    record(
        session,
        node_id=node_id,
        kind="account.created",
        actor=actor,
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


def get_account(session: Session, account_id: UUID) -> Account:
    """Return an account locked for change, also one that this transaction has just opened."""
    for row in session.new:
        if isinstance(row, Account) and row.id == account_id:
            return row
    found = lock(session, Account, account_id)
    if found is None:
        raise Refusal("not_found")
    return found


def account_of(session: Session, person_id: UUID) -> Account | None:
    """Return the account of a person, if there is one."""
    return session.scalar(select(Account).where(Account.person_id == person_id))
