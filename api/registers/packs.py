"""检查资料包: all books of a node for a period, made by a job branch after branch and picked up later."""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock, crypto
from api.access import Actor, read_actor
from api.attachments import service as attachments
from api.attachments import vault
from api.db import new_id
from api.errors import Refusal
from api.jobs import service as jobs
from api.jobs.lease import JobContext
from api.journal import Outcome, in_transaction, record
from api.members.readings import note_reading
from api.models import Job, Organization, RegisterPack
from api.registers import prints, rules, summary
from api.registers.books import BOOKS
from api.registers.columns import Column
from api.registers.cuts import Cut, read_cut
from api.registers.lines import Asked, ask, digests_of, read_lines, uncovers
from api.registers.words import day
from api.registers.writing.beside import Work, set_beside
from api.registers.writing.pdf import Made, Sheet, write_pdf

KIND = "registers.pack"

_INDEX = ("支部", "册名", "条数", "页数", "校验码", "文件")


@dataclass(frozen=True)
class _Book:
    """One book of the pack: its print, lacking what only its set pages tell, and its workbook."""

    order: prints.Order
    folder: str
    name: str
    code: str
    digests: list[str]
    person_ids: frozenset[UUID]
    workbook: bytes

    def print_of(self, pdf: Made) -> prints.Printed:
        """Return the print as it is recorded; the ZIP holds the file, and its digest is all that is needed here."""
        return prints.Printed(
            order=self.order,
            id=new_id(),
            code=self.code,
            content=b"",
            name=self.name,
            digests=self.digests,
            person_ids=self.person_ids,
            page_count=pdf.page_count,
            first_row=1,
            first_page=1,
            attachment_id=None,
            digest=hashlib.sha256(pdf.content).hexdigest(),
        )

    def index_line(self, pdf: Made) -> list[str]:
        """Return the book's line of the index."""
        return [
            self.folder.rstrip("/")[2:],
            self.order.asked.book.title,
            str(len(self.digests)),
            str(pdf.page_count),
            prints.spaced(self.code),
            f"{self.name}.pdf",
        ]


def order(session: Session, actor: Actor, data: Mapping[str, Any]) -> Outcome:
    """Order a pack: a job makes it. The entry says of what, uncovered how far."""
    node_id = data["organization_id"]
    rules.ensure_period(data["from_on"], data["to_on"])
    plain = rules.plain_on_paper(
        session, actor, node_id, phones=data["phones"], id_numbers=data["id_numbers"]
    )
    rules.ensure_may_print(session, actor, node_id, plain)
    if actor.account_id is None:
        raise Refusal("forbidden")
    pack_id = new_id()
    pack = RegisterPack(
        id=pack_id,
        organization_id=node_id,
        account_id=actor.account_id,
        from_on=data["from_on"],
        to_on=data["to_on"],
        plain=sorted(plain),
        purpose_sealed=crypto.keys().seal(data["purpose"], pack_id, "purpose"),
        created_at=clock.now(),
        job_id=None,
    )
    session.add(pack)
    pack.job_id = jobs.enqueue(session, KIND, node_id, actor.account_id, pack_id).id
    entry = record(
        session,
        node_id=node_id,
        kind="register.pack_ordered",
        actor=actor,
        subjects={"register_pack": pack_id},
        facts={"from": str(data["from_on"]), "to": str(data["to_on"]), "plain": pack.plain},
    )
    return Outcome(pack_id, "waiting", entry)


def make_pack(context: JobContext) -> None:
    """Make the ZIP. The pages of some books are set while the next are read; being told to stop is noticed soon."""
    with context.database.reading() as session:
        pack = session.get_one(RegisterPack, context.subject_id)
        actor = read_actor(session, pack.account_id)
        if actor is None:
            raise Refusal("forbidden")
        # Whoever lost the right meanwhile gets nothing.
        rules.ensure_may_print(session, actor, pack.organization_id, frozenset(pack.plain))
        node = session.get_one(Organization, pack.organization_id)
        cut = read_cut(session, pack.organization_id)
        purpose = crypto.keys().open(pack.purpose_sealed or "", pack.id, "purpose")
        out = io.BytesIO()
        made: list[prints.Printed] = []
        total = len(cut) * len(BOOKS)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            index = []
            books = _read_books(session, actor, pack, cut, purpose)
            with closing(set_beside(books, lambda: context.progress(len(made), total))) as finished:
                context.progress(0, total)
                for book, pdf in finished:
                    archive.writestr(f"{book.name}.pdf", pdf.content)
                    archive.writestr(f"{book.name}.xlsx", book.workbook)
                    made.append(book.print_of(pdf))
                    index.append(book.index_line(pdf))
                    context.progress(len(made), total)
            _write_index(archive, pack, node, index)
            if node.kind != "branch":
                page = summary.summarise(session, actor, node.id, min(pack.to_on, clock.today()))
                archive.writestr("01一页汇总.pdf", summary.write_page(page))
    content = out.getvalue()
    out.close()
    sent = attachments.Sent(
        content,
        hashlib.sha256(content).hexdigest(),
        prints.MEDIA_TYPES["zip"],
        f"{node.short_name}检查资料包{pack.from_on:%Y%m%d}-{pack.to_on:%Y%m%d}.zip",
    )
    attachment_id = new_id()
    vault.keep(context.config.files, attachment_id, sent.sha256, content)

    def finish(session: Session) -> None:
        context.hold(session)
        attachments.enter_made(session, pack.account_id, attachment_id, sent, referenced=False)
        kept = session.get_one(RegisterPack, pack.id)
        kept.attachment_id, kept.sha256, kept.size = attachment_id, sent.sha256, len(content)
        for one in made:
            prints.keep(session, actor, one, alone=False)
        _note_readings(session, actor, pack, made)
        context.finish(session, {"pack_id": str(pack.id), "size": len(content), "books": len(made)})

    in_transaction(context.database, finish)


