"""Passwords, phones and browsers for the cast."""

from datetime import date
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from api import crypto
from api.access import THE_PRODUCT
from api.auth import service
from api.http.guard import make_access_token
from api.journal import in_transaction, record
from api.models import Account, JournalEntry, Membership, Person
from tests.cast import PEOPLE, World

PHONES = {name: phone for name, _, _, _, phone in PEOPLE}
PASSWORD = "Qingsong-2026"
STRANGERS_PHONE = "19911119999"


def give_password(world: World, *names: str, password: str = PASSWORD) -> None:
    """Let people of the cast sign in."""

    def work(session: Session) -> None:
        for name in names:
            service.set_password(session, world.accounts[name], password)

    in_transaction(world.database, work)


def share_phone(world: World, one: str, other: str) -> None:
    """Give `one` the phone of `other`."""

    def work(session: Session) -> None:
        person = session.get_one(Person, world.person(one))
        person.phone, person.phone_index = PHONES[other], crypto.keys().index_of(PHONES[other])
        record(
            session,
            node_id=world.node("青松村"),
            kind="member.changed",
            actor=THE_PRODUCT,
            subjects={"person": person.id},
            writes=[person],
        )

    in_transaction(world.database, work)


def sign_in(
    browser: FlaskClient, phone: str, password: str = PASSWORD, *, address: str = "127.0.0.1", **more: Any
) -> TestResponse:
    """Try to sign in from a browser, which keeps its cookies."""
    return browser.post(
        "/api/v1/auth/sign-in",
        json={"phone": phone, "password": password, **more},
        environ_base={"REMOTE_ADDR": address},
    )


def refresh(browser: FlaskClient, **headers: str) -> TestResponse:
    """Renew the session of a browser."""
    return browser.post("/api/v1/auth/refresh", headers=headers)


def refresh_with(world: World, token: str) -> TestResponse:
    """Renew with one certain token, from a browser that has nothing else."""
    browser = world.app.test_client()
    browser.set_cookie("lxq_refresh", token, path="/api/v1/auth")
    return refresh(browser)


def token_in(answer: TestResponse) -> str:
    """Return the refresh token that an answer carries."""
    (cookie,) = (one for one in answer.headers.getlist("Set-Cookie") if one.startswith("lxq_refresh="))
    return cookie.split(";")[0].removeprefix("lxq_refresh=")


def kinds_at(world: World, node: str) -> list[str]:
    """Return the kinds of all entries of a node's journal, oldest first."""
    with world.database.reading() as session:
        statement = select(JournalEntry.kind).where(JournalEntry.node_id == world.node(node))
        return list(session.scalars(statement.order_by(JournalEntry.number)))


def invitation_for(world: World, name: str, inviter: str = "周书兰") -> dict[str, Any]:
    """Let somebody invite somebody, and return the answer."""
    answer = world.as_(inviter).post("/invitations", {"person_id": str(world.person(name))})
    assert answer.status_code == 201, answer.json
    return dict(answer.json or {})


def accept(
    browser: FlaskClient, code: str, password: str = PASSWORD, address: str = "127.0.0.1", **more: Any
) -> TestResponse:
    """Use an invitation's code in a browser."""
    return browser.post(
        "/api/v1/auth/invitation-acceptances",
        json={"code": code, "password": password, **more},
        environ_base={"REMOTE_ADDR": address},
    )


def enter_member(world: World, name: str, branch: str, phone: str | None) -> str:
    """Enter a member without an account, and return the person's id."""
    person = Person(name=name, phone=phone, phone_index=crypto.keys().index_of(phone) if phone else None)
    membership = Membership(
        person_id=person.id, organization_id=world.node(branch), kind="full", from_on=date(2020, 1, 1)
    )

    def work(session: Session) -> None:
        record(
            session,
            node_id=world.node(branch),
            kind="member.entered",
            actor=THE_PRODUCT,
            subjects={"person": person.id, "membership": membership.id},
            writes=[person, membership],
        )

    person_id = str(person.id)
    in_transaction(world.database, work)
    return person_id


def renew_token(world: World, name: str) -> None:
    """Give somebody of the cast an access token with the roles of now."""
    with world.database.reading() as session, world.app.app_context():
        account = session.get_one(Account, world.accounts[name])
        world.tokens[name] = make_access_token(account, world.families[name], [])
