"""How the OpenAPI document says who may call: people with an access token, other systems with scopes."""

from typing import Any

from api.access import CLIENT_SCOPES, scopes_with

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
    "client_credentials": {
        "type": "oauth2",
        "description": "Another system's token, sent as a bearer token (RFC8725); an operation without a scope is closed to it.",
        "flows": {
            "clientCredentials": {
                "tokenUrl": "/api/v1/oauth/token",
                "scopes": {name: scope.en for name, scope in CLIENT_SCOPES.items()},
            }
        },
    },
}


def security_of(view: Any) -> list[dict[str, list[str]]]:
    """Return what lets a caller into an operation: any one of these, empty where everybody may."""
    if getattr(view, "by_cookie", False):
        return [{"refresh_cookie": []}]
    if view.permission is None:
        return []
    return [{"access_token": []}, *({"client_credentials": [name]} for name in scopes_with(view.permission))]
