"""What can be done with stored files."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api import clock, crypto
from api.access import Actor
from api.attachments import rules, vault
from api.config import Config
from api.db import Database
from api.errors import Refusal
from api.journal import in_transaction
from api.models import Attachment

KEPT_WITHOUT_REFERENCE = timedelta(days=7)
_STRAY_FILE = timedelta(days=1)
"""A file without a row this old belongs to a request that ended in between."""

_NAME_LENGTH = 200


@dataclass(frozen=True)
class Sent:
    """A file as it arrived whole."""

    content: bytes
    sha256: str
    media_type: str
    name: str | None


def store(
    database: Database, files: Path, actor: Actor, attachment_id: UUID, sent: Sent
) -> tuple[Attachment, bool]:
    """Keep a file under an id of the client's; return it and whether it is new.

    The file is on the disk before its row is committed, and before the database is asked to wait for it. The same
    bytes again are no fault. Raise `attachment_broken` where the bytes are not those of the digest,
    `attachment_differs` where others are stored under this id, `id_taken` where the id is somebody else's.
    """
    if hashlib.sha256(sent.content).hexdigest() != sent.sha256:
        raise Refusal("attachment_broken")
    with database.reading() as session:
        found = session.get(Attachment, attachment_id)
    if found is not None:
        return _ensure_same(found, actor, sent), False
    vault.keep(files, attachment_id, sent.sha256, sent.content)
    return in_transaction(database, lambda session: _enter(session, actor, attachment_id, sent))


def _ensure_same(found: Attachment, actor: Actor, sent: Sent) -> Attachment:
    if found.account_id != actor.account_id:
        raise Refusal("id_taken")
    if found.sha256 != sent.sha256:
        raise Refusal("attachment_differs")
    return found


def _enter(session: Session, actor: Actor, attachment_id: UUID, sent: Sent) -> tuple[Attachment, bool]:
    is_new = _insert(session, actor, attachment_id, sent)
    return _ensure_same(session.get_one(Attachment, attachment_id), actor, sent), is_new


def _insert(session: Session, actor: Actor, attachment_id: UUID, sent: Sent) -> bool:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    name = clean_name(sent.name) if sent.name else None
    inserted = session.execute(
        insert(Attachment)
        .values(
            id=attachment_id,
            account_id=actor.account_id,
            sha256=sent.sha256,
            size=len(sent.content),
            media_type=sent.media_type,
            name_sealed=crypto.keys().seal(name, attachment_id, "name") if name else None,
            referenced=False,
            created_at=clock.now(),
        )
        .on_conflict_do_nothing()
        .returning(Attachment.id)
    ).first()
    return inserted is not None


def load(session: Session, files: Path, actor: Actor, attachment_id: UUID) -> bytes:
    """Return a file's bytes. Raise `not_found` where the actor may not read it, `attachment_missing` where it is gone."""
    found = rules.get_readable(session, actor, attachment_id)
    try:
        return vault.fetch(files, attachment_id, found.sha256)
    except (vault.FileGoneError, crypto.SealBrokenError) as gone:
        raise Refusal("attachment_missing") from gone


def name_of(attachment: Attachment) -> str | None:
    """Return the file's name as it was sent, cleaned."""
    sealed = attachment.name_sealed
    return crypto.keys().open(sealed, attachment.id, "name") if sealed else None


def mark_referenced(session: Session, actor: Actor, attachment_id: UUID) -> Attachment:
    """Keep a file of the actor's for good, because something refers to it now. Raise `attachment_missing`."""
    found: Attachment | None = session.scalar(
        update(Attachment)
        .where(Attachment.id == attachment_id, Attachment.account_id == actor.account_id)
        .values(referenced=True)
        .returning(Attachment)
    )
    if found is None:
        raise Refusal("attachment_missing")
    return found


def clean_name(name: str) -> str | None:
    """Return a file's name without folders and without what cannot be shown; None where nothing is left."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip()
    return None if shown in {"", ".", ".."} else shown[-_NAME_LENGTH:]


def sweep_unreferenced(config: Config, database: Database) -> None:
    """Remove files that nothing has referred to for seven days, and what interrupted requests left behind."""
    before = clock.now() - KEPT_WITHOUT_REFERENCE
    in_transaction(database, lambda session: session.execute(rules.unreferenced_since(before)))
    with database.reading() as session:
        rows = session.execute(select(Attachment.id, Attachment.sha256))
        wanted = {vault.path_of(config.files, attachment_id, sha256) for attachment_id, sha256 in rows}
    oldest = (clock.now() - _STRAY_FILE).timestamp()
    for path in vault.all_files(config.files):
        if path not in wanted and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def enter_made(
    session: Session, account_id: UUID, attachment_id: UUID, made: Sent, *, referenced: bool
) -> Attachment:
    """Enter a file that the product made and that lies in the vault already; unreferenced, it goes after seven days."""
    kept = Attachment(
        id=attachment_id,
        account_id=account_id,
        sha256=made.sha256,
        size=len(made.content),
        media_type=made.media_type,
        name_sealed=crypto.keys().seal(made.name, attachment_id, "name") if made.name else None,
        referenced=referenced,
        created_at=clock.now(),
    )
    session.add(kept)
    return kept


def load_made(session: Session, files: Path, attachment_id: UUID) -> bytes | None:
    """Return the bytes of a file that the product made, or None where it is gone."""
    found = session.get(Attachment, attachment_id)
    if found is None:
        return None
    try:
        return vault.fetch(files, attachment_id, found.sha256)
    except (vault.FileGoneError, crypto.SealBrokenError):
        return None
