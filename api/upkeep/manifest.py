"""What a backup says about itself. It is written last: a folder without it is no backup."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.crypto import Keys
from api.models import JournalHead
from api.upkeep.copies import flush

NAME = "manifest.json"
FORMAT = 1


class NoBackupError(Exception):
    """The folder holds no complete backup."""


@dataclass(frozen=True)
class Mark:
    """How far one journal was."""

    node_id: str
    epoch: int
    number: int
    hash: str

    @property
    def node(self) -> UUID:
        """Return the node's id."""
        return UUID(self.node_id)


@dataclass(frozen=True)
class Manifest:
    """What stands in the file.

    engine: sqlite or postgresql. verified: the copy was opened and proved. demo: it holds invented people. keys: tells
    the right keys from others, and nothing about them.
    """

    made_at: str
    engine: str
    verified: bool
    demo: bool
    files: int
    keys: str
    heads: tuple[Mark, ...]
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write it into the folder of the backup."""
        place = folder / NAME
        place.write_text(json.dumps(asdict(self), indent=1))
        flush(place)


def read_manifest(folder: Path) -> Manifest:
    """Read what a backup says about itself. Raise NoBackupError."""
    try:
        told = json.loads((folder / NAME).read_text())
        if told["format"] != FORMAT:
            raise NoBackupError(f"{folder}: format {told['format']}")
        heads = tuple(Mark(**head) for head in told.pop("heads"))
        return Manifest(**told, heads=heads)
    except (OSError, ValueError, KeyError, TypeError) as broken:
        raise NoBackupError(str(folder)) from broken


def read_marks(session: Session) -> tuple[Mark, ...]:
    """Read how far each journal is."""
    heads: Iterable[JournalHead] = session.scalars(select(JournalHead).order_by(JournalHead.node_id))
    return tuple(Mark(str(head.node_id), head.epoch, head.number, head.hash) for head in heads)


def name_keys(keys: Keys) -> str:
    """Return what tells these keys from others."""
    return keys.index_of("lianxinqiao backup")


def write_time(instant: datetime) -> str:
    """Write an instant for the manifest."""
    return instant.isoformat(timespec="seconds")
