"""Prints of the books, the packs for an inspection, and the blank sheets that come back on paper."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.db import new_id
from api.models.base import Fact, Operational, Sealed, references, sealed_column


class RegisterPrint(Fact):
    """One print of a book: of which period and cut, with what uncovered, for what purpose. 定稿 has a number."""

    __tablename__ = "register_prints"

    book: Mapped[str] = mapped_column(String(16))
    form: Mapped[str] = mapped_column(String(8))
    """pdf, xlsx or csv."""
    from_on: Mapped[date]
    to_on: Mapped[date]
    cut: Mapped[dict[str, Any]] = mapped_column()
    """{branch id: [epoch, number, instant]}: each branch's committed head when the rows were read."""
    filters: Mapped[dict[str, Any]] = mapped_column()
    """The filter by its codes, such as `{"who": "all"}`."""
    plain: Mapped[list[Any]] = mapped_column()
    """What stands uncovered: phones, id_numbers, words."""
    printed_by_id: Mapped[UUID] = mapped_column(references("accounts.id"))
    rows_hmac: Mapped[str] = mapped_column(String(64))
    row_digests: Mapped[str] = mapped_column(Text)
    """Eleven letters for each row in its order: which row differs, without a word of what it said."""
    row_count: Mapped[int]
    page_count: Mapped[int] = mapped_column(default=0)
    first_row: Mapped[int] = mapped_column(default=1)
    first_page: Mapped[int] = mapped_column(default=1)
    edition: Mapped[int | None] = mapped_column(default=None)
    """第几版 of a 定稿; null for a print that is kept by nobody."""
    continues_id: Mapped[UUID | None] = mapped_column(default=None)
    """续打: the print whose rows and pages this one goes on from."""
    attachment_id: Mapped[UUID | None] = mapped_column(default=None)
    """The file as it was handed out, encrypted in the vault; an ordinary print's goes after seven days."""
    sha256: Mapped[str] = mapped_column(String(64))
    code: Mapped[str] = mapped_column(String(16))
    """校验码: what stands at the foot of each page."""
    purpose_sealed: Mapped[str | None] = sealed_column("purpose")
    purpose = Sealed()

    @classmethod
    def further_table_args(cls) -> tuple[Any, ...]:
        """Find a print by its code, and the prints of a node's book, newest first."""
        return (
            Index("uq_register_prints_code", "code", unique=True),
            Index("ix_register_prints_book", "node_id", "book", "recorded_at"),
        )


class RegisterPack(Operational):
    """检查资料包: all books of a node for a period, made by a job and picked up later."""

    __tablename__ = "register_packs"
    __table_args__ = (Index("ix_register_packs_node", "organization_id", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"))
    account_id: Mapped[UUID] = mapped_column(references("accounts.id"))
    job_id: Mapped[UUID | None] = mapped_column(default=None)
    from_on: Mapped[date]
    to_on: Mapped[date]
    plain: Mapped[list[Any]] = mapped_column()
    purpose_sealed: Mapped[str | None] = mapped_column(Text, default=None)
    attachment_id: Mapped[UUID | None] = mapped_column(default=None)
    """The ZIP, encrypted in the vault; null until it is made."""
    sha256: Mapped[str | None] = mapped_column(String(64), default=None)
    size: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]


class PaperSheet(Operational):
    """A blank sheet with row codes for a branch without phones. A row's id follows from sheet and number."""

    __tablename__ = "paper_sheets"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(references("organizations.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(references("accounts.id"))
    book: Mapped[str] = mapped_column(String(16))
    """One of `api.registers.sheets`."""
    about: Mapped[str | None] = mapped_column(String(40), default=None)
    """What the whole sheet is for, where its book has such a thing: a round of screening, or the window of a feast."""
    code: Mapped[str] = mapped_column(String(8), unique=True)
    members: Mapped[list[Any]] = mapped_column()
    """Whom each row was printed for: a membership id, a list of them for one home, or null for a row that is wholly blank."""
    created_at: Mapped[datetime]
