"""Read a roster from its bytes to its rows, faults and hints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from api.codes import partial_date
from api.codes.text import squeeze
from api.members.roster.cells import Cell, is_empty, text_of
from api.members.roster.columns import Column, Header, IgnoredColumn, find_header, is_title_of_name
from api.members.roster.faults import Fault, RosterRefusedError
from api.members.roster.fields import BY_KEY, RosterRow
from api.members.roster.parse_row import Finding, ReadRow, locate, parse_row
from api.members.roster.read_workbook import DEFAULT_LIMITS, Limits, Sheet, read_workbook

_FOOTER = re.compile(
    r"^(?:填表|制表|填报|审核|审批|负责|合计|总计|共计|小计|总人数|说明|注[::]|备注[::]|盖章|(?:单位)?\(盖章|支部书记)"
)
_SECTION = re.compile(r"支部|小组|\d+[人名]|名单$")


@dataclass(frozen=True)
class ParsedRoster:
    """What a roster says.

    rows: the rows without a fault. faults: by row; a row may have several, and the header's row has one for each column
    that stands twice. hints: doubts that keep nothing out. ignored_columns: titles that mean nothing here. other_sheets:
    visible sheets that look like rosters too and were not read.
    """

    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[RosterRow, ...]
    faults: tuple[Fault, ...]
    ignored_columns: tuple[IgnoredColumn, ...]
    hints: tuple[Fault, ...] = ()
    other_sheets: tuple[str, ...] = ()

    def cell_of(self, field: str, row: int) -> str:
        """Return the cell of a field in a row, such as C7; the name's cell where the sheet has no such column."""
        return f"{Header(self.header_row, self.columns, (), ()).letter_of(field)}{row}"


def parse_roster(data: bytes, file_name: str, today: date, limits: Limits = DEFAULT_LIMITS) -> ParsedRoster:
    """Read a roster. today: no past date lies after it.

    Raise RosterRefusedError: roster_not_a_workbook, roster_encrypted, roster_too_large, roster_empty, roster_no_header,
    or roster_column_twice where even the name's column is not certain.
    """
    sheets = read_workbook(data, file_name, limits)
    if not any(not is_empty(cell) for sheet in sheets for row in sheet.rows for cell in row):
        raise _empty()
    headed = [(sheet, header) for sheet in sheets if (header := find_header(sheet))]
    if not headed:
        raise RosterRefusedError(
            "roster_no_header",
            "没有找到表头。表头一行里要有“姓名”，还要有“公民身份号码”“入党时间”等栏目名称。",
            "No header was found. One line must have 姓名 (name) and other titles such as 公民身份号码 or 入党时间.",
        )
    sheet, header = headed[0]
    _ensure_one_name_column(header)
    read = [parse_row(cells, number, header, today) for number, cells in _member_lines(sheet, header)]
    if not read:
        raise _empty()
    faults = [
        *_columns_twice(header),
        *(one for row in read for one in row.faults),
        *_duplicates(read, header),
    ]
    faulty = {one.row for one in faults}
    return ParsedRoster(
        sheet=sheet.name,
        header_row=header.row,
        columns=header.columns,
        rows=tuple(one.row for one in read if one.row.number not in faulty),
        faults=tuple(sorted(faults, key=lambda one: one.row)),
        ignored_columns=header.ignored,
        hints=tuple(hint for one in read for hint in one.hints),
        other_sheets=tuple(other.name for other, _ in headed[1:]),
    )


