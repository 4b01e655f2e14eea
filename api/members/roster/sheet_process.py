"""Read a workbook in a process of its own, with limits on memory and processor time.

The spreadsheet library lays a sheet out as a full rectangle: two cells, A1 and XFD1048576, ask for 16 thousand million
cells and abort the process. One long shared string, used a million times, does the same. Only the system can bound that
for every format, so this file runs as a script: workbook on standard input, JSON on standard output.
"""

import io
import json
import resource
import sys
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineSheet, SheetVisibleEnum, load_workbook


def main(memory_bytes: int, seconds: int, rows: int, columns: int) -> dict[str, Any]:
    """Return the visible sheets of standard input's workbook, or which limit they pass."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    workbook = load_workbook(io.BytesIO(sys.stdin.buffer.read()))
    sheets = []
    for meta in workbook.sheets_metadata:
        if meta.visible != SheetVisibleEnum.Visible:
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        if sheet.end is not None and (sheet.end[0] >= rows or sheet.end[1] >= columns):
            return {"too_large": meta.name}
        sheets.append(_sheet(sheet))
    return {"sheets": sheets}


def _sheet(sheet: CalamineSheet) -> dict[str, Any]:
    rows = [] if sheet.end is None else sheet.to_python(skip_empty_area=False)
    return {
        "name": sheet.name,
        "rows": [[_plain(cell) for cell in row] for row in rows],
        "merges": sheet.merged_cell_ranges or [],
    }


def _plain(cell: object) -> object:
    if cell == "":
        return None
    if isinstance(cell, str | bool | int | float):
        return cell
    if isinstance(cell, date | datetime):
        return {"date": cell.isoformat()}
    return str(cell)


if __name__ == "__main__":
    json.dump(main(*(int(argument) for argument in sys.argv[1:5])), sys.stdout)
