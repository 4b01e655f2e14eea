"""Shapes of stored files."""

from marshmallow import fields

from api.http.fields import Count, Id, Shape, Text


class AttachmentHeaders(Shape):
    """What stands in the headers beside a file's bytes."""

    sha256 = Text(
        most=64,
        required=True,
        data_key="X-Content-SHA256",
        metadata={"pattern": "^[0-9a-f]{64}$", "description": "SHA-256 of the body, in hexadecimal."},
    )
    name = Text(
        most=2000,
        load_default=None,
        data_key="X-File-Name",
        metadata={"description": "The file's name, percent-encoded UTF-8."},
    )


class AttachmentShape(Shape):
    """A stored file."""

    id = Id(required=True)
    size = Count(required=True)
    sha256 = fields.String(required=True)
