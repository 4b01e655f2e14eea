"""Bodies that no form of ours sends, to every operation that reads one."""

import json
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.hostile.operations import (
    Operation,
    choking,
    fitting,
    ids_for,
    in_turn,
    list_operations,
    name_of_caller,
    raw_bodies,
    unfitting,
)
from tests.hostile.refusals import faults_of
from tests.permissions.filled import Filled


def with_bodies(app: Flask) -> list[Operation]:
    """Return the operations that read JSON."""
    return [operation for operation in list_operations(app) if operation.body is not None]


def send(
    filled: Filled, operation: Operation, body: bytes | dict[str, Any], content_type: str = "application/json"
) -> TestResponse:
    """Send a body as somebody who may."""
    caller = filled.world.stranger if operation.is_public else filled.world.as_(name_of_caller(operation))
    return caller.send(
        operation.method,
        operation.address(ids_for(filled)),
        data=json.dumps(body) if isinstance(body, dict) else body,
        content_type=content_type or None,
        headers={"If-Match": '"1"'},
    )


def silent_about(answer: TestResponse, fields: set[str]) -> set[str]:
    """Return those of the fields of which a refusal says nothing."""
    return fields - {path.split(".")[0] for path in (answer.json or {}).get("errors", {})}


def test_a_body_that_is_no_json_object_is_refused_with_a_sentence(
    database_kind: str, attacked: Filled
) -> None:
    wrong = [
        f"{operation}, {what}: {fault}"
        for at, operation in enumerate(with_bodies(attacked.world.app))
        for what, body, content_type in in_turn(database_kind, raw_bodies(), at)
        for fault in faults_of(send(attacked, operation, body, content_type))
    ]
    assert not wrong, "\n".join(wrong)


def test_no_field_of_any_body_takes_what_does_not_fit(database_kind: str, attacked: Filled) -> None:
    # What is no shape of ours, Python refuses; PostgreSQL is asked about what databases choke on.
    bad = unfitting if database_kind == "sqlite" else choking
    wrong = []
    for operation in with_bodies(attacked.world.app):
        values = {field: list(bad(inner)) for field, inner in (operation.body or {})["properties"].items()}
        values = {field: some for field, some in values.items() if some}
        for turn in range(max(map(len, values.values()), default=0)):
            # All fields at once, each with its own: the answer must complain of every one.
            body = {field: some[turn % len(some)] for field, some in values.items()}
            answer = send(attacked, operation, body)
            wrong += [f"{operation} {body}: {fault}" for fault in faults_of(answer)]
            wrong += [
                f"{operation} took {field}={str(body[field])[:40]!r}"
                for field in silent_about(answer, set(values))
            ]
    assert not wrong, "\n".join(wrong)


def test_what_is_required_may_not_be_left_out_and_what_is_unknown_may_not_come_along(
    attacked: Filled,
) -> None:
    wrong = []
    ids = ids_for(attacked)
    for operation in with_bodies(attacked.world.app):
        required = set((operation.body or {}).get("required", ()))
        if required:
            answer = send(attacked, operation, {})
            wrong += [f"{operation} {{}}: {fault}" for fault in faults_of(answer)]
            wrong += [f"{operation} without {field}" for field in silent_about(answer, required)]
        answer = send(
            attacked, operation, {**fitting(operation.body or {}, "", ids), "__proto__": {}, "不认识": 1}
        )
        wrong += [f"{operation} with more: {fault}" for fault in faults_of(answer)]
        wrong += [f"{operation} took {field}" for field in silent_about(answer, {"__proto__", "不认识"})]
    assert not wrong, "\n".join(wrong)


def test_a_key_that_stands_twice_is_refused_rather_than_guessed(attacked: Filled) -> None:
    ids = ids_for(attacked)
    for operation in with_bodies(attacked.world.app):
        text = json.dumps(fitting(operation.body or {}, "", ids))
        first = text[1:-1].split(", ")[0]
        if first and "{" not in first:
            answer = send(attacked, operation, f"{{{first}, {text[1:]}".encode())
            assert faults_of(answer) == [], f"{operation}: {answer.text}"
            assert answer.json["code"] == "malformed_json"
