"""The township's workbook: 300 members, 12 bad cells, and exactly those are named, whatever the file's form."""

from collections.abc import Callable

import pytest

from api.members.roster.fields import RosterRow
from api.members.roster.parse import ParsedRoster, parse_roster
from tests.roster.people import BRANCHES, TODAY, make_people
from tests.roster.workbook import Grid, build_grid, row_of, write_csv, write_xls, write_xlsx

FORMS: dict[str, Callable[[Grid], bytes]] = {
    "花名册.xlsx": write_xlsx,
    "花名册.xls": write_xls,
    "花名册-utf8.csv": lambda grid: write_csv(grid, "utf-8"),
    "花名册-excel.csv": lambda grid: write_csv(grid, "utf-8-sig"),
    "花名册-gbk.csv": lambda grid: write_csv(grid, "gbk"),
    "花名册-gb18030.csv": lambda grid: write_csv(grid, "gb18030"),
    "花名册-unicode.csv": lambda grid: write_csv(grid, "utf-16"),
}

ESSENTIALS = (
    "name sex id_number birth_date ethnicity education kind branch_name joined_on confirmed_on job phone address "
    "floating departed_on family_contact"
)


@pytest.fixture(scope="module", params=FORMS)
def parsed(request: pytest.FixtureRequest) -> ParsedRoster:
    return parse_roster(FORMS[request.param](build_grid()), request.param, TODAY)


def test_exactly_the_twelve_bad_cells_are_named(parsed: ParsedRoster) -> None:
    assert {fault.cell: fault.code for fault in parsed.faults} == build_grid().wrong
    assert len(parsed.faults) == 12


def test_the_other_288_rows_are_read_as_they_were_meant(parsed: ParsedRoster) -> None:
    bad_rows = {fault.row for fault in parsed.faults}
    meant = {
        row_of(number): person
        for number, person in enumerate(make_people(300))
        if row_of(number) not in bad_rows
    }
    read = {row.number: row for row in parsed.rows}
    assert read.keys() == meant.keys()
    assert len(read) == 288
    for number, person in meant.items():
        assert _essence(read[number]) == _essence(person)


def _essence(row: RosterRow) -> tuple[object, ...]:
    return tuple(getattr(row, key) for key in ESSENTIALS.split())


def test_every_row_knows_its_branch_though_its_cell_is_merged(parsed: ParsedRoster) -> None:
    assert {row.branch_name for row in parsed.rows} == set(BRANCHES)


def test_places_and_reasons_become_codes(parsed: ParsedRoster) -> None:
    away = [row for row in parsed.rows if row.floating]
    assert len(away) > 80
    assert {row.place.code for row in away if row.place} == {
        "440300", "441900", "330212", "420100", "320583", "350582", "310115",
    }  # fmt: skip
    assert {row.reason.code for row in away if row.reason} == {"work"}


def test_columns_without_meaning_are_listed_and_not_dropped_in_silence(parsed: ParsedRoster) -> None:
    assert [column.title for column in parsed.ignored_columns] == ["联络员及电话"]


def test_a_fault_names_the_person_and_hides_id_number_and_phone(parsed: ParsedRoster) -> None:
    everything = " ".join(
        f"{fault.value} {fault.sentence_zh} {fault.sentence_en} {fault.name}" for fault in parsed.faults
    )
    for person in make_people(300):
        assert person.id_number is not None
        assert person.id_number not in everything
        assert person.phone is not None
        assert person.phone not in everything
    wrong_number = next(fault for fault in parsed.faults if fault.code == "id_number_check_digit")
    assert wrong_number.name == make_people(300)[9].name
    assert wrong_number.value.startswith("422802****")


def test_a_workbook_without_faults_has_none() -> None:
    parsed = parse_roster(write_xlsx(build_grid(40, faults=False)), "花名册.xlsx", TODAY)
    assert parsed.faults == ()
    assert len(parsed.rows) == 40
    assert parsed.sheet == "花名册"
    assert parsed.header_row == 4
