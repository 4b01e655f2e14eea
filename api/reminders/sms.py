"""SMS through one door: whatever takes a message on implements `Gateway`; the default writes a file for each.

A place with an SMS service lets a small program of its own take the files from the folder, or adds a gateway here.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol
from uuid import UUID

import orjson

from api import clock
from api.config import Config

KEPT_DAYS = 7
"""How long a file lies that nobody took: it holds a phone number in plain."""


class Gateway(Protocol):
    """Takes one message on. Raise OSError where it should be tried again."""

    def send(self, message_id: UUID, phone: str, text: str) -> None:
        """Hand a message over; the same id again is the same message, which is not to reach a phone twice."""


class FileGateway:
    """Writes each message to a file of its own in a folder, for its owner's eyes only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message_id: UUID, phone: str, text: str) -> None:
        """Write the message to `<id>.json`; it is there whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        whole = orjson.dumps({"id": str(message_id), "to": phone, "text": text, "at": clock.now()})
        draft = self.folder / f".{message_id}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(whole)
        draft.replace(self.folder / f"{message_id}.json")


GATEWAYS: Mapping[str, Callable[[Config], Gateway]] = {"file": lambda config: FileGateway(folder_of(config))}
"""The gateways that LIANXINQIAO_SMS may name."""


def folder_of(config: Config) -> Path:
    """Return where the default gateway leaves its files."""
    return config.data / "sms"


def gateway_of(config: Config) -> Gateway:
    """Return the gateway that the installation named. Raise KeyError where there is none of the name."""
    return GATEWAYS[config.sms](config)
