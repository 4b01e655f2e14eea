"""更正页: what a 定稿 says and what was corrected since, to be bound in behind it."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from api import clock
from api.models import RegisterPrint
from api.registers.cuts import read_cut
from api.registers.lines import node_name, whole
from api.registers.prints import as_of, asked_of, lines_of, spaced
from api.registers.verifying import Since, since_of
from api.registers.words import day
from api.registers.writing.glyphs import ensure_drawn
from api.registers.writing.pdf import breakable, typeset_signed

_COLUMNS = (
    ("原序号", 1.0),
    ("栏目", 1.8),
    ("原记载", 5.0),
    ("更正为", 5.0),
    ("依据", 3.0),
    ("更正人", 1.6),
    ("日期", 1.8),
)
_LETTERS_OF_A_SHARE = 80
"""So many letters in a column, for each share of the page that it has, make a row that may go on over the page."""


def list_corrections(session: Session, kept: RegisterPrint) -> Since:
    """Return what was corrected since a print."""
    asked = asked_of(session, kept)
    return since_of(session, kept, asked, lines_of(session, kept, asked))


def write_pages(session: Session, kept: RegisterPrint) -> bytes:
    """Return the 更正页 of a print as PDF. Raise `glyph_missing`."""
    asked = asked_of(session, kept)
    since = list_corrections(session, kept)
    rows = [
        [
            str(one.row),
            change.title,
            change.before or "（空）",
            change.after or "（空）",
            one.basis,
            one.by_name,
            one.on,
        ]
        for one in since.corrections
        for change in one.changes
    ]
    edition = f"定稿第{kept.edition}版" if kept.edition else f"{day(clock.day_of(kept.recorded_at))}打印"
    present = as_of(whole(asked, read_cut(session, kept.node_id)))
    beneath = f"{edition}（校验码 {spaced(kept.code)}，数据截至 {as_of(asked)}）之后的更正，截至 {present}"
    name = node_name(session, asked)
    ensure_drawn([*(cell for row in rows for cell in row), beneath, name])
    return set_rows(
        rows,
        {
            "title": asked.book.title,
            "node": name,
            "year": f"{asked.to_on.year}年",
            "beneath": beneath,
            "foot": f"更正页　原校验码 {spaced(kept.code)}",
        },
    )


def set_rows(rows: Sequence[Sequence[str]], face: Mapping[str, str]) -> bytes:
    """Return 更正页 with a row for each change. face: what stands around them."""
    return typeset_signed(
        "corrections",
        {
            **face,
            "signers": ["更正人", "审核人", "支部书记"],
            "size": 8,
            "titles": [title for title, _ in _COLUMNS],
            "widths": [width for _, width in _COLUMNS],
            "rows": [([breakable(cell, 16) for cell in row], _is_tall(row)) for row in rows],
        },
    )


def _is_tall(row: Sequence[str]) -> bool:
    return any(
        len(cell) > width * _LETTERS_OF_A_SHARE for cell, (_, width) in zip(row, _COLUMNS, strict=True)
    )
