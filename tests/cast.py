"""The cast of the tests: named people in two townships, each role, and somebody from outside.

青松村 (branch): 周书兰 secretary, 何记 recorder, 陈远 member away, 李守田 member at home.
白鹭村 (branch): 吴白鹭 secretary, 郑飞 member.
云栖镇 (their township): 孙委员 officer, 钱审 auditor, 赵管 admin.
石桥镇 (another township): 冯外 officer; its branch 竹溪村: 韩外 member.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from api import clock, crypto
from api.access import THE_PRODUCT, Actor, read_actor
from api.codes.pinyin import search_text
from api.db import Database, new_id
from api.http.guard import make_access_token
from api.http.openapi import promised_refusals
from api.journal import in_transaction, open_node, record
from api.models import Account, Grant, Membership, Organization, OrganizationName, Person, RefreshFamily

TREE = (
    ("利泉县", "county", None),
    ("云栖镇", "township", "利泉县"),
    ("青松村", "branch", "云栖镇"),
    ("白鹭村", "branch", "云栖镇"),
    ("石桥镇", "township", "利泉县"),
    ("竹溪村", "branch", "石桥镇"),
)

PEOPLE = (
    # name, role, node of the role, branch of the membership, phone
    ("周书兰", "secretary", "青松村", "青松村", "19900000001"),
    ("何记", "recorder", "青松村", None, "19900000002"),
    ("陈远", None, None, "青松村", "19900000003"),
    ("李守田", None, None, "青松村", "19900000004"),
    ("吴白鹭", "secretary", "白鹭村", "白鹭村", "19900000005"),
    ("郑飞", None, None, "白鹭村", "19900000006"),
    ("孙委员", "officer", "云栖镇", None, "19900000007"),
    ("钱审", "auditor", "云栖镇", None, "19900000008"),
    ("赵管", "admin", "云栖镇", None, "19900000009"),
    ("冯外", "officer", "石桥镇", None, "19900000010"),
    ("韩外", None, None, "竹溪村", "19900000011"),
)

LONG_AGO = date(2020, 1, 1)


@dataclass
class Caller:
    """Somebody who calls the API; creating calls carry a key of their own unless one is given."""

    http: FlaskClient
    token: str | None

    def send(
        self, method: str, path: str, json: Any = None, key: str | None = None, **options: Any
    ) -> TestResponse:
        """Send one request below /api/v1."""
        headers = dict(options.pop("headers", {}))
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if method == "POST":
            headers.setdefault("Idempotency-Key", key or str(uuid4()))
        if json is not None:
            options["json"] = json
        answer = self.http.open(f"/api/v1{path}", method=method, headers=headers, **options)
        ensure_promised(self.http.application, answer)
        return answer

    def get(self, path: str, **options: Any) -> TestResponse:
        """Read."""
        return self.send("GET", path, **options)

    def post(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        """Create or do; without a body, `{}` is sent."""
        return self.send("POST", path, {} if json is None else json, **options)

    def put(self, path: str, **options: Any) -> TestResponse:
        """Store."""
        return self.send("PUT", path, **options)

    def patch(self, path: str, json: Any, version: int | str | None = None, **options: Any) -> TestResponse:
        """Edit, naming the version that was read (a number or an ETag)."""
        if version is not None:
            tag = f'"{version}"' if isinstance(version, int) else version
            options["headers"] = {**options.get("headers", {}), "If-Match": tag}
        return self.send("PATCH", path, json, **options)

    def delete(self, path: str, **options: Any) -> TestResponse:
        """Take away."""
        return self.send("DELETE", path, **options)


def ensure_promised(app: Flask, answer: TestResponse) -> None:
    """Hold the document to it: whatever refusal a test meets stands among the codes that its operation promises."""
    if answer.mimetype != "application/problem+json":
        return
    try:
        routes = app.url_map.bind("localhost")
        endpoint, _ = routes.match(answer.request.path, method=answer.request.method)
    except HTTPException:
        return
    method, code = answer.request.method, (answer.json or {}).get("code")
    promised = promised_refusals(app, endpoint, method)
    assert code in promised, f"{method} {answer.request.path} answers {code}, which its document does not say"


@dataclass
class World:
    """The running application with its cast."""

    app: Flask
    database: Database
    nodes: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    memberships: dict[str, UUID] = field(default_factory=dict)
    accounts: dict[str, UUID] = field(default_factory=dict)
    families: dict[str, UUID] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def as_(self, name: str) -> Caller:
        """Return somebody of the cast, signed in."""
        if name not in self.tokens:
            with self.app.app_context():
                account = Account(id=self.accounts[name])
                self.tokens[name] = make_access_token(account, self.families[name], [])
        return Caller(self.app.test_client(), self.tokens[name])

    @property
    def stranger(self) -> Caller:
        """Return somebody who is not signed in."""
        return Caller(self.app.test_client(), None)

    def node(self, name: str) -> UUID:
        """Return a node's id."""
        return self.nodes[name]

    def person(self, name: str) -> UUID:
        """Return a person's id."""
        return self.people[name]

    def member(self, name: str) -> UUID:
        """Return the id of somebody's membership."""
        return self.memberships[name]

    def actor(self, name: str) -> Actor:
        """Return somebody as the services know them."""
        with self.database.reading() as session:
            found = read_actor(session, self.accounts[name])
        assert found is not None
        return found


