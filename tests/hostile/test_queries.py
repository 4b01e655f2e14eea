"""Addresses that no page of ours asks for: in their queries, in their cursors, in their paths."""

import base64
import json
from itertools import product
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest

from tests.hostile.operations import (
    Operation,
    choking,
    fitting,
    ids_for,
    in_query,
    in_turn,
    list_operations,
    name_of_caller,
    unfitting,
)
from tests.hostile.refusals import faults_of
from tests.permissions.filled import Filled

ATOMS: tuple[Any, ...] = (
    None,
    True,
    5,
    -(2**63) - 1,
    2**64 - 1,
    1.5,
    "",
    "\0",
    "周",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59.999999-14:00",
    "2026-01-01",
    "01a20b4b-fe46-711e-97c4-93b705ec169f",
    [],
    {"a": 1},
)
_ALWAYS_TEXT = {"q", "fields", "cursor", "employer"}


def cursor_of(value: Any) -> str:
    """Write a cursor that says this."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def ask(filled: Filled, operation: Operation, query: str) -> Any:
    """Ask as somebody who may see it, with what the address needs beside."""
    ids = ids_for(filled)
    needed = "&".join(
        f"{one['name']}={fitting(one['schema'], one['name'], ids)}"
        for one in operation.query
        if one.get("required") and f"{one['name']}=" not in query
    )
    caller = filled.world.stranger if operation.is_public else filled.world.as_(name_of_caller(operation))
    return caller.get(f"{operation.address(ids)}?{needed}&{query}")


def readers(filled: Filled) -> list[Operation]:
    """Return the operations that read a query."""
    return [one for one in list_operations(filled.world.app) if one.method == "GET" and one.query]


def pagers(filled: Filled) -> list[Operation]:
    """Return the operations that answer page by page."""
    return [one for one in readers(filled) if any(parameter["name"] == "cursor" for parameter in one.query)]


def test_no_parameter_takes_what_does_not_fit(database_kind: str, attacked: Filled) -> None:
    # What is no shape of ours, Python refuses; PostgreSQL is asked about what databases choke on.
    bad = unfitting if database_kind == "sqlite" else choking
    wrong = []
    for operation in readers(attacked):
        for parameter in operation.query:
            name = parameter["name"]
            for value in bad(parameter["schema"]):
                text = in_query(value)
                fits = name in _ALWAYS_TEXT and not isinstance(value, str)
                spelled = parameter["schema"].get("type") == "boolean" and value is True
                if value is None or fits or spelled or (name == "cursor" and not text):
                    continue
                wrong += [
                    f"{operation} {name}={text[:60]}: {fault}"
                    for fault in faults_of(ask(attacked, operation, f"{name}={text}"))
                ]
    assert not wrong, "\n".join(wrong)


def test_a_limit_is_a_plain_number_within_its_bounds(database_kind: str, attacked: Filled) -> None:
    limits = ["-5", "0", "201", "1_0", "１０", "+1", "%201", "1e2", "9" * 5000, "0x10", "", "null"]
    for at, operation in enumerate(pagers(attacked)):
        for limit in in_turn(database_kind, limits, at):
            answer = ask(attacked, operation, f"limit={quote(limit, safe='%')}")
            assert faults_of(answer) == [], f"{operation} {limit[:20]}: {answer.text}"
            assert set(answer.json["errors"]) == {"limit"}


def test_a_cursor_that_we_did_not_write_is_refused(database_kind: str, attacked: Filled) -> None:
    garbage = ["x", "%", "=", "=" * 8, "!!!!", "a" * 500, "%E5%91%A8", "AAAA", cursor_of(None), cursor_of({})]
    wrong = []
    for at, operation in enumerate(pagers(attacked)):
        for text in in_turn(database_kind, garbage, at):
            wrong += [
                f"{operation} {text}: {one}" for one in faults_of(ask(attacked, operation, f"cursor={text}"))
            ]
    assert not wrong, "\n".join(wrong)


def test_a_cursor_of_ours_with_one_value_changed_is_refused_and_never_a_fault(attacked: Filled) -> None:
    wrong, tried = [], 0
    for operation in pagers(attacked):
        ours = ask(attacked, operation, "limit=1").json["next_cursor"]
        if ours is None or ours.isdigit():
            continue
        values = json.loads(base64.urlsafe_b64decode(ours + "=="))
        for at, atom in product(range(len(values)), ATOMS):
            changed = [atom if place == at else value for place, value in enumerate(values)]
            answer = ask(attacked, operation, f"cursor={cursor_of(changed)}")
            fits = type(atom) is type(values[at]) and atom != "\0"
            if not (fits and answer.status_code == 200):
                wrong += [f"{operation} {changed}: {one}" for one in faults_of(answer)]
        for longer in (values[:-1], [*values, 1], [*values, *values]):
            answer = ask(attacked, operation, f"cursor={cursor_of(longer)}")
            wrong += [f"{operation} {longer}: {one}" for one in faults_of(answer)]
        tried += 1
    assert not wrong, "\n".join(wrong)
    assert tried > 5


def test_an_unknown_or_huge_query_is_refused(database_kind: str, attacked: Filled) -> None:
    odd, huge = (
        ("unknown=1", "%00=1", "a[b]=1"),
        ("&".join(f"x{at}=1" for at in range(5000)), f"x={'y' * 200_000}"),
    )
    wrong = []
    for at, operation in enumerate(readers(attacked)):
        for query in (*in_turn(database_kind, odd, at), huge[at % 2]):
            wrong += [
                f"{operation} {query[:30]}: {one}" for one in faults_of(ask(attacked, operation, query))
            ]
    assert not wrong, "\n".join(wrong)


ODD_IDS = (
    "%00",
    "01a20b4b-fe46-711e-97c4-93b705ec169f%00",
    "%2e%2e",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e%2f%2e%2e%2fkeys.json",
    "..%5c..%5ckeys.json",
    "%EF%BC%90" + "1a20b4b-fe46-711e-97c4-93b705ec169f",
    "{01a20b4b-fe46-711e-97c4-93b705ec169f}",
    "01a20b4bfe46711e97c493b705ec169f",
    "x" * 36,
    "%ff%fe" * 18,
    "%ED%A0%80",
    "0",
    "-1",
    "18446744073709551616",
    "null",
    "x" * 20_000,
    "%0d%0aSet-Cookie:%20a=b",
    "%E2%80%AE",
    "' OR '1'='1",
    "01a20b4b-fe46-711e-97c4-93b705ec169f;x=1",
)


def test_an_id_that_is_none_is_not_found(database_kind: str, attacked: Filled) -> None:
    wrong = []
    for at, operation in enumerate(list_operations(attacked.world.app)):
        if "{" in operation.path:
            for odd in in_turn(database_kind, ODD_IDS, at):
                path = operation.path.replace(
                    operation.path[operation.path.index("{") :].split("}")[0] + "}", odd
                )
                caller = attacked.world.as_(name_of_caller(operation))
                answer = caller.send(operation.method, path.removeprefix("/api/v1"))
                wrong += [f"{operation.method} {path[:80]}: {fault}" for fault in faults_of(answer)]
                if answer.status_code != 404 and operation.path.count("/") > 4:
                    wrong.append(f"{operation.method} {path[:80]}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/%2e%2e",
        "//members",
        "/members/",
        "/members//",
        "/./members",
        "/../healthz",
        "/%2e%2e/%2e%2e/keys.json",
        "/members%00",
        "/MEMBERS",
        "/members.json",
        "/" + "a/" * 5000,
        "/%ff",
        "/\\..\\keys.json",
    ],
)
def test_an_address_beside_ours_leads_nowhere(attacked: Filled, path: str) -> None:
    answer = attacked.world.as_("孙委员").get(path)
    assert faults_of(answer) == []
    assert answer.status_code == 404


def test_what_nobody_has_is_not_found_and_not_a_fault(attacked: Filled) -> None:
    for operation in list_operations(attacked.world.app):
        if "{" in operation.path and operation.method in {"GET", "DELETE"}:
            nothing = {name: str(uuid4()) for name in ids_for(attacked)}
            answer = attacked.world.as_("孙委员").send(operation.method, operation.address(nothing))
            assert (answer.status_code, faults_of(answer)) == (404, []), str(operation)
