"""The token endpoint after RFC 6749 section 4.4: a client proves its secret and gets an access token.

Its refusals differ from all others on purpose. Client libraries read `error` and `error_description` from an
`application/json` body (section 5.2) and know nothing of problem+json, so the body carries both: the RFC's members and
those of the one error shape, under the RFC's media type. A wrong secret, a revoked client and an unknown one get the
same answer after the same work, and count against the caller's network address; never against the client, or everybody
who knows its id could lock it out. 256 bits cannot be guessed.
"""

import base64
import binascii
from dataclasses import replace
from typing import Any
from urllib.parse import unquote_plus
from uuid import UUID

import orjson
import structlog
from flask import Response, request
from sqlalchemy.orm import Session

from api.auth import throttle
from api.errors import Refusal
from api.http import clients
from api.http.problems import problem
from api.http.running import act, read
from api.integration.clients import service

log = structlog.get_logger()

GRANT = "client_credentials"
_NOBODY = UUID(int=0)
LONGEST = 2000
_ADDRESS_MOST = 100

ERRORS = {
    # code of the one error shape: error of the RFC
    "malformed_request": "invalid_request",
    "client_refused": "invalid_client",
    "grant_type_unsupported": "unsupported_grant_type",
    "scope_not_held": "invalid_scope",
    "too_many_requests": "temporarily_unavailable",
}


def give_token() -> Response:
    """Answer a token request."""
    try:
        body = _token_for(*_read_credentials())
    except Refusal as refusal:
        return _refuse(refusal)
    return Response(
        orjson.dumps(body),
        mimetype="application/json",
        headers={"Cache-Control": "no-store", "Pragma": "no-cache"},
    )


def _token_for(client_id: str, secret: str) -> dict[str, Any]:
    counters = (_of_address(request.remote_addr),)
    read(lambda s: throttle.ensure_open(s, counters))
    named = _as_id(client_id)
    proved = read(lambda s: service.prove(s, named or _NOBODY, secret))
    if proved is None:
        log.warning("client refused", client=None if named is None else str(named))
        raise act(lambda s: _count(s, counters)) or Refusal("client_refused")
    if named is None:
        raise Refusal("client_refused")
    secret_id, held = proved
    scopes = _wanted_scopes(held)
    return {
        "access_token": clients.make_token(named, secret_id, scopes),
        "token_type": "Bearer",
        "expires_in": int(clients.TOKEN_LIFE.total_seconds()),
        "scope": " ".join(scopes),
    }


def _read_credentials() -> tuple[str, str]:
    """Return client and secret from the Basic header or from the form. Raise where the request is not well formed."""
    if request.mimetype != "application/x-www-form-urlencoded":
        raise Refusal("malformed_request")
    for values in request.form.listvalues():
        if len(values) > 1 or len(values[0]) > LONGEST:
            raise Refusal("malformed_request")
    if "grant_type" not in request.form:
        raise Refusal("malformed_request")
    if request.form["grant_type"] != GRANT:
        raise Refusal("grant_type_unsupported")
    in_form = request.form.get("client_id"), request.form.get("client_secret")
    scheme, _, proof = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        in_header = _read_basic(proof)
        # One way of proving oneself for each request (section 2.3); the id may stand in both.
        if in_form[1] is not None or in_form[0] not in (None, in_header[0]):
            raise Refusal("malformed_request")
        return in_header
    if in_form[0] is None or in_form[1] is None:
        raise Refusal("client_refused")
    return in_form[0], in_form[1]


def _read_basic(proof: str) -> tuple[str, str]:
    try:
        client_id, colon, secret = base64.b64decode(proof, validate=True).decode().partition(":")
    except (binascii.Error, ValueError) as broken:
        raise Refusal("client_refused") from broken
    if not colon:
        raise Refusal("client_refused")
    return unquote_plus(client_id), unquote_plus(secret)


def _wanted_scopes(held: list[str]) -> list[str]:
    wanted = request.form.get("scope", "").split()
    if set(wanted) - set(held):
        raise Refusal("scope_not_held")
    return sorted(set(wanted)) or held


def _as_id(text: str) -> UUID | None:
    try:
        named = UUID(text)
    except ValueError:
        return None
    return named if str(named) == text.lower() else None


def _of_address(address: str | None) -> throttle.Counter:
    """Count the failures of an address apart from those of people: a village's machine must not lock out its people."""
    people = throttle.of_address(address)
    return replace(people, key=f"client-{people.key}", most=_ADDRESS_MOST)


def _count(session: Session, counters: tuple[throttle.Counter, ...]) -> Refusal | None:
    throttle.sweep(session)
    return throttle.settle(session, counters, False)


def _refuse(refusal: Refusal) -> Response:
    answer = problem(refusal)
    body = {
        "error": ERRORS[refusal.code],
        "error_description": refusal.sentence.en,
        **orjson.loads(answer.get_data()),
    }
    answer.set_data(orjson.dumps(body))
    answer.mimetype = "application/json"
    answer.headers["Pragma"] = "no-cache"
    if refusal.code == "client_refused":
        answer.headers["WWW-Authenticate"] = 'Basic realm="lianxinqiao", charset="UTF-8"'
    return answer
