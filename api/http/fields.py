"""The shapes of input, hardened: what databases choke on is refused at the door with a sentence."""

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

from marshmallow import RAISE, Schema, ValidationError, fields, types, validate

from api.seasons import KINDS

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff]|[\ud800-\udfff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_WINDOW_KEY = re.compile(rf"({'|'.join(KINDS)})-\d{{4}}", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


class Shape(Schema):
    """The base of all schemas: shape only, and nothing unknown passes."""

    class Meta:
        """Refuse unknown fields."""

        unknown = RAISE

    error_messages = {"unknown": "没有这一项。", "type": "内容的格式不对。"}  # noqa: RUF012


SENTENCES: types.ErrorMessages = {
    "required": "请填写。",
    "null": "这里不能空着。",
    "invalid": "内容的格式不对。",
    "type": "内容的格式不对。",
}
"""What marshmallow would say in English."""


class Text(fields.String):
    """Text without control characters and lone surrogates, trimmed, and of a stated length."""

    default_error_messages = SENTENCES

    def __init__(self, most: int = 200, least: int = 0, **options: Any) -> None:
        self.most, self.least = most, least
        metadata = {
            "maxLength": most,
            **({"minLength": least} if least else {}),
            **options.pop("metadata", {}),
        }
        super().__init__(metadata=metadata, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError("这里要填文字。")
        text = value.strip()
        if _CONTROL.search(text):
            raise ValidationError("有不能保存的字符。")
        if len(text) > self.most:
            raise ValidationError(f"最多 {self.most} 个字。")
        if len(text) < self.least:
            raise ValidationError("请填写。" if self.least == 1 else f"至少 {self.least} 个字。")
        return text


class Word(fields.String):
    """One of a few words."""

    default_error_messages = SENTENCES

    def __init__(self, *words: str, **options: Any) -> None:
        self.words = tuple(str(word) for word in words)
        super().__init__(metadata={"enum": list(map(str, words)), **options.pop("metadata", {})}, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        if not isinstance(value, str) or value not in self.words:
            raise ValidationError("只能是:" + "、".join(self.words))
        return value


class Day(fields.Date):
    """A calendar day `YYYY-MM-DD` that exists."""

    default_error_messages = SENTENCES

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> date:
        return parse_day(value)


class PartialDay(fields.String):
    """A day known to the year, the month or the day: `1986`, `1986-07`, `1986-07-12`."""

    default_error_messages = SENTENCES

    def __init__(self, **options: Any) -> None:
        super().__init__(
            metadata={"pattern": f"^{_PARTIAL.pattern}$", "maxLength": 10, **options.pop("metadata", {})},
            **options,
        )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        if not isinstance(value, str) or not _PARTIAL.fullmatch(value):
            raise ValidationError("日期请写成 1986、1986-07 或 1986-07-12。")
        parse_day((value + "-01-01")[:10])
        return value


class Month(fields.String):
    """A calendar month `YYYY-MM`."""

    default_error_messages = SENTENCES

    def __init__(self, **options: Any) -> None:
        form = {"pattern": "^[0-9]{4}-[0-9]{2}$", "maxLength": 7}
        super().__init__(metadata={**form, **options.pop("metadata", {})}, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}", value, re.ASCII):
            raise ValidationError("月份请写成 2026-03。")
        parse_day(value + "-01")
        return value


class WindowKey(fields.String):
    """The name of a feast's or season's window: `spring_festival-2026`."""

    default_error_messages = SENTENCES

    def __init__(self, **options: Any) -> None:
        super().__init__(
            metadata={"pattern": f"^{_WINDOW_KEY.pattern}$", "maxLength": 40, **options.pop("metadata", {})},
            **options,
        )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        if not isinstance(value, str) or not _WINDOW_KEY.fullmatch(value):
            raise ValidationError("没有这个节日或农忙。")
        return value


class Moment(fields.DateTime):
    """An instant with its offset after RFC 3339."""

    default_error_messages = SENTENCES

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> datetime:
        if not isinstance(value, str) or not _MOMENT.fullmatch(value):
            raise ValidationError("时间要带时区，如 2026-03-01T08:00:00+08:00。")
        try:
            moment = datetime.fromisoformat(value)
        except ValueError as wrong:
            raise ValidationError("没有这个时间。") from wrong
        if not _FIRST_YEAR < moment.year < _LAST_YEAR:
            raise ValidationError("没有这个时间。")
        return moment

    def _serialize(self, value: Any, attr: str | None, obj: Any, **options: Any) -> Any:
        return value if isinstance(value, str) else super()._serialize(value, attr, obj, **options)


class Id(fields.UUID):
    """A UUID in its usual spelling."""

    default_error_messages = SENTENCES

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> UUID:
        if not isinstance(value, str) or not _ID.fullmatch(value):
            raise ValidationError("编号的格式不对。")
        return UUID(value)


class Yes(fields.Boolean):
    """true or false, and nothing that merely looks like it. In a query, the words `true` and `false`."""

    default_error_messages = SENTENCES

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> bool:
        if value in ("true", "false") and isinstance(value, str):
            return value == "true"
        if not isinstance(value, bool):
            raise ValidationError("只能是 true 或 false。")
        return value


class Count(fields.Integer):
    """A whole number within bounds; in a query, plain ASCII digits."""

    default_error_messages = SENTENCES

    def __init__(self, least: int = 0, most: int = 2**31 - 1, **options: Any) -> None:
        self.least, self.most = least, most
        metadata = {"minimum": least, "maximum": most, **options.pop("metadata", {})}
        super().__init__(metadata=metadata, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> int:
        if isinstance(value, str) and re.fullmatch(r"-?\d{1,10}", value, re.ASCII):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValidationError("这里要填整数。")
        if not self.least <= value <= self.most:
            raise ValidationError(f"要在 {self.least} 和 {self.most} 之间。")
        return value


class Part(fields.Nested):
    """A shape within a shape."""

    default_error_messages = SENTENCES


class Many(fields.List[Any]):
    """Several of one kind, so many at least and at most."""

    default_error_messages = SENTENCES

    def __init__(self, one: fields.Field[Any], most: int, least: int = 0, **options: Any) -> None:
        bounds = validate.Length(min=least or None, max=most, error=f"要有 {least} 到 {most} 项。")
        super().__init__(one, validate=bounds, **options)


class Plain(fields.Raw):
    """A value whose type the rules judge."""

    default_error_messages = SENTENCES


def parse_day(value: Any) -> date:
    """Read `YYYY-MM-DD`. Raise ValidationError where there is no such day."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValidationError("日期请写成 2026-03-01。")
    try:
        day = date.fromisoformat(value)
    except ValueError as wrong:
        raise ValidationError("没有这一天，请核对。") from wrong
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValidationError("没有这一天，请核对。")
    return day
