"""Pictures of deeds and visits: only with consent, never required, and handed out as files that nothing runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import THE_PRODUCT, Actor
from api.attachments import service
from api.errors import Refusal
from api.models import Attachment, Consent

QUESTION = "photo-1"
"""The version of what is asked before a picture is added: 拍到的同志本人同意吗."""

_BEGINNINGS = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}


@dataclass(frozen=True)
class Picture:
    """A picture, ready to be handed out."""

    content: bytes
    media_type: str

    @property
    def name(self) -> str:
        """Return a file's name that says nothing about anybody."""
        return "photo.jpg" if self.media_type == "image/jpeg" else "photo.png"


def keep(
    session: Session, actor: Actor, photo_ids: Sequence[UUID], person_ids: Iterable[UUID], *, asked: bool
) -> list[Consent]:
    """Keep pictures for good; return the consents to be written with them.

    `asked` says that everybody in the pictures was asked and agreed. Raise `photo_needs_consent` where somebody was
    not asked and has not agreed before, `picture_kind_refused` for a file that is no picture, `attachment_missing`.
    """
    if not photo_ids:
        return []
    lacking = [one for one in dict.fromkeys(person_ids) if not _has_agreed(session, one)]
    if lacking and not asked:
        raise Refusal("photo_needs_consent")
    for photo_id in dict.fromkeys(photo_ids):
        if service.mark_referenced(session, actor, photo_id).media_type not in _BEGINNINGS:
            raise Refusal("picture_kind_refused")
    return [Consent(person_id=one, kind="photo", notice_version=QUESTION, agreed=True) for one in lacking]


def _has_agreed(session: Session, person_id: UUID) -> bool:
    """Say whether a person's newest answer on pictures, given on the phone or when asked, is yes."""
    newest = session.scalar(
        select(Consent.agreed)
        .where(
            Consent.person_id == person_id,
            Consent.kind.in_(("sensitive", "photo")),
            Consent.replaced_at.is_(None),
        )
        .order_by(Consent.recorded_at.desc())
        .limit(1)
    )
    return bool(newest)


def load(session: Session, files: Path, photo_id: UUID, shown: Iterable[UUID | str]) -> Picture:
    """Return one of the pictures that are shown to the reader. Raise `not_found`, `attachment_missing`."""
    if str(photo_id) not in {str(one) for one in shown} or session.get(Attachment, photo_id) is None:
        raise Refusal("not_found")
    content = service.load(session, files, THE_PRODUCT, photo_id)
    for media_type, beginning in _BEGINNINGS.items():
        if content.startswith(beginning):
            return Picture(content, media_type)
    raise Refusal("not_found")
