"""Files over HTTP: the file first, by an id that the client minted; then its id stands in the JSON."""

import re
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from flask import request
from flask.views import MethodView

from api.attachments import schemas, service
from api.errors import Refusal
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.running import actor, running

LIMIT = 20 * 1024 * 1024
"""Bytes of one file."""

_CHUNK = 256 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,120}")

slice_ = Slice("attachments", "Files that are sent before what refers to them 附件")


@slice_.route("/attachments/<uuid:attachment_id>")
class OneAttachment(MethodView):
    """One file."""

    @guarded("attachments.write", scope="attachment")
    @slice_.arguments(schemas.AttachmentHeaders, location="headers")
    @slice_.response(201, schemas.AttachmentShape)
    @slice_.alt_response(
        200, schema=schemas.AttachmentShape, description="The same bytes were stored before."
    )
    @slice_.doc(
        requestBody={
            "required": True,
            "description": f"The file itself, at most {LIMIT // 1024 // 1024} MiB.",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    )
    def put(self, headers: dict[str, Any], attachment_id: UUID) -> Any:
        """Store a file. Sending the same bytes again is safe; other bytes under the same id are refused."""
        sent = service.Sent(_read_body(), _digest(headers["sha256"]), _media_type(), _name(headers["name"]))
        here = running()
        stored, is_new = service.store(here.database, here.config.files, actor(), attachment_id, sent)
        return {"id": stored.id, "size": stored.size, "sha256": stored.sha256}, 201 if is_new else 200


def _read_body() -> bytes:
    request.max_content_length = LIMIT
    if (request.content_length or 0) > LIMIT:
        raise Refusal("body_too_large")
    body = bytearray()
    while chunk := request.stream.read(_CHUNK):
        body += chunk
        if len(body) > LIMIT:
            raise Refusal("body_too_large")
    return bytes(body)


def _digest(given: str) -> str:
    if not _SHA256.fullmatch(given.lower()):
        raise Refusal("validation_failed", errors={"X-Content-SHA256": ["要 64 位十六进制数。"]})
    return given.lower()


def _media_type() -> str:
    given = request.mimetype or "application/octet-stream"
    if not _MEDIA_TYPE.fullmatch(given) or len(given) > 100:
        raise Refusal("unsupported_media_type")
    return given


def _name(given: str | None) -> str | None:
    if given is None:
        return None
    try:
        return unquote(given[:2000], errors="strict")
    except UnicodeDecodeError as broken:
        raise Refusal("validation_failed", errors={"X-File-Name": ["文件名要用 UTF-8 编码。"]}) from broken
