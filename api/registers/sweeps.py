"""Let go of kept files that still show what was erased since: the prints themselves stay, and are set again without it."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.config import Config
from api.db import Database
from api.journal import in_transaction
from api.models import Attachment, JournalEntry, RegisterPack, RegisterPrint
from api.registers.cuts import cut_of_json
from api.registers.lines import digests_of
from api.registers.prints import lines_of


def sweep_erased(config: Config, database: Database) -> None:
    """Remove each kept file of a print whose rows say 已删除 by now, and packs that are older than an erasure."""
    with database.reading() as session:
        gone = [*_prints(session), *_packs(session)]
    if gone:
        in_transaction(
            database, lambda session: session.execute(delete(Attachment).where(Attachment.id.in_(gone)))
        )


def _prints(session: Session) -> list[object]:
    last = dict(
        session.execute(
            select(JournalEntry.node_id, JournalEntry.at)
            .where(JournalEntry.kind == "member.erased")
            .order_by(JournalEntry.at)
        ).all()
    )
    kept = session.scalars(
        select(RegisterPrint).join(Attachment, Attachment.id == RegisterPrint.attachment_id)
    ).all()
    return [
        one.attachment_id
        for one in kept
        if any(branch in last and last[branch] > head.at for branch, head in cut_of_json(one.cut).items())
        and "".join(digests_of(lines_of(session, one))) != one.row_digests
    ]


def _packs(session: Session) -> list[object]:
    newest = session.scalar(
        select(JournalEntry.at)
        .where(JournalEntry.kind == "member.erased")
        .order_by(JournalEntry.at.desc())
        .limit(1)
    )
    if newest is None:
        return []
    found = select(RegisterPack.attachment_id).where(
        RegisterPack.attachment_id.is_not(None), RegisterPack.created_at < newest
    )
    return list(session.scalars(found))
