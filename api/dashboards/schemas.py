"""Shapes of the desk."""

from marshmallow import fields

from api.dashboards.items import ORDER
from api.http.fields import Count, Day, Id, Moment, Shape, Word


class DeskItemShape(Shape):
    """One thing that needs a person: what, about whom, why, since when."""

    kind = Word(*ORDER, required=True)
    code = fields.String(required=True, allow_none=True)
    subject_id = Id(required=True)
    member_id = Id(required=True, allow_none=True)
    member_name = fields.String(required=True, allow_none=True)
    organization_id = Id(required=True)
    sentence = fields.String(required=True)
    since = Day(required=True, allow_none=True)
    count = Count(required=True, allow_none=True)


class DeskShape(Shape):
    """What needs a person today, in order."""

    as_of = Moment(required=True)
    items = fields.List(fields.Nested(DeskItemShape), required=True)


class DeskQuery(Shape):
    """Of which branch or township."""

    organization_id = Id(required=True)
