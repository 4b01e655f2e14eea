"""One error body for every failure: problem+json after RFC 9457 with a stable code and a sentence to read."""

from typing import Any, Literal

import orjson
import structlog
from flask import Flask, Response, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header

from api.errors import CATALOGUE, Refusal

log = structlog.get_logger()

_BY_STATUS = {
    400: "malformed_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "body_too_large",
    414: "uri_too_long",
    415: "unsupported_media_type",
    422: "validation_failed",
    429: "too_many_requests",
    503: "busy",
}


def language() -> Literal["zh", "en"]:
    """Return `en` where the reader prefers English, else `zh`."""
    wanted = parse_accept_header(request.headers.get("Accept-Language"), LanguageAccept)
    return "en" if wanted.best_match(["zh", "en"], default="zh") == "en" else "zh"


def problem(refusal: Refusal) -> Response:
    """Write a refusal as problem+json in the reader's language."""
    sentence = refusal.sentence
    body: dict[str, Any] = {
        "type": f"/problems/{refusal.code}",
        "title": sentence.en if language() == "en" else sentence.zh,
        "status": sentence.status,
        "code": refusal.code,
        **refusal.more,
    }
    if refusal.errors:
        body["errors"] = refusal.errors
    answer = Response(orjson.dumps(body), status=sentence.status, mimetype="application/problem+json")
    answer.headers.extend(refusal.headers)
    answer.headers["Cache-Control"] = "no-store"
    if sentence.status == CATALOGUE["unauthenticated"].status:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def register(app: Flask) -> None:
    """Answer every failure of the application in the one shape."""
    app.register_error_handler(Refusal, problem)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _of_fault)


def _of_http(failure: HTTPException) -> Response:
    code = _BY_STATUS.get(
        failure.code or 500, "malformed_request" if (failure.code or 500) < 500 else "internal_error"
    )
    answer = problem(Refusal(code))
    for name, value in failure.get_headers():
        # 405 tells what is allowed, 429 when to come back.
        if name not in {"Content-Type", "Content-Length"}:
            answer.headers[name] = value
    return answer


def _of_fault(fault: Exception) -> Response:
    log.exception("fault", route=str(request.url_rule), method=request.method, kind=type(fault).__name__)
    return problem(Refusal("internal_error"))
