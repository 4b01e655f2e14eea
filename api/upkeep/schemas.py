"""Shapes of what a phone asks to know whether its sent-box may be emptied."""

from marshmallow import fields

from api.http.fields import Count, Id, Shape


class HeadShape(Shape):
    """How far one journal is; `safe_up_to` is the last number in a verified backup of this epoch."""

    organization_id = Id(required=True)
    epoch = Count(required=True)
    number = Count(required=True)
    safe_up_to = Count(required=True, allow_none=True)


class HeadList(Shape):
    """The journals of the own branch and of the nodes in reach."""

    items = fields.List(fields.Nested(HeadShape), required=True)
