"""The refusals of each operation: every code that it can answer, with a body as it would come."""

from collections.abc import Collection, Iterator
from typing import Any

from api.errors import CATALOGUE
from api.http.document import values, words
from api.http.document.reach import Reach

PROBLEM_TYPE = "application/problem+json"

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Why a request was refused, after RFC 9457.",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "examples": ["/problems/not_found"]},
        "title": {
            "type": "string",
            "description": "A sentence in the reader's language.",
            "examples": ["没有找到。"],
        },
        "status": {"type": "integer", "minimum": 400, "maximum": 599, "format": "int32", "examples": [404]},
        "code": {
            "type": "string",
            "description": "Stays the same for ever; further codes may come.",
            "enum": sorted(CATALOGUE),
        },
        "errors": {
            "type": "object",
            "description": "Sentences by field path.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "choices": {
            "type": "array",
            "description": "With choose_person: who it may be.",
            "items": {
                "type": "object",
                "required": ["person_id", "name"],
                "properties": {"person_id": {"type": "string", "format": "uuid"}, "name": {"type": "string"}},
            },
        },
    },
}

TOKEN_REFUSAL: dict[str, Any] = {
    **PROBLEM,
    "description": "Why no token was given: the members of RFC 6749 section 5.2, and those of every other refusal.",
    "required": ["error", *PROBLEM["required"]],
    "properties": {
        "error": {"type": "string", "description": "The word of RFC 6749.", "examples": ["invalid_client"]},
        "error_description": {"type": "string", "examples": ["The secret is not valid."]},
        **PROBLEM["properties"],
    },
}
_DOOR = frozenset({"unauthenticated", "token_expired", "session_revoked"})
_OF_SETTINGS = frozenset({"setting_unknown", "setting_value_invalid"})
_SHARED: dict[str, tuple[str, ...]] = {
    "BadRequest": ("malformed_json", "malformed_request"),
    "BadRequestWithoutBody": ("malformed_request",),
    "BadRequestOrKey": (
        "idempotency_key_invalid",
        "idempotency_key_missing",
        "malformed_json",
        "malformed_request",
    ),
    "Unauthenticated": tuple(sorted(_DOOR)),
    "Forbidden": ("forbidden",),
    "ForbiddenOrOwn": ("forbidden", "own_decision"),
    "NotFound": ("not_found",),
    "Conflict": ("conflict",),
    "ConflictOrLeft": ("conflict", "membership_ended"),
    "StaleVersion": ("stale_version",),
    "TooLarge": ("body_too_large",),
    "UnsupportedMediaType": ("unsupported_media_type",),
    "Invalid": ("validation_failed",),
    "InvalidOrKeyReused": ("idempotency_key_reused", "validation_failed"),
    "PreconditionRequired": ("precondition_required",),
    "TooManyRequests": ("too_many_requests",),
    "Fault": ("internal_error",),
    "Busy": ("busy",),
}
"""Answers that many operations share to the letter."""
_NAME_OF = {codes: name for name, codes in _SHARED.items()}


HEADERS: dict[str, Any] = {
    "RateLimit": {
        "description": "To another system: how many calls are left in this window, and the seconds until the next.",
        "schema": {"type": "string"},
        "example": '"minute";r=287;t=42',
    },
    "RateLimit-Policy": {
        "description": "To another system: how many calls a window holds, and its length in seconds.",
        "schema": {"type": "string"},
        "example": '"minute";q=300;w=60',
    },
    "Retry-After": {
        "description": "Seconds to wait.",
        "schema": {"type": "integer", "minimum": 0, "maximum": 86400, "format": "int32"},
        "example": 42,
    },
}
_ON_PACE = ("RateLimit", "RateLimit-Policy")
_WAITS = frozenset({429, 503})


