"""Every operation and scope against one written table: what another system may, and that everything else is closed to it.

An operation that stands under no scope here is for people only.
"""

import re
from typing import Any
from uuid import UUID, uuid4

from flask import Flask

from api.access import ACCESS, CLIENT_SCOPES, Actor, Held, scopes_with
from api.http.clients import make_token
from api.http.openapi import document
from tests.cast import Caller
from tests.permissions.filled import Filled
from tests.permissions.test_table import PREPARE, ROWS, Reach

TABLE = """
organizations:read
    GET /organizations
    GET /organizations/{organization_id}
    GET /organizations/{organization_id}/names
members:read
    GET /organizations
    GET /organizations/{organization_id}
    GET /organizations/{organization_id}/names
    GET /members
    GET /members/{member_id}
    GET /members/{member_id}/own-record                 and is told that it has none
    GET /members/{member_id}/contact-card
    GET /groups
    GET /groups/{group_id}
    GET /households
    GET /households/{household_id}
members:reveal
members:write
    POST /members
    PATCH /members/{member_id}
    GET /members/opening
    POST /members/opening
    POST /groups
    PATCH /groups/{group_id}
    POST /households
    PATCH /households/{household_id}
    POST /bonds
    POST /bonds/{bond_id}/withdrawal
imports:write
    PUT /attachments/{attachment_id}
    POST /roster-imports
    GET /roster-imports/{import_id}
    GET /roster-imports/{import_id}/rows
    POST /roster-imports/{import_id}/confirmation
    GET /jobs
    GET /jobs/{job_id}
reports:read
    GET /reports
    GET /reports/{report_id}
reports:write
    PUT /attachments/{attachment_id}
    POST /reports
    PATCH /reports/{report_id}                          its own, with reports:read
    POST /reports/{report_id}/withdrawal                its own, with reports:read
standing:read
    GET /members/{member_id}/standing
    GET /members/{member_id}/away-periods
    GET /members/{member_id}/probation
    GET /members/{member_id}/transfers
    GET /members/{member_id}/host-links
    GET /members/{member_id}/introduction
    GET /members/{member_id}/national-registration
    GET /standings
contacts:read
    GET /contacts
    GET /contacts/{contact_id}
    GET /members/{member_id}/contacts
    GET /members/{member_id}/contact-calendar
    GET /members/{member_id}/contact-pauses
    GET /members/{member_id}/search-record
contacts:write
    POST /contacts
    PATCH /contacts/{contact_id}                        its own, with contacts:read
    POST /contacts/{contact_id}/withdrawal              its own, with contacts:read
    POST /members/{member_id}/contact-pauses
    POST /contact-pauses/{pause_id}/ending
visits:read
    GET /visits
    GET /visits/{visit_id}
    GET /visits/{visit_id}/photos/{photo_id}
    GET /visits/plan
    GET /members/{member_id}/arrival
trainings:read
    GET /trainings
    GET /trainings/{training_id}
    GET /trainings/{training_id}/calendar
    GET /trainings/{training_id}/corrections
    GET /training-frequency
    GET /committee-seats
    GET /materials/{material_id}/file
needs:read
    GET /needs
    GET /needs/{need_id}
dues:read
    GET /dues
    GET /members/{member_id}/dues
pairings:read
    GET /pairings
    GET /pairings/board
    GET /pairings/suggestion
    GET /contact-cards
contributions:read
    GET /contributions
    GET /contributions/threads
    GET /contributions/{contribution_id}
    GET /contributions/{contribution_id}/photos/{photo_id}
    GET /campaigns
screenings:read
    GET /screenings
    GET /screenings/windows
    GET /screenings/{screening_id}
    GET /screenings/{screening_id}/members
    GET /screenings/findings/{finding_id}
registers:read
    GET /registers
    GET /registers/{book}/rows
    GET /registers/prints
    GET /registers/prints/{print_id}
    GET /registers/prints/{print_id}/corrections
    GET /registers/summary
    GET /registers/verify
registers:print
    GET /registers
    GET /registers/{book}/rows
    GET /registers/prints
    POST /registers/prints
    GET /registers/prints/{print_id}
    GET /registers/prints/{print_id}/file               what shows numbers: its own only
    GET /registers/prints/{print_id}/corrections
    GET /registers/prints/{print_id}/correction-pages   likewise
    GET /registers/summary
    GET /registers/summary/file
    GET /registers/verify
    GET /registers/packs
    POST /registers/packs
    GET /registers/packs/{pack_id}
    GET /registers/packs/{pack_id}/file                 likewise
    POST /registers/packs/{pack_id}/cancellation
settings:read
    GET /settings
feed:read
    GET /feed
    GET /organizations/{organization_id}/feed
    GET /sync
webhooks:manage                                         its own webhooks only
    GET /webhooks
    POST /webhooks
    GET /webhooks/{webhook_id}
    PATCH /webhooks/{webhook_id}
    POST /webhooks/{webhook_id}/pause
    POST /webhooks/{webhook_id}/resumption
    POST /webhooks/{webhook_id}/rotations
    POST /webhooks/{webhook_id}/tests
    GET /webhooks/{webhook_id}/dead-letters
    POST /webhooks/{webhook_id}/replays
    POST /webhooks/{webhook_id}/ending
"""


