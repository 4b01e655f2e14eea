"""The document of the API says everything that a program's author needs, and its examples are true."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from flask import Flask
from jsonschema_rs import validator_for
from marshmallow import Schema

from api.app import SLICES
from api.http.document.examples import UNKNOWN
from api.http.openapi import document


@cache
def _document_of(app: Flask) -> dict[str, Any]:
    return document(app)


@pytest.fixture
def spec(the_app: Flask) -> dict[str, Any]:
    return _document_of(the_app)


def operations(spec: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield f"{method.upper()} {path}", item, operation


def resolve(spec: dict[str, Any], value: Any) -> Any:
    while isinstance(value, dict) and "$ref" in value:
        _, *steps = value["$ref"].split("/")
        value = spec
        for step in steps:
            value = value[step]
    return value


def contents(spec: dict[str, Any], operation: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield where it stands, media type and content of each body of an operation."""
    bodies = {"its request": operation.get("requestBody", {}), **operation["responses"]}
    for where, body in bodies.items():
        for media_type, content in resolve(spec, body).get("content", {}).items():
            yield where, media_type, content


def test_every_operation_has_what_a_reader_needs(spec: dict[str, Any]) -> None:
    lacking = []
    for name, item, operation in operations(spec):
        if not operation.get("summary", "").strip():
            lacking.append(f"{name} has no summary: give its method a docstring.")
        if not operation.get("description") or "security" not in operation or not operation.get("tags"):
            lacking.append(f"{name} lacks description, security or tags: its slice and guard give them.")
        answers = [status for status in operation["responses"] if status.startswith("2")]
        if not answers:
            lacking.append(f"{name} names no answer: say @slice_.response(status, Schema).")
        lacking.extend(
            f"{name} answers {status} with nothing: name a schema, or the file's content_type."
            for status in answers
            if status != "204" and "content" not in operation["responses"][status]
        )
        lacking.extend(
            f"{name}: {parameter['name']} has no example or description."
            for parameter in [*item.get("parameters", ()), *operation.get("parameters", ())]
            if "example" not in parameter or not parameter.get("description")
        )
    assert not lacking, "\n".join(lacking)


def test_no_two_operations_share_a_name(spec: dict[str, Any]) -> None:
    names = Counter(operation["operationId"] for _, _, operation in operations(spec))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_two_schemas_share_a_name(the_app: Flask) -> None:
    converter = the_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].ma_plugin.converter
    renamed = {
        f"{key[0].__module__}.{key[0].__name__}"
        for key, name in converter.refs.items()
        if name not in {key[0].__name__, key[0].__name__.removesuffix("Shape")}
    }
    assert not renamed, f"another schema has that name already; rename it: {renamed}"


def test_every_field_of_free_text_has_an_example_of_its_own(spec: dict[str, Any]) -> None:
    lacking = []

    def look(value: Any, where: str) -> None:
        if value == UNKNOWN:
            lacking.append(where)
        for name, inner in (
            value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
        ):
            look(inner, f"{where}.{name}")

    for name, example in spec["components"]["examples"].items():
        look(example["value"], name)
    for name, item, operation in operations(spec):
        for parameter in [*item.get("parameters", ()), *operation.get("parameters", ())]:
            look(parameter.get("example"), f"{name} {parameter['name']}")
    assert not lacking, (
        f"Give their names a value in api/http/document/values.py: {', '.join(sorted(set(lacking)))}"
    )


def test_every_body_has_an_example_that_fits_its_schema(spec: dict[str, Any]) -> None:
    wrong, held = [], set()
    for name, _, operation in operations(spec):
        for where, media_type, content in contents(spec, operation):
            if "json" not in media_type or "$ref" not in content["schema"]:
                continue
            if not content.get("examples"):
                wrong.append(f"{name}: {where} has no example")
            for key, example in content.get("examples", {}).items():
                if (key, content["schema"]["$ref"]) in held:
                    continue
                held.add((key, content["schema"]["$ref"]))
                schema = {**content["schema"], "components": {"schemas": spec["components"]["schemas"]}}
                value = resolve(spec, example)["value"]
                errors = validator_for(schema, validate_formats=True).iter_errors(value)
                wrong.extend(
                    f"{name}: example {key} at {list(error.instance_path)}: {error.message}"
                    for error in errors
                )
    assert not wrong, "\n".join(wrong)


def test_the_api_itself_takes_every_example_of_a_request(spec: dict[str, Any], the_app: Flask) -> None:
    api = the_app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    classes = {name: key[0] for key, name in api.ma_plugin.converter.refs.items()}
    wrong = {}
    for _, _, operation in operations(spec):
        for where, _, content in contents(spec, operation):
            reference = content.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
            if where == "its request" and reference in classes:
                schema: Schema = classes[reference]()
                errors = schema.validate(spec["components"]["examples"][reference]["value"])
                if errors:
                    wrong[reference] = errors
    assert not wrong, wrong


def test_every_slice_is_a_tag_with_a_description(spec: dict[str, Any]) -> None:
    told = {tag["name"]: tag["description"] for tag in spec["tags"]}
    assert set(told) == {slice_.name for slice_ in SLICES}
    assert all(told.values())


def test_every_refusal_stands_under_its_status_with_a_whole_body(spec: dict[str, Any]) -> None:
    for name, _, operation in operations(spec):
        for status, answer in operation["responses"].items():
            if status >= "4" and "application/problem+json" in (said := resolve(spec, answer))["content"]:
                told = said["content"]["application/problem+json"]["examples"]
                bodies = [spec["components"]["examples"][code]["value"] for code in told]
                assert all(str(body["status"]) == status for body in bodies), f"{name} {status}"
