"""Secrets and signatures after the Standard Webhooks specification: HMAC-SHA256 over id, time and body."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

PREFIX = "whsec_"
_LENGTH = 32


def make_secret() -> str:
    """Draw a new secret, in the spelling that receivers' libraries take."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_LENGTH)).decode()


def sign(event_id: str, moment: datetime, body: bytes, keys: Sequence[str]) -> dict[str, str]:
    """Return the three headers of one try, with a signature by each secret in force."""
    timestamp = str(int(moment.timestamp()))
    content = f"{event_id}.{timestamp}.".encode() + body
    signatures = (
        base64.b64encode(hmac.new(_raw(key), content, hashlib.sha256).digest()).decode() for key in keys
    )
    return {
        "webhook-id": event_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }


def _raw(key: str) -> bytes:
    return base64.b64decode(key.removeprefix(PREFIX))
