"""Rows as files of a spreadsheet: text stays text, whatever it begins with."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

import xlsxwriter  # type: ignore[import-untyped]

from api.registers.columns import Column

_LOOKS_LIKE_FORMULA = re.compile(r"^[=+\-@'\t\r]")
_LOOKS_LIKE_LONG_NUMBER = re.compile(r"^\d{11,}[\dXx]?$")
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Fixed, so that the same rows give the same bytes."""
_PAGE_WIDTH = 150
"""Characters that fit across a landscape page at the size it is scaled to."""
A4 = 9


def csv_lines(titles: Sequence[str], rows: Iterable[Sequence[str]], first_row: int = 1) -> Iterator[bytes]:
    """Yield a CSV file line by line: UTF-8 with byte order mark, which Excel and WPS open.

    What a spreadsheet would take for a formula gets a leading apostrophe; a long number a leading tab, without which its
    last digits are lost.
    """
    yield "\ufeff".encode() + _csv_line(titles)
    for number, cells in enumerate(rows, first_row):
        yield _csv_line([str(number), *(guarded(cell) for cell in cells)])


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula or a number."""
    if _LOOKS_LIKE_FORMULA.match(cell):
        return f"'{cell}"
    return f"\t{cell}" if _LOOKS_LIKE_LONG_NUMBER.match(cell) else cell


def _csv_line(cells: Sequence[str]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue().encode()


def write_xlsx(
    heading: str,
    beneath: str,
    titles: Sequence[str],
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    sheet_name: str,
    first_row: int = 1,
    foot: str = "",
) -> bytes:
    """Return an .xlsx workbook: a heading, a frozen header, every cell text, set to print on A4 across.

    Made in memory, so that no file with people's data lies about meanwhile.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(buffer, {**options, "strings_to_urls": False})
    workbook.set_properties({"created": _CREATED, "title": heading})
    sheet = workbook.add_worksheet(sheet_name[:31])
    look = {"num_format": "@", "border": 1, "text_wrap": True, "valign": "vcenter"}
    cell = workbook.add_format({**look, "align": "center"})
    left = workbook.add_format({**look, "align": "left"})
    head = workbook.add_format({**look, "align": "center", "bold": True, "bg_color": "#F2F2F2"})
    last = len(titles) - 1
    sheet.merge_range(
        0, 0, 0, last, "", workbook.add_format({"bold": True, "font_size": 16, "align": "center"})
    )
    sheet.write_string(0, 0, heading)
    sheet.merge_range(1, 0, 1, last, "", workbook.add_format({"align": "left", "font_color": "#595959"}))
    sheet.write_string(1, 0, beneath)
    lead = len(titles) - len(columns)
    shares = sum(column.width for column in columns) + 1.2 * lead
    formats = [cell] * lead + [left if column.long else cell for column in columns]
    for at, title in enumerate(titles):
        share = 0.6 if at == 0 else 1.6 if at < lead else columns[at - lead].width
        sheet.set_column(at, at, max(5, round(share / shares * _PAGE_WIDTH)))
        sheet.write_string(2, at, title, head)
    line = 2
    for line, cells in enumerate(rows, 3):
        sheet.write_string(line, 0, str(first_row + line - 3), cell)
        for at, text in enumerate(cells, 1):
            sheet.write_string(line, at, text, formats[at])
    if line == 2:
        line = 3
        sheet.merge_range(3, 0, 3, last, "本期无记录", cell)
    sheet.freeze_panes(3, 2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.print_area(0, 0, line, last)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer(f"&L&8{foot.replace('&', '&&')}&R&8第 &P 页 共 &N 页")
    workbook.close()
    return buffer.getvalue()
