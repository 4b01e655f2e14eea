"""Passwords: Argon2id, and what a password must be.

Two verifications are spent on each try to sign in, whatever is known of the phone number (see `sign_in`).
"""

import re
import secrets

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from api.errors import Refusal

LEAST, MOST = 8, 128
STAFF_CLASSES = 3
"""Of four classes: lower case, upper case, digits, the rest (domain §12)."""

_CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
_PROFILES = {
    "normal": PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID),
    "light": PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, type=Type.ID),
}
_in_use = ["normal"]
_nobodys: dict[str, str] = {}


def use(profile: str) -> None:
    """Make this the cost profile of the process: `normal`, or `light` for tests."""
    if profile not in _PROFILES:
        raise ValueError(f"no password profile is called {profile!r}")
    _in_use[:] = [profile]
    nobodys_hash()


def hash_password(password: str) -> str:
    """Return the Argon2id hash of a password; takes a while on purpose, so do it before a transaction."""
    return _hasher().hash(password)


def verify(kept: str, password: str) -> bool:
    """Say whether the password is the one that was hashed."""
    try:
        return _hasher().verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Say whether a hash was made with other parameters than today's."""
    return _hasher().check_needs_rehash(kept)


def nobodys_hash() -> str:
    """Return a hash that fits no password, to spend the same time where there is nobody."""
    profile = _in_use[0]
    if profile not in _nobodys:
        _nobodys[profile] = hash_password(secrets.token_urlsafe(32))
    return _nobodys[profile]


def ensure_strong(password: str, is_staff: bool) -> None:
    """Raise `password_weak` where it is too short, or for staff too uniform (domain §12)."""
    classes = sum(1 for pattern in _CLASSES if re.search(pattern, password))
    if len(password) < LEAST or (is_staff and classes < STAFF_CLASSES):
        raise Refusal("password_weak")


def _hasher() -> PasswordHasher:
    return _PROFILES[_in_use[0]]
