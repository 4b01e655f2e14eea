"""Shapes of stored files."""

from marshmallow import fields

from api.http.fields import Count, Id, Shape


class AttachmentHeaders(Shape):
    """What stands in the headers beside a file's bytes."""

    sha256 = fields.String(
        required=True,
        data_key="X-Content-SHA256",
        metadata={"pattern": "^[0-9a-f]{64}$", "description": "SHA-256 of the body, in hexadecimal."},
    )
    name = fields.String(
        load_default=None,
        data_key="X-File-Name",
        metadata={"maxLength": 2000, "description": "The file's name, percent-encoded UTF-8."},
    )


class AttachmentShape(Shape):
    """A stored file."""

    id = Id(required=True)
    size = Count(required=True)
    sha256 = fields.String(required=True)
