"""Which absences the secretary has already confirmed as 流动; the newest are left for the desk."""

from collections.abc import Sequence
from datetime import date, timedelta

from api.demo.organizations import find_start
from api.demo.records import DemoAbsence, DemoDecision, DemoMembership
from api.demo.staff import find_secretary
from api.standing.months import add_months, latest_day

LEFT_FOR_THE_DESK = frozenset({"long-yunfei", "luo-dayong"})
FLOATING_MONTHS = 6


def list_decisions(
    absences: Sequence[DemoAbsence], memberships: Sequence[DemoMembership], today: date
) -> tuple[DemoDecision, ...]:
    """List a decision for each absence that lasted six months, a few days after that or after the start."""
    branches = {membership.person_key: membership for membership in memberships}
    decisions = []
    for absence in absences:
        membership = branches[absence.person_key]
        latest = latest_day(absence.departed_on, absence.precision)
        reached = add_months(latest, FLOATING_MONTHS) + timedelta(days=4)
        decided_on = max(reached, find_start(today) + timedelta(days=40))
        is_registered = membership.opening is not None and absence.person_key not in LEFT_FOR_THE_DESK
        if is_registered and decided_on < (absence.returned_on or today - timedelta(days=10)):
            decisions.append(
                DemoDecision(
                    person_key=absence.person_key,
                    state="floating",
                    on=decided_on,
                    decided_by_key=find_secretary(membership.organization_key),
                    basis="支委会核对：连续外出满六个月，组织关系未转出",
                )
            )
    return tuple(sorted(decisions, key=lambda decision: (decision.on, decision.person_key)))
