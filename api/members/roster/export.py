"""Write members as a roster that `parse_roster` reads back as the same rows."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime

import xlsxwriter  # type: ignore[import-untyped]

from api.members.roster.fields import FIELDS, RosterRow, shown

SHEET_NAME = "党员信息采集表"
_LOOKS_LIKE_FORMULA = re.compile(r"^[=+\-@']")
_LOOKS_LIKE_LONG_NUMBER = re.compile(r"^\d{11,}[\dXx]?$")
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Fixed, so that the same members give the same bytes."""


def write_xlsx(rows: Iterable[RosterRow], *, title: str | None = None, masked: bool = False) -> bytes:
    """Return an .xlsx workbook: every cell text, the header frozen. title: a heading above the header.

    masked: ID numbers, phones and addresses as on the screen; importing such a sheet leaves them as they are known.
    """
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    workbook.set_properties({"created": _CREATED})
    sheet = workbook.add_worksheet(SHEET_NAME)
    text = workbook.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    head = workbook.add_format(
        {"num_format": "@", "bold": True, "border": 1, "align": "center", "text_wrap": True}
    )
    top = 0
    if title:
        heading = workbook.add_format({"bold": True, "font_size": 16, "align": "center"})
        sheet.merge_range(0, 0, 0, len(FIELDS) - 1, "", heading)
        sheet.write_string(0, 0, title, heading)
        top = 1
    for at, field in enumerate(FIELDS):
        sheet.set_column(at, at, field.width, text)
        sheet.write_string(top, at, field.zh, head)
    sheet.freeze_panes(top + 1, 1)
    for line, cells in enumerate(_lines(rows, masked), top + 1):
        for at, cell in enumerate(cells):
            if cell:
                sheet.write_string(line, at, cell, text)
    workbook.close()
    return buffer.getvalue()


def write_csv(rows: Iterable[RosterRow], *, masked: bool = False) -> bytes:
    """Return a CSV file, UTF-8 with byte order mark, which Excel and WPS open.

    Text that a spreadsheet would take for a formula gets a leading apostrophe, and the reader takes it off again. A long
    number gets a leading tab, without which a spreadsheet drops its last digits; blanks around a cell mean nothing.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([field.zh for field in FIELDS])
    for cells in _lines(rows, masked):
        writer.writerow([guard_cell(cell) for cell in cells])
    return buffer.getvalue().encode("utf-8-sig")


def _lines(rows: Iterable[RosterRow], masked: bool) -> Iterable[list[str]]:
    for row in rows:
        yield [shown(field, getattr(row, field.key), masked=masked) for field in FIELDS]


def guard_cell(cell: str) -> str:
    """Write a cell of a CSV so that a spreadsheet takes it for neither a formula nor a number."""
    if _LOOKS_LIKE_FORMULA.match(cell):
        return f"'{cell}"
    return f"\t{cell}" if _LOOKS_LIKE_LONG_NUMBER.match(cell) else cell
