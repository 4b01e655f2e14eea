"""The folder of stored files: sealed, written whole or not at all, and on the disk before anybody is told.

A file's name is `<attachment id>.<first letters of its SHA-256>`: two different files sent under one id at once do
not touch each other, and the database row says which of them counts.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from api import crypto
from api.db import new_id

_FIELD = "content"
_LETTERS = 16


class FileGoneError(Exception):
    """The file of an attachment is not in the folder."""


def keep(folder: Path, attachment_id: UUID, sha256: str, content: bytes) -> None:
    """Seal a file and put it on the disk, file and folder both."""
    place = path_of(folder, attachment_id, sha256)
    if not place.parent.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        _flush(folder.parent)
        _flush(folder)
    waiting = place.with_name(f"{new_id()}.tmp")
    try:
        with waiting.open("xb") as file:
            file.write(crypto.keys().seal_bytes(content, attachment_id, _FIELD))
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(place)
    finally:
        waiting.unlink(missing_ok=True)
    _flush(place.parent)


def fetch(folder: Path, attachment_id: UUID, sha256: str) -> bytes:
    """Open a stored file. Raise FileGoneError, or SealBrokenError where it was altered."""
    try:
        sealed = path_of(folder, attachment_id, sha256).read_bytes()
    except FileNotFoundError as gone:
        raise FileGoneError(str(attachment_id)) from gone
    return crypto.keys().open_bytes(sealed, attachment_id, _FIELD)


def path_of(folder: Path, attachment_id: UUID, sha256: str) -> Path:
    """Return where a file lies; the last two letters of the id spread files over 256 folders."""
    name = f"{attachment_id}.{sha256[:_LETTERS]}"
    return folder / str(attachment_id)[-2:] / name


def all_files(folder: Path) -> Iterator[Path]:
    """Yield every file in the folder, the unfinished ones too."""
    for inner in sorted(folder.glob("[0-9a-f][0-9a-f]")):
        yield from sorted(inner.iterdir())


def _flush(folder: Path) -> None:
    """Make the names in a folder lasting."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
