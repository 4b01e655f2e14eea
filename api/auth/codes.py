"""Invitation codes: ten characters that people read out over the phone without mixing them up.

A code is derived from its invitation's id and the installation's key, so that a repeated request shows the same one
although only its hash is kept.
"""

import hashlib
import hmac
from uuid import UUID

from api import crypto
from api.codes.text import squeeze

LENGTH = 10
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 characters: no I, L, O and U. What is typed for them is read as 1, 1 and 0."""
_LOOK_ALIKES = str.maketrans("OIL", "011")


def derive(invitation_id: UUID) -> str:
    """Return the code of an invitation: 50 bits of an HMAC over its id."""
    digest = hmac.new(crypto.keys().tokens, b"invitation:" + invitation_id.bytes, hashlib.sha256).digest()
    return "".join(_ALPHABET[byte % 32] for byte in digest[:LENGTH])


def read(typed: str) -> str:
    """Return what was typed as a code: capitals, without dashes and blanks, look-alikes resolved."""
    plain = "".join(letter for letter in squeeze(typed).upper() if letter.isalnum())
    return plain.translate(_LOOK_ALIKES)


def write(code: str) -> str:
    """Write a code as people read it: `ABCD-EFGH-JK`."""
    return "-".join((code[:4], code[4:8], code[8:]))


def hash_of(code: str) -> str:
    """Return what is kept of a code; a keyed hash, since fifty bits alone could be searched."""
    return crypto.keys().index_of(f"invitation:{code}")
