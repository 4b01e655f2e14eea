"""Shapes of party groups."""

from marshmallow import fields

from api.http.fields import Count, Day, Id, Shape, Text


class GroupShape(Shape):
    """A party group."""

    id = Id(required=True)
    organization_id = Id(required=True)
    name = fields.String(required=True)
    position = Count(required=True)
    leader_id = Id(required=True, allow_none=True)
    leader_name = fields.String(required=True, allow_none=True)
    ended_on = Day(required=True, allow_none=True)
    version = Count(required=True)


class GroupList(Shape):
    """The party groups of a branch, in their order."""

    items = fields.List(fields.Nested(GroupShape), required=True)


class GroupChanges(Shape):
    """What may be changed on a group."""

    name = Text(most=100, least=1)
    position = Count(most=100_000)
    leader_id = Id(allow_none=True, metadata={"description": "The leader's membership."})
    ended_on = Day(allow_none=True)


class GroupIn(Shape):
    """A new group."""

    organization_id = Id(required=True)
    name = Text(most=100, least=1, required=True)
    position = Count(most=100_000, load_default=0)
    leader_id = Id(allow_none=True, load_default=None)
