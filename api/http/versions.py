"""ETag and If-Match: no edit overwrites another without anybody noticing."""

import re

from flask import request

from api.errors import Refusal

_TAG = re.compile(r'(?:W/)?"(\d{1,9})"')


def etag(version: int) -> str:
    """Write a version as an ETag."""
    return f'"{version}"'


def required_version() -> int:
    """Return the version that the client edits. Raise `precondition_required` where it does not say."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise Refusal("precondition_required")
    found = _TAG.fullmatch(given)
    if found is None:
        raise Refusal("stale_version")
    return int(found[1])


def ensure_version(present: int, wanted: int) -> None:
    """Raise `stale_version` where somebody changed the row meanwhile."""
    if present != wanted:
        raise Refusal("stale_version")
