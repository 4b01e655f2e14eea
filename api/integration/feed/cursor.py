"""A reader's place in many journals, small enough for an address.

A cursor holds a position (epoch, number) for each node of a subtree, and for those that have left it. Keeping it on the
server would be shorter, but a GET would write, and a restore from a backup would lose every cursor that was handed out
since, at the very moment at which readers need theirs. So it carries everything itself: for each node 32 bits of a keyed
hash of its id, sorted, the distances Rice-coded, and the position, Rice-coded too: about 37 bits for a node, 4.4 kB of
text for a county of 700. Epochs are mostly one and the same, so one bit says so.

It is signed and bound to its root: what was tampered with, or belongs to another node, is refused.
"""

import base64
import hashlib
import hmac
import struct
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from api import crypto
from api.errors import Refusal

_FORM = 1
_WIDTHS = (32, 48, 64)
"""Bits of a node's hash; more where two nodes of one cursor agree in the first."""
_MAC = 12
_HEAD = struct.Struct(">BBBBIHH")
"""Form, width, both Rice parameters, common epoch, nodes present, nodes that left."""


class Position(NamedTuple):
    """The last entry that was read of one journal; (0, 0) before the first."""

    epoch: int
    number: int


BEGINNING = Position(0, 0)


@dataclass
class Places:
    """Where a reader is in each journal below a node. left: where they were when a node went elsewhere."""

    present: dict[UUID, Position] = field(default_factory=dict)
    left: dict[UUID, Position] = field(default_factory=dict)


def write(root: UUID, places: Places) -> str:
    """Return the cursor of these places; the same places always give the same one."""
    width = next(
        (width for width in _WIDTHS if _tells_apart(width, [*places.present, *places.left])), _WIDTHS[-1]
    )
    present, left = _hashed(places.present, width), _hashed(places.left, width)
    everywhere = [position for _, position in (*present, *left)]
    epochs = Counter(position.epoch for position in everywhere)
    common = epochs.most_common(1)[0][0] if epochs else 0
    gap = _parameter([*_gaps(present), *_gaps(left)])
    step = _parameter([position.number for position in everywhere])
    bits = _Bits()
    for some in (present, left):
        for distance, (_, position) in zip(_gaps(some), some, strict=True):
            bits.rice(distance, gap)
            bits.flag(position.epoch == common)
            if position.epoch != common:
                bits.rice(position.epoch, 2)
            bits.rice(position.number, step)
    content = _HEAD.pack(_FORM, width, gap, step, common, len(present), len(left)) + bits.as_bytes()
    return base64.urlsafe_b64encode(_sign(root, content) + content).decode().rstrip("=")


def read(root: UUID, cursor: str, nodes: Iterable[UUID]) -> Places:
    """Return the places of a cursor. nodes: every node there is. Raise `feed_cursor_invalid` for what is not ours."""
    try:
        whole = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except ValueError as broken:
        raise Refusal("feed_cursor_invalid") from broken
    content = whole[_MAC:]
    if not hmac.compare_digest(_sign(root, content), whole[:_MAC]):
        raise Refusal("feed_cursor_invalid")
    _, width, gap, step, common, present, left = _HEAD.unpack_from(content)
    # Two of today's nodes with one hash: the older one is meant, the other came after the cursor.
    known = {_hash(node, width): node for node in sorted(nodes, reverse=True)}
    bits = _Read(content[_HEAD.size :])
    places = Places()
    for count, into in ((present, places.present), (left, places.left)):
        hash_ = -1
        for _ in range(count):
            hash_ += bits.rice(gap) + 1
            epoch = common if bits.flag() else bits.rice(2)
            position = Position(epoch, bits.rice(step))
            if hash_ in known:
                # A restore may have taken a node away that was younger than its backup.
                into[known[hash_]] = position
    return places


def _hash(node: UUID, width: int) -> int:
    digest = hashlib.blake2b(
        node.bytes, key=crypto.keys().tokens[:64], digest_size=width // 8, person=b"feed"
    )
    return int.from_bytes(digest.digest(), "big")


def _tells_apart(width: int, nodes: Sequence[UUID]) -> bool:
    return len({_hash(node, width) for node in nodes}) == len(nodes)


def _hashed(places: Mapping[UUID, Position], width: int) -> list[tuple[int, Position]]:
    return sorted((_hash(node, width), position) for node, position in places.items())


def _gaps(hashed: Sequence[tuple[int, Position]]) -> list[int]:
    before = [-1, *(hash_ for hash_, _ in hashed[:-1])]
    return [hash_ - last - 1 for last, (hash_, _) in zip(before, hashed, strict=False)]


def _sign(root: UUID, content: bytes) -> bytes:
    return hmac.new(crypto.keys().tokens, b"feed:" + root.bytes + content, hashlib.sha256).digest()[:_MAC]


def _parameter(values: Sequence[int]) -> int:
    """Return the Rice parameter under which these values are shortest, near enough."""
    mean = sum(values) // len(values) if values else 0
    return max(mean.bit_length() - 1, 0)


class _Bits:
    """Bits on their way into bytes."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def flag(self, is_set: bool) -> None:
        """Add one bit."""
        self._parts.append("1" if is_set else "0")

    def rice(self, value: int, parameter: int) -> None:
        """Add a number: the high part in unary, the rest as it is."""
        self._parts.append("1" * (value >> parameter) + "0")
        if parameter:
            self._parts.append(format(value & ((1 << parameter) - 1), f"0{parameter}b"))

    def as_bytes(self) -> bytes:
        """Return everything, filled up to whole bytes."""
        text = "".join(self._parts)
        text += "0" * (-len(text) % 8)
        return int(text, 2).to_bytes(len(text) // 8, "big") if text else b""


class _Read:
    """Bits on their way back."""

    def __init__(self, content: bytes) -> None:
        self._text = format(int.from_bytes(content, "big"), f"0{len(content) * 8}b") if content else ""
        self._at = 0

    def flag(self) -> bool:
        """Take one bit."""
        self._at += 1
        return self._text[self._at - 1] == "1"

    def rice(self, parameter: int) -> int:
        """Take a number."""
        end = self._text.index("0", self._at)
        high = end - self._at
        self._at = end + 1 + parameter
        return (high << parameter) | int(self._text[end + 1 : self._at] or "0", 2)
