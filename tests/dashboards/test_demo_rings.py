"""五常 of each village of the demo: the figures that its story fixes, and each ring worked out by hand from the rows."""

from datetime import timedelta

from api import clock
from api.dashboards.overview import rings
from api.demo.absences import list_absences
from tests.dashboards.by_hand import read_rows, reckon
from tests.dashboards.rings_by_hand import read_further, work_out
from tests.demo.telling import Told

VILLAGES = ("guihuaping", "shiqiaogou", "chashanao", "fengxiangling")

OF_THE_STORY = {
    # Nine, four, three and two are away. Nobody reached the driver for 96 days, and he was at no meeting for 130; of all
    # others the opening grid tells a month that is not over. The youngest village has filled in no grid and held no meeting.
    "contact": {"guihuaping": (8, 9, 0), "shiqiaogou": (4, 4, 0), "chashanao": (3, 3, 0)},
    "training": {
        "guihuaping": (8, 9, 0),
        "shiqiaogou": (4, 4, 0),
        "chashanao": (3, 3, 0),
        "fengxiangling": (0, 0, 2),
    },
    # The round of these days is half done: of the twenty-eight beside the driver every other one was asked.
    "screening": {"guihuaping": (14, 29, 0), "chashanao": None, "fengxiangling": None},
}
"""Numerator, denominator and 未登记, or None where there is nothing to count; on whatever day the story is told."""


def test_each_ring_of_each_village_counts_whom_the_rows_name(told: Told) -> None:
    today = clock.today()
    with told.database.reading() as session:
        rows = read_rows(session)
        read_further(session, rows)
        counted = reckon(rows, today)
        for village in VILLAGES:
            branch = told.ids.nodes[village]
            by_hand = work_out(rows, counted, branch, today)
            for ring in rings.read_rings(session, branch, "zh"):
                at, expected = f"{village} {ring.key}", by_hand[ring.key]
                found = {
                    state: sorted(line.member_id for line in ring.lines if line.state is state)
                    for state in rings.State
                }
                assert found[rings.State.DONE] == sorted(expected.done), at
                assert found[rings.State.OPEN] == sorted(expected.still_open), at
                assert found[rings.State.UNKNOWN] == sorted(expected.unknown), at
                assert (ring.missing is not None) == expected.missing, at
                shown = rings.show_ring(ring, "zh")
                figures = (shown["numerator"], shown["denominator"], shown["unregistered"])
                done, still_open = len(expected.done), len(expected.still_open)
                assert figures == (
                    (None, None, 0) if expected.missing else (done, done + still_open, len(expected.unknown))
                ), at
                if village in OF_THE_STORY.get(ring.key, {}):
                    assert figures == (OF_THE_STORY[ring.key][village] or (None, None, 0)), at


def test_the_rings_of_reports_count_those_of_whom_the_story_tells_no_return(told: Told) -> None:
    away = {one.person_key for one in list_absences(clock.today()) if one.returned_on is None}
    with told.database.reading() as session:
        listed = {
            line.member_id
            for village in VILLAGES
            for line in rings.read_ring(session, told.ids.nodes[village], rings.REPORTING, "zh").lines
        }
    assert listed == {told.ids.memberships[key] for key in away}
    assert len(listed) == 18


def test_a_formula_says_how_many_months_it_looks_back_and_which_days(told: Told) -> None:
    today = clock.today()
    with told.database.reading() as session:
        found = {
            ring.key: rings.show_ring(ring, "zh")
            for ring in rings.read_rings(session, told.ids.nodes["guihuaping"], "zh")
        }
    assert "12 个月" in found["reporting"]["formula"]
    assert "3 个月" in found["training"]["formula"]
    assert "30 天" in found["contact"]["formula"]
    assert (found["contact"]["from_on"], found["contact"]["to_on"]) == (today - timedelta(29), today)
