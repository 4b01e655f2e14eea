"""Keys of the installation, and the sealing of personal columns.

A sealed value reads `<key id>.<base64 of nonce + ciphertext>`. It is bound to its owner's id and its field's
name, so that a value copied into another row or column does not open. A version row keeps the owner's id and
may therefore copy the value as it is.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class SealBrokenError(Exception):
    """A sealed value does not open: altered, moved to another place, or sealed with a key that is gone."""


class KeysMissingError(Exception):
    """The installation has no keys yet."""


@dataclass(frozen=True)
class Keys:
    """The secrets of one installation.

    fields: AES-256 keys by id; every one opens, `current` seals.
    index: makes the exact-match index of phones and ID numbers.
    tokens: signs access tokens.
    """

    fields: dict[str, bytes]
    current: str
    index: bytes
    tokens: bytes

    @classmethod
    def fresh(cls) -> "Keys":
        """Draw new random keys."""
        return cls({"k1": secrets.token_bytes(32)}, "k1", secrets.token_bytes(32), secrets.token_bytes(32))

    @classmethod
    def read(cls, path: Path) -> "Keys":
        """Read the keys of a file. Raise KeysMissingError where it does not exist."""
        if not path.exists():
            raise KeysMissingError(str(path))
        kept = json.loads(path.read_text())
        return cls(
            {name: base64.b64decode(value) for name, value in kept["fields"].items()},
            kept["current"],
            base64.b64decode(kept["index"]),
            base64.b64decode(kept["tokens"]),
        )

    def write(self, path: Path) -> None:
        """Write the keys to a new file that only its owner may read. Never overwrite one."""
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = {
            "fields": {name: base64.b64encode(value).decode() for name, value in self.fields.items()},
            "current": self.current,
            "index": base64.b64encode(self.index).decode(),
            "tokens": base64.b64encode(self.tokens).decode(),
        }
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(kept, file, indent=1)

    def index_of(self, value: str) -> str:
        """Return the exact-match index of a phone or ID number: an HMAC, useless without the key."""
        return hmac.new(self.index, value.encode(), hashlib.sha256).hexdigest()

    def seal(self, plain: str, owner: UUID, field: str) -> str:
        """Encrypt one personal value for its owner and field."""
        return f"{self.current}.{base64.b64encode(self._seal(plain.encode(), owner, field)).decode()}"

    def open(self, sealed: str, owner: UUID, field: str) -> str:
        """Decrypt one personal value. Raise SealBrokenError where it is not this owner's and field's."""
        name, _, body = sealed.partition(".")
        return self._open(name, base64.b64decode(body), owner, field).decode()

    def seal_bytes(self, plain: bytes, owner: UUID, field: str) -> bytes:
        """Encrypt a file's content for its owner and field; the key's id leads it."""
        return self.current.encode() + b"." + self._seal(plain, owner, field)

    def open_bytes(self, sealed: bytes, owner: UUID, field: str) -> bytes:
        """Decrypt a file's content. Raise SealBrokenError where it is not this owner's and field's."""
        name, _, body = sealed.partition(b".")
        return self._open(name.decode(), body, owner, field)

    def _seal(self, plain: bytes, owner: UUID, field: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(self.fields[self.current]).encrypt(nonce, plain, _bond(owner, field))

    def _open(self, name: str, body: bytes, owner: UUID, field: str) -> bytes:
        try:
            return AESGCM(self.fields[name]).decrypt(body[:_NONCE], body[_NONCE:], _bond(owner, field))
        except (KeyError, InvalidTag) as broken:
            raise SealBrokenError(f"{field} of {owner}") from broken


def _bond(owner: UUID, field: str) -> bytes:
    return f"{owner}:{field}".encode()


_in_use: list[Keys] = []


def use(keys: Keys) -> None:
    """Make these the keys of this process. Models seal and open with them."""
    _in_use[:] = [keys]


def keys() -> Keys:
    """Return the keys of this process. Raise KeysMissingError before `use`."""
    if not _in_use:
        raise KeysMissingError("no keys in use")
    return _in_use[0]
