"""Begin an empty installation: its township, its branches, and the first person who may do everything else."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import ADMIN, OFFICER, THE_PRODUCT, Actor
from api.auth import codes, invitations
from api.auth import service as auth
from api.db import Database
from api.journal import in_transaction, open_node, record
from api.members import particulars
from api.models import Organization, OrganizationName, Person


class AlreadyFoundedError(Exception):
    """The installation has a township already."""


def found(database: Database, township: str, branches: Sequence[str], officer: str, phone: str) -> str:
    """Create the township with its branches and invite its officer; return the invitation's code.

    The officer holds both roles, officer and admin, and hands out the others. Raise AlreadyFoundedError where any
    organization exists, and a Refusal where the phone number is none.
    """
    return in_transaction(database, lambda session: _found(session, township, branches, officer, phone))


def _found(session: Session, township: str, branches: Sequence[str], officer: str, phone: str) -> str:
    if session.scalar(select(Organization.id).limit(1)) is not None:
        raise AlreadyFoundedError
    today = clock.today()
    root = _plant(session, Organization(kind="township", name=township, short_name=township), today)
    for position, name in enumerate(branches):
        node = Organization(
            kind="branch", name=name, short_name=name, parent_id=root.id, position=position, started_on=today
        )
        _plant(session, node, today)
    person = Person()
    particulars.apply(person, particulars.tidied({"name": officer, "phone": phone}))
    record(
        session,
        node_id=root.id,
        kind="person.entered",
        actor=THE_PRODUCT,
        subjects={"person": person.id},
        writes=[person],
    )
    account = auth.open_account(session, THE_PRODUCT, person.id, root.id)
    session.flush()
    for role in (OFFICER, ADMIN):
        auth.grant_role(session, THE_PRODUCT, account.id, role, root.id, today)
    return codes.derive(invitations.invite(session, Actor(account.id, person.id), person.id, root.id).id)


def _plant(session: Session, node: Organization, today: date) -> Organization:
    open_node(session, node.id)
    record(
        session,
        node_id=node.id,
        kind="organization.created",
        actor=THE_PRODUCT,
        subjects={"organization": node.id},
        writes=[node, OrganizationName(organization_id=node.id, name=node.name, from_on=today)],
    )
    return node
