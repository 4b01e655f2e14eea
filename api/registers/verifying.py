"""Check a print by its code: the same, corrected since, different by an erasure, or different (GET /registers/verify)."""

import hmac
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import Actor
from api.errors import Refusal
from api.models import JournalEntry, JournalSubject, Organization, RegisterPrint
from api.registers import rules
from api.registers.bases import find_change, say_basis
from api.registers.columns import WORDS
from api.registers.cuts import cut_of_json, read_cut
from api.registers.known import Known
from api.registers.lines import Asked, Line, digests_of, split, whole, whole_digest
from api.registers.prints import asked_of, lines_of
from api.registers.words import day_of


@dataclass(frozen=True)
class Change:
    """One cell that a later correction changed: 原记载, 更正为."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Correction:
    """更正: one row of a print that reads otherwise today, with who changed it, when and on what basis."""

    row: int
    key: str
    changes: tuple[Change, ...]
    by_name: str
    on: str
    basis: str
    removed: bool = False


@dataclass
class Since:
    """What happened to a print's rows after its cut."""

    corrections: list[Correction] = field(default_factory=list)
    added: int = 0


def verify(session: Session, actor: Actor, code: str) -> dict[str, Any]:
    """Say how a print stands to what is recorded. Raise `not_found` where no print in reach has this code."""
    bare = "".join(letter for letter in code.upper() if letter.isalnum())
    kept = session.scalar(rules.prints_visible_to(actor).where(RegisterPrint.code == bare))
    if kept is None:
        raise Refusal("not_found")
    return judge(session, kept)


def judge(session: Session, kept: RegisterPrint) -> dict[str, Any]:
    """Read a print's rows again at its own cut and at today's, and compare."""
    asked = asked_of(session, kept)
    then = lines_of(session, kept, asked)
    differing = _differing(kept, asked, then)
    erased = [line for line in differing if line.erased]
    intact = len(then) == len(split(kept.row_digests)) and len(erased) == len(differing)
    since = since_of(session, kept, asked, then) if intact else Since()
    state = (
        "differs"
        if not intact
        else "differs_by_erasure"
        if differing
        else "corrected"
        if since.corrections
        else "same"
    )
    return {
        "print": kept,
        "state": state,
        "corrections": len(since.corrections),
        "added": since.added,
        "erasures": erasures_of(session, kept, erased),
    }


def _differing(kept: RegisterPrint, asked: Asked, then: list[Line]) -> list[Line]:
    digests = digests_of(then)
    if hmac.compare_digest(whole_digest(asked, digests), kept.rows_hmac):
        return []
    pairs = zip(then, digests, split(kept.row_digests), strict=False)
    found = [line for line, now, printed in pairs if not hmac.compare_digest(now, printed)]
    # The rows agree and the whole does not: what was asked for was altered.
    return found or then


def erasures_of(session: Session, kept: RegisterPrint, erased: list[Line]) -> list[dict[str, Any]]:
    """Return the entries 已依申请删除 after the cut that speak of these rows' people, or else of the branch."""
    if not erased:
        return []
    cut = cut_of_json(kept.cut)
    people = {person for line in erased for person in line.person_ids}
    found = session.execute(
        select(JournalEntry.node_id, JournalEntry.number, JournalEntry.at, JournalSubject.subject_id)
        .join(
            JournalSubject,
            (JournalSubject.node_id == JournalEntry.node_id)
            & (JournalSubject.epoch == JournalEntry.epoch)
            & (JournalSubject.number == JournalEntry.number),
        )
        .where(JournalEntry.kind == "member.erased", JournalEntry.node_id.in_(list(cut)))
        .order_by(JournalEntry.at)
    ).all()
    later = [row for row in found if row.at > cut[row.node_id].at]
    named = [row for row in later if row.subject_id in people] or later
    numbers = {(row.node_id, row.number): row.at for row in named}
    return [{"organization_id": node, "number": number, "at": at} for (node, number), at in numbers.items()]


def since_of(session: Session, kept: RegisterPrint, asked: Asked, then: list[Line]) -> Since:
    """Compare a print's rows with those of today: what was corrected, taken back, or came late."""
    today = whole(asked, read_cut(session, kept.node_id))
    now = {line.key: line for line in lines_of(session, kept, today)}
    since = Since(added=len(now.keys() - {line.key for line in then}))
    titles = asked.titles[1:]
    for number, line in enumerate(then, kept.first_row):
        present = now.get(line.key)
        if line.erased or (present is not None and (present.erased or present.cells == line.cells)):
            continue
        changes = tuple(
            Change(title, before, after)
            for title, before, after in zip(
                titles, line.cells, present.cells if present else (), strict=False
            )
            if before != after
        )
        since.corrections.append(
            Correction(
                row=number,
                key=line.key,
                changes=changes or (Change("整行", "；".join(filter(None, line.cells)), "不再列入本册"),),
                removed=present is None,
                **_who_changed(session, kept, line),
            )
        )
    return since


def _who_changed(session: Session, kept: RegisterPrint, line: Line) -> dict[str, str]:
    """Say who changed what lies behind a row after the cut, when, and on what basis."""
    found = find_change(session, line, cut_of_json(kept.cut)[line.branch_id].at)
    if found is None:
        return {"by_name": "", "on": "", "basis": ""}
    known = Known(session, line.branch_id, found.at, kept.from_on, kept.to_on)
    return {
        "by_name": known.account_name(found.actor_id),
        "on": day_of(found.at),
        "basis": say_basis(session, found, line, in_words=WORDS in kept.plain),
    }


def branch_names(session: Session, node_ids: list[Any]) -> dict[Any, str]:
    """Return the short names of nodes."""
    rows = session.execute(
        select(Organization.id, Organization.short_name).where(Organization.id.in_(node_ids))
    )
    return {row.id: row.short_name for row in rows}