def _member_lines(sheet: Sheet, header: Header) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the lines under the header that speak of a member: no blanks, repeated headers, footers and section titles."""
    titles = [text_of(cell) for cell in sheet.rows[header.row - 1]]
    name_at = header.indexes["name"][0]
    known = [column.index for column in header.columns]
    for number, cells in enumerate(_fill_down(sheet, header), header.row + 1):
        said = [index for index in known if index < len(cells) and not is_empty(cells[index])]
        if not said:
            continue
        name = squeeze(text_of(cells[name_at])) if name_at in said else ""
        if is_title_of_name(name) if name else [text_of(cell) for cell in cells] == titles:
            continue
        if len(said) <= 3 and (_is_footer(cells) or (said == [name_at] and _SECTION.search(name))):
            continue
        yield number, cells


def _is_footer(cells: list[Cell]) -> bool:
    first = next((squeeze(text_of(cell)) for cell in cells if not is_empty(cell)), "")
    return _FOOTER.match(first) is not None


def _fill_down(sheet: Sheet, header: Header) -> list[list[Cell]]:
    """Return the lines under the header with vertically merged cells filled down.

    Name and ID number are never filled: two people do not share them.
    """
    lines = [list(row) for row in sheet.rows[header.row :]]
    fields = {column.index: column.field for column in header.columns}
    for merge in sheet.merges:
        if merge.top < header.row or fields.get(merge.left, "name") in ("name", "id_number"):
            continue
        top = merge.top - header.row
        for line in lines[top + 1 : merge.bottom - header.row + 1]:
            if any(not is_empty(cell) for cell in line):
                line[merge.left] = lines[top][merge.left]
    return lines


def _ensure_one_name_column(header: Header) -> None:
    names = [column for column in header.twice if column.field == "name"]
    if names:
        cells = "、".join(f"{column.letter}{header.row}" for column in names)
        raise RosterRefusedError(
            "roster_column_twice",
            f"“姓名”一栏出现了{len(names)}次({cells})，请只保留一栏，或把并排的两块表改成上下一块。",
            f"There are {len(names)} columns for the name ({cells}); keep one, or put the blocks below each other.",
        )


def _columns_twice(header: Header) -> list[Fault]:
    first: dict[str, Column] = {}
    faults = []
    for column in header.twice:
        if (other := first.setdefault(column.field, column)) is not column:
            zh, en = BY_KEY[column.field].zh, BY_KEY[column.field].en
            faults.append(
                Fault(
                    f"{column.letter}{header.row}",
                    header.row,
                    column.field,
                    column.title,
                    "column_twice",
                    f"“{zh}”有两栏({other.letter}{header.row}和{column.letter}{header.row})，不知以哪栏为准，都没有读取。",
                    f"Two columns claim “{en}” ({other.letter} and {column.letter}); neither was read.",
                )
            )
    return faults


def _duplicates(read: list[ReadRow], header: Header) -> list[Fault]:
    """Name the later one of two rows with the same ID number, or the same name and birth date without two ID numbers."""
    faults: list[Fault] = []
    by_number: dict[str, int] = {}
    by_name: dict[str, list[RosterRow]] = {}
    for row in (one.row for one in read):
        if row.id_number and (first := by_number.setdefault(row.id_number, row.number)) != row.number:
            twice = Finding(
                "id_number",
                row.id_number,
                "id_number_twice",
                f"身份证号码与第{first}行相同，请核对。",
                f"The ID number is the same as in row {first}.",
            )
            faults.append(locate(twice, row, header))
            continue
        same = by_name.setdefault(row.name, []) if row.name else []
        for other in same:
            if _may_be_one(row, other):
                twice = Finding(
                    "name",
                    row.name or "",
                    "person_twice",
                    f"与第{other.number}行姓名、出生日期相同，请人工确认是否同一人。",
                    f"Name and birth date are the same as in row {other.number}; please check whether they are one.",
                )
                faults.append(locate(twice, row, header))
                break
        else:
            same.append(row)
    return faults


def _may_be_one(one: RosterRow, other: RosterRow) -> bool:
    if one.id_number and other.id_number:
        return False
    if one.birth_date is None or other.birth_date is None:
        return one.birth_date is other.birth_date
    return partial_date.compatible(one.birth_date, other.birth_date)


def _empty() -> RosterRefusedError:
    return RosterRefusedError("roster_empty", "表里没有党员记录。", "The sheet has no member in it.")
