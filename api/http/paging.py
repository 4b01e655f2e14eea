"""Cursor paging by keyset: stable while rows come and go, and as fast on the last page as on the first."""

import base64
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Select, and_, literal, or_
from sqlalchemy.orm import Session

from api.errors import Refusal

DEFAULT_LIMIT, MOST = 50, 200
_BEYOND = 2**63
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def page(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    order: Sequence[tuple[Any, bool]],
    limit: int,
    cursor: str | None,
) -> tuple[list[Any], str | None]:
    """Return one page of rows and the cursor of the next.

    order: columns with `True` for descending; the last one must be unique and none may be null. The statement's rows
    carry them as `order_0`, `order_1` …
    """
    columns: list[ColumnElement[Any]] = [column for column, _ in order]
    statement = statement.add_columns(*[column.label(f"order_{i}") for i, column in enumerate(columns)])
    if cursor:
        statement = statement.where(_after(order, _read(cursor, columns)))
    statement = statement.order_by(*[column.desc() if down else column.asc() for column, down in order])
    rows = list(session.execute(statement.limit(limit + 1)))
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], _write([getattr(last, f"order_{i}") for i in range(len(columns))])


def _after(order: Sequence[tuple[ColumnElement[Any], bool]], values: list[Any]) -> ColumnElement[bool]:
    steps = []
    for i, (column, down) in enumerate(order):
        here = literal(values[i], column.type)
        same = [order[j][0] == literal(values[j], order[j][0].type) for j in range(i)]
        steps.append(and_(*same, column < here if down else column > here))
    return or_(*steps)


def _write(values: list[Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([_plain(value) for value in values])).decode().rstrip("=")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _read(cursor: str, columns: Sequence[ColumnElement[Any]]) -> list[Any]:
    try:
        values = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(columns):
            raise ValueError(cursor)
        return [_typed(value, column) for value, column in zip(values, columns, strict=True)]
    except (ValueError, TypeError) as broken:
        raise Refusal("validation_failed", errors={"cursor": ["这一页的位置读不懂。"]}) from broken


def _typed(value: Any, column: ColumnElement[Any]) -> Any:
    """Read a value as its column has it. Raise ValueError or TypeError for what no cursor of ours ever held."""
    kind = column.type.python_type
    if kind is int:
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= _BEYOND:
            raise TypeError(kind)
        return value
    if not isinstance(value, str) or "\0" in value:
        raise TypeError(kind)
    if kind is datetime:
        return _within_time(datetime.fromisoformat(value))
    if kind is date:
        return date.fromisoformat(value)
    return UUID(value) if kind is UUID else value


def _within_time(moment: datetime) -> datetime:
    """Return an instant that every zone and database can hold. Raise ValueError for another."""
    if moment.tzinfo is None or not _FIRST_YEAR < moment.year < _LAST_YEAR:
        raise ValueError(moment)
    return moment