def _read_table() -> dict[str, set[str]]:
    written: dict[str, set[str]] = {}
    scope = ""
    for line in filter(None, TABLE.splitlines()):
        if line.startswith(" "):
            written[scope].add(re.split(r"\s{2,}", line.strip())[0])
        else:
            scope = line.split(" ")[0]
            written[scope] = set()
    return written


WRITTEN = _read_table()


def _operations(app: Flask) -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path.removeprefix('/api/v1')}": operation
        for path, item in document(app)["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict) and "responses" in operation
    }


def test_the_document_names_for_each_operation_the_scopes_of_the_table(the_app: Flask) -> None:
    said: dict[str, set[str]] = {scope: set() for scope in CLIENT_SCOPES}
    for name, operation in _operations(the_app).items():
        for way in operation["security"]:
            for scope in way.get("client_credentials", ()):
                said[scope].add(name)
    assert said == WRITTEN


def test_an_actor_with_scopes_may_what_they_carry_and_nothing_else() -> None:
    for scope, means in CLIENT_SCOPES.items():
        client = _client({scope})
        assert {permission for permission in ACCESS if client.may(permission)} == set(means.permissions)
    nobody = _client({"members:adore", ""})
    assert not any(nobody.may(permission) for permission in ACCESS)


def _client(scopes: set[str]) -> Actor:
    id_ = uuid4()
    return Actor(id_, held=(Held("client", id_),), client_id=id_, scopes=frozenset(scopes))


def test_no_scope_decides_about_people_gives_roles_or_shows_what_is_told_in_confidence() -> None:
    never = {name for name in ACCESS if name.endswith((".decide", ".words", ".assign", ".handle", ".erase"))}
    never |= {"account.use", "grants.write", "invitations.write", "clients.write", "settings.write"}
    assert not [permission for permission in never if scopes_with(permission)]


class System(Reach):
    """A system at the township, with some of all scopes, reaches for what is 青松村's."""

    def __init__(self, filled: Filled, row: str, proof: tuple[Any, Any], scopes: list[str]) -> None:
        super().__init__(filled, row, "officer", "branch")
        # What a row prepares otherwise; who is refused gets no further than the door.
        self.ids = {"version": '"1"', "twice": self.ids["home"], "code": "ABCDEFGHJK", **self.ids}
        with filled.world.app.app_context():
            self.token = make_token(*proof, scopes)

    def send(self) -> Any:
        """Make the call as the system."""
        world, name = self.filled.world, self.name
        assert name is not None
        own, world.tokens[name] = world.tokens[name], self.token
        try:
            return super().send()
        finally:
            world.tokens[name] = own


