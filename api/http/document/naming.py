"""Names of operations, which become the names of functions in other people's programs."""

from typing import Any

_OF_THE_DOOR = {
    ("post", "/api/v1/auth/sign-in"): "sign_in",
    ("post", "/api/v1/auth/refresh"): "refresh_session",
    ("post", "/api/v1/auth/sign-out"): "sign_out",
    ("post", "/api/v1/auth/sign-out-everywhere"): "sign_out_everywhere",
    ("get", "/api/v1/auth/me"): "read_me",
    ("post", "/api/v1/auth/password"): "change_password",
    ("get", "/api/v1/auth/notice"): "read_notice",
    ("post", "/api/v1/auth/consents"): "create_consent",
    ("post", "/api/v1/auth/invitation-lookups"): "look_up_invitation",
    ("post", "/api/v1/auth/invitation-acceptances"): "accept_invitation",
}
"""Coming in is no resource: these say what is done."""

_ONE_OR_MANY = frozenset({"dues", "series", "whereabouts"})
_VERBS = {"post": "create", "patch": "change", "put": "put", "delete": "delete"}


def name_operation(method: str, path: str, operation: dict[str, Any]) -> str:
    """Name an operation after its path, one way for all: list_reports, read_report, create_report_acceptance."""
    known = _OF_THE_DOOR.get((method, path))
    if known:
        return known
    parts = [part for part in path.split("/") if part][2:]
    nouns = [part for part in parts if not part.startswith("{")]
    ends_with_one = parts[-1].startswith("{")
    verb = _VERBS.get(method) or _reading_verb(operation)
    single = [singular(noun) for noun in nouns[:-1]]
    last = singular(nouns[-1]) if ends_with_one or verb == "create" else nouns[-1]
    return "_".join([verb, *single, last]).replace("-", "_")


def singular(noun: str) -> str:
    """Return one of several."""
    if noun.rsplit("-", 1)[-1] in _ONE_OR_MANY:
        return noun
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")


def _reading_verb(operation: dict[str, Any]) -> str:
    content = operation.get("responses", {}).get("200", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    if schema.get("$ref", "").endswith(("Page", "List")):
        return "list"
    return "read" if "$ref" in schema else "download"
