"""The roster workbook as a township would send it, in every file form."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

import openpyxl
import xlwt

from api.codes import education, ethnic_groups, sex
from api.members.roster.cells import Cell
from api.members.roster.columns import letter
from api.members.roster.fields import RosterRow
from tests.roster.people import BRANCHES, PLACES, make_people

GROUPS = [
    "序号", "★姓 名", "性别", "出生\n年月", "民族", "文化程度", "身份证号码(必填)", "党员类别", "入党时间", "转正时间",
    "所在支部", "职业", "联系方式", "", "家庭住址", "是否流动党员", "外出情况", "", "", "家属联系人及电话", "联络员及电话", "备注",
]  # fmt: skip
PARTS = {12: "本人手机", 13: "固话", 16: "地点", 17: "时间", 18: "原因"}
BIRTH, JOINED, CONFIRMED, BRANCH, DEPARTED = 3, 8, 9, 10, 17
HEADER_ROW = 4
PAGE = 150
"""After so many members the header stands again, as on a printed second page."""


@dataclass
class Grid:
    """Cells from A1 on, merged ranges (top, left, bottom, right, from 0), and the cells that are wrong."""

    cells: list[list[Cell]]
    merges: list[tuple[int, int, int, int]]
    wrong: dict[str, str] = field(default_factory=dict)
    """Cell → code of its fault."""


def build_grid(count: int = 300, *, faults: bool = True) -> Grid:
    """Return the township's sheet: heading, two header lines, merged branches, mixed dates, a footer, twelve bad cells."""
    people = make_people(count)
    width = len(GROUPS)
    cells: list[list[Cell]] = [
        ["团堡镇流动党员和在册党员花名册", *[None] * (width - 1)],
        ["填报单位:团堡镇党委", *[None] * (width - 5), "填报时间:2026年11月", None, None, None],
        [title or None for title in GROUPS],
        [PARTS.get(at) for at in range(width)],
    ]
    merges = [(0, 0, 0, width - 1), (2, 12, 2, 13), (2, 16, 2, 18)]
    merges += [(2, at, 3, at) for at in range(width) if at not in PARTS]
    for number, person in enumerate(people):
        if number == PAGE:
            cells.append([title or None for title in GROUPS])
            cells.append([PARTS.get(at) for at in range(width)])
        cells.append(_line(number, person))
    grid = Grid(cells, merges)
    if faults:
        _spoil(grid)
    grid.merges += _merge_branches(cells)
    cells.append([None] * width)
    cells.append(["填表人:陈某", None, None, None, "审核人:李某", *[None] * (width - 5)])
    return grid


def row_of(number: int) -> int:
    """Return the sheet row, from 1, of the member who stands at that place, from 0."""
    return HEADER_ROW + 1 + number + (2 if number >= PAGE else 0)


def _line(number: int, person: RosterRow) -> list[Cell]:
    assert person.name
    assert person.sex
    assert person.ethnicity
    assert person.education
    name = "\u3000".join(person.name) if len(person.name) == 2 else f" {person.name} "
    away = person.floating
    return [
        number + 1,
        name,
        sex.name_of(person.sex),
        _written_date(person.birth_date, number),
        ethnic_groups.name_of(person.ethnicity).removesuffix("族" if number % 2 else ""),
        education.name_of(person.education),
        f" {person.id_number}" if number % 5 else _wide(person.id_number or ""),
        "正式党员" if number % 2 else "正式",
        _written_date(person.joined_on, number + 1),
        _written_date(person.confirmed_on, number + 2),
        person.branch_name,
        person.job,
        int(person.phone or 0) if number % 4 == 0 else f"{person.phone} ",
        "0718-7281234" if number % 50 == 0 else "/",
        person.address,
        "是" if away else "否",
        PLACES[number % len(PLACES)] if away else None,
        _written_date(person.departed_on, number) if away else "无",
        "外出务工" if away else None,
        person.family_contact,
        "周某 13900000000",
        None,
    ]


