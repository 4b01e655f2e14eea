"""Whoever alters the database beside the product is found, and the first bad entry or row is named."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Column, Connection, MetaData, String, Table, delete, insert, select, update

from api import clock, journal
from api.db import new_id
from api.journal import digest_of
from api.models import AwayPeriod, Grant, JournalEntry, JournalHead, Organization, Person, Report
from api.upkeep.checkpoints import CheckpointUnreadableError, compare_checkpoint, take_checkpoint
from api.upkeep.flaws import SENTENCES, Flaw
from api.upkeep.moments import one_moment
from api.upkeep.verify_journal import verify
from tests.cast import World
from tests.journal.story import change_everything, write

Fault = Callable[[Connection, World], None]

ENTRIES: Table = JournalEntry.__table__  # type: ignore[assignment]
HEADS: Table = JournalHead.__table__  # type: ignore[assignment]
PERSONS: Table = Person.__table__  # type: ignore[assignment]
REPORTS: Table = Report.__table__  # type: ignore[assignment]
PERIODS: Table = AwayPeriod.__table__  # type: ignore[assignment]


def alter(world: World, fault: Fault) -> None:
    """Write to the database as somebody would who does not go through the product."""
    with world.database.engine.execution_options(may_write=True).begin() as connection:
        fault(connection, world)


def find(world: World, node: str | None = None) -> list[Flaw]:
    with one_moment(world.database) as session:
        return list(verify(session, world.node(node) if node else None))


def entry_at(world: World, number: int) -> Any:
    return (ENTRIES.c.node_id == world.node("青松村")) & (ENTRIES.c.number == number)


def last_number(connection: Connection, world: World) -> int:
    found = connection.scalar(select(HEADS.c.number).where(HEADS.c.node_id == world.node("青松村")))
    assert found
    return found


def change_text_in_a_fact(connection: Connection, world: World) -> None:
    connection.execute(update(PERIODS).values(employer="别处的厂"))


def change_sealed_text_in_a_fact(connection: Connection, world: World) -> None:
    other = connection.scalar(select(REPORTS.c.note_sealed).where(REPORTS.c.reported_on == date(2026, 3, 1)))
    connection.execute(
        update(REPORTS).where(REPORTS.c.reported_on == date(2026, 3, 2)).values(note_sealed=other)
    )


def move_a_fact_to_another_node(connection: Connection, world: World) -> None:
    connection.execute(update(PERIODS).values(node_id=world.node("白鹭村")))


def date_a_fact_back(connection: Connection, world: World) -> None:
    connection.execute(update(PERIODS).values(recorded_at=clock.now() - timedelta(days=30)))


def use_a_wrong_salt(connection: Connection, world: World) -> None:
    connection.execute(update(PERIODS).values(salt=b"0" * 16))


def take_the_salt(connection: Connection, world: World) -> None:
    connection.execute(update(PERIODS).values(salt=None, employer=None))


def delete_a_fact(connection: Connection, world: World) -> None:
    connection.execute(delete(PERIODS))


def close_a_fact(connection: Connection, world: World) -> None:
    connection.execute(update(PERIODS).values(replaced_at=clock.now()))


def reopen_a_replaced_version(connection: Connection, world: World) -> None:
    versions = Person.versions
    first = (versions.c.id == world.person("陈远")) & (versions.c.version == 1)
    second = (versions.c.id == world.person("陈远")) & (versions.c.version == 2)
    connection.execute(update(versions).where(second).values(replaced_at=clock.now()))
    connection.execute(update(versions).where(first).values(replaced_at=None))


def change_a_current_row(connection: Connection, world: World) -> None:
    connection.execute(update(PERSONS).where(PERSONS.c.id == world.person("陈远")).values(name="陈近"))


def delete_a_current_row(connection: Connection, world: World) -> None:
    grants: Table = Grant.__table__  # type: ignore[assignment]
    connection.execute(delete(grants).where(grants.c.organization_id == world.node("青松村")))


def plant_a_current_row(connection: Connection, world: World) -> None:
    connection.execute(
        insert(PERSONS).values(id=new_id(), version=1, name="空名", pinyin="", sex="0", erased=False)
    )


def plant_a_fact(connection: Connection, world: World) -> None:
    real = dict(connection.execute(select(PERIODS)).mappings().one())
    connection.execute(insert(PERIODS).values({**real, "row_id": new_id(), "id": new_id()}))


def delete_an_entry(connection: Connection, world: World) -> None:
    connection.execute(delete(ENTRIES).where(entry_at(world, 3)))


def delete_the_first_entry(connection: Connection, world: World) -> None:
    connection.execute(delete(ENTRIES).where(entry_at(world, 1)))


def delete_the_last_entry(connection: Connection, world: World) -> None:
    connection.execute(delete(ENTRIES).where(entry_at(world, last_number(connection, world))))


def delete_the_last_entry_and_wind_the_head_back(connection: Connection, world: World) -> None:
    last = last_number(connection, world)
    before = connection.execute(select(ENTRIES).where(entry_at(world, last - 1))).mappings().one()
    connection.execute(delete(ENTRIES).where(entry_at(world, last)))
    wound = update(HEADS).where(HEADS.c.node_id == world.node("青松村"))
    connection.execute(wound.values(number=last - 1, hash=before["hash"], at=before["at"]))


def delete_a_head(connection: Connection, world: World) -> None:
    connection.execute(delete(HEADS).where(HEADS.c.node_id == world.node("青松村")))


def swap_two_numbers(connection: Connection, world: World) -> None:
    for old, new in ((3, 9_999), (4, 3), (9_999, 4)):
        connection.execute(update(ENTRIES).where(entry_at(world, old)).values(number=new))


def edit_the_facts_of_an_entry(connection: Connection, world: World) -> None:
    connection.execute(update(ENTRIES).where(entry_at(world, 3)).values(facts={"way": "invented"}))


def change_who_acted(connection: Connection, world: World) -> None:
    connection.execute(update(ENTRIES).where(entry_at(world, 3)).values(actor_id=world.accounts["孙委员"]))


FAULTS: dict[Fault, tuple[str, int | None]] = {
    # the fault: the code of the first flaw, and the number of its entry where it is one of the first few
    change_text_in_a_fact: ("row_altered", None),
    change_sealed_text_in_a_fact: ("row_altered", None),
    move_a_fact_to_another_node: ("row_altered", None),
    date_a_fact_back: ("row_altered", None),
    use_a_wrong_salt: ("row_altered", None),
    take_the_salt: ("erased_unfounded", None),
    delete_a_fact: ("row_missing", None),
    close_a_fact: ("closing_altered", None),
    change_a_current_row: ("current_altered", None),
    delete_a_current_row: ("current_missing", None),
    plant_a_current_row: ("current_planted", None),
    plant_a_fact: ("row_planted", None),
    delete_an_entry: ("number_missing", 4),
    delete_the_first_entry: ("number_missing", 2),
    delete_the_last_entry: ("head_differs", None),
    delete_the_last_entry_and_wind_the_head_back: ("row_planted", None),
    delete_a_head: ("head_missing", None),
    swap_two_numbers: ("entry_altered", 3),
    edit_the_facts_of_an_entry: ("entry_altered", 3),
    change_who_acted: ("entry_altered", 3),
}

OUTSIDE_A_JOURNAL = {plant_a_current_row}
"""A current row without any version belongs to no node; only looking at everything finds it."""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_found_and_named(told: World, fault: Fault) -> None:
    code, number = FAULTS[fault]

    alter(told, fault)
    first = find(told)[0]

    assert first.code == code
    assert number is None or first.number == number
    assert SENTENCES[code][0] in first.sentence("zh", "青松村党支部")
    assert SENTENCES[code][1] in first.sentence("en", "青松村党支部")
    assert find(told, "竹溪村") == []
    if fault not in OUTSIDE_A_JOURNAL:
        assert find(told, "青松村")[0].code == code


def test_a_version_that_was_opened_again_is_found(told: World) -> None:
    change_everything(told)

    alter(told, reopen_a_replaced_version)

    assert find(told)[0].code == "closing_altered"


def test_a_whole_journal_that_was_written_anew_is_found_by_a_checkpoint_kept_elsewhere(told: World) -> None:
    with one_moment(told.database) as session:
        kept = "\n".join(take_checkpoint(session))
    change_everything(told)

    with one_moment(told.database) as session:
        assert list(compare_checkpoint(session, kept)) == []
        rewritten = kept.replace(kept.split()[3], "0" * 64)
        assert [flaw.code for flaw in compare_checkpoint(session, rewritten)] == ["checkpoint_differs"]
        ahead = f"{told.node('青松村')} 1 9999 {'0' * 64}"
        assert [flaw.code for flaw in compare_checkpoint(session, ahead)] == ["checkpoint_missing"]
        with pytest.raises(CheckpointUnreadableError):
            list(compare_checkpoint(session, "这不是校验点"))


def test_a_row_that_was_erased_on_request_is_no_flaw(told: World) -> None:
    with told.database.reading() as session:
        row_id = session.scalar(select(PERIODS.c.row_id))

    def erase(connection: Connection, world: World) -> None:
        connection.execute(update(PERIODS).values(salt=None, employer=None, residence_sealed=None))

    alter(told, erase)
    assert [flaw.code for flaw in find(told)] == ["erased_unfounded"]

    write(told, "member.erased", [], facts={"erased": [["away_periods", str(row_id)]]})
    assert find(told) == []


def test_a_member_who_moved_away_leaves_both_journals_whole(told: World) -> None:
    write(told, "member.changed", [], change={"note": "在白鹭村改的"}, node="白鹭村")

    assert find(told) == []
    assert find(told, "青松村") == []
    assert find(told, "白鹭村") == []


def test_a_journal_without_entries_is_whole(told: World) -> None:
    empty = new_id()
    alter(
        told,
        lambda connection, _world: (
            connection.execute(
                insert(HEADS).values(node_id=empty, epoch=1, number=0, hash="", at=clock.now())
            )
            and None
        ),
    )
    with told.database.reading() as session:
        assert session.get(Organization, empty) is None

    assert find(told) == []


def test_a_row_of_the_first_release_whose_digest_took_blanks_in_is_no_flaw(
    told: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "digest_of", partial(digest_of, with_blanks=True))
    write(told, "member.changed", [], change={"note": "爱唱歌"})
    assert find(told) == []

    alter(
        told,
        lambda connection, _world: connection.execute(update(Person.versions).values(job="司机")) and None,
    )
    assert "row_altered" in {flaw.code for flaw in find(told)}


def test_a_column_that_a_later_release_adds_changes_no_digest() -> None:
    salt, row = b"salt" * 4, {"id": new_id(), "employer": "顺达五金厂"}
    wider = PERIODS.to_metadata(MetaData())
    wider.append_column(Column("vehicle", String()))
    assert digest_of(wider, row, salt) == digest_of(PERIODS, row, salt)
    assert digest_of(wider, {**row, "vehicle": "货车"}, salt) != digest_of(PERIODS, row, salt)
    assert digest_of(PERIODS, {**row, "employer": None}, salt) != digest_of(PERIODS, row, salt)
