"""What schemas leave open is closed: how large a whole number is, and that a query holds no null."""

from typing import Any

_INT32 = 2**31 - 1
_SAFE = 2**53 - 1
"""The largest whole number that every reader of JSON keeps."""


def complete(schema: Any) -> None:
    """Complete a schema and all within it, in place."""
    if isinstance(schema, list):
        for one in schema:
            complete(one)
    if not isinstance(schema, dict):
        return
    if _is_whole(schema.get("type")):
        schema.setdefault("minimum", -_SAFE)
        schema.setdefault("maximum", _SAFE)
        small = schema["minimum"] >= -_INT32 and schema["maximum"] <= _INT32
        schema.setdefault("format", "int32" if small else "int64")
    if "enum" in schema and isinstance(schema.get("type"), list) and "null" in schema["type"]:
        # What may be null names null among its words, or no reader would take it.
        schema["enum"] = [*(word for word in schema["enum"] if word is not None), None]
    for name, inner in schema.items():
        if name == "properties":
            # A field may be called what a keyword is called.
            complete(list(inner.values()))
        elif name not in {"examples", "enum", "default"}:
            complete(inner)


def _is_whole(kind: Any) -> bool:
    return "integer" in kind if isinstance(kind, list) else kind == "integer"


_ADDRESS_PART = 200


def bound_address(parameter: dict[str, Any]) -> None:
    """Bound a free part of an address: nothing has a name that long."""
    schema = parameter["schema"]
    if schema.get("type") == "string" and not {"format", "enum", "maxLength"} & set(schema):
        schema["maxLength"] = _ADDRESS_PART


def without_null(parameter: dict[str, Any]) -> None:
    """Say of a parameter that it is left out rather than null: an address holds no null."""
    schema = parameter["schema"]
    if isinstance(schema.get("type"), list):
        kinds = [kind for kind in schema["type"] if kind != "null"]
        schema["type"] = kinds[0] if len(kinds) == 1 else kinds
    if schema.get("default", ...) is None:
        del schema["default"]
    if "enum" in schema:
        schema["enum"] = [word for word in schema["enum"] if word is not None]


def leave_answers_open(spec: dict[str, Any]) -> None:
    """Let answers grow: what only answers hold may get further fields, so no reader is told that it cannot."""
    schemas = spec["components"]["schemas"]
    read: set[str] = set()
    todo = [
        name for item in spec["paths"].values() for one in item.values() for name in _names(_body_of(one))
    ]
    while todo:
        name = todo.pop()
        if name not in read:
            read.add(name)
            todo.extend(_names(schemas[name]))
    for name, schema in schemas.items():
        if name not in read and schema.get("additionalProperties") is False:
            del schema["additionalProperties"]


def _body_of(operation: Any) -> Any:
    return operation.get("requestBody") if isinstance(operation, dict) else None


def _names(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [name for one in schema for name in _names(one)]
    if not isinstance(schema, dict):
        return []
    here = [schema["$ref"].rsplit("/", 1)[-1]] if isinstance(schema.get("$ref"), str) else []
    return here + [name for inner in schema.values() for name in _names(inner)]
