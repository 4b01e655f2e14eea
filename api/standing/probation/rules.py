"""What is on record of a probation, and who may decide on it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, within_reach
from api.errors import Refusal
from api.models import Membership, ProbationStep, current
from api.settings.values import value_on
from api.standing.probation.steps import DECISIONS, OF_A_MEETING, Step, Taken, Terms


def visible_steps(session: Session, membership_id: UUID) -> list[ProbationStep]:
    """Return the steps that are on record, oldest first."""
    return list(
        session.scalars(
            current(ProbationStep)
            .where(ProbationStep.membership_id == membership_id, ProbationStep.withdrawn.is_(False))
            .order_by(ProbationStep.on_date, ProbationStep.recorded_at, ProbationStep.id)
        )
    )


def get_visible(session: Session, actor: Actor, step_id: UUID) -> ProbationStep:
    """Return a step. Raise `not_found` where the actor may not see it or it is not there."""
    seen = within_reach(actor, "standing.read", ProbationStep.node_id, ProbationStep.membership_id)
    found = session.scalar(
        current(ProbationStep).where(ProbationStep.id == step_id, ProbationStep.withdrawn.is_(False), seen)
    )
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_decide(session: Session, actor: Actor, step_id: UUID) -> None:
    """Raise unless the actor decides at the branch that recorded this, and about somebody else."""
    step = get_visible(session, actor, step_id)
    ensure_reaches(session, actor, "standing.decide", step.node_id)
    if step.membership_id == actor.membership_id:
        raise Refusal("own_decision")


def taken_from(steps: Sequence[ProbationStep]) -> list[Taken]:
    """Return the steps as the order of steps reads them."""
    return [Taken(Step(step.step), step.on_date, step.months) for step in steps]


def start_from_joining(membership: Membership) -> date | None:
    """Return 入党时间 where it is known to the day: it is the day of the meeting that took the member in."""
    joined = membership.joined_on
    return date.fromisoformat(joined) if joined and len(joined) == 10 else None


def read_terms(session: Session, membership: Membership, on: date) -> Terms:
    """Return how long a probation lasts for this member, as the place has set it."""

    def told(key: str) -> int:
        return int(value_on(session, key, membership.organization_id, on, membership.id))

    return Terms(
        told("probation_months"),
        told("probation_extension_least_months"),
        told("probation_extension_most_months"),
        told("probation_approval_months"),
    )


def ensure_grounds(step: Step, meeting: str | None, basis: str | None) -> None:
    """Raise `basis_missing` where a decision lacks its meeting or its basis."""
    errors = {}
    if step in DECISIONS and not basis:
        errors["basis"] = ["请写明依据。"]
    if step in OF_A_MEETING and not meeting:
        errors["meeting"] = ["请写明是哪次会议。"]
    if errors:
        raise Refusal("basis_missing", errors=errors)