def _questions(session: Session, pack: RegisterPack, cut: Cut) -> Iterator[tuple[str, Asked]]:
    names = dict(
        session.execute(
            select(Organization.id, Organization.short_name).where(Organization.id.in_(list(cut)))
        ).all()
    )
    for number, (branch_id, head) in enumerate(cut.items(), 1):
        folder = f"{number + 1:02d}{names[branch_id]}/"
        for key in BOOKS:
            yield (
                folder,
                ask(
                    session,
                    key,
                    branch_id,
                    from_on=pack.from_on,
                    to_on=pack.to_on,
                    cut={branch_id: head},
                    plain=frozenset(pack.plain),
                ),
            )


def _read_books(
    session: Session, actor: Actor, pack: RegisterPack, cut: Cut, purpose: str
) -> Iterator[tuple[_Book, Work]]:
    """Yield each book as read, with what is left to be done for its pages."""
    by = prints.session_name(session, actor)
    for folder, asked in _questions(session, pack, cut):
        # In a function of its own, so that nothing of a book lies about while the next is read.
        yield _read_book(session, asked, folder, prints.Face(prints.new_code(), None, purpose, by))


def _read_book(session: Session, asked: Asked, folder: str, face: prints.Face) -> tuple[_Book, Work]:
    lines = list(read_lines(session, asked))
    rows = [line.cells for line in lines]
    people = frozenset(person for line in lines for person in line.person_ids)
    book = _Book(
        order=prints.Order(asked, "pdf", face.purpose),
        folder=folder,
        name=f"{folder}{list(BOOKS).index(asked.book.key) + 1}{asked.book.title}",
        code=face.code,
        digests=digests_of(lines),
        person_ids=people if prints.shows_numbers(asked) else frozenset(),
        workbook=prints.write_workbook(session, asked, rows, face),
    )
    return book, partial(write_pdf, prints.sheet_of(session, asked, face), rows)


def _write_index(
    archive: zipfile.ZipFile, pack: RegisterPack, node: Organization, rows: list[list[str]]
) -> None:
    columns = [Column(title, lambda _: "", 3.0 if title == "文件" else 1.5) for title in _INDEX]
    sheet = Sheet(
        title="检查资料包目录",
        node=node.name,
        year=f"{day(pack.from_on)}至{day(pack.to_on)}",
        titles=["序号", *_INDEX],
        columns=columns,
        about=[],
        foot=f"数据截至各册所注　{day(clock.today())}生成",
        signers=("填表人", "审核人"),
        cover=False,
    )
    archive.writestr("00目录.pdf", write_pdf(sheet, rows).content)


def _note_readings(session: Session, actor: Actor, pack: RegisterPack, made: list[prints.Printed]) -> None:
    """Note one Reading of each person, whatever number of books they stand in."""
    people = {person for one in made for person in one.person_ids}
    if not people:
        return
    fields = sorted({name for one in made for name in uncovers(one.order.asked)})
    role = rules.role_that_reveals(session, actor, pack.organization_id)
    note_reading(session, actor, sorted(people), role, "print", fields)


def list_packs(session: Session, actor: Actor, node_id: UUID) -> list[dict[str, Any]]:
    """Return the newest packs of a node."""
    rules.ensure_may_print(session, actor, node_id, frozenset())
    statement = rules.packs_visible_to(actor).where(RegisterPack.organization_id == node_id)
    packs = session.scalars(statement.order_by(RegisterPack.created_at.desc()).limit(20)).all()
    return [show_pack(session, pack) for pack in packs]


def show_pack(session: Session, pack: RegisterPack) -> dict[str, Any]:
    """Return how far a pack is."""
    job = session.get(Job, pack.job_id) if pack.job_id else None
    return {
        "id": pack.id,
        "organization_id": pack.organization_id,
        "from_on": pack.from_on,
        "to_on": pack.to_on,
        "plain": pack.plain,
        "state": job.state if job else "failed",
        "done": job.done if job else 0,
        "total": job.total if job else 0,
        "size": pack.size,
        "created_at": pack.created_at,
    }


def cancel(session: Session, actor: Actor, pack_id: UUID) -> dict[str, Any]:
    """Let a pack not be made, or stop making it. Raise `job_finished` where it is too late."""
    pack = rules.get_pack(session, actor, pack_id)
    if pack.job_id is None:
        raise Refusal("job_finished")
    jobs.cancel(session, pack.job_id)
    return show_pack(session, pack)


def read_file(session: Session, files: Path, actor: Actor, pack_id: UUID) -> tuple[bytes, str]:
    """Return a pack's ZIP and its name. Raise `pack_not_ready`, or `pack_gone` after its seven days."""
    pack = rules.get_pack(session, actor, pack_id)
    rules.ensure_may_have_file(session, actor, pack)
    if pack.attachment_id is None:
        raise Refusal("pack_not_ready")
    content = attachments.load_made(session, files, pack.attachment_id)
    if content is None:
        raise Refusal("pack_gone")
    node = session.get_one(Organization, pack.organization_id)
    return content, f"{node.short_name}检查资料包{pack.from_on:%Y%m%d}-{pack.to_on:%Y%m%d}.zip"
