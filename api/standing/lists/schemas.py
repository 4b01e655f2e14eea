"""Shapes of the small lists."""

from marshmallow import fields

from api.http.fields import Day, Id, Moment, Shape, Word
from api.standing.lists.order import ACTS, KEYS


class ListItemShape(Shape):
    """One member, with what a clock says of them and the act that may follow."""

    member_id = Id(required=True)
    member_name = fields.String(required=True)
    organization_id = Id(required=True)
    subject_id = Id(
        required=True,
        metadata={"description": "The transfer or card that the act is about, else the member."},
    )
    code = fields.String(required=True)
    since = Day(required=True, allow_none=True)
    due = Day(required=True, allow_none=True)
    sentence = fields.String(required=True)
    basis = fields.String(required=True, allow_none=True)
    act = Word(*ACTS, required=True)


class SmallListShape(Shape):
    """One clock's list."""

    key = Word(*KEYS, required=True)
    items = fields.List(fields.Nested(ListItemShape), required=True)


class StandingListsShape(Shape):
    """All lists in their order; those that this reader may not see by name are left out."""

    as_of = Moment(required=True)
    lists = fields.List(fields.Nested(SmallListShape), required=True)


class ListsQuery(Shape):
    """Of which branch or township."""

    organization_id = Id(required=True)
