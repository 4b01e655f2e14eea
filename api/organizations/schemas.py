"""Shapes of the tree."""

from marshmallow import fields

from api.http.fields import Count, Day, Id, Shape, Text, Word
from api.http.shapes import PageQuery

KINDS = ("county", "township", "branch")


class OrganizationShape(Shape):
    """A node as the actor sees it."""

    id = Id(required=True)
    kind = Word(*KINDS, required=True)
    name = fields.String(required=True)
    short_name = fields.String(required=True)
    parent_id = Id(required=True, allow_none=True)
    position = Count(required=True)
    started_on = Day(required=True, allow_none=True)
    ended_on = Day(required=True, allow_none=True)
    office_phone = fields.String(required=True, allow_none=True)
    version = Count(required=True)


class OrganizationPage(Shape):
    """One page of the tree, in its fixed order."""

    items = fields.List(fields.Nested(OrganizationShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class OrganizationQuery(PageQuery):
    """Which nodes."""

    kind = Word(*KINDS, load_default=None)


class OrganizationIn(Shape):
    """A new node."""

    kind = Word(*KINDS, required=True)
    parent_id = Id(required=True)
    name = Text(most=200, least=1, required=True)
    short_name = Text(most=100, least=1, required=True)
    position = Count(most=100_000, load_default=0)
    started_on = Day(load_default=None, allow_none=True)
    office_phone = Text(most=30, load_default=None, allow_none=True)


class OrganizationChanges(Shape):
    """What may be changed on a node; its name has days and changes by a renaming."""

    short_name = Text(most=100, least=1)
    position = Count(most=100_000)
    started_on = Day(allow_none=True)
    office_phone = Text(most=30, allow_none=True)


class RenamingIn(Shape):
    """A name from a day on."""

    name = Text(most=200, least=1, required=True)
    from_on = Day(required=True)


class NameShape(Shape):
    """A name and the day from which it holds."""

    name = fields.String(required=True)
    from_on = Day(required=True)


class NameList(Shape):
    """All names of a node, oldest first."""

    items = fields.List(fields.Nested(NameShape), required=True)