def pace_headers(*more: str) -> dict[str, Any]:
    """Return the headers by which another system learns its pace, and more of `HEADERS`."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in (*_ON_PACE, *more)}


def refusals_of(view: Any, method: str, reach: Reach, *, has_body: bool, has_object: bool) -> frozenset[str]:
    """Return every code that an operation can answer: what its code reaches, and what its door says."""
    codes = set(reach.refusals) | {"internal_error", "busy", "validation_failed"}
    if view.permission is not None:
        codes |= _DOOR | {"forbidden", "not_found", "too_many_requests"}
    if has_object:
        codes.add("not_found")
    if method != "get":
        codes |= {"malformed_request", "body_too_large", "conflict"}
    if has_body:
        codes |= {"malformed_json", "unsupported_media_type"}
    if not (view.permission or "").startswith("settings."):
        # A service reads settings that exist; who asks for another is the settings' own route.
        codes -= _OF_SETTINGS
    if 429 in view.refuses:
        codes.add("locked")  # the counter that is full says so, which no reading of the code shows
    for status in view.refuses:
        if status not in {CATALOGUE[code].status for code in codes}:
            codes.add(next(codes[0] for codes in _SHARED.values() if CATALOGUE[codes[0]].status == status))
    if oauth_errors_of(view):
        codes = {*oauth_errors_of(view), "body_too_large", "internal_error", "busy"}
    return frozenset(codes)


def oauth_errors_of(view: Any) -> dict[str, str]:
    """Return the RFC's word for each refusal of a token endpoint; of any other operation, nothing."""
    return getattr(view, "oauth_errors", None) or {}


def tell_refusals(codes: Collection[str], oauth_errors: dict[str, str]) -> dict[str, Any]:
    """Return the answers of an operation that refuse, by status; those of a token endpoint in the RFC's form."""
    by_status: dict[int, list[str]] = {}
    for code in sorted(codes):
        by_status.setdefault(CATALOGUE[code].status, []).append(code)
    answers: dict[str, Any] = {}
    for status, several in sorted(by_status.items()):
        if oauth_errors.keys() & set(several):
            answers[str(status)] = _token_answer(several, oauth_errors)
            continue
        name = _NAME_OF.get(tuple(several))
        answers[str(status)] = {"$ref": f"#/components/responses/{name}"} if name else _answer(several)
    return answers


def shared_answers() -> dict[str, Any]:
    """Return the answers that many operations share, by name."""
    return {name: _answer(codes) for name, codes in _SHARED.items()}


def refusal_examples() -> dict[str, Any]:
    """Return a whole body for each code."""
    return {code: {"value": body} for code, body in _bodies()}


def _answer(codes: Collection[str]) -> dict[str, Any]:
    status = CATALOGUE[next(iter(codes))].status
    waits = ("Retry-After",) if status in _WAITS else ()
    headers = pace_headers(*waits) if status < 500 else {name: pace_headers(name)[name] for name in waits}
    return {
        "description": words.refusals_in_words(codes),
        **({"headers": headers} if headers else {}),
        "content": {
            PROBLEM_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {code: {"$ref": f"#/components/examples/{code}"} for code in codes},
            }
        },
    }


def _token_answer(codes: Collection[str], oauth_errors: dict[str, str]) -> dict[str, Any]:
    bodies = dict(_bodies())
    said = {
        code: {"error": oauth_errors[code], "error_description": CATALOGUE[code].en, **bodies[code]}
        for code in codes
    }
    content = {
        "schema": {"$ref": "#/components/schemas/TokenRefusal"},
        "examples": {code: {"value": body} for code, body in said.items()},
    }
    return {**_answer(codes), "content": {"application/json": content}}


def _bodies() -> Iterator[tuple[str, dict[str, Any]]]:
    for code, sentence in sorted(CATALOGUE.items()):
        body = {"type": f"/problems/{code}", "title": sentence.zh, "status": sentence.status, "code": code}
        yield code, {**body, **values.PROBLEMS.get(code, {})}
