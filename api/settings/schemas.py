"""Shapes of settings."""

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from api.http.fields import Count, Day, Id, Plain, Shape, Text, Word, Yes
from api.settings.catalogue import KINDS, LEVELS

_TYPES = {"type": ["boolean", "integer", "string"], "maxLength": 200}


class ValueField(Plain):
    """A plain value: true or false, a whole number, or a word."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        if not isinstance(value, bool | int | str):
            raise ValidationError("要填是或否、整数或文字。")
        return value


class SourceShape(Shape):
    """Where a value was set."""

    level = Word(*LEVELS, required=True)
    organization_id = Id(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)


class DatedValueShape(Shape):
    """A value from a day on; null means as the node above says."""

    from_on = Day(required=True)
    value = fields.Raw(required=True, allow_none=True, metadata=_TYPES)


class SettingShape(Shape):
    """A setting as it is in force today."""

    key = fields.String(required=True)
    label = fields.String(required=True)
    kind = Word(*KINDS, required=True)
    value = fields.Raw(required=True, metadata=_TYPES)
    default = fields.Raw(required=True, metadata=_TYPES)
    mark = Word("A", "B", "C", "D", required=True)
    levels = fields.List(Word(*LEVELS), required=True)
    settable = Yes(required=True, metadata={"description": "Whether this level may have a value of its own."})
    least = Count(required=True)
    most = Count(required=True)
    choices = fields.List(fields.String(), required=True)
    since = Day(required=True, allow_none=True)
    source = fields.Nested(SourceShape, required=True, allow_none=True)
    upcoming = fields.List(fields.Nested(DatedValueShape), required=True)


class SettingList(Shape):
    """Every setting, in the order of the catalogue."""

    items = fields.List(fields.Nested(SettingShape), required=True)


class _Place(Shape):
    organization_id = Id(load_default=None)
    member_id = Id(load_default=None)

    @validates_schema
    def ensure_one_place(self, data: dict[str, Any], **_options: Any) -> None:
        """Take a node or a member, not both and not neither."""
        if (data["organization_id"] is None) == (data["member_id"] is None):
            raise ValidationError("请给出 organization_id 或 member_id 中的一个。", "organization_id")


class SettingQuery(_Place):
    """Whose settings."""


class SettingIn(_Place):
    """A value from a day on; null: as the node above says."""

    key = Text(most=80, least=1, required=True)
    value = ValueField(required=True, allow_none=True, metadata=_TYPES)
    from_on = Day(load_default=None, metadata={"description": "The first day it holds; today if left out."})