def _connect(filled: Filled) -> tuple[Any, Any]:
    body = {
        "organization_id": str(filled.world.node("云栖镇")),
        "name": "什么都能的平台",
        "scopes": list(CLIENT_SCOPES),
        "requests_per_minute": 6000,
    }
    made = filled.world.as_("孙委员").post("/service-clients", body)
    assert made.status_code == 201, made.json
    return UUID(made.json["client_id"]), UUID(made.json["secret_id"])


def _permission(app: Flask, row: str) -> str | None:
    method, address, *_ = row.split(" ")
    path = re.sub(r"\{\w+}", "0197a3c0-5b7e-7d10-8f3a-2c4e6a8b0d1f", address.split("?")[0])
    endpoint, _ = app.url_map.bind("localhost").match(f"/api/v1{path}", method=method)
    view: Any = app.view_functions[endpoint]
    found: str | None = getattr(view.view_class, method.lower()).permission
    return found


OUTSIDE = {"GET /healthz", "GET /readyz"}
"""Addresses beside the API: they ask nobody who they are."""

HAS_NONE = "GET /members/{member}/own-record"
"""Let in by the scope, and then told that the record is not one's own."""


def test_without_the_scope_each_operation_is_refused_and_nothing_is_written(
    database_kind: str, changed: Filled
) -> None:
    if database_kind != "sqlite":
        # What a scope may, Python decides.
        return
    proof, wrong, tried = _connect(changed), [], 0
    rows = [row for row in ROWS if row not in OUTSIDE]
    before = changed.written()
    for row in rows:
        permission = _permission(changed.world.app, row)
        if permission is None:
            continue
        others = [scope for scope in CLIENT_SCOPES if scope not in scopes_with(permission)]
        answer = System(changed, row, proof, others).send()
        tried += 1
        if (answer.status_code, answer.mimetype) != (403, "application/problem+json"):
            wrong.append(f"{row}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    assert changed.written() == before
    assert tried > 150


def test_with_the_one_scope_each_operation_opens(database_kind: str, changed: Filled) -> None:
    if database_kind != "sqlite":
        return
    proof, wrong, tried = _connect(changed), [], 0
    for row in (row for row in ROWS if row not in OUTSIDE):
        permission = _permission(changed.world.app, row)
        if permission is None or "reveal" in row:
            continue
        # One of them: which scopes carry a permission is asked above.
        for scope in scopes_with(permission)[:1]:
            reach = System(changed, row, proof, [scope])
            if row in PREPARE:
                PREPARE[row](reach)
            status = reach.send().status_code
            tried += 1
            if (status == 403) != (row == HAS_NONE) or status in {400, 401, 405, 500}:
                wrong.append(f"{row} with {scope}: {status}")
    assert not wrong, "\n".join(wrong)
    assert tried > 80


def test_numbers_in_plain_need_the_scope_for_them(database_kind: str, changed: Filled) -> None:
    if database_kind != "sqlite":
        return
    proof = _connect(changed)
    for row in ROWS:
        if "reveal=true" in row:
            scopes = [scope for scope in CLIENT_SCOPES if scope != "members:reveal"]
            assert System(changed, row, proof, scopes).send().status_code in {403, 404}, row


def test_a_systems_token_is_a_bearer_token_like_any_other(looked_at: Filled) -> None:
    world = looked_at.world
    things = looked_at.of("李守田")
    form = {
        "grant_type": "client_credentials",
        "client_id": things["client"],
        "client_secret": things["client_secret"],
    }
    token = world.app.test_client().post("/api/v1/oauth/token", data=form).json["access_token"]
    caller = Caller(world.app.test_client(), token)
    assert caller.get(f"/organizations/{world.node('青松村')}/feed").status_code == 200