def _written_date(partial: str | None, number: int) -> Cell:
    """Write a partial date in one of the forms that townships use."""
    assert partial is not None
    year, month, *day = (int(part) for part in partial.split("-"))
    if not day:
        months: list[Cell] = [
            f"{year}.{month:02d}", f"{year}年{month}月", year * 100 + month, _wide(f"{year}.{month:02d}"),
            f" {year}-{month} ",
        ]  # fmt: skip
        return months[number % len(months)]
    days: list[Cell] = [
        f"{year}.{month}.{day[0]:02d}",
        f"{year}年{month}月{day[0]}日",
        date(year, month, day[0]),
        (date(year, month, day[0]) - date(1899, 12, 30)).days,
        f"{year}{month:02d}{day[0]:02d}",
        f"{year}/{month}/{day[0]}",
    ]
    return days[number % len(days)]


def _shown_day(cell: Cell) -> Cell:
    if isinstance(cell, int) and 10_000 < cell < 100_000:
        return f"{date(1899, 12, 30) + timedelta(days=cell):%Y/%m/%d}"
    return cell


def _wide(text: str) -> str:
    """Write digits and dots full-width."""
    return "".join(chr(ord(char) + 0xFEE0) if char in "0123456789." else char for char in text)


def _spoil(grid: Grid) -> None:
    """Make twelve cells wrong, each in its own way."""

    def spoil(number: int, column: int, value: Cell, code: str) -> None:
        row = row_of(number)
        grid.cells[row - 1][column] = value
        grid.wrong[f"{letter(column)}{row}"] = code

    right = make_people(300)
    number_9 = right[9].id_number or ""
    spoil(9, 6, number_9[:-1] + ("1" if number_9[-1] != "1" else "2"), "id_number_check_digit")
    spoil(31, 6, right[30].id_number, "id_number_twice")
    for column in (2, BIRTH, JOINED, CONFIRMED):
        grid.cells[row_of(31) - 1][column] = grid.cells[row_of(30) - 1][column]
    spoil(42, BIRTH, "1901年1月1日", "birth_date_differs")
    spoil(55, 2, "女" if right[55].sex == "1" else "男", "sex_differs")
    spoil(70, 12, "1390000", "phone_shape")
    spoil(88, 5, "上过夜校", "education_unknown")
    spoil(111, JOINED, "2027.07", "date_in_future")
    grid.cells[row_of(111) - 1][CONFIRMED] = None
    spoil(140, CONFIRMED, "1949.10", "confirmed_before_joined")
    spoil(160, 1, None, "name_missing")
    spoil(199, 1, "王2小", "name_digits")
    spoil(240, DEPARTED, "2026-02-30", "date_not_in_calendar")
    spoil(299, 7, "发展对象", "kind_unknown")


def _merge_branches(cells: list[list[Cell]]) -> list[tuple[int, int, int, int]]:
    """Return a merged range over each run of lines with the same branch."""
    merges = []
    for branch, run in groupby(enumerate(cells), key=lambda line: line[1][BRANCH]):
        rows = [at for at, _ in run]
        if branch in BRANCHES and len(rows) > 1:
            merges.append((rows[0], BRANCH, rows[-1], BRANCH))
    return merges


def write_xlsx(grid: Grid) -> bytes:
    """Return the sheet as Excel and WPS save it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "花名册"
    for row in grid.cells:
        sheet.append(row)
    for top, left, bottom, right in grid.merges:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    book.create_sheet("填表说明")["A1"] = "请认真填写"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def write_xls(grid: Grid) -> bytes:
    """Return the sheet in the form of 1997."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("花名册")
    dated = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    covered = set()
    for top, left, bottom, right in grid.merges:
        sheet.write_merge(top, bottom, left, right, grid.cells[top][left])
        covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    for at, row in enumerate(grid.cells):
        for column, cell in enumerate(row):
            if cell is None or (at, column) in covered:
                continue
            if isinstance(cell, date | datetime):
                sheet.write(at, column, cell, dated)
            else:
                sheet.write(at, column, cell)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def write_csv(grid: Grid, encoding: str) -> bytes:
    """Return the sheet as CSV, as a spreadsheet saves it: no merged cells, and a day's count as the day that it shows."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([_shown_day(cell) for cell in row] for row in grid.cells)
    return buffer.getvalue().encode(encoding)
