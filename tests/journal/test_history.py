"""A book reads one cut: whatever is changed, corrected, withdrawn or entered late afterwards, the old cut stands."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from api import clock
from api.journal import in_transaction
from api.models import Person, SettingValue
from api.upkeep.moments import one_moment
from api.upkeep.verify_journal import Tally, verify
from tests.cast import World
from tests.journal.story import change_everything, head_of, read_book, report_of, write


def test_an_old_cut_reads_unchanged_after_a_new_name_a_correction_a_withdrawal_and_a_late_report(
    told: World,
) -> None:
    cut = head_of(told, "青松村")
    before = read_book(told, cut)

    change_everything(told)

    assert read_book(told, cut) == before
    now = read_book(told, head_of(told, "青松村"))
    assert {row["name"] for row in now["Person"]} - {row["name"] for row in before["Person"]} == {"陈远航"}
    assert [row["departed_on"] for row in before["AwayPeriod"]] == [date(2026, 3, 1)]
    assert [row["departed_on"] for row in now["AwayPeriod"]] == [date(2026, 2, 20)]
    assert [row["outcome"] for row in before["ReportDecision"]] == ["accepted"]
    assert sorted(row["outcome"] for row in now["ReportDecision"]) == ["accepted", "withdrawn"]
    assert len(now["Report"]) == len(before["Report"]) + 1


def test_the_journal_is_whole_after_all_these_changes(told: World) -> None:
    change_everything(told)
    tally = Tally()

    with one_moment(told.database) as session:
        assert list(verify(session, tally=tally)) == []
        for name in told.nodes:
            assert list(verify(session, told.node(name))) == []

    assert tally.nodes == len(told.nodes)
    assert tally.rows > tally.entries > 10


def test_a_late_report_stands_in_no_cut_before_it_was_recorded(told: World) -> None:
    cut = head_of(told, "青松村")
    write(told, "report.submitted", [report_of(told, date(2020, 1, 1), "早就走了")])

    assert date(2020, 1, 1) not in {row["reported_on"] for row in read_book(told, cut)["Report"]}
    assert date(2020, 1, 1) in {
        row["reported_on"] for row in read_book(told, head_of(told, "青松村"))["Report"]
    }


def test_recorded_times_rise_even_where_the_wall_clock_falls_back(told: World) -> None:
    first = head_of(told, "青松村")
    with clock.at(first - timedelta(days=400)):
        write(told, "report.submitted", [report_of(told, date(2026, 4, 1), "钟慢了")])

    assert head_of(told, "青松村") == first + timedelta(microseconds=1)


def test_a_fact_is_never_written_beside_the_journal(world: World) -> None:
    def sneak(session: Session) -> None:
        session.add(SettingValue(key="x", value={"value": 1}, from_on=date(2026, 1, 1)))

    with pytest.raises(RuntimeError, match=r"journal\.record only"):
        in_transaction(world.database, sneak)


def test_a_master_is_never_changed_without_an_entry(world: World) -> None:
    def sneak(session: Session) -> None:
        session.get_one(Person, world.person("陈远")).name = "别人"

    with pytest.raises(RuntimeError, match="without a journal entry"):
        in_transaction(world.database, sneak)
