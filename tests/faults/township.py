"""A township to be drilled: four branches with a secretary and six members each, and the officer above them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from api import clock
from api.access import THE_PRODUCT
from api.db import Database, new_id
from api.http.guard import make_access_token
from api.journal import in_transaction, open_node, record
from api.models import (
    Account,
    Fact,
    Grant,
    Master,
    Membership,
    Organization,
    OrganizationName,
    Person,
    RefreshFamily,
)

TOWNSHIP = "云栖镇"
BRANCHES = ("青松村", "白鹭村", "石桥村", "竹溪村")
MEMBERS = ("陈远", "李守田", "郑飞", "韩小满", "蒋禾", "沈秋")
OFFICER = "孙委员"
_LONG_AGO = date(2020, 1, 1)


@dataclass(frozen=True)
class Member:
    """Somebody of a branch as the clients know them: the membership changes when they move."""

    person: str
    membership_id: UUID
    branch_id: UUID


@dataclass
class Township:
    """Who is there, and under which ids."""

    app: Flask
    nodes: dict[str, UUID] = field(default_factory=dict)
    accounts: dict[str, UUID] = field(default_factory=dict)
    families: dict[str, UUID] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)

    def branch_name(self, branch_id: UUID) -> str:
        """Return the name of a branch."""
        return next(name for name, node_id in self.nodes.items() if node_id == branch_id)

    def token(self, account: str) -> str:
        """Sign a fresh access token: a long drill outlives one."""
        with self.app.app_context():
            return make_access_token(
                Account(id=self.accounts[account], grants_version=1), self.families[account], []
            )


def plant(app: Flask, database: Database) -> Township:
    """Found the township in an empty database."""
    township = Township(app)
    in_transaction(database, lambda session: _found(session, township))
    in_transaction(database, lambda session: _sign_in(session, township))
    return township


def _found(session: Session, township: Township) -> None:
    _plant_node(session, township, TOWNSHIP, "township", None)
    _plant_person(session, township, OFFICER, TOWNSHIP, role="officer")
    for branch in BRANCHES:
        _plant_node(session, township, branch, "branch", township.nodes[TOWNSHIP])
        _plant_person(session, township, f"{branch}书记", branch, role="secretary")
        for name in MEMBERS:
            _plant_person(session, township, f"{branch}{name}", branch)


def _plant_node(session: Session, township: Township, name: str, kind: str, parent_id: UUID | None) -> None:
    node = Organization(
        kind=kind,
        name=f"{name}党支部" if kind == "branch" else f"{name}党委",
        short_name=name,
        parent_id=parent_id,
        position=len(township.nodes),
        started_on=_LONG_AGO,
    )
    township.nodes[name] = node.id
    open_node(session, node.id)
    record(
        session,
        node_id=node.id,
        kind="organization.created",
        actor=THE_PRODUCT,
        subjects={"organization": node.id},
        writes=[node, OrganizationName(organization_id=node.id, name=node.name, from_on=_LONG_AGO)],
    )


def _plant_person(
    session: Session, township: Township, name: str, node: str, role: str | None = None
) -> None:
    node_id = township.nodes[node]
    person = Person(name=name, sex="1")
    account = Account(person_id=person.id)
    writes: list[Fact | Master] = [person, account]
    if role:
        writes.append(Grant(account_id=account.id, role=role, organization_id=node_id, from_on=_LONG_AGO))
    else:
        membership = Membership(
            person_id=person.id, organization_id=node_id, kind="full", from_on=_LONG_AGO, joined_on="2010-07"
        )
        writes.append(membership)
        township.members[name] = Member(name, membership.id, node_id)
    township.accounts[name] = account.id
    record(
        session,
        node_id=node_id,
        kind="member.entered",
        actor=THE_PRODUCT,
        subjects={"person": person.id},
        writes=writes,
    )


def _sign_in(session: Session, township: Township) -> None:
    now = clock.now()
    for name, account_id in township.accounts.items():
        family = RefreshFamily(
            id=new_id(),
            account_id=account_id,
            created_at=now,
            used_at=now,
            expires_at=now + timedelta(days=1),
        )
        township.families[name] = family.id
        session.add(family)
