"""Orders as the page sends them, and files read back as a person would see them."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import openpyxl
from pypdf import PdfReader

from api import clock
from tests.cast import World


def period() -> dict[str, str]:
    """Return the last year up to next month."""
    today = clock.today()
    return {"from_on": str(today - timedelta(days=365)), "to_on": str(today + timedelta(days=31))}


def rows(world: World, book: str, name: str = "周书兰", node: str = "青松村", **query: Any) -> Any:
    """Return what somebody sees of a book."""
    asked = {"organization_id": str(world.node(node)), **period(), **query}
    return world.as_(name).get(f"/registers/{book}/rows", query_string=asked)


def table(world: World, book: str, **query: Any) -> list[dict[str, str]]:
    """Return the rows of a book by their titles."""
    answer = rows(world, book, **query)
    assert answer.status_code == 200, answer.json
    titles = [column["title"] for column in answer.json["columns"]]
    return [dict(zip(titles, row["cells"], strict=True)) for row in answer.json["items"]]


def order(world: World, book: str, form: str = "pdf", node: str = "青松村", **more: Any) -> dict[str, Any]:
    """Return an order for a print."""
    return {
        "organization_id": str(world.node(node)),
        "book": book,
        "form": form,
        "purpose": "迎接检查",
        **period(),
        **more,
    }


def printed(world: World, book: str, form: str = "pdf", name: str = "周书兰", **more: Any) -> dict[str, Any]:
    """Let somebody print a book; return the print as it is listed."""
    answer = world.as_(name).post("/registers/prints", order(world, book, form, **more))
    assert answer.status_code == 201, answer.json
    kept = world.as_(name).get(f"/registers/prints/{answer.json['id']}")
    assert kept.status_code == 200, kept.json
    return dict(kept.json)


def file_of(world: World, print_id: str, name: str = "周书兰") -> bytes:
    """Return a print's file."""
    answer = world.as_(name).get(f"/registers/prints/{print_id}/file")
    assert answer.status_code == 200, answer.json
    return answer.data


def words_of(pdf: bytes) -> str:
    """Return all text of a PDF without blanks and line ends."""
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"[\s\u200b]", "", text)


def cells_of(xlsx: bytes) -> list[list[str]]:
    """Return the rows of a workbook from its header on."""
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx)).active
    assert sheet is not None
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(min_row=3, values_only=True)]


def lines_of(content: bytes) -> list[list[str]]:
    """Return the lines of a CSV file."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
