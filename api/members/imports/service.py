"""Begin an import, confirm it, and show how far it is."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.attachments import service as attachments
from api.db import new_id
from api.errors import CATALOGUE, Refusal
from api.jobs import service as jobs
from api.journal import Outcome, record
from api.members.imports import check, rules, write
from api.models import Attachment, Job, RosterImport


def begin(session: Session, actor: Actor, organization_id: UUID, attachment_id: UUID) -> Outcome:
    """Begin an import of a file that has arrived: a job makes the dry run. Raise `attachment_missing`."""
    attachments.mark_referenced(session, actor, attachment_id)
    if actor.account_id is None:
        raise Refusal("forbidden")
    kept = RosterImport(
        id=new_id(),
        organization_id=organization_id,
        attachment_id=attachment_id,
        account_id=actor.account_id,
        state="checking",
        created_at=clock.now(),
        job_id=None,
    )
    session.add(kept)
    kept.job_id = jobs.enqueue(session, check.KIND, organization_id, actor.account_id, kept.id).id
    entry = record(
        session,
        node_id=organization_id,
        kind="roster.uploaded",
        actor=actor,
        subjects={"import": kept.id},
    )
    return Outcome(kept.id, "checking", entry)


def confirm(session: Session, actor: Actor, import_id: UUID) -> Outcome:
    """Confirm a dry run: a job writes it. Raise `roster_not_checked`, or `roster_stale` where data changed since."""
    kept = rules.get_visible(session, actor, import_id)
    session.refresh(kept, with_for_update=True)
    if kept.state == "stale":
        raise Refusal("roster_stale")
    if kept.state != "checked":
        raise Refusal("roster_not_checked")
    rules.ensure_still_so(session, kept.base)
    kept.state = "confirming"
    kept.job_id = jobs.enqueue(session, write.KIND, kept.organization_id, actor.account_id, kept.id).id
    entry = record(
        session,
        node_id=kept.organization_id,
        kind="roster.confirmed",
        actor=actor,
        subjects={"import": kept.id},
        facts=kept.summary["counts"],
    )
    return Outcome(kept.id, "confirming", entry)


def show(session: Session, actor: Actor, import_id: UUID, language: str) -> dict[str, Any]:
    """Return how far an import is."""
    kept = rules.get_visible(session, actor, import_id)
    job = session.get(Job, kept.job_id) if kept.job_id else None
    state, problem = kept.state, kept.problem_code
    if job is not None and job.state in {"failed", "cancelled"} and state in {"checking", "confirming"}:
        state, problem = "failed", job.problem_code or "internal_error"
    sentence = CATALOGUE[problem] if problem else None
    return {
        "id": kept.id,
        "organization_id": kept.organization_id,
        "file_name": attachments.name_of(session.get_one(Attachment, kept.attachment_id)),
        "state": state,
        "created_at": kept.created_at,
        "progress": {"done": job.done if job else 0, "total": job.total if job else 0},
        "summary": kept.summary.get("counts"),
        "problem": {"code": problem, "sentence": sentence.en if language == "en" else sentence.zh}
        if sentence
        else None,
        "sheet": kept.summary.get("sheet"),
        "ignored_columns": kept.summary.get("ignored", []),
        "other_sheets": kept.summary.get("other_sheets", []),
    }
