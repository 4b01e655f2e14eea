"""Every operation of the API as its OpenAPI document describes it, with a body that fits and many that do not."""

import functools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Flask

from api import clock
from api.http.openapi import document
from tests.permissions.filled import Filled

TOO_DEEP = 10_000

A = TypeVar("A")


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    method: str
    path: str
    body: dict[str, Any] | None
    """The schema of the JSON body, with all references resolved; None where there is no such body."""
    query: tuple[dict[str, Any], ...]
    is_public: bool

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def address(self, ids: dict[str, str]) -> str:
        """Return the address with the ids of things that exist."""
        path = self.path
        for hole in re.findall(r"{(\w+)}", path):
            # A hole that stays would be answered 404 before anything is read: such a request tests nothing.
            path = path.replace("{" + hole + "}", ids[hole.removesuffix("_id")])
        return path.removeprefix("/api/v1")


def list_operations(app: Flask) -> list[Operation]:
    """Return every operation of the application's own document."""
    spec = document(app)
    return [
        Operation(
            method.upper(),
            path,
            _resolve(spec, _json_schema(operation)),
            tuple(
                {**parameter, "schema": _resolve(spec, parameter["schema"])}
                for parameter in operation.get("parameters", ())
                if parameter["in"] == "query"
            ),
            operation["security"] == [],
        )
        for path, item in spec["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict) and "responses" in operation
    ]


def _json_schema(operation: dict[str, Any]) -> Any:
    return operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")


def _resolve(spec: dict[str, Any], schema: Any) -> Any:
    if isinstance(schema, list):
        return [_resolve(spec, one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _resolve(spec, spec["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]])
    if "anyOf" in schema:
        one = next(_resolve(spec, choice) for choice in schema["anyOf"] if choice.get("type") != "null")
        return {**one, "type": [one.get("type", "object"), "null"]}
    return {name: _resolve(spec, value) for name, value in schema.items()}


def name_of_caller(operation: Operation) -> str:
    """Return somebody who may: what is about oneself (`own-…`, one's own calendar, one's own deed), a member does.

    What a branch is asked, its secretary answers; how it stands by the five habits is for the branch itself.
    """
    if "/dashboards/rings" in operation.path or operation.path.endswith(
        ("/handoffs/{handoff_id}/answer", "/handoffs/{handoff_id}/reopening")
    ):
        return "周书兰"
    is_own = any(
        part in operation.path for part in ("/own-", "/calendar-feeds", "/inbox", "/reminder-choices")
    )
    return "李守田" if is_own or operation.path.endswith("/contributions/{contribution_id}") else "孙委员"


def ids_for(filled: Filled) -> dict[str, str]:
    """Return ids that exist, by the name that a parameter or a field gives to them."""
    ids = filled.of("李守田")
    return {
        **ids,
        "person": ids["person"],
        "organization": ids["node"],
        "away_period": ids["away"],
        "probation_step": ids["step"],
        "training": ids["held"],
        "attachment": filled.files["孙委员"],
        "parent": str(filled.world.node("云栖镇")),
        "keep": ids["member"],
        "drop": filled.of("陈远")["member"],
        "book": "reports",
        "ring": "contact",
        "secret": "nobody-has-this",
        "photo": filled.files["孙委员"],
    }


def fitting(schema: dict[str, Any], name: str, ids: dict[str, str]) -> Any:
    """Return a value that fits a schema: of an object, what is required."""
    if "enum" in schema:
        return schema["enum"][0]
    kind, form = _kind(schema), schema.get("format")
    if kind == "object":
        wanted = schema.get("required", ())
        return {key: fitting(schema["properties"][key], key, ids) for key in wanted}
    if kind == "array":
        return [fitting(schema["items"], name.removesuffix("s"), ids)]
    if form == "uuid":
        return ids.get(name.removesuffix("_id"), ids["member"])
    known = {
        "phone": "19900000004",
        "dues_paid_to": "2026-03",
        "key": "probation_months",
        "starts_time": "15:00",
        "address": "https://hooks.example/in",
    }
    plain = {"boolean": True, "integer": schema.get("minimum", 1), "any": 13}
    days = {"date": str(clock.today()), "date-time": clock.now().isoformat()}
    return days.get(form) or plain.get(kind) or known.get(name, "文字")


def _kind(schema: dict[str, Any]) -> str:
    """Return the one type that a schema wants beside null, or `any` where it takes several."""
    kind = schema.get("type", "object")
    kinds = [one for one in kind if one != "null"] if isinstance(kind, list) else [kind]
    return kinds[0] if len(kinds) == 1 else "any"


def _may_be_null(schema: dict[str, Any]) -> bool:
    return "null" in schema.get("type", ())


_ANYTHING_ELSE: tuple[Any, ...] = ([[]], {"a": 1})
_NO_TEXT = ("甲\0乙", "\x1b[31m红", "甲\u2028乙", "甲\ufffe", "甲\x08", 7, 1.5, True)
_NO_DAY = (
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "2026-2-3",
    "２０２６-０１-０１",
    "2026-01-01T00:00:00Z",
    "",
    "\0",
    20260101,
)
_NO_MOMENT = (
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "2026-01-01T00:00:00",
    "2026-02-30T00:00:00Z",
    "2026-01-01T25:00:00Z",
    "2026-01-01T00:00:00+99:99",
    "now",
    1767225600,
)  # fmt: skip
_NO_ID = (
    "x" * 36,
    "-" * 36,
    "{0123456789abcdef0123456789abcdef}--",
    "0_1_2_3_-4567-89ab-cdef-0123456789ab",
    "０1a20b4b-fe46-711e-97c4-93b705ec169f",
    "\0" * 36,
    "' OR 1=1 --                         ",
    "",
    5,
)  # fmt: skip
_NO_NUMBER = (
    "1_0",
    "１０",
    " 1",
    "1e3",
    "",
    "9" * 5000,
    1.5,
    True,
    -1,
    2**31,
    2**63,
    2**64,
    10**30,
    -0.0,
)
_NO_ANSWER = ("yes", "1", "True", "", 1, 0, 1.0)
_NO_WORD = ("nope", "", "\0", 1, True)


def unfitting(schema: dict[str, Any]) -> Iterator[Any]:
    """Yield values that must be refused where this schema stands."""
    yield from _ANYTHING_ELSE
    if not _may_be_null(schema):
        yield None
    if "enum" in schema:
        yield from _NO_WORD
        return
    match _kind(schema), schema.get("format"):
        case "string", "date":
            yield from _NO_DAY
        case "string", "date-time":
            yield from _NO_MOMENT
        case "string", "uuid":
            yield from _NO_ID
        case "string", _ if "pattern" in schema:
            yield from (
                odd
                for odd in (*_NO_DAY, "12", "2026-13")
                if not isinstance(odd, str) or not re.search(schema["pattern"], odd)
            )
        case "string", _:
            yield from _NO_TEXT
            yield "长" * (schema.get("maxLength", 200) + 1)
        case "integer", _:
            yield from _NO_NUMBER
        case "boolean", _:
            yield from _NO_ANSWER
        case "array", _:
            yield from ("x", 1, [None], [[]] * 2, [fitting(schema["items"], "", {"member": "x"})] * 600)
        case "object", _:
            yield from ([], "x", 1, {"unknown": 1})


def choking(schema: dict[str, Any]) -> Iterator[Any]:
    """Yield those of the values that are refused at the door because a database would choke on them."""
    for value in unfitting(schema):
        match value:
            case int() if not isinstance(value, bool) and abs(value) >= 2**31:
                yield value
            case str() if re.search(r"\0|\d{40}|^0001|^9999", value):
                yield value


def in_turn(kind: str, attacks: Sequence[A], at: int) -> Sequence[A]:
    """Return all attacks on SQLite, and of those that no database is asked about, one on PostgreSQL: the next each time."""
    return attacks if kind == "sqlite" else attacks[at % len(attacks) :: len(attacks)]


@functools.cache
def raw_bodies() -> tuple[tuple[str, bytes, str], ...]:
    """Return bodies that are no JSON object, each with what it is and its content type."""
    json_type = "application/json"
    return (
        ("nothing", b"", json_type),
        ("an array", b"[]", json_type),
        ("a text", b'"x"', json_type),
        ("null", b"null", json_type),
        ("a number", b"7", json_type),
        ("NaN", b'{"a": NaN}', json_type),
        ("infinity", b'{"a": -Infinity}', json_type),
        ("a number of five thousand digits", b'{"a": 1' + b"0" * 5000 + b"}", json_type),
        ("a number beyond all floats", b'{"a": 1e400}', json_type),
        ("half a body", b'{"a": ', json_type),
        ("two bodies", b"{}{}", json_type),
        ("a comment", b"{} // that is all", json_type),
        ("bytes that are no UTF-8", b'{"a": "\xff\xfe"}', json_type),
        ("a surrogate in bytes", b'{"a": "\xed\xa0\x80"}', json_type),
        ("half a surrogate pair", b'{"a": "\\ud800"}', json_type),
        ("UTF-16", "{}".encode("utf-16"), "application/json; charset=utf-16"),
        ("a mark before the text", b"\xef\xbb\xbf{}", json_type),
        ("brackets without end", b"[" * TOO_DEEP + b"]" * TOO_DEEP, json_type),
        ("objects without end", b'{"a":' * TOO_DEEP + b"1" + b"}" * TOO_DEEP, json_type),
        ("ten megabytes", b'{"a": "' + b"x" * 10_000_000 + b'"}', json_type),
        ("a key twice", b'{"kind": "check_in", "kind": "return"}', json_type),
        ("an unknown key", '{"不认识": 1}'.encode(), json_type),
        ("a form", b"a=1", "application/x-www-form-urlencoded"),
        ("many parts", b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        ("plain text", b"{}", "text/plain"),
        ("no type", b"{}", ""),
    )


def in_query(value: Any) -> str:
    """Write a value into an address, surrogates and all."""
    text = value if isinstance(value, str) else json.dumps(value)
    return quote(text.encode("utf-8", "surrogatepass"), safe="")
