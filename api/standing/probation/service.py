"""What can be recorded of a probation. 转正 and 取消 change the membership in the same transaction, nothing else does."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.errors import Refusal
from api.journal import Outcome, record
from api.members.leaving import leave
from api.members.service import confirm_full, lock_member, return_to_probation
from api.models import Fact, Master, Membership, ProbationStep
from api.standing.months import add_months
from api.standing.probation import rules
from api.standing.probation.steps import Step, Taken, ensure_fits, find_day, find_end, find_next, find_start

_SHOWN = ("id", "step", "on_date", "months", "full_from_on", "meeting", "basis")


def read_probation(session: Session, membership: Membership) -> dict[str, Any]:
    """Return a member's probation with its steps, oldest first, and what comes next."""
    steps = rules.visible_steps(session, membership.id)
    taken = rules.taken_from(steps)
    joined_on = rules.start_from_joining(membership)
    is_on = membership.kind == "probationary" and membership.to_on is None
    start = find_start(taken, joined_on) if is_on or taken else None
    terms = rules.read_terms(session, membership, clock.today())
    end = find_end(start, taken, terms)
    passed_on = find_day(taken, Step.PASSED)
    return {
        "member_id": membership.id,
        "on_probation": is_on,
        "started_on": start,
        "start_from_joining": start is not None and find_day(taken, Step.ACCEPTED) is None,
        "ends_on": end,
        "approval_due_on": add_months(passed_on, terms.approval_months) if passed_on else None,
        "next_step": find_next(taken, start) if is_on else None,
        "steps": [{name: getattr(step, name) for name in _SHOWN} for step in steps],
    }


def take_step(session: Session, actor: Actor, membership_id: UUID, data: dict[str, Any]) -> Outcome:
    """Record a step. An approval makes the member 正式 from the day the probation was over; 取消 is leaving.

    Raise `not_on_probation`, `basis_missing`, or what says that the step does not follow those on record.
    """
    person, membership = lock_member(session, membership_id)
    if membership.kind != "probationary":
        raise Refusal("not_on_probation")
    step = Step(data["step"])
    rules.ensure_grounds(step, data["meeting"], data["basis"])
    today = clock.today()
    taken = rules.taken_from(rules.visible_steps(session, membership_id))
    terms, joined_on = rules.read_terms(session, membership, today), rules.start_from_joining(membership)
    ensure_fits(
        Taken(step, data["on_date"], data["months"]), data["full_from_on"], taken, joined_on, terms, today
    )
    fact = ProbationStep(
        membership_id=membership_id,
        step=step.value,
        on_date=data["on_date"],
        months=data["months"] if step is Step.EXTENDED else None,
        meeting=data["meeting"],
        basis=data["basis"],
    )
    writes: list[Fact | Master] = [fact]
    if step is Step.APPROVED:
        end = find_end(find_start(taken, joined_on), taken, terms)
        fact.full_from_on = data["full_from_on"] or end or data["on_date"]
        writes += confirm_full(person, membership, fact.full_from_on)
    elif step is Step.CANCELLED:
        leave(session, actor, membership_id, "probation_cancelled", data["on_date"], data["basis"])
    entry = _record(session, actor, fact, membership, f"probation.{step.value}", writes)
    return Outcome(fact.id, step.value, entry)


def correct_step(session: Session, actor: Actor, step_id: UUID, changes: dict[str, Any]) -> Outcome:
    """Correct a step or take it back, with the basis.

    An approval can be taken back: the member is 预备 again. Until then the steps before it stay, and so does what ended
    the membership.
    """
    if not changes["basis"]:
        raise Refusal("basis_missing", errors={"basis": ["请写明依据。"]})
    membership_id = rules.get_visible(session, actor, step_id).membership_id
    _, membership = lock_member(session, membership_id)
    steps = rules.visible_steps(session, membership_id)
    present = next((step for step in steps if step.id == step_id), None)
    if present is None:
        raise Refusal("not_found")
    corrected = present.corrected(**changes)
    writes: list[Fact | Master] = [corrected]
    if membership.kind != "probationary":
        if membership.to_on is not None or not corrected.withdrawn or present.step != Step.APPROVED:
            raise Refusal("not_on_probation")
        writes += return_to_probation(membership)
    joined_on = rules.start_from_joining(membership)
    terms = rules.read_terms(session, membership, clock.today())
    kept = [step for step in steps if step.id != step_id] + ([] if corrected.withdrawn else [corrected])
    _ensure_all_fit(kept, joined_on, terms)
    entry = _record(session, actor, corrected, membership, "probation.corrected", writes)
    return Outcome(step_id, "withdrawn" if corrected.withdrawn else "corrected", entry)


_ORDER = (Step.ACCEPTED, Step.REQUESTED, Step.EXTENDED, Step.PASSED, Step.APPROVED)


def _ensure_all_fit(steps: list[ProbationStep], joined_on: date | None, terms: Any) -> None:
    """Take the steps once more in their order; a correction must leave none that could not have been taken."""
    before: list[Taken] = []
    for one in sorted(rules.taken_from(steps), key=lambda step: (_ORDER.index(step.step), step.on)):
        ensure_fits(one, None, before, joined_on, terms, clock.today())
        before.append(one)


def _record(
    session: Session,
    actor: Actor,
    fact: ProbationStep,
    membership: Membership,
    kind: str,
    writes: list[Any],
) -> Any:
    return record(
        session,
        node_id=membership.organization_id,
        kind=kind,
        actor=actor,
        subjects={
            "probation_step": fact.id,
            "membership": membership.id,
            "person": membership.person_id,
        },
        facts={"step": fact.step, "on": fact.on_date.isoformat()},
        writes=writes,
    )
