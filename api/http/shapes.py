"""Shapes that many slices answer with."""

from marshmallow import fields

from api.http.fields import Count, Id, Moment, Shape, Text
from api.http.paging import DEFAULT_LIMIT, MOST


class ReceiptShape(Shape):
    """收条: the proof that something was saved. (organization_id, epoch, number) names the journal entry."""

    id = Id(required=True)
    epoch = Count(required=True)
    organization_id = Id(required=True)
    number = Count(required=True)
    state = fields.String(required=True)
    recorded_at = Moment(required=True)


class PageQuery(Shape):
    """How much of a list, and from where."""

    limit = Count(least=1, most=MOST, load_default=DEFAULT_LIMIT)
    cursor = Text(most=500, load_default=None)


class NothingShape(Shape):
    """An empty body `{}`."""
