"""Open what somebody calls a roster: .xlsx, .xls or .csv. Refuse what is none, is encrypted or would swell to gigabytes."""

import csv
import io
import json
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from api.members.roster.cells import Cell
from api.members.roster.faults import RosterRefusedError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_BIFF_STARTS = (b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05")
_FILEPASS = 0x2F
_CHUNK = 1 << 20
_SCRIPT = Path(__file__).with_name("sheet_process.py")


@dataclass(frozen=True)
class Limits:
    """How large a workbook may be. `ratio`: unpacked to packed size of one part, judged from 10 MB on."""

    unpacked_bytes: int = 100_000_000
    ratio: int = 200
    rows: int = 20_000
    columns: int = 200
    memory_bytes: int = 1_000_000_000
    seconds: int = 60


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Merge:
    """A merged range; all four ends belong to it and count from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One visible sheet from its cell A1 on. Empty cells are None."""

    name: str
    rows: list[list[Cell]]
    merges: tuple[Merge, ...] = ()


def read_workbook(data: bytes, file_name: str, limits: Limits = DEFAULT_LIMITS) -> list[Sheet]:
    """Return the visible sheets of a workbook, judged by its content; the file's name only names a CSV's sheet.

    Raise RosterRefusedError: roster_not_a_workbook, roster_encrypted, roster_too_large or roster_empty.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise RosterRefusedError("roster_empty", "文件是空的。", "The file is empty.")
    if data.startswith(_ZIP):
        _ensure_zip_is_small(data, limits)
        return _read_in_process(data, limits)
    if data.startswith(_OLE):
        _ensure_not_encrypted(data)
        if len(data) > limits.unpacked_bytes:
            raise _too_large()
        return _read_in_process(data, limits)
    return [_read_csv(data, Path(file_name).stem or "CSV", limits)]


def _ensure_zip_is_small(data: bytes, limits: Limits) -> None:
    """Refuse by the directory's sizes first, then unpack and count: a directory can lie."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error):
        raise _not_a_workbook() from None
    if any(entry.flag_bits & 1 for entry in entries):
        raise _encrypted()
    if not any(entry.filename.replace("\\", "/").lower() == "xl/workbook.xml" for entry in entries):
        raise _not_a_workbook()
    if len(entries) > 5000 or sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise _too_large()
    if any(
        entry.file_size > 10_000_000 and entry.file_size > limits.ratio * entry.compress_size
        for entry in entries
    ):
        raise _too_large()
    left = limits.unpacked_bytes
    for entry in entries:
        left -= _unpacked_size(data, entry, left)


def _unpacked_size(data: bytes, entry: zipfile.ZipInfo, left: int) -> int:
    """Unpack one part without keeping it and return its true size. Raise roster_too_large as soon as it passes `left`."""
    start = entry.header_offset
    if data[start : start + 4] != _ZIP or len(data) < start + 30:
        raise _not_a_workbook()
    name_length, extra_length = struct.unpack("<HH", data[start + 26 : start + 30])
    start += 30 + name_length + extra_length
    packed = memoryview(data)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        size = len(packed)
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        size = _inflated_size(packed, left)
    else:
        raise _not_a_workbook()
    if size > left:
        raise _too_large()
    return size


def _inflated_size(packed: memoryview, left: int) -> int:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    size = 0
    rest: bytes | memoryview = packed
    try:
        while rest and not inflater.eof and size <= left:
            size += len(inflater.decompress(rest, _CHUNK))
            rest = inflater.unconsumed_tail
    except zlib.error:
        raise _not_a_workbook() from None
    return size


def _ensure_not_encrypted(data: bytes) -> None:
    """Refuse an encrypted .xlsx (its container holds EncryptedPackage) and an encrypted .xls (record FILEPASS)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _encrypted()
    start = max(data.find(sign) for sign in _BIFF_STARTS)
    for _ in range(16):
        if start < 0 or start + 4 > len(data):
            return
        kind, length = struct.unpack_from("<HH", data, start)
        if kind == _FILEPASS:
            raise _encrypted()
        start += 4 + length


def _read_in_process(data: bytes, limits: Limits) -> list[Sheet]:
    numbers = (limits.memory_bytes, limits.seconds, limits.rows, limits.columns)
    command = [sys.executable, "-I", str(_SCRIPT), *map(str, numbers)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and script, with numbers only
            command, input=data, capture_output=True, timeout=limits.seconds * 3, check=False
        )
    except subprocess.TimeoutExpired:
        raise _too_large() from None
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise _too_large()
    if done.returncode:
        raise _encrypted() if b"PasswordError" in done.stderr else _not_a_workbook()
    answer: dict[str, Any] = json.loads(done.stdout)
    if "too_large" in answer:
        raise RosterRefusedError(
            "roster_too_large",
            f"工作表“{answer['too_large']}”超过{limits.rows}行或{limits.columns}列，请删去无关的行列，或分成几个文件。",
            f"The sheet has more than {limits.rows} rows or {limits.columns} columns; delete what is not needed.",
        )
    return [
        Sheet(
            sheet["name"],
            [[_cell(cell) for cell in row] for row in sheet["rows"]],
            tuple(Merge(top, left, bottom, right) for (top, left), (bottom, right) in sheet["merges"]),
        )
        for sheet in answer["sheets"]
    ]


def _cell(plain: Any) -> Cell:
    if isinstance(plain, dict):
        text = plain["date"]
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    cell: Cell = plain
    return cell


def _read_csv(data: bytes, name: str, limits: Limits) -> Sheet:
    if len(data) > limits.unpacked_bytes:
        raise _too_large()
    text = _decode(data)
    head = text[:4000].lstrip()
    if head[:1] in "<{" or head.startswith("%PDF") or re.search(r"[\x00-\x08\x0e-\x1f]", text):
        raise _not_a_workbook()
    first_lines = "\n".join(text.splitlines()[:30])
    delimiter = max(",\t;", key=first_lines.count)
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            rows.append([_csv_cell(cell) for cell in row])
            if len(rows) > limits.rows or len(row) > limits.columns:
                raise _too_large()
    except csv.Error:
        raise _not_a_workbook() from None
    return Sheet(name, rows)


def _decode(data: bytes) -> str:
    """Sniff the encoding: a byte order mark, then UTF-8, which GBK text hardly ever is by chance, then GB 18030."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _not_a_workbook()


def _csv_cell(text: str) -> Cell:
    """Undo what a CSV does to a cell.

    One leading apostrophe before = + - @ or another apostrophe is the mark of `export.py` for "this is text". A bare
    1986.1 is handed on as a number: a spreadsheet that saved 1986.10 as CSV wrote it that way.
    """
    if re.match(r"'[=+\-@']", text):
        return text[1:]
    if re.fullmatch(r"\s*(?:19|20)\d\d\.1\s*", text):
        return float(text)
    return text if text.strip() else None


def _not_a_workbook() -> RosterRefusedError:
    return RosterRefusedError(
        "roster_not_a_workbook",
        "这不是能读的表格文件。请用 WPS 或 Excel 打开后另存为 .xlsx,再上传。",
        "This is no spreadsheet that can be read. Open it in WPS or Excel, save it as .xlsx and upload that.",
    )


def _encrypted() -> RosterRefusedError:
    return RosterRefusedError(
        "roster_encrypted",
        "这个表格设了密码。请打开后取消密码，另存一份再上传。",
        "This workbook has a password. Open it, remove the password, save a copy and upload that.",
    )


def _too_large() -> RosterRefusedError:
    return RosterRefusedError(
        "roster_too_large",
        "这个文件太大或内容异常。请只保留花名册，另存一份再上传。",
        "This file is too large or built strangely. Keep the roster only, save a copy and upload that.",
    )
