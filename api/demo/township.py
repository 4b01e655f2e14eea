"""Put the invented township together."""

from datetime import date

from api.demo import main_branch, other_branches, staff
from api.demo.absences import list_absences
from api.demo.decisions import list_decisions
from api.demo.events import list_events
from api.demo.organizations import list_organizations
from api.demo.records import DemoTownship


def build_township(today: date) -> DemoTownship:
    """Build the township as it stands on a day: the same day gives the same township, every name is invented."""
    absences = list_absences(today)
    memberships = (*main_branch.list_memberships(today), *other_branches.list_memberships(today))
    return DemoTownship(
        organizations=list_organizations(today),
        groups=main_branch.GROUPS,
        households=main_branch.HOUSEHOLDS,
        persons=(
            *main_branch.list_persons(today),
            *other_branches.list_persons(today),
            *staff.list_persons(today),
        ),
        memberships=memberships,
        absences=absences,
        events=list_events(today),
        decisions=list_decisions(absences, memberships, today),
        grants=staff.list_grants(today),
        accounts=staff.list_accounts(),
    )
