"""The OpenAPI document: generated from the routes, then given what the tables and the code know of each operation."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from flask import Flask

from api.config import Config
from api.crypto import Keys
from api.errors import CATALOGUE
from api.http.document import limits, words
from api.http.document.answers import (
    HEADERS,
    PROBLEM,
    PROBLEM_TYPE,
    TOKEN_REFUSAL,
    oauth_errors_of,
    pace_headers,
    refusal_examples,
    refusals_of,
    shared_answers,
    tell_refusals,
)
from api.http.document.examples import Examples
from api.http.document.naming import name_operation
from api.http.document.reach import Reach, reach_of
from api.http.security import SCHEMES, security_of

_METHODS = ("get", "post", "put", "patch", "delete")
_READ_FIRST = (
    "operationId",
    "summary",
    "description",
    "tags",
    "security",
    "x-permission",
    "parameters",
    "requestBody",
)
_IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "maxLength": 80, "pattern": "^[!-~]+$"},
    "description": "Chosen by you, new for each new thing. The same key gets the same answer, however often it is sent.",
    "example": "0197a3c0-5b7e-7d10-8f3a-2c4e6a8b0d1f",
}
_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string", "maxLength": 13, "pattern": '^(W/)?"[0-9]{1,9}"$'},
    "description": "The ETag of the version that was read.",
    "example": '"3"',
}
_ETAG = {
    "description": "The version; an edit names it in If-Match.",
    "schema": {"type": "string"},
    "example": '"3"',
}


def document(app: Flask) -> dict[str, Any]:
    """Return the whole OpenAPI document of an application."""
    api = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    spec: dict[str, Any] = deepcopy(api.spec.to_dict())  # what smorest keeps stays as it is for the next call
    _drop_what_smorest_adds(spec)
    schemas = spec["components"]["schemas"]
    for name, sentence in _docstrings(api).items():
        if name in schemas:
            schemas[name]["description"] = sentence
    schemas["Problem"], schemas["TokenRefusal"] = PROBLEM, TOKEN_REFUSAL
    limits.complete(spec)
    limits.leave_answers_open(spec)
    examples = Examples(schemas)
    spec["components"] = {
        "securitySchemes": SCHEMES,
        "headers": HEADERS,
        "responses": shared_answers(),
        "examples": refusal_examples(),
        "schemas": schemas,
    }
    for path, method, view, item in _operations(app, spec):
        operation = item[method]
        operation["operationId"] = name_operation(method, path, operation)
        _complete(operation, method, view, item)
        _give_examples(spec, operation, item, examples)
    _drop_answers_that_nobody_gives(spec)
    return {
        "openapi": spec.pop("openapi"),
        "info": {
            "title": words.TITLE,
            "version": spec.pop("info")["version"],
            "summary": "The journal, the books and the people of village Party branches.",
            "description": words.INTRODUCTION,
            "contact": {"name": "Whoever runs this installation: the township's or the county's office"},
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [
            {
                "url": "/",
                "description": "Production: the installation that serves this document",
                "x-internal": False,
            }
        ],
        **spec,
    }


def _drop_what_smorest_adds(spec: dict[str, Any]) -> None:
    for name in ("ErrorSchema", "PaginationMetadataSchema"):
        spec["components"]["schemas"].pop(name, None)


def _drop_answers_that_nobody_gives(spec: dict[str, Any]) -> None:
    components = spec["components"]
    for kind, users in (("responses", spec["paths"]), ("examples", [spec["paths"], components["responses"]])):
        used, shared = str(users), components[kind]
        for name in [name for name in shared if f"#/components/{kind}/{name}'" not in used]:
            del shared[name]


def _docstrings(api: Any) -> dict[str, str]:
    """Return the sentence of each schema by its name in the document: the docstring of its class."""
    converter = api.ma_plugin.converter
    return {name: (key[0].__doc__ or "").strip() for key, name in converter.refs.items() if key[0].__doc__}


def _operations(app: Flask, spec: dict[str, Any]) -> Iterator[tuple[str, str, Any, dict[str, Any]]]:
    """Yield path, method, view and path item of each operation."""
    for rule in app.url_map.iter_rules():
        path = _openapi_path(rule.rule)
        item = spec.get("paths", {}).get(path)
        view_class = getattr(app.view_functions[rule.endpoint], "view_class", None)
        for method in _METHODS if item and view_class else ():
            if method in item:
                yield path, method, getattr(view_class, method), item


@cache
def _reach(view: Any) -> Reach:
    return reach_of(view)


def promised_refusals(app: Flask, endpoint: str, method: str) -> frozenset[str]:
    """Return the codes that the document promises for a request to an endpoint, for tests to hold it to that."""
    view = getattr(getattr(app.view_functions[endpoint], "view_class", None), method.lower(), None)
    if view is None or not hasattr(view, "permission"):
        return frozenset(CATALOGUE)
    has_body = "arguments" in getattr(view, "_apidoc", {}) or method == "PUT"
    return refusals_of(view, method.lower(), _reach(view), has_body=has_body, has_object=True)


def _complete(operation: dict[str, Any], method: str, view: Any, item: dict[str, Any]) -> None:
    reach = _reach(view)
    operation["security"] = security_of(view)
    if view.permission is not None:
        operation["x-permission"] = view.permission
    has_object = bool(item.get("parameters"))
    has_body = "requestBody" in operation
    codes = refusals_of(view, method, reach, has_body=has_body, has_object=has_object)
    answers = operation.setdefault("responses", {})
    for left_over in ("default", "422"):
        answers.pop(left_over, None)
    parameters = operation.setdefault("parameters", [])
    if "idempotency_key_missing" in codes:
        parameters.append({**_IDEMPOTENCY_KEY, "required": method == "post"})
    if method == "patch":
        parameters.append(_IF_MATCH)
    operation["description"] = words.describe(operation, method, view, codes, reach.kinds)
    for answer in answers.values() if view.permission is not None else ():
        answer["headers"] = pace_headers()
    if method == "get" and "patch" in item and "200" in answers:
        answers["200"]["headers"]["ETag"] = _ETAG
    operation["responses"] = {**answers, **tell_refusals(codes, oauth_errors_of(view))}
    if not parameters:
        del operation["parameters"]
    in_order = {name: operation.pop(name) for name in _READ_FIRST if name in operation}
    rest = dict(operation)
    operation.clear()
    operation.update({**in_order, **rest})


def _give_examples(
    spec: dict[str, Any], operation: dict[str, Any], item: dict[str, Any], examples: Examples
) -> None:
    for parameter in [*item.get("parameters", ()), *operation.get("parameters", ())]:
        if "example" not in parameter:
            if parameter["in"] in {"query", "header"}:
                limits.without_null(parameter)
            if parameter["in"] == "path":
                limits.bound_address(parameter)
            parameter["example"] = examples.parameter(parameter)
            parameter.setdefault("description", words.describe_parameter(parameter["name"]))
    bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
    for body in bodies:
        for media_type, content in body.get("content", {}).items():
            reference = content.get("schema", {}).get("$ref", "")
            if reference and media_type != PROBLEM_TYPE and "examples" not in content:
                name = reference.rsplit("/", 1)[-1]
                kept = spec["components"]["examples"]
                if name not in kept:
                    kept[name] = {"value": examples.of(name)}
                content["examples"] = {name: {"$ref": f"#/components/examples/{name}"}}
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            answer["description"] = words.describe_answer(status, answer, spec["components"]["schemas"])


def _openapi_path(rule: str) -> str:
    return "".join(
        "{" + part.split(":")[-1] if "<" in rule and i else part for i, part in enumerate(rule.split("<"))
    ).replace(">", "}")


class _Plain(yaml.CSafeDumper):
    """Writes without anchors, in the order given, sentences as lines and references on one line."""

    def ignore_aliases(self, data: Any) -> bool:
        """Repeat rather than point back."""
        return True


def _write_text(dumper: yaml.CSafeDumper, text: str) -> yaml.Node:
    # A code such as 08 is text, which a reader of YAML 1.2 takes for a number unless it is told.
    style = "|" if "\n" in text else "'" if text.isdigit() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _write_mapping(dumper: yaml.CSafeDumper, mapping: dict[str, Any]) -> yaml.Node:
    return dumper.represent_mapping(
        "tag:yaml.org,2002:map", mapping, flow_style=list(mapping) == ["$ref"] or None
    )


_Plain.add_representer(str, _write_text)
_Plain.add_representer(dict, _write_mapping)


def as_yaml(app: Flask) -> str:
    """Write the document with Chinese as it is and keys in their order."""
    return yaml.dump(
        document(app), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110, default_flow_style=False
    )


def keep_document(make_app: Callable[[Config], Flask], path: Path, *, only_check: bool) -> bool:
    """Write the document of the application into a file, or say whether the file equals the code."""
    with TemporaryDirectory() as folder:
        # No installation is needed to describe the routes: keys and data of its own, thrown away again.
        config = Config(data=Path(folder), static=Path(folder) / "none")
        Keys.fresh().write(config.keys_file)
        text = as_yaml(make_app(config))
    if only_check:
        return path.exists() and path.read_text() == text
    path.write_text(text)
    return True
