"""What is no roster is refused with a stable code and a sentence, and never harms the process that reads it."""

import io
import struct
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
import xlwt

from api.members.roster.faults import RosterRefusedError
from api.members.roster.parse import parse_roster
from api.members.roster.read_workbook import Limits
from tests.roster.people import TODAY
from tests.roster.workbook import build_grid, write_xls, write_xlsx

ZEROS = bytes(1 << 20)


def refuse(data: bytes, name: str = "花名册.xlsx", limits: Limits | None = None) -> str:
    with pytest.raises(RosterRefusedError) as refused:
        parse_roster(data, name, TODAY, limits or Limits())
    assert refused.value.zh.endswith("。")
    assert refused.value.en.endswith(".")
    return refused.value.code


def a_small_workbook() -> bytes:
    return write_xlsx(build_grid(3, faults=False))


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        b"%PDF-1.7\nsomething",
        b"<html><table><tr><td>\xe5\xa7\x93\xe5\x90\x8d</td></tr></table></html>",
        b'{"name": 1}',
        b"PK\x03\x04 and nothing that follows",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "姓名\0,性别\n".encode(),
        b"\xff\xff\xff\xff\x80\x81",
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert refuse(data) == "roster_not_a_workbook"


def test_a_zip_of_something_else_is_no_workbook() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    assert refuse(buffer.getvalue()) == "roster_not_a_workbook"


def test_a_workbook_cut_off_in_the_middle_is_refused() -> None:
    for form in (write_xlsx, write_xls):
        whole = form(build_grid(40, faults=False))
        assert refuse(whole[: len(whole) // 2]) == "roster_not_a_workbook"


@pytest.mark.parametrize("data", [b"", b"\n\n  \n", b"\0\0\0\0"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refuse(data, "空.csv") == "roster_empty"


def test_a_sheet_with_a_header_and_nobody_in_it_is_empty() -> None:
    assert refuse("姓名,性别,入党时间\n,,\n".encode(), "空.csv") == "roster_empty"


def test_a_workbook_of_empty_sheets_is_empty() -> None:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    assert refuse(buffer.getvalue()) == "roster_empty"


def test_a_table_without_a_header_is_refused() -> None:
    assert refuse("张三,男,1986.07\n李四,女,1990.01\n".encode(), "名单.csv") == "roster_no_header"


def test_two_name_columns_are_refused_because_nothing_is_certain() -> None:
    data = "姓名,电话,姓名,电话\n张三,13812345678,李四,13912345678\n".encode()
    assert refuse(data, "并排.csv") == "roster_column_twice"


def rename_the_stream(workbook: bytes) -> bytes:
    """Make an old container look like what Excel saves with a password: one stream, EncryptedPackage."""
    return workbook.replace(
        "Workbook".encode("utf-16-le") + bytes(16), "EncryptedPackage".encode("utf-16-le")
    )


def turn_a_record_into_filepass(workbook: bytes) -> bytes:
    """Put the record that announces encryption (0x2F) in the place of the author's name (0x5C)."""
    return workbook.replace(b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00", 1)


@pytest.mark.parametrize("encrypt", [rename_the_stream, turn_a_record_into_filepass])
def test_a_workbook_with_a_password_is_refused(encrypt: Callable[[bytes], bytes]) -> None:
    plain = write_xls(build_grid(3, faults=False))
    assert encrypt(plain) != plain
    assert refuse(encrypt(plain), "加密.xls") == "roster_encrypted"


def test_a_zip_with_encrypted_parts_is_refused() -> None:
    data = bytearray(a_small_workbook())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refuse(bytes(data)) == "roster_encrypted"


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """A workbook of 300 kB whose sheet unpacks to 300 MB."""
    buffer = io.BytesIO(a_small_workbook())
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet9.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(ZEROS)
    return buffer.getvalue()


def test_a_bomb_is_refused_by_what_its_directory_declares(bomb: bytes) -> None:
    assert len(bomb) < 5_000_000
    assert refuse(bomb) == "roster_too_large"


def test_a_bomb_whose_directory_lies_is_refused_while_it_unpacks(bomb: bytes) -> None:
    size = struct.pack("<I", 300 << 20)
    at = bomb.rindex(b"PK\x01\x02")
    lying = bomb[:at] + bomb[at:].replace(size, struct.pack("<I", 1000), 1)
    assert zipfile.ZipFile(io.BytesIO(lying)).getinfo("xl/worksheets/sheet9.xml").file_size == 1000
    assert refuse(lying) == "roster_too_large"


def test_two_cells_at_the_far_corners_do_not_take_all_memory() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"], sheet["XFD1048576"] = "姓名", "性别", "x"
    buffer = io.BytesIO()
    book.save(buffer)
    assert refuse(buffer.getvalue()) == "roster_too_large"


def test_one_long_text_shown_in_many_cells_does_not_take_all_memory() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    text = "长" * 32_000
    for row in range(2_000):
        for column in range(10):
            sheet.write_string(row, column, text)
    book.close()
    assert refuse(buffer.getvalue()) == "roster_too_large"


def test_more_rows_or_columns_than_allowed_are_refused() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("x")
    sheet.write(0, 0, "姓名")
    sheet.write(100, 20, "x")
    buffer = io.BytesIO()
    book.save(buffer)
    assert refuse(buffer.getvalue(), limits=Limits(rows=100)) == "roster_too_large"
    assert refuse(buffer.getvalue(), limits=Limits(columns=20)) == "roster_too_large"
    rows = "姓名,性别\n" + "张三,男\n" * 200
    assert refuse(rows.encode(), "长.csv", Limits(rows=100)) == "roster_too_large"
    assert refuse(("姓名," * 300).encode(), "宽.csv") == "roster_too_large"
