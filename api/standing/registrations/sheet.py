"""Write the differences as a sheet to have beside the national system while typing."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from api.members.roster.export import guard_cell
from api.standing.registrations.differences import NAMES

_HEADS = {
    "place": ("外出流向", 24),
    "departed_on": ("外出时间", 14),
    "reason": ("外出原因", 12),
    "employer": ("工作单位", 24),
    "expected_return_on": ("预计返回", 14),
    "phone": ("联系电话", 16),
}
_CHANGES = {"enter": "新登记", "change": "变更", "end": "结束流动"}
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Fixed, so that the same differences give the same bytes."""


def write_sheet(items: Sequence[dict[str, Any]], title: str) -> bytes:
    """Return an .xlsx workbook: a row for each member; of a change, what stands there and what is to stand there."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(buffer, {**options, "strings_to_urls": False})
    workbook.set_properties({"created": _CREATED})
    sheet = workbook.add_worksheet("全国系统登记")
    text = workbook.add_format({"num_format": "@", "valign": "top", "text_wrap": True, "border": 1})
    head = workbook.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
    heads = [("姓名", 12), ("要办的事", 12), *(_HEADS[name] for name in NAMES), ("已办", 8)]
    sheet.merge_range(
        0,
        0,
        0,
        len(heads) - 1,
        title,
        workbook.add_format({"bold": True, "font_size": 14, "align": "center"}),
    )
    for at, (words, width) in enumerate(heads):
        sheet.set_column(at, at, width)
        sheet.write_string(1, at, words, head)
    for line, item in enumerate(items, 2):
        for at, cell in enumerate(_cells(item)):
            sheet.write_string(line, at, cell, text)
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    workbook.close()
    return buffer.getvalue()


def write_csv(items: Sequence[dict[str, Any]]) -> bytes:
    """Return the same as CSV, UTF-8 with byte order mark, for whoever has no spreadsheet program."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(["姓名", "要办的事", *(_HEADS[name][0] for name in NAMES), "已办"])
    for item in items:
        writer.writerow([guard_cell(cell.replace("\n", "；")) for cell in _cells(item)])
    return buffer.getvalue().encode("utf-8-sig")


def _cells(item: dict[str, Any]) -> list[str]:
    told = {field["field"]: field for field in item["fields"]}
    return [
        item["member_name"],
        _CHANGES[item["change"]],
        *(_cell(told.get(name)) for name in NAMES),
        "",
    ]


def _cell(field: dict[str, Any] | None) -> str:
    if field is None:
        return ""
    before, after = field["before"], field["after"]
    if before is None:
        return str(after)
    return f"原：{before}\n现：{after or '无'}"
