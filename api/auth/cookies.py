"""The two cookies of this product, both out of reach of scripts: the refresh token, and the device's own mark."""

import secrets
from urllib.parse import urlsplit

from flask import Response, after_this_request, request

from api.auth.sessions import LIFE
from api.errors import Refusal
from api.http.running import running

REFRESH, DEVICE = "lxq_refresh", "lxq_device"
PATH = "/api/v1/auth"
_DEVICE_LIFE = 400 * 24 * 3600
"""Seconds; browsers keep no cookie longer."""


def refresh_token() -> str:
    """Return the refresh token that came with the request, or nothing."""
    return request.cookies.get(REFRESH, "")


def device() -> str | None:
    """Return the mark of the device that calls, if it has one."""
    return request.cookies.get(DEVICE) or None


def device_or_new() -> str:
    """Return the mark of the device that calls, or draw one for it."""
    return device() or secrets.token_urlsafe(32)


def keep_refresh_token(token: str) -> None:
    """Let the answer to this request carry the refresh token."""
    _set(REFRESH, token, int(LIFE.total_seconds()))


def keep_device(mark: str) -> None:
    """Let the answer to this request carry the device's mark."""
    _set(DEVICE, mark, _DEVICE_LIFE)


def drop_refresh_token() -> None:
    """Let the answer to this request take the refresh token away."""
    _set(REFRESH, "", 0)


def ensure_same_origin() -> None:
    """Raise `forbidden` where a browser says that another site sent this request; the cookie alone proves nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        is_ours = site == "same-origin"
    else:
        origin = request.headers.get("Origin")
        is_ours = origin is None or origin in {
            _origin_of(request.host_url),
            _origin_of(running().config.public_url),
        }
    if not is_ours:
        raise Refusal("forbidden")


def _origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _set(name: str, value: str, life: int) -> None:
    secure = running().config.secure_cookies

    @after_this_request
    def carry(answer: Response) -> Response:
        answer.set_cookie(
            name, value, max_age=life, path=PATH, secure=secure, httponly=True, samesite="Strict"
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer
