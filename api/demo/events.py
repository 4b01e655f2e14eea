"""Two years of reports of the township, in the order they were handed in."""

from collections.abc import Iterator
from datetime import date

from api.demo.absence_reports import Reporter, tell_absence
from api.demo.absences import list_absences
from api.demo.organizations import GUIHUAPING, list_organizations
from api.demo.other_branches import VILLAGE_SIZES, list_keys_away
from api.demo.records import DemoAbsence, Event
from api.demo.single_reports import list_single_reports, send_back_first
from api.demo.staff import RECORDER, find_secretary

NEEDS_HELP = frozenset({"mu-wei", "luo-dayong"})
"""Members away who report by talking to somebody at home."""

SENT_BACK = "long-yunfei"


def list_events(today: date) -> tuple[Event, ...]:
    """List all reports; what lies before a branch's 启用日期 came in as 补报 after it."""
    events = [*list_single_reports(today)]
    for absence, reporter in _list_absences_with_reporters(today):
        events += _tell(absence, reporter, today)
    return tuple(sorted(events, key=lambda event: (event.recorded_on, event.on, event.key)))


def _list_absences_with_reporters(today: date) -> Iterator[tuple[DemoAbsence, Reporter]]:
    starts = {organization.key: organization.started_on for organization in list_organizations(today)}
    branches = {key: village.key for village in VILLAGE_SIZES for key in list_keys_away(village)}
    for absence in list_absences(today):
        branch = branches.get(absence.person_key, GUIHUAPING)
        secretary = find_secretary(branch)
        yield (
            absence,
            Reporter(
                secretary_key=secretary,
                helper_key=RECORDER if branch == GUIHUAPING else secretary,
                started_on=starts[branch],
                reports_alone=branch == GUIHUAPING and absence.person_key not in NEEDS_HELP,
            ),
        )


def _tell(absence: DemoAbsence, reporter: Reporter, today: date) -> Iterator[Event]:
    told = tell_absence(absence, reporter, today)
    if absence.person_key != SENT_BACK:
        yield from told
        return
    yield from send_back_first(absence, reporter)
    yield from (event for event in told if event.kind != "departure")
