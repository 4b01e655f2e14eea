"""The OpenAPI document: generated from the routes, then given what every operation shares."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from flask import Flask

from api.config import Config
from api.crypto import Keys
from api.errors import CATALOGUE

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string", "examples": ["/problems/not_found"]},
        "title": {"type": "string", "description": "A sentence in the reader's language."},
        "status": {"type": "integer"},
        "code": {"type": "string", "enum": sorted(CATALOGUE)},
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

_METHODS = ("get", "post", "put", "patch", "delete")


def document(app: Flask) -> dict[str, Any]:
    """Return the whole OpenAPI document of an application."""
    spec: dict[str, Any] = app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    components = spec.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = _PROBLEM
    components["securitySchemes"] = {
        "access_token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        "refresh_cookie": {"type": "apiKey", "in": "cookie", "name": "lxq_refresh"},
    }
    components["responses"] = {
        f"Refused{status}": {
            "description": "; ".join(sorted(code for code, it in CATALOGUE.items() if it.status == status)),
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in sorted({sentence.status for sentence in CATALOGUE.values()})
    }
    for rule in app.url_map.iter_rules():
        path = spec.get("paths", {}).get(_openapi_path(rule.rule))
        view_class = getattr(app.view_functions[rule.endpoint], "view_class", None)
        for method in _METHODS if path and view_class else ():
            if method in path:
                operation = path[method]
                operation["operationId"] = _name_operation(method, rule.rule, operation)
                _complete(operation, method, getattr(view_class, method), bool(rule.arguments))
    return {"openapi": spec.pop("openapi"), "info": spec.pop("info"), **spec}


def _complete(operation: dict[str, Any], method: str, view: Any, has_object: bool) -> None:
    is_public = view.permission is None
    operation["security"] = [] if is_public else [{"access_token": []}]
    if getattr(view, "by_cookie", False):
        operation["security"] = [{"refresh_cookie": []}]
    if not is_public:
        operation["x-permission"] = view.permission
    writes = method != "get"
    statuses = {500, 503}
    statuses |= {*view.refuses} if is_public else {401, 403, 404, *view.refuses}
    statuses |= {404} if has_object else set()
    statuses |= {400, 409, 413, 415, 422} if writes else {422}
    statuses |= {412, 428} if method == "patch" else set()
    answers = operation.setdefault("responses", {})
    answers.pop("default", None)
    answers.pop("422", None)
    for status in sorted(statuses):
        answers[str(status)] = {"$ref": f"#/components/responses/Refused{status}"}
    if method == "post" and _answers_with_receipt(answers):
        operation.setdefault("parameters", []).append(
            {
                "in": "header",
                "name": "Idempotency-Key",
                "required": True,
                "schema": {"type": "string", "maxLength": 80},
                "description": "The same key gets the same answer, however often it is sent.",
            }
        )
    if method == "patch":
        operation.setdefault("parameters", []).append(
            {"in": "header", "name": "If-Match", "required": True, "schema": {"type": "string"}}
        )


def _name_operation(method: str, rule: str, operation: dict[str, Any]) -> str:
    """Name an operation after its path, one way for all: list_reports, read_report, create_report_acceptance."""
    parts = [part for part in rule.split("/") if part][2:]
    nouns = [
        _singular(part) if at + 1 < len(parts) and parts[at + 1].startswith("<") else part
        for at, part in enumerate(parts)
        if not part.startswith("<")
    ]
    answer = str(operation.get("responses", {}).get("200", {}))
    verb = {"post": "create", "patch": "change", "put": "put", "delete": "delete"}.get(method)
    if verb == "create":
        nouns[-1] = _singular(nouns[-1])
    return "_".join([verb or ("list" if "Page'" in answer or "List'" in answer else "read"), *nouns]).replace(
        "-", "_"
    )


def _singular(noun: str) -> str:
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")


def _answers_with_receipt(answers: dict[str, Any]) -> bool:
    """Say whether a creating POST answers with a receipt, which is what makes it safe to repeat."""
    content: dict[str, Any] = next(
        (answer.get("content", {}) for status, answer in answers.items() if status.startswith("2")), {}
    )
    schema = content.get("application/json", {}).get("schema", {})
    return "Receipt" in str(schema.get("$ref", ""))


def _openapi_path(rule: str) -> str:
    return "".join(
        "{" + part.split(":")[-1] if "<" in rule and i else part for i, part in enumerate(rule.split("<"))
    ).replace(">", "}")


class _Plain(yaml.SafeDumper):
    """Writes without anchors, in the order given."""

    def ignore_aliases(self, data: Any) -> bool:
        """Repeat rather than point back."""
        return True


def as_yaml(app: Flask) -> str:
    """Write the document with Chinese as it is and keys in their order."""
    return yaml.dump(document(app), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)


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
