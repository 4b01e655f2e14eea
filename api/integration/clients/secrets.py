"""Secrets of clients: 256 bits that a machine keeps, so a fast keyed hash is enough to keep them by.

A secret is derived from its id and the installation's key, so that a repeated request shows the same one within minutes
although only its hash is kept. Whoever holds that key can sign tokens anyway.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from uuid import UUID

from api import crypto

MARK = "lxq_"
"""Lets scanners of leaked secrets know one of ours."""
_HINT = 4


def derive(secret_id: UUID) -> str:
    """Return a secret by its id."""
    digest = hmac.new(crypto.keys().tokens, b"client-secret:" + secret_id.bytes, hashlib.sha256).digest()
    return MARK + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return crypto.keys().index_of(f"client-secret:{secret}")


def hint_of(secret: str) -> str:
    """Return the last letters, by which people tell secrets apart."""
    return secret[-_HINT:]


def find(wanted: str, kept: Iterable[tuple[UUID, str]]) -> UUID | None:
    """Return the id of the kept hash that equals this one; looks at each in full, and at one where there is none."""
    nothing = hash_of("")
    found = None
    for secret_id, hash_ in (*kept, (None, nothing)):
        if hmac.compare_digest(hash_, wanted) and secret_id is not None:
            found = secret_id
    return found
