"""Journals of the tests: written through the one way to record, and read as another system reads them."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from api.access import THE_PRODUCT
from api.db import Database
from api.journal import in_transaction, record
from api.models import JournalHead, Organization
from api.organizations import service as organizations
from tests.cast import Caller, World

Name = tuple[str, int, int]


def write(database: Database, *node_ids: UUID) -> None:
    """Write an entry at each of these nodes, in one transaction."""

    def work(session: Session) -> None:
        for node_id in node_ids:
            record(
                session,
                node_id=node_id,
                kind="setting.changed",
                actor=THE_PRODUCT,
                subjects={"organization": node_id},
                facts={"key": "some"},
            )

    in_transaction(database, work)


def begin_epoch(database: Database, node_id: UUID) -> None:
    """Begin a new epoch of one journal, as a restore does it."""

    def work(session: Session) -> None:
        head = session.get_one(JournalHead, node_id)
        record(
            session,
            node_id=node_id,
            kind="epoch.started",
            actor=THE_PRODUCT,
            subjects={"organization": node_id},
            facts={"epoch": head.epoch, "number": head.number, "hash": head.hash},
        )
        session.execute(
            update(JournalHead)
            .where(JournalHead.node_id == node_id)
            .values(epoch=JournalHead.epoch + 1, number=0)
            .execution_options(synchronize_session=False)
        )

    in_transaction(database, work)


def move(world: World, node_id: UUID, parent_id: UUID) -> None:
    """Put a node below another."""

    def work(session: Session) -> None:
        version = session.get_one(Organization, node_id).version
        organizations.change(session, THE_PRODUCT, node_id, version, {"parent_id": parent_id})

    in_transaction(world.database, work)


def name_of(item: dict[str, Any]) -> Name:
    """Return what names an entry for good."""
    return item["organization_id"], item["epoch"], item["number"]


@dataclass
class Reader:
    """A system that follows the journals below a node and keeps what it was given."""

    caller: Caller
    root: UUID
    cursor: str | None = None
    read: list[Name] = field(default_factory=list)
    markers: list[tuple[str, str]] = field(default_factory=list)

    def poll(self, limit: int = 100) -> dict[str, Any]:
        """Ask once, and keep the answer."""
        after = f"&after={self.cursor}" if self.cursor else ""
        answer = self.caller.get(f"/feed?organization_id={self.root}&limit={limit}{after}")
        assert answer.status_code == 200, answer.json
        page: dict[str, Any] = answer.json
        self.cursor = page["cursor"]
        self.read += [name_of(item) for item in page["items"]]
        self.markers += [(marker["kind"], marker["organization_id"]) for marker in page["markers"]]
        return page

    def catch_up(self, limit: int = 100) -> None:
        """Ask until there is nothing more."""
        while self.poll(limit)["more"]:
            pass
