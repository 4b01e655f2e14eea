"""What is to be read for a meeting: a link, or a file whose content is what its name says."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import THE_PRODUCT, Actor
from api.attachments import service as attachments
from api.errors import Refusal
from api.journal import Outcome, record
from api.models import Material, Training, current
from api.settings.values import value_on
from api.trainings import rules
from api.trainings.service import lock_training

_MEGABYTE = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"

BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "doc": (_OLE,),
    "xls": (_OLE,),
    "ppt": (_OLE,),
    "wps": (_OLE,),
    "docx": (_ZIP,),
    "xlsx": (_ZIP,),
    "pptx": (_ZIP,),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "txt": (),
}
"""The kinds that are taken, by the end of a name, and how a file of each begins. SVG, HTML and scripts are not among them."""

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "wps": "application/vnd.ms-works",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
}

_PARTS = {"docx": b"word/", "xlsx": b"xl/", "pptx": b"ppt/"}
"""What the archive of an Office file names inside."""

_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"#!")
_FORBIDDEN_LETTERS = frozenset('<>:"|?*')


@dataclass(frozen=True)
class File:
    """A material's file, ready to be handed out."""

    content: bytes
    name: str
    media_type: str


def add(session: Session, actor: Actor, files: Path, training_id: UUID, data: Mapping[str, Any]) -> Outcome:
    """Add a link or a file that was sent before. Raise `material_kind_refused` or `material_too_large`."""
    if (data.get("link") is None) == (data.get("attachment_id") is None):
        raise Refusal("validation_failed", errors={"link": ["请给一个链接，或者一个文件。"]})
    if data.get("link") is not None:
        return add_link(session, actor, training_id, data)
    training, material = _begin(session, training_id, data)
    _attach(session, actor, files, training, material, data["attachment_id"])
    return _record(session, actor, training, material, "material.added")


def add_link(session: Session, actor: Actor, training_id: UUID, data: Mapping[str, Any]) -> Outcome:
    """Add a link. Raise `validation_failed` unless it is http(s)."""
    training, material = _begin(session, training_id, data)
    wrong: dict[str, list[str]] = {}
    rules.check_link(data["link"], "link", wrong)
    if wrong:
        raise Refusal("validation_failed", errors=wrong)
    material.link = data["link"]
    return _record(session, actor, training, material, "material.added")


def _begin(session: Session, training_id: UUID, data: Mapping[str, Any]) -> tuple[Training, Material]:
    training = lock_training(session, training_id)
    if training.state == "called_off":
        raise Refusal("training_called_off")
    known = session.scalar(select(Material.row_id).where(Material.id == data.get("id")).limit(1))
    if known is not None:
        raise Refusal("id_taken")
    return training, Material(id=data.get("id"), training_id=training.id, title=data["title"])


def withdraw(session: Session, actor: Actor, material_id: UUID) -> Outcome:
    """Take a material back; the meeting's history keeps that it was there."""
    training = lock_training(session, get_for_change(session, actor, material_id).training_id)
    session.expire_all()
    material = get_for_change(session, actor, material_id)
    if material.withdrawn:
        raise Refusal("conflict")
    return _record(session, actor, training, material.corrected(withdrawn=True), "material.withdrawn")


def get(session: Session, actor: Actor, material_id: UUID) -> Material:
    """Return a material of a meeting that the actor may see, taken back or not. Raise `not_found`."""
    material = session.scalar(current(Material).where(Material.id == material_id))
    if material is None:
        raise Refusal("not_found")
    rules.get_open(session, actor, material.training_id)
    return material


def get_for_change(session: Session, actor: Actor, material_id: UUID) -> Material:
    """Return a material that the actor may take back. Raise `not_found` or `forbidden`."""
    material = get(session, actor, material_id)
    rules.ensure_may(session, actor, "trainings.write", material.training_id)
    return material


def open_file(session: Session, actor: Actor, files: Path, material_id: UUID) -> File:
    """Return the file of a material. Raise `not_found` where it is a link."""
    material = get(session, actor, material_id)
    if material.withdrawn or material.attachment_id is None or material.file_kind is None:
        raise Refusal("not_found")
    content = attachments.load(session, files, THE_PRODUCT, material.attachment_id)
    return File(content, material.file_name or "", MEDIA_TYPES[material.file_kind])


def kind_of(name: str, content: bytes) -> str | None:
    """Return the kind of a file, or None where it is none that is taken, or not what its name says."""
    end = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if end not in BEGINNINGS:
        return None
    if end == "txt":
        return end if _is_plain(content) else None
    if not content.startswith(BEGINNINGS[end]):
        return None
    if end in _PARTS and _PARTS[end] not in content:
        return None
    return end


def safe_name(name: str) -> str:
    """Return a file's name without what means something to a browser, a shell or a folder."""
    kept = "".join("_" if letter in _FORBIDDEN_LETTERS else letter for letter in name).lstrip(". ")
    return kept or "_"


def _is_plain(content: bytes) -> bool:
    if b"\0" in content:
        return False
    beginning = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    return not any(sign in beginning for sign in _MARKUP)


def _attach(
    session: Session, actor: Actor, files: Path, training: Training, material: Material, attachment_id: UUID
) -> None:
    stored = attachments.mark_referenced(session, actor, attachment_id)
    most = value_on(session, "material_megabytes", training.organization_id, clock.today())
    if stored.size > int(most) * _MEGABYTE:
        raise Refusal("material_too_large")
    name = safe_name(attachments.name_of(stored) or "")
    kind = kind_of(name, attachments.load(session, files, actor, attachment_id))
    if kind is None:
        raise Refusal("material_kind_refused")
    material.attachment_id = attachment_id
    material.file_name, material.file_kind, material.size = name, kind, stored.size


def _record(session: Session, actor: Actor, training: Training, material: Material, kind: str) -> Outcome:
    entry = record(
        session,
        node_id=training.organization_id,
        kind=kind,
        actor=actor,
        subjects={"training": training.id, "material": material.id},
        facts={"kind": training.kind, "on": training.on_date.isoformat()},
        writes=[material],
    )
    return Outcome(material.id, kind.split(".")[1], entry)
