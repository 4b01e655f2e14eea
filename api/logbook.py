"""What the processes write down for whoever runs them: no people, no bodies, no values of variables."""

import sys
from time import perf_counter
from typing import Any

import orjson
import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()


def configure(*, for_people: bool = False) -> None:
    """Set up the log of this process on standard error, once: lines of JSON, or text for a person to read.

    Tracebacks carry no local variables: those hold names and numbers of people.
    """
    renderer: Any = (
        structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
        if for_people
        else structlog.processors.JSONRenderer(serializer=_write_json)
    )
    further = [] if for_people else [structlog.processors.format_exc_info]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *further,
            renderer,
        ],
        # One write for a line and its end: lines of two processes do not mix, even unbuffered.
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def log_requests(app: Flask) -> None:
    """Write one line for each request: method, the route's template, status and milliseconds.

    The address itself may name a person by id, and a search names one in plain; neither is written.
    """

    def begin() -> None:
        g.began = perf_counter()

    def end(answer: Response) -> Response:
        began = g.get("began")
        log.info(
            "request",
            method=request.method,
            route=str(request.url_rule) if request.url_rule else None,
            status=answer.status_code,
            ms=None if began is None else round((perf_counter() - began) * 1000, 1),
        )
        return answer

    app.before_request(begin)
    app.after_request(end)


def _write_json(event: Any, **_options: Any) -> str:
    return orjson.dumps(event, default=str).decode()
