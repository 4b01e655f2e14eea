"""The shape of a slice's routes: a strict reader of input, and a door that no unguarded method passes."""

import json
from collections.abc import Callable
from typing import Any, TypeVar, cast

import flask_smorest
import orjson
from flask import Request
from marshmallow import ValidationError
from webargs.flaskparser import FlaskParser

from api.errors import Refusal

View = TypeVar("View", bound=Callable[..., Any])


_FILE = {"type": "string", "format": "binary"}


class StrictParser(FlaskParser):
    """Read input with orjson, refuse what is not named, and answer in the one error shape."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": "raise", "query": "raise", "headers": "exclude"}  # noqa: RUF012

    def load_json(self, req: Request, schema: Any) -> Any:
        """Read a JSON body; another content type is refused rather than taken as empty."""
        if not req.is_json:
            raise Refusal("unsupported_media_type")
        body = req.get_data()
        try:
            _ensure_keys_differ(body)
            return orjson.loads(body)
        except (ValueError, RecursionError) as broken:
            raise Refusal("malformed_json") from broken

    def handle_error(
        self, error: ValidationError, req: Any, schema: Any, *, error_status_code: Any, error_headers: Any
    ) -> Any:
        """Raise `validation_failed` with a sentence for each field."""
        raise Refusal("validation_failed", errors=flatten(error.messages)) from error


def _ensure_keys_differ(body: bytes) -> None:
    """Raise ValueError where an object names a key twice: which of the two counts would be a guess."""

    def look(pairs: list[tuple[str, Any]]) -> None:
        if len({key for key, _ in pairs}) < len(pairs):
            raise ValueError("a key stands twice")

    # Numbers stay text here: Python refuses to read very long ones.
    json.loads(body, object_pairs_hook=look, parse_int=str, parse_float=str)


def flatten(messages: Any, path: str = "") -> dict[str, list[str]]:
    """Turn marshmallow's nested messages into sentences by dotted path; the location is left out."""
    if isinstance(messages, list):
        return {path: [str(message) for message in messages]}
    flat: dict[str, list[str]] = {}
    for name, inner in messages.items():
        here = "" if not path and name in {"json", "query", "_schema"} else str(name)
        flat.update(flatten(inner, ".".join(part for part in (path, here) if part)))
    return flat


class Slice(flask_smorest.Blueprint):
    """The routes of one slice."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, __name__, description=description)

    # Smorest has no types: these tell that a decorated method keeps its own.

    def arguments(self, *args: Any, **options: Any) -> Callable[[View], View]:
        """Read a method's input by a schema."""
        return cast(Callable[[View], View], super().arguments(*args, **options))

    def response(
        self,
        status: int,
        schema: Any = None,
        *,
        content_type: str | tuple[str, ...] | None = None,
        **options: Any,
    ) -> Callable[[View], View]:
        """Write a method's answer by a schema; of a file, name the media types that it may have."""
        if schema is not None or content_type is None:
            return cast(
                Callable[[View], View], super().response(status, schema, content_type=content_type, **options)
            )

        def wrap(view: View) -> View:
            for media_type in (content_type,) if isinstance(content_type, str) else content_type:
                shape = {"type": "object"} if media_type == "application/json" else _FILE
                view = super(Slice, self).response(status, shape, content_type=media_type, **options)(view)
            return view

        return wrap

    def alt_response(self, *args: Any, **options: Any) -> Callable[[View], View]:
        """Describe another answer of a method."""
        return cast(Callable[[View], View], super().alt_response(*args, **options))

    def doc(self, **options: Any) -> Callable[[View], View]:
        """Say more of a method in the OpenAPI document."""
        return cast(Callable[[View], View], super().doc(**options))

    def add_url_rule(self, rule: str, endpoint: Any = None, view_func: Any = None, **options: Any) -> None:
        """Let only guarded methods start."""
        if view_func is not None:
            for method, view in _views(view_func):
                if not hasattr(view, "scope"):
                    raise RuntimeError(f"{method} {rule} names no permission")
        super().add_url_rule(rule, endpoint, view_func, **options)


def _views(view: Any) -> list[tuple[str, Any]]:
    """Return each method of a view with what answers it; a plain function answers all of its methods."""
    if not isinstance(view, type):
        return [("any method of", view)]
    answering = {method: getattr(view, method.lower(), None) for method in view.methods or ()}  # type: ignore[attr-defined]
    return [(method, answer) for method, answer in answering.items() if answer is not None]
