"""The main branch's yearly books: printed and kept as 定稿 in January, and put right twice since."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from api.contacts import service as contacts
from api.demo.acts import Act, Ids, moment
from api.demo.organizations import GUIHUAPING
from api.demo.staff import SECRETARY
from api.models import Contact, current
from api.registers import prints

BOOKS = ("contacts", "reports")
PURPOSE = "年度归档"

_PUT_RIGHT: tuple[tuple[str, dict[str, str]], ...] = (
    ("tian-xiaoqin", {"note": "换到质检班，不上夜班了。问村里路修得怎么样了。"}),
    ("tan-zhiyuan", {"note": "升了班组长，带六个人。过年想早点回来看父亲。"}),
)
"""Members of whose first conversation of that spring more came to light."""
_DAYS_UNTIL_PUT_RIGHT = 24


def tell_editions(ids: Ids, files: Path, today: date) -> Iterator[Act]:
    """Tell how the books of the last year that is long enough over were kept, and what was put right later."""
    printed_on = date(today.year, 1, 12)
    if printed_on + timedelta(days=_DAYS_UNTIL_PUT_RIGHT) >= today:
        printed_on = date(today.year - 1, 1, 12)
    year = printed_on.year - 1
    for number, book in enumerate(BOOKS):
        yield Act(
            moment(printed_on, 9, 10 + number), partial(_print, ids=ids, files=files, book=book, year=year)
        )
    put_right_on = printed_on + timedelta(days=_DAYS_UNTIL_PUT_RIGHT)
    for number, (key, changes) in enumerate(_PUT_RIGHT):
        work = partial(_put_right, ids=ids, year=year, key=key, changes=changes)
        yield Act(moment(put_right_on, 10, 5 + number), work)


def _print(session: Session, ids: Ids, files: Path, book: str, year: int) -> None:
    secretary = ids.actor(session, SECRETARY)
    asked = {
        "organization_id": ids.nodes[GUIHUAPING],
        "book": book,
        "form": "pdf",
        "from_on": date(year, 1, 1),
        "to_on": date(year, 12, 31),
        "known_at": None,
        "filters": {},
        "purpose": PURPOSE,
        "phones": None,
        "id_numbers": False,
        "edition": True,
        "continues_id": None,
    }
    made = prints.make(session, secretary, prints.order_of(session, secretary, asked))
    prints.put_away(files, made)
    prints.keep(session, secretary, made)


def _put_right(session: Session, ids: Ids, year: int, key: str, changes: dict[str, str]) -> None:
    """Put right what was noted down of a conversation in the spring."""
    found = session.scalars(
        current(Contact)
        .where(
            Contact.membership_id == ids.memberships[key],
            Contact.with_whom == "self",
            Contact.outcome == "reached",
            Contact.happened_on >= date(year, 3, 1),
            Contact.happened_on <= date(year, 12, 31),
        )
        .order_by(Contact.happened_on, Contact.id)
        .limit(1)
    ).one()
    contacts.correct(session, ids.actor(session, SECRETARY), found.id, found.revision, dict(changes))
