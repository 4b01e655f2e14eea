"""How the OpenAPI document says who may call."""

from typing import Any

SCHEMES: dict[str, dict[str, Any]] = {
    "access_token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": (
            "A person's token, from signing in; it lives ten minutes. Signed with one fixed algorithm and checked after "
            "RFC8725: another algorithm, or none, is refused."
        ),
    },
    "refresh_cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": "lxq_refresh",
        "description": "The cookie by which a person's session is renewed, and nothing else.",
    },
}


def security_of(view: Any) -> list[dict[str, list[str]]]:
    """Return what lets a caller into an operation: any one of these, empty where everybody may."""
    if getattr(view, "by_cookie", False):
        return [{"refresh_cookie": []}]
    return [] if view.permission is None else [{"access_token": []}]