def plant(database: Database, world: World) -> None:
    """Put the cast into an empty database, and note its ids."""
    in_transaction(database, lambda session: _plant_tree(session, world))
    in_transaction(database, lambda session: _bring_in(session, world))
    world.families.update({name: new_id() for name in world.accounts})
    in_transaction(database, lambda session: _sign_in_all(session, world))


def _plant_tree(session: Session, world: World) -> None:
    for position, (name, kind, parent) in enumerate(TREE):
        node = Organization(
            kind=kind,
            name=f"{name}党支部" if kind == "branch" else f"{name}党委",
            short_name=name,
            parent_id=world.nodes.get(parent or ""),
            position=position,
            started_on=LONG_AGO,
        )
        world.nodes[name] = node.id
        open_node(session, node.id)
        record(
            session,
            node_id=node.id,
            kind="organization.created",
            actor=THE_PRODUCT,
            subjects={"organization": node.id},
            writes=[node, OrganizationName(organization_id=node.id, name=node.name, from_on=LONG_AGO)],
        )


def _bring_in(session: Session, world: World) -> None:
    for name, role, role_node, branch, phone in PEOPLE:
        person = Person(
            name=name,
            pinyin=search_text(name),
            phone=phone,
            phone_index=crypto.keys().index_of(phone),
            sex="1",
        )
        account = Account(person_id=person.id)
        writes: list[Any] = [person, account]
        node_id = world.nodes[branch or role_node or ""]
        if branch:
            membership = Membership(
                person_id=person.id,
                organization_id=node_id,
                kind="full",
                from_on=LONG_AGO,
                joined_on="2010-07",
            )
            writes.append(membership)
            world.memberships[name] = membership.id
        if role:
            writes.append(
                Grant(
                    account_id=account.id,
                    role=role,
                    organization_id=world.nodes[role_node or ""],
                    from_on=LONG_AGO,
                )
            )
        world.people[name], world.accounts[name] = person.id, account.id
        record(
            session,
            node_id=node_id,
            kind="member.entered",
            actor=THE_PRODUCT,
            subjects={"person": person.id, **({"membership": world.memberships[name]} if branch else {})},
            writes=writes,
        )


def _sign_in_all(session: Session, world: World) -> None:
    now = clock.now()
    for name, family_id in world.families.items():
        session.add(
            RefreshFamily(
                id=family_id,
                account_id=world.accounts[name],
                created_at=now,
                used_at=now,
                expires_at=now + timedelta(days=1),
            )
        )
