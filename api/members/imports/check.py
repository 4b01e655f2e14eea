"""The dry run: read the workbook, compare it with what is known, keep the result. Nothing of the roster is written."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock, crypto
from api.access import nodes_below
from api.attachments import service as attachments
from api.attachments import vault
from api.errors import CATALOGUE
from api.jobs.lease import JobContext
from api.journal import in_transaction
from api.members.imports import rules
from api.members.imports.keep import refuse, seal_outcomes
from api.members.imports.settle import settle
from api.members.known import read_known
from api.members.roster.compare import KnownBranch, KnownMember, RowOutcome, compare, summarise
from api.members.roster.faults import RosterRefusedError
from api.members.roster.parse import ParsedRoster, parse_roster
from api.models import Attachment, Organization, OrganizationName, RosterImport, current

KIND = "roster.check"

_MOVES_ELSEWHERE = (
    "moves_elsewhere",
    "此人登记在另一个支部。名册不能转支部，请先办理转支部。",
    "This member is registered in another branch; please move the member there first.",
)
_RETURNS_ELSEWHERE = (
    "returns_elsewhere",
    "系统里此人正在外出，名册说没有外出。请先办理返乡报告，再导入。",
    "This member is away on record, and the roster says otherwise; please record the return first.",
)


def check_roster(context: JobContext) -> dict[str, Any]:
    """Make the dry run of an import."""
    if context.subject_id is None:
        raise ValueError("a roster job has an import")
    import_id = context.subject_id
    with context.database.reading() as session:
        kept = session.get_one(RosterImport, import_id)
        attachment = session.get_one(Attachment, kept.attachment_id)
        content = vault.fetch(context.config.files, attachment.id, attachment.sha256)
        name = attachments.name_of(attachment) or "roster"
    try:
        parsed = parse_roster(content, name, clock.today())
    except RosterRefusedError as refused:
        code = refused.code if refused.code in CATALOGUE else "roster_not_a_workbook"
        in_transaction(context.database, lambda s: _end(context, s, import_id, "failed", problem_code=code))
        return {}
    context.progress(1, 3)
    with context.database.reading() as session:
        branches = _branches(session, kept.organization_id)
        # The heads come first: what is written after them makes the dry run stale, never unnoticed.
        base = rules.heads_of(session, [branch.id for branch in branches])
        known = read_known(session, kept.organization_id)
    context.progress(2, 3)
    outcomes = _compare(parsed, known, branches, kept.organization_id)
    sealed = seal_outcomes(import_id, outcomes)
    summary = {
        "counts": summarise(outcomes),
        "sheet": parsed.sheet,
        "ignored": [column.title for column in parsed.ignored_columns],
        "other_sheets": list(parsed.other_sheets),
    }
    in_transaction(
        context.database,
        lambda s: _end(context, s, import_id, "checked", rows_sealed=sealed, summary=summary, base=base),
    )
    return {}


def _end(context: JobContext, session: Session, import_id: UUID, state: str, **values: Any) -> None:
    kept = session.get_one(RosterImport, import_id)
    kept.state = state
    for name, value in values.items():
        setattr(kept, name, value)
    context.finish(session)


def _compare(
    parsed: ParsedRoster, known: list[KnownMember], branches: list[KnownBranch], organization_id: UUID
) -> list[RowOutcome]:
    settled = replace(parsed, rows=tuple(settle(row) for row in parsed.rows))
    default = organization_id if any(branch.id == organization_id for branch in branches) else None
    outcomes = compare(settled, known, branches, index_of=crypto.keys().index_of, default_branch_id=default)
    return [_leave_to_people(outcome, parsed) for outcome in outcomes]


def _leave_to_people(outcome: RowOutcome, parsed: ParsedRoster) -> RowOutcome:
    """Refuse what a roster must not do by itself: move somebody to another branch, or end an absence."""
    changed = {change.field for change in outcome.changes}
    if outcome.outcome != "change" or outcome.row is None:
        return outcome
    if "branch_name" in changed:
        return refuse(
            outcome, parsed.cell_of("branch_name", outcome.number), "branch_name", *_MOVES_ELSEWHERE
        )
    if "floating" in changed and outcome.row.floating is False:
        return refuse(outcome, parsed.cell_of("floating", outcome.number), "floating", *_RETURNS_ELSEWHERE)
    return outcome


def _branches(session: Session, organization_id: UUID) -> list[KnownBranch]:
    found = session.scalars(
        select(Organization).where(
            Organization.id.in_(nodes_below([organization_id])),
            Organization.kind == "branch",
            Organization.ended_on.is_(None),
        )
    ).all()
    names: dict[UUID, list[str]] = {}
    for dated in session.scalars(
        current(OrganizationName).where(OrganizationName.organization_id.in_([node.id for node in found]))
    ):
        names.setdefault(dated.organization_id, []).append(dated.name)
    return [KnownBranch(node.id, node.name, node.short_name, tuple(names.get(node.id, ()))) for node in found]
