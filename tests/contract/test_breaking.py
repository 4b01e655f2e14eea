"""What breaks a program that was written against the released document, and what does not."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tools.breaking import find_breaks

RELEASED: dict[str, Any] = {
    "paths": {
        "/reports": {
            "get": {
                "operationId": "list_reports",
                "security": [{"access_token": []}, {"client_credentials": ["reports:read"]}],
                "parameters": [
                    {
                        "in": "query",
                        "name": "limit",
                        "schema": {"type": "integer", "minimum": 1, "maximum": 200},
                    },
                    {"in": "query", "name": "state", "schema": {"type": "string", "enum": ["open", "done"]}},
                ],
                "responses": {
                    "200": {
                        "headers": {"ETag": {}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Report"}}},
                    }
                },
            },
            "post": {
                "operationId": "create_report",
                "security": [{"access_token": []}],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ReportIn"}}},
                },
                "responses": {"201": {"content": {"application/json": {"schema": {"type": "object"}}}}},
            },
        },
        "/notice": {
            "get": {
                "operationId": "read_notice",
                "security": [],
                "responses": {"204": {"description": "Done."}},
            }
        },
    },
    "components": {
        "schemas": {
            "Report": {
                "type": "object",
                "required": ["id", "state"],
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "state": {"type": "string", "enum": ["open", "done"]},
                    "note": {"type": ["string", "null"]},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Report"}},
                },
            },
            "ReportIn": {
                "type": "object",
                "additionalProperties": False,
                "required": ["kind"],
                "properties": {
                    "kind": {"type": "string", "enum": ["departure", "return"]},
                    "note": {"type": ["string", "null"], "maxLength": 500},
                    "days": {"type": "array", "items": {"type": "string", "format": "date"}, "maxItems": 9},
                },
            },
        }
    },
}

Change = Callable[[dict[str, Any]], object]


def of(spec: dict[str, Any], schema: str) -> Any:
    return spec["components"]["schemas"][schema]


def reading(spec: dict[str, Any]) -> Any:
    return spec["paths"]["/reports"]["get"]


def writing(spec: dict[str, Any]) -> Any:
    return spec["paths"]["/reports"]["post"]


BREAKS: list[tuple[str, Change]] = [
    ("GET /notice is gone", lambda s: s["paths"].pop("/notice")),
    ("POST /reports is gone", lambda s: s["paths"]["/reports"].pop("post")),
    ("was called list_reports and is now", lambda s: reading(s).update(operationId="all_reports")),
    ("was open and now needs a sign-in", lambda s: s["paths"]["/notice"]["get"].update(security=[{"access_token": []}])),
    ("no longer lets in by client_credentials reports:read", lambda s: reading(s)["security"].pop()),
    ("lost its parameter state", lambda s: reading(s)["parameters"].pop()),
    ("now demands the parameter limit", lambda s: reading(s)["parameters"][0].update(required=True)),
    (
        "demands a new parameter node",
        lambda s: reading(s)["parameters"].append({"in": "query", "name": "node", "required": True, "schema": {}}),
    ),
    ("?limit has a narrower maximum: 200 before, 100 now", lambda s: reading(s)["parameters"][0]["schema"].update(maximum=100)),
    ("?limit has a narrower minimum: 1 before, 2 now", lambda s: reading(s)["parameters"][0]["schema"].update(minimum=2)),
    ("?state no longer takes 'done'", lambda s: reading(s)["parameters"][1]["schema"].update(enum=["open"])),
    ("no longer answers 200", lambda s: reading(s).update(responses={"201": {}})),
    ("200 lost its header ETag", lambda s: reading(s)["responses"]["200"].pop("headers")),
    (
        "no longer answers 200 as application/json",
        lambda s: reading(s)["responses"]["200"].update(content={"text/csv": {}}),
    ),
    ("Report (answered) lost its field note", lambda s: of(s, "Report")["properties"].pop("note")),
    ("no longer always holds the field state", lambda s: of(s, "Report")["required"].pop()),
    ("Report (answered).id was string and is now integer", lambda s: of(s, "Report")["properties"].update(id={"type": "integer"})),
    (
        "Report (answered).state was string and is now null or string",
        lambda s: of(s, "Report")["properties"]["state"].update(type=["string", "null"]),
    ),
    ("id had the format uuid and has now None", lambda s: of(s, "Report")["properties"]["id"].pop("format")),
    ("state may now answer any word", lambda s: of(s, "Report")["properties"]["state"].pop("enum")),
    ("no longer takes a body", lambda s: writing(s).pop("requestBody")),
    ("no longer takes application/json", lambda s: writing(s)["requestBody"].update(content={})),
    ("ReportIn (sent) lost its field note", lambda s: of(s, "ReportIn")["properties"].pop("note")),
    ("ReportIn (sent) now demands the field note", lambda s: of(s, "ReportIn")["required"].append("note")),
    ("ReportIn (sent).kind no longer takes 'return'", lambda s: of(s, "ReportIn")["properties"]["kind"].update(enum=["departure"])),
    ("note was null or string and is now string", lambda s: of(s, "ReportIn")["properties"]["note"].update(type="string")),
    ("note has a narrower maxLength: 500 before, 400 now", lambda s: of(s, "ReportIn")["properties"]["note"].update(maxLength=400)),
    ("note has a narrower minLength: none before, 1 now", lambda s: of(s, "ReportIn")["properties"]["note"].update(minLength=1)),
    ("note has another pattern", lambda s: of(s, "ReportIn")["properties"]["note"].update(pattern="^a")),
    ("days[] was string and is now integer", lambda s: of(s, "ReportIn")["properties"]["days"]["items"].update(type="integer")),
    ("days has a narrower maxItems: 9 before, 3 now", lambda s: of(s, "ReportIn")["properties"]["days"].update(maxItems=3)),
]  # fmt: skip

FREE: list[tuple[str, Change]] = [
    ("nothing", lambda s: None),
    ("a new operation", lambda s: s["paths"].update({"/members": {"get": {}}})),
    ("a new parameter that may be left out", lambda s: reading(s)["parameters"].append({"in": "query", "name": "q", "schema": {}})),
    ("a new field in an answer", lambda s: of(s, "Report")["properties"].update(more={"type": "string"})),
    ("a new word in an answer", lambda s: of(s, "Report")["properties"]["state"]["enum"].append("withdrawn")),
    ("a field that is answered always now", lambda s: of(s, "Report")["required"].append("note")),
    ("a field that is never null any more", lambda s: of(s, "Report")["properties"]["note"].update(type="string")),
    ("a new field that may be sent", lambda s: of(s, "ReportIn")["properties"].update(more={"type": "string"})),
    ("a new word that may be sent", lambda s: of(s, "ReportIn")["properties"]["kind"]["enum"].append("change")),
    ("a wider limit", lambda s: of(s, "ReportIn")["properties"]["note"].update(maxLength=900)),
    ("a field that need not be sent any more", lambda s: of(s, "ReportIn")["required"].clear()),
    ("another way in", lambda s: writing(s)["security"].append({"client_credentials": ["reports:write"]})),
    ("an open door", lambda s: writing(s).update(security=[])),
    ("another refusal", lambda s: reading(s)["responses"].update({"409": {}})),
    ("other words about it", lambda s: reading(s).update(summary="Another sentence.")),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "change"), BREAKS, ids=[sentence for sentence, _ in BREAKS])
def test_what_takes_something_away_is_told(sentence: str, change: Change) -> None:
    present = deepcopy(RELEASED)
    change(present)
    told = find_breaks(RELEASED, present)
    assert len(told) == 1, told
    assert sentence in told[0]


@pytest.mark.parametrize("change", [change for _, change in FREE], ids=[name for name, _ in FREE])
def test_what_only_adds_is_free(change: Change) -> None:
    present = deepcopy(RELEASED)
    change(present)
    assert find_breaks(RELEASED, present) == []


def test_a_reference_spelled_out_is_the_same() -> None:
    present = deepcopy(RELEASED)
    content = reading(present)["responses"]["200"]["content"]["application/json"]
    content["schema"] = {"anyOf": [{"$ref": "#/components/schemas/Report"}]}
    assert find_breaks(RELEASED, present) == []
